"""The command as a user calls it: a process of its own."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from lintnews.cli import main


class Done:
    """What a finished command printed, and its exit status."""

    def __init__(self, process: subprocess.CompletedProcess[bytes]) -> None:
        self.status = process.returncode
        self.out = process.stdout.decode("utf-8")
        self.err = process.stderr.decode("utf-8")


Run = Callable[..., Done]


@pytest.fixture
def lintnews(tmp_path: Path) -> Run:
    """Run lintnews in a folder of its own; nothing it does may end in a traceback."""

    def run(*arguments: object, stdin: bytes = b"", **environment: str) -> Done:
        process = subprocess.run(
            [sys.executable, "-m", "lintnews", *map(str, arguments)],
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            check=False,
            env={
                **{key: value for key, value in os.environ.items() if not key.endswith("_COLOR")},
                **environment,
            },
        )
        done = Done(process)
        assert "Traceback" not in done.err
        return done

    return run


@pytest.fixture
def inside(tmp_path: Path, monkeypatch, capfd) -> Callable[..., SimpleNamespace]:
    """Run lintnews in a folder of its own, but in this process: for tests that do so many times."""

    def run(*arguments: object, stdin: bytes = b"") -> SimpleNamespace:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["lintnews", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return SimpleNamespace(status=ended.value.code, out=out, err=err)

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file into the folder in which lintnews runs."""

    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return write_file
