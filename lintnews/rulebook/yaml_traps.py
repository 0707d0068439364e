"""What YAML can hold to bring its reader down: nesting without end, aliases and tags."""

from __future__ import annotations

from pathlib import Path

import yaml

from lintnews.rulebook.errors import RuleError
from lintnews.yaml12 import Loader

_DEEPEST = 12


def refuse_traps(text: str, path: Path) -> None:
    """Refuse aliases, which can stand for millions of values, tags and deep nesting.

    Raises:
        RuleError: the text holds one of them.
        yaml.YAMLError: the text is no YAML.
    """
    depth = line = 0
    for event in yaml.parse(text, Loader=Loader):
        if event.start_mark is not None:
            line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            reason = f"*{event.anchor} stands for what is written elsewhere; write it out"
            raise RuleError(path, line, reason)
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise RuleError(path, line, f"the tag {tag} is not read here; leave it out")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                reason = "lists and mappings are nested too deeply"
                raise RuleError(path, line, reason)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
