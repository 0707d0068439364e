"""Articles whose style is unlike that of the desk."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from lintnews.language.text import Text
from lintnews.model import Hit
from lintnews.names.archive.styles import read_desk
from lintnews.rulebook.registry import Params, check
from lintnews.style.figures import FIGURES
from lintnews.style.prose import read_paragraphs
from lintnews.style.reading import read_style
from lintnews.style.usual import read_unusual, telling, told


@check("style_unlike_archive", Params, values=("unusual",))
def style_unlike_archive(text: Text, params: Params) -> Iterator[Hit]:
    """A text with figures that are unlike those of the archive.

    The hit is its first sentence, or its longest if the length of sentences is most unusual.
    """
    known = text.once(read_desk)
    if known is None:
        return
    unusual = read_unusual(text.once(read_style), known.desk)
    if unusual:
        sentences = list(chain.from_iterable(text.once(read_paragraphs)))
        where = sentences[0]
        first = telling(unusual)[0]
        if FIGURES[first.figure].of_sentences and first.score > 0:
            where = max(sentences, key=lambda sentence: len(sentence.words))
        yield Hit(where.start, where.end, values={"unusual": told(unusual)})
