"""The keys by which an editor works: one presses a button of the page or follows a link of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lintnews.queue.models import Reason, Role, User


class Action(NamedTuple):
    """Something that a key does.

    Attributes:
        name: its name.
        key: the key that it has at first.
        title: what it is called.
        role: who may do it.
    """

    name: str
    key: str
    title: str
    role: Role = Role.VIEWER


ACTIONS = (
    Action("accept", "a", "Accept: it is an error and will be mended", Role.EDITOR),
    Action("dismiss", "d", "Go to the reasons for a dismissal", Role.EDITOR),
    *(
        Action(reason.value, str(number), f"Dismiss: {reason.label}", Role.EDITOR)
        for number, reason in enumerate(Reason, 1)
    ),
    Action("comment", "c", "Go to the comment", Role.EDITOR),
    Action("undo", "u", "Take back the last decision", Role.EDITOR),
    Action("next", "j", "Next finding"),
    Action("previous", "k", "Previous finding"),
    Action("words", "/", "Go to the words of the filter"),
    Action("place", "o", "Go to the next place of the finding in the article"),
    Action("earlier", "e", "Compare with the earlier revision"),
    Action("help", "?", "Show the keys"),
)


def keys_of(user: User) -> dict[str, str]:
    """The key of each action for a user; empty if it has none."""
    if not user.keys_on:
        return {action.name: "" for action in ACTIONS}
    return chosen_keys(user)


def chosen_keys(user: User) -> dict[str, str]:
    """The same, even if the user has switched all keys off."""
    return {action.name: str(user.keys.get(action.name, action.key)) for action in ACTIONS}


def checked(said: Mapping[str, str]) -> dict[str, str]:
    """The keys that differ from those at first, found to be usable.

    Args:
        said: a key for each action, empty for none.

    Raises:
        ValueError: a key is not one character, or two actions have the same.
    """
    taken: dict[str, Action] = {}
    changed: dict[str, str] = {}
    for action in ACTIONS:
        key = said.get(action.name, action.key).strip().lower()
        if not key:
            changed[action.name] = ""
            continue
        if len(key) != 1 or not key.isprintable():
            raise ValueError(f'"{key}" is not one key; "{action.title}" needs one character')
        if key in taken:
            raise ValueError(f'"{key}" cannot do both: "{taken[key].title}" and "{action.title}"')
        taken[key] = action
        if key != action.key:
            changed[action.name] = key
    return changed
