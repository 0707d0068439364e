"""``lintnews rule``: what the rules are and why."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

import click

from lintnews.cli.choices import complete_rules
from lintnews.document.document import Excerpt
from lintnews.engine import known_rules
from lintnews.report.excerpt import draw
from lintnews.rulebook.errors import RuleError
from lintnews.rulebook.examples import Example, parse_example
from lintnews.rulebook.rule import Rule, assumed
from lintnews.selection import UnknownNameError, find_rule, runs_by_default

_WHOLE_LINE = 100_000


@click.command()
@click.argument("name", required=False, shell_complete=complete_rules)
def rule(name: str | None) -> None:
    """List the rules, or explain the rule NAME with its examples."""
    try:
        rules = known_rules()
        lines = _explanation(find_rule(rules, name)) if name else _listing(rules)
        click.echo("\n".join(lines))
    except (RuleError, UnknownNameError) as error:
        raise click.ClickException(str(error)) from error


def _listing(rules: tuple[Rule, ...]) -> Iterator[str]:
    longest = max((len(rule.name) for rule in rules), default=0)
    for rule in sorted(rules, key=lambda rule: (rule.file.family, rule.name)):
        facts = f"{rule.file.family:<12} {rule.file.severity:<8} {_status(rule):<10}"
        origin = f" (plug-in {rule.origin})" if rule.origin else ""
        yield f"{rule.name:<{longest}}  {facts} {_first_sentence(rule.file.why)}{origin}"


def _status(rule: Rule) -> str:
    if rule.file.status == "stable" and not runs_by_default(rule):
        return "off"
    return rule.file.status


def _first_sentence(text: str) -> str:
    text = " ".join(text.split())
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]


def _explanation(rule: Rule) -> Iterator[str]:
    file = rule.file
    yield f"{rule.name} ({file.family}, {file.severity}, {_status(rule)}, since {file.since})"
    if file.aliases:
        yield f"Also known as {', '.join(file.aliases)}."
    if not runs_by_default(rule):
        yield f"Runs only if it is selected: --select {rule.name}"
    if rule.origin:
        yield f"Comes from the plug-in {rule.origin}: {rule.path}"
    yield ""
    yield f"Says:       {file.message}"
    yield f"Why:        {' '.join(file.why.split())}"
    speech = f", {file.confidence * file.in_speech:.0%} in speech" if file.in_speech < 1 else ""
    yield f"Confidence: {file.confidence:.0%}{speech}{_weighing(rule)}"
    yield f"Reads:      {', '.join(sorted(file.blocks))}"
    for option, value in sorted(file.options.items()):
        yield f"Option:     {option} = {value}"
    yield from (f"\n{line}" for line in assumed(file))
    yield "\nFound:"
    for marked in file.bad:
        yield from _drawn(parse_example(marked))
    yield "\nLeft alone:"
    for text in file.good:
        yield from _drawn(Example(text, (), ()))
    if file.misses:
        yield "\nNot found yet:"
        for marked in file.misses:
            yield from _drawn(parse_example(marked))


def _weighing(rule: Rule) -> str:
    return ", more or less by what the reader says" if rule.file.second_reading else ""


def _drawn(example: Example) -> Iterator[str]:
    """An example with carets under what is found, and tildes under its other places."""
    start = 0
    for line in example.text.splitlines(keepends=True):
        end = start + len(line)
        excerpt = Excerpt(line.rstrip("\r\n"), start, True, True)
        marks = [(place, "^") for place in example.places if start <= place[0] < end]
        marks += [(place, "~") for place in example.related if start <= place[0] < end]
        window = draw(excerpt, [place for place, _ in marks] or [(start, start)], _WHOLE_LINE)
        yield f"{'    ' if start else '  - '}{window.line}"
        if marks:
            rows = (
                row.replace("^", mark) for (_, mark), row in zip(marks, window.carets, strict=True)
            )
            columns = zip_longest(*rows, fillvalue=" ")
            yield "    " + "".join(max(column) for column in columns)
        start = end
