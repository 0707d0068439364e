"""The pages of proposals and rules in a browser: without scripts, and for those who cannot see."""

import re
from pathlib import Path

import pytest
from browsers import TABLET, faults
from playwright.sync_api import expect

from lintnews.queue.models import DecisionKind, Finding, Proposal, ProposalKind, Role, User
from lintnews.queue.work.deciding import Verdict, decide
from lintnews.queue.work.proposing import propose

PASSWORD = "correct horse battery"
WORDS = "cat dog man boy tree road door bird fish lamp book desk ship bell rope hand king wolf cup"
pytestmark = pytest.mark.usefixtures("served")


def test_a_lead_reads_the_shares_of_rules_and_approves(browser, live_server, push):
    ben = User.objects.create_user("ben", PASSWORD, Role.EDITOR)
    User.objects.create_user("anna", PASSWORD, Role.LEAD)
    push("".join(f"They saw the {word} {word} there.\n\n" for word in [*WORDS.split(), "farm"]))
    for finding in Finding.objects.filter(rule="word-doubled"):
        decide(finding, 1, ben, Verdict(DecisionKind.DISMISS, "not_an_error"))
    push("Ambassador Daniel Kurtzer spoke on Monday.\n\nKurzer said that talks failed.\n", "b.txt")
    propose(Finding.objects.get(family="names"), ben, ProposalKind.FORM, ["Kurtzer", "Kurzer"])
    page = browser.new_page(viewport=TABLET)
    complaints = []
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(f"{live_server.url}/login?next=/rules")
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Rules that editors refuse")).to_be_visible()
    assert faults(page) == []
    page.goto(f"{live_server.url}/proposals?page=2")
    name = "“Daniel Kurtzer” is our form, “Daniel Kurzer” is wrong"
    form = page.get_by_role("form", name=re.compile(f"Decision [0-9]+: {name}"))
    expect(form).to_be_visible()
    page.get_by_text("Change").first.click()
    assert faults(page) == []
    form.get_by_label("What to say with it").fill("as he signs")
    form.get_by_label("What to say with it").press("Enter")
    assert Proposal.objects.filter(state="approved").count() == 0
    form.get_by_label("What to say with it").fill("as he signs")
    form.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("status")).to_contain_text(f"Approved: {name}.")
    expect(page.get_by_role("row").filter(has_text="as he signs")).to_contain_text(
        "approved by anna"
    )
    assert faults(page) == []
    page.goto(f"{live_server.url}/export?status=dismissed")
    assert faults(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="names").click()
    assert "preferred: Daniel Kurtzer" in Path(download.value.path()).read_text(encoding="utf-8")
    assert complaints == []
