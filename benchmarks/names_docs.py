"""Scores the name checks on documents with known variants.

usage: names_docs.py DOCS.jsonl [--missed] [--false]

A line of the file has ``text`` and ``gold``, a list of variant groups with their ``spans``. A group
is found when a finding of a name rule names two of its spans that are written differently. A
finding is right when all its places lie on spans of one group. Precision on documents with two
people of near names ("distractor" types) is given apart: the share of their findings that are
right.
"""

import argparse
import collections
import json
from pathlib import Path

from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules
from lintnews.model import Finding

RESULT = Path(__file__).resolve().parent / "results" / "names_docs.md"
Span = tuple[int, int]


def touches(place: Span, spans: list[Span]) -> Span | None:
    return next((span for span in spans if place[0] < span[1] and span[0] < place[1]), None)


def places(finding: Finding) -> list[Span]:
    return [(finding.start, finding.end), *((r.start, r.end) for r in finding.related)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("docs", type=Path)
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--false", action="store_true")
    options = parser.parse_args()
    rules = [rule for rule in shipped_rules() if rule.file.family == "names"]
    found: collections.Counter[str] = collections.Counter()
    total: collections.Counter[str] = collections.Counter()
    right: collections.Counter[str] = collections.Counter()
    wrong: collections.Counter[str] = collections.Counter()
    blamed = blamed_right = 0
    for line in options.docs.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = record["text"]
        groups = [[tuple(span) for span in group["spans"]] for group in record["gold"]]
        findings = lint(plain_document(text, record["id"]), rules)
        kind = record["type"]
        hit: set[int] = set()
        for finding in findings:
            spans = places(finding)
            group = next(
                (n for n, gold in enumerate(groups) if all(touches(p, gold) for p in spans)), None
            )
            if group is None:
                wrong[kind] += 1
                if options.false:
                    shown = sorted({text[a:b] for a, b in spans})
                    print("false ", record["id"], kind, finding.rule, shown, finding.message)
                continue
            right[kind] += 1
            hit.add(group)
            if "is doubted" in finding.message:
                blamed += 1
                odd = [tuple(span) for span in record["gold"][group]["odd"]]
                blamed_right += touches((finding.start, finding.end), odd) is not None
        for number, gold in enumerate(record["gold"]):
            total[kind] += 1
            found[kind] += number in hit
            if options.missed and number not in hit:
                print("missed", record["id"], kind, gold["kind"], gold["variants"])
    lines = ["# Names", "", "| documents | found | false |", "|---|---|---|"]
    lines += [
        f"| {kind} | {found[kind]} of {total[kind]} | {wrong[kind]} |"
        for kind in sorted({*total, *wrong, *right})
    ]
    true, false = sum(right.values()), sum(wrong.values())
    precision = true / max(true + false, 1)
    recall = sum(found.values()) / max(sum(total.values()), 1)
    f1 = score(precision, recall)
    lines += ["", f"Precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}."]
    two = [kind for kind in {*right, *wrong} if "distractor" in kind]
    good, bad = sum(right[kind] for kind in two), sum(wrong[kind] for kind in two)
    lines.append(
        f"Two people of near names: precision {good / max(good + bad, 1):.3f}, {bad} false."
    )
    lines.append(f"{blamed} findings doubt a spelling, {blamed_right} of them the odd one.")
    text = "\n".join(lines) + "\n"
    print(text, end="")
    RESULT.write_text(text, encoding="utf-8")


def score(precision: float, recall: float) -> float:
    return 2 * precision * recall / max(precision + recall, 1e-9)


if __name__ == "__main__":
    main()
