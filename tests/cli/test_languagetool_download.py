"""LanguageTool downloaded by language-tool-python, from a host in this test."""

import hashlib
import os
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import languagetool_server
import pytest
from language_tool_python.download_lt import LTP_DOWNLOAD_VERSION

from lintnews.backends.languagetool.state import read_state

NAME = f"LanguageTool-{LTP_DOWNLOAD_VERSION}"
CHOSEN = "word-doubled,languagetool-spacing"
TEXT = "The talks ended when the the minister left with qqmarks for all.\n"
JAVA = """#!/bin/sh
if [ "$1" = -version ]; then echo 'openjdk version "17.0.1" 2021-10-19' >&2; exit; fi
echo "$2" >> '{log}'
exec '{python}' '{server}' "$5"
"""


@contextmanager
def host(folder, handler=SimpleHTTPRequestHandler):
    """A server of the files in a folder; gives its address."""

    class Quiet(handler):
        def log_message(self, *about):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def archive(tmp_path):
    """The official zip, but for what the jars hold."""
    path = tmp_path / "host" / f"{NAME}.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{NAME}/languagetool-server.jar", "")
        archive.writestr(f"{NAME}/libs/languagetool-core.jar", "")
    return path


@pytest.fixture
def java(write, tmp_path):
    """An environment with a Java that runs no jars, but answers as LanguageTool."""
    log, server = tmp_path / "paths", languagetool_server.__file__
    program = write("bin/java", JAVA.format(log=log, python=sys.executable, server=server))
    program.chmod(0o755)
    return {
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "JAVA_HOME": "",
        "LTP_PATH": str(tmp_path / "downloads"),
        "LTP_JAR_DIR_PATH": "",
    }


@pytest.fixture
def check(lintnews, write, java):
    """Lint with what is downloaded from an address."""
    write("lintnews.toml", "[languagetool]\ndownload = true\n")
    write("a.txt", TEXT)

    def run(address, **more):
        there = {"LTP_DOWNLOAD_HOST_NEW_RELEASES": address, **java, **more}
        return lintnews("check", "--select", CHOSEN, "--no-cache", "a.txt", **there)

    return run


def test_it_is_downloaded_once_and_a_server_started_from_it(check, archive, tmp_path):
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    with host(archive.parent) as address:
        done = check(address, LTP_DOWNLOAD_SHA256=digest)
    assert (done.err, done.status) == ("", 1)
    assert "word-doubled" in done.out
    assert "languagetool-spacing" in done.out
    folder = tmp_path / "downloads" / NAME
    assert (folder / "libs" / "languagetool-core.jar").is_file()
    # The host is gone, and nobody asks for it.
    done = check(address)
    assert (done.err, done.status) == ("", 1)
    paths = (tmp_path / "paths").read_text().splitlines()
    assert [path.split(os.pathsep)[0] for path in paths] == [str(folder / "*")] * 2


def test_the_folder_that_the_package_is_told_is_used(check, tmp_path):
    jar = tmp_path / "mine" / "languagetool-server.jar"
    jar.parent.mkdir()
    jar.touch()
    done = check("http://127.0.0.1:9/", LTP_JAR_DIR_PATH=str(jar.parent))
    assert (done.err, done.status) == ("", 1)
    assert "languagetool-spacing" in done.out


def failed(done):
    """What is said of a download that failed; the other findings are there."""
    assert done.status == 2
    assert "word-doubled" in done.out
    assert done.err.count("\n") == 1
    assert done.err.startswith(
        "lintnews: a.txt: findings of LanguageTool are missing: the LanguageTool to download: "
        "it could not be downloaded ("
    )
    assert "or the address of a server" in done.err
    return done.err


def test_a_host_that_cannot_be_reached_is_told(check):
    assert "refused" in failed(check("http://127.0.0.1:9/"))


def test_an_archive_that_is_not_there_is_told(check, tmp_path):
    with host(tmp_path) as address:
        assert f"Could not find at URL {address}{NAME}.zip" in failed(check(address))


def test_an_archive_that_is_another_one_is_told_and_not_used(check, archive, tmp_path):
    with host(archive.parent) as address:
        assert "checksum mismatch" in failed(check(address, LTP_DOWNLOAD_SHA256="0" * 64))
    assert list((tmp_path / "downloads").iterdir()) == []


class Dripping(SimpleHTTPRequestHandler):
    """Sends an archive that never ends."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"x" * 1024)
            time.sleep(0.1)


FETCHING = """
import sys
from lintnews.backends.languagetool.starting import started
from lintnews.backends.languagetool.wanted import Wanted

print(started(Wanted(download=True)).state, flush=True)
sys.stdin.read()
"""


def until(told):
    late = time.monotonic() + 20
    while not told():
        assert time.monotonic() < late
        time.sleep(0.05)


def test_a_download_ends_with_whoever_wanted_it_and_leaves_nothing(tmp_path, java):
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    with host(tmp_path, Dripping) as address:
        environment = {**os.environ, **java, "LTP_DOWNLOAD_HOST_NEW_RELEASES": address}
        command = [sys.executable, "-c", FETCHING]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with subprocess.Popen(command, env=environment, **pipes) as process:
            state = Path(process.stdout.readline().decode().strip())
            until(lambda: any(downloads.iterdir()))
            assert read_state(state).fetching
            process.kill()
        until(lambda: not state.parent.exists())
        assert list(downloads.iterdir()) == []
