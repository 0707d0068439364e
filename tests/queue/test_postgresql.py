"""The tests of the queue again, on PostgreSQL; and what goes from one database to the other."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest
from postgresql_server import fresh_database, programs, running_server
from queue_programs import ROOT, Queue

pytestmark = [
    pytest.mark.skipif(
        "LINTNEWS_QUEUE_DATABASE_URL" in os.environ, reason="this is the run on PostgreSQL"
    ),
    pytest.mark.skipif(
        programs() is None, reason="the server of PostgreSQL is not installed (apt: postgresql)"
    ),
]


@pytest.fixture(scope="module")
def server():
    with running_server() as url:
        yield url


# They show what no database has a part in: browsers, processes, forms and the comparison of texts.
_ELSEWHERE = (
    "*_browser.py",
    "test_comparing.py",
    "test_postgresql.py",
    "test_security.py",
    "test_serving.py",
    "test_users_cli.py",
)


def test_every_test_of_the_queue_passes_on_postgresql(server, tmp_path):
    files = sorted(
        path
        for path in Path(__file__).parent.glob("test_*.py")
        if not any(path.match(pattern) for pattern in _ELSEWHERE)
    )
    # Two halves at once, each on a database of its own.
    halves = [_started(files[half::2], server, tmp_path / str(half)) for half in range(2)]
    for process, _ in halves:
        process.wait()
    for process, out in halves:
        out.seek(0)
        assert process.returncode == 0, out.read()[-8000:]
        out.close()


def _started(files, server, folder):
    program = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--basetemp", folder]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "LINTNEWS_QUEUE_DATABASE_URL": fresh_database(server),
        "LINTNEWS_QUEUE_HOME": str(folder.with_name(f"{folder.name}-home")),
    }
    # Into a file, for nobody reads the one while the other is read.
    out = folder.with_name(f"{folder.name}.txt").open("w+", encoding="utf-8")
    process = subprocess.Popen(
        [*program, *files], cwd=ROOT, env=environment, stdout=out, stderr=out
    )
    return process, out


def test_a_queue_moves_from_sqlite_to_postgresql_and_back(server, tmp_path):
    here = Queue(tmp_path / "here")
    there = Queue(tmp_path / "there", database=fresh_database(server))
    back = Queue(tmp_path / "back")
    fill = [sys.executable, ROOT / "tests" / "helpers" / "queue_first_schema.py", "fill"]
    subprocess.run(fill, env=here.environment, check=True)
    files = [tmp_path / f"{number}.gz" for number in range(3)]
    assert here.run("backup", files[0]).returncode == 0
    done = there.run("restore", files[0])
    assert (done.returncode, done.stderr) == (0, "")
    assert there.run("backup", files[1]).returncode == 0
    assert back.run("restore", files[1]).returncode == 0
    assert back.run("backup", files[2]).returncode == 0
    # The header and the end tell when each was made.
    rows = [gzip.decompress(file.read_bytes()).splitlines()[1:-1] for file in files]
    assert len(rows[0]) >= 11
    assert rows[0] == rows[1] == rows[2]
    # The numbers go on behind those that came.
    (tmp_path / "new.txt").write_text("Hello.")
    assert there.run("import", "new.txt", "--no-lint", cwd=tmp_path).returncode == 0
    assert there.rows("SELECT count(*), min(id), max(id) FROM queue_document") == [(2, 7, 8)]


def test_an_old_database_is_changed_only_when_that_is_asked_for(server, tmp_path):
    queue = Queue(tmp_path, database=fresh_database(server))
    done = queue.run("work", "--until-idle")
    assert done.returncode == 2
    assert "make a backup, then run lintnews queue migrate" in done.stderr
    assert queue.rows("SELECT count(*) FROM information_schema.tables WHERE table_name LIKE 'q%'")[
        0
    ] == (0,)
    assert queue.run("migrate").returncode == 0
    assert queue.run("work", "--until-idle").returncode == 0


def test_a_server_that_is_not_there_is_told(tmp_path):
    url = "postgresql://nobody@127.0.0.1:1/none"
    done = Queue(tmp_path, database=url).run("work", "--until-idle")
    assert done.returncode == 2
    assert done.stderr.startswith("lintnews: the database cannot be used: ")
    assert done.stderr.count("\n") == 1
