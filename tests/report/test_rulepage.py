"""A rule as a page: its examples are drawn whole, and nothing in it is taken for markup."""

import re

import msgspec
import pytest

from lintnews.engine import shipped_rules
from lintnews.report.rulepage import drawn, first_sentence, rule_lines, rule_page
from lintnews.rulebook.examples import parse_example
from lintnews.selection import find_rule


def rule_with(**changes):
    rule = find_rule(shipped_rules(), "word-doubled")
    return msgspec.structs.replace(rule, file=msgspec.structs.replace(rule.file, **changes))


@pytest.mark.parametrize(
    ("marked", "lines"),
    [
        ("It is [[the the]] end.", ["It is the the end.", "      ^^^^^^^"]),
        ("[[One]] and {{two}}.", ["One and two.", "^^^     ~~~"]),
        ("日本 [[the the]] end.", ["日本 the the end.", "     ^^^^^^^"]),
        ("Not\n[[the the]]\nend.", ["Not", "the the", "^^^^^^^", "end."]),
        ("A [[b\n\nc]] d.", ["A b", "  ^", "", "c d.", "^"]),
        ("A\tb\x1b[1m", ["A b·[1m"]),
    ],
)
def test_carets_stand_under_each_line_of_a_place(marked, lines):
    assert list(drawn(parse_example(marked))) == lines


def test_every_rule_is_a_page_with_all_its_examples():
    for rule in shipped_rules():
        page = rule_page(rule)
        assert page.startswith(f"# {rule.name}\n")
        for title, examples in (("Found", rule.file.bad), ("Left alone", rule.file.good)):
            part = page.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
            assert len(re.findall(r"^`{3,}text$", part, re.MULTILINE)) == len(examples)
        assert ("\n## Not found yet\n" in page) == bool(rule.file.misses)


def test_a_short_page_has_fewer_examples_and_deeper_headings():
    rule = find_rule(shipped_rules(), "word-doubled")
    page = rule_page(rule, level=3, most=1)
    assert page.startswith("### word-doubled\n")
    assert "\n#### Found\n" in page
    assert page.count("```text\n") == 2 + bool(rule.file.misses)


def test_nothing_in_a_rule_is_taken_for_markup():
    page = rule_page(
        rule_with(why="Take <b> and *it* out | [so](x).", message="`{matched}`", source="a|b")
    )
    assert r"Take \<b\> and \*it\* out \| \[so\](x)." in page
    assert "It says: `` `{matched}` ``" in page
    assert "\n- Seen in: a\\|b\n" in page


def test_an_example_cannot_end_its_block():
    page = rule_page(rule_with(bad=["He wrote\n````\n[[the the]]\n````\nthere."]))
    assert "\n`````text\nHe wrote\n````\nthe the\n^^^^^^^\n````\nthere.\n`````\n" in page


def test_a_page_says_what_the_terminal_says():
    for rule in shipped_rules():
        lines, page = list(rule_lines(rule)), rule_page(rule)
        confidence = next(line for line in lines if line.startswith("Confidence:"))
        assert confidence.removeprefix("Confidence: ") in page
        assert ("off unless selected" in page) == any("--select" in line for line in lines[:3])


@pytest.mark.parametrize(
    ("text", "first"), [("One.  Two.", "One."), ("One\nonly", "One only"), ("", "")]
)
def test_the_first_sentence_of_a_reason_stands_on_one_line(text, first):
    assert first_sentence(text) == first
