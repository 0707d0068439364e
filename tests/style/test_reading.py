"""The figures of a text, worked out by hand beside what is measured."""

import time

import pytest

from lintnews.document.markdown import markdown_document
from lintnews.document.plain import plain_document
from lintnews.extras import Extra
from lintnews.language.text import Text
from lintnews.style import reading
from lintnews.style.passive import is_passive
from lintnews.style.reading import read_style
from lintnews.style.variety import moving_average_variety

# Every sentence has ten words.
FIRST = (
    "The mayor opened the new bridge over the river today. "
    "It was built by two hundred workers from the town. "
    "“We are proud of what they did,” she said then."
)
SECOND = (
    "The old bridge has never been opened to heavy trucks. "
    "People in the town don’t want to wait any longer. "
    "Kofi Annan crossed it in 1998 with his three sons."
)
ARTICLE = f"{FIRST}\n\n{SECOND}\n"


def style(text):
    return read_style(Text(plain_document(text, "a.txt")))


def test_the_figures_of_a_small_text_are_those_that_were_counted_by_hand():
    found = style(ARTICLE)
    assert (found.words, found.sentences, found.paragraphs) == (60, 6, 2)
    assert (found.sentence_mean, found.sentence_median, found.sentence_longest) == (10, 10, 10)
    assert (found.paragraph_words, found.paragraph_sentences) == (30, 3)
    assert found.passive == pytest.approx(2 / 6, abs=1e-4)  # built, opened
    assert found.quoted == pytest.approx(7 / 60, abs=1e-4)  # we are proud of what they did
    assert found.names == pytest.approx(2 / 60, abs=1e-4)  # Kofi Annan
    assert found.numbers == pytest.approx(4 / 60, abs=1e-4)  # two hundred, 1998, three


def test_sentences_of_different_lengths_have_a_mean_a_median_and_a_longest():
    found = style("The rain fell. The wind blew hard all day. She went home early.")
    assert (found.sentence_mean, found.sentence_median, found.sentence_longest) == (4.3333, 4, 6)


def test_only_running_paragraphs_count():
    framed = (
        "# Bridge opens after years of delay\n\n"
        f"{FIRST}\n\n## What comes next\n\n{SECOND}\n\n"
        "- trucks from March\n- buses from May\n\n```\nprint('It was opened by a machine')\n```\n"
    )
    read = read_style(Text(markdown_document(framed, "a.md")))
    assert read == style(ARTICLE)


@pytest.mark.parametrize(
    "text",
    ["", "\n\n\n", "“”", "…", "–" * 500, "#" * 500, "\0", "\ud800", "- - - -"],
)
def test_a_text_without_words_has_no_figures(text):
    found = style(text)
    assert (found.words, found.sentences) == (0, 0)
    assert found.sentence_mean is found.sentence_longest is found.passive is None
    assert found.paragraph_words is found.variety is found.ari is None


def test_a_short_text_has_lengths_and_nothing_that_takes_more():
    found = style("The mayor opened the bridge. It rained all day in the town.")
    assert (found.words, found.sentence_mean) == (12, 6)
    shares = (found.passive, found.quoted, found.names, found.numbers, found.variety)
    assert (*shares, found.ari, found.coleman_liau) == (None,) * 7


@pytest.mark.parametrize(
    "text", ["٣ " * 200, "汉字 " * 200, "a" * 9000, "n't " * 500, "was " * 900]
)
def test_what_is_no_prose_is_measured_all_the_same(text):
    assert style(text).words > 0


def test_a_text_twice_as_long_has_the_same_shares():
    once, twice = style(ARTICLE), style(f"{ARTICLE}\n{ARTICLE}")
    assert twice.words == 2 * once.words
    for name in ("sentence_mean", "paragraph_words", "passive", "quoted", "names", "numbers"):
        assert getattr(twice, name) == getattr(once, name)


def test_grades_are_those_of_the_formulas():
    # Six words and seventeen letters a sentence; with the full stop eighteen characters for ARI.
    found = style("The cat sat on the mat. " * 20)
    assert found.ari == pytest.approx(4.71 * 18 / 6 + 0.5 * 6 - 21.43, abs=0.01)
    letters, sentences = 100 * 17 / 6, 100 / 6
    assert found.coleman_liau == pytest.approx(0.058 * letters - 0.296 * sentences - 15.8, abs=0.01)


def test_without_textstat_there_are_no_grades_and_all_else_is_there(monkeypatch):
    text = ARTICLE * 2
    with_grades = style(text)
    monkeypatch.setattr(Extra, "is_installed", False)
    reading._can_grade.cache_clear()
    try:
        without = style(text)
    finally:
        reading._can_grade.cache_clear()
    assert (without.ari, without.coleman_liau) == (None, None)
    assert (without.words, without.variety) == (with_grades.words, with_grades.variety)
    assert with_grades.ari is not None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The man was arrested on Monday.", True),
        ("The bridge has been closed by the police.", True),
        ("The plan is being discussed in Lagos.", True),
        ("They were not told about the plan.", True),
        ("The road was quickly and quietly repaired.", False),  # "and" ends the search: a miss
        ("He got arrested on Monday.", True),
        ("The police arrested the man on Monday.", False),
        ("She has resigned.", False),
        ("The children are playing in the garden.", False),
        ("The money is gone.", False),
        ("She’s taken the train to Lagos.", False),
        ("The town was empty, and the mayor had left.", False),
    ],
)
def test_the_passive_is_told_by_auxiliary_and_participle(sentence, expected):
    (read,) = Text(plain_document(sentence, "a.txt")).sentences
    assert is_passive(read.tokens) is expected


@pytest.mark.parametrize(
    ("words", "window", "expected"),
    [
        ("a b a c", 2, 1.0),  # ab ba ac
        ("a a b", 2, 0.75),  # aa ab
        ("a b a c a", 3, 7 / 9),  # aba bac aca: 2, 3 and 2 of 3
        ("a b c", 3, 1.0),
        ("a b", 3, None),
        ("", 1, None),
    ],
)
def test_variety_is_the_mean_of_all_windows(words, window, expected):
    found = moving_average_variety(words.split(), window)
    assert found == (None if expected is None else pytest.approx(expected))


def test_variety_hardly_changes_with_length():
    words = [f"w{(number * number) % 157}" for number in range(1000)]
    short, long = (moving_average_variety(words * times, 100) for times in (1, 8))
    assert long == pytest.approx(short, abs=0.01)


def measured(text):
    read = Text(plain_document(text, "a.txt"))
    assert read.sentences
    began = time.process_time()
    read_style(read)
    return time.process_time() - began


@pytest.mark.parametrize("piece", [ARTICLE, "'s", "was not ", "“a” "])
def test_the_time_grows_with_the_length_alone(piece):
    small = 20_000 // len(piece)
    measured(piece * small)
    shorter = min(measured(piece * small) for _ in range(2))
    # Eight times the text takes eight times the time; sixty-four times it would be by the square.
    assert measured(piece * small * 8) < 24 * shorter + 0.2
