"""``lintnews test-rules``: try rules on the examples in their files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import click

from lintnews.backends.languagetool.client import SilentError
from lintnews.cli.choices import complete_files
from lintnews.cli.output import columns, opened, tell
from lintnews.cli.status import Status
from lintnews.config.file import shown_path
from lintnews.config.languagetool import named, wanted_of
from lintnews.document.document import Excerpt
from lintnews.engine import shipped_rules
from lintnews.model import Problem
from lintnews.report.cells import shown
from lintnews.report.excerpt import draw
from lintnews.rule_testing import faults_of
from lintnews.rulebook.errors import RuleError
from lintnews.rulebook.examples import Fault
from lintnews.rulebook.loader import RuleNames, load_rule, rule_files
from lintnews.rulebook.registry import LANGUAGETOOL, known_checks
from lintnews.rulebook.rule import Rule

_INDENT = "    "


class _Loaded(NamedTuple):
    """The rules that can be tried, and what is wrong with other files."""

    rules: Sequence[Rule]
    problems: Sequence[Problem]


@click.command("test-rules")
@click.argument("paths", metavar="DIR...", nargs=-1, required=True, shell_complete=complete_files)
@click.option(
    "--languagetool",
    metavar="PLACE",
    help="For rules that ask LanguageTool: the address of a server, or a folder of jars.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print what is wrong, nothing else.")
def test_rules(paths: tuple[str, ...], languagetool: str | None, quiet: bool) -> int:
    """Try all rules in folders, or in single files, on the examples in their files.

    Every bad example must be found at the marked place, every good one left alone, every one under
    misses missed.

    Exit status: 0 if all is well, 1 if an example fails, 2 if a rule file is wrong, there is none,
    or LanguageTool does not answer; the other rules are then tried all the same.
    """
    wanted = wanted_of(named(languagetool)) if languagetool else None
    rules, problems = _loaded(paths, asking=wanted is not None)
    for problem in problems:
        tell(problem)
    failed = 0
    untried: list[Rule] = []
    with ExitStack() as stack:
        out = opened(None, stack)
        wide = columns(out)
        for rule in rules:
            try:
                faults = faults_of(rule, wanted)
            except SilentError as error:
                if not untried:
                    tell(_silent(rule, error))
                untried.append(rule)
                continue
            failed += bool(faults)
            for line in _lines(rule, faults, wide, quiet=quiet):
                out.write(f"{line}\n")
        if not quiet:
            tried = len(rules) - len(untried)
            out.write(f"{_summary(tried, failed, len(problems), len(untried))}\n")
    if problems or untried:
        return Status.FAILED
    return Status.FOUND if failed else Status.CLEAN


def _silent(rule: Rule, error: SilentError) -> Problem:
    reason = f"LanguageTool is needed to try this rule, and does not answer ({error})"
    return Problem(path=shown_path(Path(rule.path)), reason=reason)


def _loaded(paths: Sequence[str], *, asking: bool) -> _Loaded:
    names = RuleNames()
    rules: dict[Path, Rule] = {}
    problems: list[Problem] = []
    shipped = {Path(rule.path): rule for rule in shipped_rules()}
    for given in paths:
        files = list(_files(Path(given), problems))
        for file in files:
            path = file.resolve()
            if path in rules:
                continue
            try:
                rule = load_rule(path, known_checks())
                names.add(rule)
                if path not in shipped:
                    RuleNames(shipped.values()).add(rule)
                if rule.extra is not None and not rule.extra.is_installed:
                    needs = f"the rule needs {rule.extra.module}, which is not installed"
                    raise RuleError(path, 1, f"{needs}; {rule.extra.remedy}")
                if rule.extra == LANGUAGETOOL and not asking:
                    needs = "the rule asks LanguageTool; --languagetool says where one is"
                    raise RuleError(path, 1, needs)
                rules[path] = rule
            except RuleError as error:
                where = shown_path(Path(error.path))
                problems.append(Problem(path=where, line=error.line, reason=error.reason))
            except OSError as error:
                reason = f"it cannot be read: {error.strerror or error}"
                problems.append(Problem(path=str(file), reason=reason))
    return _Loaded(list(rules.values()), problems)


def _files(path: Path, problems: list[Problem]) -> Iterator[Path]:
    """The files of rules that a path means; what means none is a problem."""
    if not path.is_dir():
        if path.exists():
            yield path
        else:
            problems.append(Problem(path=str(path), reason="there is no such file or folder"))
        return
    files = rule_files(path)
    yield from files
    others = sorted(path.rglob("*.yaml"))
    problems.extend(
        Problem(path=str(other), reason="a rule is looked for in a file that ends in .yml")
        for other in others
    )
    if not files and not others:
        reason = "there is no rule in this folder; a rule stands in FAMILY/NAME.yml"
        problems.append(Problem(path=str(path), reason=reason))


def _lines(rule: Rule, faults: Sequence[Fault], wide: int, *, quiet: bool) -> Iterator[str]:
    file = rule.file
    if not faults:
        if not quiet:
            counts = {"bad": file.bad, "good": file.good, "misses": file.misses}
            said = ", ".join(f"{len(found)} {kind}" for kind, found in counts.items() if found)
            yield f"ok      {rule.name} ({said})"
        return
    yield f"FAILED  {rule.name} ({shown_path(Path(rule.path))})"
    for fault in faults:
        yield f"  {fault.kind}: {shown(fault.reason)}"
        yield from _drawn(fault, wide - len(_INDENT))


def _drawn(fault: Fault, wide: int) -> Iterator[str]:
    """The lines of the example, under each what is marked in it and what was found."""
    example = fault.example
    rows = [
        ("marked", "^", example.places),
        ("found", "^", fault.places),
        ("marked as another place", "~", example.related),
        ("found as another place", "~", fault.related),
    ]
    start = 0
    for line in example.text.splitlines(keepends=True):
        end = start + len(line)
        excerpt = Excerpt(line.rstrip("\r\n"), start, True, True)
        marks = [
            (label, mark, place)
            for label, mark, places in rows
            for place in places
            if start <= place[0] < end
        ]
        window = draw(excerpt, [place for *_, place in marks] or [(start, start)], wide)
        yield _INDENT + window.line
        for (label, mark, _), carets in zip(marks, window.carets, strict=True) if marks else ():
            yield f"{_INDENT}{carets.replace('^', mark)} {label}"
        start = end


def _summary(tried: int, failed: int, wrong: int, untried: int) -> str:
    parts = [f"{tried} {'rule' if tried == 1 else 'rules'} tried", f"{failed} failed"]
    if wrong:
        parts.append(f"{wrong} {'problem' if wrong == 1 else 'problems'}")
    if untried:
        parts.append(f"{untried} not tried, for LanguageTool does not answer")
    return ", ".join(parts)
