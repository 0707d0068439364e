"""The tagger, on sentences whose tags leave no room for opinion."""

from __future__ import annotations

import re
import time

import pytest

from lintnews.language.tagger import load_tagger
from lintnews.language.tokens import tokenize

# A word is followed by /TAG where its tag is certain; /TAG! says that it is a finite verb too,
# and every other marked word is surely none.
SENTENCES = [
    "The/DT president/NN signed/VBD! the/DT bill/NN on/IN Monday/NNP ./.",
    "The/DT bill signed/VBN by/IN the president became/VBD! law/NN .",
    "She/PRP has/VBZ! signed/VBN three/CD bills/NNS this/DT week .",
    "Workers/NNS were/VBD! told/VBN to/TO leave/VB the building .",
    "He told/VBD! reporters/NNS that he would/MD! resign/VB .",
    "She said/VBD! that/IN the talks/NNS would/MD! go/VB on .",
    "They/PRP are/VBP! negotiating/VBG a new/JJ deal/NN .",
    "Negotiating/VBG a deal takes/VBZ! time/NN .",
    "Prices/NNS rise/VBP! when supplies/NNS fall/VBP! .",
    "Read/VB! the/DT full story here/RB .",
    "Stop/VB! the car/NN now/RB !/.",
    "Please send/VB! us/PRP your/PRP$ photos/NNS .",
    "John/NNP Smith/NNP 's/POS wife/NN is/VBZ! a/DT doctor .",
    "It/PRP 's/VBZ! raining/VBG in/IN Paris/NNP .",
    "He 's/VBZ! been/VBN arrested/VBN twice/RB .",
    "The far-right/JJ party/NN won/VBD! two-thirds/NNS of the seats .",
    "A five-year-old/JJ boy/NN was/VBD! found/VBN alive/JJ .",
    "Unemployment/NN fell/VBD! to 3.5/CD %/NN in March/NNP .",
    "are/VBP! doing/VBG ./.",
    "is/VBZ! a/DT serious/JJ issue/NN .",
    "facing/VBG the/DT wrath/NN of/IN On Monday , Biden/NNP authorized/VBD! the release .",
    "was/VBD! released/VBN from/IN prison/NN .",
    "said/VBD! the/DT minister/NN .",
    "after/IN the/DT storm/NN hit/VBD! the coast .",
    "“/`` We/PRP will/MD! not/RB surrender/VB ,/, ”/'' he said/VBD! .",
    "The ministry/NN , which/WDT runs/VBZ! the schools/NNS , declined/VBD! to comment/VB .",
    "People/NNS who/WP live/VBP! here want/VBP! answers/NNS .",
    "More/JJR than/IN 200/CD people died/VBD! .",
    "Oil/NN prices/NNS have/VBP! risen/VBN sharply/RB .",
    "Zbrxtan/NNP Qolvek/NNP visited/VBD! Kraznograd/NNP on Tuesday .",
    "Officials/NNS in/IN Tripoli/NNP confirmed/VBD! the/DT deaths/NNS .",
    "The company/NN expects/VBZ! sales/NNS to grow/VB .",
    "There/EX were/VBD! no/DT survivors/NNS .",
    "If/IN he wins/VBZ! , he can/MD! not/RB stay/VB .",
    "The/DT largest/JJS bank/NN in the country/NN",
    "A/DT growing/VBG number/NN of/IN refugees/NNS",
    "According/VBG to/IN the report/NN , nobody/NN was/VBD! hurt .",
    "Mr./NNP Smith/NNP denies/VBZ! the charges/NNS .",
    "Their/PRP$ lawyers/NNS were/VBD! n't/RB present/JJ .",
    "Why/WRB did/VBD! they/PRP leave/VB ?",
    "The law/NN , passed last year/NN , bans/VBZ! smoking in bars/NNS .",
]
# What it gets wrong: verbs that look like the nouns and adjectives that often stand there.
MISSES = [
    "The price/NN rise/NN surprised/VBD! economists/NNS .",
    "Do/VB! n't/RB open/VB the door/NN .",
    "Why/WRB did/VBD! the talks/NNS fail/VB ?",
    "The new/JJ law/NN , passed/VBN in/IN 2019/CD , bans/VBZ! alcohol/NN .",
]
MARKED = re.compile(r"(.+?)/([A-Z`'.,$]+)(!?)\Z")


