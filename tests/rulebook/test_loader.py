"""Broken rule files are refused with file, line and reason."""

import textwrap

import pytest

from lintnews.rulebook.errors import RuleError
from lintnews.rulebook.loader import load_rules
from lintnews.rulebook.registry import known_checks

GOOD = """\
name: odd-word
family: words
since: "0.1"
status: stable
severity: warning
confidence: 0.9
scope: sentence
pattern: '\\bodd\\b'
message: 'The word "{matched}" is odd.'
why: It is.
source: a test
bad:
  - 'An [[odd]] thing.'
good:
  - 'An even thing.'
"""


def write(tmp_path, text, name="odd-word.yml"):
    folder = tmp_path / "words-family" if "words-family" in text else tmp_path / "style"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text.replace("family: words", f"family: {folder.name}"), encoding="utf-8")
    return path


def test_a_sound_rule_is_loaded(tmp_path):
    write(tmp_path, GOOD)
    (rule,) = load_rules(tmp_path, known_checks())
    assert rule.name == "odd-word"
    assert rule.file.family == "style"


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("severity: warning", "severity: loud", 5, "severity"),
        ("confidence: 0.9", "confidence: 1.9", 6, "confidence"),
        ("why: It is.", "wyh: It is.", None, "wyh"),
        ("why: It is.", "why: It is.\nwhy: Again.", 11, "given twice"),
        ("pattern: '\\bodd\\b'", "pattern: '(odd'", 8, "no regular expression"),
        ("pattern: '\\bodd\\b'", "pattern: 'o+d'", 8, "without limit"),
        ("pattern: '\\bodd\\b'", "pattern: 'od{2,}'", 8, "without limit"),
        ("pattern: '\\bodd\\b'", "pattern: '(?:o?d?){0,20}x'", 8, "steps at one place"),
        ("pattern: '\\bodd\\b'", "pattern: 'o{e<=1}d'", 8, "not counted"),
        ("pattern: '\\bodd\\b'", "pattern: 'o(?R)d'", 8, "not counted"),
        ("pattern: '\\bodd\\b'", "pattern: '(odd)?'", 8, "empty string"),
        ("pattern: '\\bodd\\b'", "check: no_such_check", 8, "no check no_such_check"),
        ("{matched}", "{macthed}", 9, "macthed"),
        ("{matched}", "{matched.__class__}", 9, "matched.__class__"),
        ("name: odd-word", "name: Odd_Word", 1, "name"),
        ("name: odd-word", "name: other-word", 1, "other-word.yml"),
        ("bad:\n  - 'An [[odd]] thing.'", "bad: []", 12, "bad"),
        ("  - 'An even thing.'", "  - 7", 15, "good[0]"),
        ("source: a test", "source: [a", None, "no YAML"),
    ],
)
def test_a_broken_rule_is_refused(tmp_path, old, new, line, reason):
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(RuleError) as caught:
        load_rules(tmp_path, known_checks())
    message = str(caught.value)
    assert message.startswith(f"{path}:{line}:" if line else f"{path}:")
    assert reason in message


def test_two_rules_of_one_name_are_refused(tmp_path):
    write(tmp_path, GOOD)
    other = textwrap.dedent(GOOD).replace("name: odd-word", "name: even-word")
    write(tmp_path, other + "aliases: [odd-word]\n", "even-word.yml")
    with pytest.raises(RuleError, match="taken by"):
        load_rules(tmp_path, known_checks())


def test_options_of_a_check_are_held_to_its_schema(tmp_path):
    text = GOOD.replace("pattern: '\\bodd\\b'", "check: no_finite_verb\nwith:\n  fewest: many")
    path = write(tmp_path, text)
    with pytest.raises(RuleError) as caught:
        load_rules(tmp_path, known_checks())
    assert str(caught.value).startswith(f"{path}:10: with.fewest")
