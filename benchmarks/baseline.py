"""How well findings are recognised again after a text was edited, beside simpler methods.

Usage: python benchmarks/baseline.py --shared FOLDER [--no-model] [--texts N] [--rounds N]

Every text is linted with the rules that run by default, edited in one of twelve ways, and linted
again. An edit is a list of replacements at places of the text. Where they leave all of a finding's
characters alone, they say where these stand afterwards: a finding of the same rule there is the
same finding, and nothing else is. What the methods say is held against that. FOLDER holds ``seeds``
and ``eval``. The table is written to ``benchmarks/results/baseline.md``.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lintnews.answers.matching import Keyed, matched, numbered
from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules
from lintnews.model import Finding
from lintnews.rulebook.registry import READER
from lintnews.rulebook.rule import Rule
from lintnews.selection import runs_by_default

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).resolve().parent / "results"
LEAST = 0.5
FIXES = 10
ARTICLES = 6
COLUMNS = 80
WORD = re.compile(r"[^\W\d_]{4,}")
PARAGRAPH = re.compile(r"[^\n]+")
NEW_SENTENCE = "The council said on Wednesday that it would look into the matter again. "
NEW_PARAGRAPH = "Officials in the port town of Karlshamn opened a second ferry berth last week.\n"
MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
CURLY = {'"': "”", "'": "’"}


class Edit(NamedTuple):
    """A stretch of the text, and what comes in its place; a copy holds nothing that was there."""

    start: int
    end: int
    text: str


class Edited(NamedTuple):
    """A text after edits; ``pieces`` say where what was kept stood before and stands now."""

    text: str
    pieces: list[tuple[int, int, int]]

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a stretch stands whose ends were kept; an empty one goes with what is before it."""
        if start == end:
            before = self._moved(start - 1)
            return None if before is None else (before + 1, before + 1)
        first, last = self._moved(start), self._moved(end - 1)
        return None if first is None or last is None else (first, last + 1)

    def _moved(self, offset: int) -> int | None:
        at = bisect_right(self.pieces, (offset, sys.maxsize, 0)) - 1
        before, after, length = self.pieces[at] if at >= 0 else (0, 0, 0)
        return after + offset - before if offset - before < length else None


def apply(text: str, edits: Iterable[Edit]) -> Edited:
    """The text after edits that do not overlap."""
    pieces, out, done, length = [], [], 0, 0
    for start, end, new in [*sorted(edits), Edit(len(text), len(text), "")]:
        kept = text[done:start]
        if kept:
            pieces.append((done, length, len(kept)))
        out += [kept, new]
        length += len(kept) + len(new)
        done = end
    return Edited("".join(out), pieces)


def moved(text: str, order: Sequence[tuple[int, int]]) -> Edited:
    """The text with its stretches in another order."""
    pieces, length = [], 0
    for start, end in order:
        pieces.append((start, length, end - start))
        length += end - start
    return Edited("".join(text[start:end] for start, end in order), sorted(pieces))


Way = Callable[[str, Sequence[Finding], random.Random], Edited]


def paragraphs(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in PARAGRAPH.finditer(text) if match[0].strip()]


def insert_paragraph(text: str, findings: Sequence[Finding], rng: random.Random) -> Edited:
    at, _ = rng.choice(paragraphs(text))
    return apply(text, [Edit(at, at, NEW_PARAGRAPH)])


def delete_paragraph(text: str, findings: Sequence[Finding], rng: random.Random) -> Edited:
    start, end = rng.choice(paragraphs(text))
    return apply(text, [Edit(start, min(end + 1, len(text)), "")])


def move_paragraph(text: str, findings: Sequence[Finding], rng: random.Random) -> Edited:
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]*\n|[^\n]+\Z", text)]
    line = lines.pop(rng.randrange(len(lines)))
    lines.insert(rng.randint(0, len(lines)), line)
    return moved(text, lines)


