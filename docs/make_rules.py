"""Write docs/rules.md from the rule files.

python docs/make_rules.py
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from lintnews.engine import shipped_rules
from lintnews.rulebook.rule import Rule, assumed

PAGE = Path(__file__).parent / "rules.md"
HEAD = """# Rules

This page is made from the files in `rules/` by `python docs/make_rules.py`. In the examples
`[[...]]` marks the place that is reported and `{{...}}` the other places of the same finding.
"""


def page(rules: tuple[Rule, ...]) -> str:
    """The page as Markdown."""
    parts = [HEAD]
    by_family = sorted(rules, key=lambda rule: (rule.file.family, rule.name))
    for family, members in groupby(by_family, key=lambda rule: rule.file.family):
        parts.append(f"## {family}\n")
        parts.extend(_entry(rule) for rule in members)
    return "\n".join(parts)


def _entry(rule: Rule) -> str:
    file = rule.file
    state = "" if file.default else ", off unless selected"
    state += ", weighed by the reader where it runs" if file.second_reading else ""
    lines = [
        f"### {rule.name}\n",
        f"{file.severity.value}, confidence {file.confidence:g}, {file.status.value}{state}\n",
        f"{file.why.strip()}\n",
        *(f"{line}\n" for line in assumed(file)),
        "Reported:\n",
        *(_example(text) for text in file.bad[:3]),
        "\nLeft alone:\n",
        *(_example(text) for text in file.good[:3]),
    ]
    if file.misses:
        lines += ["\nKnown to be missed:\n", *(_example(text) for text in file.misses)]
    return "\n".join(lines) + "\n"


def _example(text: str) -> str:
    shown = text.strip().replace("\n", " ¶ ")
    fence = "``" if "`" in shown else "`"
    pad = " " if "`" in shown else ""
    return f"- {fence}{pad}{shown}{pad}{fence}"


if __name__ == "__main__":
    PAGE.write_text(page(shipped_rules()), encoding="utf-8")
