"""What proposals say besides, and what the database refuses of them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("queue", "0005_run_next"),
    ]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="answer",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="proposal",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="proposals",
                to="queue.decision",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="key",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("approved", "Approved"),
                    ("rejected", "Rejected"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["state", "kind", "decided_at"], name="proposal_state"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by__isnull", True), ("state__in", ["waiting", "withdrawn"])),
                    models.Q(
                        ("decided_by__isnull", False),
                        models.Q(("state__in", ["waiting", "withdrawn"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="proposal_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "approved"]), models.Q(("key", ""), _negated=True)
                ),
                fields=("key",),
                name="proposal_once",
            ),
        ),
    ]
