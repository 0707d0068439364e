"""How fast the review queue is with 50,000 findings, and what eight editors at once do to it.

    python benchmarks/queue_load.py [--documents 5000] [--findings 10] [--seconds 60]

The database is made of the articles in seeds/, each under many names, with findings that lintnews
has in them. The server is a process of its own and is asked over HTTP, as a browser asks it: times
are those from request to last byte on one machine. First one editor lists and decides, then eight
decide at once, each going where the server sends them. Afterwards the database is compared with
what the editors were told: every decision that the server confirmed is there once, and no other.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from http.cookiejar import CookieJar
from itertools import count
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "benchmarks" / "results" / "queue_load.md"
EDITORS = 8
ONE_BY_ONE = 200
PASSWORD = "a long enough word"
REFUSED = 409
FORM = re.compile(
    r'<form[^>]*action="(?P<action>/findings/\d+/decide[^"]*)"[^>]*>(?P<inside>.*?)</form>', re.S
)
FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def fill(documents: int, findings: int) -> None:
    """Fill the database with articles and their findings."""
    import msgspec

    from lintnews.queue.models import Document, Finding, Occurrence, Revision, Role, Run, User
    from lintnews.queue.work import prose
    from lintnews.queue.work.linting import lint_revision
    from lintnews.queue.work.storing import Incoming, store

    for number in range(EDITORS):
        User.objects.create_user(f"editor{number}", PASSWORD, Role.LEAD)
    patterns = []
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        stored = store(Incoming(f"pattern/{path.name}", path.read_text("utf-8")), None)
        patterns.append((stored.revision, lint_revision(stored.revision)))
    Document.objects.all().delete()
    richest = max(patterns, key=lambda pattern: len(pattern[1].sights))
    at = count(1)
    for number in range(documents):
        revision, seen = richest if number % 3 == 0 else patterns[number % len(patterns)]
        sights = (seen.sights * findings)[:findings]
        document = Document.objects.create(
            external_id=f"articles/{number}.txt",
            path=f"articles/{number}.txt",
            title=f"Article {number}",
        )
        kept = Revision.objects.create(
            document=document,
            number=1,
            text=revision.text,
            digest=revision.digest,
            article=prose.to_json(seen.article),
        )
        Run.objects.create(revision=kept, state="done", rules=seen.rules)
        document.current = kept
        document.save()
        made = Finding.objects.bulk_create(
            Finding(
                document=document,
                rule=sight.found.rule,
                family=sight.found.family,
                rank=sight.found.severity.rank,
                confidence=sight.found.confidence,
                start=sight.found.start,
                matched=sight.found.matched,
                message=sight.found.message,
                anchor=f"{next(at):016x}",
                sentence="0" * 16,
                left="0" * 16,
                right="0" * 16,
                rule_version=sight.rule_version,
            )
            for sight in sights
        )
        Occurrence.objects.bulk_create(
            Occurrence(
                finding=finding,
                revision=kept,
                payload=msgspec.json.encode(sight.found).decode(),
                marks=sight.marks,
            )
            for finding, sight in zip(made, sights, strict=True)
        )


class Answer(NamedTuple):
    """What the server said, and after how many seconds."""

    seconds: float
    status: int
    page: str


class Editor:
    """Somebody with a browser."""

    def __init__(self, address: str, name: str) -> None:
        self._address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.answers: Counter[int] = Counter()
        self.failures: list[str] = []
        page = self.get("/login").page
        self.post("/login", {**dict(FIELD.findall(page)), "username": name, "password": PASSWORD})

    def get(self, path: str) -> Answer:
        return self._asked(urllib.request.Request(self._address + path))

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        data = urllib.parse.urlencode(fields).encode()
        return self._asked(urllib.request.Request(self._address + path, data))

    def decide(self, page: str, fields: dict[str, str]) -> Answer | None:
        """Decide about what a page shows, as its form says; None if it shows nothing."""
        form = FORM.search(page)
        if form is None:
            return None
        said = {name: _plain(value) for name, value in FIELD.findall(form["inside"])}
        return self.post(_plain(form["action"]), {**said, **fields})

    def _asked(self, request: urllib.request.Request) -> Answer:
        began = time.perf_counter()
        try:
            with self._opener.open(request, timeout=60) as response:
                status, body = response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            status, body = error.code, error.read().decode()
        self.answers[status] += 1
        if status >= 500:
            self.failures.append(f"{status} {request.full_url}")
        return Answer(time.perf_counter() - began, status, body)


def _plain(value: str) -> str:
    return value.replace("&amp;", "&").replace("&quot;", '"').replace("&#x27;", "'")


def alone(editor: Editor) -> tuple[list[float], list[float]]:
    """The times of listing and deciding when nobody else works, in seconds."""
    queries = ("/", "/?severity=error", "/?family=names", "/?words=minister", "/?status=all")
    listing = [editor.get(query).seconds for _ in range(20) for query in queries]
    deciding = []
    page = editor.get("/").page
    for _ in range(ONE_BY_ONE):
        done = editor.decide(page, {"kind": "accept"})
        assert done is not None, "the queue shows nothing to decide"
        deciding.append(done.seconds)
        page = done.page
    return listing, deciding


def together(editors: list[Editor], seconds: float) -> list[float]:
    """Let all decide at once for a while; the times of deciding and seeing the next."""
    times: list[float] = []
    ends = time.monotonic() + seconds

    def work(editor: Editor, turn: Iterator[int]) -> None:
        page = editor.get("/").page
        while time.monotonic() < ends:
            dismissed = {"kind": "dismiss", "reason": "house_style"}
            done = editor.decide(page, dismissed if next(turn) % 2 else {"kind": "accept"})
            if done is not None:
                times.append(done.seconds)
            # Where somebody was faster, the page shows what was decided, and it is left at that.
            if done is None or done.status == REFUSED:
                done = editor.get("/")
            page = done.page

    threads = [threading.Thread(target=work, args=(editor, count())) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--findings", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--port", type=int, default=8765)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["LINTNEWS_QUEUE_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "lintnews.queue.settings"
        import django

        django.setup()
        from lintnews.queue.schema import migrate

        migrate()
        fill(options.documents, options.findings)
        address = f"http://127.0.0.1:{options.port}"
        log = Path(home) / "server.log"
        with log.open("wb") as out:
            server = subprocess.Popen(
                [sys.executable, "-m", "lintnews", "queue", "serve", "--workers", "0",
                 "--port", str(options.port)],
                stdout=out, stderr=out,
            )  # fmt: skip
            try:
                report = _measured(address, options)
            finally:
                server.terminate()
                server.wait()
        locked = log.read_text().count("locked")
        report.append(f'| "database is locked" in the log of the server | {locked} |')
        RESULT.write_text("\n".join(report) + "\n")
        print("\n".join(report))


def _measured(address: str, options: argparse.Namespace) -> list[str]:
    from lintnews.queue.models import Decision, Finding

    _wait_for(address)
    editors = [Editor(address, f"editor{number}") for number in range(EDITORS)]
    listing, deciding = alone(editors[0])
    before = Decision.objects.count()
    for editor in editors:
        editor.answers.clear()
    times = together(editors, options.seconds)
    refused = sum(editor.answers[REFUSED] for editor in editors)
    failures = [failure for editor in editors for failure in editor.failures]
    made = Decision.objects.exclude(kind="comment").count() - before
    twice = Decision.objects.values("finding").distinct().count()
    answered = Finding.objects.exclude(answer="none").count()
    confirmed = len(times) - refused
    return [
        "# The review queue under load",
        "",
        f"{options.documents:,} articles, {options.documents * options.findings:,} findings, "
        "SQLite, one server; made by `python benchmarks/queue_load.py`. Times are those of whole "
        "pages over HTTP, from request to last byte, in milliseconds.",
        "",
        "| | |",
        "|---|---:|",
        f"| one editor: list, median of {len(listing)} | {_ms(statistics.median(listing))} |",
        f"| slowest of twenty | {_ms(_late(listing))} |",
        f"| one editor: decide and see the next, median of {len(deciding)} "
        f"| {_ms(statistics.median(deciding))} |",
        f"| slowest of twenty | {_ms(_late(deciding))} |",
        f"| {EDITORS} editors at once for {options.seconds:.0f} s: decisions | {confirmed:,} |",
        f"| median of deciding and seeing the next | {_ms(statistics.median(times))} |",
        f"| refused, since somebody else was faster | {refused} |",
        f"| confirmed by the server and not there | {confirmed - made} |",
        f"| findings decided twice | {Decision.objects.count() - twice} |",
        f"| decisions beside findings with an answer | {Decision.objects.count() - answered} |",
        f"| answers 500 and above | {len(failures)} |",
    ]


def _late(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f}"


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/login", timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not answer")


if __name__ == "__main__":
    main()
