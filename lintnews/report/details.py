"""What is told of a finding besides its message."""

from __future__ import annotations

from collections.abc import Iterator

from lintnews.model import Finding


def details(finding: Finding) -> Iterator[str]:
    """A line for each form of the other places, and one for each suggestion.

    Of a form it says what it is, how often it stands and where.
    """
    forms: dict[tuple[str, str], list[str]] = {}
    for other in finding.related:
        places = forms.setdefault((other.role, other.matched), [])
        places.append(f"{other.line}:{other.column}")
    for (role, matched), places in forms.items():
        count = f"{len(places)} times, " if len(places) > 1 else ""
        quoted = f'"{matched}"' if matched else "here"
        yield f"{role}: {quoted}, {count}at {', '.join(places)}"
    for suggestion in finding.suggestions:
        yield f'perhaps: "{suggestion.text}"'
