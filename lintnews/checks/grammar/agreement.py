"""Verbs and nouns whose number is not that of the words they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lintnews.checks.grammar.forms import base_of_third_person, is_base, lacks_ending
from lintnews.language.clauses import is_finite
from lintnews.language.statements import asks
from lintnews.language.text import Sentence, Text, Token
from lintnews.language.verbforms import present_stem
from lintnews.language.words import band
from lintnews.model import Hit, Suggestion
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check

_SINGULAR_VERBS = frozenset({"is", "was", "has", "does"})
_PLURAL_VERBS = frozenset({"are", "were", "have", "do"})
_THIRD_PERSON = {"are": "is", "am": "is", "have": "has", "do": "does"}
_PLURAL = {"is": "are", "was": "were"}
_NEGATIONS = frozenset({"not", "n't"})
_OPENING_MARKS = frozenset("\"“‘'—–")
_BOUNDARY_TAGS = frozenset({"VBZ", "VBD", "VBP", "MD", ".", ",", "IN", "WDT", "TO"})
_GOES_ON = frozenset({"and", ",", ";", "or", "–", "—"})
_MOST_ADJECTIVES = 3
_ADJECTIVES = frozenset({"JJ", "JJR", "JJS"})


def _listed(kind: str) -> frozenset[str]:
    return word_lists("agreement")[kind]


class PronounAgainstVerb(Params, frozen=True):
    """``singular`` and ``plural``: pronouns; ``openers``: words before a clause with its subject.

    ``adverbs`` may stand between the pronoun and its verb.
    """

    singular: frozenset[str]
    plural: frozenset[str]
    openers: frozenset[str]
    adverbs: frozenset[str] = frozenset()


@check("pronoun_against_verb", PronounAgainstVerb, values=("subject", "verb"))
def pronoun_against_verb(text: Text, params: PronounAgainstVerb) -> Iterator[Hit]:
    """ "They was", "he go": a pronoun whose verb has the form for another one."""
    for sentence in text.sentences:
        if asks(sentence, text):
            continue
        tokens = sentence.tokens
        for index, token in enumerate(tokens):
            if token.norm not in params.singular and token.norm not in params.plural:
                continue
            at = index + 1
            if at < len(tokens) and tokens[at].norm in params.adverbs:
                at += 1
            if at >= len(tokens) or not tokens[at].text.islower():
                continue
            verb = tokens[at]
            if token.norm in params.singular:
                wrong = _wrong_after_singular(tokens, index, at, params)
                right = _THIRD_PERSON.get(verb.norm)
            else:
                wrong = _wrong_after_plural(tokens, index, at)
                right = _PLURAL.get(verb.norm) or base_of_third_person(verb.norm)
            if wrong:
                values = {"subject": token.text, "verb": verb.text}
                before = text.prose[token.start : verb.start]
                suggestions = () if right is None else (Suggestion(before + right),)
                yield Hit(token.start, verb.end, values, suggestions=suggestions)


def _wrong_after_plural(tokens: Sequence[Token], index: int, at: int) -> bool:
    if index and tokens[index - 1].norm in {"than", "as", "like", "of", "vs", "versus"}:
        return False
    verb = tokens[at]
    if verb.norm in _SINGULAR_VERBS:
        return True
    return verb.tag == "VBZ" and at == index + 1 and base_of_third_person(verb.norm) is not None


def _wrong_after_singular(
    tokens: Sequence[Token], index: int, at: int, params: PronounAgainstVerb
) -> bool:
    """Only where the pronoun surely opens its clause: "let it go", "did he go" are right."""
    before = tokens[index - 1] if index else None
    opens = before is None or (before.text in _OPENING_MARKS and index == 1)
    if not opens:
        assert before is not None
        if before.norm not in params.openers or tokens[index].norm == "it":
            return False
        if index > 1 and before.norm in {"and", "but"} and tokens[index - 2].text != ",":
            return False
        earlier = {token.norm for token in tokens[:index]}
        if not earlier.isdisjoint(_listed("bare_clause")):
            return False
    verb = tokens[at]
    if verb.norm in {"are", "have", "am"}:
        return True
    if verb.norm == "do":
        return at + 1 < len(tokens) and tokens[at + 1].norm in _NEGATIONS
    return verb.tag in {"VBP", "VB"} and verb.norm != "be" and lacks_ending(verb.norm)


class Numbers(Params, frozen=True):
    """``numbers``: words that say how many, in lower case."""

    numbers: frozenset[str]


@check("there_against_noun", Numbers, values=("verb",))
def there_against_noun(text: Text, params: Numbers) -> Iterator[Hit]:
    """ "There is many reasons", "there are a reason"."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index in range(len(tokens) - 3):
            if tokens[index].norm != "there" or tokens[index].tag != "EX":
                continue
            verb, number = tokens[index + 1], tokens[index + 2]
            if verb.norm in {"is", "was"} and number.norm in params.numbers:
                noun = _noun_after(tokens, index + 3)
                if (
                    noun is not None
                    and tokens[noun].tag == "NNS"
                    and tokens[noun].norm not in _listed("singular_in_s")
                ):
                    yield Hit(tokens[index].start, tokens[noun].end, {"verb": verb.text})
            elif verb.norm in {"are", "were"} and number.norm in {"a", "an", "another"}:
                noun = _noun_after(tokens, index + 3)
                rest = {token.norm for token in tokens[index + 3 :]}
                if (
                    noun is not None
                    and tokens[noun].tag == "NN"
                    and rest.isdisjoint(_listed("several_in_one") | _GOES_ON)
                ):
                    yield Hit(tokens[index].start, tokens[noun].end, {"verb": verb.text})


