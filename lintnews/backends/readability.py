"""School grades by textstat, from letters, words and sentences alone.

A formula that counts syllables is never used: for it textstat downloads a dictionary (0.7.9 and
later) or loads one under the GPL (0.7.5 to 0.7.8).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Formula(StrEnum):
    """A formula for the school grade, American count, that a reader needs.

    ARI is the Automated Readability Index (Smith and Senter, 1967): 4.71 times the characters a
    word, and half the words a sentence, less 21.43. Coleman-Liau (Coleman and Liau, 1975): 0.058
    times the letters and less 0.296 times the sentences in 100 words, less 15.8.
    """

    ARI = "ARI"
    COLEMAN_LIAU = "Coleman-Liau"


def grade(sentences: Sequence[Sequence[str]], formula: Formula) -> float:
    """The school grade of sentences that are given as their words.

    Raises:
        ModuleNotFoundError: textstat is not installed.
    """
    # Imported here because it takes 0.3 seconds, and is an extra.
    import textstat

    # textstat finds sentences by their full stops; those of abbreviations and numbers would count.
    plain = " ".join(" ".join(words).replace(".", "") + "." for words in sentences)
    if formula is Formula.ARI:
        return float(textstat.automated_readability_index(plain))
    return float(textstat.coleman_liau_index(plain))
