"""Which forms of an archive are compared: all that can be near, and hardly more as it grows."""

import random
from itertools import combinations

import pytest

from lintnews.names.archive.blocks import Blocks, Letters, uncrowded
from lintnews.names.archive.keys import near_keys
from lintnews.names.archive.settings import Apart


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kurtzer", "Kurzer"),
        ("Zelensky", "Zelenskyy"),
        ("Shekau", "Shenkau"),
        ("Mnuchin", "Munchin"),
        ("Netanyahu", "Netanyhu"),
        ("Erdoğan", "Erdogan"),
    ],
)
def test_near_names_share_a_key(first, second):
    assert near_keys(first) & near_keys(second)


def test_very_short_names_have_no_key():
    assert near_keys("Xi") == near_keys("Mao") == frozenset()


def test_blocks_hold_the_items_of_one_key():
    blocks = Blocks()
    for key, item in [("a", 3), ("b", 1), ("a", 1), ("c", 9), ("a", 2)]:
        blocks.add(key, item)
    assert list(blocks) == [[1, 2, 3]]
    assert list(Blocks()) == []


def pairs(blocks):
    return {pair for block in blocks for pair in combinations(sorted(block), 2)}


def test_a_small_block_stays_whole():
    names = ["abcd", "efgh", "ijkl"]
    assert list(uncrowded([0, 1, 2], names.__getitem__, 3)) == [[0, 1, 2]]


def test_a_crowded_block_keeps_pairs_that_differ_in_one_place():
    chance = random.Random(5)
    right = ["".join(chance.choices("abcdefghij", k=8)) for _ in range(400)]
    slips = []
    for name in right:
        at = chance.randrange(len(name))
        slips.append(name[:at] + chance.choice(["", name[at] * 2, "x"]) + name[at + 1 :])
    names = [*right, *slips]
    compared = pairs(uncrowded(range(800), names.__getitem__, 48))
    kept = sum((number, number + 400) in compared for number in range(400))
    assert kept > 390
    assert len(compared) < 800 * 48


@pytest.mark.parametrize("count", [500, 2000, 8000])
def test_work_for_a_name_stays_within_a_bound(count):
    chance = random.Random(6)
    names = ["".join(chance.choices("abcdefghij", k=8)) for _ in range(count)]
    assert len(pairs(uncrowded(range(count), names.__getitem__, 48))) < 48 * count


@pytest.mark.parametrize("names", [["a" * 120] * 200, ["a" * number for number in range(1, 200)]])
def test_names_that_no_letters_tell_apart_come_to_an_end(names):
    blocks = list(uncrowded(range(len(names)), names.__getitem__, 48))
    assert 0 < sum(map(len, blocks)) <= 2 * len(names)


def test_letters_are_compared_in_whatever_order():
    import numpy as np

    letters = Letters(["kurtzer", "kurzer", "truzker", "zelensky", "xü漢字𝔘"])
    near = letters.near(0, np.array([1, 2, 3, 4]), Apart(share=0.5, most=3))
    assert near.tolist() == [True, True, False, False]
