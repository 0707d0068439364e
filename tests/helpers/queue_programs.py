"""Runs the commands of the queue as programs of their own, each on a queue of its own."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from functools import cache
from pathlib import Path

from postgresql_server import fresh_database

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, "-P", "-m", "lintnews", "queue"]


class Queue:
    """A queue in a folder; on PostgreSQL if that is what the tests run on.

    Args:
        folder: its home.
        **variables: more of its environment.
    """

    def __init__(self, folder, *, database=None, **variables):
        url = os.environ.get("LINTNEWS_QUEUE_DATABASE_URL")
        self.url = database or (fresh_database(url) if url else None)
        self.folder = Path(folder)
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith("LINTNEWS_")
        }
        self.environment |= {
            "PYTHONPATH": str(ROOT),
            "OPENBLAS_NUM_THREADS": "1",
            "LINTNEWS_QUEUE_HOME": str(folder),
            **variables,
        }
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)
        if self.url:
            self.environment["LINTNEWS_QUEUE_DATABASE_URL"] = self.url

    @classmethod
    def ready(cls, folder, **variables):
        """A queue whose database is in the newest form, which is made once and copied then."""
        model = _model()
        if model.url:
            return cls(folder, database=fresh_database(model.url, model.url), **variables)
        Path(folder).mkdir(exist_ok=True, parents=True)
        shutil.copy(model.folder / "queue.sqlite3", folder)
        return cls(folder, **variables)

    def run(self, *arguments, **options):
        """What comes of a command."""
        options.setdefault("timeout", 120)
        return subprocess.run(
            [*PROGRAM, *map(str, arguments)],
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            **options,
        )

    def start(self, *arguments, **options):
        """A command that runs on."""
        return subprocess.Popen(
            [*PROGRAM, *map(str, arguments)], env=self.environment, text=True, **options
        )

    def rows(self, question):
        """What the database answers, in SQL that every database knows."""
        if self.url:
            import psycopg

            with psycopg.connect(self.url) as connection:
                return [tuple(row) for row in connection.execute(question).fetchall()]
        with closing(sqlite3.connect(self.folder / "queue.sqlite3", timeout=30)) as connection:
            return connection.execute(question).fetchall()

    def tell(self, order, *values):
        """Change the database; values stand for question marks."""
        if self.url:
            import psycopg

            with psycopg.connect(self.url) as connection:
                connection.execute(order.replace("?", "%s"), values)
            return
        with closing(sqlite3.connect(self.folder / "queue.sqlite3", timeout=30)) as connection:
            connection.execute(order, values)
            connection.commit()


@cache
def _model():
    queue = Queue(tempfile.mkdtemp(prefix="lintnews-queue-"))
    done = queue.run("migrate")
    assert done.returncode == 0, done.stderr
    return queue


def wait_for(condition, seconds=60):
    """What a condition comes to as soon as it is true."""
    end = time.monotonic() + seconds
    while True:
        if found := condition():
            return found
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
