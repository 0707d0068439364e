"""LanguageTool itself: started from a folder of jars, watched, started anew, ended."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lintnews.backends.languagetool.state import State, read_state

SLIP = "The 😀 report came on Friday.Nobody read it."
OTHERS = "A man said nothing about it. The report came on Friday."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", f"😀😀 {SLIP} 🇺🇦 {OTHERS}\n"),
        ("a.txt", f"𝔄𝔅 e\u0301 \u00ad\u200b\u00a0 {SLIP}\n"),
        ("a.html", f"<p>Tom &amp; 😀 <b>Ann</b> left.<!-- x --> {SLIP}</p>\n"),
        ("a.md", f"# Talks\n\nTom *and* 😀 [Ann](http://x.example) left. {SLIP}\n"),
    ],
)
def test_places_are_those_of_the_source(inside, write, languagetool_url, name, content):
    write(name, content)
    options = ("--format", "jsonl", "--no-model", "--select", "languagetool-spacing")
    done = inside("check", *options, "--languagetool", languagetool_url, name)
    assert done.err == ""
    found = [json.loads(line) for line in done.out.splitlines()]
    assert [content[one["start"] : one["end"]] for one in found] == ["Nobody"]


def test_a_server_is_started_for_a_run_and_ended_with_it(lintnews, write, languagetool_jars):
    write("lintnews.toml", '[languagetool]\njars = "jars"\n')
    write("a.txt", f"{SLIP}\n")
    # Laid out as in the official zip.
    jars = Path(write("jars/libs/x", "")).parent
    for jar in languagetool_jars.glob("*.jar"):
        server = jar.name.startswith("languagetool-server")
        (jars.parent / "languagetool-server.jar" if server else jars / jar.name).symlink_to(jar)
    before = servers()
    options = ("--no-cache", "--select", "languagetool", "--fail-on", "warning")
    done = lintnews("check", *options, "a.txt")
    assert "languagetool-spacing" in done.out
    assert (done.err, done.status) == ("", 1)
    assert servers() == before


def servers():
    """The processes that are LanguageTool servers."""
    return {
        process.name
        for process in Path("/proc").iterdir()
        if process.name.isdigit() and b"languagetool.server" in commands(process)
    }


def commands(process):
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


KILLING = """
import os, signal, sys
from pathlib import Path
from lintnews.backends.languagetool.client import Client
from lintnews.backends.languagetool.starting import started
from lintnews.backends.languagetool.state import read_state
from lintnews.backends.languagetool.wanted import Wanted

