"""What programs do: send articles, read findings, and decide."""

import json
import os
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from django.utils import timezone
from queue_api import Program
from queue_worker import work_all

from lintnews.queue.api.access import Throttle
from lintnews.queue.api.openapi import text as openapi_text
from lintnews.queue.models import ApiToken, Document, Finding, Role, Run, RunState, User
from lintnews.queue.work import runs
from lintnews.queue.work.deciding import claim
from lintnews.queue.work.tokens import revoke_token

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
TEXT = "He went to the the house.\n\nShe saw a a man.\n\nThey drove to to Rome.\n"
ID = "news/2026/a b?c#d&e=ü"


@pytest.fixture
def cms(ben):
    return Program(ben, "read", "push", "decide")


@pytest.fixture
def reader(db):
    return Program(User.objects.create_user("vera", "x", Role.VIEWER), "read", "push", "decide")


def pushed(cms, text=TEXT, id=ID, **fields):
    taken = cms.post("articles", id=id, text=text, **fields)
    assert taken.status_code == 202, taken.content
    work_all()
    return taken.json()


def found(cms, **query):
    answer = cms.get("findings", **query)
    assert answer.status_code == 200, answer.content
    return answer.json()["findings"]


def test_a_cms_sends_an_article_and_reads_its_findings(cms):
    taken = cms.post("articles", id=ID, text=TEXT)
    assert taken.status_code == 202
    said = taken.json()
    assert (said["article"], said["revision"], said["new"]) == (ID, 1, True)
    assert said["run"]["state"] == "queued"
    assert cms.client.get(taken.headers["Location"]).json() == said["run"]
    work_all()
    assert cms.client.get(taken.headers["Location"]).json()["state"] == "done"
    [state] = cms.get("articles", id=ID).json()["articles"]
    assert (state["revision"], state["linted"], state["findings"]) == (1, 1, {"open": 3})
    assert cms.get(f"articles/{said['document']}").json() == state
    assert [one["matched"] for one in found(cms, article=ID)] == ["the the", "a a", "to to"]
    assert found(cms, document=said["document"], status="accepted") == []


def test_an_article_sent_again_is_kept_once_and_a_changed_one_is_a_revision(cms):
    pushed(cms)
    again = cms.post("articles", id=ID, text=TEXT).json()
    assert (again["revision"], again["new"], again["run"]["state"]) == (1, False, "done")
    anew = cms.post("articles", id=ID, text=TEXT, again=True).json()
    assert (anew["revision"], anew["new"], anew["run"]["state"]) == (1, False, "queued")
    changed = pushed(cms, "He went to the the house.\n\nShe saw a man.\n")
    assert (changed["document"], changed["revision"]) == (again["document"], 2)
    [state] = cms.get("articles", id=ID).json()["articles"]
    assert state["findings"] == {"open": 1, "fixed": 2}
    [fixed, _] = found(cms, article=ID, status="fixed")
    assert (fixed["matched"], fixed["queue"]["revision"]) == ("a a", 1)


def test_while_a_revision_waits_the_findings_are_those_of_the_one_before(cms):
    pushed(cms)
    cms.post("articles", id=ID, text="He went home.")
    [state] = cms.get("articles", id=ID).json()["articles"]
    assert (state["revision"], state["linted"], state["run"]["state"]) == (2, 1, "queued")
    assert state["findings"] == {"open": 3}


