"""Where the rule files and the word lists are, in a checkout and in an installed wheel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def rules_directory() -> Path:
    """The folder with the rules: inside the package in a wheel, beside it in a checkout.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for candidate in (_PACKAGE / "rules", _PACKAGE.parent / "rules"):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the rules of lintnews are missing beside {_PACKAGE}")


@cache
def word_data(name: str) -> Mapping[str, object]:
    """The mapping in ``rules/words/<name>.yml``, as YAML gives it.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the file holds no mapping.
    """
    # Most of what asks for the folder of the rules reads no word list.
    import yaml

    from lintnews.yaml12 import Loader

    path = rules_directory() / "words" / f"{name}.yml"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
    if not isinstance(data, dict):
        raise ValueError(f"{path}: a word file is a mapping of names to lists")
    return data


@cache
def word_lists(name: str) -> Mapping[str, frozenset[str]]:
    """The named lists in ``rules/words/<name>.yml``, each as a set.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: an entry is no list of strings.
    """
    lists: dict[str, frozenset[str]] = {}
    for key, words in word_data(name).items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ValueError(f"rules/words/{name}.yml: {key} is no list of strings")
        lists[key] = frozenset(words)
    return lists


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of some words or phrases, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
