"""Variants: which spellings are one name, on what evidence, and which one is doubted."""

import random
import time

import pytest

from lintnews.document.plain import plain_document
from lintnews.language.text import Text
from lintnews.names.related import related_words
from lintnews.names.variants import read_variants


def variants(text):
    """Doubted and trusted spelling of every pair."""
    found = read_variants(Text(plain_document(text, "a.txt")))
    return [(pair.first.text, pair.second.text) for pair in found]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("kurtzer", "kurtzers"),
        ("iran", "iranian"),
        ("carpentry", "carpentries"),
        ("novak", "novakova"),
        ("apulia", "apuliae"),
        ("hansson", "hansdottir"),
    ],
)
def test_words_of_one_stem_are_related(first, second):
    assert related_words(first, second)
    assert related_words(second, first)


def test_a_slip_makes_no_related_word():
    assert not related_words("kurtzer", "kurzer")
    assert not related_words("gandhi", "gandhy")


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("We met Daniel Kurtzer there. Then Kurzer left.", ("Kurzer", "Kurtzer")),
        (
            "Then Kurzer said no. We met Daniel Kurtzer there, and Kurtzer left.",
            ("Kurzer", "Kurtzer"),
        ),
        (
            "We met Senator Daniel Kurtzer there. Then Senator Kurzer left.",
            ("Kurzer", "Kurtzer"),
        ),
        (
            "We met Bruno Ostrovsky. Bruno Ostrowsky left. Ostrovsky stayed.",
            ("Ostrowsky", "Ostrovsky"),
        ),
    ],
)
def test_a_near_form_without_a_bearer_of_its_own_is_doubted(text, pair):
    assert variants(text) == [pair]


def test_at_a_tie_none_is_blamed():
    text = "We met Bruno Ostrovsky there. Then Bruno Ostrowsky left."
    (pair,) = read_variants(Text(plain_document(text, "a.txt")))
    assert pair.reason is None


@pytest.mark.parametrize(
    "text",
    [
        "We met Jan Smith there. Tom Smyth left early; Smyth was late, and Smith was not.",
        "We met Hassan Rahimi and his son Hasan Rahmani. Rahmani is not Rahimi.",
        "We met Senator Kurtzer there. Judge Kurzer left.",
        "We met Daniel Kurtzer, Anna Kurtser and Kurzer there.",
        "They went from Niger to Nigeria, and Niger to Niger.",
        "They left Slovakia for Slovenia, and Slovakia lost to Slovakia.",
        "They left Mali for Malawi, and Mali lost to Mali.",
        "They left Gambia for Zambia, and Gambia lost to Gambia.",
        "They left Austria for Australia, and Austria lost to Austria.",
        "They left Colombia for the District of Columbia; Colombia lost to Colombia.",
        "The Iraqi side left Iraq, the Iranian side Iran.",
        "The Office of Personnel hired Anna Personnel for Personal Transport.",
        "Ali Khamenei came. The heirs of Khomeini cheered for Khamenei.",
    ],
)
def test_two_names_stay_two(text):
    assert variants(text) == []


def test_a_crowd_of_names_that_sound_alike_is_read_quickly():
    letters = random.Random(3)
    names = ["K" + "".join(letters.choices("aeiou", k=6)) + "rtzer" for _ in range(3_000)]
    text = "\n".join(f"We met Daniel {name} there." for name in names)
    read = Text(plain_document(text, "a.txt"))
    assert read.sentences
    begin = time.process_time()
    read_variants(read)
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        (
            "We met Mohammed Shadid. The crowd cheered for Muhammad Shadid. Mohammed Shadid left.",
            ("Muhammad", "Mohammed"),
        ),
        (
            "Men of Ansar Ullim fled. Later Ansarollim denied it, and Ansar Ullim struck back.",
            ("Ansarollim", "Ansar Ullim"),
        ),
        (
            "They left Bengazzi. In Bengazzi it rained. Buses left Benghazi for Bengazzi.",
            ("Bengazzi", "Benghazi"),
        ),
        ("Susan Krumpers won. Critics of Krumper jeered.", ("Krumper", "Krumpers")),
    ],
    ids=["forms of a given name", "one word and two", "a name that is known", "a lost s"],
)
def test_what_else_makes_two_spellings_one_name(text, pair):
    assert variants(text) == [pair]


@pytest.mark.parametrize(
    "text",
    [
        "Susan Krumper won. The Krumpers cheered, and the house of the Krumpers was lit.",
        "We met Mohammed Shadid. His brother Mahmoud Shadid left, and Mohammed Shadid stayed.",
        "Mike DeWine spoke. The Dodd-DeWine bill passed, and DeWine was glad.",
        "PyConZa met. Ewa Pińska spoke at PyConZa, and Pińska left.",
        "They met at the Counselor's. Political Counselor Ann Weaver said We're late, said Weaver.",
    ],
)
def test_what_is_made_of_a_name_is_no_other_spelling_of_it(text):
    assert variants(text) == []
