import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
# A sentence that opens in lower case is an error, two spellings of one mark a warning.
BROKEN = "The talks failed. facing the wrath of his party, he left the capital on Monday.\n"
WARNED = "“It is over,'' he said on Monday. “Nobody came.”\n"
CLEAN = "The mayor opened the new bridge on Monday. Hundreds of people came to see it.\n"


def schema(name):
    return json.loads((ROOT / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))


def found(done):
    return [json.loads(line) for line in done.out.splitlines()]


def test_clean_text_is_status_0(lintnews, write):
    write("a.txt", CLEAN)
    done = lintnews("check", "a.txt")
    assert (done.status, done.out, done.err) == (0, "Nothing found in 1 file\n", "")


def test_an_error_is_status_1(lintnews, write):
    write("a.txt", BROKEN)
    done = lintnews("check", "a.txt")
    assert done.status == 1
    assert "a.txt:1:19: error: " in done.out
    assert "[lowercase-sentence-start" in done.out
    assert done.out.splitlines()[-1].startswith("1 finding (1 error) in 1 of 1 file")


@pytest.mark.parametrize(
    ("fail_on", "status"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)]
)
def test_fail_on_says_from_which_severity_the_status_is_1(lintnews, write, fail_on, status):
    write("a.txt", WARNED)
    done = lintnews("check", "a.txt", "--format", "jsonl", "--fail-on", fail_on)
    assert {finding["severity"] for finding in found(done)} == {"warning"}
    assert done.status == status


def test_never_failing_still_reports_problems(lintnews):
    assert lintnews("check", "none.txt", "--fail-on", "never").status == 2


def test_json_lines_hold_the_described_fields_and_true_places(lintnews):
    done = lintnews("check", "--format", "jsonl", SEEDS)
    form = schema("finding")
    fields = set(form["$defs"]["Finding"]["properties"])
    assert done.status == 1
    assert len(found(done)) > 5
    for finding in found(done):
        jsonschema.validate(finding, form)
        assert set(finding) == fields
        with Path(finding["path"]).open(encoding="utf-8-sig", newline="") as file:
            source = file.read()
        for place in (finding, *finding["related"]):
            assert source[place["start"] : place["end"]] == place["matched"]
            before = source[: place["start"]].splitlines() or [""]
            if place["start"] and source[place["start"] - 1] in "\r\n":
                before.append("")
            assert (place["line"], place["column"]) == (len(before), len(before[-1]) + 1)


def test_json_is_one_object_with_the_same_findings(lintnews):
    lines = lintnews("check", "--format", "jsonl", SEEDS, "none.txt")
    done = lintnews("check", "--format", "json", SEEDS, "none.txt")
    report = json.loads(done.out)
    jsonschema.validate(report, schema("report"))
    assert report["findings"] == found(lines)
    assert report["summary"]["findings"] == len(report["findings"])
    assert report["summary"]["files"] == 3
    assert [problem["path"] for problem in report["problems"]] == ["none.txt"]
    assert done.status == lines.status == 2


def test_json_of_nothing_is_an_object_too(lintnews, write):
    write("a.txt", CLEAN)
    report = json.loads(lintnews("check", "--format", "json", "a.txt").out)
    assert report["findings"] == []
    assert report["summary"]["files"] == 1


def test_the_order_of_paths_and_the_number_of_processes_change_no_byte(lintnews, write):
    names = []
    for index in range(12):
        seed = sorted(SEEDS.iterdir())[index % 3]
        names.append(write(f"{index:02}.txt", seed.read_bytes()).name)
    expected = lintnews("check", "--format", "jsonl", "--jobs", 1, *names)
    assert len(found(expected)) > 20
    for jobs, paths in ((1, reversed(names)), (2, names), (3, reversed(names)), (2, ["."])):
        done = lintnews("check", "--format", "jsonl", "--jobs", jobs, *paths)
        assert done.out == expected.out


def test_a_file_named_twice_is_read_once(lintnews, write):
    write("a.txt", BROKEN)
    assert len(found(lintnews("check", "--format", "jsonl", "a.txt", "a.txt"))) == 1


