"""Dismissals become suppressions in sidecars, which the linter honours."""

import json
import os
from pathlib import Path

import pytest
from queue_worker import work_all

from lintnews.answers.sidecar import read_sidecar
from lintnews.queue.models import DecisionKind, Document, Finding
from lintnews.queue.work.deciding import Verdict, decide, last_of, undo

pytestmark = pytest.mark.django_db

SEED = Path(__file__).parents[2] / "seeds" / "001_946d915f54170922.txt"
TEXT = "He went to the the house.\n\nThe talks with with Iran failed.\n\nThey drove to to Rome.\n"


def dismissed(finding, user, reason="not_an_error", comment=""):
    finding.refresh_from_db()
    return decide(finding, finding.version, user, Verdict(DecisionKind.DISMISS, reason, comment))


def export(lintnews, *more):
    return lintnews("queue", "export", "--format", "sidecars", "--to", ".", *more)


def counted(lintnews, *paths):
    """The exit status of a check, and what counts in it."""
    done = lintnews("check", "--fail-on", "note", "--format", "jsonl", *paths)
    found = [json.loads(line) for line in done.out.splitlines()]
    new = [(one["rule"], one["matched"]) for one in found if one["state"] == "new"]
    return done.status, new


@pytest.fixture
def article(push, here):
    """A text that is in the queue and in the working directory."""

    def made(text=TEXT, name="a.txt"):
        place = here / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="")
        push(text, name)
        return place

    return made


def test_the_linter_does_not_count_what_editors_dismissed(lintnews, here, ben):
    (here / "seed.txt").write_bytes(SEED.read_bytes())
    assert lintnews("queue", "import", "--no-lint", "seed.txt").status == 0
    work_all()
    findings = list(Finding.objects.order_by("start", "pk"))
    assert len(findings) > 10
    status, before = counted(lintnews, "seed.txt")
    assert (status, len(before)) == (1, len(findings))
    for finding in findings[::2]:
        dismissed(finding, ben)
    assert export(lintnews).status == 0
    left = sorted((one.rule, one.matched) for one in findings[1::2])
    status, now = counted(lintnews, "seed.txt")
    assert (status, sorted(now)) == (1, left)
    text = f"A paragraph that is new stands here.\n{SEED.read_text(encoding='utf-8')}"
    (here / "seed.txt").write_text(text, encoding="utf-8")
    assert sorted(counted(lintnews, "seed.txt")[1]) == left
    for finding in findings[1::2]:
        dismissed(finding, ben)
    assert export(lintnews).status == 0
    assert counted(lintnews, "seed.txt") == (0, [])


def test_an_entry_says_why_by_whom_and_when(lintnews, article, ben):
    place = article()
    dismissed(
        Finding.objects.get(matched="with with"), ben, "house_style", "we write\nit so: # yes"
    )
    done = export(lintnews)
    assert (done.status, done.err) == (0, "")
    assert "1 dismissals in the sidecars below .; 1 of these files changed" in done.out
    (entry,) = read_sidecar(Path(f"{place}.lintnews.yml"))
    assert (entry.rule, entry.quote) == ("word-doubled", "with with")
    assert entry.reason == "house style: we write it so: # yes"
    assert entry.by == "ben (review queue)"
    assert entry.at == Finding.objects.get(matched="with with").decided_at.date().isoformat()


def test_what_is_as_it_was_is_not_written_again(lintnews, article, ben):
    place = article()
    dismissed(Finding.objects.first(), ben)
    export(lintnews)
    sidecar = Path(f"{place}.lintnews.yml")
    os.utime(sidecar, (1, 1))
    assert "0 of these files changed" in export(lintnews).out
    assert sidecar.stat().st_mtime == 1


def test_what_was_undone_goes_and_entries_of_others_stay(lintnews, article, ben):
    place = article()
    sidecar = Path(f"{place}.lintnews.yml")
    assert lintnews("ignore", "a.txt:1:12", "--reason", "a pun", "--by", "cleo").status == 0
    dismissed(Finding.objects.get(matched="with with"), ben)
    # Who dismisses what somebody ignores already says nothing new.
    dismissed(Finding.objects.get(matched="the the"), ben)
    export(lintnews)
    assert [(one.quote, one.by) for one in read_sidecar(sidecar)] == [
        ("the the", "cleo"),
        ("with with", "ben (review queue)"),
    ]
    assert counted(lintnews, "a.txt") == (1, [("word-doubled", "to to")])
    undo(last_of(ben), ben)
    undo(last_of(ben), ben)
    export(lintnews)
    assert [(one.quote, one.by) for one in read_sidecar(sidecar)] == [("the the", "cleo")]
    lintnews("ignore", "--remove", "a.txt:1:12")
    dismissed(Finding.objects.get(matched="with with"), ben)
    export(lintnews)
    undo(last_of(ben), ben)
    export(lintnews)
    assert not sidecar.exists()


