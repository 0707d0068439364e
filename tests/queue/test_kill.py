"""Server and workers are killed in the middle of their work, and nothing is lost."""

import os
import signal
import subprocess
import sys
import time

import pytest
from queue_programs import Queue, wait_for

from lintnews.queue.models import Finding

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
COUNT = 30
FOUND = """
    SELECT d.external_id, f.rule, f.start, f.matched, f.presence, r.number
    FROM queue_finding f
    JOIN queue_document d ON d.id = f.document_id
    JOIN queue_occurrence o ON o.finding_id = f.id
    JOIN queue_revision r ON r.id = o.revision_id
    ORDER BY 1, 2, 3, 4
"""


def articles():
    """The articles by their names."""
    return {
        f"articles/{number:02}.txt": f"Report {number}. He went to the the house. She saw {number} "
        "of of them.\n"
        for number in range(COUNT)
    }


def kill(process):
    """Kill a program and all that it started, at once, as a power cut would."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_what_is_killed_again_and_again_is_done_once(tmp_path, push):
    (tmp_path / "articles").mkdir()
    for name, text in articles().items():
        (tmp_path / name).write_text(text)
        push(text, name)
    fields = ("document__external_id", "rule", "start", "matched", "presence")
    found = Finding.objects.order_by(*fields[:4]).values_list(*fields)
    expected = [(*values, 1) for values in found]
    queue = Queue.ready(tmp_path / "killed", LINTNEWS_QUEUE_LEASE="1")
    quiet = {"cwd": tmp_path, "stdout": subprocess.DEVNULL, "start_new_session": True}

    first = queue.start("import", "articles", "--no-lint", **quiet)
    wait_for(lambda: queue.rows("SELECT count(*) FROM queue_run")[0][0] >= 5)
    kill(first)
    second = queue.start("import", "articles", **quiet)
    wait_for(lambda: done(queue) >= 1)
    kill(second)
    third = queue.start("work", **quiet)
    before = done(queue)
    wait_for(lambda: done(queue) > before)
    kill(third)
    time.sleep(0.1)

    last = queue.run("import", "articles", cwd=tmp_path)
    assert last.returncode == 0, last.stderr
    assert queue.rows(FOUND) == expected
    assert len(expected) == 2 * COUNT
    names = [name for (name,) in queue.rows("SELECT external_id FROM queue_document")]
    assert sorted(names) == sorted(articles())
    assert queue.rows("SELECT count(*) FROM queue_revision") == [(COUNT,)]
    assert queue.rows("SELECT DISTINCT state FROM queue_run") == [("done",)]


def done(queue):
    return queue.rows("SELECT count(*) FROM queue_run WHERE state = 'done'")[0][0]
