"""The description of the API for programs, in the form of OpenAPI."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import msgspec

from lintnews.model import Finding
from lintnews.queue.api.door import api

_REFERENCE = "#/components/schemas/{name}"


def description() -> dict[str, Any]:
    """The description; a finding is what ``schema/finding.schema.json`` says, and more."""
    said: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api"))
    schemas = said["components"]["schemas"]
    _, parts = msgspec.json.schema_components([Finding], ref_template=_REFERENCE)
    taken = parts.keys() & schemas.keys()
    assert not taken, f"two things have one name: {taken}"
    reference = {"$ref": _REFERENCE.format(name=Finding.__name__)}
    schemas |= {**parts, "FindingOut": {"allOf": [reference, schemas["FindingOut"]]}}
    plain: dict[str, Any] = json.loads(json.dumps(said))
    return plain


@cache
def text() -> str:
    """The description as the file ``schema/queue-api.openapi.json`` has it."""
    return json.dumps(description(), indent=2, ensure_ascii=False) + "\n"
