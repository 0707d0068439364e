"""The hooks, run by the real pre-commit in a fresh repository."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CLEAN = "The council met on Monday and raised the tax on water by a tenth.\n"
BROKEN = "The council met on Monday. facing the wrath of voters, it raised the tax on water.\n"
MENDABLE = "The council met on Monday , and it raised the the tax on water by a tenth.\n"
CONFIGURATION = """
repos:
  - repo: {hooks}
    rev: {revision}
    hooks:
      - id: {hook}
        {arguments}
"""


def git(folder, *arguments):
    identity = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    done = subprocess.run(
        ["git", "-C", folder, *identity, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def hooks(tmp_path_factory):
    """This checkout as it is now, committed in a repository of its own: its path and revision."""
    folder = tmp_path_factory.mktemp("hooks")
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")
    return folder, git(folder, "rev-parse", "HEAD")


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """The variables under which pre-commit keeps what it installs out of the user's folders."""
    home = tmp_path_factory.mktemp("pre-commit")
    identity = {f"GIT_{who}_{what}": "ann@example.org" for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")}  # fmt: skip
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {**os.environ, **identity, "PRE_COMMIT_HOME": str(home), "PATH": path}


@pytest.fixture
def repository(tmp_path, hooks, environment):
    """A repository of articles in which a hook is installed."""

    def make(hook, arguments=()):
        folder, revision = hooks
        git(tmp_path, "init", "--quiet")
        text = CONFIGURATION.format(
            hooks=folder,
            revision=revision,
            hook=hook,
            arguments=f"args: {list(arguments)}" if arguments else "",
        )
        (tmp_path / ".pre-commit-config.yaml").write_text(text, encoding="utf-8")
        subprocess.run(
            [sys.executable, "-m", "pre_commit", "install"],
            cwd=tmp_path, env=environment, check=True, capture_output=True,
        )  # fmt: skip
        return Articles(tmp_path, environment)

    return make


class Articles:
    """A repository of articles."""

    def __init__(self, folder, environment):
        self.folder = folder
        self._environment = environment

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def read(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def commit(self):
        """Commit all that has changed: whether it was let through, and what was said."""
        git(self.folder, "add", "--all")
        done = subprocess.run(
            ["git", "commit", "--message", "x"],
            cwd=self.folder, env=self._environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode == 0, done.stdout + done.stderr


def test_a_broken_article_is_refused_until_it_is_mended(repository):
    articles = repository("lintnews")
    articles.write("a.txt", BROKEN)
    articles.write("code.py", f'"""{BROKEN}"""\n')
    passed, said = articles.commit()
    assert not passed
    assert "a.txt:1:28: error: " in said
    assert "[lowercase-sentence-start]" in said
    assert "code.py" not in said
    assert articles.read("a.txt") == BROKEN
    articles.write("a.txt", CLEAN)
    passed, said = articles.commit()
    assert passed, said


def test_what_is_safe_is_fixed_and_the_commit_is_made_the_second_time(repository):
    articles = repository("lintnews-fix")
    articles.write("a.txt", MENDABLE)
    passed, said = articles.commit()
    assert not passed, said
    assert articles.read("a.txt") == MENDABLE.replace(" ,", ",").replace("the the", "the")
    passed, said = articles.commit()
    assert passed, said


def test_only_changed_lines_count_if_that_is_asked_for(repository):
    articles = repository("lintnews", ["--changed-since=HEAD"])
    articles.write("a.txt", CLEAN + BROKEN)
    git(articles.folder, "add", "--all")
    git(articles.folder, "commit", "--no-verify", "--quiet", "--message", "x")
    articles.write("a.txt", CLEAN.replace("Monday", "Friday") + BROKEN)
    passed, said = articles.commit()
    assert passed, said
    articles.write("a.txt", CLEAN + BROKEN + BROKEN.replace("council", "senate"))
    passed, said = articles.commit()
    assert not passed
    assert "a.txt:3:" in said
    assert "a.txt:2:" not in said