running = started(Wanted(jars=Path(sys.argv[1])))
client = Client(running)
before = client.matches(sys.argv[2], "en-US")
os.kill(read_state(running.state).pid, signal.SIGKILL)
after = client.matches(sys.argv[2], "en-US")
assert before == after and before, (before, after)
print(running.state, read_state(running.state).pid, read_state(running.state).starts, flush=True)
sys.stdin.read()
"""


def test_a_killed_server_is_started_anew_and_ends_with_whoever_is_killed(languagetool_jars):
    command = [sys.executable, "-c", KILLING, str(languagetool_jars), SLIP]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        state, pid, starts = process.stdout.readline().decode().split()
        assert starts == "2"
        assert Path(f"/proc/{pid}").exists()
        process.send_signal(signal.SIGKILL)
    late = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists() and time.monotonic() < late:
        time.sleep(0.1)
    assert not Path(f"/proc/{pid}").exists()
    while Path(state).parent.exists() and time.monotonic() < late:
        time.sleep(0.1)
    assert not Path(state).parent.exists()


ARTICLES = 24


@pytest.fixture
def killing(tmp_path, write, languagetool_jars):
    """Lint many articles on two processes; the server is killed when the first finding is there."""
    # What makes work for several processes is left out before anybody is asked.
    padding = f"<!-- {'x' * 3000} -->"
    for number in range(ARTICLES):
        article = f"<p>The the mayor left on day {number}.</p><p>Day {number} ended. {SLIP}</p>\n"
        write(f"texts/{number:02}.html", article + padding)
    (tmp_path / "states").mkdir()
    chosen = "languagetool,word-doubled"
    options = ("--select", chosen, "--no-cache", "--format", "jsonl", "--jobs", "2")

    def run(place=languagetool_jars, killings=0):
        command = [sys.executable, "-m", "lintnews", "check", *options, "--languagetool", place]
        with subprocess.Popen(
            [*map(str, command), "texts"],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=(tmp_path / "errors").open("wb"),
            env={**os.environ, "TMPDIR": str(tmp_path / "states")},
        ) as process:
            lines = [process.stdout.readline()]
            last = kill(tmp_path / "states", killings) if killings else State()
            lines += process.stdout
        found = [json.loads(line) for line in lines]
        return found, (tmp_path / "errors").read_text(), process.returncode, last

    return run


def kill(folder, times):
    """Kill one server after another that is kept in a folder; what is told of the last one."""
    (path,) = folder.glob("*/state.json")
    last = State()
    late = time.monotonic() + 120
    while times and time.monotonic() < late:
        state = read_state(path)
        if state is not None and state.starts > last.starts and state.pid:
            os.kill(state.pid, signal.SIGKILL)
            last, times = state, times - 1
        time.sleep(0.05)
    assert not times
    return last


def test_a_server_killed_in_mid_run_costs_no_finding(killing, languagetool_url):
    undisturbed, err, status, _ = killing(languagetool_url)
    assert (err, status) == ("", 1)
    spacing = [one for one in undisturbed if one["rule"] == "languagetool-spacing"]
    assert len(spacing) == ARTICLES
    found, err, status, killed = killing(killings=1)
    assert killed.starts == 1
    assert (found, err, status) == (undisturbed, "", 1)


def test_a_server_that_is_killed_again_and_again_is_given_up(killing):
    found, err, status, killed = killing(killings=4)
    assert killed.starts == 4
    assert status == 2
    assert err.count("\n") == 1
    assert "findings of LanguageTool are missing" in err
    assert "the server died 4 times in a row" in err
    rules = [one["rule"] for one in found]
    assert rules.count("word-doubled") == ARTICLES
    # What was said before the server died is told as well.
    assert 0 < rules.count("languagetool-spacing") < ARTICLES


def a_java(folder, version):
    """A program that says that it is a Java, and is none."""
    folder.mkdir()
    java = folder / "java"
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n", encoding="utf-8")
    java.chmod(0o755)
    return str(folder)


@pytest.fixture
def without_java(lintnews, write, tmp_path):
    """Lint with a folder of jars, in an environment with another Java, or none."""
    write("a.txt", "The talks ended when the the minister left for the capital on Monday.\n")
    write("jars/languagetool-server-6.6.jar", "")

    def run(jars="jars", **environment):
        options = ("--no-model", "--no-cache", "--languagetool", jars)
        return lintnews("check", *options, "a.txt", **{"JAVA_HOME": "", **environment})

    return run


def test_without_java_the_rest_is_reported_and_what_is_missing_told(without_java, tmp_path):
    done = without_java(PATH=str(tmp_path))
    assert done.status == 2
    assert "word-doubled" in done.out
    assert "there is no Java in PATH; install Java 17 or later" in done.err
    assert done.err.count("\n") == 1


def test_an_old_java_is_told(without_java, tmp_path):
    done = without_java(PATH=a_java(tmp_path / "bin", "11.0.2"))
    assert "/bin/java is Java 11; install Java 17 or later" in done.err
    assert (done.status, done.err.count("\n")) == (2, 1)


def test_a_server_that_does_not_start_is_told(without_java, tmp_path):
    done = without_java(PATH=a_java(tmp_path / "bin", "17.0.1") + os.pathsep + os.environ["PATH"])
    assert 'the server did not start (openjdk version "17.0.1")' in done.err
    assert (done.status, "word-doubled" in done.out) == (2, True)


@pytest.mark.parametrize(
    ("jars", "said"),
    [("none", "/none is no folder; name the folder"), (".", "holds no languagetool-server*.jar")],
)
def test_a_folder_without_a_server_is_told(without_java, tmp_path, jars, said):
    done = without_java(jars, PATH=a_java(tmp_path / "bin", "21"))
    assert said in done.err
    assert (done.status, done.err.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--variety", "en-US"), ["neighbours", "centre"]),
        (("--variety", "en-GB"), []),
        (("--variety", "en-IN"), []),
        ((), []),
    ],
)
def test_the_server_checks_the_english_of_the_article(
    inside, write, languagetool_url, options, told
):
    write("a.txt", "The neighbours went to the centre of town on Monday.\n")
    rule = ("--no-model", "--select", "languagetool-variety", "--min-confidence", "0")
    place = ("--format", "jsonl", "--languagetool", languagetool_url)
    done = inside("check", *rule, *place, *options, "a.txt")
    assert [json.loads(line)["matched"] for line in done.out.splitlines()] == told


def test_the_server_says_nothing_of_a_quotation_in_another_language(
    inside, write, languagetool_url
):
    said = "No vamos a permitir que nadie nos diga lo que tenemos que hacer"
    start = "The talks ended on Monday, and the minister left the town at night."
    rules = ("--no-model", "--select", "languagetool", "--min-confidence", "0")
    place = ("--format", "jsonl", "--languagetool", languagetool_url)
    write("a.txt", f"{start} He told the crowd: “{said}.”\n")
    assert inside("check", *rules, *place, "a.txt").out == ""
    write("a.txt", f"{start} He told the crowd that {said}.\n")
    assert "MORFOLOGIK" in inside("check", *rules, *place, "a.txt").out
