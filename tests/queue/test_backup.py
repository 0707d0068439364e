"""A queue is written into a file and taken in again, and what is no such file is refused."""

import gzip
import hashlib
import json
import os
import subprocess
import sys

import pytest
from queue_programs import ROOT, Queue

from lintnews.queue.models import Document

TABLES = (
    "apitoken auditentry bulk decision document finding occurrence proposal revision run user"
).split()


def contents(file):
    """The rows of a backup; header and end, which say when it was made, apart."""
    return gzip.decompress(file.read_bytes()).decode().splitlines()[1:-1]


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A queue with rows in every table."""
    folder = tmp_path_factory.mktemp("filled")
    queue = Queue.ready(folder / "home")
    program = [sys.executable, ROOT / "tests" / "helpers" / "queue_first_schema.py", "fill"]
    subprocess.run(program, env=queue.environment, check=True)
    return queue


@pytest.fixture(scope="module")
def backup(filled):
    file = filled.folder / "backup.gz"
    done = filled.run("backup", file)
    assert done.returncode == 0, done.stderr
    assert "1 articles, 1 decisions, 11 rows in all" in done.stdout
    assert "secret key is not in it" in done.stdout
    return file


def test_all_comes_back_and_new_rows_get_new_numbers(backup, tmp_path):
    other = Queue(tmp_path / "home")
    done = other.run("restore", backup)
    assert (done.returncode, done.stderr) == (0, "")
    assert "11 rows taken in" in done.stdout
    assert other.run("backup", tmp_path / "again.gz").returncode == 0
    assert contents(tmp_path / "again.gz") == contents(backup)
    assert len(contents(backup)) == len(TABLES)
    (tmp_path / "new.txt").write_text("Hello.")
    assert other.run("import", "new.txt", "--no-lint", cwd=tmp_path).returncode == 0
    assert other.rows("SELECT count(*), min(id) FROM queue_document") == [(2, 7)]
    assert other.rows("SELECT max(id) > 7 FROM queue_document")[0][0]
    # What was append-only is so again.
    with pytest.raises(Exception, match="append-only"):
        other.tell("DELETE FROM queue_decision WHERE id = ?", 7)


def test_the_queue_itself_is_not_overwritten(tmp_path):
    queue = Queue.ready(tmp_path)
    for name in ("queue.sqlite3", "secret.key"):
        done = queue.run("backup", tmp_path / name)
        assert (done.returncode, "a file of the queue itself" in done.stderr) == (2, True)
    assert queue.run("migrate").returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_nobody_else_can_read_it(backup):
    assert os.stat(backup).st_mode & 0o077 == 0  # noqa: PTH116


def test_a_database_with_anything_in_it_is_left_alone(filled, backup):
    done = filled.run("restore", backup)
    assert done.returncode == 2
    assert "the database is not empty" in done.stderr


def test_what_there_is_not_is_not_backed_up(tmp_path):
    done = Queue(tmp_path / "home").run("backup", tmp_path / "b.gz")
    assert done.returncode == 2
    assert "there is no queue in the database yet" in done.stderr
    assert not (tmp_path / "b.gz").exists()


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """Nothing that is refused leaves anything in it, so that one serves many tests."""
    return Queue.ready(tmp_path_factory.mktemp("empty"))


def changed(change):
    """The bytes of a backup whose lines were changed and whose digest is as it was."""

    def make(data):
        lines = gzip.decompress(data).splitlines(keepends=True)
        change(lines)
        return gzip.compress(b"".join(lines))

    return make


def newer(lines):
    lines[0] = lines[0].replace(b'"migration":"', b'"migration":"9999_')
    seal(lines)


def other_form(lines):
    lines[0] = lines[0].replace(b'"form":1', b'"form":2')
    seal(lines)


def strange_table(lines):
    lines[1] = lines[1].replace(b'"table":"', b'"table":"no')
    counts = json.loads(lines[0])
    counts["rows"] = {json.loads(line)["table"]: 1 for line in lines[1:-1]}
    lines[0] = json.dumps(counts).encode() + b"\n"
    seal(lines)


def broken_key(lines):
    index = next(at for at, line in enumerate(lines) if b'"table":"revision"' in line)
    lines[index] = lines[index].replace(b'"document_id":7', b'"document_id":8')
    seal(lines)


def seal(lines):
    digest = hashlib.sha256(b"".join(lines[:-1])).hexdigest()
    lines[-1] = json.dumps({"sha256": digest}, separators=(",", ":")).encode() + b"\n"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda data: data[: len(data) // 2], "was cut off"),
        (lambda data: data[:-8], "was cut off"),
        (changed(lambda lines: lines.pop()), "was cut off"),
        (lambda data: data[:400] + bytes([data[400] ^ 255]) + data[401:], "is damaged"),
        (changed(lambda lines: lines.pop(3)), "is damaged: its digest is another"),
        (changed(lambda lines: lines.append(b"more\n")), "it goes on behind its end"),
        (changed(lambda lines: lines.insert(2, b"nonsense\n")), "is damaged: a line of it"),
        (lambda data: b"", "no backup of a queue"),
        (lambda data: b"a,b,c\n1,2,3\n", "no backup of a queue"),
        (lambda data: gzip.compress(b'{"text": "an article"}\n'), "no backup of a queue"),
        (changed(newer), "which is newer (9999_"),
        (changed(other_form), "in a form that is not known here"),
    ],
)
def test_what_is_no_whole_backup_is_refused(backup, make, said, lintnews, here, db):
    (here / "bad.gz").write_bytes(make(backup.read_bytes()))
    done = lintnews("queue", "restore", "bad.gz")
    assert done.status == 2
    assert done.err.startswith("lintnews: bad.gz: ")
    assert said in done.err
    assert done.err.count("\n") == 1
    assert not Document.objects.exists()


@pytest.mark.parametrize("change", [strange_table, broken_key])
def test_of_a_backup_that_does_not_fit_nothing_is_taken_in(backup, empty, change):
    file = empty.folder / "bad.gz"
    file.write_bytes(changed(change)(backup.read_bytes()))
    done = empty.run("restore", file)
    assert done.returncode == 2
    assert f"{file}: a row cannot be taken in" in done.stderr
    for table in TABLES:
        assert empty.rows(f"SELECT count(*) FROM queue_{table}") == [(0,)]


def test_a_file_that_is_not_there_is_told(empty, tmp_path):
    done = empty.run("restore", tmp_path / "none.gz")
    assert done.returncode == 2
    assert "none.gz: No such file or directory" in done.stderr
