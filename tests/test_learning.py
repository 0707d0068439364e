"""Learning on several processes: the same archive, whatever happens to a process."""

import os
import signal
import sys

import pytest

from lintnews import learning
from lintnews.document.plain import plain_document
from lintnews.learning import Found, Learned, learn
from lintnews.model import Problem
from lintnews.names.archive.archive import Archive
from lintnews.names.archive.sightings import read_sightings
from lintnews.names.archive.writer import ArchiveWriter, Outcome

ARTICLE = "Reporters met Ann Marlow in Lagos. The crowd cheered for Marlow. " * 30


def found(count, wrong=None):
    for index in range(count):
        text = "wrong\n" + ARTICLE if index == wrong else ARTICLE
        yield Found(plain_document(text, f"{index}.txt"), f"/{index}.txt", None)


def learned(path, items, jobs):
    counted = Learned()
    with ArchiveWriter(path) as writer:
        problems = list(learn(items, writer, counted, jobs=jobs))
    return problems, counted


def fail(text):
    if text.prose.startswith("wrong"):
        raise RuntimeError("what now")
    return read_sightings(text)


def die(text):
    if text.prose.startswith("wrong"):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_sightings(text)


@pytest.mark.parametrize("jobs", [1, 3])
def test_an_unexpected_error_costs_only_its_document(tmp_path, monkeypatch, jobs):
    monkeypatch.setattr(learning, "read_sightings", fail)
    (problem,), counted = learned(tmp_path / "names.db", found(40, wrong=20), jobs)
    assert problem.path == "20.txt"
    assert "RuntimeError: what now" in problem.reason
    assert counted.documents == {Outcome.NEW: 39}
    assert Archive(tmp_path / "names.db").uses("Ann Marlow") == 39 * 30


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")
def test_a_worker_that_dies_costs_only_the_document_that_killed_it(tmp_path, monkeypatch):
    monkeypatch.setattr(learning, "read_sightings", die)
    (problem,), counted = learned(tmp_path / "names.db", found(40, wrong=20), 3)
    assert (problem.path, "died" in problem.reason) == ("20.txt", True)
    assert counted.documents == {Outcome.NEW: 39}


def test_problems_are_passed_on_and_known_documents_are_not_read(tmp_path, monkeypatch):
    told = Problem(path="x.txt", reason="cannot be read")
    path = tmp_path / "names.db"
    problems, first = learned(path, [told, *found(3)], 1)
    assert problems == [told]
    assert (first.documents, first.mentions) == ({Outcome.NEW: 3}, 3 * 3 * 30)
    monkeypatch.setattr(learning, "read_sightings", lambda text: pytest.fail("was read again"))
    problems, again = learned(path, found(3), 1)
    assert (problems, again.documents, again.mentions) == ([], {Outcome.KNOWN: 3}, 0)
