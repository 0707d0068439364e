"""Decisions and audit entries are never changed."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from lintnews.queue import append_only


def _install(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(editor)


def _remove(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    append_only.remove(editor)


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies = (("queue", "0001_initial"),)
    operations = (migrations.RunPython(_install, _remove),)
