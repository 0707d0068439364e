"""Two editors at once, undo, and decisions about many findings."""

import threading
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.utils import timezone
from queue_bulk import bulk_as_shown

from lintnews.queue.models import Decision, DecisionKind, Finding, Role, User
from lintnews.queue.work.deciding import (
    ConflictError,
    ForbiddenError,
    Verdict,
    assign,
    bulk,
    claim,
    decide,
    digest_of,
    last_of,
    undo,
    undo_bulk,
)
from lintnews.queue.work.filters import Filter, next_for

pytestmark = pytest.mark.django_db

ACCEPT = Verdict(DecisionKind.ACCEPT)
DISMISS = Verdict(DecisionKind.DISMISS, "house_style")
TEXT = "He went to the the house.\n\nShe saw a a man.\n\nThey drove to to Rome.\n"


def found(matched="the the"):
    return Finding.objects.get(matched=matched)


def test_deciding_needs_the_version_that_was_looked_at(push, anna, ben):
    push(TEXT)
    looked_at = found()
    decide(found(), looked_at.version, anna, DISMISS)
    with pytest.raises(ConflictError, match="anna has dismissed this finding meanwhile") as told:
        decide(found(), looked_at.version, ben, ACCEPT)
    assert told.value.finding.status == "dismissed"
    assert Decision.objects.count() == 1


def test_who_claims_a_finding_has_it_for_ten_minutes(push, anna, ben):
    push(TEXT)
    assert claim(found(), anna)
    assert claim(found(), anna)
    assert not claim(found(), ben)
    with pytest.raises(ConflictError, match="anna is looking at this finding"):
        decide(found(), found().version, ben, ACCEPT)
    Finding.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert claim(found(), ben)
    decide(found(), found().version, ben, ACCEPT)
    assert (found().status, found().claimed_by) == ("accepted", None)


def test_what_was_decided_since_it_was_looked_at_is_not_claimed(push, anna, ben):
    push(TEXT)
    looked_at = found()
    decide(found(), looked_at.version, anna, ACCEPT)
    assert not claim(looked_at, ben)
    assert found().claimed_by is None


def test_what_is_not_there_any_more_cannot_be_decided(push, ben):
    push(TEXT)
    before = found()
    push("He went home.")
    with pytest.raises(ConflictError, match="the article has changed: this finding is fixed now"):
        decide(before, before.version + 1, ben, ACCEPT)


def test_undo_gives_back_what_was_there_before(push, anna, ben):
    push(TEXT)
    decide(found(), 1, ben, DISMISS)
    second = decide(found(), 2, ben, ACCEPT)
    assert last_of(ben) == second
    undo(second, ben)
    assert (found().status, found().reason, found().decided_by) == ("dismissed", "house_style", ben)
    first = last_of(ben)
    with pytest.raises(ForbiddenError, match="this needs the role lead"):
        undo(first, User.objects.create_user("cleo", "x", Role.EDITOR))
    undo(first, anna)
    assert (found().status, found().decided_by) == ("open", None)
    assert last_of(ben) is None
    with pytest.raises(ConflictError, match="not the last decision"):
        undo(first, ben)
    kinds = [one.kind for one in found().decisions.order_by("pk")]
    assert kinds == ["dismiss", "accept", "undo", "undo"]


@pytest.mark.parametrize(
    ("verdict", "reason"),
    [
        (Verdict(DecisionKind.DISMISS), "say why it is dismissed"),
        (Verdict(DecisionKind.DISMISS, "whim"), "say why it is dismissed"),
        (Verdict(DecisionKind.ACCEPT, "wont_fix"), "only a dismissal has a reason"),
        (Verdict(DecisionKind.COMMENT, "", " "), "the comment is empty"),
        (Verdict(DecisionKind.UNDO), '"undo" is no decision'),
    ],
)
def test_a_verdict_says_what_it_must(push, ben, verdict, reason):
    push(TEXT)
    with pytest.raises(ValueError, match=reason):
        decide(found(), 1, ben, verdict)
    assert not Decision.objects.exists()


def test_a_comment_changes_no_answer_and_is_never_refused(push, anna, ben):
    push(TEXT)
    claim(found(), anna)
    decide(found(), 99, ben, Verdict(DecisionKind.COMMENT, "", "ask the desk"))
    assert found().status == "open"


def test_a_viewer_only_looks(push, db):
    push(TEXT)
    viewer = User.objects.create_user("vera", "x", Role.VIEWER)
    with pytest.raises(ForbiddenError, match="this needs the role editor"):
        decide(found(), 1, viewer, ACCEPT)


def test_bulk_decides_what_is_open_and_free_and_is_taken_back_at_once(push, anna, ben):
    push(TEXT)
    findings = Filter().findings()
    shown = digest_of(findings, anna)
    claim(found(), ben)
    decide(found("a a"), 1, ben, ACCEPT)
    with pytest.raises(ConflictError, match="not the findings any more that you were shown"):
        bulk(findings, shown, anna, DISMISS, "")
    made = bulk_as_shown(findings, anna, DISMISS)
    assert [one.status for one in Finding.objects.order_by("start")] == [
        "open",
        "accepted",
        "dismissed",
    ]
    assert made.decisions.get().reason == "house_style"
    assert undo_bulk(made, anna) == 1
    assert [one.status for one in Finding.objects.order_by("start")] == ["open", "accepted", "open"]
    with pytest.raises(ConflictError, match="taken back already"):
        undo_bulk(made, anna)


