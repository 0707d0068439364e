"""Findings recognised by their keys: which key counts first, and how equal ones are told apart."""

import random
import time

import pytest

from lintnews.answers.matching import Keyed, matched, numbered
from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules
from lintnews.model import Keys

RULES = [rule for rule in shipped_rules() if rule.name in ("space-before-mark", "phrase-doubled")]


def keys(anchor="a", sentence="s", left="l", right="r"):
    return Keys(anchor=anchor, sentence=sentence, left=left, right=right)


def pairs(known, found):
    return [tuple(match) for match in matched(numbered(known), numbered(found))]


@pytest.mark.parametrize("field", ["anchor", "sentence", "left", "right"])
def test_one_equal_key_is_enough(field):
    other = keys(**{name: "x" for name in ("anchor", "sentence", "left", "right") if name != field})
    assert pairs([keys()], [other]) == [(0, 0)]


def test_nothing_equal_is_another_finding():
    assert pairs([keys()], [keys("1", "2", "3", "4")]) == []
    assert pairs([], [keys()]) == pairs([keys()], []) == []


def test_a_key_of_one_kind_is_never_taken_for_another_kind():
    assert pairs([keys("a", "b", "c", "d")], [keys("b", "a", "d", "c")]) == []


ORDER = [("anchor", "sentence"), ("sentence", "left"), ("left", "right")]


@pytest.mark.parametrize(("better", "worse"), ORDER)
def test_the_surer_key_wins(better, worse):
    names = ("anchor", "sentence", "left", "right")
    by_worse = keys(**{name: "x" for name in names if name != worse})
    by_better = keys(**{name: "y" for name in names if name != better})
    assert pairs([keys()], [by_worse, by_better]) == [(0, 1)]


def test_every_one_of_equals_is_matched_in_order():
    assert pairs([keys()] * 3, [keys()] * 3) == [(0, 0), (1, 1), (2, 2)]
    assert pairs([keys()] * 3, [keys()] * 2) == [(0, 0), (1, 1)]
    assert pairs([keys()] * 2, [keys()] * 3) == [(0, 0), (1, 1)]


def test_equal_anchors_are_told_apart_by_their_sentences():
    known = [keys(sentence="1"), keys(sentence="2"), keys(sentence="3")]
    assert pairs(known, known[1:]) == [(1, 0), (2, 1)]


def test_the_second_of_equals_stays_the_second():
    found = numbered([keys()] * 3)
    assert [tuple(match) for match in matched([Keyed(keys(), 2)], found)] == [(0, 1)]
    # If there is no second one any more, it is the one that is left.
    assert [tuple(match) for match in matched([Keyed(keys(), 2)], found[:1])] == [(0, 0)]


def test_the_second_of_equals_stays_so_where_its_sentence_changes():
    found = numbered([keys(), keys(sentence="x")])
    assert [tuple(match) for match in matched([Keyed(keys(), 2)], found)] == [(0, 1)]


def test_matching_is_one_to_one_whatever_the_keys():
    rng = random.Random(3)
    for _ in range(300):
        known, found = (
            [keys(*(rng.choice("abc") for _ in range(4))) for _ in range(rng.randrange(9))]
            for _ in range(2)
        )
        matches = pairs(known, found)
        assert len({old for old, _ in matches}) == len({new for _, new in matches}) == len(matches)
        rest = (
            [known[i] for i in range(len(known)) if i not in {old for old, _ in matches}],
            [found[i] for i in range(len(found)) if i not in {new for _, new in matches}],
        )
        for field in ("anchor", "sentence", "left", "right"):
            left, right = ({getattr(each, field) for each in side} for side in rest)
            assert left.isdisjoint(right)


@pytest.mark.parametrize("same", [True, False])
def test_the_time_grows_with_the_number_alone(same):
    many = [keys() if same else keys(*(f"{n}{kind}" for kind in "aslr")) for n in range(20_000)]
    began = time.process_time()
    assert len(pairs(many, many)) == len(many)
    assert time.process_time() - began < 10


def found(text):
    return lint(plain_document(text, "a.txt"), RULES)


FIRST = (
    "On Monday the old council met in town again. It is it is late. "
    "They voted for Zukunft , the party of the young."
)


@pytest.mark.parametrize(
    "text",
    [
        f"Another paragraph comes first.\n{FIRST}\nAnd one more.",
        f"\n\n\n{FIRST}",
        FIRST.replace("On Monday the old council", "The new council"),
        FIRST.replace(" of the young", " of the young", 1) + " It rained.",
    ],
)
def test_editing_elsewhere_changes_no_anchor(text):
    assert {one.keys.anchor for one in found(FIRST)} == {one.keys.anchor for one in found(text)}


def test_editing_another_paragraph_changes_no_key_at_all():
    before = [one.keys for one in found(f"It rained.\n{FIRST}\nIt snowed.")]
    after = [one.keys for one in found(f"It hailed a lot today\n{FIRST}\nThen came the sun.")]
    assert len(before) == 2
    assert before == after


def test_marks_case_and_line_breaks_around_it_change_no_key(commented):
    before = commented("The “old” party's men voted for Zukunft , the party of the young.")
    after = commented("The \"OLD\" party’s men voted\nfor Zukunft , 'the party' of the\nYOUNG.")
    (one,), (other,) = lint(before, RULES), lint(after, RULES)
    assert one.keys == other.keys


def test_the_keys_hold_nothing_of_the_place():
    document = plain_document(f"It rained.\n{FIRST}", "other/path.txt")
    assert [one.keys for one in lint(document, RULES)] == [
        one.keys for one in found(f"{FIRST}\nIt rained.")
    ]


def test_the_case_of_what_is_reported_counts_and_its_spaces_do_not(commented):
    lower, upper, wrapped = (
        lint(commented(text), RULES)[0]
        for text in ("So it is it is done.", "So it is It is done.", "So it is it\nis done.")
    )
    assert (upper.matched, wrapped.matched) == ("it is It is", "it is it\nis")
    assert lower.keys.anchor != upper.keys.anchor
    assert lower.keys == wrapped.keys