def duplicate_paragraph(text: str, findings: Sequence[Finding], rng: random.Random) -> Edited:
    start, end = rng.choice(paragraphs(text))
    return apply(text, [Edit(end, end, "\n" + text[start:end])])


def join_paragraphs(text: str, findings: Sequence[Finding], rng: random.Random) -> Edited:
    places = paragraphs(text)
    if len(places) < 2:
        return apply(text, [])
    at = rng.randrange(len(places) - 1)
    return apply(text, [Edit(places[at][1], places[at + 1][0], " ")])


def split_paragraph(text: str, findings: Sequence[Finding], rng: random.Random) -> Edited:
    ends = [match.start() for match in re.finditer(r"(?<=[.!?”]) (?=[A-Z“])", text)]
    return apply(text, [Edit(at, at + 1, "\n") for at in rng.sample(ends, min(1, len(ends)))])


def wrap(text: str, findings: Sequence[Finding], rng: random.Random) -> Edited:
    """Lines of at most 80 columns, paragraphs with a blank line between them."""
    edits = []
    for start, end in paragraphs(text):
        line = start
        for space in re.finditer(r" (?=\S)", text[start:end]):
            at = start + space.start()
            following = re.match(r"\S+", text[at + 1 : end])
            if following and at + 1 + following.end() - line > COLUMNS:
                edits.append(Edit(at, at + 1, "\n"))
                line = at + 1
        if end < len(text) and text[end : end + 2] != "\n\n":
            edits.append(Edit(end, end, "\n"))
    return apply(text, edits)


def quote_style(text: str, findings: Sequence[Finding], rng: random.Random) -> Edited:
    """All quotation marks and apostrophes straight, or curly where they are straight already."""
    straight = text.translate(MARKS)
    if straight != text:
        return apply(
            text,
            [Edit(at, at + 1, straight[at]) for at in range(len(text)) if text[at] != straight[at]],
        )
    return apply(
        text,
        [
            Edit(match.start(), match.end(), CURLY[match[0]])
            if match.start() and not text[match.start() - 1].isspace()
            else Edit(match.start(), match.end(), "“" if match[0] == '"' else "‘")
            for match in re.finditer("[\"']", text)
        ],
    )


def headline(text: str, findings: Sequence[Finding], rng: random.Random) -> Edited:
    """The first paragraph in title case."""
    start, end = paragraphs(text)[0]
    return apply(
        text,
        [
            Edit(start + match.start(), start + match.start() + 1, match[0][0].upper())
            for match in WORD.finditer(text[start:end])
            if match[0][0].islower()
        ],
    )


def outside(text: str, findings: Sequence[Finding], start: int, end: int) -> list[re.Match[str]]:
    """The words of a stretch that belong to no finding."""
    return [
        match
        for match in WORD.finditer(text, start, end)
        if all(match.end() <= each.start or match.start() >= each.end for each in findings)
    ]


def sentence_of(text: str, finding: Finding) -> tuple[int, int]:
    ends = [0, *(match.end() for match in re.finditer(r"[.!?]\s|\n", text)), len(text)]
    at = bisect_right(ends, finding.start) - 1
    return ends[at], ends[min(at + 1, len(ends) - 1)]


def reword_sentences(text: str, findings: Sequence[Finding], rng: random.Random) -> Edited:
    """One word in the sentence of each finding is another one, wherever in it."""
    edits = {}
    for finding in findings:
        words = outside(text, findings, *sentence_of(text, finding))
        if words:
            word = rng.choice(words)
            edits[word.start()] = Edit(word.start(), word.end(), "matter")
    return apply(text, edits.values())


def next_sentences(text: str, findings: Sequence[Finding], rng: random.Random) -> Edited:
    """Behind the sentence of each finding stands a new one."""
    places = {sentence_of(text, finding)[1] for finding in findings}
    return apply(text, [Edit(at, at, NEW_SENTENCE) for at in places if text[at - 1 : at] == " "])


