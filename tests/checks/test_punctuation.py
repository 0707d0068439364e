"""The punctuation family as a whole, and the word list it stands on."""

import pytest

from lintnews.document.plain import plain_document
from lintnews.engine import shipped_rules
from lintnews.language.text import Text
from lintnews.language.words import band, word_bands

RULES = [rule for rule in shipped_rules() if rule.file.family == "punctuation"]


def found(text):
    """Rule and matched text of every finding that counts, in order."""
    read = Text(plain_document(text, "a.txt"))
    hits = [
        (hit.start, rule.name, text[hit.start : hit.end])
        for rule in RULES
        if rule.file.severity != "note"
        for hit in rule.find(read)
    ]
    return [(name, matched) for _, name, matched in sorted(hits)]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S.A. firm, Foo Inc., of Richmond, Va., grew 3.5% to $1,200.50 (€1,100) in 2019.",
        "See https://www.example.org/a.B,c?x=1;y=2 or mail A.Smith@example.com; it’s .NET.",
        "He waited ... and waited. . . . And left… “Why?” “No!”",
        "Scores: 3:2, 3 : 2, 6-4; at 9:30 a.m., Mr. O’Brien’s dogs’ bowls.",
        "a) bread, b) milk, 1) eggs :) and ;-) and (this [too]).",
        "McDonald, FitzGerald and JPMorgan used iPhones, YouTube and TikTok.",
        "However, he left. Although, as he said, it was late, he stayed.",
        "They came from Paris, France; Rome, Italy; and Bonn, Germany.",
    ],
)
def test_sound_text_is_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was over.. Then he left.", [("doubled-mark", "..")]),
        ("It was over , and he left.", [("space-before-mark", " ,")]),
        ("It was over.Then he left.", [("glued-sentences", "over.Then")]),
        ("It rose to $ 182 a share.", [("space-after-currency", "$ 182")]),
        ("About 4 ,500 people came.", [("broken-number", "4 ,500")]),
        (
            "Even though, both left the hall at noon, it was late.",
            [("comma-after-subordinator", "Even though,")],
        ),
        ("The army (IDF said so.", [("bracket-never-closed", "(IDF")]),
        ("He told Israelthe news.", [("glued-words", "Israelthe")]),
    ],
)
def test_one_slip_is_one_finding(text, expected):
    assert found(text) == expected


def test_a_form_that_comes_back_is_a_name():
    once = "He met RishiSunak in May. Sunak left."
    assert found(once) == [("glued-words", "RishiSunak")]
    assert found(once + " RishiSunak is a brand.") == []


def test_a_bracket_may_close_in_the_next_paragraph_only():
    assert found("He left (so they say.\nThen he came back.)") == []
    assert found("He left (so they say.\nIt rained.\nThen he came back.)") == [
        ("bracket-never-closed", "(so"),
        ("bracket-never-opened", "back.)"),
    ]


def test_the_word_list_holds_words_and_names_with_falling_bands():
    bands = word_bands()
    assert len(bands) > 25_000
    assert bands["the"] == max(bands.values())
    assert "Israel" in bands
    assert "israel" not in bands
    assert band("THE") == bands["the"]
    assert band("Typicalsalary") == 0
    assert all(word.isalpha() for word in bands)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("The food is enough , they said.", True),
        ("“It works” , he said.", True),
        ("It is over . They left.", True),
        ("“It is over.” . “They left.”", False),
        ("They saw the e-bikes, even . though they had been told.", False),
    ],
)
def test_a_space_before_a_mark_is_safe_to_take_out_unless_the_mark_is_in_doubt(text, safe):
    (rule,) = (rule for rule in RULES if rule.name == "space-before-mark")
    (hit,) = rule.find(Text(plain_document(text, "a.txt")))
    assert [suggestion.safe for suggestion in hit.suggestions] == [safe]
