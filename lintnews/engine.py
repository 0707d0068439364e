"""Runs rules over documents and turns their hits into findings."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lintnews.document.document import Document
from lintnews.keys import KeyMaker
from lintnews.language.text import Text
from lintnews.model import Finding, Hit, Keys, Related
from lintnews.plugins import RULES, entry_points, folder_of
from lintnews.resources import rules_directory
from lintnews.rulebook.errors import RuleError
from lintnews.rulebook.loader import load_rules
from lintnews.rulebook.registry import READER, known_checks
from lintnews.rulebook.rule import Rule
from lintnews.settling import corroborated, in_english, settled


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that come with lintnews, sorted by name.

    Raises:
        RuleError: a rule file is wrong.
    """
    return load_rules(rules_directory(), known_checks())


@cache
def known_rules() -> tuple[Rule, ...]:
    """All rules, those of plug-ins too, sorted by name.

    Raises:
        RuleError: a rule file of lintnews is wrong.
        PluginError: a plug-in brings no rules that can be used.
    """
    rules = shipped_rules()
    for entry in entry_points(RULES):
        if not entry.is_own:
            try:
                folder = folder_of(entry)
                more = load_rules(folder, known_checks(), origin=entry.origin, beside=rules)
            except (RuleError, OSError) as error:
                raise entry.error(str(error)) from error
            if not more:
                raise entry.error(f"there is no rule in {folder}, no file FAMILY/NAME.yml")
            rules += more
    return tuple(sorted(rules, key=lambda rule: rule.name))


@cache
def rules_with(folders: tuple[Path, ...]) -> tuple[Rule, ...]:
    """All rules and those in folders of a house, sorted by name.

    Raises:
        RuleError: a rule file is wrong, or a name is taken.
        PluginError: a plug-in brings no rules that can be used.
        OSError: a file cannot be read.
    """
    rules = known_rules()
    for folder in folders:
        rules += load_rules(folder, known_checks(), beside=rules)
    return tuple(sorted(rules, key=lambda rule: rule.name))


def lint(
    document: Document,
    rules: Sequence[Rule],
    given: Mapping[Callable[[Text], Any], Any] = MappingProxyType({}),
) -> list[Finding]:
    """What the rules find in a document, in the order in which findings are printed.

    Args:
        document: the document.
        rules: the rules to run.
        given: what is known from outside the text, as for ``Text``.
    """
    return lint_text(text_for(document, rules, given), rules)


def text_for(
    document: Document, rules: Sequence[Rule], given: Mapping[Callable[[Text], Any], Any]
) -> Text:
    """A document as these rules read it."""
    return Text(document, doubting=_reads(rules), given=given)


def _reads(rules: Sequence[Rule]) -> bool:
    return any(rule.extra == READER for rule in rules)


def lint_text(text: Text, rules: Sequence[Rule]) -> list[Finding]:
    """What the rules find in a text that was made for them, as ``lint`` says."""
    document = text.document
    found = in_english(text, [(rule, hit) for rule in rules for hit in rule.hits(text)])
    drafts = [
        (rule, hit)
        for rule, hit in corroborated(text, settled(text, found) if _reads(rules) else found)
        if (hit.confidence is None or hit.confidence >= rule.file.report_from)
        and not document.meets_code(hit.start, hit.end)
    ]
    drafts.sort(key=lambda draft: (draft[1].start, draft[1].end, draft[0].name))
    return sorted(_findings(text, drafts), key=lambda finding: finding.order)


def _findings(text: Text, drafts: Iterable[tuple[Rule, Hit]]) -> Iterable[Finding]:
    """The findings; a fingerprint is made of what editing elsewhere in the text leaves alone."""
    ordinals: Counter[str] = Counter()
    contexts: dict[int, bytes] = {}
    maker = KeyMaker(text)
    for rule, hit in drafts:
        sentence = text.sentence_at(hit.start)
        start, end = (sentence.start, sentence.end) if sentence else (0, 0)
        if start not in contexts:
            contexts[start] = _digest(text.prose[start:end])
        matched = text.prose[hit.start : hit.end]
        identity = _digest(rule.name, matched, contexts[start].hex()).hex()
        fingerprint = f"{identity}-{ordinals[identity]}"
        yield _finding(rule, hit, text, fingerprint, maker.keys(rule.name, hit))
        ordinals[identity] += 1


def _digest(*parts: str) -> bytes:
    """A digest of texts in which the kind and number of spaces do not count."""
    digest = hashlib.blake2b(digest_size=10)
    for part in parts:
        digest.update(" ".join(part.split()).encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.digest()


def _finding(rule: Rule, hit: Hit, text: Text, fingerprint: str, keys: Keys) -> Finding:
    document, file = text.document, rule.file
    place = document.place(hit.start, hit.end)
    matched = text.prose[hit.start : hit.end]
    in_quotes = text.quotations.cover(hit.start)
    confidence = rule.confidence_of(hit)
    return Finding(
        path=document.path,
        rule=rule.name,
        family=file.family,
        severity=file.severity,
        confidence=round(confidence * (file.in_speech if in_quotes else 1.0), 3),
        start=place.start,
        end=place.end,
        line=place.line,
        column=place.column,
        end_line=place.end_line,
        end_column=place.end_column,
        matched=matched,
        message=file.message.format_map({**hit.values, "matched": matched}),
        in_quotes=in_quotes,
        related=tuple(
            Related(
                start=spot.start,
                end=spot.end,
                line=spot.line,
                column=spot.column,
                matched=text.prose[other.start : other.end],
                role=other.role,
                replacement=other.replacement,
            )
            for other in hit.related
            for spot in (document.place(other.start, other.end),)
        ),
        suggestions=hit.suggestions,
        fingerprint=fingerprint,
        keys=keys,
    )
