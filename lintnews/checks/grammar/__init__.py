"""Words that do not go together: articles, verbs and subjects, verb groups, doubled small words."""

from __future__ import annotations

from lintnews.checks.grammar import agreement as agreement
from lintnews.checks.grammar import articles as articles
from lintnews.checks.grammar import clauses as clauses
from lintnews.checks.grammar import doubles as doubles
from lintnews.checks.grammar import numbers as numbers
from lintnews.checks.grammar import pronouns as pronouns
from lintnews.checks.grammar import verbgroups as verbgroups
