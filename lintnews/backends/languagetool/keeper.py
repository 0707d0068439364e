"""Keeps a LanguageTool server alive, in a process of its own, for as long as somebody needs it.

``python -m lintnews.backends.languagetool.keeper STATE FOLDER`` starts the server of a folder of
jars (none given: of what language-tool-python downloads), starts it anew when it dies, and writes
into the file STATE where it is. It ends the server and itself, and deletes the folder of STATE,
when its standard input ends: with the process that started it, however that came to its end.
"""

from __future__ import annotations

import http.client
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import msgspec

from lintnews.backends.languagetool.java import JavaError, find_java, server_command
from lintnews.backends.languagetool.state import State, write_state

_HOST = "127.0.0.1"
_START_SECONDS = 120
_LOOK_SECONDS = 0.1
# The first question takes long, for the server then loads what it knows of the language.
_FIRST = "/v2/check?language=en-US&text=This+are+a+test."
_GRACE_SECONDS = 5
# Who dies more often than this in a while will not live.
_MOST_STARTS = 4
_WHILE_SECONDS = 600


class Keeper:
    """A server that is kept alive.

    Args:
        path: the file for what is told about it.
        jars: the folder that it is started from; None to download it.
    """

    def __init__(self, path: Path, jars: Path | None) -> None:
        self._path = path
        self._jars = jars
        self._errors = path.with_name("errors.txt")
        self._over = threading.Event()
        self._server: subprocess.Popen[bytes] | None = None
        self._starts = 0
        self._has_answered = False
        self._is_fetching = False

    def keep(self) -> None:
        """Keep the server until standard input ends."""
        threading.Thread(target=self._await_end, daemon=True).start()
        try:
            try:
                self._serve()
            except (JavaError, OSError) as error:
                self._tell(State(starts=self._starts, failed=str(error)))
            self._over.wait()
        finally:
            self._stop()
            shutil.rmtree(self._path.parent, ignore_errors=True)

    def _await_end(self) -> None:
        while sys.stdin.buffer.read(1):
            pass
        self._over.set()
        if self._is_fetching:
            # Nothing else ends it, and what it has written so far is taken away.
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)

    def _serve(self) -> None:
        java = find_java()
        jars = self._jars or self._fetched()
        recent: list[float] = []
        while not self._over.is_set():
            now = time.monotonic()
            recent = [start for start in recent if start > now - _WHILE_SECONDS]
            if len(recent) >= _MOST_STARTS:
                raise JavaError(
                    f"the server died {len(recent)} times in a row{self._last_words()}; "
                    "it may need more memory than there is"
                )
            recent.append(now)
            self._starts += 1
            self._run(java, jars)

    def _fetched(self) -> Path:
        """The folder of the LanguageTool that language-tool-python fetches.

        Raises:
            JavaError: it cannot be had.
        """
        from lintnews.backends.languagetool.client import download

        self._tell(State(fetching=True))
        self._is_fetching = True
        try:
            return download()
        except Exception as error:
            raise JavaError(
                f"it could not be downloaded ({error}); download LanguageTool by hand and name the "
                "folder with its jars, or the address of a server"
            ) from error
        finally:
            self._is_fetching = False

    def _run(self, java: str, jars: Path) -> None:
        """Run the server until it dies or is not needed any more.

        Raises:
            JavaError: it never answered.
        """
        port = _free_port()
        command = server_command(java, jars, port)
        with self._errors.open("wb") as errors:
            self._server = server = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors
            )
        about = State(pid=server.pid, starts=self._starts)
        self._tell(about)
        late = time.monotonic() + _START_SECONDS
        while not self._over.is_set() and not _answers(port):
            if server.poll() is not None:
                # One that answered before can start, and was killed as it did.
                if self._has_answered:
                    return
                raise JavaError(f"the server did not start{self._last_words()}")
            if time.monotonic() > late:
                raise JavaError(f"the server did not answer within {_START_SECONDS} seconds")
            self._over.wait(_LOOK_SECONDS)
        self._has_answered = True
        self._tell(msgspec.structs.replace(about, url=f"http://{_HOST}:{port}"))
        while server.poll() is None and not self._over.wait(_LOOK_SECONDS):
            pass
        self._tell(State(starts=self._starts))
        self._stop()

    def _tell(self, state: State) -> None:
        if not self._over.is_set():
            write_state(self._path, state)

    def _last_words(self) -> str:
        """The last line that the server wrote before it died, as a part of a sentence."""
        try:
            lines = self._errors.read_text(encoding="utf-8", errors="replace").split("\n")
        except OSError:
            return ""
        said = [line.strip() for line in lines if line.strip()]
        return f" ({said[-1]})" if said else ""

    def _stop(self) -> None:
        server = self._server
        if server is None or server.poll() is not None:
            return
        server.terminate()
        try:
            server.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((_HOST, 0))
        return int(free.getsockname()[1])


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(_HOST, port, timeout=_START_SECONDS)
    try:
        connection.request("GET", _FIRST)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def main() -> None:
    """Keep the server that the command line names."""
    # Ctrl-C reaches all processes of a terminal; this one ends with the one that started it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Who ends it ends the server with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    state, *jars = sys.argv[1:]
    Keeper(Path(state), Path(jars[0]) if jars else None).keep()


if __name__ == "__main__":
    main()
