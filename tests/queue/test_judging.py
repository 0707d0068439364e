"""The verdict on each article: made when it is linted, kept in step with what is decided."""

import csv
import io
import json
import threading

import pytest
from django.db import connection
from html_pages import Page
from queue_api import Program
from queue_bulk import bulk_as_shown

from lintnews.queue.models import DecisionKind, Document, Finding, Role, User
from lintnews.queue.work import judging
from lintnews.queue.work.articles import NO_VERDICT, Choice, Order, listed
from lintnews.queue.work.deciding import Verdict, decide, undo, undo_bulk
from lintnews.queue.work.filters import Filter
from lintnews.queue.work.storing import Incoming, store
from lintnews.verdict import Thresholds

pytestmark = pytest.mark.django_db

ACCEPT = Verdict(DecisionKind.ACCEPT)
DISMISS = Verdict(DecisionKind.DISMISS, "verbatim_quote")
CLEAN = "The mayor opened the new bridge on Monday. Hundreds of people came to see it.\n"
TWO = f"{CLEAN}\nHe went to the the house.\n\nThey drove to to Rome on Friday morning.\n"
GARBLED = (
    "The talks failed. facing the wrath of his party, he left the capital on Monday.\n\n"
    "“We will be there, the minister said. Nobody came came to the the meeting of.\n\n"
    "He said that the. force. is a serious issue for &nbsp; the government of.\n"
)


def verdict(name="a.txt"):
    return judging.verdict_of(Document.objects.get(external_id=name))


def found(matched="the the"):
    return Finding.objects.get(matched=matched)


def decided(finding, user, said):
    return decide(finding, finding.version, user, said)


def test_it_is_the_one_that_check_makes(push, lintnews, here):
    for name, text in (("clean.txt", CLEAN), ("two.txt", TWO), ("garbled.txt", GARBLED)):
        (here / name).write_text(text, encoding="utf-8")
        push(text, name)
        (said,) = json.loads(lintnews("check", name, "--format", "json").out)["articles"]
        kept = verdict(name)
        assert said["verdict"]["level"] == kept.level
        assert said["verdict"]["score"] == kept.score
        assert [one["rule"] for one in said["verdict"]["reasons"]] == [
            one.rule for one in kept.reasons
        ]
    assert [verdict(f"{name}.txt").level.rank for name in ("clean", "garbled")] == [0, 2]


def test_what_is_dismissed_does_not_count_until_that_is_taken_back(push, ben):
    push(TWO)
    before = verdict()
    assert before.places == 2
    decided(found("to to"), ben, ACCEPT)
    assert verdict() == before
    made = decided(found(), ben, DISMISS)
    after = verdict()
    assert (after.places, after.words) == (1, before.words)
    assert after.score < before.score
    assert all(where.line != 3 for one in after.reasons for where in one.places)
    undo(made, ben)
    assert verdict() == before


def test_what_is_dismissed_stays_out_when_the_article_changes(push, ben):
    push(TWO)
    decided(found(), ben, DISMISS)
    push(f"{TWO}\nShe saw a a man at the station.\n")
    assert verdict().places == 2
    push(f"{CLEAN}\nHe went to the the house.\n")
    assert (verdict().places, verdict().level) == (0, "publishable")


def test_many_articles_are_judged_anew_after_a_bulk(push, anna):
    for name in ("a.txt", "b.txt"):
        push(TWO, name)
    before = verdict("b.txt")
    made = bulk_as_shown(Filter(words="the the").findings(), anna, DISMISS)
    assert [verdict(name).places for name in ("a.txt", "b.txt")] == [1, 1]
    undo_bulk(made, anna)
    assert [verdict(name) for name in ("a.txt", "b.txt")] == [before, before]


def test_names_and_notes_do_not_count(push):
    push("Daniel Kurtzer, an ambassador, spoke. Kurzer said that Kurzer would go.\n")
    assert Finding.objects.filter(family="names").exists()
    assert (verdict().level, verdict().places) == ("publishable", 0)


def test_an_article_without_words_or_before_it_is_linted_has_none(push):
    push("...\n\n", "empty.txt")
    push("\n", "blank.txt")
    store(Incoming("new.txt", GARBLED), None)
    assert verdict("blank.txt") is None
    assert verdict("new.txt") is None
    assert {one.level for one in listed(Choice(verdict=NO_VERDICT), None).entries} == {""}


def test_while_a_new_text_waits_the_verdict_is_that_of_the_text_that_was_linted(push):
    push(GARBLED)
    store(Incoming("a.txt", CLEAN), None)
    assert verdict().level == "garbled"
    push(CLEAN)
    assert verdict().level == "publishable"


def test_what_was_linted_before_there_were_verdicts_gets_one_by_the_next_decision(push, ben):
    push(TWO)
    made = verdict()
    Document.objects.update(rank=-1, score=0, verdict="")
    assert verdict() is None
    dismissal = decided(found("to to"), ben, DISMISS)
    assert verdict().places == 1
    undo(dismissal, ben)
    assert verdict() == made


def test_decisions_keep_the_limits_by_which_the_article_was_judged(push, ben):
    document = push(TWO)
    usual = verdict()
    document.refresh_from_db()
    judging.judge(document, usual.words, Thresholds(garbled=0.0001, needs_sub_editor=0.0001))
    assert verdict().level == "garbled"
    decided(found(), ben, DISMISS)
    assert (verdict().level, verdict().places) == ("garbled", 1)


