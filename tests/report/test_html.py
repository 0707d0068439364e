"""The page as a browser shows it, and as a parser reads it."""

import re

import pytest
from browsers import violations
from html_pages import Page
from report_samples import HOSTILE, finding, hostile, linted, related, report

from lintnews.model import Problem, Severity, State, Suggestion

TEXT = (
    "Talks fail in Geneva\n\n"
    "The talks failed  on Monday. facing the wrath of his party, Kurzer left. “It is over,'' said\n"
    "Kurtzer, who is named here again.\n\n"
    "- A point of the list that is long enough to be read as a sentence of its own.\n"
)
PROBLEMS = (Problem(path="<none>.txt", reason="there is no such file", line=2),)


def article(path="a.txt"):
    """A text with findings of three severities and two families, some of which overlap."""
    kurtzer = related(TEXT, "Kurtzer", "spelling it is measured by")
    return linted(
        TEXT,
        finding(TEXT, "  ", path=path, severity=Severity.NOTE, family="spaces"),
        finding(TEXT, "facing the wrath", path=path, message="Begins in lower case."),
        finding(TEXT, "wrath of his party, Kurzer", path=path, severity=Severity.WARNING),
        finding(TEXT, "Kurzer", path=path, severity=Severity.WARNING, family="names",
                related=(kurtzer,), suggestions=(Suggestion("Kurtzer"),)),
        finding(TEXT, "said\nKurtzer", path=path, family="names"),
        finding(TEXT, "\n\n-", path=path, family="spaces"),
        path=path,
    )  # fmt: skip


def test_hostile_text_stays_text():
    text = report("html", *hostile(), problems=PROBLEMS)
    page = Page(text)
    assert page.faults == []
    assert not {"script", "i", "b", "link", "img", "iframe"} & {tag for tag, _ in page.seen}
    attributes = [(name, value) for _, found in page.seen for name, value in found.items()]
    assert not [name for name, _ in attributes if name.startswith("on") or name in ("src", "style")]
    assert all(value.startswith("#") for name, value in attributes if name == "href")
    assert not set("\x00\x01\x1b\x07\u202e\u2066\u200f") & set(text)
    shown = "".join(page.texts)
    for hostile_text in HOSTILE:
        if hostile_text.isprintable() and "\u202e" not in hostile_text:
            assert shown.count(hostile_text) >= 4, hostile_text


def test_links_lead_to_places_that_are_there_once():
    page = Page(report("html", article(), article("b.txt"), *hostile()))
    ids = [found["id"] for _, found in page.seen if "id" in found]
    assert len(ids) == len(set(ids))
    links = {found["href"].removeprefix("#") for _, found in page.seen if "href" in found}
    assert links <= set(ids)
    numbers = [name for name in links if name.startswith("mark-")]
    assert len(numbers) == len([name for name in links if name.startswith("finding-")]) == 26
    labels = {found["aria-labelledby"] for _, found in page.seen if "aria-labelledby" in found}
    assert labels <= set(ids)


def test_what_was_answered_before_is_counted_only():
    source = "It goes wrong here."
    answered = [finding(source, "It", state=State.BASELINED, message="Old."),
                finding(source, "goes", message="New.")]  # fmt: skip
    text = report("html", linted(source, *answered))
    assert "1 more were answered before" in text
    assert "New." in text
    assert "Old." not in text


def test_clean_files_are_only_counted():
    text = report("html", article(), linted("All is well here.", path="clean.txt"))
    assert "in 1 of 2 files" in text
    assert "clean.txt" not in text
    assert "All is well" not in text


@pytest.fixture
def shown(browser, tmp_path):
    """Open a page; nothing of it may ask for anything or complain."""
    contexts = []

    def show(text, **options):
        file = tmp_path / "report.html"
        file.write_text(text, encoding="utf-8")
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.goto(file.as_uri())
        assert page.asked == [file.as_uri()]
        assert page.said == []
        return page

    yield show
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_accessible(shown, scheme, width):
    page = shown(
        report("html", article(), article("b.txt"), *hostile()[:4], problems=PROBLEMS),
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
    )
    assert violations(page) == []
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", background))) < 200) is (scheme == "dark")


def test_a_page_of_nothing_is_accessible_too(shown):
    page = shown(report("html"))
    assert "Nothing found in 0 files" in page.inner_text("body")
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 360, 768])
def test_a_phone_needs_no_scrolling_sideways(shown, width):
    page = shown(
        report("html", article(), *hostile(), problems=PROBLEMS),
        viewport={"width": width, "height": 640},
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_article_reads_as_it_was_written(shown):
    page = shown(report("html", article()))
    page.add_style_tag(content=".label { display: none }")
    paragraphs = page.locator("article p").all_inner_texts()
    assert paragraphs[0] == "Talks fail in Geneva"
    assert "The talks failed  on Monday. facing the wrath of his party, Kurzer left." in (
        " ".join(paragraphs)
    )


def test_marks_are_numbered_and_not_told_by_color_alone(shown):
    page = shown(report("html", article()))
    styles = {
        severity: page.locator(f"mark.{severity}").first.evaluate(
            "mark => getComputedStyle(mark).textDecorationStyle"
        )
        for severity in ("error", "warning", "note")
    }
    assert len(set(styles.values())) == 3
    label = page.locator("#mark-2 > .label")
    assert label.text_content() == "Finding: error 2"
    label.click()
    assert page.url.endswith("#finding-2")
    assert "Begins in lower case." in page.locator(":target").inner_text()
    page.locator(":target a").first.click()
    assert page.url.endswith("#mark-2")
    page.locator("#finding-4 a", has_text="4:1").click()
    assert page.locator(":target").inner_text() == "Kurtzer"


def test_filters_work_without_script(shown):
    page = shown(report("html", article()), java_script_enabled=False)

    def visible():
        return [number for number in range(1, 7) if page.locator(f"#finding-{number}").is_visible()]

    def labelled():
        return [
            number
            for number in range(1, 7)
            if page.locator(f"#mark-{number} > .label").is_visible()
        ]

    assert visible() == labelled() == [1, 2, 3, 4, 5, 6]
    page.get_by_label("warning").uncheck()
    assert visible() == labelled() == [1, 2, 5, 6]
    page.get_by_label("spaces (2)").uncheck()
    assert visible() == labelled() == [2, 5]
    assert page.locator("article").get_by_text("Kurzer").first.is_visible()
    page.get_by_label("warning").check()
    page.get_by_label("names (2)").uncheck()
    assert visible() == labelled() == [2, 3]


def test_the_charts_say_what_they_show(shown):
    page = shown(report("html", article(), article("b.txt")))
    labels = [chart.get_attribute("aria-label") for chart in page.get_by_role("img").all()]
    assert labels == [
        "Findings by family: spaces 4, family 4, names 4",
        "Findings by file: a.txt 6, b.txt 6",
    ]


def test_the_page_is_printed_without_its_filters(shown):
    page = shown(report("html", article()), color_scheme="dark")
    assert page.get_by_label("warning").is_visible()
    page.emulate_media(media="print")
    assert not page.get_by_label("warning").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
