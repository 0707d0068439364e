"""No text makes a rule slow: the time grows with the length, whatever the text consists of."""

import gc
import re
import time
from functools import lru_cache
from random import Random

import pytest

from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules
from lintnews.language.text import Text

RULES = shipped_rules()
LIMIT_SECONDS = 20
LITERAL = re.compile(
    r"\\(?:[pP]\{[^}]*\}|.)|[\[\]{}()|?+*^$.<>=!:]|(?P<text>[^\\\[\]{}()|?+*^$.]+)"
)
MARKS = re.compile(r"\[\[|\]\]|\{\{|\}\}")

HUGE = {
    "no space": "x" * 1_000_000,
    "emoji": "😀" * 100_000,
    "opening marks": "“" * 100_000,
    "closing marks": "”" * 100_000,
    "straight marks": '"' * 100_000,
    "single marks": "'" * 100_000,
    "turned marks": "”“" * 50_000,
    "full stops": "." * 100_000,
    "brackets": "(" * 50_000 + ")" * 50_000,
    "long sentence": "word " * 10_000 + "end.",
    "one name": "Zelensky " * 20_000,
    "many names": " ".join(f"Olek{index} Bond{index}" for index in range(5_000)),
    "right to left": "הממשלה הודיעה אתמול. " * 5_000,
    "combining": "a" + "\u0301" * 100_000,
    "empty lines": "\n" * 200_000,
    "short lines": "a\n" * 50_000,
    "open quotations": "He said “yes.\n" * 10_000,
    "nothing but numbers": "1,234.5 " * 20_000,
    "control characters": "\x01\x02" * 50_000,
    "emoji of many parts": "👩\u200d👩\u200d👧" * 20_000,
    "marks of direction": "\u202eabc\u202c " * 15_000,
    "rows": "Leeds\t12\t+3\n" * 8_000,
    "entries": "12:30 Good morning.\n" * 6_000,
    "verse": "The sea was dark,\n" * 6_000,
    "wrapped": "the minister said on Monday that the talks with the other side\n" * 2_000,
    "no-break spaces": "word\u00a0" * 20_000,
    "anything": "".join(Random(1).choices("aB .,“”\"'\n()é😀1-", k=80_000)),
}


@pytest.mark.parametrize("name", HUGE)
def test_a_huge_text_takes_bounded_time(name):
    document = plain_document(HUGE[name], "huge.txt")
    began = time.process_time()
    lint(document, RULES)
    assert time.process_time() - began < LIMIT_SECONDS


SMALL, LARGE = 8_000, 16_000
UNITS = [
    "x",
    "x ",
    "Xy ",
    "😀",
    "“",
    "”",
    '"',
    "'",
    "’ ",
    "“” ",
    "(",
    ".",
    ". ",
    "... ",
    ", ",
    "-",
    " ",
    "\n",
    "1",
    "1, ",
    "said ",
    "the the ",
    "On Monday, ",
    "Ann Lee ",
    "U.S. ",
    "It is. is it ",
]


@lru_cache(maxsize=128)
def read(text):
    """A text that was read, so that only the rule's own work is timed."""
    read = Text(plain_document(text, "a.txt"))
    assert read.sentences is not None
    assert read.quotations is not None
    return read


def of_length(unit, length):
    return (unit * (length // len(unit) + 1))[:length]


def seconds(work, text):
    """The CPU time of the work alone, without that of Python's search for dead cycles."""
    gc.disable()
    began = time.process_time()
    work(text)
    passed = time.process_time() - began
    gc.enable()
    return passed


def fault(work, prepare, unit):
    """What is said of work that takes more than twice the time on twice the text, else None.

    Other programs share the machine, so the best of several tries counts.
    """
    once = twice = float("inf")
    for _ in range(5):
        small, large = (prepare(of_length(unit, length)) for length in (SMALL, LARGE))
        once, twice = min(once, seconds(work, small)), min(twice, seconds(work, large))
        if twice <= 2.5 * once + 0.02:
            return None
        read.cache_clear()
    return f"{unit!r} takes {once:.3f} s, twice as much of it {twice:.3f} s"


def literals(pattern):
    """The stretches of a pattern that stand for themselves."""
    return [match["text"] for match in LITERAL.finditer(pattern) if match["text"]]


def own_units(rule):
    """What the rule looks for, and what stops short of it."""
    for marked in rule.file.bad[:2]:
        example = MARKS.sub("", marked)
        yield example + "\n"
        yield example[: len(example) * 2 // 3] + " "
    if rule.file.pattern:
        found = literals(rule.file.pattern)
        yield from found[:6]
        yield " ".join(found)[:200]
        yield from (need + " " for need in rule.file.needs[:3])


@pytest.mark.parametrize("unit", UNITS)
def test_the_time_of_reading_grows_with_the_text_only(unit):
    assert fault(read.__wrapped__, str, unit) is None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_time_of_a_rule_grows_with_the_text_only(rule):
    for unit in [*UNITS, *own_units(rule)]:
        assert fault(lambda text: list(rule.find(text)), read, unit) is None
