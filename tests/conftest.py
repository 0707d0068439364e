"""What holds for all tests."""

import json
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

# As in the command line: threads of the numeric libraries make forked workers wait for each other.
for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")


@pytest.fixture(scope="module")
def browser():
    """A browser without a window."""
    # Most tests need none, and it takes its time to load.
    from browsers import launched

    with launched() as started:
        yield started


@pytest.fixture(autouse=True)
def cache_folder(tmp_path_factory, monkeypatch):
    """The folder of the cache, which is neither the user's nor that of another test."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("LINTNEWS_CACHE_DIR", str(folder))
    return folder


def pytest_configure(config):
    """Start LanguageTool for a whole session, whose workers share it."""
    # Without workers the first test that needs it starts it.
    if getattr(config.option, "numprocesses", None) and _JARS in os.environ:
        os.environ[_STATE] = str(_languagetool().state)


_JARS = "LINTNEWS_LANGUAGETOOL_JARS"
_STATE = "LINTNEWS_LANGUAGETOOL_STATE"


def _languagetool():
    from lintnews.backends.languagetool.starting import started
    from lintnews.backends.languagetool.wanted import Wanted

    state = os.environ.get(_STATE)
    wanted = Wanted(jars=Path(os.environ[_JARS]), state=Path(state) if state else None)
    return started(wanted)


@pytest.fixture(scope="session")
def languagetool_jars():
    """The folder with the jars of LanguageTool."""
    if _JARS not in os.environ:
        pytest.skip(f"{_JARS} names no folder with the jars of LanguageTool")
    if shutil.which("java") is None:
        pytest.skip("Java, on which LanguageTool runs, is not installed")
    return Path(os.environ[_JARS])


@pytest.fixture(scope="session")
def languagetool(languagetool_jars):
    """The LanguageTool that all tests of the session ask."""
    return _languagetool()


@pytest.fixture(scope="session")
def languagetool_url(languagetool):
    """Its address."""
    from lintnews.backends.languagetool.client import Client

    return Client(languagetool).address()


@pytest.fixture(scope="session")
def sarif_schema(tmp_path_factory):
    """The schema of the standard, out of a package of the npm registry."""
    folder = tmp_path_factory.mktemp("sarif")
    if shutil.which("npm") is None:
        pytest.skip("npm, which fetches the schema of SARIF, is not installed")
    package = "@microsoft/jest-sarif@1.0.0-beta.0"
    done = subprocess.run(
        ["npm", "pack", "--silent", package],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.skip(f"{package} cannot be fetched: {done.stderr.strip()}")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        file = archive.extractfile("package/lib/schemas/sarif-2.1.0-rtm.5.json")
        return json.load(file)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """In CI everything is installed, so a test that was skipped counts as failed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        reporter.write_line("\na test was skipped, which CI does not allow", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
