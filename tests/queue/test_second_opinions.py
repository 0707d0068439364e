"""LanguageTool asked by the queue: what is shown, kept and remembered when it does not answer."""

import pytest
from django.urls import reverse
from languagetool_server import fake_server

from lintnews.backends.languagetool.paragraphs import consulted
from lintnews.queue.models import DecisionKind, Finding, Run, RunState
from lintnews.queue.work import backlog, linting, runs
from lintnews.queue.work.deciding import Verdict, decide
from lintnews.queue.work.storing import Incoming, store
from lintnews.queue.work.telling import line_of

pytestmark = pytest.mark.django_db

TEXT = "He went to the the house. The talks ended with qqmarks for all.\n"
BOTH = [("word-doubled", "present"), ("languagetool-spacing", "present")]
SILENT = "findings of LanguageTool are missing: "


@pytest.fixture
def server(tmp_path, settings):
    with fake_server() as fake:
        config = tmp_path / "lintnews.toml"
        config.write_text(f'model = false\n[languagetool]\nserver = "{fake.url}"\n')
        settings.HOME = settings.HOME._replace(folder=tmp_path / "home", config=config)
        linting.profiles.cache_clear()
        yield fake
    linting.profiles.cache_clear()


def silence(server):
    """Let the server fail, and lint as a process that was started anew."""
    server.answer = lambda paragraph: (426, b"")
    server.version += "+"
    consulted.cache_clear()


def seen():
    return [(one.rule, one.presence) for one in Finding.objects.order_by("start")]


def newest():
    return Run.objects.order_by("-pk")[0]


def test_a_run_says_that_findings_are_missing_and_can_be_started_anew(push, server, client, anna):
    server.answer = lambda paragraph: (426, b"")
    document = push(TEXT)
    assert seen() == [("word-doubled", "present")]
    run = newest()
    assert run.state == RunState.DONE
    assert run.reason.startswith(f"{SILENT}{server.url}/: it allows no more requests")
    assert SILENT in line_of(run)
    client.force_login(anna)
    for page in ("/runs", reverse("document", args=[document.pk])):
        assert SILENT in client.get(page).content.decode()
    assert backlog.backlog().failed == 1
    consulted.cache_clear()
    server.answer = server.matches
    assert runs.again(run)
    push(TEXT)
    assert (newest().reason, seen()) == ("", BOTH)
    assert backlog.backlog().failed == 0
    assert not runs.again(newest())


def test_the_same_text_is_linted_again_if_findings_were_missing(push, server):
    server.answer = lambda paragraph: (426, b"")
    push(TEXT)
    consulted.cache_clear()
    server.answer = server.matches
    push(TEXT)
    assert seen() == BOTH
    assert not store(Incoming("a.txt", TEXT), None).is_new
    assert Run.objects.count() == 2


def test_what_languagetool_found_stays_while_it_is_silent(push, server):
    push(TEXT)
    assert seen() == BOTH
    silence(server)
    newest().revision.runs.create()
    push(TEXT)
    assert newest().reason.startswith(SILENT)
    assert seen() == BOTH


def test_what_was_accepted_is_not_opened_anew_when_languagetool_is_back(push, server, ben):
    push(TEXT)
    finding = Finding.objects.get(rule="languagetool-spacing")
    decide(finding, finding.version, ben, Verdict(DecisionKind.ACCEPT))
    silence(server)
    push(f"{TEXT}\nThe day began with rain.\n")
    assert seen() == [("word-doubled", "present"), ("languagetool-spacing", "withdrawn")]
    consulted.cache_clear()
    server.answer = server.matches
    push(f"{TEXT}\nThe day began with rain. It went on.\n")
    assert seen() == BOTH
    finding.refresh_from_db()
    assert finding.status == "accepted"


def test_answers_are_remembered_in_the_home_of_the_queue(push, server, settings):
    push(TEXT)
    consulted.cache_clear()
    push(f"{TEXT}\nThe day began with rain.\n")
    assert server.asked == [TEXT.strip(), "The day began with rain."]
    assert settings.HOME.cache.is_dir()
    assert settings.HOME.cache.parent == settings.HOME.folder