def test_a_finding_is_what_check_prints_and_what_the_queue_knows(cms, tmp_path):
    pushed(cms, id="a.txt")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    shown = found(cms)[0]
    queue = shown.pop("queue")
    schema = json.loads((ROOT / "schema/finding.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(shown, schema)
    assert (shown["path"], shown["line"], shown["column"]) == ("a.txt", 1, 12)
    assert TEXT[shown["start"] : shown["end"]] == "the the"
    assert (queue["status"], queue["version"], queue["decision"]) == ("open", 1, None)
    assert (queue["article"], queue["revision"], queue["assignee"]) == ("a.txt", 1, None)


def test_findings_come_page_by_page_each_once(cms):
    pushed(cms, id="a.txt")
    pushed(cms, id="b.txt")
    seen, after = [], 0
    while after is not None:
        page = cms.get("findings", limit=2, after=after).json()
        assert len(page["findings"]) <= 2
        seen += [one["queue"]["id"] for one in page["findings"]]
        after = page["next"]
    assert seen == list(Finding.objects.order_by("document", "start").values_list("pk", flat=True))
    assert len(seen) == 6


def test_articles_and_runs_come_page_by_page(cms):
    for name in ("a.txt", "b.txt", "c.txt"):
        pushed(cms, id=name)
    first = cms.get("articles", limit=2).json()
    rest = cms.get("articles", limit=2, after=first["next"]).json()
    names = [one["article"] for page in (first, rest) for one in page["articles"]]
    assert (names, rest["next"]) == (["a.txt", "b.txt", "c.txt"], None)
    newest = cms.get("runs", limit=2).json()
    oldest = cms.get("runs", limit=2, before=newest["next"]).json()
    names = [one["article"] for page in (newest, oldest) for one in page["runs"]]
    assert names == ["c.txt", "b.txt", "a.txt"]


def test_a_failed_run_says_why(cms):
    cms.post("articles", id=ID, text=TEXT)
    runs.fail(runs.take("worker"), "the disk is full")
    [run] = cms.get("runs", state="failed").json()["runs"]
    assert (run["article"], run["state"], run["reason"]) == (ID, "failed", "the disk is full")
    assert cms.get("runs", state="done").json()["runs"] == []
    assert cms.post("articles", id=ID, text=TEXT, again=True).json()["run"]["state"] == "queued"
    assert Run.objects.filter(state=RunState.QUEUED).count() == 1


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"rule": "word-doubled"}, 2),
        ({"words": "TO TO"}, 1),
        ({"words": "nowhere"}, 0),
        ({"family": "names"}, 0),
        ({"status": "all"}, 3),
        ({"assignee": "-"}, 3),
        ({"older": "1"}, 0),
        ({"document": str(2**63 - 1)}, 0),
    ],
)
def test_findings_are_filtered_as_on_the_page(cms, query, kept):
    pushed(cms)
    assert len(found(cms, **query)) == kept


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"status": "new"}, "status"),
        ({"statsu": "open"}, "statsu: there is no such filter"),
        ({"sure": "101"}, "sure"),
        ({"days": "99999999999999"}, "days"),
        ({"document": str(2**63)}, "document"),
        ({"words": "a\0b"}, "words"),
        ({"article": "a\0b"}, "U\\+0000"),
        ({"limit": "0"}, "limit"),
        ({"limit": "501"}, "limit"),
        ({"after": "x"}, "after"),
        ({"after": "12345"}, "after: there is no finding 12345"),
        ({"after": "9" * 30}, "after"),
    ],
)
def test_a_query_that_is_none_is_refused_and_named(cms, query, named):
    answer = cms.get("findings", **query)
    assert answer.status_code == 422
    assert re.search(named, answer.json()["reason"])


def test_deciding_needs_the_version_and_a_conflict_shows_the_fresh_finding(cms, anna):
    pushed(cms)
    finding = found(cms)[0]["queue"]
    path = f"findings/{finding['id']}/decisions"
    said = {"version": 1, "kind": "dismiss", "reason": "house_style", "comment": "ours"}
    made = cms.post(path, said)
    assert made.status_code == 201
    assert made.json()["finding"]["queue"]["status"] == "dismissed"
    assert made.json()["decision"]["by"] == "ben"
    replayed = cms.post(path, said)
    assert replayed.status_code == 409
    assert replayed.json()["reason"] == "you have dismissed this finding already"
    fresh = replayed.json()["finding"]["queue"]
    assert (fresh["version"], fresh["status"]) == (2, "dismissed")
    assert fresh["decision"]["reason"] == "house_style"
    told = cms.get(f"findings/{finding['id']}").json()
    assert [(one["kind"], one["comment"]) for one in told["history"]] == [("dismiss", "ours")]
    assert told["finding"]["queue"] == fresh
    claim(Finding.objects.get(pk=finding["id"]), anna)
    busy = cms.post(path, {**said, "version": 2})
    assert (busy.status_code, busy.json()["reason"]) == (409, "anna is looking at this finding")


def test_a_decision_is_taken_back_once(cms):
    pushed(cms)
    finding = found(cms)[0]["queue"]["id"]
    made = cms.post(f"findings/{finding}/decisions", version=1, kind="accept").json()
    undo = f"decisions/{made['decision']['id']}/undo"
    back = cms.post(undo)
    assert (back.status_code, back.json()["finding"]["queue"]["status"]) == (201, "open")
    assert back.json()["decision"]["undoes"] == made["decision"]["id"]
    assert cms.post(undo).status_code == 409


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"kind": "accept"}, "version: "),
        ({"version": 1, "kind": "undo"}, "kind: "),
        ({"version": 1, "kind": "dismiss"}, "say why it is dismissed"),
        ({"version": 1, "kind": "dismiss", "reason": "whim"}, "say why it is dismissed"),
        ({"version": 1, "kind": "accept", "reason": "wont_fix"}, "only a dismissal has a reason"),
        ({"version": 1, "kind": "comment"}, "the comment is empty"),
        ({"version": 1, "kind": "comment", "comment": "x" * 5_001}, "5,000 characters"),
        ({"version": 1, "kind": "comment", "comment": "a\0b"}, "U+0000"),
        ({"version": 1, "kind": "accept", "verison": 2}, "verison: "),
        ([1], "dictionary"),
    ],
)
def test_a_decision_that_is_none_is_refused_and_named(cms, said, named):
    pushed(cms)
    answer = cms.post(f"findings/{Finding.objects.first().pk}/decisions", said)
    assert answer.status_code == 422
    assert named in answer.json()["reason"]
    assert Finding.objects.first().version == 1


