"""Text with line breaks at the edge of a page is read as the text without them."""

import textwrap

import pytest

from lintnews.document.plain import plain_document

PARAGRAPHS = [
    "Council votes for new bridge",
    "The council of the town decided on Monday to build a new bridge over the river, after many "
    "years in which the old one was closed for repairs every winter and reopened every spring.",
    "“We have waited for twenty years,” said the mayor, Jane Doe. “Now it will be built, whatever "
    "the province and the engineers say about the ground on the other bank.”",
    "What it costs",
    "It will cost 40 million euros, of which the town pays a quarter. The province has promised "
    "the rest. The old bridge stays open for people on foot and for bicycles.",
    "Work begins in March.",
    "It will be finished in 1,200 days, said the engineer in charge, who has built three bridges "
    "of the kind before, the last of them in 2019 on the coast, and none of them was late.",
]
ITEMS = [
    "- a new bridge of steel and stone, which carries four lanes of traffic and a path for those "
    "who walk",
    "- an old bridge that stays where it is",
    "- a ferry that goes every quarter of an hour until both of them are open and then every hour",
]


def wrapped(paragraphs, width, between, **indents):
    lines = [
        textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False, **indents)
        for text in paragraphs
    ]
    return between.join("\n".join(inner) for inner in lines)


def read(text):
    document = plain_document(text, "a.txt")
    return [
        (block.kind, " ".join(document.prose[block.start : block.end].split()))
        for block in document.blocks
    ]


UNWRAPPED = read("\n".join(PARAGRAPHS))


@pytest.mark.parametrize("width", [40, 65, 72, 80, 110])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_blank_lines_between_paragraphs(width, newline):
    for between in ("\n\n", "\n\n\n", "\n \t\n"):
        text = wrapped(PARAGRAPHS, width, between).replace("\n", newline)
        assert read(text) == UNWRAPPED


@pytest.mark.parametrize("width", [65, 72, 80])
def test_an_indent_begins_a_paragraph(width):
    text = wrapped(PARAGRAPHS, width, "\n", initial_indent="    ")
    assert read(text) == UNWRAPPED


@pytest.mark.parametrize("width", [65, 72])
def test_a_line_that_ends_early_ends_a_paragraph(width):
    assert read(wrapped(PARAGRAPHS, width, "\n")) == UNWRAPPED


def test_list_items_are_blocks_of_their_own():
    plain = read("\n".join([*PARAGRAPHS[:2], *ITEMS, *PARAGRAPHS[4:]]))
    hanging = {"subsequent_indent": "  "}
    items = wrapped(ITEMS, 60, "\n", **hanging)
    text = "\n\n".join(
        [wrapped(PARAGRAPHS[:2], 60, "\n\n"), items, wrapped(PARAGRAPHS[4:], 60, "\n\n")]
    )
    assert read(text) == plain
    assert [kind for kind, _ in plain].count("list-item") == 3


def test_a_dash_or_a_number_in_the_middle_of_a_sentence_is_no_list_mark():
    text = (
        wrapped(PARAGRAPHS, 62, "\n\n") + "\n\n"
        "The council of the town decided on the evening of Monday the\n"
        "3. The mayor left the hall when the votes had been counted, and\n"
        "- as always - nobody knew where she went after the meeting that\n"
        "had taken so long and cost so much.\n"
    )
    assert len(read(text)) == len(PARAGRAPHS) + 1


def test_a_long_address_does_not_change_the_width_of_the_page():
    lines = wrapped(PARAGRAPHS * 3, 72, "\n\n")
    assert len(read(lines + "\n\nhttps://example.org/" + "a" * 200)) == len(PARAGRAPHS) * 3 + 1


@pytest.mark.parametrize(
    "lines",
    [
        PARAGRAPHS,
        ["The council met on Monday.", "It decided to build a bridge.", "The bridge will be new."],
        ["apples and pears", "bread", "butter and a pound of sugar", "salt"],
        ["The sea was dark, the wind was low,", "The boats lay tied in rows;"] * 4,
        ["short", "lines", "in lower case", "of a list"] * 5,
    ],
)
def test_lines_that_are_paragraphs_stay_apart(lines):
    for between in ("\n", "\n\n"):
        assert len(read(between.join(lines))) == len(lines)
