"""Forms that a rule file spells out: "percent" and "per cent", "U.S." and "US", "3 March"."""

from __future__ import annotations

from collections.abc import Iterator

from lintnews.checks.consistency.forms import VALUES, Form, is_own_text, mixed_hit
from lintnews.language.text import Text
from lintnews.model import Hit
from lintnews.rulebook.patterns import compiled, pattern_fault
from lintnews.rulebook.registry import Params, check


class MixtureParams(Params, frozen=True):
    """Groups of forms of one thing: what a form is called, and the pattern that finds it.

    ``names`` lists proper names, with their capitals, inside which a form says nothing.
    """

    groups: list[dict[str, str]]
    names: tuple[str, ...] = ()

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
                if is_own_text(text, match.start())
                and not _in_name(text.prose, *match.span(), params.names)
            )
            if sites:
                forms.append(Form(name, sites))
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
