"""``lintnews style``: figures of articles, and those that read unlike the archive's."""

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import jsonschema
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from browsers import TABLET, faults
from html_pages import Page

from lintnews.extras import Extra
from lintnews.names.archive.styles import KnownDesk
from lintnews.report.schema import schemas
from lintnews.report.style import CSV_COLUMNS, STYLE_FORMATS, STYLE_VERSION
from lintnews.style import reading

ROOT = Path(__file__).resolve().parents[2]
WORDS = (
    "in the morning and the evening by the river near the old town with all the others from the "
    "north who had come over the hills on foot to see what was left of the market and the school "
    "before the rain set in again for the rest of the week"
).split()
ODD = 45


def sentences(length, count):
    """So many sentences of so many words."""
    return " ".join(f"The mayor spoke {' '.join(WORDS[: length - 3])}." for _ in range(count))


def normal(number):
    """An article with sentences of twelve to twenty words, two paragraphs of six each."""
    length = 12 + number % 9
    return f"{sentences(length, 6)}\n\n{sentences(length, 6)}\n"


@pytest.fixture
def archive(write, inside, tmp_path):
    """An archive of thirty-six articles."""
    for number in range(36):
        write(f"old/{number:02}.txt", normal(number))
    assert inside("names", "learn", "old", "--archive", "names.db", "-q").status == 0
    return tmp_path / "names.db"


@pytest.fixture
def odd(write):
    """An article with sentences of forty-five words, and one as the others are."""
    write("new/odd.txt", f"{sentences(ODD, 2)}\n\n{sentences(ODD, 2)}\n")
    write("new/plain.txt", normal(4))


def desk(archive):
    return KnownDesk(archive).desk


def test_a_table_tells_words_and_figures(inside, write):
    write("a.txt", normal(3))
    done = inside("style", "a.txt")
    assert done.status == 0
    row = next(line for line in done.out.splitlines() if line.endswith(" a.txt"))
    cells = row.split()
    assert (cells[0], cells[2], cells[3], cells[4]) == ("180", "15", "15", "90")
    assert done.out.endswith("\n1 article, 180 words\n")
    assert "unlike" not in done.out


def test_an_article_that_reads_unlike_the_archive_is_told(inside, archive, odd):
    done = inside("style", "new", "--archive", "names.db")
    assert done.status == 0
    said = " ".join(done.out.split())
    assert "its sentences have 45 words on average; the desk's have 12 to 20." in said
    assert "2 articles, 372 words; 1 reads unlike the desk's" in said
    assert done.err == ""


def test_the_rule_says_it_of_the_longest_sentence(inside, archive, odd):
    chosen = ("--select", "reads-unlike-archive", "--archive", "names.db", "--format", "jsonl")
    done = inside("check", "new", "--no-cache", *chosen)
    (finding,) = map(json.loads, done.out.splitlines())
    assert (finding["path"], finding["severity"]) == ("new/odd.txt", "note")
    assert finding["message"].startswith("This article reads unlike the desk's: its sentences have")
    assert (finding["line"], finding["column"]) == (1, 1)
    assert finding["matched"] == sentences(ODD, 1)


def test_the_rule_runs_only_when_it_is_asked_for_and_with_an_archive(inside, archive, odd):
    assert "reads unlike" not in inside("check", "new", "--archive", "names.db", "--no-cache").out
    done = inside("check", "new", "--select", "reads-unlike-archive", "--no-cache")
    assert (done.status, "reads unlike" in done.out) == (0, False)


