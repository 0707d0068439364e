"""Quotation marks that lost their mate, their kind or their place."""

from __future__ import annotations

from lintnews.checks.quotes import pairs as pairs
from lintnews.checks.quotes import shapes as shapes
from lintnews.checks.quotes import spacing as spacing
