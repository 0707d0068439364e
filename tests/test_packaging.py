"""The wheel, installed in an empty environment, lints as the checkout does."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PIP = ["-m", "pip", "--disable-pip-version-check", "--no-input"]


def run(*command, cwd):
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder with the commands of an environment that holds the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("packaging")
    venv.create(folder / "venv", with_pip=True)
    commands = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    python = commands / "python"
    reached = run(python, *PIP, "download", "--no-deps", "hatchling", "-d", folder, cwd=folder)
    if reached.returncode != 0:
        pytest.skip(f"no package registry can be reached: {reached.stderr.splitlines()[-1]}")
    built = run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("lintnews-*.whl")
    constraints = ROOT / "constraints.txt"
    done = run(python, *PIP, "install", f"{wheel}[reader]", "--constraint", constraints, cwd=folder)
    assert done.returncode == 0, done.stderr
    return commands


def test_the_wheel_finds_what_the_checkout_finds(installed, tmp_path):
    arguments = ["check", "--format", "jsonl", ROOT / "seeds"]
    from_wheel = run(installed / "lintnews", *arguments, cwd=tmp_path)
    from_checkout = run(sys.executable, "-m", "lintnews", *arguments, cwd=ROOT)
    assert from_wheel.stderr == ""
    assert from_wheel.stdout != ""
    assert from_wheel.stdout == from_checkout.stdout
    assert from_wheel.returncode == 1


def test_the_wheel_holds_every_rule(installed, tmp_path):
    listed = run(installed / "lintnews", "rule", cwd=tmp_path).stdout
    names = {path.stem for path in ROOT.glob("rules/*/*.yml") if path.parent.name != "words"}
    assert {line.split()[0] for line in listed.splitlines()} == names


READ = """
import json, sys
from lintnews.document.plain import plain_document
from lintnews.language.text import Text
from lintnews.reader.second import load_second_reader
text = Text(plain_document("The talks of the failed. He was accused of.", "a.txt"))
readings = load_second_reader().read(text, range(2))
print(json.dumps([[reading.damage, reading.labels.tolist()] for reading in readings.values()]))
"""


def test_the_wheel_reads_as_the_checkout_does(installed, tmp_path):
    from_wheel = run(installed / "python", "-c", READ, cwd=tmp_path)
    from_checkout = run(sys.executable, "-c", READ, cwd=ROOT)
    assert from_wheel.stderr == ""
    assert from_wheel.stdout != ""
    assert from_wheel.stdout == from_checkout.stdout


def test_the_wheel_writes_the_page_on_names(installed, tmp_path):
    learned = ["names", "learn", ROOT / "seeds", "--archive", "names.db"]
    reported = ["names", "report", "--archive", "names.db", "--format", "html"]
    assert run(installed / "lintnews", *learned, cwd=tmp_path).returncode == 0
    page = run(installed / "lintnews", *reported, cwd=tmp_path)
    assert page.stderr == ""
    assert page.stdout.startswith("<!DOCTYPE html>")


def test_a_plug_in_that_pip_installs_is_used(installed, tmp_path):
    plugin = shutil.copytree(ROOT / "tests" / "cli" / "plugins" / "example", tmp_path / "plugin")
    done = run(installed / "python", *PIP, "install", "--no-deps", plugin, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    try:
        tried = run(installed / "lintnews", "rule", "desk-cliche", cwd=tmp_path)
        assert "Comes from the plug-in lintnews-desk 1.2" in tried.stdout
        (tmp_path / "a.story").write_text("Slug: X\n\nOnly time will tell.\n", encoding="utf-8")
        arguments = ["check", "--format", "slips", "a.story"]
        assert run(installed / "lintnews", *arguments, cwd=tmp_path).stdout == (
            "a.story:3\tdesk-cliche\tOnly time will tell\n"
        )
    finally:
        run(installed / "python", *PIP, "uninstall", "--yes", "lintnews-desk", cwd=tmp_path)
