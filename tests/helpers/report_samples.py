"""Findings that were never made by a rule, and reports of them."""

from lintnews.document.article import article_of
from lintnews.document.plain import plain_document
from lintnews.document.written import written
from lintnews.keys import keys_of
from lintnews.model import Finding, Problem, Related, Severity, State, Suggestion
from lintnews.outcomes import Linted
from lintnews.report.formats import reporters
from lintnews.report.reporting import Ending, Run
from lintnews.report.summary import Tally
from lintnews.rulebook.rule import RuleFile, Scope, Status

HOSTILE = (
    "<script>alert(1)</script>",
    "</mark></p></article>",
    "<!-- -- -->",
    "]]>&amp;",
    "a\"b'c",
    "{0} {{ 7 * 7 }} {% raw %}",
    "[click](https://example.org)",
    "::error file=x::y%0A%",
    "=1+1",
    "\x00\x01\x1b[31m\x07\x7f\ufffe",
    "\u202egnorw\u202c \u200f\u2066x",
    "W" * 3000,
    "👩\u200d👩\u200d👧 é e\u0301 东京",
    "\r \t,;|\\",
)
HOSTILE_PATH = "b c%20\"d:e,f\ng/<i>\x1b&'.txt"


def rule(name: str, why: str) -> RuleFile:
    """A rule that has run."""
    return RuleFile(
        name=name,
        family="family",
        since="0.1",
        status=Status.STABLE,
        severity=Severity.ERROR,
        confidence=0.9,
        scope=Scope.SENTENCE,
        message="It is wrong.",
        why=why,
        source="here",
        bad=["[[x]]"],
        good=["y"],
    )


def finding(source: str, matched: str, *, path: str = "a.txt", **fields: object) -> Finding:
    """A finding at the first place where a text stands."""
    start = source.index(matched)
    place = plain_document(source, path).place(start, start + len(matched))
    known = {
        "path": path,
        "rule": "some-rule",
        "family": "family",
        "severity": Severity.ERROR,
        "confidence": 0.95,
        "matched": matched,
        "message": "It is wrong.",
        "in_quotes": False,
        "related": (),
        "suggestions": (),
        "fingerprint": "f-0",
        "keys": keys_of("", ""),
    }
    places = {field: getattr(place, field) for field in place.__struct_fields__}
    return Finding(**{**known, **places, **fields})


def related(source: str, matched: str, role: str, replacement: str | None = None) -> Related:
    """Another place of a finding, the first at which a text stands."""
    start = source.index(matched)
    place = plain_document(source, "a.txt").place(start, start + len(matched))
    return Related(
        start=place.start,
        end=place.end,
        line=place.line,
        column=place.column,
        matched=matched,
        role=role,
        replacement=replacement,
    )


def linted(source: str, *findings: Finding, path: str = "a.txt") -> Linted:
    """What came of a plain text, with all that reporters may ask for."""
    document = plain_document(source, path)
    return Linted(
        path,
        len(source),
        findings,
        tuple(document.excerpt(one.start, one.end, 400) for one in findings),
        article_of(document, findings),
        tuple(written(document, one) for one in findings),
    )


def hostile() -> list[Linted]:
    """Hostile texts in files with hostile names, in each of which all of it was found."""
    documents = []
    for number, text in enumerate(HOSTILE):
        path = f"{number:02}{HOSTILE_PATH}"
        source = f"One {text} two.\nThree."
        one = finding(
            source,
            text,
            path=path,
            message=f"Wrong: {text}",
            severity=list(Severity)[number % 3],
            related=(related(source, "Three", text),),
            suggestions=(Suggestion(text),),
        )
        documents.append(linted(source, one, path=path))
    return documents


def run_of(*documents: Linted, problems: tuple[Problem, ...] = ()) -> Run:
    """A run on documents, all of whose findings are by one of two rules."""
    tally = Tally()
    for one in documents:
        tally.file()
        tally.findings(one.path, [each for each in one.findings if each.state is State.NEW])
    for _ in problems:
        tally.problem()
    ending = Ending(problems=problems, summary=tally.summary())
    rules = [rule("some-rule", "It reads wrong."), rule("other-rule", "It is wrong twice.")]
    return Run(iter(documents), rules, lambda: ending)


def report(name: str, *documents: Linted, problems: tuple[Problem, ...] = ()) -> str:
    """The report on documents in a format."""
    return "".join(reporters()[name].report(run_of(*documents, problems=problems)))