def test_standard_input_is_read_and_named(lintnews):
    done = lintnews(
        "check", "-", "--stdin-filename", "desk.txt", "--format", "jsonl", stdin=BROKEN.encode()
    )
    assert done.status == 1
    assert [finding["path"] for finding in found(done)] == ["desk.txt"]


def test_json_lines_are_read_from_the_field_that_is_named(lintnews, write):
    write("a.jsonl", json.dumps({"id": 1, "story": BROKEN}) + "\n")
    done = lintnews("check", "a.jsonl", "--field", "story", "--format", "jsonl")
    assert [finding["matched"] for finding in found(done)] == ["facing"]


def test_the_input_format_wins_over_the_name(lintnews, write):
    write("a.data", json.dumps({"text": BROKEN}) + "\n")
    done = lintnews("check", "a.data", "--input-format", "jsonl", "--format", "jsonl")
    assert [finding["matched"] for finding in found(done)] == ["facing"]


def test_select_runs_only_what_is_named(lintnews, write):
    write("a.txt", BROKEN + WARNED)
    every = {finding["rule"] for finding in found(lintnews("check", "a.txt", "--format", "jsonl"))}
    assert every == {"lowercase-sentence-start", "quote-mates-differ"}
    for names in (["--select", "quotes"], ["--select", "quote-mates-differ"]):
        done = lintnews("check", "a.txt", "--format", "jsonl", *names)
        assert {finding["rule"] for finding in found(done)} == {"quote-mates-differ"}


def test_ignore_silences_a_rule_or_a_family(lintnews, write):
    write("a.txt", BROKEN + WARNED)
    for name in ("sentences", "lowercase-sentence-start"):
        done = lintnews("check", "a.txt", "--format", "jsonl", "--ignore", f"{name},reader")
        assert {finding["rule"] for finding in found(done)} == {"quote-mates-differ"}


def test_where_a_rule_is_ignored_the_reader_may_speak(lintnews, write):
    write("a.txt", "They will meet again next week to discuss whether the. Nobody objected.\n")
    told = lintnews("check", "a.txt", "--format", "jsonl")
    assert {finding["family"] for finding in found(told)} == {"sentences"}
    ignored = lintnews("check", "a.txt", "--format", "jsonl", "--ignore", "sentences")
    assert {finding["family"] for finding in found(ignored)} == {"reader"}
    silent = lintnews("check", "a.txt", "--ignore", "sentences", "--no-model")
    assert silent.status == 0


def test_several_rules_can_be_ignored_at_once(lintnews, write):
    write("a.txt", BROKEN + WARNED)
    names = "lowercase-sentence-start,quote-mates-differ,reader"
    assert lintnews("check", "a.txt", "--ignore", names).status == 0


def test_min_confidence_leaves_out_what_is_less_sure(lintnews):
    every = found(lintnews("check", "--format", "jsonl", "--min-confidence", 0, SEEDS))
    sure = found(lintnews("check", "--format", "jsonl", "--min-confidence", 0.9, SEEDS))
    assert sure == [finding for finding in every if finding["confidence"] >= 0.9]
    assert 0 < len(sure) < len(every)


def test_the_report_can_go_to_a_file(lintnews, write, tmp_path):
    write("a.txt", BROKEN)
    printed = lintnews("check", "a.txt", "--format", "jsonl")
    done = lintnews("check", "a.txt", "--format", "jsonl", "--output", "report.jsonl")
    assert (done.status, done.out) == (1, "")
    assert (tmp_path / "report.jsonl").read_bytes().decode("utf-8") == printed.out


def test_a_report_that_cannot_be_written_is_status_2(lintnews, write):
    write("a.txt", CLEAN)
    done = lintnews("check", "a.txt", "--output", "none/report.txt")
    assert done.status == 2
    assert "none/report.txt" in done.err


