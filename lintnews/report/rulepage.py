"""What a rule is and why: as lines for a terminal, and as a page of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

import yaml

from lintnews.document.document import Excerpt
from lintnews.report.cells import shown
from lintnews.report.excerpt import draw
from lintnews.rulebook.examples import Example, parse_example
from lintnews.rulebook.rule import Rule, RuleFile, Status, assumed
from lintnews.selection import runs_by_default

_WHOLE_LINE = 100_000
_MARKUP = re.compile(r"[\\`*_\[\]<>|]")
_SHORTEST_FENCE = 3
_OFF = "off unless selected"
_WEIGHED = ", more or less by what the reader says"


def rule_lines(rule: Rule) -> Iterator[str]:
    """A rule with all its examples, as ``lintnews rule NAME`` prints it."""
    file = rule.file
    yield f"{rule.name} ({file.family}, {file.severity}, {state_of(rule)}, since {file.since})"
    if file.aliases:
        yield f"Also known as {', '.join(file.aliases)}."
    if not runs_by_default(rule):
        yield f"Runs only if it is selected: --select {rule.name}"
    if rule.origin:
        yield f"Comes from the plug-in {rule.origin}: {rule.path}"
    yield ""
    yield f"Says:       {file.message}"
    yield f"Why:        {' '.join(file.why.split())}"
    yield f"Confidence: {_confidence(file)}"
    yield f"Reads:      {', '.join(sorted(file.blocks))}"
    for option, value in sorted(file.options.items()):
        yield f"Option:     {option} = {value}"
    yield from (f"\n{line}" for line in assumed(file))
    for title, examples in _examples(file):
        yield f"\n{title}:"
        for example in examples:
            for number, line in enumerate(drawn(example)):
                yield f"{'    ' if number else '  - '}{line}"


def rule_page(rule: Rule, *, level: int = 1, most: int | None = None) -> str:
    """A rule as Markdown, with carets under what is found in its examples.

    Args:
        rule: the rule.
        level: the level of its heading, from 1 to 5; those below it are one deeper.
        most: how many examples of each kind are shown; None shows all.
    """
    file, head = rule.file, "#" * level
    parts = [
        f"{head} {rule.name}",
        _in_words(rule),
        plain(file.why),
        f"It says: {_code(file.message)}",
    ]
    parts += [_facts(rule), *map(plain, assumed(file))]
    for title, examples in _examples(file):
        parts.append(f"{head}# {title}")
        parts += [_block(drawn(example)) for example in examples[:most]]
    if file.options:
        listed = yaml.safe_dump(file.options, allow_unicode=True, sort_keys=False, width=96)
        parts += [f"{head}# Its parameters", _block(listed.splitlines(), "yaml")]
    return "\n\n".join(parts) + "\n"


def rule_in_short(rule: Rule, *, most: int) -> str:
    """Why a rule reports what it reports, as Markdown, and some examples of either kind.

    Args:
        rule: the rule.
        most: how many examples of each kind are shown.
    """
    parts = [plain(rule.file.why)]
    for title, examples in list(_examples(rule.file))[:2]:
        parts.append(f"{title}:")
        parts += [_block(drawn(example)) for example in examples[:most]]
    return "\n\n".join(parts)


def state_of(rule: Rule) -> str:
    """How far a rule has come; ``off`` if it is stable and must be selected."""
    if rule.file.status is Status.STABLE and not runs_by_default(rule):
        return "off"
    return str(rule.file.status)


def first_sentence(text: str) -> str:
    """The first sentence of a text, on one line."""
    text = " ".join(text.split())
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]


def drawn(example: Example) -> Iterator[str]:
    """An example with carets under what is found, and tildes under its other places."""
    start = 0
    for line in example.text.splitlines(keepends=True):
        end = start + len(line)
        excerpt = Excerpt(line.rstrip("\r\n"), start, True, True)
        marks = [(place, "^") for place in example.places if _touches(place, start, end)]
        marks += [(place, "~") for place in example.related if _touches(place, start, end)]
        if marks and excerpt.text:
            window = draw(excerpt, [place for place, _ in marks], _WHOLE_LINE)
            rows = (
                row.replace("^", mark) for (_, mark), row in zip(marks, window.carets, strict=True)
            )
            columns = zip_longest(*rows, fillvalue=" ")
            yield window.line
            yield "".join(max(column) for column in columns)
        else:
            yield shown(excerpt.text)
        start = end


def _touches(place: tuple[int, int], start: int, end: int) -> bool:
    return place[0] < end and start < max(place[1], place[0] + 1)


def _examples(file: RuleFile) -> Iterator[tuple[str, list[Example]]]:
    yield "Found", [parse_example(marked) for marked in file.bad]
    yield "Left alone", [Example(text, (), ()) for text in file.good]
    if file.misses:
        yield "Not found yet", [parse_example(marked) for marked in file.misses]


def _confidence(file: RuleFile) -> str:
    speech = f", {file.confidence * file.in_speech:.0%} in speech" if file.in_speech < 1 else ""
    return f"{file.confidence:.0%}{speech}{_WEIGHED if file.second_reading else ''}"


def _in_words(rule: Rule) -> str:
    state = str(rule.file.status) + ("" if runs_by_default(rule) else f", {_OFF}")
    return f"{rule.file.severity} · {rule.file.family} · {state} · since {rule.file.since}"


def _facts(rule: Rule) -> str:
    file = rule.file
    facts = [("How sure", _confidence(file))]
    if file.report_from:
        facts.append(("Reported from", f"{file.report_from:.0%}"))
    facts += [("Looks at", f"a {file.scope}"), ("Reads", ", ".join(sorted(file.blocks)))]
    if rule.extra is not None:
        facts.append(("Needs", _code(f"pip install 'lintnews[{rule.extra.name}]'")))
    if file.aliases:
        facts.append(("Also known as", ", ".join(map(_code, file.aliases))))
    facts.append(("Seen in", plain(file.source)))
    return "\n".join(f"- {name}: {value}" for name, value in facts)


def plain(text: str) -> str:
    """A text in which nothing is read as Markdown."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))


def _code(text: str) -> str:
    """A text as code inside a line; it may hold backticks."""
    fence = "`" * (_longest_run(text) + 1)
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _block(lines: Iterable[str], language: str = "text") -> str:
    """Lines as a block of code; they may hold fences."""
    body = "\n".join(lines)
    fence = "`" * max(_SHORTEST_FENCE, _longest_run(body) + 1)
    return f"{fence}{language}\n{body}\n{fence}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