def test_records_of_one_file_share_its_sidecar(lintnews, here, ben):
    texts = {"17": "He saw the the man.", "18": "He saw the the man.", "19": "We go to to Rome."}
    rows = [{"id": number, "text": text} for number, text in texts.items()]
    (here / "a.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    importing = ("import", "--no-lint", "--field", "text", "--id-field", "id", "a.jsonl")
    assert lintnews("queue", *importing).status == 0
    work_all()
    assert Document.objects.count() == 3
    for number in ("18", "19"):
        dismissed(Finding.objects.get(document__article_id=number), ben)
    assert export(lintnews).status == 0
    entries = read_sidecar(here / "a.jsonl.lintnews.yml")
    assert [(one.record, one.keyed.number) for one in entries] == [("id 18", 2), ("id 19", 1)]
    done = lintnews("check", "--field", "text", "--format", "jsonl", "a.jsonl")
    states = {row["line"]: row["state"] for row in map(json.loads, done.out.splitlines())}
    assert states == {1: "new", 2: "suppressed", 3: "suppressed"}


def test_one_article_alone(lintnews, article, here, ben):
    for name in ("a.txt", "b.txt"):
        article(name=name)
    for finding in Finding.objects.all():
        dismissed(finding, ben)
    assert export(lintnews, "--document", "b.txt").status == 0
    assert sorted(one.name for one in here.glob("*.yml")) == ["b.txt.lintnews.yml"]
    done = export(lintnews, "--document", "c.txt")
    assert done.status == 2
    assert "no article with the id c.txt" in done.err


@pytest.mark.parametrize("name", ["../x.txt", "a/../../x.txt", "{above}/x.txt", "a\\..\\..\\x.txt"])
def test_no_path_leads_out_of_the_folder(lintnews, push, here, ben, name):
    below = here / "below"
    (below / "a").mkdir(parents=True)
    name = name.format(above=here)
    for place in (here / "x.txt", below / "x.txt", here / "a.txt"):
        place.write_text(TEXT)
    push(TEXT, name)
    push(TEXT, "good.txt")
    (below / "good.txt").write_text(TEXT)
    for finding in Finding.objects.all():
        dismissed(finding, ben)
    before = sorted(here.rglob("*"))
    done = lintnews("queue", "export", "--format", "sidecars", "--to", "below")
    assert done.status == 2
    assert name in done.err
    assert "no sidecar is written for it" in done.err
    written = set(here.rglob("*")) - set(before)
    assert written == {below / "good.txt.lintnews.yml"}


def test_a_name_that_no_file_can_have_stops_nothing(lintnews, article, push, ben):
    push(TEXT, f"{'x' * 400}.txt")
    article(name="z.txt")
    for finding in Finding.objects.all():
        dismissed(finding, ben)
    done = export(lintnews)
    assert done.status == 0, done.err
    assert len(read_sidecar(Path("z.txt.lintnews.yml"))) == 3


def test_no_link_leads_out_of_the_folder(lintnews, article, here, push, ben):
    outside = here / "outside"
    outside.mkdir()
    (outside / "x.txt").write_text(TEXT)
    below = here / "below"
    below.mkdir()
    (below / "linked").symlink_to(outside)
    (below / "y.txt").write_text(TEXT)
    (below / "y.txt.lintnews.yml").symlink_to(outside / "target.yml")
    push(TEXT, "linked/x.txt")
    push(TEXT, "y.txt")
    for finding in Finding.objects.all():
        dismissed(finding, ben)
    done = lintnews("queue", "export", "--format", "sidecars", "--to", "below")
    assert done.status == 2
    assert done.err.count("leads out of") == 2
    assert sorted(one.name for one in outside.iterdir()) == ["x.txt"]


def test_a_broken_sidecar_is_told_and_stays_and_others_are_written(lintnews, article, here, ben):
    article(name="a.txt")
    article(name="b.txt")
    (here / "a.txt.lintnews.yml").write_text("version: 1\nignored: [")
    for finding in Finding.objects.all():
        dismissed(finding, ben)
    done = export(lintnews)
    assert done.status == 2
    assert "a.txt.lintnews.yml:" in done.err
    assert (here / "a.txt.lintnews.yml").read_text() == "version: 1\nignored: ["
    assert len(read_sidecar(here / "b.txt.lintnews.yml")) == 3


def test_where_the_texts_are_not_nothing_is_written(lintnews, push, here, ben):
    push(TEXT, "cms/17")
    dismissed(Finding.objects.first(), ben)
    done = export(lintnews)
    assert done.status == 2
    assert "1 files with dismissals are not below ." in done.err
    assert list(here.iterdir()) == []


def test_what_the_command_needs_to_know(lintnews, db):
    asked = lintnews("queue", "export", "--format", "sidecars")
    assert asked.status == 2
    assert "say by --to" in asked.err
    nowhere = lintnews("queue", "export", "--format", "sidecars", "--to", "nowhere")
    assert nowhere.status == 2
    assert "there is no such folder" in nowhere.err
    chosen = export(lintnews, "--rule", "word-doubled")
    assert chosen.status == 2
    assert "--rule chooses findings, and sidecars holds all there is" in chosen.err


@pytest.mark.parametrize(
    "matched", ["the:\tthe", "'the' the", "# the", "- the\u2028the", "!the &the *the"]
)
def test_hostile_words_come_back_from_a_sidecar(lintnews, article, ben, matched):
    place = article()
    finding = Finding.objects.first()
    Finding.objects.filter(pk=finding.pk).update(matched=matched)
    dismissed(finding, ben, "wont_fix", "yes: [no] {x} 'y' \"z\" #1\n\t- |")
    assert export(lintnews).status == 0
    (entry,) = read_sidecar(Path(f"{place}.lintnews.yml"))
    assert entry.quote == " ".join(matched.split())
    assert entry.reason == "will not fix: yes: [no] {x} 'y' \"z\" #1 - |"
