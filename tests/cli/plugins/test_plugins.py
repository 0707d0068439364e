"""What plug-ins bring is used like what lintnews brings, and a broken one is told by its name."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from lintnews.plugins import BUILT_IN

STORY = "Slug: DAM\n\nOnly time will tell whether THE DAM HOLDS until spring.\n"
READER = """\
from lintnews.document.reading import Reader
def read(stream, name, reading):
    {body}
GIVEN = Reader("broken", "broken files", {endings}, read)
"""


def test_lintnews_declares_what_it_brings_by_the_same_door():
    project = tomllib.loads(Path(__file__).parents[3].joinpath("pyproject.toml").read_text("utf-8"))
    declared = project["project"]["entry-points"]
    assert declared == {group: {"lintnews": place} for group, place in BUILT_IN.items()}


def test_rules_checks_and_readers_of_a_plug_in_work(lintnews, write, desk, path):
    write("dam.story", STORY)
    done = lintnews("check", ".", "--no-model", "--format", "jsonl", **path)
    findings = [json.loads(line) for line in done.out.splitlines()]
    assert [(one["rule"], one["matched"], one["line"], one["column"]) for one in findings] == [
        ("desk-cliche", "Only time will tell", 3, 1),
        ("desk-shouting", "THE DAM HOLDS", 3, 29),
    ]
    assert [STORY[one["start"] : one["end"]] for one in findings] == [
        one["matched"] for one in findings
    ]
    assert findings[1]["message"] == '3 words in a row stand in capitals: "THE DAM HOLDS".'


def test_a_report_of_a_plug_in_can_be_asked_for(lintnews, write, desk, path):
    write("dam.story", STORY)
    done = lintnews("check", "dam.story", "--no-model", "--format", "slips", **path)
    assert done.out.splitlines() == [
        "dam.story:3\tdesk-cliche\tOnly time will tell",
        "dam.story:3\tdesk-shouting\tTHE DAM HOLDS",
    ]


def test_without_the_plug_in_its_names_are_unknown(lintnews, write):
    write("dam.story", STORY)
    assert lintnews("check", "dam.story", "--select", "desk-cliche").status == 2
    assert lintnews("check", "dam.story", "--format", "slips").status == 2
    assert lintnews("check", "dam.story", "--input-format", "story").status == 2


def test_configuration_knows_the_names_of_plug_ins(lintnews, write, desk, path):
    write("dam.txt", STORY)
    write(
        "lintnews.toml",
        'select = ["desk"]\nignore = ["desk-shouting"]\ninput-format = "story"\n'
        'severity = {desk-cliche = "error"}\n',
    )
    done = lintnews("check", "dam.txt", "--format", "slips", **path)
    assert (done.status, done.out) == (1, "dam.txt:3\tdesk-cliche\tOnly time will tell\n")


def test_spawned_workers_find_what_one_process_finds(lintnews, write, desk, path):
    for number in range(6):
        write(f"{number}.story", STORY + "The dam holds, said the mayor of the town.\n" * 600)
    write(
        "spawn.py",
        "import multiprocessing\n"
        "from lintnews import crew\n"
        "from lintnews.cli import main\n"
        "if __name__ == '__main__':\n"
        "    crew.sys.platform = 'not linux'\n"
        "    main()\n",
    )
    arguments = ["check", "--select", "desk", "--format", "jsonl"]
    files = [f"{number}.story" for number in range(6)]
    alone = lintnews(*arguments, "--jobs", "1", *files, **path)
    folder = write("x", "").parent
    done = subprocess.run(
        [sys.executable, "spawn.py", *arguments, "--jobs", "2", *files],
        cwd=folder,
        env={**os.environ, **path},
        capture_output=True,
        check=False,
    )
    assert done.stderr.decode() == ""
    assert done.stdout.decode() == alone.out
    assert alone.out.count("\n") == 12


def test_a_rule_of_a_plug_in_says_where_it_comes_from(lintnews, desk, path):
    assert "lintnews-desk 1.2" in lintnews("rule", "desk-cliche", **path).out
    listed = lintnews("rule", **path).out.splitlines()
    assert [line.split()[0] for line in listed if "lintnews-desk 1.2" in line] == [
        "desk-cliche",
        "desk-shouting",
    ]


def test_the_rules_of_the_example_keep_their_word(lintnews, desk, path):
    done = lintnews("test-rules", desk / "lintnews_desk" / "rules", **path)
    assert done.status == 0
    assert "2 rules tried, 0 failed" in done.out


RULE = """\
import pathlib
def GIVEN():
    folder = pathlib.Path(__file__).parent / "house-rules"
    (folder / "house").mkdir(parents=True, exist_ok=True)
    text = pathlib.Path({example!r}).read_text("utf-8")
    text = text.replace("desk-cliche", "{name}").replace("family: desk", "family: house")
    (folder / "house" / "{name}.yml").write_text(text + {more!r}, "utf-8")
    return folder
