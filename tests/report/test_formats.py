"""Each format as the programs read it that it is written for."""

import csv
import io
import json
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import msgspec
import pytest
from junitparser import JUnitXml
from report_samples import HOSTILE, finding, hostile, linted, related, report, run_of

from lintnews.document.jsonlines import read_jsonl
from lintnews.document.reading import Reading
from lintnews.document.written import written
from lintnews.model import Answer, AnswerBy, Problem, Severity, State, Suggestion
from lintnews.report.formats import reporters
from lintnews.runner import Linted

SOURCE = "First 👩 line.\nHere it goes wrong, as é sees."
PROBLEMS = (
    Problem(path="x:y z.txt", reason="not read: a,b\n<&>", line=3, column=7),
    Problem(path="none.txt", reason="there is no such file"),
)
ANSWERED = tuple(
    finding("It goes wrong here.", word, state=state, fingerprint=word)
    for word, state in (("It", State.BASELINED), ("goes", State.NEW), ("wrong", State.SUPPRESSED))
)


def json_of(name, *documents, **more):
    return json.loads(report(name, *documents, **more))


def shown_xml(text):
    """A text as XML 1.0 can hold it."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def test_every_format_reports_nothing():
    for name in reporters():
        report(name)


# SARIF


@pytest.mark.parametrize(
    "documents", [[], hostile(), [linted("It goes wrong here.", *ANSWERED)]],
    ids=["nothing", "hostile", "answered"],
)  # fmt: skip
@pytest.mark.parametrize("problems", [(), PROBLEMS], ids=["no problems", "problems"])
def test_sarif_is_valid(sarif_schema, documents, problems):
    jsonschema.validate(json_of("sarif", *documents, problems=problems), sarif_schema)


def run_of_sarif(*documents, **more):
    log = json_of("sarif", *documents, **more)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


def uri(location):
    return location["physicalLocation"]["artifactLocation"]


def test_sarif_says_what_ran_and_where_it_found_what():
    one = finding(SOURCE, "goes wrong", severity=Severity.NOTE, confidence=0.7, rule="other-rule")
    run = run_of_sarif(linted(SOURCE, one))
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert set(rules) == {"some-rule", "other-rule"}
    assert rules["other-rule"]["help"]["text"] == "It is wrong twice."
    assert rules["other-rule"]["defaultConfiguration"]["level"] == "error"
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("other-rule", "note")
    assert result["message"]["text"] == "It is wrong."
    assert result["properties"]["confidence"] == 0.7
    assert result["partialFingerprints"] == {
        "lintnewsFingerprint/v1": "f-0",
        "lintnewsAnchor/v1": one.keys.anchor,
        "lintnewsSentence/v1": one.keys.sentence,
        "lintnewsLeft/v1": one.keys.left,
        "lintnewsRight/v1": one.keys.right,
    }
    assert run["columnKind"] == "unicodeCodePoints"
    (location,) = result["locations"]
    assert uri(location) == {"uri": "a.txt", "uriBaseId": "%SRCROOT%"}
    assert location["physicalLocation"]["region"] == {
        "startLine": 2, "startColumn": 9, "endLine": 2, "endColumn": 19,
        "charOffset": SOURCE.index("goes"), "charLength": 10,
    }  # fmt: skip
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("a b/c%20d.txt", "a%20b/c%2520d.txt"),
        ("a.parquet, row 3", "a.parquet%2C%20row%203"),
        ("a:b.txt", "a%3Ab.txt"),
        ("<stdin>", "%3Cstdin%3E"),
        ("é\n\".txt", "%C3%A9%0A%22.txt"),
    ],
)  # fmt: skip
def test_sarif_names_files_by_relative_addresses(path, written):
    one = linted(SOURCE, finding(SOURCE, "Here", path=path), path=path)
    (result,) = run_of_sarif(one)["results"]
    assert uri(result["locations"][0]) == {"uri": written, "uriBaseId": "%SRCROOT%"}
    assert unquote(written) == path


def test_sarif_names_a_file_with_its_whole_path_by_a_whole_address():
    one = linted(SOURCE, finding(SOURCE, "Here", path="/a b/c.txt"), path="/a b/c.txt")
    (result,) = run_of_sarif(one)["results"]
    assert uri(result["locations"][0]) == {"uri": "file:///a%20b/c.txt"}


def test_sarif_tells_related_places_and_fixes():
    source = "“It is over,'' he\nsaid."
    one = finding(
        source,
        "''",
        related=(related(source, "“", "opening mark", "«"), related(source, "he\nsaid", "speaker")),
        suggestions=(Suggestion("»"), Suggestion('"')),
    )
    (result,) = run_of_sarif(linted(source, one))["results"]
    opening, speaker = result["relatedLocations"]
    assert opening["message"]["text"] == 'opening mark: "“"'
    region = speaker["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (1, 16)
    assert (region["endLine"], region["endColumn"]) == (2, 5)
    replaced = [
        [
            (each["deletedRegion"]["charOffset"], each["deletedRegion"]["charLength"],
             each["insertedContent"]["text"])
            for each in fix["artifactChanges"][0]["replacements"]
        ]
        for fix in result["fixes"]
    ]  # fmt: skip
    assert replaced == [[(12, 2, "»"), (0, 1, "«")], [(12, 2, '"')]]


def test_sarif_writes_fixes_as_the_file_would():
    line = '{"text": "A \\u201cman\\u201d said so."}\n'
    (document,) = read_jsonl(io.BytesIO(line.encode()), "a.jsonl", Reading())
    place = document.place(2, 7)
    one = finding(
        "“man”", "“man”", path="a.jsonl", suggestions=(Suggestion('"man"'),),
        **{name: getattr(place, name) for name in place.__struct_fields__},
    )  # fmt: skip
    checked = Linted("a.jsonl", 1, (one,), (), None, (written(document, one),))
    (result,) = run_of_sarif(checked)["results"]
    (change,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert change["insertedContent"]["text"] == '\\"man\\"'
    start = change["deletedRegion"]["charOffset"]
    end = start + change["deletedRegion"]["charLength"]
    fixed = line[:start] + change["insertedContent"]["text"] + line[end:]
    assert json.loads(fixed) == {"text": 'A "man" said so.'}


@pytest.mark.parametrize(
    ("by", "kind"), [(AnswerBy.COMMENT, "inSource"), (AnswerBy.SIDECAR, "external")]
)
def test_sarif_keeps_what_was_answered_and_says_how(by, kind):
    answer = Answer(by=by, path="a.txt", line=1, reason="it is a pun")
    *others, suppressed = ANSWERED
    suppressed = msgspec.structs.replace(suppressed, answer=answer)
    results = run_of_sarif(linted("It goes wrong here.", *others, suppressed))["results"]
    told = [(one["baselineState"], one.get("suppressions")) for one in results]
    suppression = {"kind": kind, "status": "accepted", "justification": "it is a pun"}
    assert told == [
        ("unchanged", [{"kind": "external", "status": "accepted"}]),
        ("new", None),
        ("new", [suppression]),
    ]


def test_sarif_tells_problems():
    (invocation,) = run_of_sarif(problems=PROBLEMS)["invocations"]
    assert invocation["executionSuccessful"] is False
    first, second = invocation["toolExecutionNotifications"]
    assert first["level"] == "error"
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "x%3Ay%20z.txt", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 7},
    }
    assert second["message"]["text"] == "there is no such file"


def test_sarif_escapes_what_would_be_a_placeholder_or_a_link():
    texts = ("{0}", "[click](https://example.org)")
    for text, expected in zip(texts, ("{{0}}", "[click\\](https://example.org)"), strict=True):
        source = f"One {text} two."
        (result,) = run_of_sarif(linted(source, finding(source, text, message=text)))["results"]
        assert result["message"]["text"] == expected


# GitHub


def commands(text):
    """The commands as the runner of GitHub Actions reads them."""
    read = []
    for line in text.splitlines():
        name, properties, data = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
        pairs = dict(pair.split("=", 1) for pair in properties.split(","))
        undone = {key: _undone(value, "%2C", "%3A") for key, value in pairs.items()}
        read.append((name, undone, _undone(data)))
    return read


def _undone(text, *more):
    for code in (*more, "%0A", "%0D"):
        text = text.replace(code, unquote(code))
    return text.replace("%25", "%")


def test_github_gets_a_command_a_finding():
    source = "It goes wrong\nhere."
    text = report(
        "github",
        linted(
            source,
            finding(source, "goes", severity=Severity.NOTE),
            finding(source, "wrong\nhere", severity=Severity.WARNING, message="50 % wrong"),
        ),
    )
    (note, note_place, note_text), (warning, warning_place, warning_text) = commands(text)
    assert note == "notice"
    assert note_place == {
        "file": "a.txt", "line": "1", "endLine": "1", "col": "4", "endColumn": "8",
        "title": "some-rule",
    }  # fmt: skip
    assert note_text == "It is wrong.\nIt reads wrong."
    assert warning == "warning"
    assert warning_place == {"file": "a.txt", "line": "1", "endLine": "2", "title": "some-rule"}
    assert warning_text.startswith("50 % wrong\n")


def test_github_reads_hostile_text_as_one_command_each():
    documents = hostile()
    read = commands(report("github", *documents, problems=PROBLEMS))
    assert len(read) == len(documents) + 2
    assert [place["file"] for _, place, _ in read[:-2]] == [one.path for one in documents]
    assert not any("\x1b" in text or "\x00" in text for _, _, text in read)
    assert read[-2][1]["file"] == "x:y z.txt"
    assert read[-2][2] == "not read: a,b\n<&>"


# GitLab


def test_gitlab_gets_an_issue_a_finding():
    same = [finding(SOURCE, word, severity=severity, fingerprint="f") for word, severity in
            zip(("First", "Here", "goes"), Severity, strict=True)]  # fmt: skip
    issues = json_of("gitlab", linted(SOURCE, *same), problems=PROBLEMS)
    assert [issue["severity"] for issue in issues] == [
        "info", "minor", "major", "critical", "critical",
    ]  # fmt: skip
    assert issues[1]["check_name"] == "some-rule"
    assert issues[1]["description"] == "It is wrong."
    assert issues[1]["location"] == {"path": "a.txt", "lines": {"begin": 2, "end": 2}}
    assert [issue["location"]["lines"]["begin"] for issue in issues] == [1, 2, 2, 3, 1]


def test_fingerprints_for_gitlab_are_unique_and_do_not_change():
    def issues(*paths):
        return json_of("gitlab", *(linted(SOURCE, finding(SOURCE, "goes", path=path), path=path)
                                   for path in paths))  # fmt: skip

    fingerprints = [issue["fingerprint"] for issue in issues("a.jsonl", "a.jsonl", "b.txt")]
    assert len(set(fingerprints)) == 3
    assert [issue["fingerprint"] for issue in issues("b.txt")] == fingerprints[2:]


# JUnit and Checkstyle


def junit(*documents, **more):
    return list(JUnitXml.fromstring(report("junit", *documents, **more).encode()))


def test_junit_has_a_suite_a_file_and_a_case_a_finding():
    found = finding(SOURCE, "goes wrong", message='"<wrong>"', severity=Severity.WARNING)
    suites = junit(
        linted(SOURCE, found), linted(SOURCE, path="b.jsonl"), linted(SOURCE, path="b.jsonl")
    )
    assert [suite.name for suite in suites] == ["a.txt", "b.jsonl"]
    assert [(suite.tests, suite.failures, suite.errors) for suite in suites] == [
        (1, 1, 0),
        (1, 0, 0),
    ]
    (case,) = suites[0]
    (failure,) = case.result
    assert (case.classname, case.name) == ("a.txt", "some-rule at 2:9")
    assert (failure.type, failure.message) == ("warning", '"<wrong>"')
    assert failure.text.splitlines() == ["a.txt:2:9", "It reads wrong."]
    (passed,) = suites[1]
    assert passed.is_passed


def test_junit_has_a_last_suite_of_problems():
    (suite,) = junit(problems=PROBLEMS)
    assert (suite.tests, suite.errors) == (2, 2)
    (error,) = next(iter(suite)).result
    assert error.message == PROBLEMS[0].reason


def test_junit_keeps_hostile_text():
    documents = hostile()
    suites = junit(*documents)
    assert [suite.name for suite in suites] == [shown_xml(one.path) for one in documents]
    messages = [case.result[0].message for suite in suites for case in suite]
    assert messages == [f"Wrong: {shown_xml(text)}" for text in HOSTILE]


def test_checkstyle_has_an_element_a_file_and_an_error_a_finding():
    found = finding(SOURCE, "goes wrong", severity=Severity.NOTE)
    text = report("checkstyle", linted(SOURCE, found), linted(SOURCE, path="b"), problems=PROBLEMS)
    files = ElementTree.fromstring(text)
    assert [file.get("name") for file in files] == ["a.txt", "b", "x:y z.txt", "none.txt"]
    assert [dict(error.attrib) for error in files[0]] == [
        {"line": "2", "column": "9", "severity": "info", "message": "It is wrong.",
         "source": "lintnews.family.some-rule"}
    ]  # fmt: skip
    assert len(files[1]) == 0
    assert [(error.get("line"), error.get("severity")) for file in files[2:] for error in file] == [
        ("3", "error"),
        ("1", "error"),
    ]


def test_checkstyle_keeps_hostile_text():
    documents = hostile()
    files = list(ElementTree.fromstring(report("checkstyle", *documents)))
    assert [file.get("name") for file in files] == [shown_xml(one.path) for one in documents]
    messages = [error.get("message") for file in files for error in file]
    assert messages == [f"Wrong: {shown_xml(text)}" for text in HOSTILE]


# reviewdog


def test_reviewdog_gets_columns_in_bytes():
    source = "👩 é it\nis 👩 wrong."
    one = finding(source, "it\nis 👩", suggestions=(Suggestion("it is"), Suggestion("")))
    result = json_of("rdjson", linted(source, one), problems=PROBLEMS)
    assert result["source"] == {"name": "lintnews"}
    diagnostic, problem, other = result["diagnostics"]
    # 👩 takes four bytes, é two.
    place = {"start": {"line": 1, "column": 9}, "end": {"line": 2, "column": 8}}
    assert diagnostic["location"] == {"path": "a.txt", "range": place}
    lines = source.encode().split(b"\n")
    assert lines[0][8:] + b"\n" + lines[1][:7] == "it\nis 👩".encode()
    assert diagnostic["suggestions"] == [
        {"range": place, "text": "it is"},
        {"range": place, "text": ""},
    ]
    assert diagnostic["severity"] == "ERROR"
    assert diagnostic["code"] == {"value": "some-rule"}
    assert diagnostic["message"].splitlines()[0] == "It is wrong."
    assert problem["location"] == {"path": "x:y z.txt", "range": {"start": {"line": 3}}}
    assert other["location"] == {"path": "none.txt"}


def test_reviewdog_gets_no_half_of_a_fix():
    source = "“It is over,'' he said."
    mate = related(source, "“", "opening mark", "«")
    one = finding(source, "''", related=(mate,), suggestions=(Suggestion("»"),))
    (diagnostic,) = json_of("rdjson", linted(source, one))["diagnostics"]
    assert "suggestions" not in diagnostic
    assert 'perhaps: "»"' in diagnostic["message"]


def test_reviewdog_gets_lines_only_where_bytes_are_not_known():
    one = linted(SOURCE, finding(SOURCE, "goes"))._replace(written=())
    (diagnostic,) = json_of("rdjson", one)["diagnostics"]
    assert diagnostic["location"]["range"] == {"start": {"line": 2}, "end": {"line": 2}}


# Comma-separated values


def test_csv_has_a_row_a_finding():
    rows = list(
        csv.DictReader(io.StringIO(report("csv", linted("It goes wrong here.", *ANSWERED))))
    )
    assert [row["matched"] for row in rows] == ["It", "goes", "wrong"]
    assert [row["state"] for row in rows] == ["baselined", "new", "suppressed"]
    assert (rows[1]["line"], rows[1]["column"], rows[1]["confidence"]) == ("1", "4", "0.95")
    assert rows[1]["in_quotes"] == "no"


def test_csv_keeps_hostile_text_and_holds_no_formula():
    documents = hostile()
    rows = list(csv.DictReader(io.StringIO(report("csv", *documents), newline="")))
    assert [row["path"] for row in rows] == [one.path for one in documents]
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]
    expected = [text.replace("\0", "\ufffd") for text in HOSTILE]
    assert [row["matched"].removeprefix("'") for row in rows] == expected


# All


@pytest.mark.parametrize("name", ["text", "github", "gitlab", "junit", "checkstyle", "rdjson"])
def test_what_was_answered_before_is_left_out(name):
    source = "It goes wrong here."
    assert report(name, linted(source, *ANSWERED)) == report(name, linted(source, ANSWERED[1]))


@pytest.mark.parametrize("name", ["json", "jsonl", "sarif", "gitlab", "rdjson"])
def test_json_keeps_hostile_text(name):
    text = report(name, *hostile())
    if name == "jsonl":
        values = [json.loads(line) for line in text.splitlines()]
    else:
        values = [json.loads(text)]
    said = json.dumps(values, ensure_ascii=False)
    for hostile_text in HOSTILE:
        if name != "sarif":
            assert json.dumps(f"Wrong: {hostile_text}", ensure_ascii=False)[1:-1] in said


@pytest.mark.parametrize("name", sorted(set(reporters()) - {"html"}))
def test_pieces_come_as_documents_do(name):
    taken = []

    def documents():
        for number in range(6):
            taken.append(number)
            path = f"{number}.txt"
            yield linted(SOURCE, finding(SOURCE, "goes", path=path), path=path)

    run = run_of()._replace(documents=documents())
    for piece in reporters()[name].report(run):
        if "3.txt" in piece:
            break
    assert len(taken) <= 5
