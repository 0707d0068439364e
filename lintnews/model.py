"""What a finding is: places, findings and their parts, frozen and without behaviour.

Every offset is a count of Unicode code points into the decoded source (byte order mark removed),
``end`` is exclusive; lines and columns count from 1.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

SCHEMA_VERSION = "1.4"


class Severity(StrEnum):
    """How much a finding matters to the reader of the article."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for a note, 1 for a warning, 2 for an error."""
        return list(Severity).index(self)


class State(StrEnum):
    """Whether a finding is new or has been answered before."""

    NEW = "new"
    BASELINED = "baselined"
    SUPPRESSED = "suppressed"


class AnswerBy(StrEnum):
    """Where a finding was answered."""

    COMMENT = "comment"
    SIDECAR = "sidecar"
    BASELINE = "baseline"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Why a finding is not new: where that was said, and the reason that was given.

    ``path`` and ``line`` say where the comment or the entry stands.
    """

    by: AnswerBy
    path: str
    line: int
    reason: str | None = None


class Keys(msgspec.Struct, frozen=True, kw_only=True):
    """What a finding is recognised by after the text around it was edited; see ``keys.py``."""

    anchor: str
    sentence: str
    left: str
    right: str


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the source."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


class Suggestion(msgspec.Struct, frozen=True):
    """A replacement for the matched text.

    ``safe`` means that it may be put in unread, in speech too, with all that the finding would
    write at its other places.
    """

    text: str
    safe: bool = False


class Spot(msgspec.Struct, frozen=True):
    """A stretch of the prose that a check names besides the hit itself.

    ``role`` says in a word or two what it is to the finding ("opening mark", "other spelling").
    ``replacement`` is what to write there when the first suggestion is taken; None: as before.
    """

    start: int
    end: int
    role: str
    replacement: str | None = None


class Hit(msgspec.Struct, frozen=True):
    """What a check reports: a stretch of the prose, offsets in code points of the prose.

    ``values`` fills the fields of the rule's message; ``confidence`` overrides the rule's own.
    """

    start: int
    end: int
    values: dict[str, str] = {}
    related: tuple[Spot, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    confidence: float | None = None


class Related(msgspec.Struct, frozen=True, kw_only=True):
    """Another place of the same finding; ``role`` and ``replacement`` as in ``Spot``."""

    start: int
    end: int
    line: int
    column: int
    matched: str
    role: str
    replacement: str | None = None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One finding as it is reported; ``schema/finding.schema.json`` describes its JSON form."""

    path: str
    rule: str
    family: str
    severity: Severity
    confidence: float
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    matched: str
    message: str
    in_quotes: bool
    related: tuple[Related, ...]
    suggestions: tuple[Suggestion, ...]
    fingerprint: str
    keys: Keys
    state: State = State.NEW
    answer: Answer | None = None

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The order in which findings are always printed."""
        return (self.path, self.start, self.end, self.rule, self.fingerprint)


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that could not be read: the file, the place where it is known, and the reason."""

    path: str
    reason: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = self.path
        if self.line is not None:
            place += f":{self.line}"
            if self.column is not None:
                place += f":{self.column}"
        return f"{place}: {self.reason}"
