"""Packages as pip lays them down: modules in a folder, and beside them what describes them."""

import os
import shutil
import tomllib
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parent / "example"


def describe(folder, name, version, entry_points):
    """Write the metadata of a package; entry points by group are texts such as "a = b:c"."""
    metadata = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    lines = [line for group, entry in entry_points for line in (f"[{group}]", entry, "")]
    (metadata / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def site(tmp_path_factory):
    """A folder into which packages are installed."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture
def path(site):
    """The environment in which the packages are found."""
    return {"PYTHONPATH": os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")])}


@pytest.fixture
def desk(site):
    """The example, installed as its pyproject.toml says."""
    shutil.copytree(EXAMPLE / "lintnews_desk", site / "lintnews_desk")
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text("utf-8"))["project"]
    points = [
        (group, f"{name} = {value}")
        for group, entries in project["entry-points"].items()
        for name, value in entries.items()
    ]
    describe(site, project["name"], project["version"], points)
    return site


@pytest.fixture
def broken(site):
    """Install a package of one module with one entry point."""

    def install(group, code, value="broken_plugin:GIVEN", name="broken-plugin"):
        (site / f"{name.replace('-', '_')}.py").write_text(code, encoding="utf-8")
        describe(site, name, "0.3", [(f"lintnews.{group}", f"thing = {value}")])

    return install
