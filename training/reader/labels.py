"""The labels of words, in the order in which the networks give them."""

from __future__ import annotations

OK, CUT, ORPHAN, SPLICE, REPEAT, SUBJECT, VERB, OBJECT, WORD, ORDER, WRONG = range(11)

NAMES = (
    "ok",
    "cut",
    "orphan",
    "splice",
    "repeat",
    "gap-subject",
    "gap-verb",
    "gap-object",
    "gap-word",
    "order",
    "wrong",
)
