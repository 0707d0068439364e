"""LanguageTool asked by ``check``: what is told, remembered, dropped, and said when it fails."""

import json
import socket

import pytest
from languagetool_server import dawdling, fake_server

from lintnews.backends.languagetool.client import Client
from lintnews.backends.languagetool.wanted import Wanted
from lintnews.engine import shipped_rules
from lintnews.extras import Extra

START = "The talks ended on Monday with qqmarks for all.\n"
DOUBLED = "The talks ended when the the minister left for the capital on Monday.\n"
OTHER = "A man said nothing about it. The report came on Friday.\n"


@pytest.fixture
def server():
    with fake_server() as fake:
        yield fake


@pytest.fixture
def check(inside, server):
    """Lint with the server, in this process; the findings, the errors, the status."""

    def run(*arguments):
        done = inside(
            "check", "--format", "jsonl", "--no-model", "--languagetool", server.url, *arguments
        )
        return [json.loads(line) for line in done.out.splitlines()], done.err, done.status

    return run


def rules(findings):
    return [finding["rule"] for finding in findings]


@pytest.mark.parametrize("before", ["", "😀😀 ", "𝔄 word and a flag 🇺🇦. ", "e\u0301 \u200b "])
def test_a_place_counts_in_code_points(check, write, before):
    text = f"{before}The talks ended on Monday with qqmarks 😀 for all.\n"
    write("a.txt", text)
    found, _, _ = check("a.txt", "--select", "languagetool")
    (finding,) = [one for one in found if one["rule"] == "languagetool-spacing"]
    assert text[finding["start"] : finding["end"]] == finding["matched"] == "qqmarks"


def test_the_end_of_a_match_with_emoji_in_it_is_right(check, write, server):
    text = "😀 He said 😀😀 qq go home.\n"
    write("a.txt", text)
    match = {
        "offset": 11,
        "length": 7,
        "message": "x",
        "replacements": [],
        "context": {"text": "", "offset": 0},
        "rule": {"id": "R", "issueType": "x", "category": {"id": "GRAMMAR"}},
    }
    server.answer = lambda paragraph: (200, json.dumps({"matches": [match]}).encode())
    found, _, _ = check("a.txt", "--select", "languagetool-grammar", "--min-confidence", "0")
    assert [one["matched"] for one in found] == ["😀😀 qq"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<p>Tom &amp; 😀 <b>Ann</b> left<!-- x --> with <i>qqmarks</i> for all.</p>\n"),
        (
            "a.md",
            "# Talks\n\nTom *and* 😀 [Ann](http://x.example) left with **qqmarks** for all.\n",
        ),
    ],
)
def test_in_markup_a_place_is_that_of_the_source(check, write, name, content):
    write(name, content)
    found, _, _ = check(name, "--select", "languagetool-spacing")
    assert [content[one["start"] : one["end"]] for one in found] == ["qqmarks"]


def test_without_a_server_its_rules_do_not_run(inside, write, server):
    write("a.txt", START)
    assert inside("check", "--no-model", "a.txt").status == 0
    assert server.asked == []
    done = inside("check", "a.txt", "--select", "languagetool-grammar")
    assert done.status == 2
    assert done.err == (
        "lintnews: the rule languagetool-grammar asks LanguageTool, and none is configured; "
        "--languagetool names a folder of jars or the address of a server, and so does "
        "languagetool in lintnews.toml\n"
    )


def test_without_the_extra_asking_for_it_says_what_is_missing(check, write, monkeypatch):
    monkeypatch.setattr(Extra, "is_installed", False)
    write("a.txt", START)
    _, err, status = check("a.txt", "--no-cache")
    assert status == 2
    assert "needs language_tool_python" in err
    assert "pip install 'lintnews[languagetool]' adds it" in err


def test_what_a_rule_says_too_is_told_once_and_is_surer(check, inside, write):
    write("a.txt", DOUBLED)
    plain = inside("check", "--format", "jsonl", "--no-model", "a.txt")
    (before,) = [json.loads(line) for line in plain.out.splitlines()]
    found, _, _ = check("a.txt")
    assert rules(found) == [before["rule"]] == ["word-doubled"]
    assert before["confidence"] < found[0]["confidence"] <= 0.99


def test_where_the_rule_is_ignored_languagetool_speaks(check, write):
    write("a.txt", DOUBLED)
    found, _, _ = check("a.txt", "--ignore", "word-doubled")
    assert rules(found) == ["languagetool-repetition"]


def test_names_that_the_article_knows_are_dropped_and_counted(inside, write, server):
    write("a.txt", "They met Anna Qqname there. She said that Qqname left.\n")
    options = ("--no-model", "--languagetool", server.url, "--select", "languagetool-spelling")
    done = inside("check", *options, "--min-confidence", "0", "a.txt")
    assert (done.status, done.out) == (
        0,
        "Nothing found in 1 file; 2 about known names dropped\n",
    )
    report = json.loads(inside("check", "--format", "json", *options, "a.txt").out)
    assert report["summary"]["spared"] == 2


