"""What examples in rule files cannot show of the capitals family."""

import pytest

from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules
from lintnews.resources import word_lists

RULES = [rule for rule in shipped_rules() if rule.file.family == "capitals"]


def found(text):
    """Rule, matched text and first suggestion of every finding, in order."""
    return [
        (finding.rule, finding.matched, finding.suggestions[0].text if finding.suggestions else "")
        for finding in lint(plain_document(text, "a.txt"), RULES)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He spoke at the united nations.", ("lowercase-name", "united nations", "United Nations")),
        ("It was the saudi plan.", ("lowercase-name", "saudi", "Saudi")),
        ("He went to saudi arabia.", ("lowercase-name", "saudi arabia", "Saudi Arabia")),
        ("She stayed in The hospital for weeks.", ("stray-capital", "The", "the")),
    ],
)
def test_the_right_case_is_suggested(text, expected):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "In may he will march to turkey with china from the polish maker.",
        "Mail anna@london.org or see paris.fr, @biden, #russia and the pro-american side.",
        "He wrote the word “american” once.",
        "i was in london on monday. it rained in paris.",
        "The King of Spain visits the Royal Academy of Arts, which is closed.",
        "What America Needs Now",
    ],
)
def test_sound_text_is_left_alone(text):
    assert found(text) == []


def test_a_headline_line_is_not_running_text():
    headline = "Court Rejects New Plan for Lagos Bridge"
    assert found(f"{headline}\nThe mayor said so on Monday.") == []
    assert found(f"It rained. {headline} the mayor said on Monday.") == [
        ("title-case-in-text", headline, "")
    ]


def test_no_name_of_the_list_is_an_everyday_word():
    everyday = {"may", "march", "august", "turkey", "china", "polish", "french", "mars", "trump"}
    lists = word_lists("proper-words")
    names = {name.lower() for key, words in lists.items() if key != "common_uses" for name in words}
    assert names.isdisjoint(everyday)
    assert all(pair == pair.lower() and " " in pair for pair in lists["common_uses"])
