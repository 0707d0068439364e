"""The English of a text: which variety its words show."""

import pytest

from lintnews.document.plain import plain_document
from lintnews.language.english import chosen_variety, read_variety, varieties
from lintnews.language.spelling import Standard, spellings
from lintnews.language.text import Text


def reading(text, given=None):
    """The code of the variety, and the words that show it."""
    document = plain_document(text, "a.txt")
    read = read_variety(Text(document, given=given or {}))
    return (read.variety.code if read.variety else None), read.evidence


@pytest.mark.parametrize(
    ("text", "code", "evidence"),
    [
        (
            "The neighbours went to the theatre in the centre of town.",
            "en-GB",
            ("centre", "neighbours"),
        ),
        (
            "They favored a bridge in the center of town, and traveled there.",
            "en-US",
            ("center", "favored", "traveled"),
        ),
        (
            "The scheme costs two lakh rupees a village, and ten crore in all.",
            "en-IN",
            ("crore", "lakh"),
        ),
        (
            "The bushfire burned two utes. Superannuation pays for the damage to the centre.",
            "en-AU",
            ("bushfire", "centre", "superannuation", "utes"),
        ),
        (
            "The taoiseach met the tánaiste while a garda waited.",
            "en-IE",
            ("garda", "taoiseach", "tánaiste"),
        ),
        ("The iwi met at the marae.", "en-NZ", ("iwi", "marae")),
        ("A bakkie stopped at the shebeen.", "en-ZA", ("bakkie", "shebeen")),
        (
            "The neighbours analyzed the colour of a tire at the curb of the town centre, and the "
            "aluminum was grey.",
            "en-CA",
            ("aluminum", "analyzed", "centre", "colour", "neighbours"),
        ),
    ],
)
def test_the_words_of_a_text_show_its_variety(text, code, evidence):
    assert reading(text) == (code, evidence)


@pytest.mark.parametrize(
    "text",
    [
        "The minister spoke on Monday. Nobody believed her.",
        "The colour of the door was red.",
        "The neighbours favored a bridge in the centre, and traveled there.",
        "“The neighbours are in the centre, in favour of it,” she said.",
        "The Labour Party met at the Lincoln Centre.",
        "The garda met his friends.",
        "A bushfire came near the town, as other bushfires had done.",
    ],
)
def test_too_little_or_contradictory_evidence_shows_none(text):
    assert reading(text) == (None, ())


def test_oxford_spelling_is_british():
    text = "They organized a march in the town centre. The neighbours realized it was in favour."
    assert reading(text)[0] == "en-GB"


def test_one_word_of_another_variety_is_outvoted():
    text = "The neighbours were in favour of a centre for jewellery, and cheered the color."
    assert reading(text) == ("en-GB", ("centre", "favour", "jewellery", "neighbours"))


def test_what_is_chosen_counts_whatever_the_words_show():
    text = "They favored a bridge in the center of town."
    assert reading(text, {chosen_variety: "en-GB"}) == ("en-GB", ())


def test_every_family_that_a_variety_names_exists():
    families = {spelling.family.name for spelling in spellings("spelling-varieties").values()}
    for variety in varieties().values():
        assert variety.american | variety.either <= families, variety.code
        assert not variety.american & variety.either, variety.code


def test_no_mark_stands_for_two_varieties():
    marks = [mark for variety in varieties().values() for mark in variety.marks]
    assert len(marks) == len(set(marks))


@pytest.mark.parametrize(
    ("code", "word", "expected"),
    [
        ("en-US", "colour", Standard.AMERICAN),
        ("en-GB", "colour", Standard.BRITISH),
        ("en-CA", "colour", Standard.BRITISH),
        ("en-CA", "analyse", Standard.AMERICAN),
        ("en-GB", "organise", None),
        ("en-US", "organise", Standard.AMERICAN),
        ("en-AU", "sulphur", None),
        ("en-US", "theatre", None),
        ("en-IN", "centre", Standard.BRITISH),
    ],
)
def test_a_variety_expects_its_own_spelling(code, word, expected):
    family = spellings("spelling-varieties")[word].family
    assert varieties()[code].expects(family) is expected
