"""The JSON Schema of configuration files; ``python -m lintnews.config.schema FOLDER`` writes it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from lintnews.config.chain import presets
from lintnews.config.keys import FAIL_ON, KEYS, THRESHOLDS
from lintnews.config.model import Configuration
from lintnews.document.formats import AUTO, READERS
from lintnews.document.reading import SIZE
from lintnews.engine import shipped_rules
from lintnews.model import Severity
from lintnews.selection import known_rule_names

FILE_NAME = "lintnews.schema.json"


def config_schema() -> str:
    """The text of the schema, which knows the rules, families, presets and formats of lintnews."""
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:lintnews:config",
        "$comment": "Made from the program by: python -m lintnews.config.schema schema",
        **msgspec.json.schema(Configuration),
        "title": "The configuration of lintnews",
    }
    schema["$defs"]["RuleOrFamily"] = {"enum": sorted(known_rule_names(shipped_rules()))}
    values = _values()
    for form in ("Configuration", "Override"):
        properties = schema["$defs"][form]["properties"]
        for key, about in properties.items():
            about.update(values.get(key, {}))
            about["description"] = KEYS[key].meaning
            if KEYS[key].default is not None:
                about["default"] = KEYS[key].default
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _values() -> dict[str, dict[str, Any]]:
    """What the types of the keys do not say."""
    name = {"$ref": "#/$defs/RuleOrFamily"}
    probability = {"type": "number", "minimum": 0, "maximum": 1}
    names = {"items": name}
    return {
        "preset": {"enum": list(presets())},
        "select": names,
        "extend-select": names,
        "ignore": names,
        "extend-ignore": names,
        "severity": _table(name, {"enum": [severity.value for severity in Severity]}),
        "min-confidence-of": _table(name, probability),
        "input-format": {"enum": [AUTO, *(reader.name for reader in READERS)]},
        "fail-on": {"enum": list(FAIL_ON)},
        "verdict": _table({"enum": list(THRESHOLDS)}, probability),
        "max-size": {
            "anyOf": [
                {"type": "integer", "minimum": 0},
                {"type": "string", "pattern": f"^{SIZE}$"},
            ]
        },
    }


def _table(name: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    return {"propertyNames": name, "additionalProperties": value}


def main() -> None:
    """Write the schema file into the folder given on the command line."""
    (Path(sys.argv[1]) / FILE_NAME).write_text(config_schema(), encoding="utf-8")


if __name__ == "__main__":
    main()
