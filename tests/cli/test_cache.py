"""The cache: an unchanged file costs next to nothing, and nothing is remembered wrongly."""

import json
import os
import subprocess
import sys

import pytest

from lintnews.cache.memory import Memory
from lintnews.cache.store import Store
from lintnews.cli.inputs import Inputs
from lintnews.cli.work import Work
from lintnews.config.profiles import Profiles
from lintnews.outcomes import Settings

SLIP = "The council met , and raised the the tax on water.\n"
CLEAN = "The council met on Monday, and raised the tax on water.\n"
PROGRAM = """
import sys
from lintnews import cli
sys.argv = ["lintnews", "check", *sys.argv[1:]]
try:
    cli.main()
finally:
    print("lintnews.runner" in sys.modules, file=sys.stderr)
"""


@pytest.fixture
def has_linted(tmp_path, cache_folder):
    """Check files without the reader: what was printed, and whether anything was linted."""

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, "--no-model", *arguments],
            cwd=tmp_path,
            env={**os.environ, "LINTNEWS_CACHE_DIR": str(cache_folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout, done.stderr.split()[-1] == "True"

    return run


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_what_is_known_is_printed_again_without_linting(has_linted, write, form):
    write("a.txt", SLIP)
    write("b.jsonl", json.dumps({"text": SLIP}) + "\n" + json.dumps({"text": CLEAN}) + "\n")
    write("c.txt", CLEAN)
    write("empty.txt", "")
    first, linted = has_linted(".", "--format", form)
    assert linted
    again, linted = has_linted(".", "--format", form)
    assert again == first
    assert not linted


def test_a_changed_file_is_linted_again_and_a_touched_one_is_not(has_linted, write, tmp_path):
    write("a.txt", SLIP)
    first, _ = has_linted("a.txt")
    os.utime(tmp_path / "a.txt", (1, 1))
    assert has_linted("a.txt") == (first, False)
    write("a.txt", CLEAN)
    assert has_linted("a.txt")[0].startswith("Nothing found")
    write("a.txt", SLIP)
    assert has_linted("a.txt") == (first, False)


def test_only_what_has_changed_is_linted(lintnews, write):
    write("a.txt", SLIP)
    write("b.txt", CLEAN)
    options = ("check", ".", "--no-model", "--format", "jsonl")
    assert len(lintnews(*options).out.splitlines()) == 2
    write("b.txt", CLEAN.replace(",", " ,"))
    found = [json.loads(line) for line in lintnews(*options).out.splitlines()]
    assert [finding["path"] for finding in found] == ["a.txt", "a.txt", "b.txt"]


@pytest.mark.parametrize(
    "options",
    [
        ("--select", "word-doubled"),
        ("--min-confidence", "0.96"),
        ("--preset", "corpus"),
        ("--format", "json"),
        ("--names", "names.yml"),
    ],
    ids=lambda options: options[0],
)
def test_other_options_have_outcomes_of_their_own(has_linted, write, options):
    write("a.txt", SLIP)
    write("names.yml", "entries: []\n")
    has_linted("a.txt")
    assert has_linted("a.txt", *options)[1]
    assert not has_linted("a.txt", *options)[1]
    assert not has_linted("a.txt")[1]


def test_what_the_outcome_depends_on_is_looked_at(has_linted, write):
    write("a.txt", "Daniel Kurtzer left on Monday.\n")
    entry = "entries: [{id: a, kind: person, preferred: Daniel Kurzer, reject: [%s]}]\n"
    write("names.yml", entry % "Daniel Kurtser")
    write("lintnews.toml", 'names = ["names.yml"]\n')
    assert has_linted("a.txt")[1]
    assert not has_linted("a.txt")[1]
    write("names.yml", entry % "Daniel Kurtzer")
    said, linted = has_linted("a.txt")
    assert linted
    assert '"Kurtzer" is a wrong spelling' in said
    write("lintnews.toml", 'names = ["names.yml"]\nignore = ["names"]\n')
    assert has_linted("a.txt")[0].startswith("Nothing found")


def test_the_same_text_under_another_name_has_its_own_findings(has_linted, write):
    write("a.txt", SLIP)
    write("b.txt", SLIP)
    assert "a.txt" in has_linted("a.txt")[0]
    said, linted = has_linted("b.txt")
    assert linted
    assert "a.txt" not in said


def test_problems_are_told_in_every_run(lintnews, write):
    write("a.jsonl", json.dumps({"text": SLIP}) + "\nno json\n")
    write("b.txt", SLIP)
    first = lintnews("check", ".", "--no-model")
    again = lintnews("check", ".", "--no-model")
    assert (again.status, again.out, again.err) == (first.status, first.out, first.err)
    assert first.status == 2
    assert "a.jsonl:2" in first.err


@pytest.mark.parametrize("damage", [b"", b"garbage", b"SQLite format 3\0" + bytes(4000)])
def test_a_damaged_cache_is_made_anew(lintnews, write, cache_folder, damage):
    write("a.txt", SLIP)
    first = lintnews("check", "a.txt", "--no-model")
    (file,) = cache_folder.glob("*.db")
    file.write_bytes(damage)
    for _ in range(2):
        again = lintnews("check", "a.txt", "--no-model")
        assert (again.status, again.out, again.err) == (first.status, first.out, first.err)


def test_a_cache_that_cannot_be_written_is_in_nobodys_way(lintnews, write, tmp_path):
    write("a.txt", SLIP)
    folder = write("file", "in the way") / "cache"
    for _ in range(2):
        done = lintnews("check", "a.txt", "--no-model", LINTNEWS_CACHE_DIR=str(folder))
        assert done.status == 1
        assert done.err == ""
        assert "word-doubled" in done.out


def test_without_a_cache_nothing_is_kept(lintnews, write, cache_folder):
    write("a.txt", SLIP)
    lintnews("check", "a.txt", "--no-model", "--no-cache")
    lintnews("check", "a.txt", "--no-model", "--diff")
    assert list(cache_folder.iterdir()) == []


def test_two_runs_at_once(tmp_path, write, cache_folder):
    for number in range(12):
        write(f"{number}.txt", SLIP.replace("council", f"council of {number} towns"))
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "lintnews", "check", ".", "--no-model", "--format", "jsonl"],
            cwd=tmp_path,
            env={**os.environ, "LINTNEWS_CACHE_DIR": str(cache_folder)},
            stdout=subprocess.PIPE,
        )
        for _ in range(3)
    ]
    said = {run.communicate()[0] for run in runs}
    assert len(said) == 1
    assert len(said.pop().splitlines()) == 24


