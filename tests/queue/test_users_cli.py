"""The commands for users and tokens."""

import json
import os
import subprocess
import sys

import pytest


@pytest.fixture
def lintnews(tmp_path):
    """Runs a command of a queue of its own."""

    def run(*words, typed="", **environment):
        environment = {
            **os.environ,
            "LINTNEWS_QUEUE_HOME": str(tmp_path / "home"),
            "LINTNEWS_QUEUE_DATABASE_URL": "",
            **environment,
        }
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        return subprocess.run(
            [sys.executable, "-m", "lintnews", "queue", *words],
            input=typed,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_users_are_added_listed_and_changed(lintnews):
    first = lintnews("user", "add", "Anna", typed="correct horse\n")
    assert (first.returncode, first.stdout) == (0, "anna can sign in now, as admin.\n"), first
    second = lintnews("user", "add", "ben", "--role", "viewer", typed="battery staple\n")
    assert second.returncode == 0
    weak = lintnews("user", "add", "cleo", typed="short\n")
    assert weak.returncode == 2
    assert "too short" in weak.stderr
    assert "short\n" not in weak.stderr.replace("too short", "")
    assert lintnews("user", "password", "anna", typed="12345678901\n").returncode == 2
    assert lintnews("user", "password", "ANNA", typed="battery staple\n").returncode == 0
    assert lintnews("user", "role", "ben", "lead").returncode == 0
    assert lintnews("user", "disable", "BEN").returncode == 0
    refused = lintnews("user", "disable", "anna")
    assert (refused.returncode, "only admin" in refused.stderr) == (2, True)
    assert lintnews("user", "list").stdout == "anna\tadmin\nben\tlead\tdisabled\n"


def test_a_token_is_printed_once(lintnews, tmp_path):
    lintnews("user", "add", "cms", typed="correct horse\n")
    made = lintnews("token", "add", "our CMS", "--user", "cms", "--scope", "push")
    text = made.stdout.strip()
    assert (made.returncode, text[:4], len(text)) == (0, "lnq_", 47)
    listed = lintnews("token", "list").stdout
    assert listed == f"{text[:10]}…\tour CMS\tcms\tpush\tnever used\n"
    assert lintnews("token", "revoke", "our CMS").returncode == 0
    again = lintnews("token", "revoke", "our CMS")
    assert (again.returncode, 'no token "our CMS"' in again.stderr) == (2, True)
    home = tmp_path / "home"
    assert home.stat().st_mode & 0o077 == 0
    assert (home / "secret.key").stat().st_mode & 0o077 == 0
    assert all(text.encode() not in file.read_bytes() for file in home.iterdir())


def test_what_the_environment_says_wrongly_is_named(lintnews):
    for name, value in (("LINTNEWS_QUEUE_PROXIES", "many"), ("LINTNEWS_QUEUE_HOSTS", "*")):
        ran = lintnews("user", "list", **{name: value})
        assert ran.returncode == 2
        assert name in ran.stderr
        assert "Traceback" not in ran.stderr


def test_the_description_of_the_api_is_printed(lintnews):
    assert json.loads(lintnews("openapi").stdout)["openapi"].startswith("3.")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names and rights")
def test_what_a_queue_keeps_stands_in_its_folder_for_nobody_else(lintnews, tmp_path):
    home = tmp_path / "a#b?c=1%41"
    home.mkdir(mode=0o755)
    done = lintnews("user", "add", "zoe", typed="correct horse\n", LINTNEWS_QUEUE_HOME=str(home))
    assert done.returncode == 0, done.stderr
    assert {one.name: one.stat().st_mode & 0o077 for one in home.iterdir()} == {
        "queue.sqlite3": 0, "secret.key": 0, "migrating.lock": 0o044,
    }  # fmt: skip
    assert [one.name for one in tmp_path.iterdir()] == [home.name]


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"LINTNEWS_QUEUE_TIME_LIMIT": "1e10"}, "LINTNEWS_QUEUE_TIME_LIMIT is '1e10'"),
        ({"LINTNEWS_QUEUE_DATABASE_URL": "oracle://x/y"}, "the database cannot be used: "),
        ({"LINTNEWS_QUEUE_DATABASE_URL": "postgresql://x@127.0.0.1:1/y"}, "the database cannot"),
    ],
)
def test_what_the_environment_says_wrongly_is_told(lintnews, variables, said):
    done = lintnews("user", "list", **variables)
    assert done.returncode == 2
    assert done.stderr.startswith(f"lintnews: {said}")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("key", [b"", b"short", b"\xff" * 64])
def test_a_key_that_is_none_is_told(lintnews, tmp_path, key):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "secret.key").write_bytes(key)
    done = lintnews("user", "list")
    assert done.returncode == 2
    assert "secret.key has no key in it. Delete it" in done.stderr