@pytest.mark.parametrize(
    ("article", "named"),
    [
        ({"text": TEXT}, "id: "),
        ({"id": ID}, "text: "),
        ({"id": " ", "text": TEXT}, "needs an id"),
        ({"id": "x" * 501, "text": TEXT}, "longer than 500"),
        ({"id": ID, "text": "a\0b"}, "U+0000"),
        ({"id": ID, "text": TEXT, "format": "docx"}, '"docx" is none of the formats'),
        ({"id": ID, "text": TEXT, "fromat": "text"}, "fromat: "),
        ({"id": ID, "text": 5}, "text: "),
        ({"id": ID, "text": "x" * 2_000_001}, "at most 2,000,000"),
    ],
)
def test_an_article_that_is_none_is_refused_and_named(cms, article, named):
    answer = cms.post("articles", article)
    assert answer.status_code == 422
    assert named in answer.json()["reason"]
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind", "status", "reason"),
    [
        ('{"id": "a"', "application/json", 400, "the body is no JSON"),
        (b'{"id": "\xff"}', "application/json", 400, "not in UTF-8"),
        ("[" * 100_000, "application/json", 400, "nested too deeply"),
        ('{"id": "a", "text": "\\ud800"}', "application/json", 400, "the body is no JSON"),
        ('{"id": "a", "text": NaN}', "application/json", 400, "the body is no JSON"),
        ("", "application/json", 422, "body"),
        ("id=a&text=b", "application/x-www-form-urlencoded", 415, "Content-Type"),
        ('{"id": "a", "text": "b"}', "text/plain", 415, "Content-Type"),
    ],
)
def test_a_body_that_is_no_json_is_refused(cms, body, kind, status, reason):
    answer = cms.client.post("/api/articles", body, content_type=kind)
    assert answer.status_code == status
    assert reason in answer.json()["reason"]
    assert not Document.objects.exists()


def test_what_does_not_exist_is_said_so_in_json(cms):
    for path in (
        "articles/99",
        "findings/99",
        f"findings/{'9' * 30}",
        "findings/x",
        "runs/99",
        "nothing",
        "",
    ):
        answer = cms.get(path)
        assert (answer.status_code, answer.headers["Content-Type"][:16]) == (
            404,
            "application/json",
        )
        assert answer.json()["reason"]
    assert cms.get("findings", article="unknown").status_code == 404
    assert cms.get("articles", id="unknown").json() == {"articles": [], "next": None}
    assert cms.get("articles", id="a\0b").status_code == 422
    assert cms.post("findings/99/decisions", version=1, kind="accept").status_code == 404
    assert cms.post("decisions/99/undo").status_code == 404


def test_a_wrong_method_is_said_so_in_json(cms):
    for method in ("put", "patch", "delete", "options"):
        answer = getattr(cms.client, method)("/api/articles")
        assert answer.status_code == 405
        assert "GET" in answer.headers["Allow"]
        assert method.upper() in answer.json()["reason"]


@pytest.mark.parametrize(
    ("scope", "refused"),
    [
        ("read", ["post articles", "post findings/1/decisions", "post decisions/1/undo"]),
        ("push", ["get articles", "get findings", "get findings/1", "get runs", "get runs/1"]),
        ("decide", ["get findings/1", "post articles", "get articles/1"]),
    ],
)
def test_a_token_is_good_for_its_scopes_and_tells_nothing_else(cms, anna, scope, refused):
    pushed(cms)
    pk = Finding.objects.first().pk
    program = Program(anna, scope)
    for asked in refused:
        method, path = asked.split()
        # What exists and what does not is refused in the same words.
        answers = [
            getattr(program, method)(path.replace("1", str(number))) for number in (pk, 987_654)
        ]
        assert {answer.status_code for answer in answers} == {403}
        assert answers[0].content == answers[1].content


def test_a_token_does_no_more_than_its_user(cms, reader):
    pushed(cms)
    assert len(found(reader)) == 3
    path = f"findings/{Finding.objects.first().pk}/decisions"
    for answer in (
        reader.post(path, version=1, kind="accept"),
        reader.post("articles", id="x", text=TEXT),
    ):
        assert answer.status_code == 403
        assert answer.json()["reason"] == "the user of this token needs the role editor"
    assert Finding.objects.first().version == 1


