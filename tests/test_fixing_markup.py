"""Fixes in markup: only where the source stands for nothing but its text, and with its escapes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintnews.document.html import html_document
from lintnews.document.markdown import markdown_document
from lintnews.fixing import fix
from lintnews.keys import keys_of
from lintnews.model import Finding, Severity, Suggestion


def finder(pattern, text):
    """Finds the first match of a pattern and suggests a text."""

    def find(document):
        found = re.search(pattern, document.prose)
        if found is None or found[0] == text:
            return ()
        place = document.place(*found.span())
        spots = {name: getattr(place, name) for name in place.__struct_fields__}
        return (
            Finding(
                path="a",
                rule="test-rule",
                family="test",
                severity=Severity.ERROR,
                confidence=1.0,
                **spots,
                matched=found[0],
                message="",
                in_quotes=False,
                related=(),
                suggestions=(Suggestion(text, safe=True),),
                fingerprint="",
                keys=keys_of("", ""),
            ),
        )

    return find


@pytest.mark.parametrize(
    ("source", "pattern", "text", "expected"),
    [
        ("One **old** day.", "old", "new", "One **new** day."),
        ("> One\n> old day.", "old", "R&D_*", "> One\n> R\\&D\\_\\* day."),
        ("An &eacute; here", "é", "e", "An e here"),
        ("An \\* here", "\\*", "star", "An \\star here"),
        ("---\ntitle: An old day\n---\nText.", "old", "new", "---\ntitle: An new day\n---\nText."),
    ],
)
def test_markdown_is_fixed_with_its_escapes(source, pattern, text, expected):
    fixed = fix(markdown_document(source, "a.md"), finder(pattern, text))
    if "star" in text:
        # A backslash before a letter would be text of its own.
        assert (fixed.document.source, fixed.mended) == (source, 0)
        assert "markup" in fixed.problems[0].reason
    else:
        assert (fixed.document.source, fixed.mended) == (expected, 1)


@pytest.mark.parametrize(
    ("source", "pattern", "text", "expected"),
    [
        ("<p>One <b>old</b> day", "old", "a<b & c", "<p>One <b>a&lt;b &amp; c</b> day"),
        ("<p>AT&amp;T", "AT&T", "R&D", "<p>R&amp;D"),
        ("<title>old</title><p>x", "old", "new", "<title>new</title><p>x"),
        ("<p>the  the day", "the the", "the", "<p>the day"),
    ],
)
def test_html_is_fixed_with_its_entities(source, pattern, text, expected):
    fixed = fix(html_document(source, "a.html"), finder(pattern, text))
    assert (fixed.document.source, fixed.mended) == (expected, 1)


@pytest.mark.parametrize(
    ("document", "pattern"),
    [
        (markdown_document("the **the** day", "a.md"), "the the"),
        (markdown_document("the[^1] the day\n\n[^1]: x", "a.md"), "the the"),
        (markdown_document("> the\n> the day", "a.md"), "the\nthe"),
        (html_document("<p>the <b>the</b> day", "a.html"), "the the"),
        (html_document("<p>the\n   the day", "a.html"), "the the"),
        (html_document("<p>the<!-- x --> the day", "a.html"), "the the"),
    ],
)
def test_what_has_markup_or_a_line_break_inside_is_left_to_people(document, pattern):
    fixed = fix(document, finder(pattern, "the"))
    assert fixed.document.source == document.source
    assert (fixed.mended, fixed.problems, len(fixed.findings)) == (0, (), 1)


@settings(max_examples=60, deadline=None)
@given(st.text("ab &<>*_`[]\\~|#-1.\n", max_size=8))
def test_what_was_fixed_says_what_was_suggested(text):
    for make in (markdown_document, html_document):
        document = make("<p>One old day.\n" if make is html_document else "One old day.\n", "a")
        fixed = fix(document, finder("old", text))
        if fixed.mended:
            assert fixed.document.prose == document.prose.replace("old", text)
        else:
            assert fixed.document.source == document.source
