"""Comments in the text: what they cover, and what is said of those that do not do what they say."""

import time

import pytest

from lintnews.document.document import Comment
from lintnews.engine import shipped_rules
from lintnews.rulebook.examples import parse_example

WRONG = "They voted for Zukunft , the party."
ABOUT = [rule for rule in shipped_rules() if rule.file.about_answers]


def states(findings, rule="space-before-mark"):
    """The line of each finding of a rule, and whether it is suppressed."""
    return [(one.line, one.state == "suppressed") for one in findings if one.rule == rule]


def said(findings):
    return [(one.rule, one.line) for one in findings if one.family == "suppression"]


def text(*paragraphs):
    return "\n\n".join(paragraphs) + "\n"


def test_a_comment_before_a_block_covers_that_block_alone(answered):
    comment = "<!-- lintnews-ignore space-before-mark: its way -->"
    found = answered(text(WRONG, comment, f"{WRONG}\n{WRONG}", WRONG))
    assert states(found) == [(1, False), (5, True), (6, True), (8, False)]
    assert said(found) == []


def test_a_comment_that_opens_a_block_covers_it(answered):
    comment = "<!-- lintnews-ignore space-before-mark: its way -->"
    found = answered(text(f"{comment}{WRONG}", f"{comment}\n{WRONG}", WRONG))
    assert states(found) == [(1, True), (4, True), (6, False)]


def test_a_comment_behind_text_covers_its_line(answered):
    comment = "<!-- lintnews-ignore space-before-mark: its way -->"
    found = answered(f"{WRONG}\n{WRONG} {comment} {WRONG}\n{WRONG}\n")
    assert states(found) == [(1, False), (2, True), (2, True), (3, False)]


def test_a_stretch_begins_and_ends_where_it_says(answered):
    start = "<!-- lintnews-ignore-start punctuation: its way -->"
    end = "<!-- lintnews-ignore-end -->"
    found = answered(text(WRONG, start, WRONG, WRONG, end, WRONG))
    assert states(found) == [(1, False), (5, True), (7, True), (11, False)]
    assert said(found) == []


def test_stretches_inside_each_other_end_by_their_names(answered):
    outer = "<!-- lintnews-ignore-start punctuation: its way -->"
    inner = "<!-- lintnews-ignore-start phrase-doubled: sung -->"
    song = "It is it is."
    end = "<!-- lintnews-ignore-end {} -->"
    found = answered(
        text(
            outer, inner, WRONG + " " + song, end.format("punctuation"), WRONG, song, end.format("")
        )
    )
    assert states(found) == [(5, True), (9, False)]
    assert states(found, "phrase-doubled") == [(5, True), (11, True)]
    assert said(found) == []


@pytest.mark.parametrize("name", ["space-before-mark", "punctuation", "all", "word-doubled, all"])
def test_a_whole_file_is_answered_wherever_that_is_said(answered, name):
    found = answered(text(WRONG, WRONG, f"<!-- lintnews-ignore-file {name}: its way -->"))
    assert states(found) == [(1, True), (3, True)]


def test_the_answer_says_where_and_why(answered):
    source = text("It rained.", "<!--lintnews-ignore punctuation :\n its   way -->", WRONG)
    (found,) = answered(source, "punctuation", shift=100)
    assert (found.answer.by, found.answer.path, found.answer.line) == ("comment", "a.md", 3)
    assert found.answer.reason == "its way"
    assert found.start == 100 + source.index(" ,")


def test_other_rules_are_not_answered(answered):
    found = answered(text("<!-- lintnews-ignore word-doubled: so -->", WRONG))
    assert states(found) == [(3, False)]
    assert said(found) == [("unused-suppression", 1)]


def test_what_is_unused_is_said_of_each_name(answered):
    comment = "<!-- lintnews-ignore space-before-mark, phrase-doubled, residue: so -->"
    found = answered(text(comment, WRONG))
    unused = [one.message for one in found if one.rule == "unused-suppression"]
    assert unused == [
        "The suppression of phrase-doubled suppresses nothing.",
        "The suppression of residue suppresses nothing.",
    ]


@pytest.mark.parametrize("name", ["phrase-doubled", "repetition", "all", "sentence-too-long"])
def test_a_rule_that_did_not_run_is_not_called_unused(answered, name):
    found = answered(
        text(f"<!-- lintnews-ignore {name}: so -->", "It rained."), "punctuation", "suppression"
    )
    assert said(found) == []


