"""Changed lines, told by the real Git in repositories that the tests make."""

import os
import subprocess

import pytest

from lintnews.changed_lines import GitError, changed_lines

OLD = "one\ntwo\nthree\nfour\nfive\nsix\n"


@pytest.fixture
def git(tmp_path):
    """Run Git in a new repository."""

    def run(*arguments):
        identity = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
        done = subprocess.run(
            ["git", "-C", tmp_path, *identity, *arguments], check=True, capture_output=True
        )
        return done.stdout.decode().strip()

    run("init", "--quiet")
    return run


@pytest.fixture
def commit(git, tmp_path):
    """Write files and commit them."""

    def write(**files):
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        git("add", "--all")
        git("commit", "--quiet", "--message", "x")

    return write


def touched(path, revision="HEAD", last=8):
    """The lines of a file that have changed, each asked about by itself."""
    changed = changed_lines([str(path)], revision)
    return [n for n in range(1, last + 1) if changed.touch(os.path.realpath(path), n, n)]


def test_only_lines_that_are_other_now_have_changed(commit, tmp_path):
    commit(a=OLD)
    (tmp_path / "a").write_text(OLD.replace("two", "TWO").replace("six\n", "six\nseven\n"))
    assert touched(tmp_path / "a") == [2, 7]


def test_the_lines_around_a_gap_have_changed(commit, tmp_path):
    commit(a=OLD)
    (tmp_path / "a").write_text(OLD.replace("three\nfour\n", ""))
    assert touched(tmp_path / "a") == [2, 3]


def test_a_place_over_several_lines_is_touched_by_one(commit, tmp_path):
    commit(a=OLD)
    (tmp_path / "a").write_text(OLD.replace("four", "FOUR"))
    changed = changed_lines([str(tmp_path / "a")], "HEAD")
    assert changed.touch(str(tmp_path / "a"), 2, 4)
    assert not changed.touch(str(tmp_path / "a"), 1, 3)


def test_every_line_of_a_new_file_has_changed(commit, git, tmp_path):
    commit(a=OLD)
    (tmp_path / "new").write_text(OLD)
    assert touched(tmp_path / "new", last=6) == [1, 2, 3, 4, 5, 6]
    git("add", "new")
    assert touched(tmp_path / "new", last=6) == [1, 2, 3, 4, 5, 6]


def test_staged_changes_count_and_older_revisions_can_be_named(commit, git, tmp_path):
    commit(a=OLD)
    commit(a=OLD.replace("one", "ONE"))
    (tmp_path / "a").write_text(OLD.replace("one", "ONE").replace("five", "FIVE"))
    git("add", "a")
    assert touched(tmp_path / "a") == [5]
    assert touched(tmp_path / "a", "HEAD~1") == [1, 5]


@pytest.mark.parametrize(
    "name", ["with space.txt", "Kyjivſ-Ø.txt", 'a"b\\c.txt', "-x.txt", "tab\t"]
)
def test_any_file_name(git, tmp_path, name):
    file = tmp_path / name
    file.write_text(OLD)
    git("add", "--all")
    git("commit", "--quiet", "--message", "x")
    file.write_text(OLD.replace("two", "TWO"))
    assert touched(file) == [2]


def test_text_that_looks_like_a_diff_is_text(commit, tmp_path):
    hostile = "++ b/other\n-- a/other\n@@ -1 +1,9 @@\n"
    commit(a=OLD)
    (tmp_path / "a").write_text(OLD.replace("three\n", hostile))
    assert touched(tmp_path / "a", last=9) == [3, 4, 5]


def test_all_of_a_changed_file_that_is_no_text_to_git_has_changed(git, tmp_path):
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes(b"PK\x03\x04\0\0")
    git("add", "--all")
    git("commit", "--quiet", "--message", "x")
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04\0\1")
    assert touched(tmp_path / "a.docx", last=3) == [1, 2, 3]
    assert touched(tmp_path / "b.docx") == []


def test_a_file_in_a_repository_inside_another(commit, tmp_path):
    commit(a=OLD)
    inner = tmp_path / "inner"
    inner.mkdir()
    subprocess.run(["git", "-C", inner, "init", "--quiet"], check=True)
    (inner / "b").write_text(OLD)
    (tmp_path / "a").write_text(OLD.replace("two", "TWO"))
    with pytest.raises(GitError, match="inner"):
        changed_lines([str(tmp_path / "a"), str(inner / "b")], "HEAD")


def test_a_revision_that_is_none(commit, tmp_path):
    commit(a=OLD)
    for revision in ("nowhere", "--output=/tmp/x", ""):
        with pytest.raises(GitError, match="knows no revision"):
            changed_lines([str(tmp_path / "a")], revision)


def test_a_file_in_no_repository(tmp_path):
    (tmp_path / "a").write_text(OLD)
    with pytest.raises(GitError, match="not a git repository"):
        changed_lines([str(tmp_path / "a")], "HEAD")
