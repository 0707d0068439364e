"""lintnews ignore and explain: one finding is meant so, and stays so while the text is edited."""

import json

import pytest
import yaml

ONE = "They voted for Zukunft , the party of the young.\n"
TWO = "In the end it is it is done, as the old mayor said.\n"
RULES = ("--select", "space-before-mark,phrase-doubled,suppression")
SIDECAR = "a.txt.lintnews.yml"


@pytest.fixture
def lintnews(inside):
    return inside


@pytest.fixture
def ignore(lintnews):
    def run(*arguments, reason="its way"):
        because = ("--reason", reason) if reason else ()
        return lintnews("ignore", *RULES, *because, "--by", "desk", *arguments)

    return run


@pytest.fixture
def check(lintnews):
    def run(*arguments):
        done = lintnews("check", *RULES, "--format", "jsonl", *arguments)
        done.found = [json.loads(line) for line in done.out.splitlines()]
        done.states = [(one["line"], one["rule"], one["state"]) for one in done.found]
        return done

    return run


def sidecar(path):
    return yaml.safe_load(path.read_bytes())


def test_one_of_two_equal_uses_is_meant_so(ignore, check, write, tmp_path):
    write("a.txt", ONE + ONE)
    done = ignore("a.txt:2:23")
    assert (done.status, done.err) == (0, "")
    assert done.out == 'a.txt:2:23: space-before-mark " ," is ignored\n'
    assert check("a.txt").states == [
        (1, "space-before-mark", "new"),
        (2, "space-before-mark", "suppressed"),
    ]
    # It stays the second one, and is still known where the text around it changes.
    write("a.txt", "It rained.\n" + ONE + "It snowed.\n" + ONE.replace("young", "old"))
    assert [state for _, _, state in check("a.txt").states] == ["new", "suppressed"]


def test_what_is_suppressed_is_neither_printed_nor_counted(lintnews, ignore, write):
    write("a.txt", TWO)
    assert lintnews("check", *RULES, "a.txt").status == 1
    ignore("a.txt:1:12")
    done = lintnews("check", *RULES, "a.txt")
    assert (done.status, done.out) == (0, "Nothing found in 1 file; 1 suppressed\n")
    done = lintnews("check", *RULES, "--show-answered", "a.txt")
    assert done.status == 0
    assert "[phrase-doubled, suppressed]" in done.out


def test_the_file_says_what_was_meant_who_said_so_and_why(ignore, check, write, tmp_path):
    write("a.txt", ONE)
    ignore("a.txt:1:23", reason="No: their way –\n “so”")
    said = sidecar(tmp_path / SIDECAR)
    (entry,) = said["ignored"]
    keys = check("a.txt").found[0]["keys"]
    assert said["version"] == 1
    assert list(entry) == ["rule", "quote", "reason", "by", "at", "keys"]
    assert (entry["rule"], entry["quote"], entry["by"]) == ("space-before-mark", " ,", "desk")
    assert entry["reason"] == "No: their way – “so”"
    assert entry["keys"].split() == [keys[name] for name in ("anchor", "sentence", "left", "right")]
    assert "No: their way – “so”" in (tmp_path / SIDECAR).read_text("utf-8")
    answer = check("a.txt").found[0]["answer"]
    assert (answer["by"], answer["path"], answer["line"]) == ("sidecar", SIDECAR, 5)
    assert answer["reason"] == entry["reason"]


def test_a_fingerprint_names_a_finding_too(ignore, check, write):
    write("a.txt", ONE + ONE)
    first = check("a.txt").found[0]
    assert ignore(f"a.txt:{first['fingerprint']}").status == 0
    assert [state for _, _, state in check("a.txt").states] == ["suppressed", "new"]


def test_any_place_inside_a_finding_names_it(ignore, check, write):
    write("a.txt", TWO)
    assert ignore("a.txt:1:16").status == 0
    assert ignore("./a.txt:1:24").status == 2


def test_several_are_ignored_at_once_and_in_a_stable_order(ignore, check, write, tmp_path):
    write("a.txt", ONE + TWO)
    ignore("a.txt:1:23", "a.txt:2:12")
    before = (tmp_path / SIDECAR).read_text("utf-8")
    assert [state for _, _, state in check("a.txt").states] == ["suppressed"] * 2
    write("a.txt", ONE + TWO + ONE)
    ignore("a.txt:3:23")
    assert (tmp_path / SIDECAR).read_text("utf-8").startswith(before)


def test_a_new_reason_takes_the_place_of_the_old_one(ignore, write, tmp_path):
    write("a.txt", ONE)
    ignore("a.txt:1:23")
    assert "for a new reason" in ignore("a.txt:1:23", reason="a better one").out
    assert [entry["reason"] for entry in sidecar(tmp_path / SIDECAR)["ignored"]] == ["a better one"]


