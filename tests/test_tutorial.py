"""The tutorial is true: its files are written, its commands run, and what it shows is printed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TUTORIAL = Path(__file__).parent.parent / "docs" / "tutorial.md"
BLOCK = re.compile(
    r'^```(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<body>.*?)^```$',
    re.MULTILINE | re.DOTALL,
)
NOT_RUN = re.compile(r"python3 -m venv|source |pip install |pre-commit install$")


def steps(body):
    """The commands of a session, each with the lines that are shown below it."""
    for step in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, shown = step.partition("\n")
        yield command, shown.rstrip("\n")


def is_shown(output, shown):
    """Whether an output is as shown, where a line ``...`` stands for any lines."""
    parts = re.split(r"(?:\A|\n)\.\.\.(?:\n|\Z)", shown)
    pattern = r"(?s:(?:\A|\n).*(?:\n|\Z))".join(re.escape(part.strip("\n")) for part in parts)
    return re.fullmatch(pattern, output.strip("\n")) is not None


@pytest.fixture
def environment(tmp_path):
    """The variables of a shell that has ``lintnews`` on its path and a home of its own."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "lintnews"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m lintnews "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    identity = {
        f"GIT_{who}_{what}": "ann@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    path = os.pathsep.join([str(folder), os.environ["PATH"]])
    plain = {name: value for name, value in os.environ.items() if not name.endswith("_COLOR")}
    return {**plain, **identity, "PATH": path, "HOME": str(tmp_path), "USER": "ann"}


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_the_tutorial_can_be_followed(tmp_path, environment):
    folder = tmp_path / "articles"
    folder.mkdir()
    status, ran = 0, 0
    for block in BLOCK.finditer(TUTORIAL.read_text("utf-8")):
        if block["title"]:
            (folder / block["title"]).write_text(block["body"], encoding="utf-8")
        elif block["language"] == "sh":
            assert all(NOT_RUN.match(line) for line in block["body"].splitlines()), block["body"]
        else:
            assert block["language"] == "console"
            for command, shown in steps(block["body"]):
                done = subprocess.run(
                    ["bash", "-c", f"(exit {status}); {command}"],
                    cwd=folder,
                    env=environment,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    encoding="utf-8",
                    check=False,
                )
                status, ran = done.returncode, ran + 1
                assert is_shown(done.stdout, shown), f"$ {command}\n{done.stdout}"
    assert ran > 15


@pytest.mark.parametrize(
    ("output", "shown", "same"),
    [
        ("a\nb\nc\n", "a\nb\nc", True),
        ("a\nb\nc\n", "a\n...\nc", True),
        ("a\nb\nc\n", "...\nc", True),
        ("a\nb\nc\n", "a\n...", True),
        ("a\nb\nc\n", "a\nc", False),
        ("a\nb\nc\n", "a\nb", False),
        ("a\nb\nc\n", "...\nb", False),
        ("ab\nc\n", "b\n...", False),
        ("", "", True),
        ("a", "", False),
    ],
)
def test_what_is_shown_is_compared_line_by_line(output, shown, same):
    assert is_shown(output, shown) is same
