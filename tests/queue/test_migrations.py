"""The form of the database, from the first that was released to the newest."""

import json
import subprocess
import sys

import pytest
from django.core.management import call_command
from queue_programs import ROOT, Queue

FIRST = "0001_initial"


def asked(queue, *arguments):
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "helpers" / "queue_first_schema.py", *arguments],
        env=queue.environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout else None


@pytest.mark.django_db
def test_models_and_migrations_are_in_step():
    call_command("makemigrations", "queue", check=True, dry_run=True, verbosity=0)


def test_what_the_first_schema_kept_is_there_in_the_newest(tmp_path):
    queue = Queue(tmp_path)
    asked(queue, "fill", FIRST)
    before = asked(queue, "raw")
    assert len(before) >= 11
    assert all(before.values()), "a table was left empty"
    assert queue.run("migrate").returncode == 0
    after = asked(queue, "raw")
    for table, rows in before.items():
        for old, new in zip(rows, after[table], strict=True):
            assert old == {name: new[name] for name in old}
    # And what reads them, reads them.
    assert len(asked(queue, "dump")["finding"]) == 1


def test_a_backup_of_the_first_schema_is_taken_in_by_the_newest(tmp_path):
    old, new = Queue(tmp_path / "old"), Queue(tmp_path / "new")
    asked(old, "fill", FIRST)
    file = tmp_path / "backup.gz"
    done = old.run("backup", file)
    assert done.returncode == 0, done.stderr
    done = new.run("restore", file)
    assert done.returncode == 0, done.stderr
    assert old.run("migrate").returncode == 0
    assert asked(new, "dump") == asked(old, "dump")


def test_a_database_of_a_newer_version_is_refused(tmp_path):
    queue = Queue.ready(tmp_path)
    queue.tell(
        "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, '2026-01-01')",
        "queue",
        "9999_of_tomorrow",
    )
    for command in (["serve", "--port", "0"], ["migrate"], ["backup", tmp_path / "b"]):
        done = queue.run(*command)
        assert done.returncode == 2
        assert "made by a newer lintnews (9999_of_tomorrow is not known here)" in done.stderr
        assert "update lintnews" in done.stderr
