"""Suppresses what comments in the text say is meant as it is, and tells what is wrong with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec

from lintnews.answers.directives import Directive, directives
from lintnews.answers.names import FAMILY, RuleNames
from lintnews.document.document import Comment, Document
from lintnews.keys import digest, keys_of
from lintnews.model import Answer, AnswerBy, Finding, Place, State
from lintnews.rulebook.rule import Rule, RuleFile
from lintnews.selection import UnknownNameError

UNUSED = "unused-suppression"
_WITHOUT_REASON = "suppression-without-reason"
_BROKEN = "broken-suppression"


def answer_comments(
    document: Document, findings: Sequence[Finding], rules: Sequence[RuleFile]
) -> tuple[Finding, ...]:
    """The findings in a document, suppressed where its comments say so, and what is said of these.

    Args:
        document: the document.
        findings: all that was found in it, in order.
        rules: the rules that ran. A suppression of others is not called unused.
    """
    if not document.comments:
        return tuple(findings)
    suppressions, faults = _suppressions(document)
    answered = list(_answered(document, findings, suppressions))
    own = [_Own(_BROKEN, at, {"fault": reason}) for at, reason in faults]
    own += [
        _Own(_WITHOUT_REASON, each.directive.at, {"name": ", ".join(each.directive.names)})
        for each in _first_of_each_comment(suppressions)
        if each.directive.reason is None
    ]
    ran = {rule.name for rule in rules}
    own += [
        _Own(UNUSED, each.directive.at, {"name": each.name})
        for each in suppressions
        if not each.used and not each.is_about_answers and rule_names().ran(each.name, ran)
    ]
    own_findings = list(_own_findings(document, own, rules))
    answered += _answered(document, own_findings, suppressions)
    return tuple(sorted(answered, key=lambda finding: finding.order))


@cache
def rule_names() -> RuleNames:
    """What the names of the shipped rules mean."""
    return RuleNames(_all_rules())


def _all_rules() -> Sequence[Rule]:
    # What has no answers needs no rules here.
    from lintnews.engine import known_rules

    return known_rules()


def has_run(name: str, ran: set[str]) -> bool:
    """Whether the rule of an entry ran; one that is not known any more can answer nothing."""
    try:
        return rule_names().ran(name, ran)
    except UnknownNameError:
        return True


class _Suppression:
    """One name in a comment, the rules that it means, and whether it has suppressed anything."""

    def __init__(self, directive: Directive, name: str, rules: frozenset[str]) -> None:
        self.directive = directive
        self.name = name
        self.rules = rules
        self.used = False

    @property
    def is_about_answers(self) -> bool:
        """Whether it can suppress only what is said of suppressions."""
        families = {rule.name: rule.file.family for rule in _all_rules()}
        return all(families.get(rule) == FAMILY for rule in self.rules)


class _Own(msgspec.Struct, frozen=True):
    """What is said of a comment: the rule that says it and the values of its message."""

    rule: str
    at: Comment
    values: dict[str, str]


def _suppressions(document: Document) -> tuple[list[_Suppression], list[tuple[Comment, str]]]:
    """What the comments suppress, in the order in which it begins, and what is wrong with them."""
    said, faults = directives(document)
    suppressions: list[_Suppression] = []
    wrong = [(fault.at, fault.reason) for fault in faults]
    for directive in said:
        for name in dict.fromkeys(directive.names):
            try:
                suppressions.append(_Suppression(directive, name, rule_names().meant(name)))
            except UnknownNameError as error:
                wrong.append((directive.at, f"{error} (the reason stands behind a colon)"))
    suppressions.sort(key=lambda each: each.directive.start)
    return suppressions, wrong


def _first_of_each_comment(suppressions: Iterable[_Suppression]) -> Iterable[_Suppression]:
    return {each.directive.at: each for each in reversed(list(suppressions))}.values()


def _answered(
    document: Document, findings: Iterable[Finding], suppressions: Sequence[_Suppression]
) -> Iterator[Finding]:
    """The findings, in order, each suppressed by what covers it and began last."""
    coming: dict[str, Iterator[_Suppression]] = {}
    begun: dict[str, list[_Suppression]] = {}
    waiting: dict[str, _Suppression | None] = {}
    for finding in findings:
        rule = finding.rule
        if rule not in begun:
            coming[rule] = (each for each in suppressions if rule in each.rules)
            begun[rule], waiting[rule] = [], next(coming[rule], None)
        while (each := waiting[rule]) is not None and each.directive.start <= finding.start:
            begun[rule].append(each)
            waiting[rule] = next(coming[rule], None)
        # What has ended covers nothing that follows, so each is looked at once.
        while begun[rule] and not begun[rule][-1].directive.covers(finding.start, finding.end):
            begun[rule].pop()
        if begun[rule]:
            begun[rule][-1].used = True
            yield _suppressed(document, finding, begun[rule][-1].directive)
        else:
            yield finding


def _suppressed(document: Document, finding: Finding, directive: Directive) -> Finding:
    answer = Answer(
        by=AnswerBy.COMMENT,
        path=document.path,
        line=document.source_place(directive.at.start, directive.at.end).line,
        reason=directive.reason,
    )
    return msgspec.structs.replace(finding, state=State.SUPPRESSED, answer=answer)


def _own_findings(
    document: Document, own: Iterable[_Own], rules: Iterable[RuleFile]
) -> Iterator[Finding]:
    by_name = {rule.name: rule for rule in rules}
    numbers: Counter[tuple[str, str]] = Counter()
    for each in sorted(own, key=lambda each: each.at.start):
        if each.rule in by_name:
            place = document.source_place(each.at.start, each.at.end)
            matched = document.source[place.start - document.shift : place.end - document.shift]
            number = numbers[each.rule, matched]
            numbers[each.rule, matched] += 1
            rule = by_name[each.rule]
            yield finding_about_answer(rule, document.path, place, matched, each.values, number)


def finding_about_answer(
    rule: RuleFile, path: str, place: Place, matched: str, values: dict[str, str], number: int
) -> Finding:
    """A finding of a rule that is about answers.

    Args:
        rule: the rule.
        path: the file that the answer stands in.
        place: where in it.
        matched: the text there.
        values: the values of the rule's message.
        number: how many equal ones stand before it.
    """
    identity = digest(f"{rule.name}\0{matched}", 10)
    return Finding(
        path=path,
        rule=rule.name,
        family=rule.family,
        severity=rule.severity,
        confidence=rule.confidence,
        **{field: getattr(place, field) for field in place.__struct_fields__},
        matched=matched,
        message=rule.message.format_map({**values, "matched": matched}),
        in_quotes=False,
        related=(),
        suggestions=(),
        fingerprint=f"{identity}-{number}",
        keys=keys_of(rule.name, matched),
    )
