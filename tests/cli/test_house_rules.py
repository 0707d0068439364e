"""Folders of rules that a configuration names."""

import json

import pytest

RULE = """\
name: {name}
family: house
since: "1"
status: stable
severity: warning
confidence: 0.9
scope: sentence
{way}
message: 'The house does not print "{{matched}}".'
why: It does not.
source: a test
bad:
  - 'An odd thing.'
good:
  - 'An even thing.'
"""
TEXT = "An odd thing fell from a green tree in the town.\n"


@pytest.fixture
def rule(write):
    def write_rule(name, word, folder="ours"):
        way = f"pattern: '\\b{word}\\b'"
        return write(f"{folder}/house/{name}.yml", RULE.format(name=name, way=way))

    return write_rule


@pytest.fixture
def found(lintnews):
    def names(*arguments):
        done = lintnews("check", "--no-model", "--format", "jsonl", *arguments)
        assert done.err == ""
        return [json.loads(line)["rule"] for line in done.out.splitlines()]

    return names


def test_rules_of_a_house_run_and_can_be_named(found, rule, write):
    rule("house-odd", "odd")
    rule("house-green", "green")
    write("a.txt", TEXT)
    assert found("a.txt") == []
    write("lintnews.toml", 'rules = ["ours"]\n')
    assert found("a.txt") == ["house-odd", "house-green"]
    assert found("a.txt", "--ignore", "house-odd") == ["house-green"]
    assert found("a.txt", "--select", "house-odd,quotes") == ["house-odd"]
    write("lintnews.toml", 'rules = ["ours"]\nignore = ["house-green"]\nseverity.house = "error"\n')
    assert found("a.txt") == ["house-odd"]
    assert found("a.txt", "--no-config") == []


def test_rules_count_below_their_configuration_only(lintnews, rule, write):
    rule("house-odd", "odd", "desk/ours")
    write("desk/lintnews.toml", 'rules = ["ours"]\n')
    write("desk/a.txt", TEXT)
    write("b.txt", TEXT)
    done = lintnews("check", "--no-model", "--format", "jsonl", "desk/a.txt", "b.txt")
    assert [json.loads(line)["path"].replace("\\", "/") for line in done.out.splitlines()] == [
        "desk/a.txt"
    ]
    # A name that one of the configurations does not know is told, not passed over.
    done = lintnews("check", "--no-model", "--select", "house-odd", "desk/a.txt", "b.txt")
    assert (done.status, done.out) == (2, "")
    assert "no rule or family 'house-odd'" in done.err


def test_rules_of_the_extended_file_count_too(lintnews, found, rule, write):
    rule("house-odd", "odd", "base/ours")
    rule("house-green", "green", "mine")
    write("base/lintnews.toml", 'rules = ["ours"]\nextend-select = ["house-odd"]\n')
    write("lintnews.toml", 'extends = "base/lintnews.toml"\nrules = ["mine"]\n')
    write("a.txt", TEXT)
    assert found("a.txt") == ["house-odd", "house-green"]
    about = json.loads(lintnews("config", "a.txt", "--format", "json", "--rules").out)
    assert len(about["values"]["rules"]["from"]) == 2
    assert {"house-odd", "house-green"} <= {one["name"] for one in about["rules"]}


def test_a_rule_may_call_a_check_of_lintnews(found, write):
    way = "check: sentence_length\nwith:\n  most: 4"
    write("ours/house/house-long.yml", RULE.format(name="house-long", way=way))
    write("lintnews.toml", 'rules = ["ours"]\nselect = ["house"]\n')
    write("a.txt", TEXT)
    assert found("a.txt") == ["house-long"]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "lintnews.toml:1: rules: 'ours' is no folder"),
        ({"ours/a.txt": ""}, "lintnews.toml:1: rules: there is no rule in 'ours'"),
        ({"ours/house/odd.yml": "name: [\n"}, "odd.yml:2: is no YAML"),
        ({"ours/house/odd.yml": b"\xff\xfe"}, "odd.yml:1:"),
        (
            {"ours/house/word-doubled.yml": RULE.format(name="word-doubled", way="pattern: 'odd'")},
            "the name word-doubled is taken by",
        ),
        (
            {"ours/house/quotes.yml": RULE.format(name="quotes", way="pattern: 'odd'")},
            "the name quotes is that of a family",
        ),
        (
            {"ours/house/odd.yml": RULE.format(name="odd", way="check: os_system")},
            "there is no check os_system",
        ),
    ],
)
def test_what_cannot_be_used_is_told(lintnews, write, files, reason):
    for name, content in files.items():
        write(name, content)
    write("lintnews.toml", 'rules = ["ours"]\n')
    write("a.txt", TEXT)
    done = lintnews("check", "a.txt")
    assert (done.status, done.out) == (2, "")
    assert reason in done.err
