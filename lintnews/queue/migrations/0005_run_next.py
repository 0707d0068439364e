"""The next run is found at once, however many there are; a text that kills is told from others."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("queue", "0004_desk_indexes"),)
    operations = (
        migrations.RemoveIndex(model_name="run", name="run_state"),
        migrations.AddField(
            model_name="run",
            name="losses",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="run", index=models.Index(fields=["state", "id"], name="run_next")
        ),
    )
