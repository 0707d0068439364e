"""--fix and --diff on real files: which bytes change, which do not, and what is said."""

import json
import os
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
WRONG = "We met Yoav Galant. Galant’s office, the Galant-led side and GALANT agreed.\n"
RIGHT = "We met Yoav Gallant. Gallant’s office, the Gallant-led side and GALLANT agreed.\n"
BROKEN = "The talks failed. facing the wrath of his party, he left the capital on Monday.\n"
NAMES = ("--select", "names,lowercase-sentence-start")


@pytest.fixture
def fix(lintnews):
    """Run --fix, and see that then nothing is left to fix."""

    def run(*arguments, **options):
        done = lintnews("check", "--fix", *NAMES, *arguments, **options)
        again = lintnews("check", "--diff", *NAMES, *arguments, **options)
        assert again.out == ""
        return done

    return run


def found(text):
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_only_the_names_change_in_every_encoding(fix, write, encoding, newline):
    first, wrong, right = {
        "cp1252": ("Naïve café – “yes”.", WRONG, RIGHT),
        "utf-16-le": ("Told by its zeros.", WRONG.replace("’", "'"), RIGHT.replace("’", "'")),
    }.get(encoding, ("Nai\u0308ve 😀 “yes”.", WRONG, RIGHT))
    lines = [first, "", wrong.strip(), "  It rained. \t", "It snowed."]
    path = write("a.txt", newline.join(lines).encode(encoding))
    done = fix("a.txt")
    lines[2] = right.strip()
    assert path.read_bytes() == newline.join(lines).encode(encoding)
    assert (done.status, done.err) == (0, "")
    assert done.out == "Nothing found in 1 file; 1 fixed\n"


def test_lines_that_end_in_different_ways_stay_so(fix, write):
    path = write("a.txt", b"One.\r\nWe met Yoav Galant.\rTwo.\n\nWe met Yoav\r\nGalant, too.\x0b\n")
    fix("a.txt")
    assert path.read_bytes() == (
        b"One.\r\nWe met Yoav Gallant.\rTwo.\n\nWe met Yoav\r\nGallant, too.\x0b\n"
    )


def test_json_lines_keep_every_other_byte(fix, write):
    before = (
        b'\xef\xbb\xbf{ "text" : "We met Yoav Galant\\u2019s \\"men\\"\\n.\\/" , "n":1.50}\r\n'
        b"\n"
        b'{"text": "cut off\n'
        b'{"text": "It rained on \\ud83d\\ude00 Monday."}\n'
        b'{"text": "caf\xc3\xa9, Yoav Galant \\u201cleft\\u201d", "name": "Yoav Galant"}\n'
        b"\xff\xfe no text\n"
        b'{"text": "' + b"Yoav Galant " * 100 + b'"}\n'
        b'{"text": "Yoav Galant left."}'
    )
    path = write("a.jsonl", before)
    done = fix("a.jsonl", "--max-size", "1K")
    after = before.replace(b"Galant\\u2019s", b"Gallant\\u2019s")
    after = after.replace(b"Galant \\u201c", b"Gallant \\u201c")
    after = after.removesuffix(b'Galant left."}') + b'Gallant left."}'
    assert path.read_bytes() == after
    assert done.status == 2
    assert [re.match(r"lintnews: a.jsonl:(\d+)", line)[1] for line in done.err.splitlines()] == [
        *("3", "6", "7")
    ]
    assert done.out.endswith("3 fixed; 3 problems\n")


@pytest.mark.parametrize("fields", ["title,body", "body,title", "title,body,title"])
def test_what_remains_is_reported_where_it_stands_afterwards(fix, write, fields):
    wrong = "Yoav Galant and Alon Pincus left. Galant slept, Pincus did not. " + BROKEN
    lines = [json.dumps({"title": wrong, "n": number, "body": wrong}) for number in range(3)]
    path = write("a.jsonl", "\n".join(lines))
    text = write("b.txt", f"{WRONG}\n{BROKEN}{WRONG}{BROKEN}")
    remaining = found(fix(path.name, text.name, "--field", fields, "--format", "jsonl").out)
    assert [finding["matched"] for finding in remaining] == ["facing"] * 8
    for finding in remaining:
        source = (path.parent / finding["path"]).read_text("utf-8")
        assert source[finding["start"] : finding["end"]] == "facing"
        line = source.split("\n")[finding["line"] - 1]
        assert line[finding["column"] - 1 : finding["end_column"] - 1] == "facing"


def test_the_text_report_draws_the_fixed_text(fix, write):
    write("a.txt", "We met Yoav Galant. " + BROKEN)
    done = fix("a.txt")
    assert done.status == 1
    assert "et Yoav Gallant. The talks failed. facing the wrath" in done.out
    assert done.out.splitlines()[-1].endswith("in 1 of 1 file; 1 fixed")