def test_tokens_that_do_not_work(cms, ben, client):
    assert cms.get("token").json()["scopes"] == ["decide", "push", "read"]
    for header in (None, "", "Bearer", "Bearer x", f"Basic {cms.text}", "Bearer ü\0", cms.text):
        headers = {} if header is None else {"Authorization": header}
        answer = client.get("/api/token", headers=headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.json()["reason"]
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert cms.get("token").json() == {"reason": "this token has expired"}
    ApiToken.objects.update(expires_at=None)
    ben.is_active = False
    ben.save()
    assert cms.get("token").json() == {"reason": "the user of this token is disabled"}
    ben.is_active = True
    ben.save()
    assert cms.get("token").status_code == 200
    revoke_token(cms.token, None)
    assert cms.get("token").json() == {"reason": "this token was revoked"}
    assert cms.get("token").status_code == 401


def test_a_session_is_no_token(client, anna):
    client.force_login(anna)
    assert client.get("/api/findings").status_code == 401
    assert client.post("/api/articles", {}, content_type="application/json").status_code == 401
    assert client.get("/api/openapi.json").status_code == 200


def test_use_is_noted_once_a_minute(cms, django_assert_num_queries):
    cms.get("token")
    first = ApiToken.objects.get().last_used_at
    assert timezone.now() - first < timedelta(seconds=30)
    with django_assert_num_queries(1):
        cms.get("token")
    past = timezone.now() - timedelta(seconds=61)
    ApiToken.objects.update(last_used_at=past)
    cms.get("token")
    assert ApiToken.objects.get().last_used_at > past


def test_a_token_is_kept_as_a_digest_only(cms):
    kept = json.dumps(list(ApiToken.objects.values()), default=str)
    assert cms.text not in kept
    assert ApiToken.objects.get().hint == cms.text[:10]
    assert len(cms.text) >= 43


def test_who_asks_too_often_has_to_wait(cms, anna, monkeypatch):
    monkeypatch.setattr(Throttle, "MOST", 3)
    answers = [cms.get("token").status_code for _ in range(5)]
    assert answers[-2:] == [429, 429]
    assert cms.get("token").json()["reason"].startswith("this token asks too often")
    assert 0 < int(cms.get("token").headers["Retry-After"]) <= 60
    assert Program(anna, "read").get("token").status_code == 200


def test_the_number_of_queries_does_not_grow_with_what_is_shown(cms, django_assert_num_queries):
    pushed(cms, id="a.txt")
    pushed(cms, id="b.txt", text="".join(f"He saw the the {word}.\n\n" for word in TEXT.split()))
    cms.get("token")
    for path, query, most in (("findings", {}, 3), ("articles", {}, 4)):
        with django_assert_num_queries(most):
            assert cms.get(path, **query).status_code == 200


def test_the_description_in_the_repository_is_that_of_the_program(cms, client):
    kept = (ROOT / "schema/queue-api.openapi.json").read_text(encoding="utf-8")
    assert kept == openapi_text()
    assert cms.get("openapi.json").json() == json.loads(kept)
    assert client.get("/api/openapi.json").status_code == 401
    assert client.get("/api/docs").status_code == 404


def test_what_is_answered_is_what_the_description_says(cms):
    pushed(cms)
    said = json.loads(openapi_text())
    pk = Finding.objects.first().pk
    run = Run.objects.get().pk
    document = Document.objects.get().pk
    for path, shown in (
        ("token", "token"),
        ("articles", "articles"),
        ("articles/{document}", f"articles/{document}"),
        ("findings", "findings"),
        ("findings/{finding}", f"findings/{pk}"),
        ("runs", "runs"),
        ("runs/{run}", f"runs/{run}"),
    ):
        answers = said["paths"][f"/api/{path}"]["get"]["responses"]
        form = answers["200"]["content"]["application/json"]["schema"]
        jsonschema.validate(cms.get(shown).json(), {**form, "components": said["components"]})


@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
@pytest.mark.usefixtures("served")
def test_the_examples_of_the_documentation_work(live_server, tmp_path):
    page = (ROOT / "docs/queue/api.md").read_text(encoding="utf-8")
    examples = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    assert len(examples) >= 5
    editor = User.objects.create_user("cms", "x", Role.EDITOR)
    token = Program(editor, "read", "push", "decide").text
    environment = {**os.environ, "QUEUE": live_server.url, "TOKEN": token}
    for example in examples:
        if Finding.objects.exists():
            example = example.replace("findings/1/", f"findings/{Finding.objects.get().pk}/")
        ran = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", example],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, f"{example}\n{ran.stdout}\n{ran.stderr}"
        assert "reason" not in json.loads(ran.stdout), ran.stdout
        work_all()
    assert Finding.objects.get().status == "dismissed"
