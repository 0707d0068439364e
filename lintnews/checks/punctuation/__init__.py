"""Marks that are stray, doubled or missing, and words that lost the space between them."""

from __future__ import annotations

from lintnews.checks.punctuation import glued_words as glued_words
from lintnews.checks.punctuation import marks as marks
