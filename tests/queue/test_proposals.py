"""What editors propose about names and rules, a second person's word, and what becomes of it."""

import json
import subprocess
import sys

import pytest
from django.db import IntegrityError, transaction
from html_pages import Page
from queue_bulk import bulk_as_shown

from lintnews.queue.models import (
    Bulk,
    Decision,
    DecisionKind,
    Finding,
    Proposal,
    ProposalKind,
    ProposalState,
    Role,
    User,
)
from lintnews.queue.work.deciding import (
    ConflictError,
    ForbiddenError,
    Verdict,
    decide,
    undo,
    undo_bulk,
)
from lintnews.queue.work.filters import Filter
from lintnews.queue.work.proposing import (
    approve,
    edit,
    forms_of,
    propose,
    reject,
)

pytestmark = pytest.mark.django_db

KURTZER = (
    "Former ambassador Daniel C. Kurtzer spoke on Monday.\n\nKurzer said that talks failed.\n\n"
    "Later Kurzer left the room.\n"
)
FORM, PEOPLE = ProposalKind.FORM, ProposalKind.PEOPLE
NOT_AN_ERROR = Verdict(DecisionKind.DISMISS, "not_an_error")


@pytest.fixture
def cleo(db):
    return User.objects.create_user("cleo", "tr0ub4dor", Role.LEAD)


@pytest.fixture
def names(push):
    """The finding about Kurtzer and Kurzer."""
    push(KURTZER)
    return Finding.objects.get(family="names")


def approved_by(user, proposal):
    return approve(proposal, proposal.key, user)


def doubled(push, ben, text="He went to the the house. It rained.\n"):
    """A finding that was dismissed as no error, and the draft of an example."""
    push(text)
    finding = Finding.objects.get()
    return decide(finding, finding.version, ben, NOT_AN_ERROR), Proposal.objects.get()


def test_the_forms_of_a_name_are_those_that_the_finding_tells(names, push):
    assert forms_of(names) == ["Kurzer", "Kurtzer"]
    push("He went to the the house.", "b.txt")
    assert forms_of(Finding.objects.get(rule="word-doubled")) == []


def test_a_form_in_capitals_is_no_form_of_its_own(push):
    push(
        "KURTZER WARNS OF NEW CUTS\n\nDaniel Kurtzer spoke on Monday.\n\n"
        "Kurzer said that talks failed. Later Kurtzer left.\n"
    )
    for finding in Finding.objects.filter(family="names"):
        assert "KURTZER" not in forms_of(finding)


@pytest.mark.parametrize(
    ("right", "preferred", "wrong"),
    [
        ("Kurtzer", "Daniel C. Kurtzer", "Daniel C. Kurzer"),
        ("Kurzer", "Daniel C. Kurzer", "Daniel C. Kurtzer"),
    ],
)
def test_our_form_is_proposed_in_full(names, ben, right, preferred, wrong):
    (other,) = set(forms_of(names)) - {right}
    made = propose(names, ben, FORM, [right, other])
    assert made.said == {"kind": "person", "preferred": preferred, "others": [wrong]}


def test_two_people_are_not_given_one_given_name(names, ben):
    made = propose(names, ben, PEOPLE, ["Kurzer", "Kurtzer"])
    assert made.said["preferred"] == "Kurzer"
    assert made.said["others"] == ["Daniel C. Kurtzer"]


def test_what_no_finding_has_is_not_proposed(names, ben):
    with pytest.raises(ConflictError, match="not these forms"):
        propose(names, ben, FORM, ["Kurtzer", "Netanyahu"])
    with pytest.raises(ConflictError, match="not these forms"):
        propose(names, ben, FORM, ["Kurtzer"])
    with pytest.raises(ValueError, match="says nothing about names"):
        propose(names, ben, ProposalKind.EXAMPLE, ["Kurtzer", "Kurzer"])
    with pytest.raises(ValueError, match="say what the name names"):
        propose(names, ben, FORM, ["Kurtzer", "Kurzer"], named="ship")
    assert not Proposal.objects.exists()


