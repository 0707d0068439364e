"""The verdict on each article; those that were linted before get it when they are linted again."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("queue", "0006_feedback_proposals"),)
    operations = (
        migrations.AddField(
            model_name="document", name="rank", field=models.SmallIntegerField(default=-1)
        ),
        migrations.AddField(
            model_name="document", name="score", field=models.FloatField(default=0)
        ),
        migrations.AddField(
            model_name="document", name="verdict", field=models.TextField(blank=True)
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["rank", "score", "id"], name="document_verdict"),
        ),
    )
