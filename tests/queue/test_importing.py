"""Articles come in from files, from records in files, and by the findings that are about them."""

import json
import os
import signal
import subprocess
import sys
import threading

import pytest
from queue_programs import Queue, wait_for

from lintnews.queue.models import Document, Finding, Occurrence, Revision, Run
from lintnews.queue.work.importing import name_of
from lintnews.queue.work.storing import ArticleError, Incoming, store
from lintnews.queue.work.working import work, worker_name

DOUBLED = "He went to the the house.\n"


@pytest.fixture
def imported(db, lintnews):
    """Import without a worker, then lint in this process, for that is fast."""

    def run(*arguments, stdin=b""):
        done = lintnews("queue", "import", "--no-lint", *arguments, stdin=stdin)
        work(worker_name(), threading.Event(), idle=None, note=lambda _: None)
        return done

    return run


def documents():
    return list(
        Document.objects.order_by("pk").values_list("external_id", "path", "article_id", "format")
    )


def names():
    return [row[0] for row in documents()]


def text_of(name):
    return Revision.objects.get(document__external_id=name).text


def test_the_queue_finds_in_files_what_check_finds(imported, lintnews, here):
    (here / "desk").mkdir()
    (here / "desk" / "a.txt").write_bytes("\ufeffShe said “no’’.\r\nHe saw the the café.".encode())
    (here / "old.txt").write_bytes("Caf\xe9 owners saw the the end.\n".encode("cp1252"))
    (here / "wide.txt").write_text(DOUBLED, encoding="utf-16")
    (here / "b.md").write_text(f"# A title\n\nSome *words*. {DOUBLED}")
    (here / "p.html").write_bytes(
        b'<html><head><meta charset="iso-8859-2"></head><body><h1>Mayor  opens\nbridge</h1>'
        b"<p>He went to the the house &amp; B\xb1d.</p></body></html>"
    )
    done = imported(".")
    assert (done.status, done.out) == (0, "5 articles: 5 new, 0 changed, 0 as before\n")
    assert documents() == [
        ("b.md", "b.md", "", "markdown"),
        ("desk/a.txt", "desk/a.txt", "", "text"),
        ("old.txt", "old.txt", "", "text"),
        ("p.html", "p.html", "", "html"),
        ("wide.txt", "wide.txt", "", "text"),
    ]
    titles = Document.objects.order_by("pk").values_list("title", flat=True)
    assert (titles[0], titles[3]) == ("A title", "Mayor opens bridge")
    assert text_of("desk/a.txt") == "She said “no’’.\r\nHe saw the the café."
    assert "Bąd" in text_of("p.html")
    checked = lintnews("check", "--format", "jsonl", "--no-config", ".").out
    expected = [json.loads(line) for line in checked.splitlines()]
    kept = [json.loads(payload) for payload in Occurrence.objects.values_list("payload", flat=True)]
    key = lambda one: (one["path"], one["start"], one["rule"])  # noqa: E731
    assert sorted(kept, key=key) == sorted(expected, key=key)
    assert len(expected) >= 5


def test_each_record_is_an_article(imported, here):
    lines = [
        {"id": "a/1", "body": DOUBLED, "headline": "x"},
        {"id": 2, "body": "Fine."},
        {"id": "a/1", "body": "The same id again."},
        {"body": "No id."},
        {"id": 5, "text": "Another field."},
    ]
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    (here / "r.jsonl").write_text(f"{text}no JSON\n")
    done = imported("r.jsonl", "--field", "body", "--id-field", "id")
    assert done.status == 2
    told = done.err.splitlines()
    assert [line.split(": ")[1] for line in told] == [
        f"r.jsonl:{place}" for place in ("3", "4", "5", "6:1")
    ]
    assert 'a record with the id "a/1" stands before this one' in told[0]
    assert documents() == [
        ("r.jsonl#a/1", "r.jsonl", "a/1", "text"),
        ("r.jsonl#2", "r.jsonl", "2", "text"),
    ]
    assert text_of("r.jsonl#a/1") == DOUBLED
    assert Finding.objects.get().matched == "the the"


def test_records_without_an_id_are_numbered_and_tables_and_feeds_are_read_too(imported, here):
    (here / "t.csv").write_text(f'text,other\n"{DOUBLED.strip()}",1\nFine.,2\n')
    (here / "f.rss").write_text(
        '<rss version="2.0"><channel><title>News</title><item><title>One</title>'
        "<description>He went to the the house.</description></item></channel></rss>"
    )
    done = imported("t.csv", "f.rss")
    assert done.status == 0, done.err
    assert {"t.csv#1", "t.csv#2"} < set(names())
    assert any(name.startswith("f.rss#") for name in names())
    assert {row[3] for row in documents()} == {"text"}


