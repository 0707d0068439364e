"""The report in the XML of JUnit, which most servers for builds show as tests.

The form: https://github.com/testmoapp/junitxml
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from lintnews.model import Finding, Problem
from lintnews.report.details import details
from lintnews.report.reporting import Checked, Run, is_new, reasons
from lintnews.report.xml import HEAD, tag, text


def junit_report(run: Run) -> Iterator[str]:
    """A suite a file as they come; in it a failed case a finding, or one that passed.

    What could not be read or done makes up a last suite, of cases with errors.
    """
    whys = reasons(run)
    yield f"{HEAD}<{tag('testsuites', name='lintnews')}>\n"
    for path, documents in groupby(run.documents, lambda one: one.path):
        yield _suite(path, documents, whys)
    problems = run.ending().problems
    if problems:
        count = len(problems)
        yield _opened("what could not be done", tests=count, errors=count)
        for problem in problems:
            yield _problem(problem)
        yield "</testsuite>\n"
    yield "</testsuites>\n"


def _suite(path: str, documents: Iterable[Checked], whys: Mapping[str, str]) -> str:
    found = [finding for one in documents for finding in one.findings if is_new(finding)]
    cases = [_finding(finding, whys[finding.rule]) for finding in found]
    if not found:
        cases = [f"<{tag('testcase', classname=path, name='nothing found', file=path)}/>\n"]
    head = _opened(path, tests=len(cases), failures=len(found))
    return "".join([head, *cases, "</testsuite>\n"])


def _opened(name: str, *, tests: int, failures: int = 0, errors: int = 0) -> str:
    counts = {"tests": tests, "failures": failures, "errors": errors, "skipped": 0}
    return f"<{tag('testsuite', name=name, **counts)}>\n"


def _finding(finding: Finding, reason: str) -> str:
    place = f"{finding.line}:{finding.column}"
    name = f"{finding.rule} at {place}"
    case = tag("testcase", classname=finding.path, name=name, file=finding.path, line=finding.line)
    failure = tag("failure", type=finding.severity.value, message=finding.message)
    lines = [f"{finding.path}:{place}", *details(finding), reason]
    return f"<{case}><{failure}>{text(chr(10).join(lines))}</failure></testcase>\n"


def _problem(problem: Problem) -> str:
    case = tag(
        "testcase", classname=problem.path, name="lintnews", file=problem.path, line=problem.line
    )
    error = tag("error", type="problem", message=problem.reason)
    return f"<{case}><{error}>{text(str(problem))}</error></testcase>\n"
