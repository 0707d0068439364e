"""``lintnews check --format``: every format by the command, from several kinds of file."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from lintnews.report.formats import reporters

BROKEN = "The talks failed. facing the wrath of his party, he left the capital on Monday.\n"
DOUBLED = "The minister said the the talks failed.\n"
CLEAN = "The mayor opened the new bridge on Monday. Hundreds of people came to see it.\n"
QUOTED = "The “talks” failed. facing the wrath of his party, he left the capital on Monday."


@pytest.fixture
def folder(write):
    """Files of two formats, one of which holds a record that cannot be read."""
    write("a.txt", BROKEN * 2)
    write("b.txt", CLEAN)
    records = [json.dumps({"text": QUOTED}), "{", json.dumps({"text": CLEAN})]
    write("c.jsonl", "\n".join(records) + "\n")


def places(lintnews, format_, *options):
    done = lintnews("check", ".", "--no-model", "--format", format_, *options)
    assert done.status == 2
    assert done.err.startswith("lintnews: c.jsonl:2")
    return PLACES[format_](done.out)


def sarif_places(text):
    for result in json.loads(text)["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        yield place["artifactLocation"]["uri"], place["region"]["startLine"], result["ruleId"]


def github_places(text):
    for line in text.splitlines():
        found = re.match(r"::\w+ file=(.*?),line=(\d+),.*title=(.*?)::", line)
        if found[3] != "could not be done":
            yield found[1], int(found[2]), found[3]


def gitlab_places(text):
    for issue in json.loads(text):
        if issue["severity"] != "critical":
            place = issue["location"]
            yield place["path"], place["lines"]["begin"], issue["check_name"]


def junit_places(text):
    for case in ElementTree.fromstring(text).iter("testcase"):
        if case.find("failure") is not None:
            yield case.get("file"), int(case.get("line")), case.get("name").split()[0]


def checkstyle_places(text):
    for file in ElementTree.fromstring(text):
        for error in file:
            if error.get("source") != "lintnews.problem":
                yield file.get("name"), int(error.get("line")), error.get("source").split(".")[-1]


def rdjson_places(text):
    for one in json.loads(text)["diagnostics"]:
        if "code" in one:
            place = one["location"]
            yield place["path"], place["range"]["start"]["line"], one["code"]["value"]


def csv_places(text):
    for row in csv.DictReader(io.StringIO(text)):
        yield row["path"], int(row["line"]), row["rule"]


def json_places(text):
    for finding in json.loads(text)["findings"]:
        yield finding["path"], finding["line"], finding["rule"]


def jsonl_places(text):
    for line in text.splitlines():
        finding = json.loads(line)
        yield finding["path"], finding["line"], finding["rule"]


def text_places(text):
    for found in re.finditer(r"^(\S+?):(\d+):\d+: \w+: .*\[([\w-]+)[^\]]*\]$", text, re.MULTILINE):
        yield found[1], int(found[2]), found[3]


def html_places(text):
    for part in re.split(r'<h2 id="file-\d+"><bdi>', text)[1:]:
        path = part.partition("<")[0]
        for found in re.finditer(r"</strong> at (\d+):.*?#rule-\d+\">([\w-]+)<", part, re.DOTALL):
            yield path, int(found[1]), found[2]


PLACES = {name.removesuffix("_places"): function for name, function in list(globals().items())
          if name.endswith("_places")}  # fmt: skip


@pytest.mark.parametrize("name", sorted(reporters()))
def test_every_format_has_the_same_findings(lintnews, folder, name):
    expected = list(places(lintnews, "json"))
    assert {path for path, _, _ in expected} == {"a.txt", "c.jsonl"}
    assert list(places(lintnews, name, "--jobs", "2")) == expected


class Marked(HTMLParser):
    """The text under each mark, without its label."""

    def __init__(self, text):
        super().__init__()
        self.marks, self._label, self._open = {}, False, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "mark":
            self._open.append(attributes["id"])
        self._label = self._label or attributes.get("class") == "label"

    def handle_endtag(self, tag):
        if tag == "mark":
            self._open.pop()
        self._label = self._label and tag != "a"

    def handle_data(self, data):
        for name in () if self._label else self._open:
            self.marks[name] = self.marks.get(name, "") + data


def test_the_page_marks_what_was_found_in_escaped_text_too(lintnews, write):
    write("c.jsonl", json.dumps({"title": "“”", "text": QUOTED}) + "\n")
    page = Marked(lintnews("check", ".", "--no-model", "--format", "html").out)
    assert page.marks == {"mark-1": "facing"}


def test_the_page_shows_what_remains_of_a_fixed_text(lintnews, write):
    write("a.txt", DOUBLED + BROKEN)
    done = lintnews("check", "a.txt", "--no-model", "--fix", "--format", "html")
    assert "the the" not in done.out
    assert "1 fixed" in done.out
    assert Marked(done.out).marks == {"mark-1": "facing"}


def test_bytes_are_told_in_a_fixed_record_only_where_they_are_known(lintnews, write):
    record = {"title": DOUBLED.strip(), "text": "Kyjiw é. " + BROKEN.strip()}
    write("a.jsonl", json.dumps(record, ensure_ascii=False) + "\n")
    fields = ("--field", "title", "--field", "text", "--no-model", "--select", "sentences")
    source = json.dumps(record, ensure_ascii=False).encode()
    done = lintnews("check", "a.jsonl", *fields, "--format", "rdjson")
    (one,) = json.loads(done.out)["diagnostics"]
    assert source[one["location"]["range"]["start"]["column"] - 1 :].startswith(b"facing")
    fields = (*fields, "--select", "repetition")
    done = lintnews("check", "a.jsonl", *fields, "--fix", "--format", "rdjson")
    (one,) = json.loads(done.out)["diagnostics"]
    assert one["location"]["range"] == {"start": {"line": 1}, "end": {"line": 1}}


def test_a_diff_is_no_report(lintnews, write):
    write("a.txt", BROKEN)
    done = lintnews("check", "a.txt", "--diff", "--format", "html")
    assert done.status == 2
    assert "leave out --format" in done.err


def test_a_format_that_is_none_is_told_with_those_that_are(lintnews):
    done = lintnews("check", "a.txt", "--format", "pdf")
    assert done.status == 2
    assert all(f"'{name}'" in done.err for name in reporters())
