"""``lintnews check --archive``: names are compared with what was published before."""

import json

import pytest

PAST = "Senator Alexandra Zimmermann met Clara Bessemer in Lusaka. Later Zimmermann left.\n"
TEXT = "In Lusaka the crowd cheered for Alexandra Zimmerrmann. On Monday Zimmerrmann left.\n"
TIE = "Reporters met Alexandra Zimmermann. They cheered for Alexandra Zimmerrmann.\n"


@pytest.fixture
def check(lintnews, write):
    """Check a text, with an archive of twelve articles or without."""

    def run(text, *options, archive=True):
        write("a.txt", text)
        if archive:
            records = [json.dumps({"text": PAST, "day": f"2020-01-{n + 1:02}"}) for n in range(12)]
            write("past.jsonl", "\n".join(records))
            learning = ("--archive", "past.db", "--date-field", "day")
            assert lintnews("names", "learn", "past.jsonl", *learning).status == 0
            options += ("--archive", "past.db")
        done = lintnews("check", "a.txt", "--no-model", "--format", "jsonl", *options)
        assert done.err == ""
        return [json.loads(line) for line in done.out.splitlines()]

    return run


def test_a_name_that_was_written_otherwise_all_along_is_noted(check):
    (finding,) = check(TEXT)
    assert (finding["rule"], finding["severity"]) == ("name-unlike-archive", "note")
    assert finding["matched"] == "Alexandra Zimmerrmann"
    for words in ("Alexandra Zimmermann", "12 times", "2020-01-12", "never"):
        assert words in finding["message"]
    assert finding["suggestions"] == [{"text": "Alexandra Zimmermann", "safe": False}]
    assert finding["confidence"] < 0.7


def test_without_an_archive_nothing_is_said_of_it(check):
    assert check(TEXT, archive=False) == []


def test_which_of_two_right_forms_the_house_writes_is_told_by_its_archive(check, lintnews, write):
    record = json.dumps({"text": "The road to Kyiv was closed on Monday.\n"})
    write("kyiv.jsonl", "\n".join([record.replace("Monday", f"May {n + 1}") for n in range(12)]))
    assert lintnews("names", "learn", "kyiv.jsonl", "--archive", "kyiv.db").status == 0
    text = "The road to Kyiv was closed. In Kiev the sirens wailed, and nobody slept.\n"
    (open_,) = check(text, archive=False)
    (decided,) = check(text, "--archive", "kyiv.db", archive=False)
    assert open_["rule"] == decided["rule"] == "name-styles-mixed"
    assert "nothing in the text says which" in open_["message"]
    assert decided["matched"] == "Kiev"
    assert "the archive has" in decided["message"]


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("Zimmerrmann", "Zimmermann"),
        TEXT.replace("Alexandra", "Robert"),
        TEXT.replace("Alexandra Zimmerrmann", "Zimmerrmann"),
    ],
    ids=["right", "somebody else", "surname alone"],
)
def test_other_names_are_left_alone(check, text):
    assert check(text) == []


def test_a_tie_in_the_text_is_decided_by_the_archive(check):
    (open_,) = check(TIE, archive=False)
    (decided,) = check(TIE)
    assert open_["rule"] == decided["rule"] == "name-spelled-two-ways"
    assert open_["suggestions"] == []
    assert decided["matched"] == "Zimmerrmann"
    assert decided["suggestions"] == [{"text": "Zimmermann", "safe": False}]
    assert 'the archive has "Zimmermann" 12 times' in decided["message"]


def test_any_number_of_processes_finds_the_same(lintnews, write, check):
    check(TEXT)
    write("many.jsonl", "".join(json.dumps({"text": TEXT * 90}) + "\n" for _ in range(12)))
    outputs = [
        lintnews("check", "many.jsonl", "--select", "names", "--archive", "past.db",
                 "--format", "jsonl", "--jobs", jobs)
        for jobs in (1, 3)
    ]  # fmt: skip
    assert [done.err for done in outputs] == ["", ""]
    assert outputs[0].out.count("name-unlike-archive") == 12
    assert outputs[0].out == outputs[1].out


def test_checking_leaves_the_archive_as_it_is(check, tmp_path):
    check(TEXT)
    before = (tmp_path / "past.db").read_bytes()
    check(TEXT)
    assert (tmp_path / "past.db").read_bytes() == before
    assert [path.name for path in tmp_path.glob("past.db*")] == ["past.db"]