def test_the_form_in_json_keeps_its_schema(inside, archive, odd):
    done = inside("style", "new", "nothing.txt", "--archive", "names.db", "--format", "json")
    assert done.status == 2
    report = json.loads(done.out)
    schema = json.loads((ROOT / "schema" / "style.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, schema)
    assert schema["$id"].endswith(f":{STYLE_VERSION}")
    first, second = report["articles"]
    assert (first["path"], first["style"]["sentence_mean"]) == ("new/odd.txt", ODD)
    assert "sentence_mean" in {one["figure"] for one in first["unusual"]}
    assert second["unusual"] == []
    assert report["desks"][0]["usual"]["sentence_mean"]["articles"] == 36
    assert report["summary"] == {"articles": 2, "words": 372, "unusual": 1}
    assert "nothing.txt" in report["problems"][0]["path"]


def test_the_schema_file_is_what_the_program_writes():
    name = "style.schema.json"
    assert (ROOT / "schema" / name).read_text(encoding="utf-8") == schemas()[name]


def test_the_documentation_describes_every_field():
    page = (ROOT / "docs" / "style.md").read_text(encoding="utf-8")
    forms = json.loads(schemas()["style.schema.json"])["$defs"]
    own = ("StyleReport", "StyleSummary", "DeskReport", "StyledArticle", "Style", "Usual")
    for form in (*own, "Unusual"):
        for field in forms[form]["properties"]:
            assert f"`{field}`" in page, field


def test_no_spreadsheet_takes_a_cell_for_a_formula(inside, write):
    write("=1+1.txt", normal(0))
    write("a\rb.jsonl", json.dumps({"text": normal(1)}) + "\n")
    done = inside("style", ".", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert list(rows[0]) == list(CSV_COLUMNS)
    assert [row["path"] for row in rows] == ["'=1+1.txt", "a\rb.jsonl"]
    assert [row["sentence_mean"] for row in rows] == ["12.0", "13.0"]


def test_records_and_tables_are_measured_one_by_one(inside, write, tmp_path):
    records = [{"id": 7, "text": normal(0)}, {"id": 8, "text": normal(5)}]
    write("a.jsonl", "".join(json.dumps(each) + "\n" for each in records))
    pq.write_table(pa.table({"text": [normal(1), normal(2)]}), tmp_path / "b.parquet")
    write("c.html", f"<h1>A long headline about a bridge</h1><p>{sentences(14, 3)}</p>")
    done = inside("style", ".", "--format", "json")
    found = [
        (one["path"], one["line"], one["record"], one["style"]["sentence_mean"])
        for one in json.loads(done.out)["articles"]
    ]
    assert [each[3] for each in found] == [12, 17, 13, 14, 14]
    assert found[1][:3] == ("a.jsonl", 2, "line 2")
    table = inside("style", ".").out
    assert " a.jsonl, line 2\n" in table
    assert " b.parquet, row 2\n" in table


def test_standard_input_is_read(inside):
    done = inside("style", "-", "--stdin-filename", "late.txt", stdin=normal(2).encode())
    assert " late.txt\n" in done.out


@pytest.mark.parametrize("format_", list(STYLE_FORMATS))
def test_any_number_of_processes_prints_the_same(inside, write, archive, odd, format_):
    records = "".join(json.dumps({"text": normal(number)}) + "\n" for number in range(30))
    write("new/many.jsonl", records + "broken\n" + records)
    arguments = ("style", "new", "--archive", "names.db", "--format", format_)
    one, three = (inside(*arguments, "--jobs", jobs) for jobs in (1, 3))
    assert one.status == three.status == 2
    assert one.out == three.out
    assert one.out
    assert "new/many.jsonl:31" in one.err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("nothing.txt",), "nothing.txt"),
        (("a.txt", "--archive", "none.db"), "there is no such archive"),
        (("a.txt", "--archive", "a.txt"), "no archive"),
        (("a.txt", "--format", "pdf"), "pdf"),
        (("broken.jsonl",), "broken.jsonl:1"),
    ],
)
def test_bad_input_is_told(inside, write, arguments, reason):
    write("a.txt", normal(0))
    write("broken.jsonl", "{")
    done = inside("style", *arguments)
    assert done.status == 2
    assert reason in done.err


def test_an_archive_of_few_articles_compares_nothing_and_says_so(inside, write, odd):
    for number in range(29):
        write(f"old/{number}.txt", normal(number))
    inside("names", "learn", "old", "--archive", "names.db", "-q")
    done = inside("style", "new", "--archive", "names.db")
    assert done.status == 0
    assert "names.db: nothing is compared: it takes 30 articles" in done.err
    assert "unlike" not in done.out
    assert inside("style", "new", "--archive", "names.db", "--quiet").err == ""


def test_without_textstat_the_grades_are_missed_and_told(inside, write, monkeypatch):
    write("a.txt", normal(0))
    monkeypatch.setattr(Extra, "is_installed", False)
    reading._can_grade.cache_clear()
    done = inside("style", "a.txt", "--jobs", "1")
    reading._can_grade.cache_clear()
    assert done.status == 0
    assert "pip install 'lintnews[readability]'" in done.err
    row = next(line for line in done.out.splitlines() if line.endswith(" a.txt"))
    assert row.split()[:3] == ["144", "–", "12"]


def test_the_configuration_names_the_archive_and_what_is_left_out(inside, write, archive, odd):
    write("lintnews.toml", 'archive = "names.db"\nexclude = ["new/plain.txt"]\n')
    done = inside("style", "new")
    assert "1 article, 180 words; 1 reads unlike the desk's" in done.out