def test_what_was_decided_anew_since_stays_when_bulk_is_taken_back(push, anna, ben):
    push(TEXT)
    made = bulk_as_shown(Filter().findings(), anna, DISMISS)
    decide(found(), found().version, ben, ACCEPT)
    assert undo_bulk(made, anna) == 2
    assert found().status == "accepted"


def test_names_are_never_accepted_in_bulk(push, anna):
    push("Former ambassador Daniel Kurtzer spoke.\n\nKurzer said that talks failed.\n")
    findings = Filter(family="names").findings()
    assert findings.count() == 1
    with pytest.raises(ForbiddenError, match="one by one"):
        bulk_as_shown(findings, anna, ACCEPT)
    bulk_as_shown(findings, anna, DISMISS)
    assert findings.count() == 0


def test_bulk_needs_a_lead(push, ben):
    push(TEXT)
    with pytest.raises(ForbiddenError, match="lead"):
        bulk_as_shown(Filter().findings(), ben, DISMISS)


def test_the_next_one_is_what_nobody_else_is_at(push, anna, ben):
    push(TEXT)
    first, second, third = Finding.objects.order_by("start")
    findings = Filter().findings()
    assert next_for(findings, ben, None) == first
    claim(second, anna)
    assert next_for(findings, ben, first) == third
    assert next_for(findings, anna, first) == second
    assert next_for(findings, ben, third) == first


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({}, 3),
        ({"rule": "word-doubled"}, 2),
        ({"family": "names"}, 0),
        ({"severity": "error"}, None),
        ({"sure": "100"}, None),
        ({"days": "1"}, 3),
        ({"older": "1"}, 0),
        ({"assignee": "-"}, 3),
        ({"assignee": "ben"}, 0),
        ({"words": "TO TO"}, 1),
        ({"words": "a.txt"}, 3),
        ({"status": "dismissed"}, 0),
        ({"nonsense": "1"}, 3),
    ],
)
def test_filters(push, query, kept):
    push(TEXT)
    filter = Filter.of(query)
    counted = filter.findings().count()
    assert kept is None or counted == kept
    assert Filter.of(dict(parse_qsl(filter.query))) == filter


@pytest.mark.parametrize("query", [{"severity": "grave"}, {"sure": "x"}, {"status": "new"}])
def test_a_filter_that_is_none_is_refused(query):
    with pytest.raises(ValueError, match=next(iter(query))):
        Filter.of(query)


@pytest.mark.usefixtures("served")
def test_of_many_who_decide_at_once_one_does(push):
    users = [User.objects.create_user(f"user{index}", "x") for index in range(6)]
    push(TEXT)
    finding = found()
    outcomes = []

    def run(user):
        try:
            decide(finding, finding.version, user, ACCEPT)
            outcomes.append("decided")
        except ConflictError:
            outcomes.append("conflict")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(user,)) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["conflict"] * 5 + ["decided"]
    assert Decision.objects.count() == 1


def test_a_bulk_is_about_what_was_shown_and_nothing_else(push, anna, ben):
    push("He went to the the house.\n")
    findings = Filter().findings()
    shown = digest_of(findings, anna)
    decide(found(), 1, ben, ACCEPT)
    push("They drove to to Rome.\n", "b.txt")
    assert findings.count() == 1
    with pytest.raises(ConflictError, match="not the findings any more"):
        bulk(findings, shown, anna, DISMISS, "")
    assert found("to to").status == "open"


def test_a_comment_that_is_sent_twice_is_kept_once(push, ben, anna):
    push(TEXT)
    said = Verdict(DecisionKind.COMMENT, comment="Ask Rome.")
    assert decide(found(), 1, ben, said) == decide(found(), 1, ben, said)
    decide(found(), 1, anna, said)
    decide(found(), 1, ben, Verdict(DecisionKind.COMMENT, comment="Rome says no."))
    assert [one.by.username for one in found().decisions.order_by("pk")] == ["ben", "anna", "ben"]


def test_who_is_no_lead_any_more_takes_back_what_was_decided_singly(push, anna):
    push(TEXT)
    own = decide(found("a a"), 1, anna, ACCEPT)
    made = bulk_as_shown(Filter().findings(), anna, DISMISS)
    assert last_of(anna).bulk == made
    anna.role = Role.EDITOR
    assert last_of(anna) == own


def test_tasks_of_others_are_for_leads(push, anna, ben):
    push(TEXT)
    carl = User.objects.create_user("carl", "x", Role.EDITOR)
    viewer = User.objects.create_user("vera", "x", Role.VIEWER)
    one = Finding.objects.filter(pk=found().pk)
    assign(one, anna, carl)
    for assignee in (ben, None):
        with pytest.raises(ForbiddenError, match="this is a task of carl"):
            assign(one, ben, assignee)
    with pytest.raises(ValueError, match="vera may only look"):
        assign(one, anna, viewer)
    assert found().assignee == carl
    assign(one, carl, None)
    assign(one, ben, ben)
    assert found().assignee == ben


def test_a_bulk_that_was_taken_back_does_not_come_up_behind_a_later_decision(push, anna, ben):
    push(TEXT)
    made = bulk_as_shown(Filter().findings(), anna, DISMISS)
    later = decide(found(), found().version, ben, ACCEPT)
    undo_bulk(made, anna)
    undo(later, ben)
    assert (found().status, found().decided_by) == ("open", None)
