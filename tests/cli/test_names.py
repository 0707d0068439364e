"""``lintnews names``, and the lists of names that ``lintnews check`` is given."""

import json

import pytest

HEAD = "id,kind,preferred,accept,reject,styles\n"
GOOD = HEAD + "tarnograd,place,Tarnograd,,Tarnogrod,east=Tarnograd; west=Tarnohrad\n"
TEXT = "In Tarnogrod the talks failed. The envoys left Tarnograd on Monday.\n"


def rules(done):
    return [json.loads(line)["rule"] for line in done.out.splitlines()]


def test_a_sound_file_is_clean(lintnews, write):
    write("own.csv", GOOD)
    done = lintnews("names", "check", "own.csv")
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "1 entry (1 place) with 2 right and 1 wrong forms; 0 errors and 0 warnings in 1 file\n"
    )


def test_warnings_are_told_and_are_status_1(lintnews, write):
    write(
        "own.yml",
        """entries:
  - id: a
    kind: place
    preferred: Tarnograd
    reject: [Ulmstadt, Window]
    not: [Tarnograd]
  - id: b
    kind: place
    preferred: Ulmstadt
    variants_by_style: {east: Ulmstadt}
  - id: c
    kind: place
    preferred: Ulmstadt
""",
    )
    done = lintnews("names", "check", "own.yml")
    assert done.status == 1
    lines = done.out.splitlines()
    assert [line.partition(": ")[0] for line in lines[:-1]] == [
        *["own.yml:5"] * 3,
        "own.yml:6",
        "own.yml:10",
        "own.yml:11",
    ]
    assert all(": warning: " in line for line in lines[:-1])
    assert "6 warnings" in lines[-1]


def test_every_error_of_every_file_is_told_and_is_status_2(lintnews, write):
    write("a.csv", HEAD + "x,planet,A\nx,place,B\nx,place,C\n")
    write("b.csv", b"\xff\xfe")
    write("c.csv", HEAD + "x,place,D,,D\n")
    done = lintnews("names", "check", "a.csv", "b.csv", "c.csv")
    assert done.status == 2
    places = [
        line.partition(": ")[0] for line in done.out.splitlines()[:-1] if "warning" not in line
    ]
    assert places == ["a.csv:2", "a.csv:4", "b.csv:1", "c.csv:2"]


def test_a_rejected_form_that_a_shipped_entry_accepts_is_told(lintnews, write):
    write("own.csv", HEAD + "x,place,Kyyiv,,Kyiv\n")
    done = lintnews("names", "check", "own.csv")
    assert done.status == 1
    assert "right form of kyiv" in done.out
    assert lintnews("names", "check", "--no-shipped-names", "own.csv").status == 0


def test_the_shipped_names_are_sound(lintnews):
    done = lintnews("names", "check")
    assert done.status == 0, done.out


def test_a_missing_file_is_status_2(lintnews):
    done = lintnews("names", "check", "none.csv")
    assert done.status == 2
    assert "none.csv" in done.err


def test_an_unknown_command_is_status_2(lintnews):
    assert lintnews("names", "chekc").status == 2


def test_names_of_the_house_count_in_a_run(lintnews, write):
    write("a.txt", TEXT)
    write("own.csv", GOOD)
    arguments = ("check", "a.txt", "--format", "jsonl", "--select", "names")
    assert "name-rejected-by-authority" not in rules(lintnews(*arguments))
    assert rules(lintnews(*arguments, "--names", "own.csv")) == ["name-rejected-by-authority"]


def test_the_last_list_has_the_last_word(lintnews, write):
    write("a.txt", TEXT)
    write("own.csv", GOOD)
    write("desk.csv", HEAD + "tarnograd,place,Tarnograd,Tarnogrod,,\n")
    arguments = ("check", "a.txt", "--format", "jsonl", "--select", "name-rejected-by-authority")
    assert rules(lintnews(*arguments, "--names", "own.csv", "--names", "desk.csv")) == []
    assert rules(lintnews(*arguments, "--names", "desk.csv", "--names", "own.csv")) != []


