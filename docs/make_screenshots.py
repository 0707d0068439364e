"""Make the pictures of the review queue from the articles in seeds/.

python docs/make_screenshots.py

It needs Chromium and the development packages. Decisions are made by a fixed draw, over two weeks,
so that the pages look as they do in use; nothing else is made up.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

from playwright.sync_api import Browser, sync_playwright

if TYPE_CHECKING:
    from lintnews.queue.models import DecisionKind, Finding, User

DOCS = Path(__file__).parent
SEEDS = DOCS.parent / "seeds"
PICTURES = DOCS / "queue"
PASSWORD = "correct horse battery"
PORT = 8797
DESK = {"width": 1360, "height": 820}
TABLET = {"width": 820, "height": 1100}


class Picture(NamedTuple):
    """A page as it is shown: its file, its address, and how it is looked at."""

    name: str
    address: str
    size: dict[str, int] = DESK
    scheme: str = "light"


def main() -> None:
    """Make all pictures."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["LINTNEWS_QUEUE_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "lintnews.queue.settings"
        # The browser runs a loop, in which Django takes every question for a mistake.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        import django

        django.setup()
        pictures = fill()
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        with served(), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, chromium_sandbox=False)
            for picture in pictures:
                take(browser, picture)
            browser.close()


def fill() -> list[Picture]:
    """Fill a database with the seeds, and with what editors did about them."""
    from lintnews.queue.models import DecisionKind, Finding, ProposalKind, Role, User
    from lintnews.queue.schema import migrate
    from lintnews.queue.work.proposing import forms_of, propose

    migrate()
    anna = User.objects.create_user("anna", PASSWORD, Role.LEAD)
    ben = User.objects.create_user("ben", PASSWORD, Role.EDITOR)
    for seed in sorted(SEEDS.glob("*.txt")):
        push(seed.name, seed.read_text("utf-8"))
    name = Finding.objects.filter(rule="name-spelled-two-ways").order_by("document", "start")[0]
    decide_some([anna, ben], but=name.document_id)
    in_article = name.document.findings.exclude(family="names").order_by("start")
    first = in_article[0]
    decide(first, ben, DecisionKind.ACCEPT)
    text = name.document.current.text
    push(
        name.document.external_id,
        text[: first.start] + text[first.start + len(first.matched) + 1 :],
    )
    propose(name, ben, ProposalKind.FORM, forms_of(name), note="As he signs.")
    return [
        Picture("desk", "/"),
        Picture("desk-names", f"/?finding={name.pk}"),
        Picture("desk-tablet-dark", f"/?finding={name.pk}", TABLET, "dark"),
        Picture("bulk", "/bulk"),
        Picture("articles", "/documents?order=worst"),
        Picture("comparison", f"/documents/{name.document_id}/compare"),
        Picture("progress", "/progress?days=30"),
        Picture("rules", "/rules"),
        Picture("proposals", "/proposals"),
    ]


def push(name: str, text: str) -> None:
    """Store an article and lint it."""
    from lintnews.queue.work.storing import Incoming, store
    from lintnews.queue.work.working import work, worker_name

    store(Incoming(name, text), None)
    work(worker_name(), threading.Event(), idle=None, note=lambda run: None)


def decide_some(people: list[User], but: int) -> None:
    """Let editors decide about half of what is open, but for one article."""
    from django.utils import timezone

    from lintnews.queue.models import Decision, DecisionKind, Finding

    draw = random.Random(7)
    now = timezone.now()
    at = Decision._meta.get_field("at")
    findings = Finding.objects.exclude(document=but).order_by("document", "start")
    for finding in findings[: Finding.objects.count() // 2]:
        ago = timedelta(days=draw.randrange(14))
        with patch.object(at, "_get_default", return_value=now - ago):
            is_right = draw.random() < 0.8
            kind = DecisionKind.ACCEPT if is_right else DecisionKind.DISMISS
            decide(finding, draw.choice(people), kind)


def decide(finding: Finding, user: User, kind: DecisionKind) -> None:
    """Decide about a finding."""
    from lintnews.queue.models import DecisionKind
    from lintnews.queue.work import deciding

    reason = "not_an_error" if kind == DecisionKind.DISMISS else ""
    deciding.decide(finding, finding.version, user, deciding.Verdict(kind, reason))


@contextmanager
def served() -> Iterator[None]:
    """A server while the pictures are taken."""
    program = [sys.executable, "-m", "lintnews", "queue", "serve", "--workers", "0"]
    server = subprocess.Popen(
        [*program, "--port", str(PORT)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/login", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


def take(browser: Browser, picture: Picture) -> None:
    """Sign in as a lead and take a picture of a page."""
    page = browser.new_page(
        base_url=f"http://127.0.0.1:{PORT}",
        viewport=picture.size,
        color_scheme=picture.scheme,
    )
    page.goto(f"/login?next={urllib.parse.quote(picture.address)}")
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{picture.name}.png")
    page.close()


if __name__ == "__main__":
    main()
