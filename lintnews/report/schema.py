"""The JSON Schema of the reports; ``python -m lintnews.report.schema FOLDER`` writes the files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from lintnews.model import SCHEMA_VERSION, Finding
from lintnews.report.json import Report
from lintnews.report.style import STYLE_VERSION, StyleReport

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TITLES = {
    "finding": (Finding, SCHEMA_VERSION, "A finding, a line of the JSON Lines report"),
    "report": (Report, SCHEMA_VERSION, "The JSON report"),
    "style": (StyleReport, STYLE_VERSION, "The JSON report on style"),
}


def schemas() -> dict[str, str]:
    """The text of each schema file by its name."""
    files = {}
    for name, (kind, version, title) in _TITLES.items():
        schema: dict[str, Any] = {
            "$schema": _DIALECT,
            "$id": f"urn:lintnews:{name}:{version}",
            "$comment": "Made from the program by: python -m lintnews.report.schema schema",
            **msgspec.json.schema(kind),
            "title": title,
        }
        files[f"{name}.schema.json"] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return files


def main() -> None:
    """Write the schema files into the folder given on the command line."""
    folder = Path(sys.argv[1])
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