def test_names_of_the_authority_are_dropped(inside, write, server):
    write("a.txt", "The firm eQqname is no more.\n")
    entry = "entries:\n  - {id: qq, kind: organisation, preferred: eQqname}\n"
    write("house.yml", entry)
    options = ("--no-model", "--languagetool", server.url, "--select", "languagetool-spelling")
    found = inside("check", *options, "--min-confidence", "0", "a.txt")
    assert "eQqname" in found.out
    found = inside("check", *options, "--min-confidence", "0", "--names", "house.yml", "a.txt")
    assert found.out == "Nothing found in 1 file; 1 about known names dropped\n"


def test_a_server_that_tells_no_version_is_asked_for_it_once(inside, write, server):
    for number in range(5):
        write(f"{number}.txt", f"Talk number {number} ended on Monday with qqmarks for all.\n")
    server.version = None
    options = ("--no-model", "--jobs", "1", "--languagetool", server.url)
    before = server.version_asked
    done = inside("check", *options, "--select", "languagetool-spacing", ".")
    assert done.out.count("[languagetool-spacing") == 5
    # Once for what the run is, and once for what is remembered of paragraphs.
    assert server.version_asked - before == 2


def test_an_answer_is_remembered_by_paragraph_and_version(lintnews, write, server):
    def check(name):
        done = lintnews("check", "--no-model", "--languagetool", server.url, name)
        assert "languagetool-spacing" in done.out

    write("a.txt", START + "\n" + OTHER)
    check("a.txt")
    assert len(server.asked) == 2
    # Another paragraph makes the file another one; the first two are known.
    write("a.txt", START + "\n" + OTHER + "\nAnother line came in.\n")
    check("a.txt")
    assert server.asked[2:] == ["Another line came in."]
    server.version = "6.7"
    check("a.txt")
    assert len(server.asked) == 6


def test_no_cache_asks_again(check, write, server):
    write("a.txt", START)
    check("a.txt", "--no-cache")
    check("a.txt", "--no-cache")
    assert len(server.asked) == 2


def refused(server):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server.url = f"http://127.0.0.1:{free.getsockname()[1]}"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((500, b"Error: out of memory"), "Error: out of memory"),
        ((200, b"<html>not found</html>"), "not found"),
        ((200, b"[]"), "cannot be understood"),
        ((200, b'{"matches": [{}]}'), "cannot be understood"),
        ((200, b"{}"), "cannot be understood"),
        ((426, b"no more"), "no more requests"),
        (
            (
                200,
                b'{"matches": [{"offset": 900, "length": 5, "message": "x", "replacements": [], '
                b'"context": {"text": "", "offset": 0}, '
                b'"rule": {"id": "R", "issueType": "x", "category": {"id": "C"}}}]}',
            ),
            "cannot be understood",
        ),
        (None, "Remote end closed connection"),
        (refused, "refused"),
    ],
    ids=["500", "page", "list", "fields", "empty", "limit", "outside", "cut", "refused"],
)
def test_a_server_that_fails_is_one_problem_and_the_rest_is_reported(
    check, write, server, answer, said
):
    for name in "abcde":
        write(f"{name}.txt", DOUBLED + "\n" + OTHER)
    if callable(answer):
        answer(server)
    else:
        server.answer = lambda paragraph: answer
    found, err, status = check(".", "--no-cache")
    assert status == 2
    assert rules(found) == ["word-doubled"] * 5
    assert err.count("\n") == 1
    assert err.startswith(
        "lintnews: a.txt: findings of LanguageTool are missing: http://127.0.0.1:"
    )
    assert said in err
    assert err.endswith("; 4 more documents lack them too\n")
    assert len(server.asked) <= 6


def test_a_slow_server_is_not_waited_for(check, write, server):
    write("lintnews.toml", f'[languagetool]\nserver = "{server.url}"\ntimeout = 0.1\n')
    write("a.txt", DOUBLED)
    server.answer = dawdling(1)
    found, err, status = check("a.txt")
    assert (rules(found), status) == (["word-doubled"], 2)
    assert "it did not answer within 0.1 seconds" in err


def test_a_server_that_dies_in_mid_run_costs_only_what_it_was_not_asked(lintnews, write, server):
    def check():
        options = ("--no-model", "--format", "jsonl", "--languagetool", server.url)
        done = lintnews("check", *options, ".")
        return [json.loads(line)["path"] for line in done.out.splitlines()], done.err, done.status

    for name in "abc":
        write(f"{name}.txt", START.replace("Monday", f"day {name}"))

    def once(paragraph):
        return server.matches(paragraph) if "day a" in paragraph else None

    server.answer = once
    found, err, status = check()
    assert (found, status) == (["a.txt"], 2)
    assert err.count("\n") == 1
    # What is lacking was not remembered as if nothing had been found.
    server.answer = server.matches
    assert check()[:2] == (["a.txt", "b.txt", "c.txt"], "")


