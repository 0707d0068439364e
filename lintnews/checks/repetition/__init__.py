"""Words, phrases, conjuncts, sentences and paragraphs that stand in a text twice."""

from __future__ import annotations

from lintnews.checks.repetition import conjuncts as conjuncts
from lintnews.checks.repetition import runs as runs
from lintnews.checks.repetition import sentences as sentences
