"""The pages for people and tokens in a browser: without scripts, and for those who cannot see."""

import re

import pytest
from browsers import TABLET, faults
from playwright.sync_api import expect

from lintnews.queue.models import ApiToken, Role, User

PASSWORD = "correct horse battery"
pytestmark = pytest.mark.usefixtures("served")


def test_an_admin_adds_somebody_and_makes_a_token(browser, live_server, settings):
    settings.LOGIN_REDIRECT_URL = "/people"
    User.objects.create_user("root", PASSWORD, Role.ADMIN)
    page = browser.new_page(viewport=TABLET)
    complaints = []
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(f"{live_server.url}/login")
    assert faults(page) == []
    page.get_by_label("Name").fill("Root")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Name", exact=True).fill("cms")
    page.get_by_label("First password").fill(PASSWORD)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_have_text("cms can sign in now.")
    page.get_by_label("Role of cms").select_option("viewer")
    page.get_by_role("button", name="Change the role of cms").click()
    expect(page.get_by_role("status")).to_have_text("cms has the role viewer now.")
    page.get_by_label("What it is for").fill("our CMS")
    page.get_by_label("In whose name").select_option("cms")
    page.get_by_label("push").check()
    page.get_by_role("button", name="Make").click()
    expect(page.locator("#token")).to_have_text(re.compile(r"^lnq_[\w-]{43}$"))
    assert faults(page) == []
    page.get_by_role("link", name="Back to people").click()
    assert faults(page) == []
    page.get_by_role("button", name="Revoke our CMS").click()
    expect(page.get_by_role("status")).to_have_text("The token our CMS does not work any more.")
    page.goto(f"{live_server.url}/nothing")
    assert faults(page) == []
    assert [one for one in complaints if "404" not in one] == []
    assert ApiToken.objects.get().revoked_at is not None