def test_learning_twice_doubles_nothing_and_forgetting_takes_out(inside, archive):
    before = desk(archive)
    assert {usual.articles for usual in before.values()} == {36}
    inside("names", "learn", "old", "--archive", "names.db")
    assert desk(archive) == before
    inside("names", "forget", "old/00.txt", "--archive", "names.db")
    assert {usual.articles for usual in desk(archive).values()} == {35}
    with closing(sqlite3.connect(archive)) as connection:
        assert connection.execute("SELECT count(*) FROM style").fetchone() == (35,)


def test_a_desk_that_is_known_follows_its_archive(inside, archive):
    known = KnownDesk(archive)
    assert known.desk is known.desk
    inside("names", "forget", "old/00.txt", "--archive", "names.db")
    assert known.desk["sentence_mean"].articles == 35


def test_a_changed_article_takes_the_place_of_its_old_self(inside, write, archive):
    before = desk(archive)["sentence_mean"]
    for number in range(30):
        write(f"old/{number:02}.txt", f"{sentences(30, 6)}\n")
    inside("names", "learn", "old", "--archive", "names.db")
    after = desk(archive)["sentence_mean"]
    assert (after.articles, after.median) == (36, 30)
    assert before.median == 16


def test_an_archive_of_an_older_lintnews_gets_its_figures_when_it_learns(inside, archive, odd):
    figures = desk(archive)
    with closing(sqlite3.connect(archive)) as connection:
        connection.execute("DROP TABLE style")
        connection.execute("PRAGMA user_version = 1")
        uses = connection.execute("SELECT text, uses FROM form ORDER BY text").fetchall()
        connection.commit()
    rules = ("--select", "reads-unlike-archive,name-unlike-archive")
    done = inside("check", "new/odd.txt", "--archive", "names.db", "--no-cache", *rules)
    assert (done.status, done.err) == (0, "")
    assert "nothing is compared" in inside("style", "new", "--archive", "names.db").err
    done = inside("names", "learn", "old", "--archive", "names.db")
    assert "36 in the place of an older self" in done.out
    assert desk(archive) == figures
    with closing(sqlite3.connect(archive)) as connection:
        assert connection.execute("SELECT text, uses FROM form ORDER BY text").fetchall() == uses
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)


@pytest.fixture
def page(inside, write, archive, odd, tmp_path):
    write("new/<script>alert(1)</script>\u202e.jsonl", json.dumps({"text": normal(8)}) + "\n")
    options = ("--archive", "names.db", "--format", "html", "--output", "style.html")
    assert inside("style", "new", *options).status == 0
    return tmp_path / "style.html"


def test_the_page_is_whole_marks_what_is_unusual_and_needs_nothing_else(page):
    text = page.read_text(encoding="utf-8")
    read = Page(text)
    assert read.faults == []
    assert read.all("script") == []
    assert "\u202e" not in text
    assert not any("src" in attributes or "href" in attributes for _, attributes in read.seen)
    charts = {svg["aria-label"].partition(":")[0]: svg["aria-label"] for svg in read.all("svg")}
    assert len(charts) == 12
    lengths = charts["Words in a sentence, mean"]
    assert "1 article, 1 unusual" in lengths
    assert lengths.endswith("the desk's 12 to 20")
    assert sum(cell.get("class") == "number odd" for cell in read.all("td")) >= 1
    assert "!" in read.texts


def test_the_page_can_be_read_by_all(page, browser):
    context = browser.new_context(viewport=TABLET)
    tab = context.new_page()
    tab.goto(page.as_uri())
    assert faults(tab) == []
    context.close()


JSON = ("--format", "json", "--archive", "names.db", "--no-model")