def test_json_counts_what_was_fixed(fix, write):
    write("a.txt", WRONG + "We met Alon Pincus.\n")
    report = json.loads(fix("a.txt", "--format", "json").out)
    assert (report["findings"], report["summary"]["fixed"]) == ([], 2)


def test_a_diff_is_printed_and_nothing_is_written(lintnews, write):
    source = "One.\nTwo.\nThree.\nFour.\n" + WRONG + "Six.\n" * 7 + WRONG.strip()
    path = write("a.txt", source)
    lines = write("b.jsonl", json.dumps({"text": "x"}) + "\n" + json.dumps({"text": WRONG}) + "\n")
    clean = write("c.txt", RIGHT)
    done = lintnews("check", "--diff", *NAMES, ".")
    assert done.status == 1
    assert done.err == "2 findings would be fixed\n"
    assert done.out.splitlines() == [
        *("--- a.txt", "+++ a.txt", "@@ -2,7 +2,7 @@", " Two.", " Three.", " Four."),
        *("-" + WRONG.strip(), "+" + RIGHT.strip(), " Six.", " Six.", " Six."),
        *("@@ -10,4 +10,4 @@", " Six.", " Six.", " Six."),
        *("-" + WRONG.strip(), r"\ No newline at end of file"),
        *("+" + RIGHT.strip(), r"\ No newline at end of file"),
        *("--- b.jsonl", "+++ b.jsonl", "@@ -2 +2 @@"),
        "-" + json.dumps({"text": WRONG}),
        "+" + json.dumps({"text": RIGHT}),
    ]
    assert path.read_text("utf-8") == source
    assert "Galant" in lines.read_text("utf-8")
    assert clean.read_text("utf-8") == RIGHT


def test_a_diff_goes_to_a_file_and_can_be_silent(lintnews, write, tmp_path):
    write("a.txt", WRONG)
    done = lintnews("check", "--diff", *NAMES, "a.txt", "--output", "a.diff", "--quiet")
    assert (done.status, done.out, done.err) == (1, "", "")
    assert (tmp_path / "a.diff").read_text("utf-8").startswith("--- a.txt\n+++ a.txt\n")


def test_a_diff_of_nothing_is_status_0(lintnews, write):
    write("a.txt", BROKEN)
    done = lintnews("check", "--diff", *NAMES, "a.txt")
    assert (done.status, done.out, done.err) == (0, "", "Nothing would be fixed\n")


@pytest.mark.parametrize("option", [["--fix"], ["--format", "json"]])
def test_a_diff_is_all_that_is_asked_for(lintnews, write, option):
    path = write("a.txt", WRONG)
    done = lintnews("check", "--diff", *option, "a.txt")
    assert (done.status, done.out) == (2, "")
    assert "--diff" in done.err
    assert path.read_text("utf-8") == WRONG


def test_standard_input_comes_out_fixed_and_the_report_beside_it(lintnews, write):
    path = write("a.txt", WRONG)
    done = lintnews(
        *("check", "--fix", *NAMES, "-", "a.txt", "--stdin-filename", "desk.txt"),
        stdin=("\ufeff" + WRONG + BROKEN).replace("\n", "\r\n").encode(),
    )
    assert done.out == ("\ufeff" + RIGHT + BROKEN).replace("\n", "\r\n")
    assert done.status == 1
    assert "desk.txt:2:19: error: " in done.err
    assert done.err.endswith("1 finding (1 error) in 1 of 2 files; 2 fixed\n")
    assert path.read_text("utf-8") == RIGHT


def test_standard_input_comes_out_whatever_is_wrong_with_it(lintnews):
    for name, source in [
        ("a.txt", "One.\0Two."),
        ("a.txt", "Yoav Galant " * 1000),
        ("a.jsonl", '{"text": "cut'),
        ("a.txt", ""),
    ]:
        options = ("--stdin-filename", name, "--max-size", "1K")
        done = lintnews("check", "--fix", "-", *options, stdin=source.encode())
        assert done.out == source
        assert done.status == (2 if source else 0)


def test_json_lines_from_standard_input(lintnews):
    source = json.dumps({"text": WRONG}) + "\n" + json.dumps({"text": BROKEN}) + "\n"
    done = lintnews(
        *("check", "--fix", *NAMES, "-", "--stdin-filename", "a.jsonl", "--format", "jsonl"),
        stdin=source.encode(),
    )
    assert done.out == source.replace(json.dumps(WRONG), json.dumps(RIGHT))
    assert [finding["matched"] for finding in found(done.err)] == ["facing"]


