"""What examples in rule files cannot show of the residue family: marks, suggestions, loading."""

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loading import loads

from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules

RULES = [rule for rule in shipped_rules() if rule.file.family == "residue"]


def found(text):
    """Rule, matched text and first suggestion of every finding, in order."""
    return [
        (finding.rule, finding.matched, finding.suggestions[0].text if finding.suggestions else "")
        for finding in lint(plain_document(text, "a.txt"), RULES)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is&nbsp;over.", ("html-entity", "&nbsp;", " ")),
        ("The mayor&#8217;s plan.", ("html-entity", "&#8217;", "’")),
        ("More here & gt; & gt; now.", ("html-entity", "& gt; & gt;", ">>")),
        ("He said&amp;nbsp;no.", ("html-entity", "&amp;nbsp;", " ")),
        ("The mayorâ€™s plan.", ("mojibake", "â€™", "’")),
        ("The MÃ¼ller plan.", ("mojibake", "Ã¼", "ü")),
        ("He said β€œyes again.", ("mojibake", "β€œ", "“")),
        ("We live in P\u0430ris now.", ("lookalike-letter", "P\u0430ris", "Paris")),
        ("He didn?t say so.", ("apostrophe-lost", "didn?t", "didn’t")),
    ],
)
def test_what_was_lost_is_suggested(text, expected):
    assert found(text) == [expected]


def garbled_marks():
    """Typographic marks, and how they look where UTF-8 was read in another code page."""
    for page in ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "mac_roman"):
        for mark in "“”‘’–—…€":
            looks = mark.encode().decode(page, "replace")
            if "\ufffd" not in looks:
                yield mark, looks


@pytest.mark.parametrize(("mark", "garbled"), list(garbled_marks()))
def test_a_mark_read_in_another_code_page_is_repaired(mark, garbled):
    assert found(f"The mayor {garbled} left.") == [("mojibake", garbled, mark)]


@pytest.mark.parametrize(
    "placeholder", ["[PHOTO]", "[INSERT QUOTE HERE]", "{{name}}", "${city}", "[object Object]"]
)
def test_a_placeholder_in_brackets_is_reported(placeholder):
    assert found(f"The mayor {placeholder} left.") == [("placeholder", placeholder, "")]


@pytest.mark.parametrize("mark", ["[edit]", "[citation needed]", "[/url]", "[caption id=7]"])
def test_a_mark_of_the_page_in_brackets_is_reported(mark):
    assert found(f"The mayor{mark} left.") == [("html-tag", mark, "")]


def test_text_in_brackets_that_fills_no_place_is_left_alone():
    assert found("He [the mayor] left [sic] with the [PDF] and {a, b}. It is {braced}.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The mayor left.\nPhoto: Anna Berg/AP\nHe came back.",
        "AT&T, R&D and Q&A; x < y > z; I <3 you; see https://a.org/?x=1&lt=2.",
        "He met Müller, Zażółć, Łukasz, Ångström and São Paulo’s “Élan” at 20°C.",
        "He came to Kyiv (Київ) from Athens (Αθήνα); in Arabic, سلام means peace.",
        "The words “Слава Україні” and «мир» were heard.",
        "Angles α, β and γ; 5 µm; the ª and º signs; arrows → and ™; 😀.",
    ],
)
def test_sound_text_is_left_alone(text):
    assert found(text) == []


def test_a_text_about_a_language_may_use_it():
    glosses = "Peace (мир), war (война) and bread (хлеб) are words."
    assert found("The old война began.") == [("foreign-script", "война", "")]
    assert found(f"{glosses}\nThe old война began.") == []


def test_a_label_at_the_end_of_a_paragraph_is_reported_without_it():
    text = "It is good for both sides.READ ALSO: Minister opens bridge\nHe left."
    assert found(text) == [("link-label", "READ ALSO: Minister opens bridge", "")]


def test_the_headline_is_found_where_the_page_shows_it_again():
    headline = "Mayor opens new bridge in Lagos"
    body = "The mayor opened the bridge on Monday. He was glad."
    expected = [("headline-in-text", headline, "")]
    assert found(f"{headline}\n\n{headline}\n\n{body}") == expected
    assert found(f"{headline}\n\n{body} {headline}\n\n{body}") == expected
    assert found(f"{headline}\n\n{body}\n\n{headline} is what the song was called.") == []


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("The mayor&#8217;s plan.", True),
        ("He said&amp;nbsp;no.", True),
        ("Barnes &amp; Noble closed.", True),
        ("It read &amp;#39 as before.", False),
        ("More here & gt; & gt; now.", False),
        ("It is &lt;b&gt;over&lt;/b&gt;.", False),
        ("He thenbsp;left.", False),
        ("The mayorâ€™s plan.", True),
        ("The MÃ¼ller plan.", True),
    ],
)
def test_only_what_stands_for_one_thing_for_certain_is_safe_to_put_right(text, safe):
    findings = lint(plain_document(text, "a.txt"), RULES)
    assert findings
    assert {one.safe for finding in findings for one in finding.suggestions} == {safe}


@settings(deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=60))
def test_an_entity_stands_for_the_character_that_a_browser_shows(text):
    for rule, matched, suggestion in found(text):
        if rule == "html-entity" and matched.startswith("&") and matched.endswith(";"):
            assert suggestion == html.unescape(matched).replace("\u00a0", " ")


def test_the_repairer_is_loaded_only_when_there_is_something_to_repair():
    assert loads("ftfy", "The café in São Paulo – “Élan” – is Müller’s.") is False
    assert loads("ftfy", "The cafÃ© is closed.") is True
