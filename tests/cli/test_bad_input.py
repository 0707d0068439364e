"""What cannot be read: said with file and place, status 2, and everything else is still linted."""

import json
import os

import pytest

BROKEN = "The talks failed. facing the wrath of his party, he left the capital on Monday.\n"
RECORD = json.dumps({"text": BROKEN}).encode() + b"\n"


def problems(done):
    assert all(line.startswith("lintnews: ") for line in done.err.splitlines())
    return [line.removeprefix("lintnews: ") for line in done.err.splitlines()]


def found_in(done):
    return [json.loads(line)["path"] for line in done.out.splitlines()]


@pytest.fixture
def check_beside_good(lintnews, write):
    """Lint a path between two files with a finding each."""

    def check(*arguments):
        write("a.txt", BROKEN)
        write("z.txt", BROKEN)
        return lintnews("check", "--format", "jsonl", "a.txt", *arguments, "z.txt")

    return check


@pytest.mark.parametrize(
    ("name", "content", "place", "reason"),
    [
        ("m.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "m.txt", "binary"),
        ("m.txt", b"One line.\nA zero \x00 byte in the second.\n", "m.txt:2", ""),
        ("m.txt", b"One line.\nA \xff\xfe line that is \x81\x8d nothing.\n", "m.txt:2", ""),
        ("m.txt", b"caf\xe9 with\na bell \x07 in it\n", "m.txt:2:8", "binary"),
        ("m.txt", "Ça été “là”.\nà".encode() + b"\xe2\x80", "m.txt:2:2", "UTF-8"),
        ("m.txt", b"half \xed\xa0\xbd of one\n", "m.txt:1:6", "surrogate"),
        ("m.txt", b"\xff\xfea\0\x3d\xd8b\0", "m.txt:1:2", "UTF-16"),
        ("m.jsonl", RECORD + b'{"text": "cut off\n' + RECORD, "m.jsonl:2", ""),
        ("m.jsonl", RECORD + b'{"title": "no text"}\n' + RECORD, "m.jsonl:2", "text"),
        ("m.jsonl", RECORD + b'{"text": 5}\n' + RECORD, "m.jsonl:2", ""),
        ("m.jsonl", RECORD + b'["text"]\n' + RECORD, "m.jsonl:2", ""),
        ("m.jsonl", RECORD + b'{"n": ' + b"1" * 5000 + b"}\n" + RECORD, "m.jsonl:2", "number"),
        ("m.jsonl", RECORD + b"[" * 100_000 + b"\n" + RECORD, "m.jsonl:2", "deeply"),
        ("m.jsonl", RECORD + b'{"\\ud83d": 1}\n' + RECORD, "m.jsonl:2", "ud83d"),
        ("m.jsonl", RECORD + b'{"text": "half \\ud83d of one"}\n' + RECORD, "m.jsonl:2", ""),
    ],
    ids=[
        *("png", "zero", "bytes", "bell", "broken", "half", "utf-16"),
        *("cut", "field", "number", "list", "long", "deep", "name", "surrogate"),
    ],
)
def test_content_that_cannot_be_read(check_beside_good, write, name, content, place, reason):
    write(name, content)
    done = check_beside_good(name)
    (problem,) = problems(done)
    assert problem.startswith(f"{place}:")
    assert reason in problem
    assert done.status == 2
    records = 2 if name.endswith(".jsonl") else 0
    assert found_in(done) == ["a.txt", *[name] * records, "z.txt"]


def test_a_missing_file(check_beside_good):
    done = check_beside_good("none.txt")
    (problem,) = problems(done)
    assert problem.startswith("none.txt: ")
    assert (done.status, found_in(done)) == (2, ["a.txt", "z.txt"])


def test_a_folder_without_text(check_beside_good, write, tmp_path):
    (tmp_path / "empty").mkdir()
    done = check_beside_good("empty")
    (problem,) = problems(done)
    assert problem.startswith("empty: ")
    assert (done.status, found_in(done)) == (2, ["a.txt", "z.txt"])


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links")
def test_a_file_that_cannot_be_opened(check_beside_good, tmp_path):
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    done = check_beside_good("loop.txt")
    (problem,) = problems(done)
    assert problem.startswith("loop.txt: ")
    assert (done.status, found_in(done)) == (2, ["a.txt", "z.txt"])


@pytest.mark.parametrize("name", ["x" * 300 + ".txt", "a.txt/b.txt", "  "])
def test_a_name_that_no_file_can_have(check_beside_good, name):
    done = check_beside_good(name)
    (problem,) = problems(done)
    assert problem.startswith(f"{name}: ")
    assert (done.status, found_in(done)) == (2, ["a.txt", "z.txt"])


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_places_hold_in_every_encoding(lintnews, write, encoding, newline):
    before = {
        "cp1252": "Na\xefve caf\xe9 – “yes”.",
        "utf-16-le": "Plain letters, without which it is not told.",
    }.get(encoding, "Nai\u0308ve 😀 👩\u200d👧 “yes”.")
    source = newline.join([before, "", before + " " + BROKEN.strip(), ""])
    write("a.txt", source.encode(encoding))
    done = lintnews("check", "--format", "jsonl", "a.txt", "--select", "lowercase-sentence-start")
    (finding,) = map(json.loads, done.out.splitlines())
    assert source[finding["start"] : finding["end"]] == finding["matched"] == "facing"
    assert (finding["line"], finding["column"]) == (3, len(before) + 20)


def test_a_file_that_is_too_large(check_beside_good, tmp_path):
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(200 * 2**20)
    done = check_beside_good("large.txt")
    (problem,) = problems(done)
    assert problem.startswith("large.txt: ")
    assert (done.status, found_in(done)) == (2, ["a.txt", "z.txt"])


def test_a_line_that_is_too_large(check_beside_good, tmp_path):
    with (tmp_path / "large.jsonl").open("wb") as file:
        file.write(RECORD + b'{"text": "')
        for _ in range(20):
            file.write(b"word " * 2**20)
        file.write(b'"}\n' + RECORD)
    done = check_beside_good("large.jsonl")
    (problem,) = problems(done)
    assert problem.startswith("large.jsonl:2: ")
    assert found_in(done) == ["a.txt", "large.jsonl", "large.jsonl", "z.txt"]


def test_max_size_is_the_limit(check_beside_good, write):
    write("m.txt", BROKEN * 30)
    assert check_beside_good("m.txt").status == 1
    done = check_beside_good("m.txt", "--max-size", "1K")
    assert problems(done)[0].startswith("m.txt: ")
    assert done.status == 2


def test_an_empty_file_is_clean(lintnews, write):
    write("empty.txt", b"")
    done = lintnews("check", "empty.txt")
    assert (done.status, done.err) == (0, "")


def test_an_empty_file_of_json_lines_is_clean(lintnews, write):
    write("empty.jsonl", b"")
    done = lintnews("check", "empty.jsonl")
    assert (done.status, done.err) == (0, "")
    assert done.out == "Nothing found in 1 file\n"


def test_a_name_that_is_no_unicode(lintnews, tmp_path):
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(name, "wb") as file:  # noqa: PTH123
            file.write(BROKEN.encode())
    except OSError:
        return  # this file system has no such names
    for form in ("text", "json", "jsonl"):
        done = lintnews("check", ".", "--format", form)
        assert done.status == 1
        assert "caf" in done.out


def test_control_characters_in_a_problem_do_not_reach_the_terminal(lintnews):
    done = lintnews("check", "none\x1b[2J.txt")
    assert done.status == 2
    assert "\x1b" not in done.err


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_is_answered_with_the_nearest_name(lintnews, write, option):
    write("a.txt", BROKEN)
    done = lintnews("check", "a.txt", option, "quote-never-closd")
    assert (done.status, done.out) == (2, "")
    assert "quote-never-closd" in done.err
    assert "quote-never-closed" in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--no-such-option"],
        ["--format", "xml"],
        ["--min-confidence", "2"],
        ["--jobs", "0"],
        ["--max-size", "much"],
    ],
)
def test_a_wrong_option_is_status_2(lintnews, write, arguments):
    write("a.txt", BROKEN)
    done = lintnews("check", "a.txt", *arguments)
    assert (done.status, done.out) == (2, "")
    assert arguments[0] in done.err


def test_selecting_nothing_is_status_2(lintnews, write):
    write("a.txt", BROKEN)
    done = lintnews("check", "a.txt", "--select", "quotes", "--ignore", "quotes")
    assert (done.status, done.out) == (2, "")
    assert "no rule" in done.err


def test_no_path_is_status_2(lintnews):
    assert lintnews("check").status == 2
