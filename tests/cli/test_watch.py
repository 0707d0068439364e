"""``--watch``: a change is seen and checked, until somebody ends it."""

import os
import queue
import signal
import subprocess
import sys
import threading

import pytest

SLIP = "The council met on Monday and raised the the tax.\n"
CLEAN = "The council met on Monday and raised the tax.\n"


@pytest.fixture
def watching(tmp_path, cache_folder):
    """A run that watches, and a function that waits for its next line that holds some words."""
    run = subprocess.Popen(
        [sys.executable, "-m", "lintnews", "check", ".", "--no-model", "--watch"],
        cwd=tmp_path,
        env={**os.environ, "LINTNEWS_CACHE_DIR": str(cache_folder), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        # A suite that is started in the background ignores the signal, and so would the command.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    lines = queue.Queue()

    def read():
        for line in run.stdout:
            lines.put(line)

    threading.Thread(target=read, daemon=True).start()

    def line_with(words):
        while words not in (line := lines.get(timeout=60)):
            pass
        return line

    yield run, line_with
    if run.poll() is None:
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    run.stdout.close()


def test_every_change_is_checked_until_somebody_ends_it(write, watching):
    run, line_with = watching
    write("a.txt", SLIP)
    line_with("Waiting for changes")
    write("a.txt", SLIP.replace("Monday", "Friday"))
    assert line_with("finding").startswith("1 finding")
    line_with("Waiting for changes")
    write("a.txt", CLEAN)
    line_with("Nothing found in 1 file")
    line_with("Waiting for changes")
    write("lintnews.toml", 'severity = {word-doubled = "note"}\n')
    line_with("Nothing found")
    line_with("Waiting for changes")
    os.killpg(run.pid, signal.SIGINT)
    assert run.wait(timeout=30) == 130


def test_what_cannot_be_watched_is_told(lintnews):
    assert "nowhere.txt" in lintnews("check", "nowhere.txt", "--watch").err
    assert lintnews("check", "-", "--watch").status == 2
