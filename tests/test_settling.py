"""How findings of rules and what LanguageTool says become one list."""

import time

import pytest

from lintnews.document.plain import plain_document
from lintnews.engine import shipped_rules
from lintnews.language.text import Text
from lintnews.model import Hit
from lintnews.settling import corroborated

RULES = {rule.name: rule for rule in shipped_rules()}
OWN = RULES["word-doubled"]
REPETITION = RULES["languagetool-repetition"]
GRAMMAR = RULES["languagetool-grammar"]
TEXT = Text(plain_document("The the mayor left. Nobody saw him.\n", "a.txt"))


def own(start, end, confidence=0.5):
    return OWN, Hit(start, end, {}, confidence=confidence)


def said(start, end, rule=REPETITION):
    return rule, Hit(start, end, {})


def confidence_after(*drafts):
    (found,) = [hit for rule, hit in corroborated(TEXT, drafts) if rule is OWN]
    return found.confidence


@pytest.mark.parametrize(
    ("places", "left"),
    [
        ([], 1),
        ([(0, 9)], 1),
        # Those that touch it, begin in it, end in it, lie in it or around it.
        ([(0, 10)], 0.7),
        ([(20, 25)], 0.7),
        ([(21, 25)], 1),
        ([(0, 12), (18, 30), (13, 14), (0, 40)], 0.7**4),
    ],
)
def test_each_match_at_a_place_takes_away_its_part_of_the_doubt(places, left):
    after = confidence_after(own(10, 20), *(said(*place) for place in places))
    assert after == pytest.approx(1 - 0.5 * left)


def test_matches_of_several_rules_count_together():
    after = confidence_after(own(10, 20), said(10, 20), said(12, 14, GRAMMAR))
    assert after == pytest.approx(1 - 0.5 * 0.7 * 0.8)


def test_nothing_is_surer_than_ninety_nine_in_a_hundred_and_none_gets_less_sure():
    many = [said(10, 20)] * 50
    assert confidence_after(own(10, 20), *many) == 0.99
    assert confidence_after(own(10, 20, 1.0), *many) == 1.0


def seconds(drafts):
    began = time.process_time()
    corroborated(TEXT, drafts)
    return time.process_time() - began


@pytest.mark.parametrize("wide", [1, 1_000_000])
def test_the_time_grows_with_the_number_alone(wide):
    def drafts(number):
        places = [(at * 3, at * 3 + wide) for at in range(number)]
        return [draft for place in places for draft in (own(*place), said(*place))]

    seconds(drafts(500))
    fewer = min(seconds(drafts(2_000)) for _ in range(3))
    # Eight times as many take eight times the time; sixty-four times it would be by the square.
    assert seconds(drafts(16_000)) < 24 * fewer + 0.1