def test_the_same_is_proposed_once(names, ben, anna):
    propose(names, ben, FORM, ["Kurtzer", "Kurzer"])
    with pytest.raises(ConflictError, match="proposed or approved already"):
        propose(names, anna, FORM, ["Kurtzer", "Kurzer"])


def test_a_viewer_proposes_nothing(names):
    vera = User.objects.create_user("vera", "x", Role.VIEWER)
    with pytest.raises(ForbiddenError, match="role editor"):
        propose(names, vera, FORM, ["Kurtzer", "Kurzer"])


def test_a_lead_approves_and_never_what_is_their_own(names, ben, anna, cleo):
    made = propose(names, anna, FORM, ["Kurtzer", "Kurzer"])
    with pytest.raises(ForbiddenError, match="another lead"):
        approved_by(anna, made)
    with pytest.raises(ForbiddenError, match="role lead"):
        approved_by(ben, made)
    done = approved_by(cleo, made)
    assert (done.state, done.decided_by) == (ProposalState.APPROVED, cleo)
    with pytest.raises(ConflictError, match="approved by cleo already"):
        approved_by(cleo, made)


def test_the_database_too_refuses_one_person_alone_and_nobody(names, ben):
    made = propose(names, ben, FORM, ["Kurtzer", "Kurzer"])
    rows = Proposal.objects.filter(pk=made.pk)
    for change in (
        {"state": "approved", "decided_by": ben},
        {"state": "approved"},
        {"state": "rejected"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_who_changes_a_proposal_does_not_approve_it(names, ben, anna, cleo):
    made = propose(names, ben, FORM, ["Kurtzer", "Kurzer"])
    said = {**made.said, "preferred": "Daniel Kurtzer", "others": ["Daniel  Kurzer", ""]}
    changed = edit(made, made.key, anna, said, "asked him")
    assert changed.said["others"] == ["Daniel Kurzer"]
    assert (changed.by, changed.note) == (anna, "asked him")
    with pytest.raises(ForbiddenError, match="another lead"):
        approved_by(anna, changed)
    with pytest.raises(ConflictError, match="anna has changed this proposal meanwhile"):
        approve(made, made.key, cleo)
    assert approved_by(cleo, changed).state == ProposalState.APPROVED
    with pytest.raises(ConflictError, match="already"):
        edit(changed, changed.key, ben, said, "")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"preferred": " "}, "a name is empty"),
        ({"others": ["Daniel C. Kurtzer"]}, "cannot be both"),
        ({"others": []}, "one other form"),
        ({"others": [f"x{number}" for number in range(99)]}, "at most"),
        ({"preferred": "K" * 201}, "longer than 200"),
        ({"preferred": "Kurt\u202ezer"}, r"cannot be seen \(U\+202E\)"),
        ({"kind": "ship"}, "say what the name names"),
        ({"surname": "Smith"}, "no part of"),
    ],
)
def test_a_name_that_no_text_can_have_is_refused(names, ben, change, reason):
    made = propose(names, ben, FORM, ["Kurtzer", "Kurzer"])
    with pytest.raises(ValueError, match=reason):
        edit(made, made.key, ben, {**made.said, **change}, "")


def test_who_made_it_withdraws_it_and_a_lead_rejects_it(names, ben, anna):
    made = propose(names, ben, FORM, ["Kurtzer", "Kurzer"])
    assert reject(made, made.key, ben).state == ProposalState.WITHDRAWN
    again = propose(names, ben, FORM, ["Kurtzer", "Kurzer"])
    done = reject(again, again.key, anna, "he writes it with z")
    assert (done.state, done.answer) == (ProposalState.REJECTED, "he writes it with z")
    assert propose(names, ben, FORM, ["Kurtzer", "Kurzer"]).state == ProposalState.WAITING


@pytest.mark.parametrize(
    ("kind", "forms"), [(FORM, ["Kurzer", "Kurtzer"]), (PEOPLE, ["Kurzer", "Kurtzer"])]
)
def test_what_contradicts_an_approved_one_is_told(names, ben, anna, cleo, kind, forms):
    first = approved_by(anna, propose(names, ben, FORM, ["Kurtzer", "Kurzer"]))
    second = propose(names, ben, kind, forms)
    with pytest.raises(ConflictError, match="contradicts what ben proposed and anna approved"):
        approved_by(anna, second)
    second.refresh_from_db()
    assert second.state == ProposalState.WAITING
    reject(first, first.key, cleo)
    assert approved_by(anna, second).state == ProposalState.APPROVED