def test_the_shipped_names_can_be_left_out(lintnews, write):
    write("a.txt", "The minister flew to Riyahd on Monday.\n")
    arguments = ("check", "a.txt", "--format", "jsonl", "--select", "names")
    assert rules(lintnews(*arguments)) == ["name-rejected-by-authority"]
    assert rules(lintnews(*arguments, "--no-shipped-names")) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_style_is_asked_of_every_text(lintnews, write, jobs):
    for number in range(8):
        write(f"{number}.txt", "The road to Kiev was closed on Monday.\n" + "\nIt rained.\n" * 2000)
    done = lintnews(
        *("check", ".", "--format", "jsonl", "--select", "names", "--jobs", jobs),
        *("--style", "ap,current"),
    )
    findings = [json.loads(line) for line in done.out.splitlines()]
    assert [finding["rule"] for finding in findings] == ["name-against-style"] * 8
    assert findings[0]["suggestions"] == [{"text": "Kyiv", "safe": True}]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--style", "ukranian"], "did you mean ukrainian"),
        (["--names", "bad.csv"], "bad.csv:2: x: column kind: "),
        (["--names", "none.csv"], "none.csv"),
        (["--names", "a.txt"], "a.txt:1: "),
    ],
)
def test_wrong_names_end_the_run_before_anything_is_linted(lintnews, write, arguments, reason):
    write("a.txt", TEXT)
    write("bad.csv", HEAD + "x,planet,A\n")
    done = lintnews("check", "a.txt", "--format", "jsonl", *arguments)
    assert (done.status, done.out) == (2, "")
    assert reason in done.err


def test_styles_are_listed_with_their_counts(lintnews, write):
    write("own.csv", GOOD)
    done = lintnews("names", "styles", "--no-shipped-names", "own.csv")
    assert [line.split()[:3] for line in done.out.splitlines()] == [
        ["east", "1", "Tarnograd"],
        ["west", "1", "Tarnohrad"],
    ]
    assert "ukrainian" in lintnews("names", "styles").out


@pytest.mark.parametrize("form", ["yaml", "csv"])
def test_an_export_is_a_file_of_names_that_says_the_same(lintnews, write, tmp_path, form):
    write("own.csv", GOOD)
    name = f"out.{form}"
    assert lintnews("names", "export", "own.csv", "--format", form, "--output", name).status == 0
    assert lintnews("names", "export", name, "--format", "csv").out == (
        "id,kind,preferred,reject,styles\n"
        "tarnograd,place,Tarnograd,Tarnogrod,east=Tarnograd; west=Tarnohrad\n"
    )


def test_names_go_out_as_entities_and_come_back(lintnews, write, tmp_path):
    write("own.csv", GOOD)
    done = lintnews("names", "export", "own.csv", "--format", "ftm")
    assert json.loads(done.out) == {
        "id": "tarnograd",
        "schema": "Territory",
        "properties": {"name": ["Tarnograd"], "alias": ["Tarnohrad"]},
    }
    write("a.jsonl", done.out)
    back = lintnews("names", "import", "a.jsonl", "--format", "ftm-json", "--output", "b.csv")
    assert (back.status, back.out, back.err) == (0, "", "lintnews: 1 entry\n")
    assert (tmp_path / "b.csv").read_text("utf-8") == (
        "id,kind,preferred,accept\ntarnograd,place,Tarnograd,Tarnohrad\n"
    )


def test_a_wrong_import_writes_nothing(lintnews, write, tmp_path):
    write("a.jsonl", '{"id": 1}\n')
    done = lintnews("names", "import", "a.jsonl", "--format", "ftm-json", "--output", "b.csv")
    assert done.status == 2
    assert done.err.startswith("lintnews: a.jsonl:1: ")
    assert not (tmp_path / "b.csv").exists()
