"""The repetition family as a whole, and what its rules' examples cannot show."""

import pytest

from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules

RULES = [rule for rule in shipped_rules() if rule.file.family == "repetition"]
LONG = "The talks in the capital have ended without any result for the two sides."


def findings(text):
    return lint(plain_document(text, "a.txt"), RULES)


def found(text):
    """Rule and matched text of every finding, in order."""
    return [(finding.rule, finding.matched) for finding in findings(text)]


@pytest.mark.parametrize(
    "text",
    [
        "He knew that that was all they had had, and what it is is a very very old law.",
        "More and more people came again and again, for years and years, worse and worse.",
        "“No, no, no,” he said. “Well, well. Bye bye!” They sang “New York, New York”.",
        "Sirhan Sirhan, Boutros Boutros-Ghali, Abdullah Abdullah and Lang Lang met in Baden Baden.",
        "They won 6-4 6-4 and 2 2, and the code is 0 0 0 0.",
        "It went from door to door to door, step by step by step, and neck and neck.",
        "Between man and man, between friend and friend, there is war and war alone.",
        "He left,, he said , , and went,,",
        "Yes. No. Yes. No. Yes. It is. It is.",
        "Germany beat Wales and Wales beat France. The White House and House Democrats met.",
    ],
)
def test_what_is_meant_to_stand_twice_is_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We saw the the house.", [("word-doubled", "the the")]),
        ("We went to see to see the house.", [("phrase-doubled", "to see to see")]),
        ("We saw the the the house.", [("loop", "the the the")]),
        (
            "He met the Greeks and the Greeks in Rome.",
            [("same-conjunct-twice", "the Greeks and the Greeks")],
        ),
        (f"{LONG} {LONG}", [("sentence-twice", LONG)]),
        (f"{LONG} It rained. {LONG} He left.", [("sentence-comes-back", LONG)]),
        (f"{LONG}\nIt rained.\n{LONG}", [("paragraph-twice", LONG)]),
        (f"{LONG}\n{LONG}", [("paragraph-twice", LONG)]),
    ],
)
def test_one_slip_is_one_finding(text, expected):
    assert found(text) == expected


def test_a_word_is_doubled_over_a_line_break_of_wrapped_text():
    lines = [
        "The members of the house came to the capital on the",
        "the first day of the week to talk about the budget",
        "for the coming year and about the money that is in",
        "it for the schools of the towns in the north.",
    ]
    assert found("\n".join(lines)) == [("word-doubled", "the\nthe")]


def test_a_small_word_may_be_taken_out_unread_but_not_from_speech():
    [plain] = findings("We saw the the house.")
    [spoken] = findings("“We saw the the house,” he said.")
    [large] = findings("The talks were planned planned for Monday.")
    assert [(s.text, s.safe) for s in plain.suggestions] == [("the", True)]
    assert [(s.text, s.safe) for s in spoken.suggestions] == [("the", False)]
    assert [(s.text, s.safe) for s in large.suggestions] == [("planned", False)]
    assert spoken.confidence < plain.confidence


def test_all_places_of_a_repeated_paragraph_are_one_finding():
    text = f"{LONG}\nIt rained.\n{LONG}\nIt snowed.\n{LONG}"
    [finding] = findings(text)
    starts = [text.index(LONG), text.rindex(LONG)]
    assert [(place.start, place.role) for place in finding.related] == [
        (starts[0], "first copy"),
        (starts[1], "later copy"),
    ]
    assert starts[0] < finding.start < starts[1]


def test_a_sentence_is_the_same_in_another_tense_but_not_with_another_number_or_a_negation():
    once = "The interview was held in the hall of the old town on 3 May."
    assert found(f"{once} {once.replace('was', 'had been')}")
    assert not found(f"{once} {once.replace('3', '4')}")
    assert not found(f"{once} {once.replace('was', 'was not')}")


def test_a_passage_is_found_as_a_whole_also_where_it_opens_with_a_short_sentence():
    passage = f"It rained. {LONG} He left."
    assert found(f"{passage} {passage}") == [("sentence-twice", passage)]


def test_a_pull_quote_may_repeat_speech():
    assert found(f"“{LONG} I am sad,” he said.\nRain fell.\n{LONG} A minister") == []


def test_a_loop_counts_its_copies():
    [finding] = findings("He is the head of the of the of the of the party.")
    assert finding.message == 'The words "of the" come 4 times in a row.'