def test_nothing_is_said_by_rules_that_do_not_run(answered):
    source = text("<!-- lintnews-ignore punctuation -->", "It rained.", "<!-- lintnews-x -->")
    assert answered(source, "punctuation") == ()
    assert said(answered(source)) == [
        ("suppression-without-reason", 1),
        ("unused-suppression", 1),
        ("broken-suppression", 5),
    ]


def test_what_is_said_of_comments_can_be_suppressed_itself(answered):
    file = "<!-- lintnews-ignore-file suppression: these are kept for later -->"
    found = answered(text(file, "<!-- lintnews-ignore punctuation: so -->", "It rained."))
    assert [(one.rule, one.state) for one in found] == [("unused-suppression", "suppressed")]


def test_a_comment_without_a_reason_counts_and_is_told_as_a_note(answered):
    found = answered(text("<!-- lintnews-ignore punctuation, residue -->", WRONG), *("punctuation",
        "suppression"))  # fmt: skip
    assert states(found) == [(3, True)]
    assert [(one.rule, one.severity, one.line) for one in found if one.family == "suppression"] == [
        ("suppression-without-reason", "note", 1)
    ]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("lintnews-ignore space-befor-mark: x", "did you mean space-before-mark?"),
        ("lintnews-ignroe punctuation: x", "did you mean lintnews-ignore?"),
        ("lintnews-ignore", "it names no rule; write lintnews-ignore RULE: reason"),
        ("lintnews-ignore: all of it", "it names no rule"),
        ("lintnews-ignore-file , ,: x", "it names no rule"),
        ("lintnews-ignore-start punctuation: x", "no lintnews-ignore-end follows"),
        ("lintnews-ignore-end punctuation", "it ends what no lintnews-ignore-start began"),
        ("lintnews-ignore punctuation as it writes itself", "'as'"),
    ],
)
def test_a_comment_that_is_wrong_is_told(answered, comment, expected):
    found = answered(text(f"<!-- {comment} -->", WRONG))
    messages = [one.message for one in found if one.rule == "broken-suppression"]
    assert messages
    assert expected in messages[0]


@pytest.mark.parametrize("comment", ["", " ", "a note", "lintnews", "see lintnews-ignore", "\0"])
def test_other_comments_are_left_alone(answered, comment):
    found = answered(text(f"<!--{comment}-->", WRONG))
    assert states(found) == [(3, False)]
    assert said(found) == []


def test_a_misspelled_name_beside_a_right_one_leaves_that_in_force(answered):
    found = answered(text("<!-- lintnews-ignore nonsense, punctuation: x -->", WRONG))
    assert states(found) == [(3, True)]
    assert said(found) == [("broken-suppression", 1)]


@pytest.mark.parametrize("rule", ABOUT, ids=lambda rule: rule.name)
def test_the_examples_of_the_rules_hold(rule, answered):
    for marked in rule.file.bad:
        example = parse_example(marked)
        found = answered(example.text)
        places = [(one.start, one.end) for one in found if one.rule == rule.name]
        assert places == list(example.places)
        assert all(one.matched == example.text[one.start : one.end] for one in found)
    for good in rule.file.good:
        assert said(answered(good)) == []


def test_the_fingerprints_of_equal_comments_differ(answered):
    comment = "<!-- lintnews-ignore punctuation: x -->"
    found = answered(text(comment, "It rained.", comment, "It snowed."))
    assert len({one.fingerprint for one in found}) == len(found) == 2


def test_very_many_comments_take_little_time(answered):
    began = time.process_time()
    block = text("<!-- lintnews-ignore-start punctuation: x -->", WRONG)
    found = answered(block * 1500, "space-before-mark", "suppression")
    assert len(states(found)) == 1500
    assert time.process_time() - began < 30


def test_a_comment_as_long_as_a_book_is_read_in_time(commented):
    from lintnews.answers.directives import directives

    began = time.process_time()
    for hostile in ("lintnews-" + "ignore-" * 200_000, "lintnews-ignore " + "a, " * 300_000):
        document = commented(f"<!--{hostile}-->\n\nIt rained.")
        assert document.comments == (Comment(hostile, 0, len(hostile) + 7),)
        directives(document)
    assert time.process_time() - began < 10
