"""What was decided lives on when an article comes again."""

import pytest
from django.db import DatabaseError, transaction

from lintnews.queue.models import Decision, DecisionKind, Finding, RunState
from lintnews.queue.work import runs
from lintnews.queue.work.deciding import Verdict, decide
from lintnews.queue.work.storing import Incoming, store
from lintnews.queue.work.working import work_off

pytestmark = pytest.mark.django_db

DOUBLED = "He went to the the house."
OTHER = "She saw a a man."


def statuses():
    return [(one.matched, one.status) for one in Finding.objects.order_by("start", "pk")]


def only():
    return Finding.objects.get()


def dismissed(user, finding, reason="not_an_error"):
    return decide(finding, finding.version, user, Verdict(DecisionKind.DISMISS, reason))


def accepted(user, finding):
    return decide(finding, finding.version, user, Verdict(DecisionKind.ACCEPT))


def test_a_new_revision_keeps_what_was_decided(push, ben):
    push(f"{DOUBLED}\n\n{OTHER}\n")
    first, second = Finding.objects.order_by("start")
    dismissed(ben, first)
    accepted(ben, second)
    document = push(f"The day began with rain.\n\n{DOUBLED}\n\n{OTHER}\n")
    assert document.revisions.count() == 2
    assert statuses() == [("the the", "dismissed"), ("a a", "accepted")]
    assert {one.pk for one in Finding.objects.all()} == {first.pk, second.pk}


def test_what_vanished_with_its_damage_is_fixed_and_a_dismissed_one_gone(push, ben):
    push(f"{DOUBLED}\n\n{OTHER}\n")
    first, second = Finding.objects.order_by("start")
    dismissed(ben, first)
    accepted(ben, second)
    push("He went to the house.\n\nShe saw a man.\n")
    assert statuses() == [("the the", "gone"), ("a a", "fixed")]


def test_what_comes_back_is_reopened_unless_it_was_dismissed(push, ben):
    push(f"{DOUBLED}\n\n{OTHER}\n")
    first, second = Finding.objects.order_by("start")
    dismissed(ben, first)
    accepted(ben, second)
    push("He went to the house.\n\nShe saw a man.\n")
    push(f"{DOUBLED}\n\n{OTHER}\n")
    assert statuses() == [("the the", "dismissed"), ("a a", "open")]
    again = Finding.objects.get(matched="a a")
    assert (again.reopened, again.decided_by) == (1, None)
    assert [one.kind for one in again.decisions.order_by("pk")] == ["accept", "reopen"]


def test_the_same_text_is_kept_once(push):
    document = push(DOUBLED)
    assert push(DOUBLED) == document
    assert document.revisions.count() == 1
    assert Finding.objects.count() == 1


def test_a_failed_run_closes_nothing(push, monkeypatch):
    push(DOUBLED)
    stored = store(Incoming("a.txt", "He went to the house."), None)
    run = runs.take("worker")
    monkeypatch.setattr("lintnews.queue.work.working.lint_revision", lambda _: 1 / 0)
    work_off(run)
    stored.run.refresh_from_db()
    assert (stored.run.state, stored.run.reason) == (
        RunState.FAILED,
        "an error in lintnews: ZeroDivisionError: division by zero",
    )
    assert statuses() == [("the the", "open")]


def test_a_run_that_a_newer_revision_overtook_changes_nothing(push):
    store(Incoming("a.txt", DOUBLED), None)
    old = runs.take("slow")
    push("He went to the house.")
    work_off(old)
    old.refresh_from_db()
    assert old.state == RunState.OVERTAKEN
    assert not Finding.objects.exists()


def test_one_man_spelled_two_ways_stays_one_issue_when_its_first_place_is_mended(push, ben):
    text = (
        "Former ambassador Daniel Kurtzer spoke on Monday.\n\n"
        "Kurzer said that talks failed.\n\nLater Kurzer left the room.\n"
    )
    push(text)
    dismissed(ben, Finding.objects.get(rule="name-spelled-two-ways"))
    push(text.replace("Kurzer said", "The envoy said"))
    assert [(one.matched, one.status) for one in Finding.objects.filter(family="names")] == [
        ("Kurzer", "dismissed")
    ]


def test_decisions_cannot_be_changed(push, ben):
    push(DOUBLED)
    made = dismissed(ben, only())
    for change in (
        lambda: Decision.objects.filter(pk=made.pk).update(reason="wont_fix"),
        lambda: Decision.objects.filter(pk=made.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    made.refresh_from_db()
    assert made.reason == "not_an_error"
