"""The report in SARIF 2.1.0, the interchange format of tools that analyse files.

The form: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from urllib.parse import quote

from lintnews import __version__
from lintnews.document.written import UNKNOWN, Written
from lintnews.model import Answer, AnswerBy, Finding, Problem, State
from lintnews.report.json import encoded, items
from lintnews.report.regions import Region, region_of, region_of_related
from lintnews.report.reporting import Run
from lintnews.rulebook.rule import RuleFile

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_VERSION = "2.1.0"
_FINGERPRINT = "lintnewsFingerprint/v1"
_ROOT = "%SRCROOT%"
_PRECISIONS = ((0.9, "very-high"), (0.75, "high"), (0.5, "medium"), (0.0, "low"))


def sarif_report(run: Run) -> Iterator[str]:
    """One object with a result a finding, as the findings come."""
    driver = {"name": "lintnews", "version": __version__, "rules": list(map(_rule, run.rules))}
    head = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "language": "en"}
    yield f'{{"$schema":{encoded(_SCHEMA)},"version":{encoded(_VERSION)},"runs":[\n'
    yield f'{encoded(head).removesuffix("}")},"results":['
    yield from items(_results(run))
    problems = run.ending().problems
    invocation = {
        "executionSuccessful": not problems,
        "toolExecutionNotifications": list(map(_notification, problems)),
    }
    yield f'\n],"invocations":{encoded([invocation])}}}\n]}}\n'


def _rule(file: RuleFile) -> dict[str, object]:
    precision = next(name for least, name in _PRECISIONS if file.confidence >= least)
    return {
        "id": file.name,
        "shortDescription": _text(file.name.replace("-", " ").capitalize()),
        "fullDescription": _text(file.why.strip()),
        "help": _text(file.why.strip()),
        "defaultConfiguration": {"level": file.severity},
        "properties": {"tags": [file.family], "precision": precision},
    }


def _results(run: Run) -> Iterator[object]:
    for one in run.documents:
        places = one.written or repeat(UNKNOWN)
        for finding, written in zip(one.findings, places, strict=False):
            yield _result(finding, written)


def _result(finding: Finding, written: Written) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": _text(finding.message),
        "locations": [_location(finding.path, region_of(finding))],
        "partialFingerprints": _fingerprints(finding),
        "baselineState": "unchanged" if finding.state is State.BASELINED else "new",
        "properties": {
            "confidence": finding.confidence,
            "family": finding.family,
            "matched": finding.matched,
            "inQuotes": finding.in_quotes,
        },
    }
    if finding.state is not State.NEW:
        result["suppressions"] = [_suppression(finding.answer)]
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                **_location(finding.path, region_of_related(other)),
                "message": _text(f'{other.role}: "{other.matched}"'),
            }
            for number, other in enumerate(finding.related, 1)
        ]
    if written.suggestions:
        result["fixes"] = list(_fixes(finding, written))
    return result


def _fixes(finding: Finding, written: Written) -> Iterator[dict[str, object]]:
    """A fix a suggestion; the first one changes the related places too."""
    others = [
        (region_of_related(other), replacement)
        for other, replacement in zip(finding.related, written.replacements, strict=True)
        if replacement is not None
    ]
    suggestions = zip(finding.suggestions, written.suggestions, strict=True)
    for suggestion, text in suggestions:
        changes = [(region_of(finding), text), *others]
        others = []
        yield {
            "description": _text(f'Write "{suggestion.text}".'),
            "artifactChanges": [
                {
                    "artifactLocation": _artifact(finding.path),
                    "replacements": [
                        {"deletedRegion": region, "insertedContent": {"text": inserted}}
                        for region, inserted in changes
                    ],
                }
            ],
        }


def _notification(problem: Problem) -> dict[str, object]:
    region: Region | None = None
    if problem.line is not None:
        region = {"startLine": problem.line}
        if problem.column is not None:
            region["startColumn"] = problem.column
    return {
        "level": "error",
        "message": _text(problem.reason),
        "locations": [_location(problem.path, region)],
    }


def _fingerprints(finding: Finding) -> dict[str, str]:
    """What a finding is known again by; ``lintnews/keys.py`` says what each key is made of."""
    keys = finding.keys
    return {
        _FINGERPRINT: finding.fingerprint,
        "lintnewsAnchor/v1": keys.anchor,
        "lintnewsSentence/v1": keys.sentence,
        "lintnewsLeft/v1": keys.left,
        "lintnewsRight/v1": keys.right,
    }


def _suppression(answer: Answer | None) -> dict[str, str]:
    by_comment = answer is not None and answer.by is AnswerBy.COMMENT
    suppression = {"kind": "inSource" if by_comment else "external", "status": "accepted"}
    if answer is not None and answer.reason is not None:
        suppression["justification"] = answer.reason
    return suppression


def _location(path: str, region: Region | None) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": _artifact(path)}
    if region is not None:
        physical["region"] = region
    return {"physicalLocation": physical}


def _artifact(path: str) -> dict[str, str]:
    slashed = Path(path).as_posix()
    if Path(path).is_absolute():
        return {"uri": "file://" + quote(f"/{slashed.lstrip('/')}", safe="/:")}
    return {"uri": quote(slashed, safe="/"), "uriBaseId": _ROOT}


def _text(text: str) -> dict[str, str]:
    """A message in plain text, in which braces and links have to be escaped."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "\\](")}