@pytest.mark.parametrize(
    ("arguments", "environment", "colored"),
    [
        ([], {}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_color_is_asked_for(lintnews, write, arguments, environment, colored):
    write("a.txt", BROKEN)
    done = lintnews("check", "a.txt", *arguments, **environment)
    assert ("\x1b[" in done.out) is colored


def test_statistics_count_by_rule_and_stay_out_of_json(lintnews, write):
    write("a.txt", BROKEN)
    done = lintnews("check", "a.txt", "--statistics")
    assert "\n1  lowercase-sentence-start\n" in done.out
    lines = lintnews("check", "a.txt", "--statistics", "--format", "jsonl")
    assert len(found(lines)) == 1
    assert lines.err == "1  lowercase-sentence-start\n"


def test_quiet_leaves_out_the_counts(lintnews, write):
    write("a.txt", BROKEN)
    write("b.txt", CLEAN)
    assert "1 finding (" not in lintnews("check", "a.txt", "--quiet").out
    assert lintnews("check", "b.txt", "--quiet").out == ""


def test_standard_error_stays_empty_without_a_terminal(lintnews):
    assert lintnews("check", SEEDS).err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGPIPE")
def test_a_reader_that_goes_away_ends_the_run_quietly(write, tmp_path):
    for index in range(200):
        write(f"{index:03}.txt", BROKEN * 20)
    command = f"{sys.executable} -m lintnews check . --jobs 1 | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"{command}; echo ${{PIPESTATUS[0]}}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "141"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupt_ends_the_run_quietly(write, tmp_path, jobs):
    for index in range(400):
        write(f"{index:03}.txt", BROKEN * 100)
    process = subprocess.Popen(
        [sys.executable, "-m", "lintnews", "check", ".", "--format", "jsonl", "--jobs", str(jobs)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # A suite that is started in the background ignores the signal, and so would the command.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.decode().strip() == ""


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_workers_end_when_the_command_is_killed(write, tmp_path):
    for index in range(400):
        write(f"{index:03}.txt", BROKEN * 100)
    process = subprocess.Popen(
        [sys.executable, "-m", "lintnews", "check", ".", "--format", "jsonl", "--jobs", "2"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdout.readline()
    process.kill()
    process.communicate()

    def alive():
        """How many processes of the session of the command there are."""
        number = 0
        for path in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                state, _, _, session = path.read_text().rpartition(")")[2].split()[:4]
                number += session == str(process.pid) and state != "Z"
        return number

    deadline = time.monotonic() + 20
    while alive() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert alive() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_bar_shows_on_a_terminal_once_a_run_takes_a_while(write, tmp_path):
    import pty

    write("a.txt", CLEAN)
    shown = {}
    for option in ("--format=jsonl", "--no-progress", "--quiet"):
        main, terminal = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "lintnews", "check", "-", "a.txt", option],
            cwd=tmp_path,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=terminal,
        )
        os.close(terminal)
        # What comes from standard input comes late, as from a long run; a busy machine takes some
        # seconds to begin.
        time.sleep(8 if option == "--format=jsonl" else 3)
        process.communicate(CLEAN.encode())
        printed = io.BytesIO()
        try:
            while piece := os.read(main, 4096):
                printed.write(piece)
        except OSError:
            pass  # the terminal closes with the process
        os.close(main)
        shown[option] = b"Reading" in printed.getvalue()
    assert shown == {"--format=jsonl": True, "--no-progress": False, "--quiet": False}


def test_only_what_touches_changed_lines_is_reported_where_that_is_asked_for(
    lintnews, write, tmp_path
):
    def git(*arguments):
        identity = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
        subprocess.run(
            ["git", "-C", tmp_path, *identity, *arguments], check=True, capture_output=True
        )

    slip = "The council met , and raised the tax on water.\n"
    write("a.txt", f"{slip}The vote was close.\n")
    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "x")
    write("a.txt", f"{slip}The vote was close , they said.\n")
    write("new.txt", slip)
    options = ("--no-model", "--changed-since", "HEAD")
    done = lintnews("check", ".", "--format", "jsonl", *options)
    found = [json.loads(line) for line in done.out.splitlines()]
    assert [(finding["path"], finding["line"]) for finding in found] == [
        ("a.txt", 2),
        ("new.txt", 1),
    ]
    assert "; 1 more in unchanged lines" in lintnews("check", ".", *options).out
    wrong = lintnews("check", ".", "--changed-since", "nowhere")
    assert wrong.status == 2
    assert "Git knows no revision 'nowhere'" in wrong.err
    assert lintnews("check", "-", *options, stdin=b"x").status == 2
    assert lintnews("check", ".", "--fix", *options).status == 2
