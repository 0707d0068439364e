"""The roles of quotation marks, their pairing, and the stretches of speech."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.document.plain import plain_document
from lintnews.language.quotations import MarkRole, read_quotations


def read(text):
    return read_quotations(plain_document(text, "a.txt"))


def roles(text):
    """The marks with their roles, apostrophes left out, as "“open ”close"."""
    return [
        (text[mark.start : mark.end], mark.role.value)
        for mark in read(text).marks
        if mark.role is not MarkRole.APOSTROPHE
    ]


def speech(text):
    return [text[start:end] for start, end in read(text).speech]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("“No,” he said. “Never.”", ["“No,”", "“Never.”"]),
        ('"No," he said. "Never."', ['"No,"', '"Never."']),
        ("'No,' he said. 'It isn't so.'", ["'No,'", "'It isn't so.'"]),
        ("‘The workers’ rights don’t count,’ he said.", ["‘The workers’ rights don’t count,’"]),
        ("“He told me ‘go’ and I went,” she said.", ["“He told me ‘go’ and I went,”"]),
        ("He wrote „Das war gut“ to her.", ["„Das war gut“"]),
        ("The paper «Le Monde» and »Die Zeit« fell.", ["«Le Monde»", "»Die Zeit«"]),
        ("He wrote ``no'' and left.", ["``no''"]),
        ('Above all "hope" (so "they" say): "win".', ['"hope"', '"they"', '"win"']),
        ("He said—“at last”—that it was over.", ["“at last”"]),
        ("He is 6'2\" tall, she 5'10\".", []),
        ("The ’90s, rock ’n’ roll, O’Brien and Israel’s workers’ day.", []),
        ("Get 'em, 'twas the '90s, and the boys' dogs' bowls.", []),
    ],
)
def test_speech_is_what_stands_between_marks(text, spoken):
    assert speech(text) == spoken


def test_a_quotation_over_paragraphs_is_opened_anew_and_closed_once():
    text = "He said: “The war began.\n“It went on.\n“It ended,” he said."
    assert roles(text) == [
        ("“", "open"),
        ("“", "reopen"),
        ("“", "reopen"),
        ("”", "close"),
    ]
    assert speech(text) == ["“The war began.", "“It went on.", "“It ended,”"]


def test_a_quotation_that_opens_anew_and_then_ends_nowhere_is_stray():
    assert roles("“The war began.\n“It went on.\nThen he left.") == [
        ("“", "open"),
        ("“", "stray"),
    ]


def test_mates_in_different_paragraphs_are_stray_but_know_each_other():
    first, second = read("“The war began.\nIt ended,” he said.").marks
    assert (first.role, second.role) == (MarkRole.STRAY, MarkRole.STRAY)
    assert (first.mate, second.mate) == (1, 0)


def test_a_line_that_breaks_off_in_mid_sentence_does_not_part_the_mates():
    assert roles("He said the war “which began in\nMarch” was over.") == [
        ("“", "open"),
        ("”", "close"),
    ]


def test_the_place_of_a_mark_counts_for_more_than_its_shape():
    assert roles("“It does not work,“ he said.") == [("“", "open"), ("“", "close")]
    assert roles("The president called” forces “to vote.") == [("”", "stray"), ("“", "stray")]
    faces = [mark.opens for mark in read("The president called” forces “to vote.").marks]
    assert faces == [False, True]


def test_a_straight_mark_after_a_space_closes_what_is_open():
    assert roles('"I want a better club than the top. "') == [('"', "open"), ('"', "close")]


def test_a_mark_without_mate_is_stray_and_says_which_way_it_faces():
    marks = read("A,” he said. “B,” he said. “C, he said.").marks
    assert [mark.role.value for mark in marks] == ["stray", "open", "close", "stray"]
    assert [mark.opens for mark in marks] == [False, True, False, True]


def test_marks_of_unlike_kinds_pair_when_both_lost_their_mates():
    assert roles("“The talks were good,’ she said.") == [("“", "open"), ("’", "close")]
    assert roles("“The work in Rafah.'' He left.") == [("“", "open"), ("''", "close")]


def test_inches_are_no_quotation_unless_one_is_open():
    assert roles('A 12" record.') == [('"', "prime")]
    assert roles('He read "Catch 22" twice.') == [('"', "open"), ('"', "close")]


def test_cover_includes_the_marks_and_nothing_outside():
    text = "He said “no” twice."
    quotations = read(text)
    covered = "".join(c for at, c in enumerate(text) if quotations.cover(at))
    assert covered == "“no”"


@given(st.text(alphabet="ab .,\n\"'“”‘’„«»`(-1s", max_size=60))
def test_marks_are_in_order_and_mates_point_at_each_other(text):
    quotations = read(text)
    ends = [0]
    for index, mark in enumerate(quotations.marks):
        assert ends[-1] <= mark.start < mark.end <= len(text)
        ends.append(mark.end)
        if mark.mate is not None:
            assert quotations.marks[mark.mate].mate == index
            assert mark.opens == (mark.mate > index)
    flat = [offset for span in quotations.speech for offset in span]
    assert flat == sorted(flat)
