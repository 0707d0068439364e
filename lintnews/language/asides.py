"""What is to be told of a document besides its findings."""

from __future__ import annotations

from lintnews.language.text import Text


class Asides:
    """What checks note on the way.

    Attributes:
        spared: how many alarms of a speller were dropped, for they are known names.
        lacking: why findings are missing; empty if none is.
    """

    def __init__(self) -> None:
        self.spared = 0
        self.lacking = ""


def asides_of(text: Text) -> Asides:
    """The asides of a text: nobody's, unless the text is given some."""
    return Asides()
