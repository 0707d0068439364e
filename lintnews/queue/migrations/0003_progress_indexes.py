"""Indexes by which the page of progress is fast."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("queue", "0002_append_only")]

    operations = [
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["family", "presence", "answer"], name="finding_family"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["presence", "answer", "first_seen"], name="finding_waiting"),
        ),
    ]
