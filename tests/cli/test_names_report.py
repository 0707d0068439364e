"""``lintnews names report``: which forms look like one name, shown in four ways."""

import csv
import io
import json

import pytest
from html_pages import Page

from lintnews.names.archive.reporting import report_names
from lintnews.names.authority import shipped_authority
from lintnews.report.names import names_table

SUBJECT = "Senator {name} met Clara Bessemer in Lusaka. Later {short} left with Bessemer.\n"


@pytest.fixture
def report(lintnews, write):
    """Learn articles, a file each, and report the archive."""

    def run(articles, *options):
        for name, text in articles.items():
            write(name, text)
        learned = lintnews("names", "learn", ".", "--archive", "names.db", "--quiet")
        assert (learned.status, learned.out, learned.err) == (0, "", "")
        return lintnews("names", "report", "--archive", "names.db", *options)

    return run


def articles(*names, prefix=""):
    """An article about each name."""
    return {
        f"{prefix}{number}.txt": SUBJECT.format(name=name, short=name.split()[-1])
        for number, name in enumerate(names)
    }


SLIP = articles(*["Alexandra Zimmermann"] * 6, "Alexandra Zimmerrmann")
STYLES = articles(*["Alexandra Zimmermann"] * 6, *["Alexandra Zimmermannn"] * 6)


def groups(done):
    assert (done.status, done.err) == (0, "")
    return json.loads(done.out)["report"]["groups"]


def texts(group):
    return {form["text"] for form in group["forms"]}


def test_a_rare_form_beside_a_frequent_one_is_perhaps_a_slip(report):
    (group,) = groups(report(SLIP, "--format", "json"))
    assert group["kind"] == "slip"
    assert texts(group) == {
        "Alexandra Zimmermann", "Alexandra Zimmerrmann", "Zimmermann", "Zimmerrmann",
    }  # fmt: skip
    right, wrong = (
        next(form for form in group["forms"] if form["text"] == f"Alexandra {surname}")
        for surname in ("Zimmermann", "Zimmerrmann")
    )
    assert (right["uses"], right["articles"], len(right["places"])) == (6, 6, 3)
    assert (wrong["uses"], wrong["places"]) == (1, ["6.txt:1:9"])
    doubt = next(doubt for doubt in group["doubts"] if doubt["form"] == wrong["text"])
    assert doubt["other"] == right["text"]
    assert 0 < doubt["confidence"] <= doubt["probability"] <= 1
    evidence = "; ".join(doubt["evidence"])
    for words in ('given name, "Alexandra"', 'title, "Senator"', "Bessemer", "6 uses against 1"):
        assert words in evidence


def test_two_frequent_forms_are_two_styles(report):
    (group,) = groups(report(STYLES, "--format", "json"))
    assert group["kind"] == "style"
    assert not any("against" in words for doubt in group["doubts"] for words in doubt["evidence"])


@pytest.mark.parametrize(
    "names",
    [
        ["Alexandra Zimmermann"] * 3 + ["Alexandra Zimmerrmann"],
        ["Alexandra Zimmermann"] * 6 + ["Alexandra Zimmerrmann"] * 2,
        ["Alexandra Zimmermann"] * 6 + ["Alexandra Bellweather"],
        ["Anna Nováková"] * 6 + ["Anna Novák"],
        ["Mohamed Zimmermann"] * 6 + ["Alexandra Bellweather"],
        # The authority says that these are two.
        ["Israel Katz"] * 6 + ["Haim Katz"],
    ],
    ids=["both rare", "three to one", "far", "woman and man", "others", "known to be two"],
)
def test_what_is_no_doubt_is_not_reported(report, names):
    done = report(articles(*names))
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("No doubtful names; ")


def test_forms_that_the_authority_rejects_come_first_and_are_told(report):
    held = {**SLIP, **articles(*["Benjamin Netanyahu"] * 2, "Benjamin Netanyhu", prefix="n")}
    first, *others = groups(report(held, "--format", "json"))
    assert first["kind"] == "rejected"
    assert texts(first) >= {"Benjamin Netanyhu", "Benjamin Netanyahu"}
    wrong = next(form for form in first["forms"] if form["text"] == "Benjamin Netanyhu")
    assert wrong["instead"] == "Benjamin Netanyahu"
    assert [group["kind"] for group in others] == ["slip"]


def test_the_names_of_the_house_count_too(report, tmp_path):
    house = tmp_path / "house.yml"
    house.write_text(
        "entries:\n"
        "  - {id: a, kind: person, preferred: Alexandra Zimmermann}\n"
        "  - {id: b, kind: person, preferred: Alexandra Zimmerrmann}\n",
        encoding="utf-8",
    )
    assert groups(report(SLIP, "--format", "json", "--names", str(house))) == []


def test_names_of_the_house_that_are_wrong_end_the_report(report, tmp_path):
    house = tmp_path / "house.yml"
    house.write_text("entries:\n  - {id: a, kind: robot, preferred: R2}\n", encoding="utf-8")
    done = report(SLIP, "--names", str(house))
    assert (done.status, done.out) == (2, "")
    assert f"{house}:2:" in done.err


def test_a_rejected_form_is_told_where_the_right_one_is_not_in_the_archive(report):
    (group,) = groups(report(articles("Benjamin Netanyhu"), "--format", "json"))
    assert texts(group) == {"Benjamin Netanyhu"}
    assert group["forms"][0]["instead"] == "Benjamin Netanyahu"