def exported_names(lintnews):
    done = lintnews("queue", "export", "--format", "names", "--to", "names.yml")
    assert done.status == 0, done.err
    # A process reads a file of names once.
    program = [sys.executable, "-m", "lintnews", "check", "--names", "names.yml", "a.txt"]
    done = subprocess.run([*program, "--format", "jsonl"], capture_output=True, check=False)
    return {(one["rule"], one["matched"]) for one in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize(
    ("kind", "forms", "found"),
    [
        (FORM, ["Kurtzer", "Kurzer"], {("name-rejected-by-authority", "Kurzer")}),
        (FORM, ["Kurzer", "Kurtzer"], {("name-rejected-by-authority", "Kurtzer")}),
        (PEOPLE, ["Kurzer", "Kurtzer"], set()),
        (PEOPLE, ["Kurtzer", "Kurzer"], set()),
    ],
)
def test_the_linter_honours_what_was_approved(names, lintnews, here, ben, anna, kind, forms, found):
    (here / "a.txt").write_text(KURTZER)
    made = propose(names, ben, kind, forms)
    # What waits is not exported.
    assert lintnews("queue", "export", "--format", "names").out.endswith("entries: []\n")
    approved_by(anna, made)
    assert exported_names(lintnews) == found


def test_before_that_the_linter_does_not_know(names, lintnews, here):
    (here / "a.txt").write_text(KURTZER)
    assert exported_names(lintnews) == {("name-spelled-two-ways", "Kurzer")}


def test_a_place_is_exported_as_one(push, lintnews, here, ben, anna):
    text = "They fled to Sergiyivka. In Sergiyivka it rained. From Sergeyivka a bus left.\n"
    push(text)
    (here / "a.txt").write_text(text)
    finding = Finding.objects.get()
    forms = ["Sergiyivka", "Sergeyivka"]
    approved_by(anna, propose(finding, ben, FORM, forms, named="place"))
    assert exported_names(lintnews) == {("name-rejected-by-authority", "Sergeyivka")}


def test_what_is_shipped_about_a_name_is_kept(names, lintnews, here, ben, anna):
    made = propose(names, ben, FORM, ["Kurtzer", "Kurzer"])
    said = {"kind": "person", "preferred": "Yoav Gallant", "others": ["Yoav Galand"]}
    approved_by(anna, edit(made, made.key, ben, said, ""))
    text = lintnews("queue", "export", "--format", "names", "--to", "names.yml")
    text = (here / "names.yml").read_text()
    assert lintnews("names", "check", "--no-shipped-names", "names.yml").status == 0
    assert "id: yoav-gallant\n" in text
    assert "titles" in text
    assert "Yoav Galand\n" in text or "Yoav Galand]" in text


def test_no_error_drafts_a_good_example(push, ben):
    decision, draft = doubled(push, ben)
    assert draft.said == {"rule": "word-doubled", "text": "He went to the the house."}
    assert (draft.state, draft.decision, draft.by) == ("waiting", decision, ben)


def test_a_rule_about_all_of_the_text_gets_the_paragraphs_of_all_places(names, ben):
    decide(names, names.version, ben, NOT_AN_ERROR)
    assert Proposal.objects.get().said["text"] == KURTZER.strip()


@pytest.mark.parametrize("reason", ["house_style", "verbatim_quote", "wont_fix"])
def test_other_reasons_draft_nothing(push, ben, reason):
    push("He went to the the house.")
    decide(Finding.objects.get(), 1, ben, Verdict(DecisionKind.DISMISS, reason))
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    "text", ["He went to [[the]] the the house.\n", f"He went to the the house {'x' * 2000}.\n"]
)
def test_what_cannot_stand_in_a_rule_file_is_not_drafted(push, ben, text):
    push(text)
    finding = Finding.objects.get(rule="word-doubled")
    decide(finding, finding.version, ben, NOT_AN_ERROR)
    assert not Proposal.objects.exists()


