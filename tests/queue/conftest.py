"""A queue with its people, on a database that is empty before each test."""

import io
import os
import sys
from types import SimpleNamespace

import pytest
from django.db import connection
from queue_worker import work_all

from lintnews.cli import main
from lintnews.queue import append_only
from lintnews.queue.models import Role, User
from lintnews.queue.work.storing import Incoming, store

# The browser of Playwright runs a loop, in which Django takes every question for a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture
def anna(db):
    return User.objects.create_user("anna", "correct horse", Role.LEAD)


@pytest.fixture
def ben(db):
    return User.objects.create_user("ben", "battery staple", Role.EDITOR)


@pytest.fixture
def push(db):
    """Store an article and lint it; gives the document."""

    def pushed(text, name="a.txt", **fields):
        stored = store(Incoming(name, text, **fields), None)
        work_all()
        stored.run.refresh_from_db()
        assert stored.run.state in ("done", "overtaken"), stored.run.reason
        return stored.revision.document

    return pushed


@pytest.fixture
def served(transactional_db):
    """For tests with a server: what may not be deleted is deleted after the test all the same."""
    yield
    with connection.schema_editor() as editor:
        append_only.remove(editor)
    # Proposals name the decisions that they were drafted from.
    for table in ("queue_proposal", *reversed(append_only.TABLES)):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
    with connection.schema_editor() as editor:
        append_only.install(editor)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def lintnews(here, monkeypatch, capfd):
    """Run a command in this process."""

    def run(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "argv", ["lintnews", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return SimpleNamespace(status=ended.value.code, out=out, err=err)

    return run
