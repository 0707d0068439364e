"""Indexes by which a page of the queue is fast."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("queue", "0003_progress_indexes")]

    operations = [
        migrations.RemoveIndex(model_name="finding", name="finding_rule"),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["document", "start", "id"], name="finding_order"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                fields=["rule", "presence", "answer", "document", "start", "id"],
                name="finding_rule",
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["presence", "answer", "reopened"], name="finding_reopened"),
        ),
    ]
