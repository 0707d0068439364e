"""Readability: grades without a network, and no cost for those who do not ask for them."""

import subprocess
import sys

import pytest

from lintnews.backends.readability import Formula, grade
from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules

SHORT = "He came to the town. "
LONG = (
    "Notwithstanding considerable parliamentary opposition, the international organisation "
    "responsible for administering agricultural compensation programmes recommended immediately "
    "reconsidering the contributions of participating governments, and announced additional "
    "consultations concerning implementation arrangements, which representatives of the "
    "participating administrations subsequently characterised as insufficiently transparent, "
    "disproportionately expensive and fundamentally incompatible with constitutional requirements. "
)
RULES = [rule for rule in shipped_rules() if rule.file.family == "readability"]

# Whoever asks for an address or a connection ends the process at once with a status of its own.
NETWORK_IS_DEATH = """
import os, socket, sys
def die(*arguments, **named):
    os._exit(99)
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = die
socket.getaddrinfo = socket.gethostbyname = die
"""
RUN = """
from lintnews.cli import main
sys.argv = ["lintnews", *sys.argv[1:]]
try:
    main()
finally:
    print("textstat" in sys.modules, file=sys.stderr)
"""


def run(tmp_path, *arguments, before=""):
    path = tmp_path / "a.txt"
    path.write_text(SHORT * 3 + LONG * 3, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-c", NETWORK_IS_DEATH + before + RUN, "check", *arguments, str(path)],
        capture_output=True,
        text=True,
        check=False,
        # Where NLTK looks for its data there is none.
        env={"HOME": str(tmp_path), "NLTK_DATA": str(tmp_path), "PATH": ""},
    )


def test_grades_are_given_without_a_network(tmp_path):
    done = run(tmp_path, "--select", "readability", "--jobs", "1", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    assert "text-hard-to-read" in done.stdout
    assert "paragraph-hard-to-read" in done.stdout
    assert done.stderr.split()[-1] == "True"


def test_the_library_is_not_imported_unless_a_rule_needs_it(tmp_path):
    done = run(tmp_path, "--jobs", "1", "--quiet")
    assert done.stderr.split() == ["False"]
    done = run(tmp_path, "--select", "sentence-too-long", "--jobs", "1", "--quiet")
    assert "sentence-too-long" in done.stdout
    assert done.stderr.split() == ["False"]


def test_a_missing_library_is_told_once_and_how_to_install_it(tmp_path):
    missing = "sys.modules['textstat'] = None\n"
    done = run(tmp_path, "--select", "readability", "--jobs", "1", before=missing)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("which is not installed") == 1
    assert "pip install 'lintnews[readability]'" in done.stderr
    assert run(tmp_path, "--jobs", "1", before=missing).returncode != 2


@pytest.mark.parametrize("formula", Formula)
def test_long_words_and_long_sentences_raise_the_grade(formula):
    easy, hard = SHORT.rstrip(" .").split(), LONG.rstrip(" .").split()
    assert grade([easy] * 5, formula) < 6 < 18 < grade([hard] * 2, formula)


def test_full_stops_of_abbreviations_end_no_sentence():
    words = "the U.S. economy of Mr. Smith grew by 3.5 percent in the first half".split()
    plain = [word.replace(".", "") for word in words]
    assert grade([words] * 4, Formula.ARI) == grade([plain] * 4, Formula.ARI)


def test_the_place_is_the_longest_sentence():
    text = SHORT * 3 + LONG * 2
    hits = {finding.rule: finding for finding in lint(plain_document(text, "a.txt"), RULES)}
    assert hits["paragraph-hard-to-read"].matched == LONG.strip()
    assert "limit is 22" in hits["paragraph-hard-to-read"].message


def test_a_short_text_gets_no_grade():
    rules = {finding.rule for finding in lint(plain_document(LONG, "a.txt"), RULES)}
    assert "text-hard-to-read" not in rules
