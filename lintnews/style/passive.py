"""Whether a sentence is in the passive, told by tags alone."""

from __future__ import annotations

from collections.abc import Sequence

from lintnews.language.clauses import SURELY_FINITE
from lintnews.language.text import Token
from lintnews.style.settings import no_passive

# "'s" is "has" as often as "is" before a participle ("she's resigned"), and "'d" is "had".
_BE = frozenset("am is are was were be been being 'm 're".split())
_GET = frozenset("get gets got getting gotten".split())
_BETWEEN_TAGS = frozenset({"RB", "RBR", "RBS"})
_BETWEEN = frozenset("not n't all both each".split())
_FARTHEST = 4


def is_passive(tokens: Sequence[Token]) -> bool:
    """Whether a form of "be" or "get" governs a past participle somewhere in a sentence.

    Between the two only adverbs and negations may stand, at most four words. A participle is what
    is tagged so (VBN), or what is tagged as past tense (VBD) while the tagger itself doubts that it
    is a finite verb. Participles of ``no_passive`` make none. Not found are the passive without an
    auxiliary ("the man arrested on Monday"), after "'s", and in questions with the subject between
    the two ("Was he arrested?"); states that are tagged as participles ("the door is closed") are
    taken for passives.
    """
    governed = 0
    for token in tokens:
        if token.norm in _BE or token.norm in _GET:
            governed = _FARTHEST + 1
        elif governed and _is_participle(token):
            if token.norm not in no_passive():
                return True
            governed = 0
        elif token.tag in _BETWEEN_TAGS or token.norm in _BETWEEN:
            governed = max(0, governed - 1)
        else:
            governed = 0
    return False


def _is_participle(token: Token) -> bool:
    return token.tag == "VBN" or (token.tag == "VBD" and token.finite < SURELY_FINITE)
