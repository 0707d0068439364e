"""What a shell is told when somebody presses the tab key."""

import json
import platform
import shutil
import subprocess

import pytest

from lintnews import __version__
from lintnews.engine import shipped_rules
from lintnews.report.formats import reporters


@pytest.fixture
def completed(lintnews):
    """What completes the last of some words, asked as the script for bash asks."""

    def complete(*words):
        done = lintnews(
            _LINTNEWS_COMPLETE="bash_complete",
            COMP_WORDS=" ".join(["lintnews", *words]),
            COMP_CWORD=str(len(words)),
        )
        return [line.split(",", 1) for line in done.out.splitlines()]

    return complete


def names(completed):
    return [name for kind, name in completed if kind == "plain"]


def test_commands_are_completed(completed):
    assert names(completed("ch")) == ["check"]


def test_rules_and_families_are_completed_behind_a_comma_too(completed):
    quotes = [name for name in names(completed("check", "--select", "quote")) if name == "quotes"]
    assert quotes == ["quotes"]
    found = names(completed("check", "--ignore", "names,quote-t"))
    wanted = [rule.name for rule in shipped_rules() if rule.name.startswith("quote-t")]
    assert found == [f"names,{name}" for name in wanted]
    assert len(wanted) > 1


def test_a_name_that_is_given_is_not_offered_again(completed):
    assert "quotes,quotes" not in names(completed("check", "--select", "quotes,quot"))


def test_rules_presets_formats_and_styles_are_completed(completed):
    assert names(completed("rule", "word-dou")) == ["word-doubled"]
    assert names(completed("check", "--preset", "newsroom-")) == ["newsroom-uk", "newsroom-us"]
    assert names(completed("check", "--format", "")) == list(reporters())
    assert names(completed("check", "--input-format", "ht")) == ["html"]
    assert "current" in names(completed("check", "--style", ""))


def test_paths_are_left_to_the_shell(completed):
    assert completed("check", "some") == [["file", "some"]]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_what_the_shell_can_read(lintnews, tmp_path, shell):
    done = lintnews("completion", shell)
    assert (done.status, done.err) == (0, "")
    assert f"_LINTNEWS_COMPLETE={shell}_complete" in done.out
    if shutil.which(shell):
        script = tmp_path / "script"
        script.write_text(done.out, encoding="utf-8")
        assert subprocess.run([shell, "-n", script], check=False).returncode == 0


def test_an_unknown_shell_is_status_2(lintnews):
    assert lintnews("completion", "csh").status == 2


def test_version_names_what_is_installed(lintnews):
    lines = lintnews("version").out.splitlines()
    facts = {line.split()[0]: line for line in lines}
    assert facts["lintnews"].split()[1] == __version__
    assert facts["python"].split()[1] == platform.python_version()
    assert "no plug-ins" in lines
    about = json.loads(lintnews("version", "--format", "json").out)
    assert about["lintnews"] == __version__
    assert about["plugins"] == []
    parts = {part["package"]: part for part in about["parts"]}
    assert parts["onnxruntime"]["extra"] == "reader"
    for name, part in parts.items():
        if part["version"] is None:
            assert f"pip install 'lintnews[{part['extra']}]' adds it" in facts[name]
        else:
            assert part["version"] in facts[name]
