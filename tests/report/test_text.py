import pytest

from lintnews.document.plain import plain_document
from lintnews.keys import keys_of
from lintnews.model import Finding, Related, Severity, Suggestion
from lintnews.report.text import Style, text_report

REASONS = {"some-rule": "It reads wrong.", "other-rule": "It is wrong twice."}


def finding(source, matched, *, rule="some-rule", confidence=0.95, **more):
    start = source.index(matched)
    place = plain_document(source, "a.txt").place(start, start + len(matched))
    fields = {
        "path": "a.txt",
        "rule": rule,
        "family": "family",
        "severity": Severity.ERROR,
        "confidence": confidence,
        "matched": matched,
        "message": "It is wrong.",
        "in_quotes": False,
        "related": (),
        "suggestions": (),
        "fingerprint": "f",
        "keys": keys_of("", ""),
    }
    places = {field: getattr(place, field) for field in place.__struct_fields__}
    return Finding(**{**fields, **places, **more})


def report(source, *findings, columns=100, color=False):
    document = plain_document(source, "a.txt")
    shown = [(one, document.excerpt(one.start, one.end, 400)) for one in findings]
    return "".join(text_report(shown, REASONS, Style(columns, color)))


def under_carets(text):
    """What stands above the first carets, column by column."""
    lines = text.splitlines()
    index = next(index for index, line in enumerate(lines) if set(line.strip()) == {"^"})
    carets = lines[index]
    return lines[index - 1][carets.index("^") : carets.rindex("^") + 1]


def test_a_finding_is_shown_with_place_reason_and_line():
    source = "First line.\nHere it goes wrong, as one sees."
    assert report(source, finding(source, "goes wrong")) == (
        "a.txt\n\n"
        "a.txt:2:9: error: It is wrong. [some-rule]\n"
        "    Here it goes wrong, as one sees.\n"
        "            ^^^^^^^^^^\n"
        "    It reads wrong.\n\n"
    )


def test_doubt_is_told_below_nine_tenths_only():
    source = "a b c"
    assert "[some-rule, 70% sure]" in report(source, finding(source, "b", confidence=0.7))
    assert "sure" not in report(source, finding(source, "b", confidence=0.9))


def test_a_long_line_is_shortened_around_the_place():
    source = "left " * 100 + "HERE" + " right" * 100
    text = report(source, finding(source, "HERE"), columns=60)
    line = next(line for line in text.splitlines() if "HERE" in line)
    assert line.strip().startswith("…")
    assert line.endswith("…")
    assert len(line) <= 60
    assert under_carets(text) == "HERE"


@pytest.mark.parametrize("column", range(0, 120, 7))
def test_the_carets_stand_right_wherever_the_place_is(column):
    source = "." * column + "HERE" + "." * (120 - column)
    text = report(source, finding(source, "HERE"), columns=50)
    assert under_carets(text) == "HERE"
    assert all(len(line) <= 50 for line in text.splitlines() if "HERE" in line)


def test_a_tab_takes_the_place_of_one_space():
    source = "\tone\tHERE\ttwo"
    assert under_carets(report(source, finding(source, "HERE"))) == "HERE"


def test_wide_characters_take_two_columns():
    source = "東京 HERE 東京"
    carets = report(source, finding(source, "HERE")).splitlines()[4]
    assert carets == "    " + " " * 5 + "^^^^"
    carets = report(source, finding(source, "京")).splitlines()[4]
    assert carets == "    " + " " * 2 + "^^"


def test_combining_characters_take_none():
    source = "re\u0301sume\u0301 HERE"
    carets = report(source, finding(source, "HERE")).splitlines()[4]
    assert carets == "    " + " " * 7 + "^^^^"


def test_what_would_command_the_terminal_is_shown_as_a_dot():
    source = "a\x1b[31mb\u202ec HERE"
    text = report(source, finding(source, "HERE"))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert under_carets(text) == "HERE"


def test_an_invisible_place_has_a_visible_mark():
    source = "one\u200btwo"
    assert under_carets(report(source, finding(source, "\u200b"))) == "·"


def test_a_place_longer_than_the_window_is_shown_from_its_start():
    source = "x" * 300
    text = report(source, finding(source, source), columns=40)
    lines = text.splitlines()
    assert lines[3].startswith("    xxxx")
    assert lines[3].endswith("…")
    assert all(len(line) <= 40 for line in lines[3:5])


def test_a_place_over_two_lines_is_shown_in_its_first():
    source = "one two\nthree"
    lines = report(source, finding(source, "two\nthree")).splitlines()
    assert lines[3:5] == ["    one two", "        ^^^"]


def test_overlapping_findings_share_one_excerpt():
    source = "It goes wrong here."
    text = report(
        source, finding(source, "goes wrong"), finding(source, "wrong here", rule="other-rule")
    )
    assert text.count(source) == 1
    assert "       ^^^^^^^^^^ some-rule" in text
    assert "            ^^^^^^^^^^ other-rule" in text
    assert "some-rule: It reads wrong." in text
    assert "other-rule: It is wrong twice." in text


def test_findings_that_only_touch_have_an_excerpt_each():
    source = "one two"
    assert report(source, finding(source, "one"), finding(source, " two")).count(source) == 2


def test_all_other_places_are_named_with_their_count():
    places = [
        Related(start=0, end=3, line=line, column=column, matched="Qasem", role="other spelling")
        for line, column in ((4, 12), (7, 80))
    ]
    source = "Kassem spoke."
    text = report(source, finding(source, "Kassem", related=tuple(places)))
    assert 'other spelling: "Qasem", 2 times, at 4:12, 7:80' in text


def test_a_suggestion_is_shown():
    source = "a b"
    text = report(source, finding(source, "b", suggestions=(Suggestion("c"),)))
    assert 'perhaps: "c"' in text


def test_color_is_only_added_to_the_text():
    import click

    source = "It goes wrong."
    one = finding(source, "wrong")
    colored = report(source, one, color=True)
    assert colored != report(source, one)
    assert click.unstyle(colored) == report(source, one)


def test_nothing_found_is_no_text():
    assert "".join(text_report([], REASONS, Style())) == ""