def fix_ten(text: str, findings: Sequence[Finding], rng: random.Random) -> Edited:
    """Ten findings are gone: what they report is replaced."""
    edits: list[Edit] = []
    for finding in rng.sample(list(findings), len(findings)):
        start, end = finding.start, max(finding.end, finding.start + 1)
        if len(edits) < FIXES and all(end <= each.start or start >= each.end for each in edits):
            suggestion = finding.suggestions[0].text if finding.suggestions else "the report"
            edits.append(Edit(finding.start, finding.end, suggestion))
    return apply(text, edits)


WAYS: dict[str, Way] = {
    "insert a paragraph": insert_paragraph,
    "delete a paragraph": delete_paragraph,
    "move a paragraph": move_paragraph,
    "duplicate a paragraph": duplicate_paragraph,
    "join two paragraphs": join_paragraphs,
    "split a paragraph": split_paragraph,
    "re-wrap at 80 columns": wrap,
    "other quotation marks": quote_style,
    "headline in title case": headline,
    "a word in every sentence with a finding": reword_sentences,
    "a new sentence behind each": next_sentences,
    "fix 10 findings": fix_ten,
}

Pairs = dict[int, int]
Method = Callable[[Sequence[Finding], Sequence[Finding]], Pairs]


def in_order(key: Callable[[Finding], object]) -> Method:
    """Findings of equal keys, in their order."""

    def method(known: Sequence[Finding], found: Sequence[Finding]) -> Pairs:
        groups: defaultdict[object, list[int]] = defaultdict(list)
        for index, finding in enumerate(known):
            groups[key(finding)].append(index)
        queues = {value: iter(members) for value, members in groups.items()}
        return {
            old: index
            for index, finding in enumerate(found)
            for old in (next(queues.get(key(finding), iter(())), None),)
            if old is not None
        }

    return method


def four_keys(known: Sequence[Finding], found: Sequence[Finding]) -> Pairs:
    return dict(matched(keyed(known), keyed(found)))


def keyed(findings: Iterable[Finding]) -> list[Keyed]:
    return numbered(finding.keys for finding in findings)


METHODS: dict[str, Method] = {
    "rule + line": in_order(lambda finding: (finding.rule, finding.line)),
    "rule + match + index": in_order(lambda finding: (finding.rule, finding.matched)),
    "anchor alone": in_order(lambda finding: finding.keys.anchor),
    "four keys": four_keys,
}


class Score:
    """What a method kept, of how much, and what it took for something else."""

    def __init__(self) -> None:
        self.kept = self.wrong = self.same = 0
        self.seconds = 0.0

    def add(self, pairs: Pairs, truth: Pairs) -> None:
        self.same += len(truth)
        self.kept += sum(pairs.get(old) == new for old, new in truth.items())
        self.wrong += sum(truth.get(old) != new for old, new in pairs.items())


def true_pairs(known: Sequence[Finding], found: Sequence[Finding], edited: Edited) -> Pairs:
    """The findings that are still there, by where their characters stand now."""
    there = defaultdict(list)
    for index, finding in enumerate(found):
        there[finding.rule, finding.start, finding.end].append(index)
    pairs = {}
    for index, finding in enumerate(known):
        place = edited.place(finding.start, finding.end)
        if place and there.get((finding.rule, *place)):
            pairs[index] = there[finding.rule, *place].pop(0)
    return pairs


def found_in(text: str, rules: Sequence[Rule]) -> list[Finding]:
    document = plain_document(text, "a.txt")
    return [finding for finding in lint(document, rules) if finding.confidence >= LEAST]


def texts(shared: Path, count: int) -> Iterator[str]:
    """The seeds, and as many texts of the development sets, always the same ones.

    Each of these is several articles on end, for in a long text more findings look alike.
    """
    yield from (path.read_text("utf-8") for path in sorted((shared / "seeds").glob("*.txt")))
    below = sorted((shared / "eval").rglob("*.txt"))
    rng = random.Random(7)
    for _ in range(count):
        chosen = rng.sample(below, ARTICLES)
        yield "\n".join(path.read_text("utf-8").strip() for path in chosen) + "\n"