def test_a_draft_goes_with_its_decision(push, ben, anna):
    decision, draft = doubled(push, ben)
    undo(decision, ben)
    draft.refresh_from_db()
    assert draft.state == ProposalState.WITHDRAWN
    finding = Finding.objects.get()
    decide(finding, finding.version, ben, NOT_AN_ERROR)
    again = Proposal.objects.get(state="waiting")
    finding.refresh_from_db()
    accepted = decide(finding, finding.version, anna, Verdict(DecisionKind.ACCEPT))
    again.refresh_from_db()
    assert again.state == ProposalState.WITHDRAWN
    undo(accepted, anna)
    assert Proposal.objects.filter(state="waiting").count() == 1


def test_what_a_lead_rejected_is_not_drafted_again(push, ben, anna):
    decision, draft = doubled(push, ben)
    reject(draft, draft.key, anna)
    undo(decision, ben)
    finding = Finding.objects.get()
    decide(finding, finding.version, ben, NOT_AN_ERROR)
    assert [one.state for one in Proposal.objects.all()] == [ProposalState.REJECTED]


def test_an_approved_example_stays_when_the_decision_is_undone(push, ben, anna):
    decision, draft = doubled(push, ben)
    approved_by(anna, draft)
    undo(decision, ben)
    draft.refresh_from_db()
    assert draft.state == ProposalState.APPROVED


def test_a_bulk_drafts_one_example_for_equal_words(push, anna):
    push("He went to the the house.\n\nShe saw the the man.\n\nThe boy ate a a pear.\n")
    made = bulk_as_shown(Filter().findings(), anna, NOT_AN_ERROR)
    assert [one.said["text"] for one in Proposal.objects.order_by("pk")] == [
        "He went to the the house.",
        "The boy ate a a pear.",
    ]
    undo_bulk(made, anna)
    assert not Proposal.objects.filter(state="waiting").exists()


def test_a_bulk_drafts_twenty_examples_at_most(push, anna):
    words = "cat dog man boy tree road door bird fish lamp book desk ship bell rope hand king wolf"
    words = f"{words} nest coat mill farm cup".split()
    push("".join(f"They saw the {word} {word} there.\n\n" for word in words))
    findings = Filter(rule="word-doubled").findings()
    assert findings.count() == 22
    bulk_as_shown(findings, anna, NOT_AN_ERROR)
    assert Proposal.objects.count() == 20
    assert Bulk.objects.get().count == Decision.objects.count() == 22


# The pages.


@pytest.fixture
def anna_in(client, anna):
    client.force_login(anna)
    return client


@pytest.fixture
def ben_in(client, ben):
    client.force_login(ben)
    return client


def page_of(client, address="/proposals", status=200):
    response = client.get(address)
    assert response.status_code == status
    page = Page(response.content.decode())
    assert page.faults == []
    page.text = " ".join(" ".join(page.texts).split())
    return page


def test_a_proposal_comes_from_a_form_and_is_approved_by_one(client, names, ben, anna):
    client.force_login(ben)
    said = {"kind": "form", "right": "Kurtzer", "form": ["Kurzer", "Kurtzer"], "named": "person"}
    sent = client.post(f"/findings/{names.pk}/propose", said)
    assert sent.status_code == 302
    assert f"finding={names.pk}" in sent.headers["Location"]
    made = Proposal.objects.get()
    page = page_of(client)
    assert "“Daniel C. Kurtzer” is our form, “Daniel C. Kurzer” is wrong" in page.text
    assert "Former ambassador Daniel C. Kurtzer spoke on Monday." in page.text
    forms = {one["action"] for one in page.all("form") if "proposals/" in one.get("action", "")}
    assert forms == {f"/proposals/{made.pk}/edit", f"/proposals/{made.pk}/reject"}
    assert not [one for one in page.all("button") if "formaction" in one]
    refused = client.post(f"/proposals/{made.pk}/approve", {"key": made.key})
    assert refused.status_code == 403
    client.force_login(anna)
    page = page_of(client)
    (button,) = [one for one in page.all("button") if "formaction" in one]
    assert button["formaction"] == f"/proposals/{made.pk}/approve"
    stale = client.post(button["formaction"], {"key": "0" * 64})
    assert stale.status_code == 409
    assert client.post(button["formaction"], {"key": made.key}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.decided_by) == ("approved", anna)
    assert "Waiting: 0" in page_of(client).text


