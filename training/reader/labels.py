"""The labels of words by number, in the order of ``LABELS``."""

from __future__ import annotations

OK, CUT, ORPHAN, SPLICE, REPEAT, SUBJECT, VERB, OBJECT, WORD, ORDER, WRONG = range(11)
