"""The YAML of rule files, word lists and files of names: YAML 1.2, in which "no" is a word."""

from __future__ import annotations

import re
from typing import Any, ClassVar

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_INT = "tag:yaml.org,2002:int"


class Loader(_LOADER):  # type: ignore[misc]
    """PyYAML's safe loader with the plain scalars of the YAML 1.2 core schema.

    YAML 1.1 reads No and On as booleans, 10:30 as a number and 010 as 8; see chapter 10.3 of the
    specification of YAML 1.2.2.
    """

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


class Dumper(_DUMPER):  # type: ignore[misc]
    """PyYAML's safe dumper, which quotes all text that readers of YAML 1.1 or 1.2 take for more."""


def _integer(loader: Any, node: yaml.ScalarNode) -> int:
    return int(loader.construct_scalar(node))


for _kind in (Loader, Dumper):
    _kind.add_implicit_resolver(
        "tag:yaml.org,2002:bool",
        re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z"),
        list("tTfF"),
    )
    _kind.add_implicit_resolver(
        "tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL|)\Z"), ["~", "n", "N", ""]
    )
    _kind.add_implicit_resolver(_INT, re.compile(r"[-+]?[0-9]{1,18}\Z"), list("-+0123456789"))
    _kind.add_implicit_resolver(
        "tag:yaml.org,2002:float",
        re.compile(r"[-+]?(?:\.[0-9]{1,18}|[0-9]{1,18}\.[0-9]{0,18})(?:[eE][-+]?[0-9]{1,3})?\Z"),
        list("-+0123456789."),
    )
Loader.add_constructor(_INT, _integer)
