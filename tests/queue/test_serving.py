"""The server as a program: its first start, its workers, and its end."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from contextlib import closing, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from queue_programs import Queue, wait_for

LONG = "He went to the the house.\n\n" * 20_000
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="what processes there are is asked of Linux"
)


def free_port():
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def served(queue, *options, **more):
    """A server that answers, and its address."""
    port = free_port()
    process = queue.start("serve", "--port", port, *options, **more)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: answers(address))
        yield process, address
    finally:
        process.kill()
        process.wait()


def answers(address):
    try:
        return urllib.request.urlopen(f"{address}/login", timeout=5).status == 200
    except OSError:
        return False


def children(pid):
    """The processes that one has started."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(one) for each in threads for one in (each / "children").read_text().split()]
    except OSError:
        return []


def lives(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@posix
def test_the_first_start_prints_how_to_sign_in_and_that_works(tmp_path):
    queue = Queue(tmp_path)
    if queue.url:
        assert queue.run("migrate").returncode == 0
    ours, theirs = os.openpty()
    with served(queue, stdout=theirs) as (_, address):
        said = os.read(ours, 4096).decode()
        while "Ctrl-C" not in said:
            said += os.read(ours, 4096).decode()
        assert f"The queue is at {address}/" in said
        name, password = re.search(r"Sign in as (\S+) with the password (\S+)", said).groups()
        assert len(password) == 16
        jar = CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        page = browser.open(f"{address}/login").read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        form = {
            "username": name,
            "password": password,
            "csrfmiddlewaretoken": token,
            "next": "/login",
        }
        request = urllib.request.Request(
            f"{address}/login", urllib.parse.urlencode(form).encode(), {"Referer": address}
        )
        assert browser.open(request).status == 200
        assert "sessionid" in {cookie.name for cookie in jar}
    assert queue.rows("SELECT username, role FROM queue_user") == [("admin", 4)]
    assert queue.rows("SELECT action, target FROM queue_auditentry ORDER BY id") == [
        ("user.add", "admin"),
        ("login", "admin"),
    ]
    os.close(ours)
    os.close(theirs)


def test_a_password_goes_to_no_log(tmp_path):
    queue = Queue.ready(tmp_path)
    log = tmp_path / "log"
    with log.open("w") as out, served(queue, "--workers", 0, stdout=out):
        pass
    said = log.read_text()
    assert "lintnews queue user add NAME --role admin" in said
    assert queue.rows("SELECT count(*) FROM queue_user") == [(0,)]


def test_a_port_that_is_taken_is_told(tmp_path):
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = Queue.ready(tmp_path).run("serve", "--port", port)
    assert done.returncode == 2
    assert f"port {port} of 127.0.0.1 is taken" in done.stderr
    assert "--port" in done.stderr


def test_only_names_that_were_said_are_answered(tmp_path):
    queue = Queue.ready(tmp_path)
    with served(queue, "--workers", 0, "--allow-host", "desk.example.org", "--tls",
                stdout=subprocess.DEVNULL) as (_, address):  # fmt: skip
        for host, status in (("desk.example.org", 200), ("evil.example.org", 400)):
            headers = {"Host": host, "X-Forwarded-Proto": "https"}
            request = urllib.request.Request(f"{address}/login", headers=headers)
            try:
                answer = urllib.request.urlopen(request)
            except urllib.error.HTTPError as error:
                answer = error
            assert answer.status == status
            if status == 200:
                assert "Secure" in answer.headers["Set-Cookie"]
                assert "max-age" in answer.headers["Strict-Transport-Security"]


@posix
@linux
def test_sigterm_ends_the_server_and_its_workers_and_gives_the_run_back(tmp_path):
    queue = Queue.ready(tmp_path)
    (tmp_path / "long.txt").write_text(LONG)
    assert queue.run("import", "long.txt", "--no-lint", cwd=tmp_path).returncode == 0
    with served(queue, "--workers", 2, stdout=subprocess.DEVNULL) as (server, _):
        wait_for(lambda: queue.rows("SELECT state FROM queue_run") == [("running",)])
        workers = children(server.pid)
        assert len(workers) == 2
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=40) == 0
    assert not any(map(lives, workers))
    assert queue.rows("SELECT state, attempts FROM queue_run") == [("queued", 0)]


@posix
@linux
def test_workers_end_when_their_server_was_killed_and_a_dead_worker_is_replaced(tmp_path):
    queue = Queue.ready(tmp_path, LINTNEWS_QUEUE_LEASE="2")
    (tmp_path / "long.txt").write_text(LONG)
    assert queue.run("import", "long.txt", "--no-lint", cwd=tmp_path).returncode == 0
    with served(queue, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as (server, _):
        (first,) = wait_for(lambda: children(server.pid))
        os.kill(first, signal.SIGKILL)
        (second,) = wait_for(lambda: [one for one in children(server.pid) if one != first])
        assert "a worker was killed by signal 9; another takes its place" in (
            server.stderr.readline()
        )
        wait_for(lambda: queue.rows("SELECT state FROM queue_run") == [("running",)])
        (linter, *_) = wait_for(lambda: children(second))
        server.kill()
        wait_for(lambda: not lives(second) and not lives(linter))