def read(sentence: str) -> tuple[list[str], dict[int, tuple[str, bool]]]:
    forms, known = [], {}
    for index, word in enumerate(sentence.split()):
        marked = MARKED.match(word)
        forms.append(marked[1] if marked else word)
        if marked:
            known[index] = (marked[2], bool(marked[3]))
    return forms, known


@pytest.mark.parametrize(
    "sentence",
    [*SENTENCES, *(pytest.param(sentence, marks=pytest.mark.xfail) for sentence in MISSES)],
)
def test_certain_words_get_their_tags(sentence: str) -> None:
    forms, known = read(sentence)
    (tagging,) = load_tagger().tag([forms])
    wrong = [
        (forms[index], tagging.tags[index], round(tagging.finite[index], 2))
        for index, (tag, finite) in known.items()
        if tagging.tags[index] != tag or (tagging.finite[index] >= 0.5) != finite
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("headline", "verb"),
    [
        ("Court Rejects Appeal by Oil Company", 1),
        ("Earthquake Kills 20 in Turkey", 1),
        ("Oil Prices Fall as Demand Slows", 2),
        ("POLICE KILL GUNMAN IN PARIS", 1),
        pytest.param("Minister Resigns After Vote", 1, marks=pytest.mark.xfail),
        pytest.param("POLICE ARREST TWO MEN", 1, marks=pytest.mark.xfail),
    ],
)
def test_headlines_have_their_verb(headline: str, verb: int) -> None:
    (tagging,) = load_tagger().tag([headline.split()])
    assert tagging.finite[verb] >= 0.5


def test_curly_and_straight_marks_are_read_alike() -> None:
    straight = ["He", "does", "n't", "know", "whose", "dog", "that", "'s", "."]
    curly = [form.replace("'", "’") for form in straight]
    first, second = load_tagger().tag([straight, curly])
    assert first.tags == second.tags


def test_a_sentence_does_not_depend_on_its_company() -> None:
    tagger = load_tagger()
    forms = [read(sentence)[0] for sentence in SENTENCES]
    together = tagger.tag(forms)
    assert together == [tagger.tag([sentence])[0] for sentence in forms]
    assert together == tagger.tag(forms[::-1])[::-1]
    assert together == tagger.tag(forms * 40)[: len(forms)]


def test_each_token_gets_a_tag_and_a_probability() -> None:
    sentences = [[], ["Yes"], [], ["\u0301", "😀", "\x00", "a" * 10_000, "\ud800"]]
    taggings = load_tagger().tag(sentences)
    assert [len(tagging.tags) for tagging in taggings] == [0, 1, 0, 5]
    assert all(0 <= chance <= 1.0001 for tagging in taggings for chance in tagging.finite)
    assert load_tagger().tag([]) == []


def test_more_forms_than_are_kept_change_nothing() -> None:
    tagger = load_tagger()
    before = tagger.tag([["The", "president", "spoke", "."]])
    tagger.tag(
        [[f"word{number}" for number in range(start, start + 30)] for start in range(0, 45_000, 30)]
    )
    assert tagger.tag([["The", "president", "spoke", "."]]) == before


def test_a_very_long_sentence_is_read_in_proportion_and_as_if_in_one_piece() -> None:
    tagger = load_tagger()
    forms = read(SENTENCES[0])[0]
    started = time.process_time()
    (tagging,) = tagger.tag([forms * 10_000])
    assert time.process_time() - started < 10
    middle = len(forms) * 5_000
    once = tagging.tags[middle : middle + len(forms)]
    assert tagging.tags[len(forms) : -len(forms)] == once * 9_998


def test_text_goes_through_the_tokenizer_into_the_tagger() -> None:
    text = "He can’t say what’s next."
    (tagging,) = load_tagger().tag([[text[start:end] for start, end in tokenize(text)]])
    assert tagging.tags == ["PRP", "MD", "RB", "VB", "WP", "VBZ", "JJ", "."]
