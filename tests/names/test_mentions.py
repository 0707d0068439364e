"""Mentions: where a text names somebody or something, and what is no name."""

import pytest

from lintnews.document.plain import plain_document
from lintnews.language.text import Text
from lintnews.names.mentions import read_mentions


def mentions(text):
    """The names of a text as they stand in it, in order."""
    read = read_mentions(Text(plain_document(text, "a.txt")))
    return [text[mention.start : mention.end] for mention in read.names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Daniel Kurtzer and Alon Pinkas.", ["Daniel Kurtzer", "Alon Pinkas"]),
        ("We met Osama bin Laden there.", ["Osama bin Laden"]),
        ("We met Ursula von der Leyen there.", ["Ursula von der Leyen"]),
        ("We met Abdel Fattah el-Sisi there.", ["Abdel Fattah el-Sisi"]),
        ("We met J. K. Rowling there.", ["J. K. Rowling"]),
        ("We met Jean-Claude Juncker there.", ["Jean-Claude Juncker"]),
        ("We met Sinéad O’Connor there.", ["Sinéad O’Connor"]),
    ],
)
def test_a_name_is_a_run_of_capitalised_words_and_particles(text, expected):
    assert mentions(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Defense Minister Yoav Gallant there.", ["Yoav Gallant"]),
        ("We met Mr. Kurtzer there.", ["Kurtzer"]),
        ("We met Daniel Kurtzer's wife and Pinkas’ son.", ["Daniel Kurtzer", "Pinkas"]),
        ("We met Martin Luther King Jr. there.", ["Martin Luther King"]),
    ],
)
def test_titles_endings_and_suffixes_are_no_part_of_a_name(text, expected):
    assert mentions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "However, the talks went on.",
        "Yesterday the Israelis and the Iranian side met on Monday.",
        "The UN and NATO agreed.",
        "See Rafah@example.com, #Rafah, @Rafah and www.Rafah.org.",
        "See PeaceCorps.gov for more.",
        "They speak Wolof and Yoruba.",
    ],
)
def test_what_is_no_name(text):
    assert mentions(text) == []


def test_a_country_before_the_united_states_keeps_its_own_letters():
    assert mentions("They signed the Spain-U.S. pact.")[0] == "Spain"


def test_a_title_is_kept_and_a_courtesy_title_is_not():
    text = "We met Senator Miller and Professor Miller."
    first, second = read_mentions(Text(plain_document(text, "a.txt"))).names
    assert (first.titles, second.titles) == (("Senator",), ())


def test_an_article_before_two_words_makes_a_thing():
    text = "He left the Golden Gate with Daniel Kurtzer for the Senate Committee."
    things = [m.thing for m in read_mentions(Text(plain_document(text, "a.txt"))).names]
    assert things[:2] == [True, False]


def test_a_name_goes_on_in_the_next_line_of_a_wrapped_text():
    text = (
        "In the end all who had been there were of\n"
        "one mind with the ambassador, Daniel\r\n"
        "Kurtzer, who had met somebody else once\n"
        "and had been told by everybody who knew Osama\n"
        "bin Laden what was wanted of them in those\n"
        "days, or so he said in the evening.\n"
    )
    assert mentions(text) == ["Daniel\r\nKurtzer", "Osama\nbin Laden"]
