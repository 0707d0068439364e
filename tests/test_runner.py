"""Linting on several processes: the same outcome, whatever happens to a process."""

import os
import signal
import sys
from itertools import count, islice

import pytest

from lintnews.crew import BATCH_CHARACTERS
from lintnews.document.plain import plain_document
from lintnews.engine import shipped_rules
from lintnews.model import Hit, Problem, Severity
from lintnews.outcomes import Linted, Settings
from lintnews.rulebook.rule import Rule, RuleFile, Scope, Status
from lintnews.runner import lint_documents

forked = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")
ARTICLE = "He said “it is over and left the town of Bilsk. seeking the wrath.\n" * 4
ARTICLE += ("x" * 600 + "\n") * 4


def rule(find, confidence=0.9):
    file = RuleFile(
        name="test-rule",
        family="test",
        since="0.1",
        status=Status.STABLE,
        severity=Severity.ERROR,
        confidence=confidence,
        scope=Scope.SENTENCE,
        message="{matched}",
        why="Because.",
        source="here",
        bad=["[[x]]"],
        good=["y"],
    )
    return Rule(file, "test-rule.yml", find)


def find_wrath(text):
    at = text.prose.find("wrath")
    while at >= 0:
        yield Hit(at, at + 5)
        at = text.prose.find("wrath", at + 5)


def documents(number):
    for index in range(number):
        if index % 7 == 3:
            yield Problem(path=f"{index:03}.txt", reason="cannot be read")
        yield plain_document(ARTICLE, f"{index:03}.txt")


@pytest.mark.parametrize("jobs", [2, 3, 5])
def test_more_processes_give_the_same_outcome(jobs):
    settings = Settings(excerpts=True)
    alone = list(lint_documents(documents(60), [rule(find_wrath)], settings, jobs=1))
    assert len(ARTICLE) * 60 > 3 * BATCH_CHARACTERS
    assert sum(len(one.findings) for one in alone if isinstance(one, Linted)) == 60 * 4
    together = list(lint_documents(documents(60), [rule(find_wrath)], settings, jobs=jobs))
    assert together == alone


def test_spawned_workers_load_the_same_rules():
    rules = [rule for rule in shipped_rules() if rule.file.pattern is not None]
    alone = list(lint_documents(documents(30), rules, Settings()))
    spawned = lint_documents(documents(30), rules, Settings(), jobs=2, start_method="spawn")
    assert list(spawned) == alone


def test_documents_are_read_as_they_are_needed():
    taken = []

    def endless():
        for index in count():
            taken.append(index)
            yield plain_document(ARTICLE, f"{index}.txt")

    outcomes = lint_documents(endless(), [rule(find_wrath)], Settings(), jobs=2)
    assert [one.path for one in islice(outcomes, 3)] == ["0.txt", "1.txt", "2.txt"]
    outcomes.close()
    assert len(taken) * len(ARTICLE) < 20 * BATCH_CHARACTERS


def test_doubtful_findings_are_left_out():
    article = plain_document("They fear the wrath.", "a.txt")
    for confidence, expected in ((0.5, 1), (0.49, 0)):
        settings = Settings(min_confidence=0.5)
        (one,) = lint_documents([article], [rule(find_wrath, confidence)], settings)
        assert len(one.findings) == expected


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_unexpected_error_costs_only_its_document(jobs):
    def find(text):
        if text.prose.startswith("wrong"):
            raise RuntimeError("what now")
        return find_wrath(text)

    def some():
        for index in range(30):
            yield plain_document(("wrong " if index == 20 else "") + ARTICLE, f"{index}.txt")

    outcomes = list(lint_documents(some(), [rule(find)], Settings(), jobs=jobs))
    problems = [(index, one) for index, one in enumerate(outcomes) if isinstance(one, Problem)]
    assert [(index, one.path) for index, one in problems] == [(20, "20.txt")]
    assert "RuntimeError: what now" in problems[0][1].reason
    assert "Traceback" not in problems[0][1].reason


def test_debug_shows_where_an_unexpected_error_came_from():
    def find_nothing_ever(text):
        raise RuntimeError("what now")

    settings = Settings(debug=True)
    (problem,) = lint_documents([plain_document("a", "a.txt")], [rule(find_nothing_ever)], settings)
    assert "find_nothing_ever" in problem.reason


@forked
def test_a_worker_that_dies_costs_only_the_document_that_killed_it():
    def find(text):
        if text.prose.startswith("deadly"):
            os.kill(os.getpid(), signal.SIGKILL)
        return find_wrath(text)

    def some():
        for index in range(60):
            yield plain_document(("deadly " if index in (17, 41) else "") + ARTICLE, f"{index}.txt")

    outcomes = list(lint_documents(some(), [rule(find)], Settings(), jobs=2))
    assert [one.path for one in outcomes] == [f"{index}.txt" for index in range(60)]
    dead = [one for one in outcomes if isinstance(one, Problem)]
    assert [one.path for one in dead] == ["17.txt", "41.txt"]
    assert "died" in dead[0].reason
    assert all(len(one.findings) == 4 for one in outcomes if isinstance(one, Linted))
