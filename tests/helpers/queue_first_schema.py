"""A queue as it was at one of its migrations, with a row in every table; run as a program.

``fill MIGRATION`` makes it; ``dump`` prints as JSON what stands in the tables of the newest form,
and ``raw`` what stands in tables of any form.
"""

import json
import os
import sys

import django
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

APP = "queue"


def fill(migration=None):
    """Bring an empty database to a migration, the newest by default; a row into every table."""
    executor = MigrationExecutor(connection)
    target = (APP, migration) if migration else executor.loader.graph.leaf_nodes(APP)[0]
    executor.migrate([target])
    state = executor.loader.project_state(target).apps
    tables = [one for one in state.get_models() if one._meta.app_label == APP]
    with transaction.atomic():
        for table in tables:
            table.objects.create(**{"pk": 7} | _values(table))


def _values(table):
    """A value for each field, of which a foreign key may point at a row that comes later."""
    fields = [one for one in table._meta.concrete_fields if not one.primary_key]
    return {one.attname: value for one in fields if (value := _value(one)) is not None}


def _value(field):
    if field.is_relation:
        # One who approves is another than who proposed, and nothing undoes itself.
        is_own = field.related_model is field.model or field.name in ("decided_by", "undoes")
        return None if is_own else 7
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.JSONField):
        return {"é": [1, "two", None]}
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.FloatField):
        return 0.1
    if isinstance(field, models.IntegerField):
        return 3
    if isinstance(field, models.CharField):
        return "ü" * min(field.max_length, 8)
    return "Text with “quotes”\r\nand\ttabs 😀"


def dump():
    """Every row of every table by the names of its columns."""
    found = {}
    for table in apps.get_app_config(APP).get_models(include_auto_created=True):
        rows = table._default_manager.order_by("pk").values()
        found[table._meta.model_name] = list(rows)
    return json.dumps(found, cls=DjangoJSONEncoder)


def raw_dump():
    """The same of a database of any form, as its columns have it."""
    found = {}
    with connection.cursor() as cursor:
        for name in sorted(connection.introspection.table_names(cursor)):
            if name.startswith(f"{APP}_"):
                cursor.execute(f"SELECT * FROM {name} ORDER BY id")
                columns = [one[0] for one in cursor.description]
                rows = [dict(zip(columns, map(str, row), strict=True)) for row in cursor]
                found[name] = rows
    return json.dumps(found)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "lintnews.queue.settings"
    django.setup()
    what, *rest = sys.argv[1:]
    if what == "fill":
        fill(*rest)
    elif what == "dump":
        print(dump())
    elif what == "raw":
        print(raw_dump())
