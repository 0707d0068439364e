"""Words and phrases that stand twice in a row, or over and over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from lintnews.language.clauses import is_finite
from lintnews.language.text import Sentence, Text, Token
from lintnews.language.words import band
from lintnews.model import Hit, Suggestion
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check

_LONGEST_PHRASE = 30


class Run(NamedTuple):
    """A stretch of a sentence in which the same ``period`` tokens come again and again.

    It is ``sentence.tokens[first:stop]`` and holds ``copies`` whole copies, which commas may part.
    """

    sentence: Sentence
    first: int
    stop: int
    period: int
    copies: int

    @property
    def unit(self) -> tuple[Token, ...]:
        """The tokens of the first copy."""
        return self.sentence.tokens[self.first : self.first + self.period]

    @property
    def start(self) -> int:
        """The offset at which the run begins."""
        return self.sentence.tokens[self.first].start

    @property
    def end(self) -> int:
        """The offset after the last whole copy."""
        return self.sentence.tokens[self.stop - 1].end


def runs(text: Text) -> tuple[Run, ...]:
    """All runs of a text, in order, without overlap."""
    return tuple(run for sentence in text.sentences for run in _runs(sentence))


def _runs(sentence: Sentence) -> Iterator[Run]:
    """The runs of a sentence: where a word comes back, see how far its neighbours do too."""
    tokens = sentence.tokens
    norms = [token.norm for token in tokens]
    seen: dict[str, int] = {}
    done = 0
    for index, norm in enumerate(norms):
        before = seen.get(norm, -1)
        seen[norm] = index
        period = index - before
        if before < done or period > _LONGEST_PHRASE or not _may_repeat(norms, index, period):
            continue
        first = index
        while first - period >= done and _repeats(tokens, first, period):
            first -= 1
        first += 1
        stop = index
        while stop < len(tokens) and _repeats(tokens, stop, period):
            stop += 1
        run = _whole(sentence, first - period, stop, period)
        if run is not None:
            done = run.stop
            yield run


def _may_repeat(norms: Sequence[str], index: int, period: int) -> bool:
    """Whether a neighbour comes back as well, as it must in a run of more than one word."""
    if period == 1 or norms[index - 1] == norms[index - 1 - period]:
        return True
    return index + 1 < len(norms) and norms[index + 1] == norms[index + 1 - period]


def _repeats(tokens: Sequence[Token], index: int, period: int) -> bool:
    token = tokens[index]
    return token.norm == tokens[index - period].norm and (
        token.is_word or (token.text == "," and period > 1)
    )


def _whole(sentence: Sentence, first: int, stop: int, period: int) -> Run | None:
    """The run from ``first`` on, None if there are no two whole copies of it."""
    tokens = sentence.tokens
    if not tokens[first].is_word:
        first += 1
    if stop - first < 2 * period - 1:
        return None
    parted = tokens[first + period - 1].text == ","
    copies = (stop - first + parted) // period
    if copies < 2:
        return None
    return Run(sentence, first, first + copies * period - parted, period, copies)


class PhraseParams(Params, frozen=True):
    """What the search for doubled phrases passes over.

    ``sound`` are phrases, in lower case, that may stand twice. After ``demanding`` a verb may come
    back that belongs to the next clause ("what it has to be to be good"); after ``naming`` the same
    noun phrase may stand twice ("call a spade a spade").
    """

    sound: frozenset[str] = frozenset()
    demanding: frozenset[str] = frozenset()
    naming: frozenset[str] = frozenset()


class LoopParams(Params, frozen=True):
    """``parted``: copies it takes where commas part them; fewer are a figure of speech.

    A unit of ``long`` words or more is none in any case.
    """

    parted: int
    long: int


_ASKING = frozenset({"WDT", "WP", "WRB", "WP$"})
_TAKES_UP = frozenset({"that", "all", "everything", "anything", "than", "as"})
_NAMES = frozenset({"NNP", "NNPS"})
_OPENING = frozenset({"DT", "TO", "PRP$", "MD"})
_JOINING = frozenset({"and", "or", "nor"})
_SHORTEST_DOUBLED = 9
_NEAR = 4
_FAR = 40
_LONE_LETTERS = frozenset({"a", "i"})
_SURE = frozenset({"the", "a", "an", "and", "of", "to", "from", "with", "at", "its", "their", "or"})


def _listed(kind: str) -> frozenset[str]:
    return word_lists("repetition")[kind]


@check("doubled_word", Params, values=("word",))
def doubled_word(text: Text, params: Params) -> Iterator[Hit]:
    """The same word twice in a row, unless grammar or custom allows it.

    A paragraph that ends in a small word and goes on with it in the next one was cut there.
    """
    for run in text.once(runs):
        if run.period > 1 or run.copies > 2 or _may_double(run):
            continue
        word = run.unit[0].text
        sure = run.unit[0].norm in _SURE and not text.quotations.cover(run.start)
        yield Hit(run.start, run.end, {"word": word}, suggestions=(Suggestion(word, sure),))
    for before, after in pairwise(text.sentences):
        last, first = before.tokens[-1], after.tokens[0]
        if after.first and last.text == first.text and last.text in _SURE:
            yield Hit(last.start, first.end, {"word": last.text})


def _may_double(run: Run) -> bool:
    tokens = run.sentence.tokens
    word, second = tokens[run.first : run.first + 2]
    norm = word.norm
    if not norm.isalpha() or (len(norm) == 1 and norm not in _LONE_LETTERS):
        return True
    if norm in _listed("may_double"):
        return True
    if norm in _listed("name_words") and word.text[0].isupper():
        return True
    before = tokens[run.first - 1] if run.first else None
    after = tokens[run.stop] if run.stop < len(tokens) else None
    if norm in _listed("particles") and before is not None:
        return before.tag[:2] in {"VB", "RP", "PR"}
    if norm in _listed("clause_verbs"):
        earlier = tokens[max(0, run.first - _FAR) : run.first]
        return any(token.tag in _ASKING or token.norm in _TAKES_UP for token in earlier)
    if norm in _listed("clause_pronouns"):
        return after is None or not after.is_word or is_finite(after) or after.tag == "RB"
    if word.text != second.text and (word.tag in _NAMES or word.text != norm.capitalize()):
        return True
    if second.text[0].isupper():
        return word.text not in word_lists("names")["titles"] and norm not in _listed("calendar")
    return not band(norm) or _stresses(word, second)


def _stresses(word: Token, second: Token) -> bool:
    """Whether an adjective or adverb is doubled for emphasis ("a long long way")."""
    if not {word.tag[:2], second.tag[:2]} & {"JJ", "RB", "UH"}:
        return False
    if word.norm in _listed("never_stressed"):
        return False
    return len(word.norm) < _SHORTEST_DOUBLED or word.norm.endswith("ly")


@check("doubled_phrase", PhraseParams, values=("phrase",))
def doubled_phrase(text: Text, params: PhraseParams) -> Iterator[Hit]:
    """Several words that stand twice in a row without a comma between."""
    for run in text.once(runs):
        if run.period == 1 or run.copies > 2 or _is_figure(run) or _is_meant(run, params):
            continue
        phrase = text.prose[run.start : run.unit[-1].end]
        suggestion = Suggestion(phrase)
        yield Hit(run.start, run.end, {"phrase": phrase}, suggestions=(suggestion,))


def _is_figure(run: Run) -> bool:
    """Whether a connector stands between copies of one phrase ("over and over and over")."""
    tokens, norms = run.sentence.tokens, [token.norm for token in run.unit]
    if norms[-1] in _JOINING or (norms[0] in _JOINING and run.period == 2):
        return True
    connectors = _listed("connectors")
    if norms[-1] in connectors:
        if run.period == 2 and run.unit[0].tag in {"NN", "NNS"}:
            return True
        rest = tokens[run.stop : run.stop + run.period - 1]
        return [token.norm for token in rest] == norms[:-1]
    if norms[0] in connectors:
        rest = tokens[max(0, run.first - run.period + 1) : run.first]
        return [token.norm for token in rest] == norms[1:]
    return False


def _is_meant(run: Run, params: PhraseParams) -> bool:
    unit = run.unit
    if any(token.text == "," for token in unit) or not any(
        len(token.norm) > 1 and token.norm[0].isalpha() for token in unit
    ):
        return True
    if " ".join(token.norm for token in unit) in params.sound:
        return True
    before = run.sentence.tokens[max(0, run.first - _NEAR) : run.first]
    if not before:
        return False
    if before[-1].norm in params.naming or _opens_relative_predicate(before[-1], unit[0]):
        return True
    if any(token.tag[:2] not in {"VB", "TO", "MD"} for token in unit):
        return False
    return any(token.tag in _ASKING for token in before) or (
        before[-1].norm in params.demanding and any(token.tag == "TO" for token in unit)
    )


def _opens_relative_predicate(before: Token, first: Token) -> bool:
    """Whether a clause and its sentence may share a predicate ("those who work hard work hard")."""
    return before.tag in _ASKING and first.tag[:2] in {"VB", "MD"}


@check("loop", LoopParams, values=("phrase", "copies"))
def loop(text: Text, params: LoopParams) -> Iterator[Hit]:
    """A word or phrase three times in a row or more."""
    for run in text.once(runs):
        if run.copies < 3 or _is_refrain(run, params):
            continue
        words = [token for token in run.unit if token.is_word]
        phrase = text.prose[run.start : words[-1].end]
        yield Hit(run.start, run.end, {"phrase": phrase, "copies": str(run.copies)})


def _is_refrain(run: Run, params: LoopParams) -> bool:
    """Whether a speaker means what comes back ("no, no, no", "Pago Pago Pago")."""
    unit = run.unit
    words = [token for token in unit if token.is_word]
    if all(_is_sound(token) for token in words):
        return True
    if len(words) == 1 and (words[0].text[0].isupper() or _stresses(words[0], words[0])):
        return True
    if words[-1].tag in _OPENING or len(words) >= params.long:
        return False
    joined = (
        words[-1].norm in _listed("connectors")
        or words[0].norm in _JOINING
        or (len(words) == 2 and words[0].norm in _listed("connectors"))
    )
    return (unit[-1].text == "," or joined) and run.copies < params.parted


def _is_sound(token: Token) -> bool:
    return token.norm in _listed("may_double") or not token.norm.isalpha() or not band(token.norm)
