"""What differs between two texts."""

import random
import time

import pytest

from lintnews.queue.work.comparing import MOST_PARAGRAPHS, as_it_came, compare, folded

MILLION = 1_000_000


def rows(old, new):
    """The rows in short: the kind, what was removed and what was added."""
    first, second = as_it_came(old), as_it_came(new)
    return [
        (row.kind, [old[slice(*at)] for at in row.removed], [new[slice(*at)] for at in row.added])
        for row in compare(first, second)
    ]


def covered(old, new):
    """Each paragraph of both sides stands in one row, in order."""
    first, second = folded(as_it_came(old)), folded(as_it_came(new))
    found = compare(first, second)
    assert [row.old for row in found if row.old is not None] == list(range(len(first.blocks)))
    assert [row.new for row in found if row.new is not None] == list(range(len(second.blocks)))
    return found


def test_a_word_that_was_mended_is_all_that_differs():
    assert rows(
        "He went to the the house.\nShe saw a man.", "He went to the house.\nShe saw a man."
    ) == [("changed", ["the "], []), ("same", [], [])]


def test_several_words():
    assert rows("The old man left on Monday.", "The young man came on Monday.") == [
        ("changed", ["old", "left"], ["young", "came"])
    ]


def test_a_paragraph_that_came_and_one_that_went():
    assert rows("One is here.\nTwo stays.", "Two stays.\nThree is new here now.") == [
        ("removed", ["One is here."], []),
        ("same", [], []),
        ("added", [], ["Three is new here now."]),
    ]


def test_the_paragraph_that_belongs_to_another_is_found_among_others():
    old = "Talks failed in Geneva on Monday, the envoy said.\nIt rained."
    new = "Nothing of that was known before.\nTalks failed in Geneva on Tuesday, the envoy said."
    assert rows(old, new) == [
        ("added", [], ["Nothing of that was known before."]),
        ("changed", ["Monday"], ["Tuesday"]),
        ("removed", ["It rained."], []),
    ]


def test_two_paragraphs_that_share_small_words_only_do_not_belong_together():
    found = rows("The end of the war is near.", "The price of oil rose in May and fell.")
    assert [kind for kind, _, _ in found] == ["removed", "added"]


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("", "", []),
        ("", "One.", ["added"]),
        ("One.", "", ["removed"]),
        ("One.\n\n\nTwo.", "One.\nTwo.", ["same", "same"]),
        ("a  b c", "a b c", ["changed"]),
        ("𝒜 b c d", "𝒜 b c e", ["changed"]),
    ],
)
def test_small_texts(old, new, kinds):
    assert [row.kind for row in covered(old, new)] == kinds


def test_places_count_code_points():
    assert rows("𝒜𝒷 says \U0001f600 to her", "𝒜𝒷 says \U0001f601 to her") == [
        ("changed", ["\U0001f600"], ["\U0001f601"])
    ]


def test_a_line_end_within_a_paragraph_is_no_difference():
    from lintnews.document.article import Article
    from lintnews.document.document import Block, BlockKind

    texts = ("He went\nto Rome.", "He went to\r\nRome.")
    articles = [Article(text, (Block(BlockKind.PARAGRAPH, 0, len(text), 0),), ()) for text in texts]
    assert [row.kind for row in compare(*articles)] == ["same"]


def test_the_rest_of_a_text_of_too_many_paragraphs_is_one():
    text = "a\n" * (MOST_PARAGRAPHS + 5)
    article = as_it_came(text)
    assert len(article.blocks) == MOST_PARAGRAPHS
    assert article.blocks[-1].end == len(text) - 1
    many = article._replace(blocks=article.blocks * 2)
    assert len(folded(many).blocks) == MOST_PARAGRAPHS


def binary(end):
    chance = random.Random(5)
    letters = chance.choices("ab", k=2 * MILLION)
    return (f"{end}".join(letters[:MILLION]), f"{end}".join(letters[MILLION:]))


def paragraphs(first, end="\n"):
    words = random.Random(first).choices(range(5000), k=360_000)
    return end.join(
        " ".join(f"{first}{word}" for word in words[at : at + 60])
        for at in range(0, len(words), 60)
    )


LONG = {
    "nothing in common": lambda: (paragraphs("a"), paragraphs("b")),
    "one paragraph": lambda: (paragraphs("a", " "), paragraphs("a", " ")[::-1]),
    "one letter to a line": lambda: binary("\n"),
    "one letter to a word": lambda: binary(" "),
    "a word in many paragraphs": lambda: (
        paragraphs("a"),
        paragraphs("a").replace(" a1", " b1"),
    ),
}


@pytest.mark.parametrize("name", LONG)
def test_the_longest_texts_take_seconds_at_most(name):
    old, new = LONG[name]()
    began = time.process_time()
    covered(old, new)
    assert time.process_time() - began < 15
