"""Globs of paths, as in a .gitignore file."""

import ntpath
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest

from lintnews.config import globs
from lintnews.config.globs import GlobError, Globs

FOLDER = Path(Path.cwd().anchor) / "house" / "desk"


def matches(glob, *parts, globs=()):
    return Globs([glob, *globs], FOLDER).match(str(FOLDER.joinpath(*parts)))


@pytest.mark.parametrize(
    ("glob", "inside", "outside"),
    [
        ("*.txt", ["a.txt", "deep/er/a.txt"], ["a.text", "a.txt.jsonl"]),
        ("wire/", ["wire/a.txt", "deep/wire/er/a.txt"], ["wire", "wires/a.txt"]),
        ("/wire/", ["wire/a.txt"], ["deep/wire/a.txt"]),
        ("wire/*.txt", ["wire/a.txt"], ["deep/wire/a.txt", "wire/deep/a.txt"]),
        ("wire/**", ["wire/a.txt", "wire/deep/a.txt"], ["deep/wire/a.txt"]),
        ("**/wire/*.txt", ["wire/a.txt", "deep/wire/a.txt"], ["wire/deep/a.txt"]),
        ("20[0-9][0-9].txt", ["2026.txt"], ["1999.txt"]),
        ("?.txt", ["a.txt"], ["ab.txt"]),
    ],
)
def test_a_glob_matches_as_in_gitignore(glob, inside, outside):
    assert [path for path in inside if not matches(glob, *path.split("/"))] == []
    assert [path for path in outside if matches(glob, *path.split("/"))] == []


def test_a_glob_takes_back_what_an_earlier_one_matched():
    assert matches("*.txt", "a.txt", globs=["!b.txt"])
    assert not matches("*.txt", "b.txt", globs=["!b.txt"])


def test_a_file_elsewhere_is_matched_by_its_name_and_folders():
    globs = Globs(["wire/", "*.md"], FOLDER)
    assert globs.match(str(FOLDER.parent / "wire" / "a.txt"))
    assert globs.match(str(FOLDER.parent / "a.md"))
    assert not globs.match(str(FOLDER.parent / "a.txt"))
    # A folder with a longer name is another one.
    assert not Globs(["/a.txt"], FOLDER).match(str(FOLDER.parent / "desktop" / "a.txt"))


@pytest.mark.parametrize(
    ("glob", "reason"),
    [
        ("wire\\*.txt", "write / between folders"),
        ("", "matches nothing"),
        ("# note", "matches nothing"),
        ("!", "is no glob"),
        ("[a", "not closed"),
        ("../a.txt", "leaves the folder"),
        ("a\u200bb", "cannot be seen"),
        ("a\x00b", "cannot be seen"),
    ],
)
def test_a_wrong_glob_is_refused_with_its_number(glob, reason):
    with pytest.raises(GlobError, match=reason) as error:
        Globs(["*.txt", glob], FOLDER)
    assert error.value.index == 1


@pytest.mark.parametrize(
    ("folder", "path", "glob", "matches"),
    [
        (r"C:\news", r"C:\news\wire\a.txt", "wire/", True),
        (r"C:\news", r"c:\News\wire\a.txt", "/wire/*.txt", True),
        ("C:\\", r"C:\wire\a.txt", "/wire/", True),
        (r"C:\news", r"C:\newsroom\wire\a.txt", "/wire/", False),
        (r"C:\news", r"D:\drafts\wire\a.txt", "wire/", True),
        (r"\\server\news", r"\\server\news\wire\a.txt", "/wire/a.txt", True),
    ],
)
def test_paths_of_windows_match_globs_with_slashes(monkeypatch, folder, path, glob, matches):
    monkeypatch.setattr(globs, "os", SimpleNamespace(sep="\\", path=ntpath))
    assert Globs([glob], PureWindowsPath(folder)).match(path) is matches