def test_several_workers_find_the_same(lintnews, write, server):
    for number in range(4):
        write(f"{number}.txt", f"Day {number} was calm. " * 900 + "\n\n" + START)
    options = ("--no-model", "--no-cache", "--format", "jsonl", "--languagetool", server.url)
    one = lintnews("check", *options, "--jobs", "1", ".")
    two = lintnews("check", *options, "--jobs", "2", ".")
    assert (one.err, two.err) == ("", "")
    assert one.out == two.out
    assert one.out.count("languagetool-spacing") == 4


def test_a_long_paragraph_is_asked_about_in_parts(check, write, server):
    days = " ".join(f"The day {number} was calm and long." for number in range(1500))
    write("a.txt", f"{days}\n")
    check("a.txt")
    assert len(server.asked) == 3
    assert all(part.startswith("The day") and part.endswith("long.") for part in server.asked)


MARKED = """
name: qq-marks
family: house
since: "1"
status: stable
severity: warning
scope: sentence
confidence: 0.5
check: languagetool
with: {rules: [SENTENCE_WHITESPACE]}
message: x
source: x
why: x
bad: ["The talks ended with [[qqmarks]] for all."]
good: ["The talks ended for all."]
"""


def test_examples_are_tried_on_a_server(inside, write, server):
    write("rules/house/qq-marks.yml", MARKED)
    done = inside("test-rules", "--languagetool", server.url, "rules")
    assert (done.out, done.err, done.status) == (
        "ok      qq-marks (1 bad, 1 good)\n1 rule tried, 0 failed\n",
        "",
        0,
    )


@pytest.mark.parametrize("answer", [None, (200, b"[]")])
def test_no_example_fails_because_the_server_is_silent(inside, write, server, answer):
    for name in ("qq-marks", "qq-more"):
        write(f"rules/house/{name}.yml", MARKED.replace("qq-marks", name))
    rule = MARKED.replace("qq-marks", "qq-other").replace("[[qqmarks]]", "[[the the]]")
    other = rule.replace("check: languagetool", "pattern: the the")
    write("rules/house/qq-other.yml", other.replace("with: {rules: [SENTENCE_WHITESPACE]}\n", ""))
    server.answer = lambda paragraph: answer
    done = inside("test-rules", "--languagetool", server.url, "rules")
    assert done.status == 2
    assert done.err.startswith("lintnews: rules/house/qq-marks.yml: LanguageTool is needed to try")
    assert f"does not answer ({server.url}/: " in done.err
    assert done.err.count("\n") == 1
    assert done.out == (
        "ok      qq-other (1 bad, 1 good)\n"
        "1 rule tried, 0 failed, 2 not tried, for LanguageTool does not answer\n"
    )


@pytest.mark.parametrize("insertion", ["[q]qmarks", "[qqmarks]", "qqmarks[,]", "[S]qqmarks"])
def test_what_an_editor_inserted_is_left_alone(check, write, insertion):
    write("a.txt", f"“The talks ended with {insertion} for all,” he said.\n")
    assert rules(check("a.txt", "--select", "languagetool")[0]) == []
    write("a.txt", "“The [talks] ended with qqmarks for all,” he said.\n")
    assert rules(check("a.txt", "--select", "languagetool")[0]) == ["languagetool-spacing"]


def test_half_a_character_is_no_trouble(server):
    (match,) = Client(Wanted(server=f"{server.url}/")).matches("A \ud83d half of qqmarks.", "en-US")
    assert (match.start, match.end) == (12, 19)


def test_the_configuration_names_the_server(inside, write, server):
    write("lintnews.toml", f'[languagetool]\nserver = "{server.url}"\n')
    write("a.txt", START)
    done = inside("check", "--no-model", "a.txt", "--statistics", "--fail-on", "never")
    assert "1  languagetool-spacing" in done.out


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('server = "http://x"\njars = "y"', "one of server and jars says where it is"),
        ('server = "x"', "server"),
        ("timeout = 0", "timeout"),
        ('folder = "x"', "folder"),
    ],
)
def test_a_wrong_table_is_refused_with_its_place(inside, write, table, said):
    write("lintnews.toml", f"[languagetool]\n{table}\n")
    write("a.txt", START)
    done = inside("check", "a.txt")
    assert done.status == 2
    assert done.err.startswith("lintnews: lintnews.toml:")
    assert said in done.err


def test_the_command_line_counts_before_the_file(inside, write, server):
    write("lintnews.toml", '[languagetool]\njars = "nowhere"\n')
    write("a.txt", START)
    done = inside("check", "--no-model", "--languagetool", server.url, "a.txt")
    assert "languagetool-spacing" in done.out


def test_the_rules_of_the_family_share_nothing():
    shares = [rule.file.options for rule in shipped_rules() if rule.file.family == "languagetool"]
    named = {
        name
        for options in shares
        for key in ("rules", "categories")
        for name in options.get(key, ())
    }
    (other,) = [options for options in shares if options.get("everything")]
    assert set(other["but"]) == named