def test_the_cache_can_be_found_and_cleared(lintnews, write, cache_folder):
    write("a.txt", SLIP)
    assert lintnews("cache", "folder").out == f"{cache_folder}\n"
    assert lintnews("cache", "clear").out == "There was nothing to forget\n"
    lintnews("check", "a.txt", "--no-model")
    assert "MB freed" in lintnews("cache", "clear").out
    assert list(cache_folder.iterdir()) == []


def test_what_only_linting_needs_is_not_loaded_where_nothing_is_linted(
    lintnews, write, tmp_path, cache_folder
):
    write("a.txt", SLIP)
    lintnews("check", "a.txt", "--no-model")
    heavy = '[name for name in ("numpy", "regex", "yaml") if name in sys.modules]'
    program = PROGRAM.replace('"lintnews.runner" in sys.modules', heavy)
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-model", "a.txt"],
        cwd=tmp_path,
        env={**os.environ, "LINTNEWS_CACHE_DIR": str(cache_folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.splitlines()[-1] == "[]"


def test_an_outcome_that_is_gone_when_its_turn_comes_is_found_again(write, tmp_path):
    path = str(write("a.txt", SLIP))
    store = Store(tmp_path / "cache")
    said = []
    for _ in range(2):
        inputs = Inputs([path], Profiles({"model": False}, isolated=True))
        memory = Memory(store, Settings())
        work = Work(inputs, Settings(), memory)
        assert inputs.are_known == bool(said)
        store.clear()
        documents = inputs.documents(lambda: None, fix=False, spool=None)
        said.append([one.findings for one in work.outcomes(documents, 1)])
    assert said[0] == said[1]
    assert len(said[0][0]) == 2
