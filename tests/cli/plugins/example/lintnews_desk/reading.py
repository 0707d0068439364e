"""The reader of stories: lines such as "Slug: FLOOD", an empty line, and the text."""

from collections.abc import Iterator

from lintnews.document.blocks import classify
from lintnews.document.decode import UnreadableError, decode
from lintnews.document.document import Document, ReadOnly
from lintnews.document.plain import block_spans
from lintnews.document.reading import Bytes, Fixing, Reader, Reading
from lintnews.document.segments import SegmentMap
from lintnews.model import Problem


def read_story(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    """The text of the one story in a file."""
    try:
        decoded = decode(stream.read())
    except UnreadableError as error:
        yield error.problem(name)
        return
    source = decoded.text
    head, gap, prose = source.partition("\n\n")
    if not gap:
        yield Problem(path=name, line=1, reason="no empty line ends the head of the story")
        return
    yield Document(
        path=name,
        source=source,
        prose=prose,
        segments=SegmentMap.identity(len(prose), shift=len(head) + len(gap)),
        blocks=classify(prose, block_spans(prose)),
        origin=ReadOnly(decoded.encoding),
    )


STORY = Reader("story", "stories of the desk", (".story",), read_story, fixing=Fixing.NEVER)