def test_a_diff_of_standard_input_goes_to_standard_output(lintnews):
    done = lintnews("check", "--diff", *NAMES, "-", stdin=WRONG.encode())
    assert done.out.startswith("--- <stdin>\n+++ <stdin>\n@@ -1 +1 @@\n-We met Yoav Galant.")
    assert done.status == 1


def test_any_number_of_processes_fix_the_same(lintnews, write, tmp_path):
    for index in range(12):
        text = (WRONG + BROKEN) * 10
        write(f"{index:02}.txt", text)
        write(f"{index:02}.jsonl", "".join(json.dumps({"text": text}) + "\n" for _ in range(3)))
    sources = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    outcomes = []
    for jobs in (1, 3):
        for name, source in sources.items():
            write(name, source)
        done = lintnews("check", "--fix", *NAMES, "--jobs", jobs, ".", "--format", "jsonl")
        assert len(found(done.out)) == 12 * 10 * 4
        outcomes.append((done.out, {p.name: p.read_bytes() for p in tmp_path.iterdir()}))
    assert outcomes[0] == outcomes[1]
    assert all(b"Galant" not in source for source in outcomes[0][1].values())


def test_what_is_less_sure_than_asked_for_is_not_fixed(lintnews, write):
    path = write("a.txt", WRONG)
    done = lintnews("check", "--fix", *NAMES, "a.txt", "--min-confidence", "0.99")
    assert (done.status, done.out) == (0, "Nothing found in 1 file\n")
    assert path.read_text("utf-8") == WRONG


def test_a_file_without_fixes_is_not_touched(fix, write):
    path = write("a.txt", BROKEN)
    os.utime(path, (1, 1))
    before = path.stat()
    fix("a.txt")
    assert (path.stat().st_ino, path.stat().st_mtime) == (before.st_ino, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="modes and links are those of POSIX")
def test_mode_and_links_are_kept(fix, write, tmp_path):
    path = write("a.txt", WRONG)
    path.chmod(0o640)
    (tmp_path / "link.text").symlink_to("a.txt")
    (tmp_path / "other").hardlink_to(path)
    done = fix("link.text")
    assert (tmp_path / "link.text").is_symlink()
    assert path.read_text("utf-8") == RIGHT
    assert path.stat().st_mode & 0o7777 == 0o640
    assert (tmp_path / "other").read_text("utf-8") == WRONG
    assert done.err == (
        "lintnews: link.text: it has another name (a hard link), "
        "under which the text is as it was\n"
    )
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.txt", "link.text", "other"]


def test_what_a_killed_run_left_is_not_in_the_way(fix, write, tmp_path):
    rest = write(".lintnews-k1lled.tmp", "Yoav Galant")
    path = write("a.txt", WRONG)
    fix(".")
    assert path.read_text("utf-8") == RIGHT
    assert rest.read_text("utf-8") == "Yoav Galant"


def test_one_name_wrong_many_times_is_one_fix_in_little_time(fix, write):
    path = write("a.txt", (WRONG * 20 + "\n") * 30)
    done = fix("a.txt", "--no-model")
    assert path.read_text("utf-8") == (RIGHT * 20 + "\n") * 30
    assert done.out == "Nothing found in 1 file; 1 fixed\n"


def test_in_the_seeds_the_names_that_the_authority_knows_are_fixed_and_nothing_else(
    lintnews, write, tmp_path
):
    expected = {}
    for seed in sorted(SEEDS.iterdir()):
        write(f"seeds/{seed.name}", seed.read_bytes())
        text = seed.read_bytes().decode("utf-8")
        # The text itself writes "Ben Gvir" everywhere else, which is right too.
        for wrong, right in (
            ("Yoav Galant ", "Yoav Gallant "),
            ("Itamar Bengvir ", "Itamar Ben Gvir "),
            ("Alon Pincus ", "Alon Pinkas "),
        ):
            assert text.count(wrong) == (seed.name.startswith("001"))
            text = text.replace(wrong, right)
        expected[seed.name] = text
    done = lintnews("check", "--fix", "seeds")
    assert done.out.endswith("; 3 fixed\n")
    assert {
        path.name: path.read_bytes().decode("utf-8") for path in (tmp_path / "seeds").iterdir()
    } == expected


def test_what_is_never_written_keeps_all_its_findings(lintnews, tmp_path):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [WRONG]}), path)
    before = path.read_bytes()
    arguments = ("--no-model", "--format", "jsonl", path)
    plain, fixing = lintnews("check", *arguments), lintnews("check", "--fix", *arguments)
    assert plain.out != ""
    assert (fixing.out, fixing.status) == (plain.out, plain.status)
    assert path.read_bytes() == before
