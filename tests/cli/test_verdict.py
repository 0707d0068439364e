"""The verdict on an article: whether it can be published, and why not."""

import json
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
SOUND = (SEEDS / "000_d67ad8c953752a31.txt").read_text("utf-8") + "\n\n"
CLEAN = "The mayor opened the new bridge on Monday. Hundreds of people came to see it.\n\n"
CUT = "The talks failed. facing the wrath of his party, he left the capital on Monday.\n\n"
GARBLED = (
    "The talks failed. facing the wrath of his party, he left the capital on Monday.\n\n"
    "“We will be there, the minister said. Nobody came came to the the meeting of.\n\n"
    "He said that the. force. is a serious issue for &nbsp; the government of.\n\n"
)


def articles(done):
    report = json.loads(done.out)
    schema = json.loads((ROOT / "schema" / "report.schema.json").read_text("utf-8"))
    jsonschema.validate(report, schema)
    return report["articles"]


def level(lintnews, path, *options):
    # Without the reader, which takes its time to load and has little to add here.
    options = (path, "--format", "json", "--no-model", *options)
    (article,) = articles(lintnews("check", *options))
    return article["verdict"]["level"]


def test_the_seeds_have_the_verdicts_that_an_editor_gives_them(lintnews):
    made = articles(lintnews("check", SEEDS, "--format", "json"))
    levels = {Path(one["path"]).name[:3]: one["verdict"]["level"] for one in made}
    assert levels["001"] == "garbled"
    assert {levels["000"], levels["004"]} <= {"publishable", "needs-sub-editor"}


def test_clean_text_can_be_published_and_one_cut_sentence_needs_somebody(lintnews, write):
    write("clean.txt", SOUND)
    write("cut.txt", SOUND + CUT)
    write("garbled.txt", GARBLED)
    assert level(lintnews, "clean.txt") == "publishable"
    assert level(lintnews, "cut.txt") == "needs-sub-editor"
    assert level(lintnews, "garbled.txt") == "garbled"


def test_a_verdict_says_its_reasons_and_where_they_stand(lintnews, write):
    write("a.txt", CLEAN + GARBLED)
    done = lintnews("check", "a.txt", "--format", "json")
    (article,) = articles(done)
    verdict = article["verdict"]
    assert verdict["words"] == len((CLEAN + GARBLED).split())
    strengths = [one["strength"] for one in verdict["reasons"]]
    assert strengths == sorted(strengths, reverse=True)
    assert len(strengths) == 3
    places = {(one["rule"], one["start"]) for one in json.loads(done.out)["findings"]}
    for reason in verdict["reasons"]:
        assert {(reason["rule"], place["start"]) for place in reason["places"]} <= places


def test_the_same_damage_weighs_less_in_a_longer_article(lintnews, write):
    scores = []
    paragraphs = SOUND.splitlines(keepends=True)
    for more in (0, 4, len(paragraphs)):
        write("a.txt", GARBLED + "".join(paragraphs[:more]))
        (article,) = articles(lintnews("check", "a.txt", "--format", "json", "--no-model"))
        scores.append(article["verdict"]["score"])
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.9 > scores[-1]


def test_what_is_meant_so_does_not_count_and_a_baseline_does(lintnews, write):
    write("a.txt", SOUND + CUT)
    assert lintnews("baseline", "create", "a.txt").status == 0
    assert level(lintnews, "a.txt", "--baseline", "lintnews.baseline") == "needs-sub-editor"
    place = SOUND.count("\n") + 1
    assert lintnews("ignore", f"a.txt:{place}:19", "--reason", "so").status == 0
    assert level(lintnews, "a.txt") == "publishable"


def test_names_and_notes_make_nothing_garbled(lintnews, write):
    write("a.txt", "Daniel Kurtzer, an ambassador, spoke. Kurzer said that Kurzer would go. ")
    done = lintnews("check", "a.txt", "--format", "json")
    assert json.loads(done.out)["findings"]
    assert articles(done)[0]["verdict"]["level"] == "publishable"


def test_every_record_has_a_verdict_of_its_own(lintnews, write):
    records = [{"id": "x", "text": GARBLED}, {"id": "y", "text": CLEAN}]
    write("a.jsonl", "".join(json.dumps(one) + "\n" for one in records))
    made = articles(lintnews("check", "a.jsonl", "--format", "json"))
    assert [(one["record"], one["verdict"]["level"]) for one in made] == [
        ("line 1", "garbled"), ("line 2", "publishable"),
    ]  # fmt: skip


def test_a_file_without_words_has_none(lintnews, write):
    write("a.txt", "\n")
    assert articles(lintnews("check", "a.txt", "--format", "json")) == []


@pytest.mark.parametrize(
    ("text", "fail_on", "status"),
    [
        (GARBLED, "verdict:garbled", 1),
        (SOUND + CUT, "verdict:garbled", 0),
        (SOUND + CUT, "verdict:needs-sub-editor", 1),
        (CLEAN, "verdict:needs-sub-editor", 0),
    ],
)
def test_the_exit_status_can_depend_on_it(lintnews, write, text, fail_on, status):
    write("a.txt", text)
    write("b.txt", CLEAN)
    assert lintnews("check", "a.txt", "b.txt", "--no-model", "--fail-on", fail_on).status == status


def test_people_read_it_in_a_line_behind_the_findings(lintnews, write):
    write("a.txt", SOUND + CUT)
    write("b.txt", CLEAN)
    done = lintnews("check", "a.txt", "b.txt", "--verdict", "--no-model")
    lines = [line for line in done.out.splitlines() if "(score" in line]
    assert lines[0].startswith("a.txt: needs a sub-editor (score 0.0")
    words = len((SOUND + CUT).split())
    place = f"{SOUND.count(chr(10)) + 1}:19"
    assert f"1 damaged place in {words} words: lowercase-sentence-start at {place}" in lines[0]
    assert lines[1] == "b.txt: publishable (score 0.00)"
    assert done.out.index("lowercase-sentence-start") < done.out.index(lines[0])
    assert "(score" not in lintnews("check", "a.txt", "--no-model").out


def test_the_page_has_it_above_the_text(lintnews, write):
    write("a.txt", GARBLED)
    page = lintnews("check", "a.txt", "--no-model", "--format", "html").out
    assert "<strong>Verdict:</strong> <bdi>garbled (score " in page


def test_what_is_garbled_can_be_chosen(lintnews, write):
    write("a.txt", SOUND + CUT)
    write("lintnews.toml", "verdict = { garbled = 0.0001 }\n")
    assert level(lintnews, "a.txt") == "garbled"
    assert "verdict.garbled" in lintnews("config", "a.txt").out


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("{ garbeld = 0.5 }", "garbeld"),
        ("{ garbled = 2 }", "garbled: this should be a number from 0 to 1, not 2"),
        ('{ garbled = "much" }', "garbled: this should be a number from 0 to 1, not 'much'"),
    ],
)
def test_a_threshold_that_is_none_is_told_with_its_place(lintnews, write, table, reason):
    write("a.txt", CLEAN)
    write("lintnews.toml", f"\nverdict = {table}\n")
    done = lintnews("check", "a.txt")
    assert done.status == 2
    assert "lintnews.toml:2: verdict: " in done.err
    assert reason in done.err


def test_a_cache_keeps_no_verdict(lintnews, write):
    write("a.txt", SOUND + CUT)
    first = lintnews("check", "a.txt", "--format", "json").out
    assert lintnews("check", "a.txt", "--format", "json").out == first
    write("lintnews.toml", "verdict = { garbled = 0.0001 }\n")
    assert level(lintnews, "a.txt") == "garbled"
