"""The lines of keys in TOML, with all that may stand between them."""

import tomllib

import pytest

from lintnews.config.toml_lines import key_lines

TEXT = """\
# a = 1
preset = "corpus"   # x = "y"
"quoted key" = 'a # b'
dotted.key = 1
"""


def lines(text):
    tomllib.loads(text)
    return key_lines(text)


def test_keys_stand_on_their_lines():
    found = lines(TEXT)
    assert found["preset",] == 2
    assert found["quoted key",] == 3
    assert found["dotted", "key"] == 4
    assert ("a",) not in found
    assert ("x",) not in found


def test_elements_of_lists_have_lines():
    found = lines('a = [\n  "x", "y",  # "z",\n\n  "[", { b = 1 },\n]\nc = 1\n')
    assert [found["a", index] for index in range(4)] == [2, 2, 4, 4]
    assert ("a", 4) not in found
    assert found["c",] == 6


def test_tables_and_lists_of_tables():
    found = lines(
        "[tool.lintnews]\na = 1\n[[tool.lintnews.overrides]]\npaths = []\n"
        "[[tool.lintnews.overrides]]\n\npaths = []\n[tool.lintnews.overrides.severity]\nx = 1\n"
    )
    top = ("tool", "lintnews")
    assert found[(*top, "a")] == 2
    assert found[(*top, "overrides", 0, "paths")] == 4
    assert found[(*top, "overrides", 1, "paths")] == 7
    assert found[(*top, "overrides", 1, "severity", "x")] == 9


@pytest.mark.parametrize(
    "value",
    [
        '"""\nb = 1\n\\"""\n"""',
        "'''\nb = 1\n[t]\n'''",
        '"a\\"b = 1"',
        "[[1, 2], [\n3]]",
        '{ b = "}" }',
        '"""a""""',
        "1979-05-27T07:32:00Z",
        '""',
    ],
)
def test_no_value_is_taken_for_a_key(value):
    found = lines(f"a = {value}\nlast = 1\n")
    assert found["last",] == value.count("\n") + 2
    assert {place[0] for place in found} == {"a", "last"}


def test_windows_line_ends_and_an_empty_file():
    assert lines("a = 1\r\n\r\nb = [\r\n1]\r\n")["b", 0] == 4
    assert lines("") == {}
    assert lines("# nothing\n") == {}
