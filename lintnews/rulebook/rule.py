"""The rule: what one file under rules/ says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import msgspec

from lintnews.document.document import RUNNING_TEXT, BlockKind
from lintnews.extras import Extra
from lintnews.model import Hit, Severity
from lintnews.plugins import PluginError

if TYPE_CHECKING:
    from lintnews.language.text import Text

Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Sentence = Annotated[str, msgspec.Meta(min_length=1)]
Probability = Annotated[float, msgspec.Meta(gt=0.0, le=1.0)]


class Status(StrEnum):
    """How far a rule has come; a preview rule is off unless it is selected by name."""

    PREVIEW = "preview"
    STABLE = "stable"
    DEPRECATED = "deprecated"


class Scope(StrEnum):
    """How much text a rule must see to judge one place."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    DOCUMENT = "document"


class TokenPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What one word of a ``tokens:`` rule may be.

    ``norm`` and ``not_norm`` list words in lower case, ``tag``, ``not_tag`` and ``form`` are
    regular expressions over the whole Penn tag or the word as written. ``min`` and ``max`` say how
    often it may stand in a row; ``first`` and ``last`` bind it to the edges of the sentence, final
    marks not counted. Words with ``at`` make up the place of the finding (all, if none has it).
    """

    norm: frozenset[str] = frozenset()
    not_norm: frozenset[str] = frozenset()
    tag: str | None = None
    not_tag: str | None = None
    form: str | None = None
    min: Annotated[int, msgspec.Meta(ge=0, le=1)] = 1
    max: Annotated[int, msgspec.Meta(ge=1, le=12)] = 1
    first: bool = False
    last: bool = False
    at: bool = False


class House(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a house has chosen where the examples of a rule are read, as on the command line.

    ``variety`` is its English. ``archive`` says how often names stand in its archive, ``desk``
    between which values the figures of style of the articles there lie evenly.
    """

    styles: tuple[str, ...] = ()
    variety: str | None = None
    archive: dict[str, int] = {}
    desk: dict[str, tuple[float, float]] = {}


class RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The fields of a rule file, as they are written there.

    ``needs`` names strings of which a document must hold one for a pattern to be tried at all;
    ``replacement`` is what the suggestion of a pattern puts in its place; ``\\g<name>`` is a group.
    ``safe`` means that it may be put in unread, in speech too.

    Exactly one of ``check``, ``pattern`` and ``tokens`` says how the rule finds its places, unless
    it is ``about_answers``: then it is about what people answered to the findings of the others.
    ``options`` are the parameters of the check, ``house`` is what the examples take for given.
    ``blocks`` names the kinds of block it reads. ``in_speech`` is multiplied with the confidence
    between quotation marks. What is less sure than ``report_from`` when the whole text is known is
    not reported. With ``second_reading``, where the reader runs, it is asked about the sentence,
    and the confidence follows what it says.
    """

    name: Name
    family: Name
    since: str
    status: Status
    severity: Severity
    confidence: Probability
    scope: Scope
    message: str
    why: str
    source: str
    bad: Annotated[list[Sentence], msgspec.Meta(min_length=1)]
    good: Annotated[list[Sentence], msgspec.Meta(min_length=1)]
    misses: list[Sentence] = []
    aliases: list[Name] = []
    default: bool = True
    in_speech: Probability = 1.0
    report_from: Annotated[float, msgspec.Meta(ge=0.0, lt=1.0)] = 0.0
    second_reading: bool = False
    blocks: tuple[BlockKind, ...] = RUNNING_TEXT
    check: str | None = None
    pattern: str | None = None
    tokens: list[TokenPattern] | None = None
    about_answers: bool = False
    needs: list[str] = []
    ignore_case: bool = False
    replacement: str | None = None
    safe: bool = False
    options: dict[str, object] = msgspec.field(default_factory=dict, name="with")
    house: House | None = None


def assumed(file: RuleFile) -> Iterator[str]:
    """What the examples of a rule take for given, in words, a line each."""
    if file.house is not None and file.house.archive:
        counts = ", ".join(f"{name} {uses}" for name, uses in file.house.archive.items())
        yield f"Names in the archive of the examples, and how often: {counts}."
    if file.house is not None and file.house.desk:
        ranges = ", ".join(
            f"{name.replace('_', ' ')} {low:g} to {high:g}"
            for name, (low, high) in file.house.desk.items()
        )
        yield f"Figures of style in the archive of the examples: {ranges}."


class Rule(msgspec.Struct, frozen=True):
    """A rule that is ready to run: its file and the function that finds its places.

    ``extra`` is the optional part of lintnews without which it cannot run; ``origin`` is the
    plug-in that it comes from, with its version, or empty.
    """

    file: RuleFile
    path: str
    find: Callable[[Text], Iterable[Hit]]
    extra: Extra | None = None
    origin: str = ""

    def hits(self, text: Text) -> Iterator[Hit]:
        """What it finds in the kinds of block that it reads, and between blocks.

        Raises:
            PluginError: it is a rule of a plug-in and fails.
        """
        try:
            for hit in self.find(text):
                block = text.document.block_at(hit.start)
                if block is None or block.kind in self.file.blocks:
                    yield hit
        except Exception as error:
            if not self.origin:
                raise
            reason = f"the rule {self.name} of {self.origin} failed"
            raise PluginError(f"{reason}: {type(error).__name__}: {error}") from error

    def at(self, severity: Severity) -> Rule:
        """The same rule with findings of a severity."""
        if severity is self.file.severity:
            return self
        file = msgspec.structs.replace(self.file, severity=severity)
        return msgspec.structs.replace(self, file=file)

    def confidence_of(self, hit: Hit) -> float:
        """How sure a hit is: as it says itself, or else as the rule file claims."""
        return self.file.confidence if hit.confidence is None else hit.confidence

    @property
    def name(self) -> str:
        """The name of the rule, which says the defect."""
        return self.file.name