def measured(shared: Path, rules: Sequence[Rule], count: int, rounds: int, verbose: bool) -> str:
    """The table."""
    scores = {way: {method: Score() for method in METHODS} for way in WAYS}
    known_all, used = 0, 0
    for number, text in enumerate(texts(shared, count)):
        known = found_in(text, rules)
        if not known:
            continue
        used += 1
        known_all += len(known)
        for way, edit in WAYS.items():
            for turn in range(rounds):
                edited = edit(text, known, random.Random(f"{number} {way} {turn}"))
                found = found_in(edited.text, rules)
                truth = true_pairs(known, found, edited)
                for name, method in METHODS.items():
                    began = time.perf_counter()
                    pairs = method(known, found)
                    scores[way][name].seconds += time.perf_counter() - began
                    scores[way][name].add(pairs, truth)
                    if name == "four keys" and verbose:
                        told(way, known, found, pairs, truth)
        print(f"{number}: {len(known)} findings", file=sys.stderr)
    return table(scores, known_all, used, rounds, len(rules))


def told(
    way: str, known: Sequence[Finding], found: Sequence[Finding], pairs: Pairs, truth: Pairs
) -> None:
    """Print what the four keys got wrong."""
    for old in sorted({*pairs, *truth}):
        if pairs.get(old) != truth.get(old):
            was, should, took = known[old], truth.get(old), pairs.get(old)
            print(
                f"{way}: {was.rule} {was.matched!r} {was.start}:",
                "gone" if should is None else found[should].start,
                "but not found" if took is None else f"but taken for {found[took].start}",
                file=sys.stderr,
            )


def share(part: int, whole: int) -> str:
    return f"{part / whole:.2%}" if whole else "–"


def table(
    scores: dict[str, dict[str, Score]], known: int, used: int, rounds: int, rules: int
) -> str:
    names = list(METHODS)
    head = " | ".join(f"{name}: kept | wrong" for name in names)
    lines = [
        "# Findings recognised again",
        "",
        f"{known:,} findings of {rules} rules in {used} texts. Each text was edited in",
        f"{len(WAYS)} ways, {rounds} times a way. Kept: of the findings that are still there, how",
        "many are recognised. Wrong: how many are taken for another one, against the same number.",
        "",
        f"| edit | still there | {head} |",
        f"|---|{'---|' * (1 + 2 * len(names))}",
    ]
    total = {name: Score() for name in names}
    for way, of_way in scores.items():
        for name, score in of_way.items():
            for field in ("kept", "wrong", "same", "seconds"):
                setattr(total[name], field, getattr(total[name], field) + getattr(score, field))
        lines.append(row(way, of_way))
    lines.append(row("**all**", total))
    runs = used * rounds * len(WAYS)
    cost = ", ".join(f"{name} {score.seconds / runs * 1e6:.0f}" for name, score in total.items())
    return "\n".join([*lines, "", f"Microseconds a text to match: {cost}.", ""])


def row(way: str, scores: dict[str, Score]) -> str:
    cells = [
        cell
        for score in scores.values()
        for cell in (share(score.kept, score.same), share(score.wrong, score.same))
    ]
    same = next(iter(scores.values())).same
    return f"| {way} | {same:,} | {' | '.join(cells)} |"


def main() -> None:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder of texts")
    parser.add_argument("--no-model", action="store_true", help="leave the reader out")
    parser.add_argument("--texts", type=int, default=24, help="texts besides the seeds")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("-v", dest="verbose", action="store_true", help="tell every mistake")
    options = parser.parse_args()
    rules = [
        rule
        for rule in shipped_rules()
        if runs_by_default(rule) and not (options.no_model and rule.extra == READER)
    ]
    text = measured(options.shared, rules, options.texts, options.rounds, options.verbose)
    print(text, end="")
    (RESULTS / "baseline.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
