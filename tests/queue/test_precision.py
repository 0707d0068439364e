"""How often each rule is right, by what editors decided."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from html_pages import Page

from lintnews.queue.models import (
    Decision,
    DecisionKind,
    Document,
    Finding,
    Reason,
    Revision,
    Run,
)
from lintnews.queue.work.deciding import Verdict, decide, last_of, undo
from lintnews.queue.work.precision import precision, refused, wilson

pytestmark = pytest.mark.django_db

ACCEPT = Verdict(DecisionKind.ACCEPT)
NOT_AN_ERROR = Verdict(DecisionKind.DISMISS, "not_an_error")
HOUSE_STYLE = Verdict(DecisionKind.DISMISS, "house_style")


@pytest.fixture
def found(db):
    """Make findings that no rule made, each of its own words if they are not given."""
    document = Document.objects.create(external_id="a.txt", path="a.txt")
    revision = Revision.objects.create(document=document, number=1, text="x", digest="x")
    runs = {}

    def make(count, rule="a-rule", version="one", matched=None, rank=2):
        run = runs.setdefault(version, Run.objects.create(revision=revision))
        first = Finding.objects.count()
        rows = [
            Finding(
                document=document, rule=rule, family="f", rank=rank, confidence=1, start=number,
                matched=matched or f"words {number}", message="m", anchor="", sentence="",
                left="", right="", rule_version=version, last_run=run,
            )
            for number in range(first, first + count)
        ]  # fmt: skip
        return Finding.objects.bulk_create(rows)

    return make


def decided(findings, user, verdict):
    for one in findings:
        decide(one, Finding.objects.get(pk=one.pk).version, user, verdict)


def told(**options):
    return [(one.rule, one.version, one.accepted, one.refused) for one in precision(**options)]


@pytest.mark.parametrize(
    ("successes", "count", "low", "high"),
    [
        # By hand from the formula: at 0 of n the upper end is z²/(n + z²).
        (0, 20, 0.0, 3.841459 / 23.841459),
        (20, 20, 20 / 23.841459, 1.0),
        (0, 0, 0.0, 1.0),
        # Published in many tables: 81 of 263, 0.2553 to 0.3662.
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_the_interval_is_that_of_wilson(successes, count, low, high):
    interval = wilson(successes, count)
    assert interval.low == pytest.approx(low, abs=1e-4)
    assert interval.high == pytest.approx(high, abs=1e-4)


def test_only_what_is_no_error_speaks_against_a_rule(found, ben):
    findings = found(6)
    decided(findings[:3], ben, ACCEPT)
    decided(findings[3:4], ben, NOT_AN_ERROR)
    decided(findings[4:], ben, HOUSE_STYLE)
    assert told() == [("a-rule", "one", 3, 1)]


def test_equal_words_are_one_case(found, ben):
    decided(found(5, matched="The  House"), ben, NOT_AN_ERROR)
    decided(found(5, matched="the\nhouse"), ben, NOT_AN_ERROR)
    decided(found(2), ben, ACCEPT)
    assert told() == [("a-rule", "one", 2, 1)]


def test_words_that_are_right_here_and_wrong_there_are_a_case_of_either(found, ben):
    findings = found(3, matched="the the")
    decided(findings[:1], ben, ACCEPT)
    decided(findings[1:], ben, NOT_AN_ERROR)
    assert told() == [("a-rule", "one", 1, 1)]


def test_what_was_undone_or_decided_anew_counts_as_it_stands(found, ben):
    first, second, third = found(3)
    decided([first, second, third], ben, NOT_AN_ERROR)
    undo(last_of(ben), ben)
    decided([first], ben, ACCEPT)
    assert told() == [("a-rule", "one", 1, 1)]
    decided([second], ben, HOUSE_STYLE)
    assert told() == [("a-rule", "one", 1, 0)]


def test_an_error_that_was_mended_and_came_back_was_right(push, ben):
    push("He went to the the house.")
    finding = Finding.objects.get()
    decided([finding], ben, ACCEPT)
    push("He went to the house.")
    push("He went to the the house.")
    finding.refresh_from_db()
    assert finding.status == "open"
    assert [(one.accepted, one.refused) for one in precision()] == [(1, 0)]


def test_versions_of_a_rule_are_counted_apart(found, ben):
    decided(found(2, version="one"), ben, NOT_AN_ERROR)
    decided(found(3, version="two"), ben, ACCEPT)
    assert told() == [("a-rule", "two", 3, 0), ("a-rule", "one", 0, 2)]
    assert [one.is_current for one in precision()] == [True, False]


def test_a_version_that_nobody_judged_makes_the_others_old(found, ben):
    decided(found(30, version="one"), ben, NOT_AN_ERROR)
    assert len(refused(precision())) == 1
    found(1, version="two")
    assert refused(precision()) == []


@pytest.mark.parametrize(
    ("accepted", "against", "is_refused"),
    [(0, 19, False), (0, 20, True), (5, 15, True), (6, 14, False), (20, 0, False)],
)
def test_what_is_surely_wrong_more_often_than_not_is_refused(
    found, ben, accepted, against, is_refused
):
    # Of 20: at 5 the interval ends at 0.469, at 6 at 0.519.
    decided(found(accepted), ben, ACCEPT)
    decided(found(against), ben, NOT_AN_ERROR)
    assert bool(refused(precision())) is is_refused


@pytest.mark.parametrize(
    ("rank", "written"),
    [
        (2, '[severity]\na-rule = "warning"'),
        (1, '[severity]\na-rule = "note"'),
        (0, 'ignore = ["a-rule"]'),
    ],
)
def test_a_demotion_is_one_step(found, ben, rank, written):
    decided(found(20, rank=rank), ben, NOT_AN_ERROR)
    (share,) = refused(precision())
    assert share.demotion == written


def test_days_choose_decisions(found, ben):
    old, new = found(2)
    for one, days in ((old, 40), (new, 0)):
        Decision.objects.create(
            finding=one, kind="accept", by=ben, rule_version="one",
            at=timezone.now() - timedelta(days=days),
        )  # fmt: skip
    assert told() == [("a-rule", "one", 2, 0)]
    assert told(days=30) == [("a-rule", "one", 1, 0)]


def test_the_command_prints_a_table_and_what_to_write(lintnews, found, ben):
    assert "Nothing was accepted" in lintnews("queue", "precision").out
    decided(found(20), ben, NOT_AN_ERROR)
    decided(found(3, rule="good-rule"), ben, ACCEPT)
    done = lintnews("queue", "precision")
    assert done.status == 0
    assert done.out.splitlines() == [
        "rule       version  accepted  refused  share  95 % between",
        "a-rule     one             0       20     0%  0% and 16%",
        "good-rule  one             3        0   100%  44% and 100%",
        "",
        "Editors refuse a-rule. To make it weaker, in lintnews.toml:",
        "  [severity]",
        '  a-rule = "warning"',
    ]
    assert lintnews("queue", "precision", "--days", "0").status == 2


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    page = Page(response.content.decode())
    assert page.faults == []
    page.text = " ".join(" ".join(page.texts).split())
    return page


def test_the_page_shows_shares_and_leads_to_the_queue(client, found, ben):
    decided(found(20), ben, NOT_AN_ERROR)
    decided(found(3, rule="good<b>rule"), ben, ACCEPT)
    client.force_login(ben)
    page = page_of(client, "/rules")
    assert not page.all("b")
    assert "Rules that editors refuse" in page.text
    assert '[severity] a-rule = "warning"' in page.text
    assert len(page.all("circle")) == 2
    low, high = (one for one in page.all("line") if one.get("class") == "interval")
    assert float(low["x2"]) < float(high["x1"])
    links = [one["href"] for one in page.all("a")]
    assert "/?status=all&rule=a-rule#finding" in links
    assert page_of(client, links[links.index("/?status=all&rule=a-rule#finding")]).text
    assert "Nothing was decided" not in page_of(client, "/rules?days=7").text


def test_a_page_of_nothing(client, ben):
    client.force_login(ben)
    assert "Nothing was decided in this time." in page_of(client, "/rules").text
    for wrong in ("0", "-1", "x", "99999999"):
        assert client.get(f"/rules?days={wrong}").status_code == 400


def test_a_rule_that_is_not_known_any_more_has_its_line(found, ben):
    decided(found(1), ben, ACCEPT)
    Finding.objects.update(last_run=None)
    assert told() == [("a-rule", "one", 1, 0)]


def test_many_findings_take_little_time(found, ben):
    findings = [
        one for number in range(50) for one in found(100, rule=f"rule-{number}", version="one")
    ]
    now = timezone.now()
    Decision.objects.bulk_create(
        Decision(
            finding=one, by=ben, at=now, rule_version="one",
            kind="accept" if number % 3 else "dismiss",
            reason="" if number % 3 else Reason.NOT_AN_ERROR,
        )
        for number, one in enumerate(findings)
    )  # fmt: skip
    before = time.process_time()
    assert len(precision()) == 50
    assert time.process_time() - before < 1
