"""What was decided lives on when an article comes again."""

import json
import threading

import pytest
from django.db import DatabaseError, connection, transaction
from msgspec.structs import replace
from queue_worker import work_all

from lintnews.queue.models import Decision, DecisionKind, Finding, RunState
from lintnews.queue.work import articles, carrying, runs
from lintnews.queue.work.carrying import carry
from lintnews.queue.work.deciding import ConflictError, Verdict, decide
from lintnews.queue.work.linting import lint_revision
from lintnews.queue.work.prose import from_json
from lintnews.queue.work.storing import ArticleError, Incoming, store
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


def carried(document, **changed):
    """Lint the text of an article again, with something else found in it."""
    document.refresh_from_db()
    run = store(Incoming(document.external_id, document.current.text), None, again=True).run
    taken = runs.take("here")
    assert taken == run
    carry(taken, lint_revision(taken.revision)._replace(**changed))


def test_what_a_rule_that_went_and_came_had_found_keeps_its_answer(push, ben):
    document = push(f"{DOUBLED}\n")
    accepted(ben, only())
    carried(document, sights=[], rules="others")
    assert only().status == "withdrawn"
    carried(document)
    assert (only().status, only().reopened) == ("accepted", 0)


def test_what_is_withdrawn_is_still_told_and_exported(push, ben, lintnews):
    document = push(f"{DOUBLED}\n")
    dismissed(ben, only())
    carried(document, sights=[], rules="others")
    (line,) = lintnews("queue", "export", "--status", "all").out.splitlines()
    told = json.loads(line)
    assert (told["matched"], told["queue"]["status"]) == ("the the", "withdrawn")
    assert told["queue"]["decision"]["reason"] == "not_an_error"


def test_linting_anew_changes_no_version_of_what_is_as_it_was(push, ben):
    document = push(f"{DOUBLED}\n\n{OTHER}\n")
    push(f"The day began with rain.\n\n{DOUBLED}\n\n{OTHER}\n")
    carried(document)
    assert [one.version for one in Finding.objects.all()] == [1, 1]
    seen = lint_revision(document.current)
    sights = [one._replace(found=replace(one.found, message="Otherwise.")) for one in seen.sights]
    carried(document, sights=sights)
    assert [one.version for one in Finding.objects.all()] == [2, 2]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("served")
def test_a_decision_made_while_an_article_is_carried_over_is_not_lost(push, ben, monkeypatch):
    push(f"{DOUBLED}\n")
    finding = only()
    decided = []

    def decide_beside():
        try:
            decided.append(dismissed(ben, finding))
        except ConflictError as error:
            decided.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=decide_beside)
    pairs = carrying._Carrier._pairs

    def slow(carrier):
        thread.start()
        # Long enough for a decision that nothing holds back.
        thread.join(0.5)
        return pairs(carrier)

    monkeypatch.setattr(carrying._Carrier, "_pairs", slow)
    push(f"The day began with rain.\n\n{DOUBLED}\n")
    thread.join()
    is_kept = isinstance(decided[0], Decision)
    assert only().status == ("dismissed" if is_kept else "open")
    assert Decision.objects.count() == is_kept


def test_a_known_text_is_linted_anew_if_that_failed_or_it_is_read_otherwise(push, monkeypatch):
    text = "<p>He went to the the house.</p>\n"
    first = store(Incoming("a", text), None)
    runs.fail(runs.take("here"), "no memory")
    again = store(Incoming("a", text), None)
    assert (again.is_new, again.run.state) == (False, RunState.QUEUED)
    assert again.run != first.run
    work_all()
    other = store(Incoming("a", text, "html"), None)
    assert (other.is_new, other.run.state) == (False, RunState.QUEUED)
    work_all()
    assert "<p>" not in from_json(other.revision.document.current.article).prose
    same = store(Incoming("a", text, "html"), None)
    assert same.run == other.run


def test_two_that_begin_with_one_revision_are_told_apart(push, anna, ben):
    document = push(f"{DOUBLED}\n")
    articles.revise(document, 1, ben, title="", text="Ben wrote this.\n")
    with pytest.raises(ConflictError, match="revision 2 meanwhile, and you began with 1"):
        store(Incoming("a.txt", "Anna wrote this.\n"), anna, seen=1)
    with pytest.raises(ArticleError, match=r"there is an article named a\.txt"):
        articles.add(anna, Incoming("a.txt", "Anna wrote this.\n"))
    assert document.revisions.count() == 2
