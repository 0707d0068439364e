"""Tokens: where they begin and end."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.language.tokens import tokenize


def tokens(text: str) -> list[str]:
    return [text[start:end] for start, end in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I don't know.", "I do n't know ."),
        ("He can’t and won’t go.", "He ca n’t and wo n’t go ."),
        ("They cannot stay.", "They can not stay ."),
        ("Filippo Ganna won.", "Filippo Ganna won ."),
        ("He's here, they’ve left, we'll see", "He 's here , they ’ve left , we 'll see"),
        ("John’s car and the players' bus", "John ’s car and the players ' bus"),
        ("DON'T PANIC", "DO N'T PANIC"),
        ("the U.S.'s role", "the U.S. 's role"),
        ("O'Brien at five o'clock", "O'Brien at five o'clock"),
        ("the '90s and rock 'n' roll", "the '90s and rock 'n' roll"),
        ("You're gonna see.", "You 're gon na see ."),
    ],
)
def test_clitics_and_apostrophes(text: str, expected: str) -> None:
    assert tokens(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Smith met Sen. Lee.", "Mr. Smith met Sen. Lee ."),
        ("at 10:30 a.m. on Jan. 5", "at 10:30 a.m. on Jan. 5"),
        ("a Ph.D. from D.C.", "a Ph.D. from D.C."),
        ("J.R.R. Tolkien and J. K. Rowling", "J.R.R. Tolkien and J. K. Rowling"),
        ("at No. 10, but he said no.", "at No. 10 , but he said no ."),
        ("under Elizabeth I.", "under Elizabeth I ."),
        ("Apple Inc., etc.", "Apple Inc. , etc."),
        ("a U.S.-led force", "a U.S.-led force"),
    ],
)
def test_abbreviations_keep_their_full_stop(text: str, expected: str) -> None:
    assert tokens(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$17,000 or 3.5%", "$ 17,000 or 3.5 %"),
        ("US$5bn in the 1990s", "US$ 5bn in the 1990s"),
        ("the 5th, in 2010–2015", "the 5th , in 2010 – 2015"),
        ("It ended 2-1 in 1990.", "It ended 2-1 in 1990 ."),
        ("a 1,000-mile trip", "a 1,000-mile trip"),
        ("£3m at 10:30", "£ 3m at 10:30"),
    ],
)
def test_numbers(text: str, expected: str) -> None:
    assert tokens(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the far-right leader", "the far-right leader"),
        ("two-thirds of the five-year-olds", "two-thirds of the five-year-olds"),
        ("the mother-in-law's house", "the mother-in-law 's house"),
        ("pre- and post-war", "pre - and post-war"),
        ("yes - or no -- or—maybe", "yes - or no -- or — maybe"),
        ("and/or", "and / or"),
    ],
)
def test_hyphens_join_and_dashes_part(text: str, expected: str) -> None:
    assert tokens(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Yes,” he said.", "“ Yes , ” he said ."),
        ("‘No’, «oui» and ``so''", "‘ No ’ , « oui » and `` so ''"),
        ('"Stop!" she cried...', '" Stop ! " she cried ...'),
        ("What?! Well… (yes)", "What ?! Well … ( yes )"),
        ("He 'agreed' to it", "He ' agreed ' to it"),
    ],
)
def test_marks(text: str, expected: str) -> None:
    assert tokens(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://example.org/a?b=c, please.", "See https://example.org/a?b=c , please ."),
        ("Write to a.b@example.co.uk.", "Write to a.b@example.co.uk ."),
        ("ask @someone on Example.com about #this", "ask @someone on Example.com about #this"),
        ("He left.Then she came.", "He left . Then she came ."),
    ],
)
def test_addresses_are_whole_and_run_on_sentences_are_not(text: str, expected: str) -> None:
    assert tokens(text) == expected.split()


def test_offsets_count_code_points_of_the_whole_text() -> None:
    text = "😀 “Żółć” isn’t\u00a0here."
    assert tokenize(text, 2) == [(2, 3), (3, 7), (7, 8), (9, 11), (11, 14), (15, 19), (19, 20)]


def test_only_the_asked_part_is_read() -> None:
    text = "One two. Three four."
    assert [text[a:b] for a, b in tokenize(text, 4, 8)] == ["two", "."]
    assert tokenize(text, 4, 4) == []
    assert tokenize("") == []


def test_soft_hyphens_and_combining_accents_stay_inside_a_word() -> None:
    text = "con\u00adtract cafe\u0301"
    assert tokens(text) == ["con\u00adtract", "cafe\u0301"]


@given(st.text(alphabet=st.sampled_from(list("aZé0.,'’-&@/:$?!“ \n\u0301😀#wW")), max_size=60))
def test_tokens_are_ordered_and_cover_everything_but_space(text: str) -> None:
    covered = tokenize(text)
    ends = [0, *(end for _, end in covered)]
    for (start, end), previous in zip(covered, ends, strict=False):
        assert previous <= start < end
        assert not text[previous:start].strip()
    assert not text[ends[-1] :].strip()


@pytest.mark.parametrize(
    "unit",
    [
        *["a", "😀", "'", "’", ".", "a.", "a-", "a'", "a@", "@", "http://", "www.", "a.b-", "1,"],
        *["n't", "a.com", "A&", "-", "_", "\u0301", "cannot", "'90s", "?!", "x.com/a.", "Mr.", " "],
    ],
)
def test_hostile_text_takes_time_in_proportion(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    started = time.process_time()
    tokenize(text)
    assert time.process_time() - started < 2
