"""How a text is laid out for the second reader: windows of whole sentences with their context.

A window holds sentences of one block, as many as fit, and a few pieces of what stands before and
after them, in other blocks too. So what the reader says of a sentence changes only when something
close to it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lintnews.reader.pieces import Vocabulary

TAGS = tuple(
    "# $ '' , -LRB- -RRB- . : `` ADD AFX CC CD DT EX FW GW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS"
    " NNS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX".split()
)
"""The Penn Treebank tags in the order in which the network counts them."""

SPEECH = 2 * len(TAGS) + 1
"""How many parts of speech the network tells apart; the last is none."""

NO_SPEECH = SPEECH - 1

_NUMBERS = {tag: number for number, tag in enumerate(TAGS)}


def speech_of(tag: str, finite: float) -> int:
    """A tag, and whether the word is likely a finite verb, as one number."""
    return 2 * _NUMBERS.get(tag, len(TAGS) - 1) + (finite >= 0.5)


TARGET = 96
"""The most pieces of one window that are read for their own sake."""

CONTEXT = 8
"""The most pieces before and after them that are read for context."""

LONGEST = TARGET + 2 * CONTEXT + 2
"""The most pieces of a window, with the two that mark its ends."""

OWN, BESIDE, HEADING = range(3)
"""The roles of a piece: to be judged, context in running text, context outside of it."""

ROLES = 3

Form = tuple[str, bool, int]
"""A word or mark, whether space stands before it, and its part of speech (see ``speech_of``).

Before the first of a sentence space always stands.
"""

Forms = Sequence[Sequence[Form]]
"""The sentences of a block."""


class Layout(NamedTuple):
    """All blocks of a text in pieces, in order.

    For each piece: ``numbers`` in the vocabulary, ``looks``, ``speech``, ``tokens`` (which token of
    the text it belongs to, counted through), ``running`` (whether it stands in running text).
    ``sentences`` are the pieces ``begin:end`` of each sentence of running text, ``blocks`` the
    number of the block that it stands in.
    """

    numbers: list[int]
    looks: list[int]
    speech: list[int]
    tokens: list[int]
    running: list[bool]
    sentences: list[tuple[int, int]]
    blocks: list[int]


class Window(NamedTuple):
    """Pieces ``left:right`` of a layout, of which ``start:end`` are judged."""

    left: int
    start: int
    end: int
    right: int


class Inputs(NamedTuple):
    """What the network is given of a window, (P,) each; the first and last piece mark its ends."""

    numbers: list[int]
    looks: list[int]
    speech: list[int]
    roles: list[int]


def lay_out(blocks: Iterable[tuple[bool, Forms]], vocabulary: Vocabulary) -> Layout:
    """The pieces of blocks, each with whether it is running text, and its sentences."""
    layout = Layout([], [], [], [], [], [], [])
    token = 0
    for block, (running, sentences) in enumerate(blocks):
        for index, sentence in enumerate(sentences):
            begin = len(layout.numbers)
            place = 1 if index else 2
            for form, space, speech in sentence:
                numbers, look = vocabulary.pieces(form)
                layout.numbers.extend(numbers)
                layout.looks.append(look + 8 * space + 16 * place)
                layout.looks.extend([0] * (len(numbers) - 1))
                layout.speech.extend([speech] * len(numbers))
                layout.tokens.extend([token] * len(numbers))
                token += 1
                place = 0
            if running:
                layout.sentences.append((begin, len(layout.numbers)))
                layout.blocks.append(block)
            layout.running.extend([running] * (len(layout.numbers) - begin))
    return layout


def windows(layout: Layout) -> list[Window]:
    """The windows that cover all running text; a sentence that is too long is cut into several."""
    spans: list[tuple[int, int]] = []
    last_block = -1
    for (start, end), block in zip(layout.sentences, layout.blocks, strict=True):
        if block == last_block and end - spans[-1][0] <= TARGET:
            spans[-1] = (spans[-1][0], end)
            continue
        last_block = block
        spans.extend((at, min(end, at + TARGET)) for at in range(start, end, TARGET))
    total = len(layout.numbers)
    return [
        Window(max(0, start - CONTEXT), start, end, min(total, end + CONTEXT))
        for start, end in spans
    ]


def roles(layout: Layout, window: Window) -> list[int]:
    """The role of every piece of a window."""
    return [
        *_context_roles(layout, window.left, window.start),
        *[OWN] * (window.end - window.start),
        *_context_roles(layout, window.end, window.right),
    ]


def _context_roles(layout: Layout, start: int, end: int) -> list[int]:
    return [BESIDE if running else HEADING for running in layout.running[start:end]]


def inputs(layout: Layout, window: Window, vocabulary: Vocabulary) -> Inputs:
    """A window as the network is given it."""
    span = slice(window.left, window.right)
    return Inputs(
        [vocabulary.begin, *layout.numbers[span], vocabulary.stop],
        [0, *layout.looks[span], 0],
        [NO_SPEECH, *layout.speech[span], NO_SPEECH],
        [OWN, *roles(layout, window), OWN],
    )