@pytest.mark.django_db(transaction=True)
def test_two_who_dismiss_at_once_are_both_counted(push, served):
    push(TWO)
    users = [User.objects.create_user(f"editor{n}", "x", Role.EDITOR) for n in range(2)]
    findings = [found(), found("to to")]
    begin = threading.Barrier(2)

    def run(finding, user):
        try:
            begin.wait()
            decided(finding, user, DISMISS)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=each) for each in zip(findings, users, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verdict().places == 0


def test_what_fails_on_the_way_changes_no_verdict(push, ben, monkeypatch):
    push(TWO)
    before = verdict()
    monkeypatch.setattr(judging.Document.objects, "bulk_update", _fail)
    with pytest.raises(RuntimeError):
        decided(found(), ben, DISMISS)
    assert (verdict(), found().status) == (before, "open")


def _fail(*_):
    raise RuntimeError


@pytest.fixture
def six(push):
    """Six articles: garbled, damaged and clean, two of each; in another order."""
    for name, text in zip("abcdef", (CLEAN, GARBLED, TWO, CLEAN, TWO, GARBLED), strict=True):
        push(text, f"{name}.txt", title=f"Title {name}")


def test_the_most_garbled_come_first_page_by_page(six):
    store(Incoming("new.txt", CLEAN), None)
    seen, before = [], None
    while True:
        page = listed(Choice(order=Order.WORST), before, size=2)
        seen += [entry.document.external_id[0] for entry in page.entries]
        if page.older is None:
            break
        before = page.older
    # Of those with the same score the newest are first, and last what has no verdict.
    assert "".join(seen) == "fbecdan"


def asked(client, **query):
    response = client.get("/documents", query)
    assert response.status_code == 200, response.content.decode()
    page = Page(response.content.decode())
    assert page.faults == []
    return " ".join("".join(page.texts).split())


def test_the_page_shows_filters_and_orders(client, ben, six):
    client.force_login(ben)
    every = asked(client)
    assert every.index("Title f") < every.index("Title e") < every.index("Title a")
    garbled = asked(client, verdict="garbled", order="worst")
    assert "4 articles, verdict: garbled, the most garbled first" in garbled
    assert "Title b" in garbled
    assert "Title a" not in garbled
    assert "0 articles, verdict: none yet" in asked(client, verdict="none")
    both = asked(client, verdict="publishable", words="title d")
    assert "1 article with “title d”, verdict: publishable" in both
    for wrong in ({"verdict": "good"}, {"order": "oldest"}, {"verdict": "garbled\0"}):
        assert client.get("/documents", wrong).status_code == 400


def test_the_page_of_an_article_has_the_reasons_and_leads_to_them(client, push, ben):
    client.force_login(ben)
    document = push(TWO)
    page = Page(client.get(f"/documents/{document.pk}").content.decode())
    text = " ".join("".join(page.texts).split())
    assert f"2 damaged places in {verdict().words} words of revision 1" in text
    targets = {found["href"] for found in page.all("a") if found["href"].startswith("#finding-")}
    assert targets == {"#finding-1", "#finding-2"}
    assert {"finding-1", "finding-2"} <= {found.get("id") for _, found in page.seen}
    decided(found(), ben, DISMISS)
    decided(found("to to"), ben, DISMISS)
    text = client.get(f"/documents/{document.pk}").content.decode()
    assert "Verdict: publishable" in text
    assert "0 damaged places" in text
    Document.objects.update(rank=-1, score=0, verdict="")
    assert "There is no verdict yet" in client.get(f"/documents/{document.pk}").content.decode()


def test_programs_read_it(push, ben):
    document = push(TWO)
    store(Incoming("new.txt", TWO), None)
    cms = Program(ben, "read")
    said = cms.get(f"articles/{document.pk}").json()["verdict"]
    assert said["level"] == verdict().level
    assert said["places"] == 2
    assert {where["line"] for one in said["reasons"] for where in one["places"]} == {3, 5}
    by_name = {one["article"]: one["verdict"] for one in cms.get("articles").json()["articles"]}
    assert by_name == {"a.txt": said, "new.txt": None}


def test_the_articles_are_exported_with_it(push, lintnews, client, ben):
    push(CLEAN, "clean.txt", title="=1+1")
    push(GARBLED, "garbled.txt")
    store(Incoming("new.txt", TWO), None)
    done = lintnews("queue", "export", "--format", "articles")
    assert done.status == 0, done.err
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert [row["article"] for row in rows] == ["garbled.txt", "clean.txt", "new.txt"]
    assert [row["verdict"] for row in rows] == ["garbled", "publishable", ""]
    assert rows[1]["title"] == "'=1+1"
    assert rows[0]["reasons"].startswith(f"{verdict('garbled.txt').reasons[0].rule} at ")
    assert int(rows[0]["open"]) == Finding.objects.filter(document=rows[0]["document"]).count()
    assert (rows[2]["revision"], rows[2]["score"]) == ("", "")
    assert (
        "--rule chooses findings"
        in lintnews("queue", "export", "--format", "articles", "--rule", "x").err
    )
    client.force_login(ben)
    page = client.get("/export").content.decode()
    assert "all articles with their verdicts" in page
    assert b"".join(client.get("/export?format=articles").streaming_content).decode() == done.out
