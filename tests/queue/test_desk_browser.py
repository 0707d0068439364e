"""The queue as editors meet it: by key, by hand without scripts, and two of them at once."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from browsers import violations
from django.utils import timezone
from playwright.sync_api import expect
from queue_worker import work_all

from lintnews.queue.models import Decision, Document, Finding

pytestmark = pytest.mark.usefixtures("served")

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
TEXT = (
    "He went to the the house.\n\nThe talks with with Iran failed.\n\nThey drove to to Rome.\n\n"
    "The head of of the party spoke.\n\nThe train came from from Geneva.\n\n"
    "The minister and and his wife left.\n"
)
NAMES = "Former ambassador Daniel Kurtzer spoke.\n\nKurzer said that talks failed.\n"
PASSWORDS = {"anna": "correct horse", "ben": "battery staple"}


@pytest.fixture
def signed_in(browser, live_server, anna, ben):
    """Sign somebody in; nothing of a page may complain."""
    contexts = []

    def sign_in(name, **options):
        contexts.append(browser.new_context(base_url=live_server.url, **options))
        page = contexts[-1].new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.set_default_timeout(10_000)
        page.goto("/")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORDS[name])
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", level=1).wait_for(state="attached")
        return page

    yield sign_in
    for context in contexts:
        context.close()


def pressed(page, key, says):
    """Press a key, and wait for what the page says then."""
    # The page hears keys as soon as its script runs, which is after all else is there.
    page.wait_for_load_state()
    page.keyboard.press(key)
    expect(page.get_by_role("status")).to_contain_text(says)


def heading(page):
    return page.locator("#finding")


def statuses():
    return [one.status for one in Finding.objects.order_by("document", "start")]


def test_an_editor_decides_by_key_alone(signed_in, push):
    push(TEXT)
    page = signed_in("ben")
    count = Finding.objects.count()
    expect(heading(page)).to_contain_text("the the")
    pressed(page, "a", f"Accepted. {count - 1} left.")
    expect(heading(page)).to_be_focused()
    expect(heading(page)).to_have_accessible_description(f"Accepted. {count - 1} left.")
    expect(heading(page)).to_contain_text("with with")
    pressed(page, "2", f"Dismissed: house style. {count - 2} left.")
    page.keyboard.press("d")
    expect(page.get_by_role("group", name="Dismiss as")).to_be_focused()
    pressed(page, "3", f"Dismissed: verbatim quote. {count - 3} left.")
    pressed(page, "u", "Taken back: Dismissed: verbatim quote, “to to”.")
    expect(heading(page)).to_contain_text("to to")
    page.keyboard.press("j")
    expect(heading(page)).to_contain_text("of of")
    page.keyboard.press("k")
    expect(heading(page)).to_contain_text("to to")
    page.keyboard.press("c")
    page.keyboard.type("a 1 j: as said")
    page.keyboard.press("Escape")
    pressed(page, "4", f"Dismissed: will not fix. {count - 3} left.")
    assert Decision.objects.latest("pk").comment == "a 1 j: as said"
    for modifier in ("Control", "Alt", "Meta"):
        page.keyboard.press(f"{modifier}+a")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("and and")
    page.keyboard.press("Enter")
    expect(heading(page)).to_contain_text("and and")
    assert statuses() == ["accepted", "dismissed", "dismissed"] + ["open"] * (count - 3)
    assert page.said == []  # a policy that is broken is told here too


def test_the_whole_way_from_the_seeds_to_what_the_linter_says_of_them(signed_in, lintnews, here):
    articles = here / "seeds"
    shutil.copytree(SEEDS, articles)
    assert lintnews("queue", "import", "--no-lint", articles.name).status == 0
    work_all()
    count = Finding.objects.count()
    assert count > 30
    assert len(counted(lintnews, articles)) == count

    # Thirty by key alone, one of them taken back.
    ben = signed_in("ben")
    for number in range(1, 31):
        said = "Dismissed: house style" if number % 3 == 0 else "Accepted"
        pressed(ben, "2" if number % 3 == 0 else "a", f"{said}. {count - number} left.")
    pressed(ben, "u", "Taken back: Dismissed: house style")
    assert Counter(statuses()) == {"accepted": 20, "dismissed": 9, "open": count - 29}

    # A second editor decides what the first one has before the eyes.
    disputed = heading(ben).inner_text()
    anna = signed_in("anna")
    anna.goto(ben.url)
    expect(heading(anna)).to_have_text(disputed)
    Finding.objects.update(claimed_until=timezone.now())
    pressed(anna, "3", "Dismissed: verbatim quote")
    ben.get_by_role("button", name="Accept").click()
    expect(ben.get_by_role("alert")).to_contain_text("anna has dismissed this finding meanwhile")
    assert Decision.objects.filter(by__username="anna").count() == 1

    # All that is left at once.
    anna.goto("/bulk")
    left = count - 30
    anna.get_by_label("Dismiss: will not fix").check()
    anna.get_by_role("button", name=f"Decide about {left}").click()
    expect(anna.get_by_role("status")).to_contain_text(f"{left} findings at once. 0 left.")
    assert Counter(statuses()) == {"accepted": 20, "dismissed": count - 20}

    # The article is mended in one place; what was decided about the others stays.
    seed = Document.objects.get(external_id__contains="001_")
    kurzer = seed.findings.get(rule="name-spelled-two-ways")
    others = seed.findings.exclude(pk=kurzer.pk)
    decided = set(others.values_list("pk", "answer", "presence"))
    path = here / seed.path
    path.write_text(path.read_text("utf-8").replace("Kurzer", "Kurtzer"), "utf-8")
    assert lintnews("queue", "import", "--no-lint", articles.name).status == 0
    work_all()
    kurzer.refresh_from_db()
    assert kurzer.status in ("fixed", "gone")
    assert set(others.values_list("pk", "answer", "presence")) == decided
    ben.goto(f"/?finding={kurzer.pk}")
    ben.get_by_role("link", name="Compare").first.click()
    expect(ben.locator("del", has_text="Kurzer").first).to_be_visible()

    # What was dismissed does not count any more, what was accepted does.
    assert lintnews("queue", "export", "--format", "sidecars", "--to", ".").status == 0
    accepted = Finding.objects.filter(answer="accepted", presence="present")
    assert sorted(counted(lintnews, articles)) == sorted(accepted.values_list("rule", "matched"))
    assert anna.said == []


def counted(lintnews, folder):
    """What counts in a check of the articles."""
    done = lintnews("check", "--fail-on", "note", "--format", "jsonl", folder.name)
    found = [json.loads(line) for line in done.out.splitlines()]
    return [(one["rule"], one["matched"]) for one in found if one["state"] == "new"]


def test_a_key_goes_from_place_to_place(signed_in, push):
    push(f"{'The day began with rain.' * 3}\n\n" * 60 + NAMES)
    page = signed_in("ben", viewport={"width": 1280, "height": 700})
    page.goto("/?family=names")
    expect(page.locator("#mark")).to_be_in_viewport()
    seen = set()
    for _ in range(2):
        page.keyboard.press("o")
        seen.add(page.evaluate("document.activeElement.id"))
    assert {"mark", page.locator(".named").get_attribute("id")} == seen


def test_keys_that_are_switched_off_do_nothing(signed_in, push, ben):
    push(TEXT)
    page = signed_in("ben")
    page.goto("/account")
    page.get_by_label("Accept: it is an error").fill("y")
    page.get_by_role("button", name="Keep the keys").click()
    page.get_by_role("link", name="Queue").click()
    expect(heading(page)).to_contain_text("the the")
    pressed(page, "y", "Accepted.")
    page.goto("/account")
    page.get_by_label("Keys are on").uncheck()
    page.get_by_role("button", name="Keep the keys").click()
    page.get_by_role("link", name="Queue").click()
    expect(page.locator("[data-key]")).to_have_count(0)
    page.keyboard.press("y")
    page.reload()
    assert Decision.objects.count() == 1


def test_a_key_that_is_pressed_while_the_page_leaves_decides_nothing(signed_in, push):
    push(TEXT)
    page = signed_in("ben")
    page.wait_for_load_state()
    page.evaluate("""
        for (const key of "ja")
            document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}))
    """)
    expect(heading(page)).to_contain_text("with with")
    pressed(page, "a", "Accepted.")
    assert statuses()[:2] == ["open", "accepted"]


def test_a_page_whose_leaving_was_stopped_is_no_dead_one(signed_in, push):
    push(TEXT)
    page = signed_in("ben")
    page.route("**/decide*", lambda route: route.abort("aborted"))
    page.clock.install()
    page.get_by_role("button", name="Accept").click()
    page.unroute("**/decide*")
    page.clock.run_for(6000)
    pressed(page, "a", "Accepted.")
    assert Decision.objects.count() == 1


def test_two_editors_at_one_finding(signed_in, push):
    push(TEXT)
    first, second = signed_in("anna"), signed_in("ben")
    address = f"/?finding={Finding.objects.order_by('start')[0].pk}"
    first.goto(address)
    second.goto(address)
    expect(second.get_by_text("anna is looking at this finding.")).to_be_visible()
    second.get_by_label("Comment", exact=False).fill("My own words.")
    pressed(first, "2", "Dismissed: house style")
    second.get_by_role("button", name="Accept").click()
    expect(second.get_by_role("alert")).to_contain_text("anna has dismissed this finding meanwhile")
    expect(second.get_by_label("Comment", exact=False)).to_have_value("My own words.")
    expect(second.locator(".history")).to_contain_text("anna: dismissed it: house style")
    assert Decision.objects.count() == 1
    second.get_by_role("button", name="Accept").click()
    expect(second.get_by_role("status")).to_contain_text("Accepted.")
    assert Decision.objects.latest("pk").comment == "My own words."


def test_many_at_once_and_back(signed_in, push):
    push(TEXT)
    page = signed_in("anna")
    count = Finding.objects.filter(rule="word-doubled").count()
    page.goto("/?rule=word-doubled")
    page.get_by_role("link", name="Decide about all of them at once").click()
    page.get_by_label("Dismiss: house style").check()
    page.get_by_label("Comment").fill("The house says so.")
    page.get_by_role("button", name=f"Decide about {count}").click()
    expect(page.get_by_role("status")).to_contain_text(f"{count} findings at once. 0 left.")
    assert Finding.objects.filter(answer="dismissed").count() == count
    pressed(page, "u", f"Taken back: {count} of {count} decisions.")
    assert set(statuses()) == {"open"}


def test_all_of_it_works_without_scripts(signed_in, push):
    push(TEXT)
    page = signed_in("ben", java_script_enabled=False)
    expect(page.locator("kbd").first).to_be_hidden()
    page.get_by_label("Comment").fill("By hand.")
    page.get_by_role("button", name="House style").click()
    expect(page.get_by_role("status")).to_contain_text("Dismissed: house style.")
    expect(page.locator("#mark")).to_contain_text("with with")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Taken back")
    page.get_by_role("link", name="Next").click()
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("More filters").click()
    page.get_by_role("combobox", name="Status").select_option("accepted")
    page.get_by_role("button", name="Filter").last.click()
    expect(page.locator(".list ol li")).to_have_count(1)
    page.get_by_text("Examples of").click()
    expect(page.get_by_role("heading", name="Left alone")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible(signed_in, push, scheme):
    push(TEXT)
    push(NAMES, "b.txt")
    page = signed_in("anna", color_scheme=scheme)
    assert violations(page) == []
    pressed(page, "a", "Accepted.")
    page.get_by_text("More filters").click()
    page.get_by_text("Examples of").click()
    assert violations(page) == []
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", background))) < 200) is (scheme == "dark")
    page.keyboard.press("?")
    assert violations(page) == []
    for address in ("/bulk", "/account", "/?status=gone"):
        page.goto(address)
        assert violations(page) == []


@pytest.mark.parametrize("width", [320, 768])
def test_a_small_screen_needs_no_scrolling_sideways(signed_in, push, width):
    push(TEXT)
    push(NAMES, "b.txt")
    page = signed_in("anna", viewport={"width": width, "height": 640})
    for address in ("/", "/?family=names", "/bulk", "/account"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        small = page.locator("main button, main a, main input, main select").evaluate_all(
            "all => all.map(one => [one.outerHTML, one.getBoundingClientRect().height])"
            ".filter(([_, height]) => height > 0 && height < 24)"
        )
        assert small == []


def test_on_a_phone_the_article_is_scrolled_to_the_mark(signed_in, push):
    push(f"{'The day began with rain. ' * 3}\n\n" * 40 + NAMES)
    page = signed_in("ben", viewport={"width": 360, "height": 640})
    page.goto("/?family=names")
    mark, article = page.locator("#mark").bounding_box(), page.locator(".text").bounding_box()
    assert article["y"] < mark["y"] < article["y"] + article["height"]
