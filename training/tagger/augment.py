"""Damage that leaves the tags as they are: what scraping and translation do to sentences."""

from __future__ import annotations

import random

_SMALL = frozenset(
    "a an and as at but by for from in into nor of on or over per so the to up via vs with".split()
)
ARTICLES = frozenset({"a", "an", "the"})
_FORMS_OF_BE = frozenset({"am", "are", "is", "was", "were"})
_ENDS = frozenset(".!?…")
_QUOTES = {"``": ("“", "‘", '"', "'", "``", "«"), "''": ("”", "’", '"', "'", "''", "»")}
_STRAIGHT = frozenset({'"', "``", "''", "“", "”"})
_ONSETS = tuple(
    "b br c ch d dr f g gr h j k kh kr l m n p ph pr q r s sh st sz t th tr v w y z zh".split()
)
_VOWELS = tuple("a ai au e ei i ia ie o oo ou u ue ya yu".split())
_CODAS = ("", "", "", *"ck d f g k l ll m n ng r s sch t v".split())


def damaged(
    forms: list[str],
    labels: list[int],
    names: list[bool],
    chance: random.Random,
    *,
    headline: bool,
) -> tuple[list[str], list[int]]:
    """A copy of a sentence, often changed or made a headline; each form keeps its label."""
    forms, labels = list(forms), list(labels)
    if chance.random() < 0.15 and forms[-1] in _ENDS and len(forms) > 1:
        del forms[-1], labels[-1]
    for index, form in enumerate(forms):
        if names[index] and chance.random() < 0.04 and len(form) > 2:
            forms[index] = _invented(chance)
        elif form in _STRAIGHT:
            forms[index] = _quote(form, chance)
        elif "'" in form and chance.random() < 0.5:
            forms[index] = form.replace("'", "’")
        elif "’" in form and chance.random() < 0.5:
            forms[index] = form.replace("’", "'")
    first = forms[0]
    if not names[0] and first != "I" and first.istitle() and chance.random() < 0.12:
        forms[0] = first.lower()
    begin, stop = 0, len(forms)
    if stop > 5 and chance.random() < 0.12:
        begin = chance.randrange(1, stop - 3)
    if stop - begin > 5 and chance.random() < 0.12:
        stop = chance.randrange(begin + 3, stop)
    forms, labels = forms[begin:stop], labels[begin:stop]
    if headline:
        return _headline(forms, labels, chance)
    if chance.random() < 0.02:
        forms = [form.lower() for form in forms]
    return forms, labels


def title_case(forms: list[str]) -> list[str]:
    """The forms with capitals, all but the small words, as in American headlines."""
    return [form if form in _SMALL else form[:1].upper() + form[1:] for form in forms]


def _headline(
    forms: list[str], labels: list[int], chance: random.Random
) -> tuple[list[str], list[int]]:
    """The sentence without small words that headlines leave out, and with their capitals."""
    dropped = chance.choice((frozenset(), ARTICLES, ARTICLES | _FORMS_OF_BE))
    kept = [
        (form, label)
        for form, label in zip(forms, labels, strict=True)
        if form.lower() not in dropped and form != "."
    ]
    if kept:
        forms, labels = [form for form, _ in kept], [label for _, label in kept]
    case = chance.random()
    if case < 0.5:
        forms = title_case(forms)
    elif case < 0.75:
        forms = [form.upper() for form in forms]
    return forms, labels


def _quote(form: str, chance: random.Random) -> str:
    if chance.random() < 0.5:
        return form
    if form in {"``", "“"}:
        return chance.choice(_QUOTES["``"])
    if form in {"''", "”"}:
        return chance.choice(_QUOTES["''"])
    return form


def _invented(chance: random.Random) -> str:
    syllables = [
        chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS)
        for _ in range(chance.choice((1, 2, 2, 3)))
    ]
    return "".join(syllables).capitalize()