def _noun_after(tokens: Sequence[Token], index: int) -> int | None:
    """The noun behind at most a few adjectives, if it is the last of its phrase."""
    for at in range(index, min(len(tokens), index + _MOST_ADJECTIVES + 1)):
        if tokens[at].tag in {"NN", "NNS"}:
            ends = at + 1 == len(tokens) or _ends_phrase(tokens[at + 1])
            return at if ends and tokens[at].text.islower() else None
        if tokens[at].tag not in _ADJECTIVES:
            return None
    return None


@check("number_against_noun", Numbers, values=("number", "noun"))
def number_against_noun(text: Text, params: Numbers) -> Iterator[Hit]:
    """ "Several country", "these problem": a word for many before a noun in the singular."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index, token in enumerate(tokens):
            if token.norm not in params.numbers:
                continue
            noun = _noun_after(tokens, index + 1)
            if noun is None or tokens[noun].tag != "NN" or not _counts(tokens[noun].norm):
                continue
            if _may_be_verb(tokens, index, noun) or _goes_on(tokens, noun):
                continue
            if index and tokens[index - 1].norm in {"as", "so", "too", "how", "a", "the"}:
                continue
            values = {"number": token.text, "noun": tokens[noun].text}
            yield Hit(token.start, tokens[noun].end, values)


def _ends_phrase(token: Token) -> bool:
    """Whether no noun goes on with a token; a verb in the plural may be one ("a rules change")."""
    if token.tag == "VBP":
        return token.norm in _PLURAL_VERBS
    return token.tag in _BOUNDARY_TAGS


def _may_be_verb(tokens: Sequence[Token], index: int, noun: int) -> bool:
    """Whether the noun may be the verb of "these" or "several" ("these help us")."""
    norm = tokens[noun].norm
    return norm.endswith("ing") or (
        noun == index + 1 and tokens[index].norm in {"these", "several"} and is_base(norm)
    )


def _goes_on(tokens: Sequence[Token], noun: int) -> bool:
    """Whether what was taken for the verb may be the noun to which the other one belongs."""
    after = tokens[noun + 1] if noun + 1 < len(tokens) else None
    return (
        after is not None
        and after.tag == "VBZ"
        and after.norm not in _SINGULAR_VERBS
        and singular_of(after.norm) is not None
    )


def _counts(norm: str) -> bool:
    """Whether a noun in the singular has a plural in -s that is in use."""
    if norm in _listed("unchanged") or norm.endswith("s") or not norm.isalpha():
        return False
    plural = norm[:-1] + "ies" if norm.endswith("y") and norm[-2:-1] not in set("aeiou") else None
    forms = [plural] if plural else [norm + "s", norm + "es"]
    return any(band(form) >= 4 for form in forms) and band(norm) >= 4


@check("one_against_noun", Numbers, values=("number", "noun"))
def one_against_noun(text: Text, params: Numbers) -> Iterator[Hit]:
    """ "A countries", "every problems", "this problems": a word for one before a plural."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index, token in enumerate(tokens):
            if token.norm not in params.numbers or not (token.text.islower() or index == 0):
                continue
            noun = _noun_after(tokens, index + 1)
            if noun is None or tokens[noun].tag != "NNS":
                continue
            norm = tokens[noun].norm
            if norm in _listed("singular_in_s") or norm in _listed("unchanged"):
                continue
            stem = singular_of(norm)
            if stem is None or (is_base(stem) and _may_say_what_this_does(tokens, index, noun)):
                continue
            between = {other.norm for other in tokens[index + 1 : noun]}
            if not between.isdisjoint(_listed("several_before")):
                continue
            values = {"number": token.text, "noun": tokens[noun].text}
            yield Hit(token.start, tokens[noun].end, values)


def _may_say_what_this_does(tokens: Sequence[Token], index: int, noun: int) -> bool:
    """Whether the plural may be a verb ("each springs from", "this plan attempts to")."""
    if tokens[index].norm in {"a", "an", "every"}:
        return False
    after = tokens[noun + 1] if noun + 1 < len(tokens) else None
    return noun == index + 1 or (after is not None and after.tag in {"TO", "IN"})


def singular_of(norm: str) -> str | None:
    """The singular of a regular plural in use; None if there is none."""
    if not norm.endswith("s") or norm.endswith(("ss", "us", "is")):
        return None
    stems = [norm[:-3] + "y"] if norm.endswith("ies") else [norm[:-1], norm[:-2]]
    return next((stem for stem in stems if band(stem) >= 4), None)


@check("noun_against_verb", Numbers, values=("noun", "verb"))
def noun_against_verb(text: Text, params: Numbers) -> Iterator[Hit]:
    """ "These results is", "every plan are": at the head of a sentence, where nothing intervenes."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        first = 1 if tokens and tokens[0].text in _OPENING_MARKS else 0
        if first >= len(tokens) or asks(sentence, text):
            continue
        number = tokens[first].norm
        noun = _noun_after(tokens, first + 1)
        if noun is None or noun + 1 >= len(tokens):
            continue
        verb = tokens[noun + 1]
        if number in params.numbers and tokens[noun].tag == "NNS" and verb.norm in _SINGULAR_VERBS:
            if tokens[noun].norm in _listed("singular_in_s"):
                continue
        elif not (
            number in {"every", "each", "this", "that", "a", "an", "another"}
            and tokens[noun].tag == "NN"
            and verb.norm in {"are", "have", "were"}
            and tokens[noun].norm not in _listed("several_in_one")
        ):
            continue
        yield Hit(tokens[first].start, verb.end, {"noun": tokens[noun].text, "verb": verb.text})
