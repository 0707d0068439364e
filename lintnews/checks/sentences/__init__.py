"""Sentences that lost their head, their tail, their verb or the border to the next one."""

from __future__ import annotations

from lintnews.checks.sentences import endings as endings
from lintnews.checks.sentences import fusions as fusions
from lintnews.checks.sentences import openings as openings
from lintnews.checks.sentences import verbs as verbs
