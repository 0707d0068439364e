"""``lintnews rule``: what the rules are and why."""

from __future__ import annotations

from collections.abc import Iterator

import click

from lintnews.cli.choices import complete_rules
from lintnews.engine import known_rules
from lintnews.report.rulepage import first_sentence, rule_lines, state_of
from lintnews.rulebook.errors import RuleError
from lintnews.rulebook.rule import Rule
from lintnews.selection import UnknownNameError, find_rule


@click.command()
@click.argument("name", required=False, shell_complete=complete_rules)
def rule(name: str | None) -> None:
    """List the rules, or explain the rule NAME with its examples."""
    try:
        rules = known_rules()
        lines = rule_lines(find_rule(rules, name)) if name else _listing(rules)
        click.echo("\n".join(lines))
    except (RuleError, UnknownNameError) as error:
        raise click.ClickException(str(error)) from error


def _listing(rules: tuple[Rule, ...]) -> Iterator[str]:
    longest = max((len(rule.name) for rule in rules), default=0)
    for rule in sorted(rules, key=lambda rule: (rule.file.family, rule.name)):
        facts = f"{rule.file.family:<12} {rule.file.severity:<8} {state_of(rule):<10}"
        origin = f" (plug-in {rule.origin})" if rule.origin else ""
        yield f"{rule.name:<{longest}}  {facts} {first_sentence(rule.file.why)}{origin}"
