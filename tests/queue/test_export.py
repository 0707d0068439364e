"""What the queue gives out: findings with decisions as lines, tables and SARIF, and examples."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext
from html_pages import Page

from lintnews.queue.models import (
    DecisionKind,
    Document,
    Finding,
    Occurrence,
    Proposal,
    ProposalKind,
    ProposalState,
    Role,
    User,
)
from lintnews.queue.work import exporting
from lintnews.queue.work.deciding import Verdict, decide
from lintnews.queue.work.drafting import key_of
from lintnews.queue.work.filters import Filter, Status
from lintnews.yaml12 import Loader

pytestmark = pytest.mark.django_db

TEXT = "He went to the the house.\n\nThe talks with with Iran failed.\n\nThey drove to to Rome.\n"
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "schema" / "finding.schema.json").read_text(encoding="utf-8")
)
ALL = Filter(status=Status.ALL)


@pytest.fixture
def decided(push, anna, ben):
    """Three findings: one dismissed, one accepted, one open with a comment."""
    push(TEXT)
    first, second, third = Finding.objects.order_by("start")
    decide(first, 1, ben, Verdict(DecisionKind.DISMISS, "house_style", "=HYPERLINK(1)"))
    decide(second, 1, anna, Verdict(DecisionKind.ACCEPT))
    decide(third, 1, ben, Verdict(DecisionKind.COMMENT, "", "ask\nRome"))
    return first, second, third


def lines(done):
    assert done.status == 0, done.err
    return [json.loads(line) for line in done.out.splitlines()]


def written(moment):
    return moment.isoformat().replace("+00:00", "Z")


def test_a_line_is_a_finding_with_what_was_decided(lintnews, decided):
    first, second, third = lines(lintnews("queue", "export"))
    for one in (first, second, third):
        jsonschema.validate({k: v for k, v in one.items() if k != "queue"}, SCHEMA)
    kept = Finding.objects.get(matched="the the")
    said = kept.decisions.get()
    assert first["queue"] == {
        "id": kept.pk,
        "version": 2,
        "status": "dismissed",
        "article": "a.txt",
        "document": kept.document_id,
        "revision": 1,
        "first_seen": written(kept.first_seen),
        "reopened": 0,
        "decision": {
            "kind": "dismissed",
            "reason": "house_style",
            "by": "ben",
            "at": written(kept.decided_at),
        },
        "assignee": None,
        "comments": [{"by": "ben", "at": written(said.at), "text": "=HYPERLINK(1)"}],
    }
    assert (first["state"], first["answer"]["reason"]) == ("suppressed", "house style")
    assert (second["state"], second["queue"]["status"]) == ("new", "accepted")
    assert second["queue"]["decision"]["by"] == "anna"
    assert [one["text"] for one in third["queue"]["comments"]] == ["ask\nRome"]
    assert (third["queue"]["status"], third["queue"]["decision"]) == ("open", None)


@pytest.mark.parametrize(
    ("options", "matched"),
    [
        (["--status", "open"], ["to to"]),
        (["--status", "dismissed"], ["the the"]),
        (["--rule", "word-doubled"], ["the the", "with with", "to to"]),
        (["--family", "names"], []),
        (["--words", "IRAN"], []),
        (["--words", "with with"], ["with with"]),
        (["--document", "a.txt", "--status", "accepted"], ["with with"]),
    ],
)
def test_filters_choose(lintnews, decided, options, matched):
    found = lines(lintnews("queue", "export", *options))
    assert [one["matched"] for one in found] == matched


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--severity", "grave"], "severity"),
        (["--sure", "101"], "sure"),
        (["--document", "nowhere"], "no article with the id nowhere"),
        (["--to", "no/such/folder/x"], "no/such/folder/x: it cannot be written"),
    ],
)
def test_a_filter_that_is_none_is_told(lintnews, db, options, reason):
    done = lintnews("queue", "export", *options)
    assert done.status != 0
    assert reason in done.err
    assert "Traceback" not in done.err


def test_a_spreadsheet_runs_nothing(lintnews, decided):
    first = decided[0]
    seen = Occurrence.objects.get(finding=first)
    payload = json.loads(seen.payload) | {"matched": "=1+1", "message": "@SUM(A1)"}
    Occurrence.objects.filter(pk=seen.pk).update(payload=json.dumps(payload))
    Document.objects.update(external_id="-2+3")
    done = lintnews("queue", "export", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [one["status"] for one in rows] == ["dismissed", "accepted", "open"]
    assert rows[0]["matched"] == "'=1+1"
    assert rows[0]["message"] == "'@SUM(A1)"
    assert rows[0]["article"] == "'-2+3"
    assert rows[0]["comments"] == "ben: =HYPERLINK(1)"
    assert rows[2]["comments"] == "ben: ask\nRome"
    assert rows[2]["decision"] == rows[2]["at"] == ""
    for row in rows:
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_sarif_suppresses_what_was_dismissed(lintnews, decided):
    done = lintnews("queue", "export", "--format", "sarif", "--to", "out.sarif")
    assert (done.status, done.out) == (0, "")
    (run,) = json.loads(Path("out.sarif").read_text())["runs"]
    first, second, third = run["results"]
    assert first["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "house style"}
    ]
    assert "suppressions" not in second
    assert "suppressions" not in third
    assert first["partialFingerprints"]["lintnewsAnchor/v1"] == decided[0].anchor
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["word-doubled"]


def test_sarif_is_valid(lintnews, decided, sarif_schema):
    for options in ([], ["--family", "nothing"]):
        done = lintnews("queue", "export", "--format", "sarif", *options)
        jsonschema.validate(json.loads(done.out), sarif_schema)


@pytest.mark.parametrize("format", ["jsonl", "csv", "sarif"])
def test_an_export_asks_little_and_stands_in_no_memory(push, format):
    push("".join(f"They saw the the man {number}.\n\n" for number in range(30)))
    with CaptureQueriesContext(connection) as asked:
        pieces = exporting.FORMATS[format].make(ALL)
        assert not isinstance(pieces, list | tuple)
        assert sum(piece.count("the the") for piece in pieces) >= 30
    assert len(asked) <= 5


def example(rule, text, user, approver):
    said = {"rule": rule, "text": text}
    return Proposal.objects.create(
        kind=ProposalKind.EXAMPLE,
        said=said,
        key=key_of("example", said),
        by=user,
        state=ProposalState.APPROVED,
        decided_by=approver,
        decided_at="2026-11-26T12:00:00Z",
    )


HOSTILE = [
    "He said: “yes”, and # no comment.",
    "- it began\n- it ended",
    "One.\n\n  Two is indented.\nThree.",
    "'single' and \"double\"",
    "*anchor &alias !tag %d @at `tick`",
    "no",
    "10:30",
    "tab\there\nand trailing space \nend",
    "| > \\ { } [ ] , ? : -",
    "carriage\u2028separator\u0085next\nline",
    "---\n...\n",
    "ends with a colon:",
    "😀 é e\u0301 \u202eabc",
]


def test_examples_can_be_pasted_into_a_rule_file(lintnews, anna, ben):
    for text in HOSTILE:
        example("word-doubled", text, ben, anna)
    example("loop", "A loop, a loop.", ben, anna)
    waiting = example("loop", "Not yet.", ben, anna)
    Proposal.objects.filter(pk=waiting.pk).update(state="waiting", decided_by=None, decided_at=None)
    text = lintnews("queue", "export", "--format", "examples").out
    said = yaml.load(text, Loader)
    assert said == {"loop": ["A loop, a loop."], "word-doubled": HOSTILE}
    listed = text.split("word-doubled:\n")[1]
    rule = f"name: x\ngood:\n  - 'It was there.'\n{listed}misses: []\n"
    assert yaml.load(rule, Loader)["good"] == ["It was there.", *HOSTILE]


def test_of_nothing_there_is_an_empty_export(lintnews, db):
    assert lintnews("queue", "export").out == ""
    assert lintnews("queue", "export", "--format", "csv").out.count("\n") == 1
    assert lintnews("queue", "export", "--format", "examples").out == "{}\n"
    assert json.loads(lintnews("queue", "export", "--format", "sarif").out)["runs"]


def got(client, address):
    response = client.get(address)
    return response, b"".join(response.streaming_content if response.streaming else [])


@pytest.mark.parametrize("format", exporting.FORMATS)
def test_a_download_is_a_file_and_nothing_that_a_browser_runs(client, decided, format):
    client.force_login(User.objects.create_user("vera", "x", Role.VIEWER))
    response, data = got(client, f"/export?format={format}")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith('attachment; filename="lintnews-')
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert not response.headers["Content-Type"].startswith("text/html")
    assert data


def test_a_download_holds_what_the_filter_does(client, decided, ben):
    client.force_login(ben)
    _, data = got(client, "/export?format=jsonl&status=dismissed")
    assert [json.loads(line)["matched"] for line in data.splitlines()] == ["the the"]
    assert len(got(client, "/export?format=jsonl")[1].splitlines()) == 3
    choice = client.get("/export?status=dismissed&rule=word-doubled").content.decode()
    assert "/export?status=dismissed&amp;rule=word-doubled&amp;format=csv" in choice
    page = Page(client.get("/export?status=open").content.decode())
    (lines_of,) = (one["href"] for one in page.all("a") if one["href"].endswith("format=jsonl"))
    assert len(got(client, lines_of)[1].splitlines()) == 1
    assert "/export?status=open" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "query", ["format=exe", "format=sidecars", "format=jsonl&severity=grave", "format=csv&days=x"]
)
def test_a_download_that_is_none_is_refused(client, ben, query):
    client.force_login(ben)
    assert client.get(f"/export?{query}").status_code == 400


def test_strangers_download_nothing(client, db):
    assert client.get("/export?format=jsonl").headers["Location"].startswith("/login")
    assert client.post("/export?format=jsonl").status_code in (302, 405)
