import json
import re
from pathlib import Path

import pytest

from lintnews.model import SCHEMA_VERSION
from lintnews.report.schema import schemas

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTED = re.compile(r"^\| (?P<names>`[^|]*) \|", re.MULTILINE)


@pytest.mark.parametrize("name", ["finding.schema.json", "report.schema.json"])
def test_the_schema_file_is_what_the_program_writes(name):
    assert (ROOT / "schema" / name).read_text(encoding="utf-8") == schemas()[name]


@pytest.mark.parametrize("name", ["finding.schema.json", "report.schema.json"])
def test_the_schema_names_the_version_of_the_form(name):
    assert json.loads(schemas()[name])["$id"].endswith(f":{SCHEMA_VERSION}")


def test_the_documentation_describes_every_field_and_no_other():
    fields = {
        field
        for form in json.loads(schemas()["report.schema.json"])["$defs"].values()
        for field in form.get("properties", {})
    }
    page = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    described = {
        name
        for row in DOCUMENTED.finditer(page)
        for name in re.findall(r"`([a-z_]+)`", row["names"])
    }
    assert described == fields
