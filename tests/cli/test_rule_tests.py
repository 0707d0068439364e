"""``lintnews test-rules``: what a rule author is told."""

import os

import pytest

RULE = """\
name: odd-word
family: house
since: "1"
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


@pytest.fixture
def rules(write):
    def write_rules(text=RULE, name="odd-word"):
        return write(f"rules/house/{name}.yml", text.replace("odd-word", name))

    return write_rules


def test_sound_rules_are_told_as_such(lintnews, rules):
    rules()
    done = lintnews("test-rules", "rules")
    assert (done.status, done.err) == (0, "")
    assert done.out == "ok      odd-word (1 bad, 1 good)\n1 rule tried, 0 failed\n"
    quiet = lintnews("test-rules", "--quiet", "rules")
    assert (quiet.status, quiet.out) == (0, "")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "An [[odd]] thing.",
            "An [[even]] thing.",
            ["bad: nothing was found", "An even thing.", "   ^^^^ marked"],
        ),
        (
            "An [[odd]] thing.",
            "An odd [[thing]].",
            [
                "bad: another place was found than the marked one",
                "An odd thing.",
                "       ^^^^^ marked",
                "   ^^^ found",
            ],
        ),
        (
            "An even thing.",
            "Very odd.",
            ["good: this should be left alone", "Very odd.", "     ^^^ found"],
        ),
        (
            "good:",
            "misses:\n  - 'So [[odd]] it is.'\ngood:",
            ["misses: this is found now; move it to bad", "So odd it is."],
        ),
        (
            "An [[odd]] thing.",
            "An odd thing.",
            ["bad: no place is marked; put [[ and ]] around it"],
        ),
        ("An [[odd]] thing.", "An odd]] thing.", ["bad: a mark ]] closes nothing"]),
    ],
)
def test_a_failing_example_is_shown_with_carets(lintnews, rules, old, new, expected):
    rules(RULE.replace(old, new))
    rules(name="other-word")
    done = lintnews("test-rules", "rules")
    assert done.status == 1
    lines = [line.removeprefix("    ") for line in done.out.splitlines()]
    assert lines[0].startswith("FAILED  odd-word (")
    at = next(index for index, line in enumerate(lines) if line.strip().startswith(expected[0]))
    assert [line.rstrip() for line in lines[at + 1 : at + len(expected)]] == expected[1:]
    assert lines[-2:] == ["ok      other-word (1 bad, 1 good)", "2 rules tried, 1 failed"]
    assert "other-word" not in lintnews("test-rules", "--quiet", "rules").out


def test_a_wrong_file_is_told_and_the_others_are_tried(lintnews, rules, write):
    path = rules()
    rules(RULE.replace("severity: warning", "severity: loud"), "loud-word")
    write("rules/house/late.yaml", RULE)
    done = lintnews("test-rules", "rules")
    assert done.status == 2
    assert "loud-word.yml:5: severity" in done.err
    assert "late.yaml: a rule is looked for in a file that ends in .yml" in done.err
    assert done.out.splitlines()[-1] == "1 rule tried, 0 failed, 2 problems"
    alone = lintnews("test-rules", path)
    assert (alone.status, alone.err) == (0, "")


@pytest.mark.parametrize("name", ["word-doubled", "quotes"])
def test_a_name_that_lintnews_uses_is_refused(lintnews, rules, name):
    rules(name=name)
    done = lintnews("test-rules", "rules")
    assert done.status == 2
    assert f"the name {name} is" in done.err


def test_a_folder_without_rules_and_one_that_is_not_there(lintnews, write):
    write("empty/readme.txt", "")
    done = lintnews("test-rules", "empty", "nowhere")
    assert done.status == 2
    assert "empty: there is no rule in this folder; a rule stands in FAMILY/NAME.yml" in done.err
    assert "nowhere: there is no such file or folder" in done.err
    assert lintnews("test-rules").status == 2


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"- a\n- b\n", b"a: [", b"\0" * 99])
def test_a_file_that_is_no_rule_is_told(lintnews, write, content):
    write("rules/house/odd.yml", content)
    done = lintnews("test-rules", "rules")
    assert done.status == 2
    assert "rules/house/odd.yml:" in done.err.replace(os.sep, "/")


def test_long_examples_keep_within_the_report(lintnews, rules):
    rules(RULE.replace("An even thing.", "It went on and on. " * 30 + "Very odd."))
    lines = lintnews("test-rules", "rules").out.splitlines()
    drawn = next(line for line in lines if "Very odd." in line)
    assert len(drawn) <= 100
    assert lines[lines.index(drawn) + 1].index("^") == drawn.index("odd")
