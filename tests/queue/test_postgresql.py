"""The tests of the queue again, on PostgreSQL; and what goes from one database to the other."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from postgresql_server import programs, running_server
from queue_programs import ROOT

pytestmark = [
    pytest.mark.skipif(
        "LINTNEWS_QUEUE_DATABASE_URL" in os.environ, reason="this is the run on PostgreSQL"
    ),
    pytest.mark.skipif(
        programs() is None, reason="the server of PostgreSQL is not installed (apt: postgresql)"
    ),
]


@pytest.fixture(scope="module")
def server():
    with running_server() as url:
        yield url


def test_every_test_of_the_queue_passes_on_postgresql(server, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--ignore", __file__, "-p", "no:cacheprovider",
         "--basetemp", tmp_path / "run", Path(__file__).parent],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "LINTNEWS_QUEUE_DATABASE_URL": server,
            "LINTNEWS_QUEUE_HOME": str(tmp_path / "home"),
        },
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
