"""Forms that a rule file spells out: "percent" and "per cent", "U.S." and "US", "3 March"."""

from __future__ import annotations

from collections.abc import Iterator

from lintnews.checks.consistency.forms import VALUES, Form, Site, mixed_hit
from lintnews.language.own_text import is_own_text
from lintnews.language.text import Text
from lintnews.model import Hit, Spot
from lintnews.rulebook.patterns import compiled, pattern_fault
from lintnews.rulebook.registry import Params, check


class MixtureParams(Params, frozen=True):
    """Groups of forms of one thing: what a form is called, and the pattern that finds it.

    ``names`` lists proper names, with their capitals, inside which a form says nothing.
    ``described`` says that the names describe the forms and do not stand in the text.
    ``speech`` says that quotations count as well: what was spoken is spelled by the desk.
    """

    groups: list[dict[str, str]]
    names: tuple[str, ...] = ()
    described: bool = False
    speech: bool = False

    def __post_init__(self) -> None:
        for group in self.groups:
            if len(group) < 2:
                raise ValueError("a group has two forms at least")
            for name, pattern in group.items():
                if fault := pattern_fault(pattern):
                    raise ValueError(f"the pattern of {name} {fault}")


@check("forms_mixed", MixtureParams, values=VALUES)
def forms_mixed(text: Text, params: MixtureParams) -> Iterator[Hit]:
    """Two or more forms of one thing in what the desk itself wrote."""
    for group in params.groups:
        forms = []
        for name, pattern in group.items():
            sites = tuple(
                match.span()
                for match in compiled(pattern).finditer(text.prose)
                if is_own_text(text, match.start(), speech=params.speech)
                and not _in_name(text.prose, match.start(), match.end(), params.names)
            )
            if sites:
                forms.append(Form(name, sites, literal=not params.described))
        if len(forms) > 1:
            yield mixed_hit(forms)


def _in_name(prose: str, start: int, end: int, names: tuple[str, ...]) -> bool:
    """Whether a proper name covers ``prose[start:end]``."""
    for name in names:
        first = max(0, end - len(name))
        at = prose.find(name, first, start + len(name))
        if at >= 0 and at <= start:
            return True
    return False


class ThroughoutParams(Params, frozen=True):
    """``pattern``: what is wrong wherever it stands."""

    pattern: str

    def __post_init__(self) -> None:
        if fault := pattern_fault(self.pattern):
            raise ValueError(f"the pattern {fault}")


@check("form_throughout", ThroughoutParams)
def form_throughout(text: Text, params: ThroughoutParams) -> Iterator[Hit]:
    """A wrong form, once for each that a text holds, with all its places."""
    places: dict[str, list[Site]] = {}
    for match in compiled(params.pattern).finditer(text.prose):
        places.setdefault(match[0], []).append(match.span())
    for (start, end), *again in places.values():
        yield Hit(start, end, related=tuple(Spot(*site, "same form again") for site in again))
