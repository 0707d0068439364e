"""The JSON Schema of files of names is in step with the program."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from lintnews.names.authority import shipped_files
from lintnews.names.authority_files import load_entries
from lintnews.names.authority_yaml import yaml_text
from lintnews.names.entries import AuthorityFile
from lintnews.names.schema import FILE_NAME, authority_schema

ROOT = Path(__file__).resolve().parents[2]


def test_the_schema_file_is_what_the_program_writes():
    assert (ROOT / "schema" / FILE_NAME).read_text(encoding="utf-8") == authority_schema()


def validator():
    schema = yaml.safe_load(authority_schema())
    return jsonschema.Draft202012Validator(schema)


def test_shipped_entries_follow_it():
    entries = load_entries((), shipped_files())
    varied = [entry for entry in entries if entry.reject or entry.variants_by_style]
    validator().validate(yaml.safe_load(yaml_text(AuthorityFile(tuple(varied[:50])))))


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "X Y", "kind": "place", "preferred": "A"},
        {"id": "x", "kind": "planet", "preferred": "A"},
        {"id": "x", "kind": "place", "preferred": ""},
        {"id": "x", "kind": "place", "preferred": "A", "spelled": "B"},
        {"id": "x", "kind": "place", "preferred": "A", "reject": [{"unless": ["B"]}]},
    ],
)
def test_what_the_program_refuses_it_refuses(entry):
    assert list(validator().iter_errors({"entries": [entry]}))
