"""Changed files: written whole or left as they are, whatever goes wrong on the way."""

import errno
import json
import os
import tempfile
from pathlib import Path

import pytest

from lintnews.document.decode import decode
from lintnews.document.files import Ended, read_to_fix
from lintnews.document.reading import Reading
from lintnews.document.rewriting import Change, Replacement, UnwritableError, changed
from lintnews.engine import shipped_rules
from lintnews.mending import Mended, mended
from lintnews.model import Problem
from lintnews.outcomes import Linted, Settings
from lintnews.runner import lint_documents

RULES = [rule for rule in shipped_rules() if rule.name == "name-rejected-by-authority"]
WRONG = "We met Yoav Galant.\n"
RECORDS = "".join(json.dumps({"n": n, "text": WRONG}) + "\n" for n in range(3))


@pytest.fixture(params=["a.txt", "a.jsonl"])
def path(request, tmp_path):
    path = tmp_path / request.param
    path.write_text(RECORDS if path.suffix == ".jsonl" else WRONG, encoding="utf-8")
    return path


def fix(path, *, before_the_end=lambda: None):
    """What fixing one file gives; something may happen to the file when all of it was read."""

    def read():
        for item in read_to_fix(str(path), path.name, Reading()):
            if isinstance(item, Ended):
                before_the_end()
            yield item

    outcomes = lint_documents(read(), RULES, Settings(fix=True))
    return list(mended(outcomes, Replacement))


def files(path):
    return [file.name for file in path.parent.iterdir()]


def assert_left_alone(outcomes, path, before, reason):
    """The file is as it was, nothing lies beside it, and one problem says why."""
    assert path.read_bytes() == before
    assert files(path) == [path.name]
    (problem,) = [one for one in outcomes if isinstance(one, Problem)]
    assert str(problem).startswith(f"{path.name}: nothing in it was fixed: ")
    assert reason in problem.reason
    assert not [one for one in outcomes if isinstance(one, Mended)]


def test_a_file_is_written_once_and_told(path):
    *linted, told = fix(path)
    assert told == Mended(path.name, len(linted), None)
    assert b"Galant" not in path.read_bytes()
    assert files(path) == [path.name]
    assert all(not one.findings for one in linted)


@pytest.mark.parametrize("change", ["other text", WRONG + "More.\n", ""])
def test_a_file_that_was_changed_meanwhile_is_left_alone(path, change):
    outcomes = fix(path, before_the_end=lambda: path.write_text(change, encoding="utf-8"))
    assert_left_alone(outcomes, path, change.encode(), "changed")


def test_a_file_that_is_gone_meanwhile_stays_gone(path):
    outcomes = fix(path, before_the_end=path.unlink)
    assert files(path) == []
    assert len([one for one in outcomes if isinstance(one, Problem)]) == 1


def test_a_file_that_was_replaced_meanwhile_is_left_alone(path):
    """As an editor saves a file: another one by the same name, of the same bytes."""
    before = path.read_bytes()

    def save():
        new = path.with_suffix(".new")
        new.write_bytes(before + b" ")
        new.replace(path)

    outcomes = fix(path, before_the_end=save)
    assert_left_alone(outcomes, path, before + b" ", "changed")


def no_space(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


def no_right(*_, **__):
    raise PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize(
    ("module", "name", "failure", "reason"),
    [
        (tempfile, "mkstemp", no_right, "no right"),
        (os, "fsync", no_space, "No space left"),
        (os, "replace", no_right, "no right"),
        (os, "access", lambda *_: False, "no right"),
    ],
)
def test_a_file_that_cannot_be_written_is_left_alone(
    monkeypatch, path, module, name, failure, reason
):
    before = path.read_bytes()
    monkeypatch.setattr(module, name, failure)
    assert_left_alone(fix(path), path, before, reason)


def test_a_disk_that_is_full_in_the_middle(monkeypatch, path):
    before = path.read_bytes()
    opened = os.fdopen

    def small(handle, mode):
        file = opened(handle, mode, buffering=0)

        class Small:
            def __enter__(self):
                return self

            def __exit__(self, *_):
                file.close()

            def write(self, data):
                file.write(data[:5])
                no_space()

        return Small()

    monkeypatch.setattr(os, "fdopen", small)
    assert_left_alone(fix(path), path, before, "No space left")


@pytest.mark.parametrize("name", ["mkstemp", "fsync"])
def test_what_was_not_fixed_is_reported(monkeypatch, path, name):
    monkeypatch.setattr(tempfile if name == "mkstemp" else os, name, no_space)
    outcomes = fix(path)
    found = [one.findings for one in outcomes if isinstance(one, Linted)]
    problem = next(one for one in outcomes if isinstance(one, Problem))
    if path.suffix == ".txt" or name == "mkstemp":
        assert [finding.matched for findings in found for finding in findings] == ["Galant"] * len(
            found
        )
        assert "findings before this" not in problem.reason
    else:
        # By then the articles have been passed on; the problem says what that means.
        assert found == [()] * 3
        assert "findings before this" in problem.reason


def test_the_owner_must_stay(monkeypatch, path):
    before = path.read_bytes()
    of_file = os.fstat

    def of_somebody_else(handle):
        values = list(of_file(handle))
        values[4] += 1
        return os.stat_result(values)

    monkeypatch.setattr(os, "fstat", of_somebody_else)
    monkeypatch.setattr(os, "chown", no_right)
    assert_left_alone(fix(path), path, before, "owner")


def test_an_interrupt_leaves_nothing_beside_the_file(path):
    before = path.read_bytes()

    def interrupt():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fix(path, before_the_end=interrupt)
    assert path.read_bytes() == before
    assert files(path) == [path.name]


def test_a_text_that_could_not_be_told_by_its_bytes_any_more_is_refused():
    data = "Told by zeros.".encode("utf-16-le")
    assert decode(data).encoding == "utf-16-le"
    with pytest.raises(UnwritableError, match="UTF-8"):
        changed(data, [Change(1, 1, 0, 14, "語" * 14)], is_lines=False)


def test_json_lines_are_copied_in_pieces(tmp_path):
    """A line of which nothing is read is not held in memory."""
    path = tmp_path / "a.jsonl"
    long = b'{"text": "' + b"word " * 800_000 + b'"}\n'
    path.write_bytes(long + RECORDS.encode() + long)
    items = read_to_fix(str(path), path.name, Reading(max_size=1000))
    list(mended(lint_documents(items, RULES, Settings(fix=True)), Replacement))
    assert path.read_bytes() == long + RECORDS.replace("Galant", "Gallant").encode() + long


def test_the_marks_of_a_file_go_around_what_was_read(path):
    begun, *documents, ended = read_to_fix(str(path), "name", Reading("text"))
    assert (begun.name, begun.path, begun.by_line) == ("name", str(path), False)
    assert [document.path for document in documents] == ["name"]
    assert isinstance(ended, Ended)
    assert Path(begun.path) == path
