"""What is usual at a desk, and what is told as unlike it."""

import pytest

from lintnews.document.plain import plain_document
from lintnews.language.text import Text
from lintnews.style.article import Style, Usual
from lintnews.style.figures import FIGURES, FigureName
from lintnews.style.reading import read_style
from lintnews.style.usual import read_unusual, robust_score, told, usual_of

NOTHING = read_style(Text(plain_document("", "a.txt")))
# From 10 to 39: the median is 24.5, half of the distances from it are 7.5 or less.
THIRTY = list(range(10, 40))


def article(words=400, **figures):
    known = {field: getattr(NOTHING, field) for field in NOTHING.__struct_fields__}
    return Style(**{**known, "words": words, **figures})


def test_what_is_usual_is_the_median_its_deviation_and_the_middle():
    usual = usual_of(THIRTY)
    assert (usual.articles, usual.median, usual.mad) == (30, 24.5, 7.5)
    assert (usual.low, usual.high) == (11.45, 37.55)  # a twentieth of 29 steps from either end


def test_too_few_articles_say_nothing():
    assert usual_of(THIRTY[:29]) is None
    assert usual_of([*THIRTY[:29], None, None]) is None
    assert usual_of([]) is None


def test_articles_without_the_figure_do_not_count():
    assert usual_of([None, *THIRTY, None]) == usual_of(THIRTY)


def test_the_score_is_robust():
    assert robust_score(70, usual_of(THIRTY)) == pytest.approx(0.6745 * 45.5 / 7.5)
    # A thousand-fold article moves mean and deviation out of sight, and the score hardly at all.
    wild = usual_of([*THIRTY[:29], 39_000])
    assert robust_score(70, wild) == pytest.approx(robust_score(70, usual_of(THIRTY)), rel=0.1)


def test_where_most_articles_have_the_same_figure_nothing_is_far_from_it():
    usual = usual_of([0.0] * 29 + [0.5])
    assert robust_score(0.9, usual) is None
    assert read_unusual(article(quoted=0.9), {FigureName.QUOTED: usual}) == ()


def test_an_unusual_figure_is_told_with_the_range_of_the_desk():
    (found,) = read_unusual(article(sentence_mean=70), {FigureName.SENTENCE_MEAN: usual_of(THIRTY)})
    assert (found.figure, found.value, found.score) == ("sentence_mean", 70, 4.09)
    assert found.said == "its sentences have 70 words on average; the desk's have 11 to 38"


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        ({"sentence_mean": 60}, "3.19 is below the limit"),
        ({"sentence_mean": 24.5}, "it is the median"),
        ({"sentence_mean": None}, "it has no such figure"),
        ({"sentence_mean": 70, "words": 99}, "it is too short to be compared"),
        ({"sentence_longest": 70}, "the figure is none that is compared"),
    ],
)
def test_nothing_is_told(figures, reason):
    desk = dict.fromkeys(FigureName, usual_of(THIRTY))
    assert read_unusual(article(**figures), desk) == (), reason


def test_what_is_far_from_the_median_but_inside_the_range_is_not_told():
    wide = Usual(articles=40, median=20, mad=1, low=18, high=50)
    assert read_unusual(article(sentence_mean=45), {FigureName.SENTENCE_MEAN: wide}) == ()


def test_the_most_unusual_comes_first_and_what_follows_from_others_is_left_out():
    desk = dict.fromkeys(FigureName, usual_of(THIRTY))
    odd = article(sentence_mean=80, paragraph_words=99, ari=75, names=300, numbers=0.5)
    found = read_unusual(odd, desk)
    assert [one.figure for one in found] == ["names", "paragraph_words", "sentence_mean", "ari"]
    assert told(found[1:]) == (
        "its paragraphs have 99 words on average; the desk's have 11 to 38. "
        "Its sentences have 80 words on average; the desk's have 11 to 38"
    )
    # Long sentences make a high grade: that it is one is nothing new.
    assert "school" not in told(found)
    assert told(found[3:]).startswith("it needs 75 years of school (ARI)")


def test_no_more_than_three_are_told():
    desk = dict.fromkeys(FigureName, usual_of(THIRTY))
    odd = article(sentence_mean=80, paragraph_words=99, names=300, numbers=200)
    assert len(read_unusual(odd, desk)) == 4
    assert told(read_unusual(odd, desk)).count(";") == 3


def test_a_figure_and_the_range_never_read_the_same():
    near = Usual(articles=40, median=37, mad=0.01, low=36.9, high=37.4)
    (found,) = read_unusual(article(sentence_mean=37.49), {FigureName.SENTENCE_MEAN: near})
    assert "have 37.5 words on average; the desk's have 36.9 to 37.4" in found.said
    share = Usual(articles=40, median=0.1, mad=0.001, low=0.09, high=0.111)
    (found,) = read_unusual(article(passive=0.114), {FigureName.PASSIVE: share})
    assert found.said.startswith("11.4% of its sentences")


def test_every_figure_of_a_style_but_the_counts_has_words():
    counts = {"words", "sentences", "paragraphs"}
    assert set(Style.__struct_fields__) - counts == set(FIGURES) == set(FigureName)
