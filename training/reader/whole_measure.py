"""What rules and readers find together, and what the rules find alone, in held-out texts.

The texts are damaged with a seed of their own, so that the judge has not seen them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from corpus import Corpus
from damage import Damager
from statistics_of_text import Statistics
from texts import damaged_texts

from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules
from lintnews.model import Severity
from lintnews.rulebook.registry import READER
from lintnews.selection import runs_by_default

SEED = 99
_NEAR = 2
_LEAST = 0.5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--statistics", type=Path, required=True)
    arguments = parser.parse_args()
    everything = [rule for rule in shipped_rules() if runs_by_default(rule)]
    plain = [rule for rule in everything if rule.extra != READER]
    damager = Damager(Statistics(arguments.statistics))
    kinds, found, false = Counter[str](), Counter[tuple[str, str]](), Counter[str]()
    words = 0
    for damaged in damaged_texts(Corpus(arguments.corpus), damager, seed=SEED):
        words += len(damaged.text.split())
        kinds.update(injury.kind for injury in damaged.injuries)
        document = plain_document(damaged.text, damaged.source)
        for name, rules in (("with", everything), ("without", plain)):
            spans = [
                [(finding.start, finding.end), *((one.start, one.end) for one in finding.related)]
                for finding in lint(document, rules)
                if finding.confidence >= _LEAST and finding.severity is not Severity.NOTE
            ]
            for injury in damaged.injuries:
                near = (injury.start - _NEAR, injury.end + _NEAR)
                found[name, injury.kind] += any(
                    start <= near[1] and end >= near[0] for places in spans for start, end in places
                )
            false[name] += sum(
                not any(
                    start <= injury.end + _NEAR and end >= injury.start - _NEAR
                    for start, end in places
                    for injury in damaged.injuries
                )
                for places in spans
            )
    print("| kind | injuries | found by all | by the rules alone |\n|---|---|---|---|")
    for kind, count in sorted(kinds.items()):
        print(f"| {kind} | {count} | {found['with', kind]} | {found['without', kind]} |")
    total = kinds.total()
    both = [sum(found[name, kind] for kind in kinds) for name in ("with", "without")]
    cells = (f"{count} ({count / total:.0%})" for count in both)
    print(f"| all | {total} | {' | '.join(cells)} |")
    for name in ("with", "without"):
        print(f"{name} readers: {1000 * false[name] / words:.2f} other alarms in 1,000 words")


if __name__ == "__main__":
    main()
