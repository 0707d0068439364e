"""Words and forms that do not fit where they stand."""

from __future__ import annotations

import random

from labels import OK, WRONG
from statistics_of_text import Statistics
from words import Sentence, body_end, lower

from damage.kinds import TRIES, kind, tag_at

_SMALL = frozenset("DT IN MD TO VBP VBZ WDT WP".split())


@kind(0.8)
def wrong_form(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """A verb in a form that cannot stand there."""
    sentence = sentences[at]
    places = [
        index
        for index, word in enumerate(sentence)
        if word.tag in {"VBD", "VBZ", "VB", "VBG", "VBN"} and len(word.form) > 3 and index
    ]
    if not places:
        return False
    word = sentence[chance.choice(places)]
    form = word.form
    changed = {
        "VBZ": (form[:-1] if form.endswith("s") else "", f"{form[:-1]}ing"),
        "VBD": (form[:-2] + "ing" if form.endswith("ed") else "",),
        "VB": (f"{form}ing" if not form.endswith("e") else f"{form[:-1]}ing", f"{form}s"),
        "VBG": (form[:-3], f"{form[:-3]}s", f"{form[:-3]}ed"),
        "VBN": (form[:-2] + "ing" if form.endswith("ed") else "",),
    }[word.tag]
    word.form = chance.choice(changed) or form
    word.label = WRONG if word.form != form else OK
    return word.form != form


@kind(0.6)
def wrong_word(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """A word from elsewhere in the text stands where another part of speech belongs."""
    sentence = sentences[at]
    pool = [word for other in sentences for word in other if word.is_word]
    places = [i for i in range(1, body_end(sentence)) if sentence[i].is_word and sentence[i + 1 :]]
    if not places or len(pool) < 5:
        return False
    for _ in range(TRIES):
        index = chance.choice(places)
        word, other = sentence[index], chance.choice(pool)
        if other.tag == word.tag or other.form.lower() == word.form.lower():
            continue
        if (
            statistics.usual(
                tag_at(sentence, index - 2),
                tag_at(sentence, index - 1),
                other.tag,
                tag_at(sentence, index + 1),
            )
            > 1
        ):
            continue
        word.form, word.tag, word.label = other.form, other.tag, WRONG
        return True
    return False


@kind(0.7)
def stray_word(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """A small word stands where nothing is missing."""
    sentence = sentences[at]
    stop = body_end(sentence)
    pool = [word for other in sentences for word in other if word.tag in _SMALL]
    if not pool or stop < 3:
        return False
    for _ in range(TRIES):
        place, other = chance.randrange(1, stop), chance.choice(pool)
        if other.form.lower() in {sentence[place - 1].form.lower(), sentence[place].form.lower()}:
            continue
        if not sentence[place].is_word or not sentence[place].space:
            continue
        before, after = tag_at(sentence, place - 1), tag_at(sentence, place + 1)
        if (
            statistics.usual(before, other.tag, sentence[place].tag, after) > 1
            or statistics.usual(tag_at(sentence, place - 2), before, other.tag, sentence[place].tag)
            > 1
        ):
            continue
        stray = other.copy()
        lower(stray)
        stray.space, stray.label = True, WRONG
        sentence.insert(place, stray)
        return True
    return False
