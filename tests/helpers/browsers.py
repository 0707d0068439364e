"""A browser without a window, and what axe finds in the pages that it shows."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import sync_playwright

_AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
TABLET = {"width": 768, "height": 1024}


@contextmanager
def launched():
    """A browser; where Chromium is missing, the test is skipped."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed")
    # Chromium refuses to run as root inside its sandbox.
    sandbox = not hasattr(os, "geteuid") or os.geteuid() != 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, chromium_sandbox=sandbox)
        yield browser
        browser.close()


def violations(page):
    """What axe finds: the rules, each with the first elements that break it."""
    page.evaluate(_AXE)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        (violation["id"], [node["html"] for node in violation["nodes"]][:3])
        for violation in result["violations"]
    ]


def faults(page):
    """What axe finds in light and in dark, and whether a tablet has to scroll sideways."""
    found = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        found += [(scheme, *violation) for violation in violations(page)]
    width = page.evaluate("document.documentElement.scrollWidth")
    return [*found, *([("wide", width)] if width > TABLET["width"] else [])]