def test_an_answer_is_taken_back(ignore, check, write, tmp_path):
    write("a.txt", ONE + TWO)
    ignore("a.txt:1:23", "a.txt:2:12")
    assert ignore("a.txt:1:23", "--remove", reason=None).out.endswith("is not ignored any more\n")
    assert [state for _, _, state in check("a.txt").states] == ["new", "suppressed"]
    ignore("a.txt:2:12", "--remove", reason=None)
    assert not (tmp_path / SIDECAR).exists()
    done = ignore("a.txt:2:12", "--remove", reason=None)
    assert done.status == 2
    assert f"is not ignored in {SIDECAR}" in done.err


def test_what_answers_nothing_any_more_is_told_at_its_place(
    lintnews, ignore, check, write, tmp_path
):
    write("a.txt", ONE + TWO)
    ignore("a.txt:1:23", "a.txt:2:12")
    write("a.txt", "All is well.\n" + TWO)
    unused = check("a.txt").found[-1]
    source = (tmp_path / SIDECAR).read_text("utf-8")
    assert (unused["path"], unused["rule"], unused["severity"]) == (
        *(SIDECAR, "unused-suppression"),
        "warning",
    )
    assert unused["message"] == "The suppression of space-before-mark suppresses nothing."
    assert source[unused["start"] : unused["end"]] == unused["matched"]
    assert source.splitlines()[unused["line"] - 1] == unused["matched"]
    assert f"{SIDECAR}:{unused['line']}:1: warning" in lintnews("check", *RULES, "a.txt").out
    # Its place is enough to take it out.
    place = f"{SIDECAR}:{unused['line']}:1"
    assert ignore(place, "--remove", reason=None).status == 0
    assert check("a.txt").states == [(2, "phrase-doubled", "suppressed")]
    assert ignore(f"{SIDECAR}:4:1", "--remove", reason=None).status == 2


@pytest.mark.parametrize(
    "options",
    [
        ("--ignore", "space-before-mark"),
        ("--ignore", "unused-suppression"),
        ("--min-confidence", "0.95"),
    ],
)
def test_it_is_not_called_unused_when_nobody_looked(ignore, check, write, options):
    write("a.txt", ONE)
    ignore("a.txt:1:23")
    if "unused-suppression" in options:
        write("a.txt", "All is well.\n")
    assert check("a.txt", *options).found == []


def test_sidecars_are_no_texts(ignore, check, write):
    write("a.txt", ONE)
    ignore("a.txt:1:23")
    for paths in (["."], ["a.txt", SIDECAR]):
        done = check(*paths)
        assert (done.status, done.states) == (0, [(1, "space-before-mark", "suppressed")])


def test_what_is_meant_so_is_not_fixed(lintnews, ignore, write):
    path = write("a.txt", ONE + TWO + ONE)
    ignore("a.txt:3:23")
    done = lintnews("check", *RULES, "--fix", "--ignore", "phrase-doubled", "a.txt")
    assert path.read_text("utf-8") == ONE.replace(" ,", ",") + TWO + ONE
    assert done.out == "Nothing found in 1 file; 1 fixed; 1 suppressed\n"


def test_records_are_named_for_people(ignore, check, write, tmp_path):
    lines = [json.dumps({"text": text}) + "\n" for text in (TWO, ONE, ONE)]
    path = write("a.jsonl", "".join(lines))
    assert ignore("a.jsonl:3:33").status == 0
    (entry,) = sidecar(tmp_path / "a.jsonl.lintnews.yml")["ignored"]
    assert (entry["record"], entry["number"]) == ("line 3", 2)
    path.write_text(lines[0] * 3 + lines[1] + lines[2], "utf-8")
    assert [state for _, _, state in check("a.jsonl").states] == ["new"] * 4 + ["suppressed"]


