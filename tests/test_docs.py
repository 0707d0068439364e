"""The documentation is in step with the rules, the measurements and the program."""

import json
import os
import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from lintnews.cli import commands
from lintnews.engine import shipped_rules
from lintnews.selection import known_rule_names

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
FENCE = re.compile(r"^(`{3,})(\w*)[^\n]*\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def made():
    """The module that makes pages."""
    sys.path.insert(0, str(DOCS))
    try:
        return runpy.run_path(str(DOCS / "make_pages.py"))
    finally:
        sys.path.remove(str(DOCS))


def blocks(path, *languages):
    """What stands in the blocks of code of a page."""
    found = FENCE.findall(path.read_text("utf-8"))
    return [body for _, language, body in found if language in languages]


def anchors(path):
    """The anchors of the headings of a page, as GitHub and the site make them."""
    text = FENCE.sub("", path.read_text("utf-8"))
    return {
        re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")
        for heading in HEADING.findall(text)
    }


def test_pages_that_are_made_are_in_step(made):
    stale = [path.name for path, make in made["PAGES"].items() if path.read_text("utf-8") != make()]
    assert stale == [], "run python docs/make_pages.py"


def test_the_readme_has_the_numbers_of_the_last_measurement(made):
    assert made["results_table"]() in (ROOT / "README.md").read_text("utf-8")


def test_every_rule_has_its_line_and_its_page(made):
    index = (DOCS / "rules.md").read_text("utf-8")
    for rule in shipped_rules():
        assert f"[{rule.name}](../{made['rule_file'](rule)})" in index
        page = made["page_of_rule"](rule)
        assert page.startswith(f"# {rule.name}\n")
        assert "[[" not in FENCE.sub("", page).replace("[[overrides]]", "")
        assert ("## How often it is right" in page) is not rule.file.about_answers


def test_the_measurement_of_rules_knows_none_that_is_gone():
    measured = json.loads((ROOT / "benchmarks/results/rule_precision.json").read_text("utf-8"))
    assert set(measured["rules"]) <= known_rule_names(shipped_rules()).keys()


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(10, 10, 0.722, 1), (0, 10, 0, 0.278), (5, 10, 0.237, 0.763)]
)
def test_the_interval_of_a_share_is_that_of_wilson(hits, of, low, high):
    """The values are those of tables of the interval."""
    wilson = runpy.run_path(str(DOCS / "precision.py"))["wilson"]
    assert wilson(hits, of) == (pytest.approx(low, abs=5e-4), pytest.approx(high, abs=5e-4))


def test_a_page_says_what_was_measured_and_what_was_not(made):
    by_name = {rule.name: made["page_of_rule"](rule) for rule in shipped_rules()}
    assert "Not measured: it needs what a house chooses" in by_name["name-against-style"]
    assert "do not say how often it is right" in by_name["ligature-left"]
    assert re.search(
        r"Of \d+ findings in annotated text, \d+ lay on a place", by_name["word-doubled"]
    )


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_to_what_is_there(path):
    for link in LINK.findall(FENCE.sub("", path.read_text("utf-8"))):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def commands_of(path):
    """The commands for lintnews on a page: in a shell, or in the workflow of a server."""
    lines = []
    for body in blocks(path, "", "sh", "console"):
        lines += [line.removeprefix("$ ") for line in body.splitlines()]
    for body in blocks(path, "yaml"):
        lines += strings(yaml.safe_load(body))
    return [line for line in lines if line.startswith("lintnews ")]


def words_of(command):
    """The arguments of a command, without what a shell makes of it."""
    words = shlex.split(command, comments=True)[1:]
    ends = [index for index, word in enumerate(words) if word in {"<", ">", "|", "&&"}]
    return words[: min(ends, default=len(words))]


def parsed(words):
    """Let click read the arguments of a command, which is not run.

    Raises:
        click.UsageError: there is no such command, or it has no such option or value.
    """
    command, context = commands, click.Context(commands)
    while isinstance(command, click.Group):
        _, command, words = command.resolve_command(context, words)
        context = click.Context(command, parent=context)
    command.make_context(command.name, words)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_commands_on_the_pages_exist_with_their_options(path):
    for line in commands_of(path):
        try:
            parsed(words_of(line))
        except click.UsageError as error:
            pytest.fail(f"{line}: {error.format_message()}")


@pytest.mark.parametrize("wrong", ["chekc a", "check --formt text a", "check --format txt a"])
def test_a_wrong_command_would_be_seen(wrong):
    with pytest.raises(click.UsageError):
        parsed(wrong.split())


def test_the_test_of_commands_sees_them_where_they_stand():
    assert len(commands_of(DOCS / "ci.md")) >= 6
    assert len(commands_of(ROOT / "README.md")) >= 10
    assert words_of("lintnews check - < a.txt > b.txt  # so") == ["check", "-"]


def test_hooks_on_the_pages_are_those_that_the_repository_offers():
    offered = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    (configuration,) = blocks(DOCS / "tutorial.md", "yaml")
    (repository,) = yaml.safe_load(configuration)["repos"]
    assert {hook["id"] for hook in repository["hooks"]} <= offered


def readme_excerpt():
    text = (ROOT / "README.md").read_text("utf-8")
    return text.partition("```text\n")[2].partition("```")[0].splitlines()


@pytest.mark.parametrize("seed", ["seeds/001_946d915f54170922.txt"])
def test_the_excerpt_in_the_readme_is_real_output(seed, monkeypatch):
    monkeypatch.chdir(ROOT)
    output = CliRunner().invoke(commands, ["check", seed]).output.splitlines()
    excerpt = [line.strip() for line in readme_excerpt() if line.strip() not in {"", "..."}]
    assert len(excerpt) > 10
    printed = {line.strip() for line in output}
    assert [line for line in excerpt if line not in printed] == []


def test_the_commands_of_the_readme_are_those_that_ci_and_the_manual_run():
    readme = (ROOT / "README.md").read_text("utf-8")
    lines = [line for line in readme.splitlines() if line.startswith("python3 -m venv")]
    assert len(lines) == 2
    for page in (".ci/run", "CONTRIBUTING.md"):
        assert lines[1] in (ROOT / page).read_text("utf-8").splitlines()


def test_the_site_is_built_without_a_warning_and_asks_nothing_of_others(tmp_path):
    pytest.importorskip("mkdocs", reason="the site is built with pip install 'lintnews[docs]'")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    built = subprocess.run(
        [*command, "--site-dir", tmp_path],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    for rule in shipped_rules():
        assert (tmp_path / "rules" / rule.name / "index.html").is_file()
    fetched = re.compile(r"""<(?:script|img|iframe)[^>]*\ssrc=["']?(?:https?:)?//|"""
                         r"""<link\s[^>]*\bhref=["']?(?:https?:)?//""")  # fmt: skip
    for page in tmp_path.rglob("*.html"):
        assert not fetched.search(page.read_text("utf-8")), page
