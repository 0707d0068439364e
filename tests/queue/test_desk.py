"""The queue as a page: what it shows, what its forms do, and what it refuses."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from html_pages import Page

from lintnews.document.article import Article
from lintnews.document.document import Block, BlockKind
from lintnews.queue.models import AuditEntry, Decision, Finding, Occurrence, Role, User
from lintnews.queue.pages.keys import ACTIONS
from lintnews.queue.work import looking
from lintnews.queue.work.counting import status_counts
from lintnews.queue.work.deciding import claim
from lintnews.queue.work.filters import Filter
from lintnews.queue.work.looking import claim_next
from lintnews.queue.work.prose import to_json

pytestmark = pytest.mark.django_db

TEXT = "He went to the the house.\n\nShe saw a a man.\n\nThey drove to to Rome.\n"
NAMES = "Former ambassador Daniel Kurtzer spoke on Monday.\n\nKurzer said that talks failed.\n"


@pytest.fixture
def editor(client, ben):
    client.force_login(ben)
    return client


@pytest.fixture
def lead(anna):
    client = Client()
    client.force_login(anna)
    return client


def found(matched="the the"):
    return Finding.objects.get(matched=matched)


def text_of(response):
    return " ".join("".join(Page(response.content.decode()).texts).split())


def decided(client, finding, **said):
    form = {"version": finding.version, "filter": "", **said}
    return client.post(f"/findings/{finding.pk}/decide", form)


def where(response):
    """The finding to which a response leads."""
    assert response.status_code == 302
    query = parse_qs(urlsplit(response.url).query)
    return Finding.objects.get(pk=query["finding"][0]) if "finding" in query else None


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_nothing_is_shown_to_who_is_not_signed_in(client, push):
    push(TEXT)
    for address in ("/", "/bulk", "/account"):
        assert client.get(address).url.startswith("/login")


def test_the_page_opens_the_first_finding_and_marks_all_in_its_article(editor, ben, push):
    push(TEXT)
    response = editor.get("/")
    page = Page(response.content.decode())

    assert page.faults == []
    assert [found["class"] for found in page.all("mark")] == [
        "error open chosen",
        "warning open",
        "error open",
    ]
    assert "open 3" in text_of(response)
    assert found().claimed_by == ben


def test_an_empty_queue_says_so(editor):
    assert "No finding fits this filter" in text_of(editor.get("/?rule=word-doubled"))


def test_the_other_places_of_the_chosen_finding_are_marked_and_named(editor, push):
    push(NAMES)
    response = editor.get("/?family=names")
    named = [
        found["id"] for found in Page(response.content.decode()).all("span") if found.get("id")
    ]
    start = NAMES.index("Kurtzer")
    assert named == [f"place-{start}-{start + len('Kurtzer')}"]
    assert f'href="#{named[0]}"' in response.content.decode()


def test_a_decision_moves_on_and_says_what_was_done(editor, push):
    push(TEXT)
    response = decided(editor, found(), reason="house_style", comment=" as ever ")
    assert where(response) == found("a a")
    assert said(response) == ["Dismissed: house style. 2 left."]
    made = Decision.objects.get()
    assert (made.kind, made.reason, made.comment) == ("dismiss", "house_style", "as ever")
    response = decided(editor, found("a a"), kind="accept")
    assert said(response)[-1] == "Accepted. 1 left."
    response = decided(editor, found("to to"), kind="accept")
    assert where(response) is None
    assert [one.status for one in Finding.objects.order_by("start")] == [
        "dismissed",
        "accepted",
        "accepted",
    ]


def test_the_filter_is_kept_from_decision_to_decision(editor, push):
    push(TEXT, "a.txt")
    push(TEXT, "b.txt")
    one = Finding.objects.get(matched="to to", document__external_id="a.txt")
    response = decided(editor, one, kind="accept", filter="words=to+to")
    assert where(response).document.external_id == "b.txt"
    assert "words=to+to" in response.url


def test_a_comment_alone_stays_at_its_finding(editor, push):
    push(TEXT)
    response = decided(editor, found(), kind="comment", comment="Ask the desk.")
    assert where(response) == found()
    page = text_of(editor.get(response.url))
    assert "ben: said" in page
    assert "Ask the desk." in page


def test_who_is_slower_sees_what_happened_and_keeps_the_comment(editor, lead, push):
    push(TEXT)
    stale = found()
    assert decided(lead, stale, reason="verbatim_quote").status_code == 302
    response = decided(editor, stale, kind="accept", comment="My own words.")
    assert response.status_code == 409
    page = text_of(response)
    assert "Nothing was changed: anna has dismissed this finding meanwhile." in page
    assert "anna: dismissed it: verbatim quote" in page
    assert ">\nMy own words.</textarea>" in response.content.decode()
    assert f'name="version" value="{found().version}"' in response.content.decode()
    assert Decision.objects.count() == 1


def test_a_form_that_is_sent_again_changes_nothing(editor, push):
    push(TEXT)
    finding = found()
    assert decided(editor, finding, kind="accept").status_code == 302
    assert decided(editor, finding, kind="accept").status_code == 409
    assert Decision.objects.count() == 1


def test_who_else_looks_at_a_finding_is_named(editor, anna, ben, push):
    push(TEXT)
    claim(found(), anna)
    assert where(decided(editor, found("to to"), kind="accept")) == found("a a")
    response = editor.get(f"/?finding={found().pk}")
    assert "anna is looking at this finding" in text_of(response)
    assert found().claimed_by == anna
    assert decided(editor, found(), kind="accept").status_code == 409


def test_what_was_only_passed_by_is_free_again(editor, ben, push):
    push(TEXT)
    editor.get(f"/?finding={found().pk}")
    editor.get(f"/?finding={found('a a').pk}")
    assert (found().claimed_by, found("a a").claimed_by) == (None, ben)


@pytest.mark.parametrize("header", [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}])
def test_a_browser_that_looks_ahead_claims_nothing(editor, push, header):
    push(TEXT)
    assert editor.get("/", headers=header).status_code == 200
    assert editor.head("/").status_code == 200
    assert found().claimed_by is None


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({"kind": "dismiss"}, "say why it is dismissed"),
        ({"reason": "whim"}, "say why it is dismissed"),
        ({"kind": "undo"}, "is no decision"),
        ({}, "is no decision"),
        ({"kind": "comment", "comment": " "}, "the comment is empty"),
        ({"kind": "accept", "comment": "x" * 5001}, "longer than 5,000 characters"),
        ({"kind": "accept", "comment": "x\0y"}, "U+0000"),
        ({"kind": "accept", "version": "x"}, "version is a whole number from 1 on"),
    ],
)
def test_a_form_that_says_nothing_is_refused(editor, push, form, reason):
    push(TEXT)
    response = decided(editor, found(), **form)
    assert response.status_code == 400
    assert reason in text_of(response)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("sure=x", 'the filter "sure" is a whole number from 0 to 100, not "x"'),
        ("status=done", "one of open, reopened, accepted, dismissed, fixed, gone, withdrawn, all"),
        ("words=a%00b", "a text of up to 200 characters"),
    ],
)
def test_a_filter_that_is_none_is_told_in_words(editor, query, reason):
    assert reason in text_of(editor.get(f"/?{query}"))


def test_who_was_signed_out_comes_back_to_the_page_and_is_told(client, push):
    push(TEXT)
    where = f"http://testserver/?finding={found().pk}"
    form = {"kind": "accept", "version": "1", "filter": ""}
    response = client.post(f"/findings/{found().pk}/decide", form, headers={"referer": where})
    assert parse_qs(urlsplit(response.url).query) == {"next": [f"/?finding={found().pk}"]}
    assert "Nothing was changed." in text_of(client.get(response.url))
    elsewhere = client.post("/undo", headers={"referer": "http://elsewhere/x"})
    assert parse_qs(urlsplit(elsewhere.url).query) == {"next": ["/"]}
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "query",
    ["severity=grave", "days=99999999999", "document=99999999999999999999", "sure=101",
     "finding=x", "finding=999999999999999999999999", f"words={'x' * 201}"],
)  # fmt: skip
def test_a_filter_that_is_none_is_refused(editor, query):
    assert editor.get(f"/?{query}").status_code == 400


def test_a_finding_that_is_not_there_is_not_found(editor):
    assert editor.get("/?finding=99").status_code == 404


def test_a_viewer_looks_and_has_no_buttons(client, push):
    push(TEXT)
    client.force_login(User.objects.create_user("vera", "x", Role.VIEWER))
    page = client.get("/")
    assert "the the" in text_of(page)
    assert "/decide" not in page.content.decode()
    assert decided(client, found(), kind="accept").status_code == 403
    assert found().claimed_by is None


def test_forms_need_the_token_of_the_page(ben, push):
    push(TEXT)
    client = Client(enforce_csrf_checks=True)
    client.force_login(ben)
    assert decided(client, found(), kind="accept").status_code == 403
    assert found().status == "open"


def undone(client, decision=None):
    last = decision or Decision.objects.exclude(kind="undo").latest("pk")
    return client.post("/undo", {"decision": last.pk, "filter": ""})


def test_undo_takes_back_the_last_decision_and_goes_to_its_finding(editor, push):
    push(TEXT)
    decided(editor, found(), reason="house_style")
    assert "Dismissed: house style, “the the”" in text_of(editor.get("/"))
    response = undone(editor)
    assert where(response) == found()
    assert found().status == "open"
    assert undone(editor).status_code == 302
    assert Decision.objects.count() == 2


def test_undo_pressed_twice_takes_back_one(editor, push):
    push(TEXT)
    decided(editor, found(), kind="accept")
    decided(editor, found("a a"), kind="accept")
    last = Decision.objects.latest("pk")
    assert undone(editor, last).status_code == 302
    assert undone(editor, last).status_code == 409
    assert [found().status, found("a a").status] == ["accepted", "open"]


def test_what_another_decided_anew_is_passed_over_by_undo(editor, lead, push):
    push(TEXT)
    decided(editor, found("a a"), kind="accept")
    decided(editor, found(), kind="accept")
    decided(lead, found(), reason="house_style")
    assert "Accepted, “a a”" in text_of(editor.get("/"))


def test_tasks_are_taken_and_given(editor, lead, ben, push):
    push(TEXT)
    address = f"/findings/{found().pk}/assign"
    assert editor.post(address, {"assignee": "anna"}).status_code == 403
    assert editor.post(address, {"assignee": "ben"}).status_code == 302
    assert found().assignee == ben
    assert "the the" in text_of(editor.get("/?assignee=ben"))
    assert lead.post(address, {"assignee": "anna"}).status_code == 302
    assert lead.post(address, {"assignee": "nobody-of-that-name"}).status_code == 400
    assert lead.post(address, {"assignee": ""}).status_code == 302
    assert found().assignee is None


def test_bulk_shows_what_it_is_about_decides_and_is_taken_back_whole(lead, push):
    push(TEXT)
    page = text_of(lead.get("/bulk?rule=word-doubled"))
    assert "Decide about 2 findings at once" in page
    response = decided_at_once(lead, "rule=word-doubled", choice="wont_fix", comment="Old.")
    assert said(response) == [
        "Dismissed: will not fix, 2 findings at once. 0 left. “Undo” takes all of it back."
    ]
    assert Finding.objects.filter(answer="dismissed").count() == 2
    assert "2 findings at once" in text_of(lead.get("/"))
    response = undone(lead)
    assert said(response)[-1] == "Taken back: 2 of 2 decisions."
    assert not Finding.objects.exclude(answer="none").exists()


def test_bulk_about_others_than_were_shown_changes_nothing_and_keeps_what_was_typed(lead, push):
    push(TEXT)
    form = {"filter": "", "seen": "0" * 32, "choice": "wont_fix", "comment": "All of it."}
    response = lead.post("/bulk", form)
    assert response.status_code == 409
    assert "not the findings any more that you were shown" in text_of(response)
    assert "All of it." in response.content.decode()
    assert 'value="wont_fix" required checked' in response.content.decode()
    assert not Decision.objects.exists()


def test_bulk_leaves_out_what_somebody_is_looking_at(lead, ben, push):
    push(TEXT)
    claim(found(), ben)
    assert "1 more are left out" in text_of(lead.get("/bulk"))


def test_names_are_not_accepted_in_bulk(lead, push):
    push(NAMES)
    assert "accepted one by one" in text_of(lead.get("/bulk?family=names"))
    assert decided_at_once(lead, "family=names", choice="accept").status_code == 403
    assert not Decision.objects.exists()


@pytest.mark.parametrize("choice", ["", "whim"])
def test_a_bulk_that_says_nothing_is_refused(lead, push, choice):
    push(TEXT)
    assert decided_at_once(lead, choice=choice).status_code == 400
    assert not Decision.objects.exists()


def test_bulk_is_for_leads(editor, push):
    push(TEXT)
    assert "at once" not in text_of(editor.get("/"))
    assert editor.get("/bulk").status_code == 403
    form = {"filter": "", "seen": "0" * 32, "choice": "wont_fix"}
    assert editor.post("/bulk", form).status_code == 403


@pytest.mark.parametrize(
    ("query", "offered"),
    [("", True), ("status=all", True), ("status=reopened", False), ("status=dismissed", False)],
)
def test_bulk_is_offered_where_something_waits(lead, push, ben, query, offered):
    push(TEXT)
    decided(lead, found(), kind="dismiss", reason="wont_fix")
    assert ("at once" in text_of(lead.get(f"/?{query}"))) is offered


def decided_at_once(client, filter="", **form):
    page = Page(client.get(f"/bulk?{filter}").content.decode())
    (seen,) = (one["value"] for one in page.all("input") if one.get("name") == "seen")
    return client.post("/bulk", {"filter": filter, "seen": seen, **form})


def test_a_lead_takes_back_what_another_decided(lead, editor, ben, push):
    push(TEXT)
    decided(editor, found(), kind="accept")
    decision = Decision.objects.get()
    address = f"/decisions/{decision.pk}/take-back"
    carl = Client()
    carl.force_login(User.objects.create_user("carl", "x", Role.EDITOR))
    at = f"/?finding={found().pk}"
    assert [address in client.get(at).content.decode() for client in (lead, editor, carl)] == [
        True, True, False,
    ]  # fmt: skip
    assert carl.post(address).status_code == 403
    assert said(lead.post(address)) == ["Taken back: Accepted, “the the”."]
    assert found().status == "open"
    assert lead.post(address).status_code == 409


def keys(client):
    return {found["data-key"] for _, found in Page(client.get("/").content.decode()).seen
            if "data-key" in found}  # fmt: skip


def all_keys(**changed):
    return {"keys_on": "on", **{action.name: action.key for action in ACTIONS}, **changed}


def test_keys_are_changed_and_switched_off(editor, push):
    push(TEXT)
    assert {"a", "d", "1", "2", "3", "4", "c", "j", "/", "o", "?"} <= keys(editor)
    assert editor.post("/account/keys", all_keys(accept="X", dismiss="")).status_code == 302
    assert "x" in keys(editor)
    assert not {"a", "d"} & keys(editor)
    without = all_keys()
    del without["keys_on"]
    editor.post("/account/keys", without)
    assert keys(editor) == set()
    editor.post("/account/keys", {"reset": "1"})
    assert "a" in keys(editor)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"accept": "j"}, '"j" cannot do both'),
        ({"accept": "ab"}, '"ab" is not one key'),
        ({"accept": "\x07"}, "is not one key"),
    ],
)
def test_keys_that_cannot_be_are_refused(editor, ben, changed, reason):
    response = editor.post("/account/keys", all_keys(**changed))
    assert response.status_code == 400
    assert reason in text_of(response)
    ben.refresh_from_db()
    assert ben.keys == {}


def test_who_decides_at_once_is_sent_to_different_findings(push, anna, ben):
    push(TEXT)
    first, second, third = Filter().findings()
    assert claim_next(Filter().findings(), ben, first) == second
    assert claim_next(Filter().findings(), anna, first) == third
    second.refresh_from_db()
    assert second.claimed_by == ben


def test_nobody_is_sent_to_what_was_claimed_a_moment_before(push, anna, ben, monkeypatch):
    push("He went to the the house.\n\nThey drove to to Rome.\n")
    first, second = Filter().findings()
    claim(first, anna)
    answers = iter([first, second])
    monkeypatch.setattr(looking, "next_for", lambda *_: next(answers))
    assert claim_next(Filter().findings(), ben, None) == second


def test_the_password_is_changed_and_written_down_without_it(editor, ben):
    form = {"old_password": "wrong", "new_password1": "a new long one", "new_password2": ""}
    assert editor.post("/account/password", form).status_code == 400
    form |= {"old_password": "battery staple", "new_password2": "a new long one"}
    assert editor.post("/account/password", form).status_code == 302
    assert editor.get("/account").status_code == 200
    ben.refresh_from_db()
    assert ben.check_password("a new long one")
    entry = AuditEntry.objects.exclude(action="login").get()
    assert (entry.action, entry.target, entry.details) == ("user.password", "ben", {})


HOSTILE = (
    "<script>alert(1)</script> the the <img src=x onerror=alert(2)> {{ secret }} {% now %}\n\n"
    "\u202eright to left\u2066 saw saw \U0001f468\u200d\U0001f469 a a </mark></p><b>bold</b>\n"
)


def test_hostile_text_is_shown_as_text(editor, push):
    push(HOSTILE, "<i>x</i>.txt", title="<u>title</u>\u202e")
    for finding in Finding.objects.all():
        decided(editor, finding, kind="comment", comment="<script>alert(3)</script>")
        response = editor.get(f"/?finding={finding.pk}")
        page = Page(response.content.decode())
        assert page.faults == []
        assert not {"img", "i", "u", "b"} & {tag for tag, _ in page.seen}
        assert [found.get("src") for found in page.all("script")] == ["/static/queue/desk.js"]
        assert not {"\u202e", "\u2066"} & set(response.content.decode())
        assert "{{ secret }} {% now %}" in text_of(response)
        assert "<script>alert(3)</script>" in text_of(response)


def test_a_paragraph_of_a_megabyte_is_shown(editor, push):
    document = push("He went to the the house.")
    prose = f"{'The talks went <i>on</i>. ' * 40_000}He went to the the house."
    blocks = (Block(BlockKind.PARAGRAPH, 0, len(prose), 0),)
    document.revisions.update(article=to_json(Article(prose, blocks, ())))
    start = prose.index("the the")
    Occurrence.objects.update(marks=[start, start + len("the the"), []])
    page = Page(editor.get("/").content.decode())
    assert page.faults == []
    assert page.texts.count("the the") == 3
    assert max(map(len, page.texts)) == start


def test_the_page_asks_the_database_as_often_for_many_findings_as_for_few(
    editor, push, django_assert_max_num_queries
):
    for number in range(4):
        push("\n\n".join(f"Line {line} is the the one." for line in range(30)), f"{number}.txt")
    first = Finding.objects.order_by("document", "start")[60]
    with django_assert_max_num_queries(20):
        editor.get(f"/?finding={first.pk}")


def test_a_finding_that_is_fixed_is_shown_with_what_is_there_now(editor, push):
    push(TEXT)
    gone = found()
    push(TEXT.replace("the the", "the"))
    page = text_of(editor.get(f"/?finding={gone.pk}"))
    assert "The current text does not have this finding any more." in page
    assert "He went to the house." in page


def test_the_statuses_are_counted_under_the_rest_of_the_filter(editor, push):
    push(TEXT, "a.txt", title="One")
    push(TEXT, "b.txt", title="Two")
    decided(editor, found_in("a.txt"), kind="accept")
    push(TEXT.replace("the the", "the"), "a.txt", title="One")
    push(TEXT, "a.txt", title="One")
    decided(editor, found_in("b.txt"), reason="house_style")
    counts = status_counts(Filter(words="the the"))
    assert {status.value: count for status, count in counts.items() if count} == {
        "open": 1,
        "reopened": 1,
        "dismissed": 1,
        "all": 2,
    }
    for status, count in counts.items():
        assert Filter(status=status, words="the the").findings().count() == count


def found_in(name):
    return Finding.objects.get(matched="the the", document__external_id=name)