def test_a_draft_is_changed_and_rejected_with_a_note(push, anna_in, ben):
    _, draft = doubled(push, ben)
    said = {"key": draft.key, "text": "He went to the the inn.\r\nIt rained.", "note": "shorter"}
    assert anna_in.post(f"/proposals/{draft.pk}/edit", said).status_code == 302
    draft.refresh_from_db()
    assert draft.said == {"rule": "word-doubled", "text": "He went to the the inn.\nIt rained."}
    said["text"] = "[[the the]]"
    told = anna_in.post(f"/proposals/{draft.pk}/edit", {**said, "key": draft.key})
    assert told.status_code == 400
    assert "marks a place" in told.content.decode()
    assert "[[the the]]" in told.content.decode()
    stale = anna_in.post(f"/proposals/{draft.pk}/edit", {**said, "text": "So be it."})
    assert stale.status_code == 409
    assert "So be it." in stale.content.decode()
    answer = {"key": draft.key, "answer": "not ours"}
    assert anna_in.post(f"/proposals/{draft.pk}/reject", answer).status_code == 302
    assert "withdrawn" in page_of(anna_in).text


def test_hostile_names_are_text(push, anna_in, ben, names):
    made = propose(names, ben, FORM, ["Kurtzer", "Kurzer"])
    name = "<script>alert(1)</script> {{7*7}} \"'>Kurtzer"
    said = {**made.said, "preferred": name, "others": ["=cmd|' /C calc'!A0", "<b>Kurzer"]}
    changed = edit(made, made.key, ben, said, "</textarea><img src=x onerror=alert(1)>")
    page = page_of(anna_in)
    assert "script" not in [tag for tag, _ in page.seen]
    assert not page.all("img")
    assert name in [one.get("value") for one in page.all("input")]
    approved_by(User.objects.get(username="anna"), changed)
    page = page_of(anna_in)
    assert "script" not in [tag for tag, _ in page.seen]


def test_the_buttons_for_a_finding(names, rf, ben):
    from django.template.loader import render_to_string

    request = rf.get("/")
    said = {"finding": names, "forms": forms_of(names), "filter": Filter(family="names")}
    page = Page(render_to_string("queue/proposals/_for_finding.html", said, request))
    assert page.faults == []
    buttons = [(one.get("name"), one.get("value")) for one in page.all("button")]
    assert buttons == [("right", "Kurzer"), ("right", "Kurtzer"), ("kind", "people")]
    assert {one["action"] for one in page.all("form")} == {f"/findings/{names.pk}/propose"}
    assert (
        render_to_string(
            "queue/proposals/_for_finding.html", {**said, "forms": []}, request
        ).strip()
        == ""
    )


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/proposals?page=99", 200),
        ("/proposals?page=-1", 400),
        ("/proposals?page=x", 400),
        ("/proposals?done=99999999999999999999", 400),
    ],
)
def test_pages_of_proposals(anna_in, address, status):
    assert anna_in.get(address).status_code == status


@pytest.mark.parametrize("what", ["propose", "approve", "reject", "edit"])
def test_a_viewer_may_do_nothing_and_strangers_not_even_look(client, names, ben, what):
    made = propose(names, ben, FORM, ["Kurtzer", "Kurzer"])
    place = f"/findings/{names.pk}" if what == "propose" else f"/proposals/{made.pk}"
    assert client.get("/proposals").status_code == 302
    assert client.post(f"{place}/{what}").headers["Location"].startswith("/login")
    client.force_login(User.objects.create_user("vera", "x", Role.VIEWER))
    assert client.get("/proposals").status_code == 200
    assert client.post(f"{place}/{what}", {"key": made.key}).status_code == 403
    assert client.get(f"{place}/{what}").status_code == 405
    made.refresh_from_db()
    assert made.state == "waiting"


def test_what_is_not_there_is_not_found(anna_in):
    for address in ("/proposals/99/approve", "/findings/99/propose"):
        assert anna_in.post(address, {"kind": "form"}).status_code == 404
