"""The JSON Schema of authority files; ``python -m lintnews.names.schema FOLDER`` writes it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from lintnews.names.entries import AuthorityFile

FILE_NAME = "authority.schema.json"


def authority_schema() -> str:
    """The text of the schema of an authority file in YAML."""
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:lintnews:authority",
        "$comment": "Made from the program by: python -m lintnews.names.schema schema",
        **msgspec.json.schema(AuthorityFile),
        "title": "A file of names",
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the schema file into the folder given on the command line."""
    (Path(sys.argv[1]) / FILE_NAME).write_text(authority_schema(), encoding="utf-8")


if __name__ == "__main__":
    main()
