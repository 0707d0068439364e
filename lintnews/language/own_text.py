"""What of a text the desk itself wrote."""

from __future__ import annotations

from lintnews.document.document import RUNNING_TEXT
from lintnews.language.text import Text


def is_own_text(text: Text, offset: int, *, speech: bool = False) -> bool:
    """Whether an offset lies in what the desk itself wrote: running text, outside quotations.

    With ``speech`` quotations count, too.
    """
    block = text.document.block_at(offset)
    if block is None or block.kind not in RUNNING_TEXT:
        return False
    return speech or not text.quotations.cover(offset)
