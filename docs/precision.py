"""How often a rule is right, in words: from ``benchmarks/results/rule_precision.json``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from math import sqrt
from pathlib import Path

from lintnews.model import Severity
from lintnews.rulebook.rule import Rule
from lintnews.selection import runs_by_default

RESULTS = Path(__file__).parent.parent / "benchmarks" / "results"
SETS = {
    "seeds": "the three seed articles",
    "mt_dev": "Japanese news and web pages, machine-translated",
    "synthetic_dev": "news with artifacts put in",
    "clean": "edited news and blogs",
}
CLEAN = "clean"
Z_95 = 1.959964
PER = 100_000


@cache
def measured() -> Mapping[str, Mapping[str, object]]:
    """The file of the measurement: words of the sets, and counts of the rules."""
    data: dict[str, dict[str, object]] = json.loads(
        (RESULTS / "rule_precision.json").read_text(encoding="utf-8")
    )
    return data


def words(name: str) -> int:
    """The words of a set."""
    return int(str(measured()["sets"][name]))


def counts(rule: str, name: str) -> tuple[int, int]:
    """The findings of a rule in a set: on marked places, and elsewhere."""
    hit, other = measured()["rules"].get(rule, {}).get(name, (0, 0))  # type: ignore[attr-defined]
    return hit, other


def annotated(rule: str) -> tuple[int, int]:
    """The findings of a rule in all annotated sets: on marked places, and elsewhere."""
    pairs = [counts(rule, name) for name in SETS if name != CLEAN]
    return sum(hit for hit, _ in pairs), sum(other for _, other in pairs)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The interval in which a share lies with 95 % confidence.

    Formula: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
    Journal of the American Statistical Association 22 (1927).
    """
    share, squared = hits / of, Z_95 * Z_95
    middle = share + squared / (2 * of)
    half = Z_95 * sqrt(share * (1 - share) / of + squared / (4 * of * of))
    return (middle - half) / (1 + squared / of), (middle + half) / (1 + squared / of)


def percent(hits: int, of: int) -> str:
    """A share with its interval: ``96 % (80 to 99 %)``."""
    low, high = wilson(hits, of)
    return f"{hits / of:.0%} ({low:.0%} to {high:.0%})".replace("%", " %").replace(" % to", " to")


def section(rule: Rule) -> str:
    """What was measured of a rule, as a section of its page; nothing of one about answers."""
    if rule.file.about_answers:
        return ""
    paragraphs = _paragraphs(rule.name, remark=is_remark(rule))
    return "\n\n".join(["## How often it is right", *paragraphs]) + "\n"


def is_remark(rule: Rule) -> bool:
    """Whether a rule reports what the marks, which are of damage, do not cover."""
    return rule.file.severity is Severity.NOTE or not runs_by_default(rule)


def _paragraphs(rule: str, *, remark: bool) -> Iterator[str]:
    if rule in measured()["not_run"]:
        yield "Not measured: it needs what a house chooses, and the sets have no house."
        return
    hits, others = annotated(rule)
    if not hits + others:
        yield "Not measured in annotated text: it found nothing there."
    elif remark:
        yield (
            f"In annotated text it reports {_times(hits + others)}. The marks are of damage and "
            "this rule makes remarks, so that they do not say how often it is right."
        )
    else:
        noun = "finding" if hits + others == 1 else "findings"
        yield (
            f"Of {hits + others} {noun} in annotated text, {hits} lay on a place that is marked as "
            f"damage: {percent(hits, hits + others)} at 95 % confidence."
        )
        yield "\n".join(_table(rule))
    yield _in_clean_text(counts(rule, CLEAN)[1])
    yield (
        "The rules were developed on these texts; expect less on others. "
        "[How good it is](../quality.md) tells of all rules together."
    )


def _table(rule: str) -> Iterator[str]:
    yield "| text | words | findings | on marked damage |"
    yield "|---|---|---|---|"
    for name, title in SETS.items():
        hit, other = counts(rule, name)
        if name != CLEAN and hit + other:
            yield f"| {title} | {words(name):,} | {hit + other} | {hit} |"


def _in_clean_text(found: int) -> str:
    size = f"{words(CLEAN):,} words of edited text"
    if not found:
        return f"In {size} it reports nothing."
    rate = found * PER / words(CLEAN)
    return (
        f"In {size}, where nothing is marked, it reports {_times(found)}: {rate:.1f} in "
        f"{PER:,} words. What of that is a real slip is not marked."
    )


def _times(number: int) -> str:
    return "one place" if number == 1 else f"{number} places"