def test_findings_bring_the_files_that_they_name(imported, lintnews, here):
    (here / "a.txt").write_text(DOUBLED)
    (here / "clean.txt").write_text("All is well here.\n")
    (here / "r.jsonl").write_text(json.dumps({"text": DOUBLED}) + "\n")
    findings = lintnews(
        "check", "--format", "jsonl", "--no-config", "a.txt", "clean.txt", "r.jsonl"
    ).out
    done = imported("-", stdin=findings.encode())
    assert (done.status, done.err) == (0, "")
    assert names() == ["a.txt", "r.jsonl#1"]
    lost = findings.splitlines()[0].replace("a.txt", "lost.txt")
    long = findings.splitlines()[0].replace("a.txt", f"{'x' * 400}.txt")
    (here / "f.jsonl").write_text(f"{findings}{lost}\nnonsense\n{long}\n{'[' * 100_000}\n")
    done = imported("f.jsonl")
    assert done.status == 2
    first, second, third, fourth = done.err.splitlines()
    assert first.startswith('lintnews: f.jsonl:3: the finding is about "lost.txt"')
    assert second.startswith("lintnews: f.jsonl:4: this is no finding")
    assert third.startswith('lintnews: f.jsonl:5: the finding is about "xxxx')
    assert fourth.startswith("lintnews: f.jsonl:6: this is no finding")
    assert len(names()) == 2


def test_what_comes_by_a_pipe_needs_a_name_unless_it_is_findings(imported, here):
    done = imported("-", stdin=DOUBLED.encode())
    assert done.status == 2
    assert "--stdin-filename" in done.err
    done = imported("-", "--stdin-filename", "n.md", stdin=DOUBLED.encode())
    assert done.status == 0
    assert documents() == [("n.md", "n.md", "", "markdown")]
    # Where nothing was found, nothing comes.
    assert imported("-", stdin=b"").status == 0


def test_an_import_again_takes_in_what_has_changed(imported, here):
    (here / "a.txt").write_text(DOUBLED)
    (here / "b.txt").write_text(DOUBLED)
    assert imported(".").status == 0
    (here / "b.txt").write_text("He went to the house.\n")
    done = imported(".")
    assert done.out == "2 articles: 0 new, 1 changed, 1 as before\n"
    found = Finding.objects.order_by("document__external_id")
    presences = list(found.values_list("document__external_id", "presence"))
    assert presences == [("a.txt", "present"), ("b.txt", "absent")]
    assert imported(".", "--again").status == 0
    assert Run.objects.count() == 5


def test_bad_files_are_told_and_the_others_taken(imported, here):
    (here / "a.txt").write_text(DOUBLED)
    (here / "zero.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    (here / "empty.txt").write_text("")
    (here / "long.txt").write_text("word " * 500_000)
    (here / ("x" * 100)).mkdir()
    done = imported("a.txt", "zero.txt", "empty.txt", "long.txt", "none.txt")
    assert done.status == 2
    told = done.err.splitlines()
    assert [line.split(": ")[1] for line in told] == ["long.txt", "none.txt", "zero.txt:1:1"]
    assert "2,500,000 characters; at most 2,000,000" in told[0]
    assert names() == ["a.txt", "empty.txt"]
    assert set(Run.objects.values_list("state", flat=True)) == {"done"}


@pytest.mark.parametrize("sign", ["\0", "\ud800"])
def test_what_no_database_keeps_is_refused(db, sign):
    for article in (Incoming("a.txt", f"He said{sign}."), Incoming(f"a{sign}", "He said.")):
        with pytest.raises(ArticleError, match="the article has"):
            store(article, None)


def test_who_asks_for_help_needs_no_database(tmp_path):
    queue = Queue(tmp_path / "home")
    assert "Usage" in queue.run("import", "--help").stdout
    assert not (tmp_path / "home").exists()


def test_a_file_is_named_by_its_path_from_here_or_whole(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert name_of("desk/../a.txt") == "a.txt"
    assert name_of(str(tmp_path / "desk" / "a.txt")) == "desk/a.txt"
    assert name_of("../a.txt") == (tmp_path.parent / "a.txt").as_posix()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_ctrl_c_loses_nothing(tmp_path):
    queue, here = Queue.ready(tmp_path / "home"), tmp_path / "here"
    here.mkdir()
    for number in range(300):
        (here / f"{number}.txt").write_text(f"{number}. {DOUBLED}" * 20)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    importing = queue.start("import", ".", cwd=here, start_new_session=True, **pipes)
    wait_for(lambda: queue.rows("SELECT count(*) FROM queue_run WHERE state = 'done'")[0][0] > 2)
    os.killpg(importing.pid, signal.SIGINT)
    out, err = importing.communicate(timeout=60)
    assert importing.returncode == 130
    assert out == "300 articles: 300 new, 0 changed, 0 as before\n"
    assert err == "Broken off; the same command goes on from here.\n"
    states = dict(queue.rows("SELECT state, count(*) FROM queue_run GROUP BY state"))
    assert set(states) == {"done", "queued"}
    assert sum(states.values()) == 300


def test_a_configuration_that_cannot_be_used_is_told_before_anything_is_done(tmp_path):
    (tmp_path / "c.toml").write_text("nonsense = 1\n")
    (tmp_path / "a.txt").write_text(DOUBLED)
    queue = Queue.ready(tmp_path / "home", LINTNEWS_QUEUE_CONFIG=str(tmp_path / "c.toml"))
    done = queue.run("import", "a.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert "nonsense" in done.stderr
    assert queue.rows("SELECT count(*) FROM queue_document") == [(0,)]
