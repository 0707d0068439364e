"""What holds for all tests."""

import json
import os
import shutil
import subprocess
import tarfile

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
