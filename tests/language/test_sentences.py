"""The sentence splitter, on whole and on broken sentences."""

import time

import pytest

from lintnews.language.sentences import split_sentences


def split(text):
    return [text[start:end] for start, end in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["He left.", "She stayed."],
        ["There are severe shortages.", "facing the wrath of On Monday, Biden authorized it."],
        ["It ended in the West Bank.", "are doing.", "His government is divided."],
        ["He met Mr. Smith and Gen. Jones of Acme Inc. in Geneva.", "They talked."],
        ["The U.S. Senate voted.", "The U.N. did not."],
        ["He lives in the U.S.", "The rest stayed."],
        ["J. K. Rowling and John F. Kennedy Jr. were there."],
        ["It opens at 10 a.m. on Monday.", "It closes at 3 p.m."],
        ["“Why now?” he asked.", "“Wait!” she cried."],
        ["She said: “No.”", "Then she left."],
        ["“I expected the president to act,” he added.", "“He did not.”"],
        ["Prices rose 3.5 percent.", "They fell by 14,092.", "did."],
        ["Shares of Yahoo! rose."],
        ["Is it true?", "It is!", "Really?!"],
        ["The result was clear. [2]", "Fillmore agreed."],
        ["It was … well … a surprise.", "Nobody knew …", "The end came."],
        ["(It rained.)", "They stayed in (as they do in the U.S.) and slept."],
        ["He reached No. 10 on Aug. 3 with Lt. Col. Brown."],
        ["“We are creating a situation where we can criticize.” . “And if he joins, he wins.”"],
        ['I want a club that is higher than the top. "', "Among them is one."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences):
    assert split(" ".join(sentences)) == sentences


def test_offsets_are_those_of_the_whole_prose():
    prose = "Headline\nOne. Two."
    assert split_sentences(prose, 9, len(prose)) == [(9, 13), (14, 18)]


def test_blank_stretch_has_no_sentence():
    assert split_sentences("  \n ", 0, 4) == []


@pytest.mark.parametrize("unit", [".", ". ", "! ", "a. ", "U.S. ", '." ', "… ", ".[1] ", "x"])
def test_time_grows_with_length_only(unit):
    def seconds(length):
        text = unit * (length // len(unit))
        begin = time.process_time()
        split_sentences(text, 0, len(text))
        return time.process_time() - begin

    seconds(1000)
    assert seconds(400_000) < 12 * max(seconds(100_000), 0.005)