def test_days_are_those_of_the_first_and_the_last_use(lintnews, write):
    records = [
        {"day": f"20{year}-05-31", "text": SUBJECT.format(name=name, short="He")}
        for year, name in [*((year, "Alexandra Zimmermann") for year in range(10, 17)),
                           (21, "Alexandra Zimmerrmann")]
    ]  # fmt: skip
    write("a.jsonl", "".join(json.dumps(record) + "\n" for record in records))
    archive = ("--archive", "names.db")
    lintnews("names", "learn", "a.jsonl", "--date-field", "day", *archive)
    (group,) = groups(lintnews("names", "report", "--format", "json", *archive))
    assert [(form["first"], form["last"]) for form in group["forms"]] == [
        ("2010-05-31", "2016-05-31"),
        ("2021-05-31", "2021-05-31"),
    ]
    assert [form["places"][0] for form in group["forms"]] == ["a.jsonl:7:40", "a.jsonl:8:40"]


def test_limit_and_min_count_leave_groups_out(report, lintnews):
    other = articles(*["Boris Kowalczewski"] * 9, "Boris Kowalczewsski", prefix="k")
    both = report({**SLIP, **other}, "--format", "json")
    assert [len(texts(group)) for group in groups(both)] == [4, 4]

    def reported(*options):
        return lintnews("names", "report", "--archive", "names.db", *options)

    assert len(groups(reported("--limit", "1", "--format", "json"))) == 1
    assert "2 groups look like one name, the surest 1 are shown" in reported("--limit", "1").out
    (frequent,) = groups(reported("--min-count", "9", "--format", "json"))
    assert "Boris Kowalczewski" in texts(frequent)


@pytest.mark.parametrize("columns", [80, 100, 200])
def test_the_table_fits_a_terminal(report, tmp_path, columns):
    long = "a rather long name of a folder that goes on and on/" * 3
    held = articles(*["Alexandra Zimmermann"] * 6, "Alexandra Zimmerrmann", prefix=long)
    printed = report(held).out
    found = report_names(tmp_path / "names.db", shipped_authority(), folder=str(tmp_path))
    table = "".join(names_table(found, columns))
    assert columns != 100 or table == printed
    lines = table.splitlines()
    assert max(map(len, lines)) <= columns
    assert any(line.endswith("6.txt:1:9") for line in lines)
    row = next(line for line in lines if "Alexandra Zimmermann " in line)
    assert row.split()[-4:-2] == ["6", "6"]
    assert "perhaps a slip" in table
    assert lines[0].split() == ["SURE", "FORM", "USES", "ARTICLES", "FIRST", "LAST"]


def test_an_archive_of_nothing_has_no_doubts(report):
    assert report({"a.txt": ""}).out == "No doubtful names; 0 forms in 1 articles\n"


HOSTILE = [
    "=cmd|' /C calc'!A0.txt",
    "<script>alert(1)<!--.txt",
    "\x1b[31mred\x07.txt",
    '"><b onmouseover=x>.txt',
    "</td></table>.txt",
    "{{ 7 * 7 }}{% raw %}.txt",
    "a,b\nc.txt",
]


@pytest.fixture
def hostile(report):
    """The report on articles in files with hostile names."""

    def run(*options):
        held = dict(zip(HOSTILE, articles(*["Alexandra Zimmermann"] * 7).values(), strict=True))
        held["=z.txt"] = articles("Alexandra Zimmerrmann")["0.txt"]
        return report(held, *options)

    return run


def test_cells_of_csv_are_no_formulas(hostile):
    done = hostile("--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert {row["form"] for row in rows} > {"Alexandra Zimmermann", "Alexandra Zimmerrmann"}
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(cell.startswith("'=z.txt:1:9") for cell in cells)
    (wrong,) = [row for row in rows if row["form"] == "Alexandra Zimmerrmann"]
    assert (wrong["group"], wrong["uses"], wrong["other"]) == ("1", "1", "Alexandra Zimmermann")


def test_the_table_does_not_command_the_terminal(hostile):
    done = hostile()
    assert "\x1b" not in done.out
    assert "\x07" not in done.out


def test_the_page_is_sound_and_needs_nothing_else(hostile):
    done = hostile("--format", "html")
    page = Page(done.out)
    assert page.faults == []
    assert not {"script", "b", "link", "img", "iframe"} & {tag for tag, _ in page.seen}
    attributes = [name for _, attributes in page.seen for name in attributes]
    assert not [name for name in attributes if name.startswith("on") or name in ("src", "href")]
    assert "url(" not in done.out
    assert "@import" not in done.out
    assert "prefers-color-scheme: dark" in done.out
    assert any(meta.get("name") == "viewport" for meta in page.all("meta"))
    assert page.all("html") == [{"lang": "en"}]
    shown = "".join(page.texts)
    assert "{{ 7 * 7 }}" in shown
    assert "\x1b" not in done.out


def test_tables_of_the_page_can_be_read_aloud(report):
    page = Page(report(SLIP, "--format", "html").out)
    tables = len(page.all("table"))
    assert tables == len(page.all("caption")) == 1
    scopes = [attributes.get("scope") for attributes in page.all("th")]
    assert scopes.count("col") == 6
    assert scopes.count("row") == 4
    ids = [attributes["id"] for _, attributes in page.seen if "id" in attributes]
    labels = [
        attributes["aria-labelledby"]
        for _, attributes in page.seen
        if "aria-labelledby" in attributes
    ]
    assert len(ids) == len(set(ids))
    assert set(labels) <= set(ids)


def test_a_report_can_be_written_to_a_file(report, tmp_path):
    done = report(SLIP, "--format", "html", "--output", "report.html")
    assert (done.status, done.out) == (0, "")
    assert "Zimmerrmann" in (tmp_path / "report.html").read_text(encoding="utf-8")
