"""The schema for editors is in step with the program, and says the same as the program."""

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from lintnews.config.chain import Chain, presets
from lintnews.config.errors import ConfigError
from lintnews.config.file import ConfigFile
from lintnews.config.keys import KEYS
from lintnews.config.model import Configuration, Override, keys_of
from lintnews.config.schema import FILE_NAME, config_schema
from lintnews.config.starting import starting_text

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads(config_schema())
GOOD = [
    "",
    'preset = "corpus"',
    'select = ["names"]\nextend-select = []\nignore = []\nextend-ignore = ["word-doubled"]',
    "min-confidence = 0\n[min-confidence-of]\nreader = 1\nword-doubled = 0.5",
    '[severity]\nnames = "note"\nword-doubled = "error"',
    'names = ["a.yml"]\nshipped-names = false\nstyles = ["ap"]\narchive = "a.db"\nmodel = false',
    'input-format = "jsonl"\nfields = ["a.b"]\nmax-size = 500',
    'max-size = "64M"\nexclude = ["wire/"]\nfail-on = "never"',
    '[[overrides]]\npaths = ["wire/"]\nmin-confidence = 0.9\nseverity = { names = "note" }',
]
BAD = [
    "min_confidence = 0.5",
    "min-confidence = 1.5",
    "min-confidence = -0.5",
    'min-confidence = "0.5"',
    "min-confidence = true",
    'select = "names"',
    "select = []",
    'select = ["nams"]',
    "ignore = [3]",
    'preset = "corpse"',
    'severity = { names = "grave" }',
    'severity = { nams = "note" }',
    'severity = "note"',
    "min-confidence-of = { names = 2 }",
    "min-confidence-of = { names = true }",
    'max-size = "much"',
    "max-size = -1",
    "max-size = 1.5",
    'fail-on = "sometimes"',
    'input-format = "runes"',
    'model = "no"',
    'overrides = [{ min-confidence = 0.5 }]',
    'overrides = [{ paths = [] }]',
    'overrides = [{ paths = ["a"], fail-on = "never" }]',
    'overrides = [{ paths = ["a"], preset = "corpus" }]',
    'archive = ""',
]  # fmt: skip


def read(text):
    """What the program makes of a configuration."""
    return Chain((ConfigFile(Path.cwd() / "lintnews.toml", text, tomllib.loads(text), ()),))


def test_the_schema_file_is_what_the_program_writes():
    assert (ROOT / "schema" / FILE_NAME).read_text(encoding="utf-8") == config_schema()


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("text", GOOD)
def test_schema_and_program_take_what_is_right(text):
    jsonschema.validate(tomllib.loads(text), SCHEMA)
    read(text)


@pytest.mark.parametrize("text", BAD)
def test_schema_and_program_refuse_what_is_wrong(text):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), SCHEMA)
    with pytest.raises(ConfigError) as error:
        read(text)
    assert error.value.place == "lintnews.toml:1"


@pytest.mark.parametrize("preset", sorted(presets()))
def test_presets_are_configurations(preset):
    text = presets()[preset].read_text(encoding="utf-8")
    assert text.startswith("# ")
    jsonschema.validate(tomllib.loads(text), SCHEMA)


def test_every_key_is_described_and_every_example_is_right():
    assert set(KEYS) == {*keys_of(Configuration), *keys_of(Override)}
    for key, about in KEYS.items():
        if key != "paths":
            example = tomllib.loads(f"{key} = {about.example}")
            jsonschema.validate(example, SCHEMA)
            default = SCHEMA["$defs"]["Configuration"]["properties"][key].get("default")
            assert default == (
                list(about.default) if isinstance(about.default, tuple) else about.default
            )


@pytest.mark.parametrize("preset", [None, "corpus"])
@pytest.mark.parametrize("table", ["", "tool.lintnews"])
def test_the_file_to_begin_with_says_only_the_preset(preset, table):
    data = tomllib.loads(starting_text(preset, table=table))
    for key in filter(None, table.split(".")):
        data = data[key]
    assert data == ({"preset": preset} if preset else {})


def test_the_comments_of_the_file_to_begin_with_are_a_configuration():
    text = "\n".join(
        line.removeprefix("# ") for line in starting_text().splitlines() if " = " in line
    )
    data = tomllib.loads(text)
    jsonschema.validate(data, SCHEMA)
    assert set(data) == set(keys_of(Configuration))


def test_the_documentation_has_every_key_with_its_example_and_meaning():
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    for key, about in KEYS.items():
        (row,) = (row for row in rows if row.startswith(f"| `{key}` |"))
        assert row.endswith(f"| `{about.example}` | {about.meaning} |")
    for preset in presets():
        assert any(row.startswith(f"| `{preset}` |") for row in rows)
