"""Make the pages that follow from the rule files and the measurements.

python docs/make_pages.py
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from precision import (
    CLEAN,
    RESULTS,
    SETS,
    annotated,
    counts,
    is_remark,
    measured,
    percent,
    section,
    words,
)

from lintnews.engine import shipped_rules
from lintnews.report.rulepage import first_sentence, rule_page, state_of
from lintnews.rulebook.rule import Rule

DOCS = Path(__file__).parent
ROOT = DOCS.parent
MADE = "by `python docs/make_pages.py`"
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def rule_index() -> str:
    """The rules by family, a line a rule."""
    parts = [
        "# Rules\n",
        f"This page is made from the files in `rules/` {MADE}. "
        "`lintnews rule NAME` explains a rule with its examples.\n",
    ]
    for family, members in families():
        parts += [f"## {family}\n", "| rule | | what is wrong |", "|---|---|---|"]
        parts += [_index_row(rule) for rule in members]
        parts.append("")
    return "\n".join(parts)


def families() -> Iterator[tuple[str, list[Rule]]]:
    """The rules of each family by name, and the families too."""
    ordered = sorted(shipped_rules(), key=lambda rule: (rule.file.family, rule.name))
    for family, members in groupby(ordered, key=lambda rule: rule.file.family):
        yield family, list(members)


def rule_file(rule: Rule) -> str:
    """The path of a rule's file in the repository."""
    return f"rules/{rule.file.family}/{rule.name}.yml"


def page_of_rule(rule: Rule) -> str:
    """The page of a rule on the site."""
    return "\n".join([rule_page(rule), section(rule), _in_a_configuration(rule)])


def results_table() -> str:
    """The results on all sets, as the README and the page about quality show them."""
    lines = [
        "| text | words | found | precision | alarms in 1,000 words where nothing is broken |",
        "|---|---|---|---|---|",
    ]
    measurement = (RESULTS / "quality.md").read_text(encoding="utf-8")
    for name, title in SETS.items():
        size = f"{round(words(name), -2):,}"
        if name == CLEAN:
            _, _, alarms = _row(measurement, "all")
            lines.append(f"| {title} | {size} | | | {alarms}, most of the rules' real slips |")
        else:
            found, _, precision, alarms = _row(measurement, name)
            lines.append(f"| {title} | {size} | {found} | {float(precision):.2f} | {alarms} |")
    return "\n".join(lines)


def quality_page() -> str:
    """What the README says of quality, and the measurements behind it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    said = readme.partition("## How good it is\n")[2].partition("\n## ")[0]
    return "\n".join(
        [
            "# How good it is",
            "",
            f"This page is made from README.md and `benchmarks/results/` {MADE}.",
            "",
            LINK.sub(r"\1", said).strip(),
            "",
            "## By kind of damage",
            "",
            _body("quality.md").strip(),
            "",
            *_rule_by_rule(),
            "",
            "## Speed",
            "",
            _body("speed.md").strip(),
            "",
        ]
    )


PAGES: dict[Path, Callable[[], str]] = {
    DOCS / "rules.md": rule_index,
    DOCS / "quality.md": quality_page,
}


def _index_row(rule: Rule) -> str:
    state = state_of(rule)
    facts = rule.file.severity if state == "stable" else f"{rule.file.severity}, {state}"
    why = first_sentence(rule.file.why).replace("|", "\\|")
    return f"| [{rule.name}](../{rule_file(rule)}) | {facts} | {why} |"


def _in_a_configuration(rule: Rule) -> str:
    lines = [
        "## In a configuration",
        "",
        "```toml",
        f'ignore = ["{rule.name}"]   # it does not run',
        "```",
        "",
        "```toml",
        f'extend-select = ["{rule.name}"]   # it runs, whatever is ignored elsewhere',
        "",
        "[severity]",
        f'{rule.name} = "note"   # how grave its findings are',
        "",
        "[min-confidence-of]",
        f"{rule.name} = 0.9   # what is less sure is left out",
        "```",
        "",
        "[Configuration](../configuration.md) tells where this stands.",
        "",
    ]
    return "\n".join(lines)


def _rule_by_rule() -> Iterator[str]:
    yield "## Rule by rule"
    yield ""
    yield "How many findings of a rule in the annotated texts lie on a place that is marked as"
    yield "damage, with an interval of 95 % confidence, and how many findings there are in edited"
    yield "text, where nothing is marked though there are real slips. The marks are of damage:"
    yield "they say nothing about rules that give notes or are off unless selected. A rule that"
    yield "is not here found nothing in either."
    yield ""
    yield f"| rule | on marked damage | share | in {words(CLEAN):,} words of edited text |"
    yield "|---|---|---|---|"
    for rule in sorted(shipped_rules(), key=lambda rule: rule.name):
        if rule.name not in measured()["rules"]:
            continue
        hits, others = annotated(rule.name)
        shares = " | "
        if is_remark(rule):
            shares = "a remark | "
        elif hits + others:
            shares = f"{hits} of {hits + others} | {percent(hits, hits + others)}"
        yield f"| [{rule.name}](../{rule_file(rule)}) | {shares} | {counts(rule.name, CLEAN)[1]} |"


def _row(table: str, name: str) -> list[str]:
    """The cells of the first row of a name, without the name."""
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] == name:
            return cells[1:]
    raise ValueError(f"benchmarks/results/quality.md has no row {name}; measure anew")


def _body(name: str) -> str:
    """A page of results without its title."""
    return (RESULTS / name).read_text(encoding="utf-8").partition("\n")[2]


if __name__ == "__main__":
    for path, make in PAGES.items():
        path.write_text(make(), encoding="utf-8")
