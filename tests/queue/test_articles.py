"""The pages around the queue: articles, comparison, progress, runs and the log."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone
from html_pages import Page
from queue_bulk import bulk_as_shown

from lintnews.queue.models import (
    AuditEntry,
    Decision,
    DecisionKind,
    Document,
    Finding,
    Role,
    Run,
    User,
)
from lintnews.queue.work import runs
from lintnews.queue.work.articles import Choice, listed
from lintnews.queue.work.auditing import Key, log, note
from lintnews.queue.work.backlog import backlog
from lintnews.queue.work.deciding import ForbiddenError, Verdict, decide, undo
from lintnews.queue.work.filters import Filter
from lintnews.queue.work.progress import progress
from lintnews.queue.work.storing import Incoming, store

pytestmark = pytest.mark.django_db

ACCEPT = Verdict(DecisionKind.ACCEPT)
DISMISS = Verdict(DecisionKind.DISMISS, "house_style")
TEXT = "He went to the the house.\n\nThey drove to to Rome.\n"
MENDED = "He went to the house.\n\nThey drove to to Rome.\n"
HOSTILE = (
    "<script>alert(1)</script> {{ 7|add:7 }} {% now 'Y' %} <b onclick=x>the the</b> \u202eevil "
    "\U0001f600 𝒜 & \"quoted\" 'too'"
)


@pytest.fixture
def as_role(client):
    """Sign in as somebody of a role; gives the user."""

    def signed_in(role):
        user = User.objects.create_user(f"user-{role.label}", "x", role)
        client.force_login(user)
        return user

    return signed_in


@pytest.fixture
def editor(as_role):
    return as_role(Role.EDITOR)


def shown(response, status=200):
    """The page as a reader has it; its markup is sound and nothing in it does anything."""
    text = response.content.decode()
    assert response.status_code == status, text
    page = Page(text)
    assert page.faults == []
    assert not {"script", "b"} & {tag for tag, _ in page.seen}
    attributes = [name for _, found in page.seen for name in found]
    assert not [name for name in attributes if name.startswith("on") or name == "style"]
    ids = [found["id"] for _, found in page.seen if "id" in found]
    assert len(ids) == len(set(ids))
    assert "\u202e" not in "".join(page.texts)
    page.text = " ".join("".join(page.texts).split())
    return page


def links(page):
    return [found["href"] for found in page.all("a")]


PAGES = ("/documents", "/documents/{}", "/documents/{}/compare", "/progress", "/runs")


@pytest.mark.parametrize("address", PAGES)
def test_everybody_who_is_signed_in_sees_the_pages(client, push, as_role, address):
    address = address.format(push(TEXT).pk)
    assert client.get(address).status_code == 302
    as_role(Role.VIEWER)
    shown(client.get(address))
    assert client.post(address).status_code == 405


def test_who_may_not_is_refused(client, push, as_role):
    document = push(TEXT)
    as_role(Role.VIEWER)
    for address in ("new", f"{document.pk}/revise", f"{document.pk}/again"):
        page = client.post(f"/documents/{address}", {"name": "x", "text": "y", "format": "text"})
        assert "needs the role editor" in shown(page, 403).text
    run = Run.objects.get()
    as_role(Role.EDITOR)
    for address in ("/runs/again", f"/runs/{run.pk}/again"):
        assert "needs the role lead" in shown(client.post(address), 403).text
    as_role(Role.LEAD)
    assert "needs the role admin" in shown(client.get("/audit"), 403).text
    assert (Document.objects.count(), Run.objects.count()) == (1, 1)


@pytest.mark.parametrize("number", ["999", "9" * 30, "9" * 5000])
@pytest.mark.parametrize("address", ["", "/compare", "/revise"])
def test_what_is_not_there_is_said_to_be_so(client, editor, number, address):
    assert "nothing at this address" in shown(client.get(f"/documents/{number}{address}"), 404).text


@pytest.mark.parametrize(
    "query",
    [
        "/documents?before=x",
        "/documents?before=-1",
        "/documents?before=²",
        f"/documents?before={'9' * 30}",
        f"/documents?words={'x' * 201}",
        "/documents?words=%00",
        "/progress?days=0",
        "/progress?days=367",
        "/progress?days=%E2%80%AE5",
        "/documents/{}/compare?old=x",
        "/documents/{}/compare?old=1&new=7",
        "/documents/{}/compare?old=1&new=1",
        "/documents/{}/compare?from=0",
        "/documents/{}/compare?finding=1.5",
    ],
)
def test_bad_numbers_get_a_clear_page(client, push, editor, query):
    push(TEXT)
    document = push(MENDED)
    assert "That does not work" in shown(client.get(query.format(document.pk)), 400).text


def test_the_list_counts_what_was_found_and_says_how_the_run_stands(client, push, editor, anna):
    push(TEXT, "b.txt", title="Talks fail")
    decide(Finding.objects.get(matched="the the"), 1, anna, DISMISS)
    push(MENDED.replace("the house", "the the house") + "\nIt rained in in May.\n", "b.txt")
    decide(Finding.objects.get(matched="to to"), 1, anna, ACCEPT)
    store(Incoming("new.txt", "It waits."), None)
    failed = store(Incoming("failed.txt", "It fails."), None).run
    Run.objects.filter(pk=failed.pk).update(state="failed", reason="no such <format>")
    page = shown(client.get("/documents"))
    assert "3 articles, the newest first" in page.text
    by_name = {one.document.external_id: one for one in listed(Choice(), None).entries}
    assert by_name["b.txt"][2:6] == (1, 1, 1, 0)
    assert by_name["new.txt"].run.state == "queued"
    assert "failed: no such <format>" in page.text
    assert f"/?document={by_name['b.txt'].document.pk}" in links(page)


def test_the_list_is_searched_by_name_and_headline(client, push, editor):
    push(TEXT, "sport/one.txt", title="Goals galore")
    push(TEXT, "two.txt", title="Talks fail")
    for words, found in (("GALORE", "Goals"), ("two.TXT", "Talks")):
        page = shown(client.get("/documents", {"words": words}))
        assert "1 article with" in page.text
        assert found in page.text
    assert "No article has that" in shown(client.get("/documents?words=%25")).text


def test_the_list_goes_on_by_keys(client, editor):
    for number in range(7):
        store(Incoming(f"{number}.txt", "x"), None)
    seen, before = [], None
    while True:
        page = listed(Choice(), before, size=3)
        seen += [entry.document.external_id for entry in page.entries]
        if page.older is None:
            break
        before = page.older
    assert seen == [f"{number}.txt" for number in range(6, -1, -1)]


def test_the_list_takes_few_queries(client, editor, django_assert_max_num_queries):
    for number in range(60):
        store(Incoming(f"{number}.txt", "x"), None)
    with django_assert_max_num_queries(8):
        page = shown(client.get("/documents"))
    older = next(link for link in links(page) if "before=" in link)
    assert "9.txt" in shown(client.get(f"/documents{older}")).text


def test_an_article_shows_its_text_with_marks_that_lead_to_its_findings(client, push, editor):
    push(TEXT)
    document = push(MENDED)
    page = shown(client.get(f"/documents/{document.pk}"))
    marks = page.all("mark")
    assert [mark["id"] for mark in marks] == ["mark-2"]
    assert "open" in marks[0]["class"]
    assert {"#finding-2", "#mark-2"} <= set(links(page))
    assert "#mark-1" not in links(page)
    assert "1 fixed, error" in page.text
    assert f"/documents/{document.pk}/compare?old=1&new=2" in links(page)


def test_hostile_text_is_shown_as_text(client, push, as_role):
    admin = as_role(Role.ADMIN)
    push(f"{HOSTILE}\n", f"{HOSTILE}.txt", title=HOSTILE)
    document = push(f"{HOSTILE} again\n", f"{HOSTILE}.txt", title=HOSTILE)
    for run in Run.objects.all():
        Run.objects.filter(pk=run.pk).update(state="failed", reason=HOSTILE)
    for finding in Finding.objects.filter(presence="present")[1:]:
        decide(finding, finding.version, admin, DISMISS._replace(comment=HOSTILE))
    note(admin, HOSTILE, HOSTILE, address="::1", details=HOSTILE, **{HOSTILE: [HOSTILE]})
    plain = " ".join(HOSTILE.replace("\u202e", "·").split())
    for address in (
        *(page.format(document.pk) for page in PAGES),
        "/audit",
    ):
        assert plain in shown(client.get(address)).text, address


def test_a_new_article_is_taken_and_noted(client, editor):
    assert "Take the article" in shown(client.get("/documents/new")).text
    said = {"name": " desk/a.txt ", "title": "Talks", "format": "text", "text": "One.\r\nTwo.\r\n"}
    page = client.post("/documents/new", said, REMOTE_ADDR="192.0.2.7")
    document = Document.objects.get()
    assert page.headers["Location"] == f"/documents/{document.pk}"
    assert (document.external_id, document.title) == ("desk/a.txt", "Talks")
    revision = document.revisions.get()
    assert (revision.text, revision.received_from) == ("One.\nTwo.\n", editor)
    assert Run.objects.get().state == "queued"
    noted = AuditEntry.objects.get(action="article.add")
    assert (noted.action, noted.target, noted.user) == ("article.add", "desk/a.txt", editor)
    assert noted.address == "192.0.2.7"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": ""}, "needs an id"),
        ({"name": "there.txt"}, "there is an article named there.txt"),
        ({"name": "x" * 501}, "longer than 500"),
        ({"format": "word"}, "none of the formats"),
        ({"text": "a\0b"}, "U+0000"),
        ({"text": "x" * 2_000_001}, "at most 2,000,000"),
    ],
)
def test_an_article_that_cannot_be_taken_stays_in_its_form(client, editor, change, reason):
    store(Incoming("there.txt", "It is there."), None)
    said = {"name": "a.txt", "title": "", "format": "text", "text": "Some text."} | change
    page = client.post("/documents/new", said)
    assert page.status_code == 400
    assert reason in page.content.decode()
    assert Document.objects.get().title == "It is there."


def test_a_form_of_fifty_megabytes_gets_a_clear_page(client, editor):
    page = client.post("/documents/new", {"name": "a", "text": "x" * 50_000_000})
    assert "Too large" in shown(page, 413).text
    assert not Document.objects.exists()


def test_a_new_text_is_a_revision_and_all_else_stays(client, push, editor):
    document = push(TEXT, "a.txt", title="Talks", address="https://news.example/a", path="b.txt")
    form = shown(client.get(f"/documents/{document.pk}/revise"))
    assert "the the house" in form.text
    said = {"seen": "1", "title": "Talks fail", "text": MENDED.replace("\n", "\r\n")}
    assert client.post(f"/documents/{document.pk}/revise", said).status_code == 302
    document.refresh_from_db()
    assert (document.title, document.address) == ("Talks fail", "https://news.example/a")
    assert document.path == "b.txt"
    assert [one.text for one in document.revisions.order_by("number")] == [TEXT, MENDED]
    assert AuditEntry.objects.exclude(action="login").get().details == {"revision": 2}


def test_line_ends_are_those_of_the_text_before(client, push, editor):
    document = push(TEXT.replace("\n", "\r\n"))
    said = {"seen": "1", "title": "", "text": MENDED.replace("\n", "\r\n")}
    client.post(f"/documents/{document.pk}/revise", said)
    assert document.revisions.get(number=2).text == MENDED.replace("\n", "\r\n")


def test_the_same_text_again_changes_nothing(client, push, editor):
    document = push(TEXT)
    said = {"seen": "1", "title": "", "text": TEXT.replace("\n", "\r\n")}
    page = client.post(f"/documents/{document.pk}/revise", said)
    assert [str(one) for one in get_messages(page.wsgi_request)] == [
        "That is the text as it was; nothing was changed."
    ]
    assert document.revisions.count() == 1
    assert not AuditEntry.objects.exclude(action="login").exists()


def test_who_began_with_an_older_revision_is_told_and_keeps_the_text(client, push, editor):
    document = push(TEXT)
    push(MENDED)
    said = {"seen": "1", "title": "", "text": "My own text."}
    page = shown(client.post(f"/documents/{document.pk}/revise", said), 409)
    assert "revision 2 meanwhile" in page.text
    assert "My own text." in page.text
    assert {"type": "hidden", "name": "seen", "value": "2"} in page.all("input")
    assert document.revisions.count() == 2


def test_linting_again_queues_one_run(client, push, editor):
    document = push(TEXT, title="Talks")
    for _ in range(2):
        assert client.post(f"/documents/{document.pk}/again").status_code == 302
    assert [run.state for run in Run.objects.order_by("pk")] == ["done", "queued"]
    document.refresh_from_db()
    assert document.title == "Talks"


def fail(name):
    run = store(Incoming(name, f"The text of {name}."), None).run
    Run.objects.filter(pk=run.pk).update(
        state="failed", reason="out of memory", finished_at=timezone.now()
    )
    return run


def test_a_failed_run_is_started_anew_by_a_lead_once(client, as_role):
    lead = as_role(Role.LEAD)
    run = fail("a.txt")
    assert "out of memory" in shown(client.get("/runs")).text
    assert client.post(f"/runs/{run.pk}/again").headers["Location"] == "/runs"
    run.refresh_from_db()
    assert (run.state, run.reason) == ("queued", "")
    assert AuditEntry.objects.exclude(action="login").get().user == lead
    assert "started anew already" in shown(client.post(f"/runs/{run.pk}/again"), 409).text
    assert client.post("/runs/99/again").status_code == 404


def test_all_failed_runs_are_started_anew_but_those_that_were_replaced(client, as_role):
    as_role(Role.LEAD)
    replaced = fail("a.txt")
    store(Incoming("a.txt", "A newer text."), None)
    fail("b.txt")
    fail("c.txt")
    assert backlog().failed == 2
    client.post("/runs/again")
    replaced.refresh_from_db()
    assert replaced.state == "failed"
    assert Run.objects.filter(state="queued").count() == 3
    assert AuditEntry.objects.exclude(action="login").get().details == {"count": 2}


def test_the_backlog_says_how_fast_it_is_and_when_it_ends():
    now = timezone.now()
    stored = [store(Incoming(f"{number}.txt", "x"), None).run for number in range(40)]
    for run in stored[:20]:
        Run.objects.filter(pk=run.pk).update(state="done", finished_at=now - timedelta(minutes=5))
    for run in stored[20:25]:
        Run.objects.filter(pk=run.pk).update(state="done", finished_at=now - timedelta(minutes=50))
    Run.objects.filter(pk=stored[25].pk).update(
        state="running", leased_until=now - timedelta(seconds=1)
    )
    runs.take("worker")
    Run.objects.filter(worker="worker").update(leased_until=now + timedelta(minutes=1))
    found = backlog(now)
    assert (found.waiting + found.running + found.stalled, found.running) == (15, 1)
    assert (found.done, found.speed) == (25, 2.0)
    assert found.ends_at == now + timedelta(minutes=7.5)


def test_the_page_of_runs_comes_anew_only_while_something_goes_on_and_can_be_stopped(
    client, push, editor
):
    push(TEXT)
    idle = client.get("/runs")
    assert "Refresh" not in idle.headers
    assert "Nothing is going on" in shown(idle).text
    store(Incoming("b.txt", "It waits."), None)
    busy = client.get("/runs")
    assert int(busy.headers["Refresh"]) >= 5
    assert "?refresh=off" in links(shown(busy))
    stopped = client.get("/runs?refresh=off")
    assert "Refresh" not in stopped.headers
    assert "/runs" in links(shown(stopped))


def test_two_revisions_stand_beside_each_other(client, push, editor):
    push(TEXT)
    document = push(MENDED)
    page = shown(client.get(f"/documents/{document.pk}/compare"))
    assert "1 paragraph changed, 0 added, 0 removed" in page.text
    assert "removed: the end of what was removed" in page.text
    assert page.text.count("removed: the") == 1
    assert page.all("ins") == []
    first, second = Finding.objects.order_by("start")
    assert {mark["id"] for mark in page.all("mark") if "id" in mark} == {
        f"finding-{first.pk}",
        f"finding-{second.pk}",
        f"old-finding-{second.pk}",
    }
    back = shown(client.get(f"/documents/{document.pk}/compare?old=2&new=1"))
    assert back.text.count("added: the") == 1
    assert back.all("del") == []


def test_one_revision_has_nothing_to_stand_beside(client, push, editor):
    document = push(TEXT)
    assert "has one revision" in shown(client.get(f"/documents/{document.pk}/compare")).text


def test_a_revision_that_was_not_linted_is_compared_as_it_came(client, push, editor):
    document = push(TEXT)
    store(Incoming("a.txt", MENDED), None)
    page = shown(client.get(f"/documents/{document.pk}/compare?old=1&new=2"))
    assert "Revision 2 was not linted" in page.text
    assert "1 paragraph changed" in page.text


def test_a_finding_leads_to_its_place(client, push, editor):
    push(TEXT)
    push("Another text has been written here.\n")
    document = push("\n\n".join(f"Line {number} of many." for number in range(400)) + f"\n\n{TEXT}")
    present = Finding.objects.get(matched="to to")
    page = client.get(f"/documents/{document.pk}/compare?finding={present.pk}")
    address, place = page.headers["Location"].split("#")
    assert address.endswith("old=1&new=3&from=301")
    assert place in {mark.get("id") for mark in shown(client.get(address)).all("mark")}
    other = push(TEXT, "other.txt").findings.first()
    assert client.get(f"/documents/{document.pk}/compare?finding={other.pk}").status_code == 404


def test_progress_counts_by_day_person_and_family(client, push, anna, ben, editor):
    push(TEXT)
    push(TEXT, "b.txt")
    first, second, third, _ = Finding.objects.order_by("pk")
    decide(first, 1, anna, ACCEPT)
    decide(second, 1, ben, DISMISS)
    undo(decide(third, 1, ben, DISMISS), ben)
    found = progress(7)
    assert dict(found.statuses) == {
        "open": 2, "accepted": 1, "dismissed": 1, "fixed": 0, "gone": 0, "withdrawn": 0,
    }  # fmt: skip
    assert [tuple(one) for one in found.people] == [("anna", 1, 0), ("ben", 0, 1)]
    assert [count for _, count in found.spans] == [0] * 6 + [2]
    assert sum(family.counts[0] for family in found.families) == 2
    assert [one.pk for one in found.oldest] == sorted(one.pk for one in found.oldest)
    page = shown(client.get("/progress?days=7"))
    heights = [float(one["height"]) for one in page.all("rect")]
    assert heights[:-1] == [0] * 6
    assert heights[-1] > 0
    assert "anna" in page.text


def test_many_days_are_counted_by_week(client, push, anna, editor):
    push(TEXT)
    decide(Finding.objects.first(), 1, anna, ACCEPT)
    spans = progress(90).spans
    assert len(spans) == 13
    assert spans[-1][1] == 1
    assert "in each week" in shown(client.get("/progress?days=90")).text


def test_the_log_has_all_in_order_and_bulk_once(client, push, anna, as_role):
    push(TEXT)
    push(TEXT, "b.txt")
    note(anna, "user.add", "ben", role="editor")
    decide(Finding.objects.first(), 1, anna, ACCEPT)
    bulk_as_shown(
        Filter(document=Document.objects.last().pk).findings(), anna, DISMISS, "document=2"
    )
    note(None, "login.locked", "ben", address="192.0.2.1")
    whole = [(line.key.kind, line.key.number) for line in log().lines]
    assert [kind for kind, _ in whole] == ["entry", "bulk", "decision", "entry"]
    parts, key = [], None
    while True:
        some = log(key, size=1)
        parts += [(line.key.kind, line.key.number) for line in some.lines]
        if some.older is None:
            break
        key = Key.of(str(some.older))
    assert parts == whole
    as_role(Role.ADMIN)
    page = shown(client.get("/audit"))
    assert "2 findings, filter: document=2" in page.text
    assert "role: editor" in page.text
    assert "192.0.2.1" in page.text
    assert "login.locked" not in shown(client.get("/audit?person=anna")).text


def test_lines_of_one_moment_are_all_shown(anna):
    at = timezone.now()
    for number in range(5):
        AuditEntry.objects.create(at=at, user=anna, action=f"a{number}")
    seen, key = [], None
    while True:
        some = log(key, size=2)
        seen += [line.row.action for line in some.lines]
        key = some.older
        if key is None:
            break
    assert seen == ["a4", "a3", "a2", "a1", "a0"]


@pytest.mark.parametrize(
    "before",
    ["x", "a~b~c", "2026-01-01~entry~1", "2026-01-01T00:00:00+00:00~nope~1",
     "0001-01-01T00:00:00+14:00~entry~1"],
)  # fmt: skip
def test_a_place_that_the_log_has_not(client, as_role, before):
    as_role(Role.ADMIN)
    assert "no such place" in shown(client.get("/audit", {"before": before}), 400).text


def test_what_is_noted_can_be_kept_whatever_it_is(anna):
    note(anna, "x" * 99, "a\0b" + "y" * 600, address="z" * 99, when=timezone.now(), many={1, 2})
    kept = AuditEntry.objects.get()
    assert (len(kept.action), len(kept.target), len(kept.address)) == (50, 500, 45)
    assert kept.details["many"] == [1, 2]
    assert isinstance(kept.details["when"], str)


def test_only_leads_start_runs_anew_whoever_asks(ben):
    from lintnews.queue.work.articles import start_anew

    run = fail("a.txt")
    with pytest.raises(ForbiddenError, match="needs the role lead"):
        start_anew(run, ben)
    assert not Decision.objects.exists()
