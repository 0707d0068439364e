"""The checks that rules call by name, a module a family."""

from __future__ import annotations

from lintnews.checks import capitals as capitals
from lintnews.checks import consistency as consistency
from lintnews.checks import encoding as encoding
from lintnews.checks import endings as endings
from lintnews.checks import foreign as foreign
from lintnews.checks import fusions as fusions
from lintnews.checks import glued_words as glued_words
from lintnews.checks import names as names
from lintnews.checks import openings as openings
from lintnews.checks import punctuation as punctuation
from lintnews.checks import quote_shapes as quote_shapes
from lintnews.checks import quote_spacing as quote_spacing
from lintnews.checks import quotes as quotes
from lintnews.checks import readability as readability
from lintnews.checks import repeated_conjuncts as repeated_conjuncts
from lintnews.checks import repeated_sentences as repeated_sentences
from lintnews.checks import repetition as repetition
from lintnews.checks import residue as residue
from lintnews.checks import verbs as verbs
from lintnews.rulebook.registry import registered_checks

CHECKS = registered_checks()