def checked(done):
    """The articles in a report of ``check`` by their paths."""
    report = json.loads(done.out)
    schema = json.loads((ROOT / "schema" / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, schema)
    return {one["path"]: one for one in report["articles"]}


def test_check_says_what_style_says(inside, archive, odd):
    said = json.loads(inside("style", "new", *JSON[:4]).out)["articles"]
    for again in ("linted", "remembered"):
        made = checked(inside("check", "new", "--figures", *JSON))
        for article in said:
            one = made[article["path"]]
            assert one["style"] == article["style"], again
            assert one["unusual"] == article["unusual"], again
    assert made["new/odd.txt"]["unusual"]
    assert not made["new/plain.txt"]["unusual"]


def test_check_measures_nothing_unless_it_is_asked_to(inside, archive, odd):
    for options in ((), ("--figures",), ()):
        one = checked(inside("check", "new", *JSON, *options))["new/odd.txt"]
        assert (one["style"] is not None, bool(one["unusual"])) == (bool(options), bool(options))


def test_what_is_remembered_follows_the_archive(inside, write, archive, odd):
    assert checked(inside("check", "new", "--figures", *JSON))["new/odd.txt"]["unusual"]
    for number in range(30):
        write(f"late/{number:02}.txt", f"{sentences(ODD, 4)}\n")
    inside("names", "learn", "late", "--archive", "names.db", "-q")
    assert not checked(inside("check", "new", "--figures", *JSON))["new/odd.txt"]["unusual"]


def test_every_record_has_its_figures_with_any_number_of_processes(inside, write):
    records = [json.dumps({"text": f"{normal(number)}\n{number}"}) for number in range(20)]
    write("a.jsonl", "\n".join([*records, json.dumps({"text": ""})]))
    options = ("check", "a.jsonl", "--figures", "--format", "json", "--no-model", "--no-cache")
    one, three = (inside(*options, "--jobs", jobs) for jobs in (1, 3))
    assert one.out == three.out
    made = [each["style"]["sentence_mean"] for each in json.loads(one.out)["articles"]]
    assert made == [12 + number % 9 for number in range(20)]


def test_what_was_fixed_is_measured_as_it_is_then(inside, write):
    source = write("a.txt", "The council met , and it raised the the tax on water again.\n")
    options = ("--figures", "--format", "json", "--no-model")
    (before,) = checked(inside("check", "a.txt", *options)).values()
    (after,) = checked(inside("check", "a.txt", "--fix", *options)).values()
    assert source.read_text("utf-8") == "The council met, and it raised the tax on water again.\n"
    assert (before["style"]["words"], after["style"]["words"]) == (12, 11)


def test_the_text_of_check_says_it_behind_the_findings(inside, archive, odd):
    done = inside("check", "new", "--figures", "--verdict", "--archive", "names.db", "--no-model")
    said = " ".join(done.out.split())
    assert "new/odd.txt: 180 words; school grade (ARI) " in said
    assert "words in a sentence, mean 45*; words in the longest sentence 45" in said
    unlike = "It reads unlike the desk's: its sentences have 45 words on average;"
    assert said.index("(score ") < said.index(unlike)
    assert said.count("reads unlike") == 1
    assert "new/plain.txt: 192 words; " in said
    plain = inside("check", "new", "--archive", "names.db", "--no-model").out
    assert "words in a sentence" not in plain


def test_check_says_what_it_lacks(inside, write, odd):
    for number in range(3):
        write(f"old/{number}.txt", normal(number))
    inside("names", "learn", "old", "--archive", "names.db", "-q")
    options = ("check", "new", "--archive", "names.db", "--no-model")
    reason = "names.db: nothing is compared: it takes 30 articles"
    assert reason in inside(*options, "--figures").err
    assert reason not in inside(*options, "--figures", "--quiet").err
    assert reason not in inside(*options).err


def test_the_page_of_check_has_lines_charts_and_a_table(inside, write, archive, odd, tmp_path):
    write("new/slip.txt", f"{normal(2)}\nThe council met , and left.\n")
    options = ("--format", "html", "--archive", "names.db", "--no-model", "--select", "punctuation")
    inside("check", "new", "--figures", *options, "--output", "figures.html")
    inside("check", "new", *options, "--output", "none.html")
    read = Page((tmp_path / "figures.html").read_text("utf-8"))
    assert read.faults == []
    charts = {svg["aria-label"].partition(":")[0]: svg["aria-label"] for svg in read.all("svg")}
    assert "1 article, 1 unusual" in charts["Words in a sentence, mean"]
    assert charts["Words in a sentence, mean"].endswith("the desk's 12 to 20")
    # The articles without findings are in the table, not among the texts.
    assert sum(text == "How it reads:" for text in read.texts) == 1
    assert {"new/odd.txt", "new/plain.txt", "new/slip.txt"} <= set(read.texts)
    without = Page((tmp_path / "none.html").read_text("utf-8"))
    assert len(without.all("svg")) == 2
    assert "How it reads:" not in without.texts


def test_the_page_of_check_can_be_read_by_all(inside, write, archive, odd, tmp_path, browser):
    write("new/<b>\u202e.txt", f"{sentences(ODD, 4)}\n\nThe council met , and left.\n")
    options = ("--format", "html", "--archive", "names.db", "--no-model", "--output", "page.html")
    inside("check", "new", "--figures", *options)
    assert "\u202e" not in (tmp_path / "page.html").read_text("utf-8")
    context = browser.new_context(viewport=TABLET)
    tab = context.new_page()
    tab.goto((tmp_path / "page.html").as_uri())
    assert faults(tab) == []
    context.close()
