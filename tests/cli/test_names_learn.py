"""``lintnews names learn`` and ``forget``: everything is counted, and once, whatever happens."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lintnews import cli
from lintnews.extras import Extra

ANN = "Senator Ann Marlow spoke in Cairo. Later Marlow left.\n"
JO = "Reporters met Jo Kowalski in Lagos. The crowd cheered for Kowalski.\n"
GIVEN = ("Ann", "Boris", "Clara", "Daniel", "Elena", "Felix")
SURNAMES = ("Marlow", "Kowalski", "Kurtzer", "Pinkas", "Zelensky", "Bessemer", "Harari")


def contents(archive):
    """All that an archive holds, without the numbers that the order of learning gives."""
    with closing(sqlite3.connect(archive)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        forms = connection.execute(
            "SELECT text, kind, given, surname, uses, documents, first, last FROM form"
        ).fetchall()
        uses = connection.execute(
            "SELECT file.path, record, form.text, form.kind, use.uses, line, title, use.given "
            "FROM use JOIN form ON form.id = form JOIN document ON document.id = document "
            "JOIN file ON file.id = document.file"
        ).fetchall()
        sums = connection.execute(
            "SELECT text, kind, sum(use.uses), count(*) FROM use JOIN form ON form.id = form "
            "GROUP BY form.id"
        ).fetchall()
    assert sorted(sums) == sorted((form[0], form[1], form[4], form[5]) for form in forms)
    return sorted(forms), sorted(uses)


def counts(archive):
    forms, _ = contents(archive)
    return {form[0]: form[4] for form in forms}


def days(archive, text):
    forms, _ = contents(archive)
    (found,) = [form[6:] for form in forms if form[0] == text]
    return tuple(day and date.fromordinal(day) for day in found)


@pytest.fixture
def learn(lintnews, tmp_path):
    """Learn into an archive, and give back what was printed."""

    def run(*arguments, archive="names.db"):
        return lintnews("names", "learn", *arguments, "--archive", archive)

    return run


@pytest.fixture
def archive(tmp_path):
    return tmp_path / "names.db"


def test_names_are_learned_from_all_files_in_a_folder(learn, write, archive):
    write("old/a.txt", ANN)
    write("old/deeper/b.jsonl", json.dumps({"text": JO}) + "\n")
    write("old/c.html", "<p>Clara Bessemer left.</p>")
    write("old/d.pdf", "Dora Bessemer left.")
    done = learn("old")
    assert (done.status, done.err) == (0, "")
    assert done.out == "Learned 3 articles with 7 names\n"
    assert counts(archive) == {
        "Ann Marlow": 1, "Marlow": 1, "Cairo": 1, "Jo Kowalski": 1, "Kowalski": 1, "Lagos": 1,
        "Clara Bessemer": 1,
    }  # fmt: skip


def test_what_is_known_is_counted_once(learn, write, archive):
    write("a.txt", ANN)
    learn("a.txt")
    before = contents(archive)
    write("b.txt", JO)
    done = learn("a.txt", "./a.txt", "b.txt")
    assert done.out == "Learned 1 article with 3 names; 1 known already\n"
    learn("b.txt", archive="other.db")
    assert counts(archive) == {
        **{form[0]: form[4] for form in before[0]},
        **counts(archive.with_name("other.db")),
    }


def test_a_file_is_the_same_from_whatever_folder_it_is_named(learn, write, archive, monkeypatch):
    path = write("old/a.txt", ANN)
    learn("old")
    path.touch()
    done = learn(path)
    assert done.out == "Learned 0 articles with 0 names; 1 known already\n"


def test_a_changed_article_takes_the_place_of_its_old_self(learn, write, archive):
    write("a.txt", ANN)
    write("b.txt", ANN + JO)
    learn("a.txt", "b.txt")
    write("b.txt", JO)
    done = learn("a.txt", "b.txt")
    assert "1 in the place of an older self" in done.out
    assert "1 known already" in done.out
    learn("a.txt", "b.txt", archive="fresh.db")
    assert contents(archive) == contents(archive.with_name("fresh.db"))


def jsonl(records):
    return "".join(json.dumps(record) + "\n" for record in records)


RECORDS = [
    {"id": 1, "when": "2021-05-30T22:10:00+02:00", "body": {"text": ANN}},
    {"id": 2, "when": "2019-01-02", "body": {"text": ANN}},
    {"id": 3, "when": 1609459200, "body": {"text": JO}},
    {"id": 4, "when": None, "body": {"text": JO}},
]
OPTIONS = ("--field", "body.text", "--date-field", "when", "--id-field", "id")


def test_dates_and_ids_are_read_from_their_fields(learn, write, archive):
    write("a.jsonl", jsonl(RECORDS))
    assert learn("a.jsonl", *OPTIONS).status == 0
    assert days(archive, "Ann Marlow") == (date(2019, 1, 2), date(2021, 5, 30))
    assert days(archive, "Jo Kowalski") == (date(2021, 1, 1), date(2021, 1, 1))
    before = contents(archive)
    write("b.jsonl", jsonl(reversed(RECORDS)))
    done = learn("b.jsonl", *OPTIONS)
    assert done.out == "Learned 0 articles with 0 names; 4 known already\n"
    assert contents(archive) == before


def test_without_a_date_field_the_day_of_the_file_counts(learn, write, archive):
    path = write("a.txt", ANN)
    os.utime(path, (1_600_000_000, 1_600_000_000))
    learn("a.txt")
    assert days(archive, "Ann Marlow") == (date(2020, 9, 13),) * 2


def test_records_without_ids_are_told_apart_by_their_lines(learn, write, archive):
    write("a.jsonl", jsonl([{"text": ANN}, {"text": ANN}, {"text": JO}]))
    learn("a.jsonl")
    assert counts(archive)["Ann Marlow"] == 2
    write("a.jsonl", jsonl([{"text": ANN}, {"text": JO}, {"text": JO}]))
    done = learn("a.jsonl")
    assert "Learned 1 article" in done.out
    assert (counts(archive)["Ann Marlow"], counts(archive)["Jo Kowalski"]) == (1, 2)


def test_several_fields_of_a_record_are_several_articles(learn, write, archive):
    write("a.jsonl", jsonl([{"title": ANN, "text": JO}]))
    learn("a.jsonl", "--field", "title,text")
    assert counts(archive)["Ann Marlow"] == counts(archive)["Jo Kowalski"] == 1


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"id": 1, "when": "yesterday", "body": {"text": ANN}}, "when holds no date"),
        ({"id": 1, "when": True, "body": {"text": ANN}}, "when holds no date"),
        ({"id": 1, "when": 1e300, "body": {"text": ANN}}, "when holds no date"),
        ({"id": None, "when": None, "body": {"text": ANN}}, "id holds no id"),
        ({"when": None, "body": {"text": ANN}}, "id holds no id"),
        ({"id": [1], "when": None, "body": {"text": ANN}}, "id holds no id"),
        ({"id": 1, "when": None, "body": ANN}, "body.text"),
    ],
)
def test_a_record_that_cannot_be_placed_is_told_and_left_out(learn, write, archive, record, reason):
    write("a.jsonl", jsonl([RECORDS[0], record, RECORDS[2]]))
    done = learn("a.jsonl", *OPTIONS)
    assert done.status == 2
    assert done.err.startswith("lintnews: ")
    assert "a.jsonl:2" in done.err
    assert reason in done.err
    assert counts(archive)["Ann Marlow"] == counts(archive)["Jo Kowalski"] == 1


def test_what_cannot_be_read_is_told_and_the_rest_is_learned(learn, write, archive):
    write("a.txt", ANN)
    write("b.txt", b"\x00\x01\x02 binary")
    write("c.txt", b"")
    done = learn("a.txt", "b.txt", "c.txt", "none.txt")
    assert done.status == 2
    assert [line.split(": ")[1] for line in done.err.splitlines()] == ["b.txt:1:1", "none.txt"]
    assert counts(archive)["Ann Marlow"] == 1
    assert "Learned 2 articles" in done.out


def test_standard_input_is_refused(learn, archive):
    done = learn("-")
    assert (done.status, archive.exists()) == (2, False)
    assert "standard input" in done.err


ROWS = {
    "id": [7, 8, 9],
    "when": [date(2020, 1, 2), date(2021, 1, 2), None],
    "body": [{"text": ANN}, {"text": JO}, {"text": JO}],
}


def test_parquet_is_learned_like_json_lines(learn, tmp_path, write, archive):
    pq.write_table(pa.table(ROWS), tmp_path / "a.parquet", row_group_size=2)
    done = learn(".", *OPTIONS)
    assert (done.status, done.out) == (0, "Learned 3 articles with 9 names\n")
    assert days(archive, "Ann Marlow") == (date(2020, 1, 2),) * 2
    _, uses = contents(archive)
    assert {use[1] for use in uses} == {"id 7", "id 8", "id 9"}
    assert "3 known already" in learn("a.parquet", *OPTIONS).out
    records = [
        {"id": index, "when": when and str(when), "body": body}
        for index, when, body in zip(*ROWS.values(), strict=True)
    ]
    write("a.jsonl", jsonl(records))
    assert "3 known already" in learn("a.jsonl", *OPTIONS).out


def test_rows_of_parquet_that_hold_no_text_are_told(learn, tmp_path, archive):
    table = pa.table({"text": [ANN, None, "x" * 2000, JO]})
    pq.write_table(table, tmp_path / "a.parquet")
    done = learn("a.parquet", "--max-size", "1K")
    assert done.status == 2
    problems = done.err.splitlines()
    assert [problem.split(": ")[1] for problem in problems] == [
        "a.parquet, row 2",
        "a.parquet, row 3",
    ]
    assert "--max-size" in problems[1]
    assert counts(archive)["Ann Marlow"] == counts(archive)["Jo Kowalski"] == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "cannot be read as Parquet"),
        (b"PAR1 and then nothing", "cannot be read as Parquet"),
        (b"PAR1" + b"\xff" * 400 + b"PAR1", "cannot be read as Parquet"),
        (None, "no column text (--field names another); its columns are headline, story.body"),
    ],
)
def test_parquet_that_is_none_or_has_other_columns_is_told(
    learn, write, tmp_path, archive, content, reason
):
    if content is None:
        table = pa.table({"headline": [ANN], "story": [{"body": JO}]})
        pq.write_table(table, tmp_path / "b.parquet")
    else:
        write("b.parquet", content)
    write("a.txt", ANN)
    done = learn(".")
    assert done.status == 2
    assert done.err.startswith("lintnews: b.parquet: ")
    assert reason in done.err
    assert counts(archive)["Ann Marlow"] == 1


def test_without_pyarrow_nothing_is_learned_and_the_remedy_is_told(
    write, tmp_path, monkeypatch, capsys
):
    write("a.txt", ANN)
    write("b.parquet", b"PAR1")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Extra, "is_installed", False)
    monkeypatch.setattr("sys.argv", ["lintnews", "names", "learn", ".", "--archive", "names.db"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("lintnews: b.parquet: ")
    assert "pip install 'lintnews[parquet]'" in said
    assert not (tmp_path / "names.db").exists()


def test_check_reads_parquet_too(lintnews, tmp_path):
    texts = ["The council met on Monday.", "It rained , and the council met."]
    pq.write_table(pa.table({"text": texts}), tmp_path / "a.parquet")
    done = lintnews("check", "a.parquet", "--format", "jsonl", "--no-model")
    (finding,) = map(json.loads, done.out.splitlines())
    assert finding["path"] == "a.parquet, row 2"
    assert (finding["line"], finding["column"]) == (1, 10)


def test_what_is_no_parquet_is_told(lintnews, write):
    write("a.parquet", b"PAR1")
    done = lintnews("check", "a.parquet")
    assert done.status == 2
    assert done.err.startswith("lintnews: a.parquet: it cannot be read as Parquet")


def other_database(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE song (name)")
        connection.commit()


def newer_archive(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {0x4C4E4E41}")
        connection.execute("PRAGMA user_version = 99")
        connection.execute("CREATE TABLE form (name)")
        connection.commit()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.write_text("no database at all, but a text\n" * 99), "no archive"),
        (other_database, "no archive"),
        (newer_archive, "version 99"),
        (lambda path: path.mkdir(), "is a directory"),
    ],
    ids=["text", "other", "newer", "folder"],
)
@pytest.mark.parametrize("command", ["learn", "forget", "report", "check"])
def test_a_file_that_is_no_archive_is_refused_and_left_as_it_is(
    lintnews, write, archive, make, reason, command
):
    write("a.txt", ANN)
    make(archive)
    before = archive.read_bytes() if archive.is_file() else None
    arguments = {
        "learn": ("names", "learn", "a.txt"),
        "forget": ("names", "forget", "a.txt"),
        "report": ("names", "report"),
        "check": ("check", "a.txt"),
    }[command]
    done = lintnews(*arguments, "--archive", "names.db")
    assert (done.status, done.out) == (2, "")
    assert "names.db" in done.err
    assert reason in done.err
    assert before is None or archive.read_bytes() == before


@pytest.mark.parametrize("command", [("names", "report"), ("check", "a.txt"),
                                     ("names", "forget", "a.txt")])  # fmt: skip
def test_an_archive_that_is_not_there_is_not_made_by_whoever_asks_it(
    lintnews, write, archive, command
):
    write("a.txt", ANN)
    done = lintnews(*command, "--archive", "names.db")
    assert (done.status, archive.exists()) == (2, False)
    assert "lintnews names learn" in done.err


def test_a_folder_for_the_archive_that_is_not_there_is_told(learn, write):
    write("a.txt", ANN)
    done = learn("a.txt", archive="no/such/names.db")
    assert done.status == 2
    assert "no/such/names.db: the file cannot be opened" in done.err


def test_files_are_forgotten(learn, lintnews, write, archive, tmp_path):
    write("a.txt", ANN)
    write("b.jsonl", jsonl([{"text": ANN}, {"text": JO}]))
    learn("a.txt")
    before = contents(archive)
    learn("b.jsonl")
    (tmp_path / "b.jsonl").unlink()
    done = lintnews("names", "forget", "b.jsonl", "--archive", "names.db")
    assert (done.status, done.out) == (0, "b.jsonl: 2 articles forgotten\n")
    assert contents(archive) == before
    done = lintnews("names", "forget", "b.jsonl", "--archive", "names.db")
    assert done.status == 2
    assert done.err == "lintnews: b.jsonl: nothing was learned from this file\n"


def many_records(count, shift=0):
    """Articles of which some name the same people."""
    return [
        {
            "text": f"{GIVEN[n % 6]} {SURNAMES[n % 7]} met {GIVEN[n % 5]} {SURNAMES[n % 3]}. "
            f"On Monday {SURNAMES[n % 7]} left for Cairo with Lagos{chr(97 + n % 26)}."
        }
        for n in range(shift, shift + count)
    ]


def started(tmp_path, *arguments):
    """The command in a process group of its own, so that signals reach its workers too."""
    return subprocess.Popen(
        [sys.executable, "-m", "lintnews", "names", "learn", *arguments, "--archive", "names.db"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # A suite that is started in the background ignores the signal, and so would the command.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def learned_so_far(archive):
    try:
        with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT count(*) FROM document").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs process groups")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_what_was_learned_before_the_end_is_kept_and_doubles_nothing(
    learn, write, tmp_path, archive, how
):
    count = 1500
    write("a.jsonl", jsonl(many_records(count)))
    process = started(tmp_path, "a.jsonl")
    deadline = time.monotonic() + 60
    while not learned_so_far(archive):
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.killpg(process.pid, how)
    _, said = process.communicate(timeout=60)
    assert b"Traceback" not in said
    assert process.returncode == (-signal.SIGKILL if how == signal.SIGKILL else 130)
    kept = learned_so_far(archive)
    assert 0 < kept < count
    contents(archive)
    done = learn("a.jsonl")
    assert done.out.startswith(f"Learned {count - kept:,} articles with ")
    assert done.out.endswith(f"; {kept:,} known already\n")
    learn("a.jsonl", archive="fresh.db")
    assert contents(archive) == contents(archive.with_name("fresh.db"))


def test_two_that_learn_at_once_take_turns(learn, write, tmp_path, archive):
    write("a.jsonl", jsonl(many_records(400)))
    write("b.jsonl", jsonl(many_records(400, shift=3)))
    write("a.txt", ANN)
    both = [started(tmp_path, name, "a.txt") for name in ("a.jsonl", "b.jsonl")]
    for process in both:
        _, said = process.communicate(timeout=120)
        assert (process.returncode, said) == (0, b"")
    learn("a.jsonl", "b.jsonl", "a.txt", archive="fresh.db")
    assert contents(archive) == contents(archive.with_name("fresh.db"))
