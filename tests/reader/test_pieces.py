import pytest

from lintnews.reader.pieces import SPECIAL, Vocabulary, is_reachable, look_of
from lintnews.reader.second import shipped_vocabulary

PIECES = [*SPECIAL, "talk", "##s", "t", "##a", "a", "un", "##a", "##talk", "'", "zurich", "…"]


def spelled(form):
    return [PIECES[number] for number in Vocabulary(PIECES).pieces(form).numbers]


@pytest.mark.parametrize(
    ("form", "pieces"),
    [
        ("talks", ["talk", "##s"]),
        ("TALKS", ["talk", "##s"]),
        ("ta", ["t", "##a"]),
        ("Zürich", ["zurich"]),
        ("talk's", ["talk", "'", "[UNK]"]),
        ("talky", ["[UNK]"]),
        ("\u0301", ["[UNK]"]),
        ("a" * 1_000_000, ["a", *["##a"] * 11]),
    ],
)
def test_a_form_is_cut_into_the_longest_pieces(form, pieces):
    assert spelled(form) == pieces


def test_a_vocabulary_without_ends_is_refused():
    with pytest.raises(ValueError, match=r"\[SEP\]"):
        Vocabulary(["[UNK]", "[CLS]", "a"])


@pytest.mark.parametrize(
    ("form", "look"),
    [
        ("talks", 1),
        ("Talks", 2),
        ("A", 2),
        ("UN", 3),
        ("McCain", 4),
        ("3rd", 5),
        ("“", 6),
        (".", 7),
    ],
)
def test_a_look_tells_case_and_kind(form, look):
    assert look_of(form) == look


@pytest.mark.parametrize("piece", ["talk", "##s", "##1", "$", "[PAD]"])
def test_pieces_of_words_and_single_marks_are_reachable(piece):
    assert is_reachable(piece)


@pytest.mark.parametrize("piece", ["[unused1]", "##$", "£10", "zürich", "Talk", "##"])
def test_what_no_form_is_cut_into_is_not_reachable(piece):
    assert not is_reachable(piece)


def test_only_reachable_pieces_ship():
    assert [piece for piece in shipped_vocabulary() if not is_reachable(piece)] == []
