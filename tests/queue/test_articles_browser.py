"""The pages around the queue in a browser: for everybody, and on a narrow screen."""

import pytest
from browsers import violations
from django.utils import timezone
from playwright.sync_api import expect

from lintnews.queue.models import DecisionKind, Finding, Role, Run, User
from lintnews.queue.work.auditing import note
from lintnews.queue.work.deciding import Verdict, decide
from lintnews.queue.work.storing import Incoming, store

pytestmark = pytest.mark.usefixtures("served")

OLD = "\n\n".join(
    (
        "Talks fail in Geneva",
        "He went to the the house, and nobody knew why he did so.",
        "They drove to to Rome <i>in</i> May.",
        *(f"Paragraph {number} stays as it was." for number in range(40)),
        "This is gone.",
    )
)
NEW = OLD.replace("the the house", "the house").replace(
    "This is gone.", "Nobody wrote a word here."
)


@pytest.fixture
def opened(browser, live_server, client):
    """Open pages as an admin; none of them may complain."""
    admin = User.objects.create_user("ada", "x", Role.ADMIN)
    client.force_login(admin)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    contexts = []

    def open_page(address, **options):
        contexts.append(browser.new_context(base_url=live_server.url, **options))
        contexts[-1].add_cookies([{**cookie, "url": live_server.url}])
        page = contexts[-1].new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.set_default_timeout(10_000)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def document(push, anna):
    """An article with two revisions and decisions, beside a run that failed and one that waits."""
    push(OLD, title="Talks fail")
    decide(Finding.objects.get(matched="to to"), 1, anna, Verdict(DecisionKind.ACCEPT))
    document = push(NEW, title="Talks fail")
    failed = store(Incoming("failed.txt", "It fails."), anna).run
    now = timezone.now()
    Run.objects.filter(pk=failed.pk).update(state="failed", reason="out of memory", finished_at=now)
    store(Incoming("waits.txt", "It waits."), anna)
    note(anna, "user.add", "ben", address="192.0.2.1", role="editor")
    return document


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_the_pages_are_accessible(opened, document, scheme, width):
    page = opened("/documents", color_scheme=scheme, viewport={"width": width, "height": 800})
    of_it = f"/documents/{document.pk}"
    for address in (
        "/documents",
        "/documents/new",
        of_it,
        f"{of_it}/revise",
        f"{of_it}/compare",
        "/progress",
        "/runs",
        "/audit",
        "/documents/999",
    ):
        page.goto(address)
        assert violations(page) == [], address
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, address
    assert [text for text in page.said if "404" not in text] == []


def test_revisions_stand_beside_each_other_or_under_each_other(opened, document):
    for width, beside in ((1280, True), (360, False)):
        page = opened(f"/documents/{document.pk}/compare", viewport={"width": width, "height": 800})
        row = page.locator("tr.changed")
        old, new = (row.locator("td").nth(at).bounding_box() for at in (0, 1))
        assert (old["y"] == new["y"]) is beside
        assert (old["x"] == new["x"]) is not beside
        expect(row.locator("del").first).to_be_visible()


def test_a_finding_is_scrolled_to(opened, document):
    finding = Finding.objects.get(matched="to to")
    page = opened(
        f"/documents/{document.pk}/compare?finding={finding.pk}",
        viewport={"width": 600, "height": 200},
    )
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target")).to_contain_text("to to")


def test_the_page_of_runs_can_be_kept_from_coming_anew(opened, document):
    page = opened("/runs")
    page.get_by_role("link", name="Stop that").click()
    expect(page.get_by_text("This page stays as it is")).to_be_visible()


def test_a_new_text_is_pasted_without_scripts(opened, document):
    page = opened(f"/documents/{document.pk}", java_script_enabled=False)
    page.get_by_role("link", name="New text").click()
    text = page.get_by_label("Text (text)")
    assert text.input_value() == NEW
    text.fill(OLD)
    page.get_by_role("button", name="Take the text").click()
    expect(page.get_by_role("status")).to_contain_text("Revision 3 waits to be linted.")
    assert document.revisions.get(number=3).text == OLD
