"""The English of articles: chosen on the command line or in a file, or read from each."""

import json

import pytest
from languagetool_server import fake_server

AMERICAN = "They favored a new bridge in the center of town. The color of it is gray.\n"
BRITISH = "They favoured a new bridge in the centre of town. The colour of it is grey.\n"
RULE = "spelling-against-variety"


@pytest.fixture
def check(inside):
    """Lint, without a cache and the reader; place, text and suggestion of what RULE finds."""

    def run(*arguments):
        done = inside(
            "check", "--format", "jsonl", "--no-model", "--no-cache", "--select", RULE, *arguments
        )
        assert done.err == ""
        return [
            (found["path"], found["matched"], found["suggestions"][0]["text"])
            for found in map(json.loads, done.out.splitlines())
        ]

    return run


def test_nothing_is_held_against_a_text_of_which_nothing_is_said(check, write):
    write("a.txt", AMERICAN)
    write("b.txt", BRITISH)
    assert check("a.txt", "b.txt") == []
    assert check("--variety", "auto", "a.txt", "b.txt") == []


def test_the_command_line_says_which_english_it_is_to_be(check, write):
    write("a.txt", AMERICAN)
    write("b.txt", BRITISH)
    assert check("--variety", "en-GB", "a.txt", "b.txt") == [
        ("a.txt", "favored", "favoured"),
        ("a.txt", "center", "centre"),
        ("a.txt", "color", "colour"),
        ("a.txt", "gray", "grey"),
    ]
    assert check("--variety", "en-US", "a.txt", "b.txt") == [
        ("b.txt", "favoured", "favored"),
        ("b.txt", "centre", "center"),
        ("b.txt", "colour", "color"),
    ]


def test_where_the_british_write_both_the_americans_write_one(check, write):
    write("a.txt", "The cheque is for a tyre and a programme of his computer. Check the tire.\n")
    assert check("--variety", "en-GB", "a.txt") == []
    assert check("--variety", "en-US", "a.txt") == [
        ("a.txt", "cheque", "check"),
        ("a.txt", "tyre", "tire"),
        ("a.txt", "programme", "program"),
    ]


def test_a_file_says_it_for_each_folder(check, write):
    write(
        "lintnews.toml",
        'variety = "en-GB"\n[[overrides]]\npaths = ["wire/"]\nvariety = "en-US"\n',
    )
    write("wire/a.txt", AMERICAN)
    write("b.txt", "The color is red.\n")
    assert check(".") == [("b.txt", "color", "colour")]


def test_a_variety_that_is_not_known_is_refused_with_what_is(inside, write):
    write("a.txt", AMERICAN)
    done = inside("check", "--variety", "en-UK", "a.txt")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "lintnews: there is no English 'en-UK'; there are auto, en-US, en-GB, en-AU, en-CA, en-IE, "
        "en-IN, en-NZ, en-ZA\n"
    )
    write("lintnews.toml", 'variety = "english"\n')
    done = inside("check", "a.txt")
    assert done.status == 2
    assert done.err.startswith("lintnews: lintnews.toml:1")


def test_a_cached_outcome_is_not_that_of_another_variety(inside, write):
    write("a.txt", AMERICAN)
    first = inside("check", "--no-model", "--select", RULE, "--variety", "en-GB", "a.txt")
    second = inside("check", "--no-model", "--select", RULE, "--variety", "en-US", "a.txt")
    assert 'in British English it is "favoured"' in first.out
    assert "favored" not in second.out


def test_a_fix_puts_the_right_spelling_nowhere_unread(inside, write, tmp_path):
    write("a.txt", AMERICAN)
    inside("check", "--no-model", "--select", RULE, "--variety", "en-GB", "--fix", "a.txt")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == AMERICAN


@pytest.mark.parametrize(
    ("text", "options", "language"),
    [
        (AMERICAN, (), "en-US"),
        (BRITISH, (), "en-GB"),
        ("The talks ended on Monday.\n", (), "en-US"),
        ("The talks ended on Monday.\n", ("--variety", "en-AU"), "en-AU"),
        ("Ten lakh villagers got two crore rupees.\n", (), "en-GB"),
    ],
)
def test_languagetool_is_asked_in_the_english_of_the_article(
    inside, write, text, options, language
):
    write("a.txt", text)
    with fake_server() as server:
        place = ("--languagetool", server.url)
        inside("check", "--no-model", "--no-cache", *place, *options, "a.txt")
        assert set(server.languages) == {language}


def english(inside, *arguments):
    """The English of the articles in a JSON report, in order."""
    done = inside(*arguments, "--format", "json")
    return [article["english"] for article in json.loads(done.out)["articles"]]


def test_reports_on_style_tell_the_english_and_what_shows_it(inside, write):
    write("a.txt", AMERICAN)
    write("b.txt", BRITISH)
    write("c.txt", "The talks ended on Monday.\n")
    british = {
        "code": "en-GB",
        "title": "British",
        "chosen": False,
        "evidence": ["centre", "colour", "favoured"],
    }
    read = english(inside, "style", "a.txt", "b.txt", "c.txt")
    assert read[1:] == [british, None]
    assert (read[0]["code"], read[0]["evidence"]) == (
        "en-US",
        ["center", "color", "favored", "gray"],
    )
    check = ("check", "--no-model", "--no-cache", "a.txt", "b.txt", "c.txt")
    assert english(inside, *check, "--figures") == read
    assert english(inside, *check) == [None, None, None]
    assert english(inside, *check, "--figures", "--variety", "en-IN")[1] == {
        "code": "en-IN",
        "title": "Indian",
        "chosen": True,
        "evidence": [],
    }
    assert "British English" in inside(*check, "--figures").out
