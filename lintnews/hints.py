"""What was probably meant by a name that is not known."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], otherwise: str | None = None) -> str:
    """The end of a message about an unknown name: the nearest one that there is, or all of them.

    Args:
        name: the name.
        known: the names that there are.
        otherwise: what is said if none is near, in the place of all of them.
    """
    # Only errors need it, and a commit hook waits for all that is loaded.
    from difflib import get_close_matches

    known = list(known)
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return f"did you mean {close[0]}?"
    return f"there are {', '.join(known)}" if otherwise is None else otherwise