@pytest.mark.parametrize(
    ("place", "reason", "expected"),
    [
        ("a.txt", "x", "write FILE:LINE:COLUMN"),
        ("a.txt:1", "x", "write FILE:LINE:COLUMN"),
        ("0123456789abcdef0123-0", "x", "write FILE:LINE:COLUMN"),
        ("a.txt:1:1", "x", "a.txt:1:1: no finding stands here"),
        ("a.txt:0123456789abcdef0123-0", "x", "no finding stands here"),
        ("b.txt:1:1", "x", "no finding stands here; nothing is found in this file"),
        ("nowhere.txt:1:1", "x", "nowhere.txt: there is no such file"),
        (f"{SIDECAR}:1:1", "x", "this is no text; name the place in a.txt"),
        ("a.txt:1:23", None, "--reason"),
        ("a.txt:1:23", "  ", "--reason"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    ignore, write, tmp_path, place, reason, expected
):
    write("a.txt", ONE)
    write("b.txt", "All is well.\n")
    done = ignore(place, reason=reason)
    assert (done.status, done.out) == (2, "")
    assert expected in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def test_of_two_rules_at_one_place_one_is_named(lintnews, write):
    write("a.txt", "The council met a week ago. it is said. There was a lot of rain on that day.\n")
    rules = ("--select", "lowercase-sentence-start,stub-sentence")
    place = "a.txt:1:29"
    done = lintnews("ignore", *rules, "--reason", "so", place)
    assert done.status == 2
    names = done.err.partition("--rule: ")[2].strip().split(", ")
    assert len(names) > 1
    assert lintnews("ignore", *rules, "--reason", "so", "--rule", names[1], place).status == 0
    done = lintnews("check", *rules, "--format", "jsonl", "a.txt")
    found = [json.loads(line) for line in done.out.splitlines()]
    assert [one["rule"] for one in found if one["state"] == "suppressed"] == [names[1]]


ENTRY = (
    "- rule: space-before-mark\n  quote: ' ,'\n  reason: so\n"
    "  keys: 0000000000000000 0000000000000001 0000000000000002 0000000000000003\n"
)
HEAD = "version: 1\nignored:\n"


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("", 1, "no mapping"),
        ("- 1\n", 1, "no mapping"),
        ("version: 1\nignored: [\n", 3, "no YAML"),
        ("version: 2\nignored: 7\n", 1, "update lintnews"),
        ("version: one\n", 1, "version"),
        (HEAD + ENTRY + ENTRY.replace("reason: so", "reason: ''"), 9, "reason"),
        (HEAD + ENTRY.replace("  reason: so\n", ""), 3, "reason"),
        (HEAD + ENTRY.replace("0003", "3"), 6, "keys"),
        (HEAD + ENTRY.replace("quote:", "quoted:"), 3, "quoted"),
        (HEAD + "<<<<<<< HEAD\n" + ENTRY + "=======\n", 3, "git left a conflict"),
        ("version: 1\nignored: &a [*a]\n", 2, "write it out"),
        (b"version: 1\n# \xff\n", 2, "UTF-8"),
    ],
)
def test_a_broken_sidecar_is_told_with_its_line_and_left_alone(
    ignore, check, write, tmp_path, content, line, reason
):
    write("a.txt", ONE)
    path = write(SIDECAR, content)
    before = path.read_bytes()
    done = check("a.txt")
    assert (done.status, done.states) == (2, [(1, "space-before-mark", "new")])
    assert done.err.startswith(f"lintnews: {SIDECAR}:{line}: ")
    assert reason in done.err
    assert ignore("a.txt:1:23").status == 2
    assert path.read_bytes() == before


def test_a_sidecar_with_other_line_ends_keeps_them(ignore, check, write, tmp_path):
    write("a.txt", (ONE + TWO).replace("\n", "\r\n"))
    ignore("a.txt:1:23")
    path = tmp_path / SIDECAR
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert [state for _, _, state in check("a.txt").states] == ["suppressed", "new"]
    ignore("a.txt:2:12")
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n") > 10
    assert [state for _, _, state in check("a.txt").states] == ["suppressed"] * 2


def test_hostile_text_comes_back_as_it_was(ignore, check, write, tmp_path):
    text = 'It said "\\N: {x}" 😀 # it is it is done.\n'
    write("a.txt", text)
    reason = "no # comment: {a} [b] 'c' \"d\" 😀 *e &f !g %h @i yes"
    assert ignore(f"a.txt:1:{text.index('it is') + 1}", reason=reason).status == 0
    assert sidecar(tmp_path / SIDECAR)["ignored"][0]["reason"] == reason
    assert [state for _, _, state in check("a.txt").states] == ["suppressed"]


def test_explain_says_everything_about_one_finding(lintnews, ignore, check, write):
    write("a.txt", ONE + TWO)
    ignore("a.txt:1:23", reason="their way")
    first, second = check("a.txt").found
    done = lintnews("explain", *RULES, first["fingerprint"], "a.txt")
    assert (done.status, done.err) == (0, "")
    for said in (
        *("a.txt:1:23", "In English a mark follows", first["keys"]["anchor"], "suppressed"),
        *(f"by the sidecar at {SIDECAR}:5", "their way", "Confidence:  90%"),
    ):
        assert said in done.out
    assert "it is it is" not in done.out
    done = lintnews("explain", *RULES, second["fingerprint"], "a.txt")
    assert "State:       new" in done.out
    assert "Answered" not in done.out


def test_explain_says_that_there_is_none(lintnews, write):
    write("a.txt", ONE)
    done = lintnews("explain", *RULES, "0123456789abcdef0123-0", "a.txt")
    assert (done.status, done.out) == (2, "")
    assert "no finding has the fingerprint 0123456789abcdef0123-0" in done.err
