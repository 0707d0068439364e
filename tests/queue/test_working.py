"""The worker: what a text may do to it, and how it ends."""

import multiprocessing
import signal
import subprocess
import sys
import threading

import pytest
from django.utils import timezone
from queue_programs import Queue, wait_for

from lintnews.queue.models import Finding, Run, RunState
from lintnews.queue.work import runs
from lintnews.queue.work.linter import Linter
from lintnews.queue.work.storing import Incoming, store
from lintnews.queue.work.working import work, worker_name

DOUBLED = "He went to the the house.\n"


@pytest.fixture
def stored(db):
    return store(Incoming("a.txt", DOUBLED), None).run


def worked(linter, stop, run):
    work(worker_name(), stop, idle=None, note=lambda _: None, lint=linter.lint)
    run.refresh_from_db()
    return run


def when_it_lints(what):
    """Do something as soon as there is a process that lints."""

    def watch():
        process = wait_for(multiprocessing.active_children)[0]
        what(process)

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def test_a_process_of_its_own_finds_what_this_one_finds(stored, push):
    stop = threading.Event()
    with Linter(60, stop) as linter:
        assert worked(linter, stop, stored).state == RunState.DONE
    push(DOUBLED, "b.txt")
    one, other = Finding.objects.order_by("pk")
    fields = ("rule", "start", "matched", "anchor", "sentence", "left", "right", "rule_version")
    assert [getattr(one, name) for name in fields] == [getattr(other, name) for name in fields]
    assert one.occurrences.get().marks == other.occurrences.get().marks


def test_a_text_that_takes_too_long_fails_with_a_reason_and_the_next_one_is_linted(stored):
    stop = threading.Event()
    # To load the rules takes longer than this.
    with Linter(0.001, stop) as linter:
        run = worked(linter, stop, stored)
    assert run.state == RunState.FAILED
    assert "took longer than 0 seconds" in run.reason
    assert "LINTNEWS_QUEUE_TIME_LIMIT" in run.reason
    assert not multiprocessing.active_children()
    assert runs.again(run)
    with Linter(60, stop) as linter:
        assert worked(linter, stop, stored).state == RunState.DONE


def test_a_text_that_kills_what_lints_is_tried_three_times(stored):
    stop = threading.Event()

    def kill_three(first):
        for _ in range(3):
            process = wait_for(multiprocessing.active_children)[0]
            process.kill()
            wait_for(lambda process=process: process not in multiprocessing.active_children())

    thread = when_it_lints(kill_three)
    with Linter(60, stop) as linter:
        run = worked(linter, stop, stored)
    thread.join()
    assert (run.state, run.attempts) == (RunState.FAILED, 3)
    assert "the worker died while it linted this text, 3 times" in run.reason


def test_who_is_stopped_gives_the_run_back(stored):
    stop = threading.Event()
    thread = when_it_lints(lambda _: stop.set())
    with Linter(60, stop) as linter:
        run = worked(linter, stop, stored)
    thread.join()
    assert (run.state, run.attempts, run.worker, run.leased_until) == ("queued", 0, "", None)


def test_a_run_whose_lease_ended_goes_to_another(stored):
    first = runs.take("first")
    assert runs.take("second") is None
    Run.objects.filter(pk=first.pk).update(leased_until=timezone.now())
    second = runs.take("second")
    assert (second.pk, second.attempts) == (first.pk, 2)
    assert not runs.renew(first)
    runs.give_back(first)
    runs.fail(first, "no")
    second.refresh_from_db()
    assert (second.state, second.worker) == (RunState.RUNNING, "second")


def test_a_run_that_many_dead_workers_left_fails_in_the_end(stored):
    for _ in range(10):
        run = runs.take("mortal")
        Run.objects.filter(pk=run.pk).update(leased_until=timezone.now())
    assert runs.take("next") is None
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert "10 times" in run.reason


@pytest.mark.usefixtures("served")
def test_many_workers_at_once_do_each_run_once(monkeypatch):
    for number in range(40):
        store(Incoming(f"{number}.txt", f"{number}. {DOUBLED}"), None)
    done, errors = [], []

    def run():
        from django.db import connection

        try:
            work(worker_name(), threading.Event(), idle=None, note=done.append)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert sorted(run.pk for run in done) == sorted(Run.objects.values_list("pk", flat=True))
    assert set(Run.objects.values_list("state", "attempts")) == {("done", 1)}
    assert Finding.objects.count() == 40


def test_the_command_prints_a_line_a_run_and_ends_when_all_is_done(tmp_path):
    queue = Queue.ready(tmp_path)
    (tmp_path / "a.txt").write_text(DOUBLED)
    assert queue.run("import", "a.txt", "--no-lint", cwd=tmp_path).returncode == 0
    done = queue.run("work", "--until-idle")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("a.txt, revision 1: 1 finding in ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_sigterm_ends_it_and_the_run_is_given_back(tmp_path):
    queue = Queue.ready(tmp_path)
    (tmp_path / "long.txt").write_text(f"{DOUBLED}\n" * 20_000)
    assert queue.run("import", "long.txt", "--no-lint", cwd=tmp_path).returncode == 0
    worker = queue.start("work", stdout=subprocess.PIPE)
    wait_for(lambda: queue.rows("SELECT state FROM queue_run") == [("running",)])
    worker.send_signal(signal.SIGTERM)
    out, _ = worker.communicate(timeout=60)
    assert worker.returncode == 0
    assert out == "long.txt, revision 1: given back\n"
    assert queue.rows("SELECT state, attempts FROM queue_run") == [("queued", 0)]


def test_a_bad_lease_is_told(tmp_path):
    done = Queue(tmp_path, LINTNEWS_QUEUE_LEASE="soon").run("work", "--until-idle")
    assert done.returncode == 2
    assert "LINTNEWS_QUEUE_LEASE is 'soon', and no number of seconds" in done.stderr
