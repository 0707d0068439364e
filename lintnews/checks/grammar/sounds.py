"""With which sound a word begins when it is read aloud."""

from __future__ import annotations

import re
from functools import lru_cache

from lintnews.language.words import band
from lintnews.resources import any_of, word_lists

_LETTER_FIRST = re.compile(r"[A-Za-z](?:[-‐‑&.\d]|\Z)")
_NUMBER = re.compile(r"(?P<whole>\d{1,12}+)(?P<rest>(?:,\d{3})*+)")
_LONGEST_WORD = 40
_LONGEST_ABBREVIATION = 7
_LOWER_LETTERS = frozenset({"e", "i"})
_EIGHT = "8"
_ELEVEN_AND_EIGHTEEN = frozenset({"11", "18"})
_THOUSANDS = 5
_VOWELS = frozenset("aeiou")


@lru_cache(maxsize=8192)
def begins_with_vowel(word: str) -> bool | None:
    """Whether a word begins with a vowel when it is read aloud; None if that is not certain."""
    if len(word) > _LONGEST_WORD:
        return None
    if word[0].isdigit():
        return _number_begins_with_vowel(word)
    letter = word[0].lower()
    if not letter.isalpha() or not letter.isascii():
        return None
    if "&" in word and word.isupper() and len(word) <= _LONGEST_ABBREVIATION:
        return _letter(letter)
    if len(word) == 2 and word[1] == ".":
        return None
    if _LETTER_FIRST.match(word):
        return _letter(letter) if word[0].isupper() or len(word) > 1 else None
    core = re.split(r"[-‐‑'’&/]", word, maxsplit=1)[0]
    core = core[:-1] if len(core) > 2 and core[-1] == "s" and core[:-1].isupper() else core
    if len(core) == 1:
        # "An O'Neill", but nobody knows of "N'Golo" and "L'Oréal".
        return {"o": True, "d": False}.get(letter)
    if core[0] in _LOWER_LETTERS and core[1:2].isupper():
        return True
    if core.isupper():
        return _abbreviation_begins_with_vowel(core)
    if not (core[1:].islower() and core.isalpha()):
        return None
    return _plain_word_begins_with_vowel(word.lower(), known=word[0].islower() or band(core) > 0)


def may_be_read_in_full(word: str) -> bool:
    """Whether a word is an abbreviation, or none of English, and no list says how it is read."""
    if word.isalpha() and word.islower():
        return not band(word)
    lists = word_lists("sounds")
    core = word.rstrip("s")
    return (
        len(core) > 1
        and core.isupper()
        and core.isalpha()
        and core not in lists["spelled"]
        and core not in lists["spoken"]
    )


def _letter(letter: str) -> bool:
    return letter in word_lists("sounds")["vowel_letters"]


def _number_begins_with_vowel(word: str) -> bool | None:
    number = _NUMBER.match(word)
    if number is None:
        return None
    whole, grouped = number["whole"], bool(number["rest"])
    if whole[0] == "0" or (len(whole) == 4 and whole[:2] in _ELEVEN_AND_EIGHTEEN):
        return None
    if whole[0] == _EIGHT:
        return True
    thousands = len(whole) == _THOUSANDS and not grouped
    return whole[:2] in _ELEVEN_AND_EIGHTEEN and (len(whole) == 2 or thousands)


def _abbreviation_begins_with_vowel(core: str) -> bool | None:
    """Letter by letter or as a word: where it matters and nobody said which, nothing is certain."""
    lists = word_lists("sounds")
    letter = core[0].lower()
    by_letter = _letter(letter)
    if core in lists["unsure_abbreviations"]:
        return None
    if core in lists["spelled"]:
        return by_letter
    if core in lists["spoken"]:
        return letter in _VOWELS
    if len(core) > _LONGEST_ABBREVIATION or band(core.lower()):
        return None
    as_word = letter in _VOWELS and letter != "u"
    if letter == "e" and core[1] == "U" and len(core) > 2:
        return None
    if by_letter == as_word or not _VOWELS.union("y").intersection(core.lower()):
        return by_letter
    return None


def _plain_word_begins_with_vowel(word: str, *, known: bool) -> bool | None:
    if _begins(word, "unsure"):
        return None
    if word[0] == "h":
        if _begins(word, "silent_h"):
            return True
        return False if known else None
    if word[0] not in _VOWELS:
        if not known or not _VOWELS.union("y").intersection(word):
            return None
        return None if word[0] == "x" or (word[0] == "y" and word[1] not in _VOWELS) else False
    stem = word.partition("-")[0]
    if stem in word_lists("sounds")["consonant_words"]:
        return False
    if _begins(word, "consonant_beginnings") and not _begins(word, "vowel_beginnings"):
        return False
    return True if known or word[0] in "aei" else None


def _begins(word: str, kind: str) -> bool:
    return _beginnings(kind).match(word) is not None


@lru_cache(maxsize=8)
def _beginnings(kind: str) -> re.Pattern[str]:
    return re.compile(any_of(word_lists("sounds")[kind]))