"""
CLICHE = Path(__file__).parent / "example/lintnews_desk/rules/desk/desk-cliche.yml"


def rule(name, more=""):
    return RULE.format(example=str(CLICHE), name=name, more=more)


@pytest.mark.parametrize(
    ("group", "code", "reason"),
    [
        ("readers", "import not_there_at_all", "No module named 'not_there_at_all'"),
        ("readers", "raise SystemError('no luck')", "no luck"),
        ("readers", "OTHER = 1", "GIVEN"),
        ("readers", "GIVEN = 1", "it gives int, not lintnews.document.reading.Reader"),
        ("readers", READER.format(body="yield", endings="'.b'"), "endings are no tuple"),
        ("readers", READER.format(body="yield", endings="('.TXT',)"), "'.TXT'"),
        ("readers", READER.format(body="yield", endings="('.md',)"), "read as markdown"),
        (
            "readers",
            READER.format(body="yield", endings="('.b',)") + "GIVEN = GIVEN._replace(name='text')",
            "the name text is taken by lintnews",
        ),
        (
            "readers",
            READER.format(body="yield", endings="('.b',)") + "GIVEN = GIVEN._replace(name='A b')",
            "'A b'",
        ),
        ("reporters", "GIVEN = 'text'", "it gives str, not lintnews.report.reporting.Reporter"),
        (
            "reporters",
            "from lintnews.report.reporting import Reporter as R\nGIVEN = [R('json', 'J', print)]",
            "the name json is taken by lintnews",
        ),
        ("checks", "GIVEN = 3", "int is neither a check nor a module of checks"),
        (
            "checks",
            "from lintnews.rulebook.registry import Params, check\n"
            "@check('no_finite_verb', Params)\ndef GIVEN(text, params): return ()",
            "no_finite_verb is taken",
        ),
        ("rules", "GIVEN = 3", "it gives no folder"),
        ("rules", "GIVEN = '/no/such/folder'", "is no folder"),
        ("rules", "import pathlib\nGIVEN = pathlib.Path(__file__).parent", "there is no rule"),
        ("rules", rule("word-doubled"), "the name word-doubled is taken"),
        ("rules", rule("quotes"), "the name quotes is that of a family"),
        ("rules", rule("house-rule", "what: ever\n"), "house-rule.yml:"),
        ("rules", rule("house-rule", "aliases: [word-doubled]\n"), "word-doubled is taken"),
    ],
)
def test_a_plug_in_that_cannot_be_used_is_named_with_what_to_do(
    lintnews, write, broken, path, group, code, reason
):
    broken(group, code)
    write("a.txt", "All is well in the town.\n")
    done = lintnews("check", "a.txt", **path)
    assert (done.status, done.out) == (2, "")
    assert "broken-plugin 0.3" in done.err
    assert reason in done.err
    assert "pip uninstall broken-plugin" in done.err


def test_versions_and_help_are_shown_in_spite_of_a_broken_plug_in(lintnews, broken, path):
    broken("readers", "import not_there_at_all")
    done = lintnews("version", **path)
    assert done.status == 0
    assert "broken-plugin 0.3: readers" in done.out
    assert lintnews("--help", **path).status == 0


def test_a_place_that_is_none_is_told(lintnews, write, broken, path):
    broken("readers", "", value="no place; at all")
    write("a.txt", "All is well.\n")
    done = lintnews("check", "a.txt", **path)
    assert done.status == 2
    assert "'package.module:name'" in done.err


def test_two_plug_ins_with_one_name_are_told_apart(lintnews, write, broken, path):
    code = READER.format(body="yield", endings="('.b',)")
    broken("readers", code)
    broken("readers", code.replace("'.b'", "'.c'"), "other_plugin:GIVEN", "other-plugin")
    write("a.txt", "All is well.\n")
    done = lintnews("check", "a.txt", **path)
    assert done.status == 2
    assert "other-plugin 0.3" in done.err
    assert "the name broken is taken by broken-plugin 0.3" in done.err


def test_a_reader_that_fails_costs_its_file_only(lintnews, write, broken, path):
    broken("readers", READER.format(body="raise KeyError('slug'); yield", endings="('.b',)"))
    write("a.b", "")
    write("b.txt", "He said that that the the dam held.\n")
    done = lintnews("check", ".", "--no-model", "--select", "word-doubled", **path)
    assert done.status == 2
    assert "a.b: the reader broken of broken-plugin 0.3 failed: KeyError: 'slug'" in done.err
    assert "[word-doubled" in done.out


def test_a_check_that_fails_is_named(lintnews, write, desk, path):
    code = desk / "lintnews_desk" / "checks.py"
    text = code.read_text("utf-8").replace("count = len", "count = 1 // 0 + len")
    code.write_text(text, encoding="utf-8")
    write("dam.story", STORY)
    write("fine.story", "Slug: X\n\nOnly time will tell, he said.\n")
    done = lintnews("check", ".", "--no-model", **path)
    assert done.status == 2
    assert (
        "dam.story:1: could not be linted: the rule desk-shouting of lintnews-desk 1.2" in done.err
    )
    assert "an error in lintnews" not in done.err
    assert "fine.story" in done.out


def test_the_metadata_of_an_older_lintnews_does_no_harm(lintnews, write, site, path):
    metadata = site / "lintnews-0.0.1.dist-info"
    metadata.mkdir()
    (metadata / "entry_points.txt").write_text("[lintnews.readers]\nold = lintnews.gone:READERS\n")
    write("a.txt", "All is well in the town.\n")
    assert lintnews("check", "a.txt", "--no-model", **path).status == 0


def test_metadata_that_is_no_text_is_passed_over(lintnews, write, site, path):
    metadata = site / "odd-1.dist-info"
    metadata.mkdir()
    (metadata / "entry_points.txt").write_bytes(b"\xff\xfe[lintnews.readers]\n\x00 lintnews")
    (site / "file-1.dist-info").write_text("no folder")
    write("a.txt", "All is well in the town.\n")
    assert lintnews("check", "a.txt", "--no-model", **path).status == 0
