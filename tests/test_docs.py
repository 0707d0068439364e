"""The pages made from the rules are in step with them, and the README with the program."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_rule_page_is_in_step_with_the_rule_files():
    made = runpy.run_path(str(ROOT / "docs" / "make_rules.py"))
    assert made["PAGE"].read_text("utf-8") == made["page"](made["shipped_rules"]())


def readme_excerpt():
    text = (ROOT / "README.md").read_text("utf-8")
    return text.partition("```text\n")[2].partition("```")[0].splitlines()


@pytest.mark.parametrize("seed", ["seeds/001_946d915f54170922.txt"])
def test_the_excerpt_in_the_readme_is_real_output(seed, monkeypatch):
    from click.testing import CliRunner

    from lintnews.cli import commands

    monkeypatch.chdir(ROOT)
    output = CliRunner().invoke(commands, ["check", seed]).output.splitlines()
    excerpt = [line.strip() for line in readme_excerpt() if line.strip() not in {"", "..."}]
    assert len(excerpt) > 10
    printed = {line.strip() for line in output}
    assert [line for line in excerpt if line not in printed] == []


def test_the_commands_of_the_readme_are_those_that_ci_and_the_manual_run():
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = [line for line in readme.splitlines() if line.startswith("python3 -m venv")]
    assert len(commands) == 2
    for page in (".ci/run", "CONTRIBUTING.md"):
        assert commands[1] in (ROOT / page).read_text("utf-8").splitlines()
