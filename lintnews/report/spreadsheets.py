"""Text that a spreadsheet may read."""

from __future__ import annotations

# A spreadsheet takes a cell that begins so for a formula and runs it, in East Asia the wide forms
# too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: object) -> object:
    """The value of a cell, so that no spreadsheet runs it.

    A text that would be a formula gets an apostrophe in front. NUL, at which some programs stop to
    read, becomes the sign for a character that is lost.
    """
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "\ufffd")
    return f"'{text}" if text.startswith(_FORMULA) else text
