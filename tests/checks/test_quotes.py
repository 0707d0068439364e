"""The quotes family as a whole: what it says of one text, and what it leaves to others."""

import pytest

from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules
from lintnews.fixing import fix
from lintnews.language.text import Text

RULES = [rule for rule in shipped_rules() if rule.file.family == "quotes"]


def found(text):
    """Rule and matched text of every finding that counts, in order."""
    read = Text(plain_document(text, "a.txt"))
    hits = [
        (hit.start, rule.name, text[hit.start : hit.end])
        for rule in RULES
        if rule.file.severity != "note"
        for hit in rule.find(read)
    ]
    return [(name, matched) for _, name, matched in sorted(hits)]


@pytest.mark.parametrize(
    "text",
    [
        "“A,” he said. “B.”\n“C,” she said.",
        "‘A,’ he said. ‘The workers’ “B”.’\n‘C,’ she said.",
        "“The first.\n“The second.\n“The third,” he said.",
        "The 6'2\" man wore a 12\" tie in the '90s; 'Nice,' said O'Brien.",
        "“Is he ‘the one’?” – “No.” (“Yes!”) “‘No’ it is.”",
        "“The first.\nA gate. Photo: Ann Archer\n“The second,” he said.",
        "“They jumped up, an’ two rode off.\n“An’ there they stopped,” he said.",
        "Mayor: ‘We won’ – Get ’em while they’re hot, it’s the ’90s",
        "\"They asked: 'Will we live?' \" he said.",
    ],
)
def test_sound_quotations_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A b, he said. “C d,” he said.", [("quote-never-closed", "“A")]),
        ("A b,” he said. “C d,” he said.", [("quote-never-opened", "b,”")]),
        ("“A b,'' he said.", [("quote-mates-differ", "b,''")]),
        ("“A b,“ he said.", [("quote-turned", "“")]),
        ("He called” the b “to vote.", [("quote-inside-out", "called” the")]),
        ("The tale is this: ”", [("quotation-lost", "this: ”")]),
        ("““A b,” he said.", [("quote-doubled", "““")]),
        ("“A b.\nC d,” he said.", [("quote-not-reopened", "“A")]),
    ],
)
def test_one_slip_is_one_finding(text, expected):
    assert found(text) == expected


def test_a_text_that_never_closes_is_told_once_with_all_places():
    text = "\n".join('He said "yes and left early.' for _ in range(9))
    read = Text(plain_document(text, "a.txt"))
    (rule,) = (rule for rule in RULES if rule.name == "quote-never-closed")
    (hit,) = rule.find(read)
    assert len(hit.related) == 8
    assert {text[spot.start : spot.end] for spot in hit.related} == {'"yes'}


def test_a_few_slips_in_a_long_text_are_told_one_by_one():
    sound = "“Yes,” he said.\n" * 40
    assert [name for name, _ in found(sound + "He said “no.\nHe left.\n" * 6)] == [
        "quote-never-closed"
    ] * 6


def test_a_statement_closed_paragraphs_later_is_told_once_at_its_opening():
    text = "He wrote: “A b.\n" + "C d.\n" * 9 + "E f.”\nShe left."
    read = Text(plain_document(text, "a.txt"))
    assert found(text) == [("quote-not-reopened", "“A")]
    (rule,) = (rule for rule in RULES if rule.name == "quote-not-reopened")
    (hit,) = rule.find(read)
    assert [text[spot.start : spot.end] for spot in hit.related] == ["”"]


def test_marks_too_far_apart_are_told_one_by_one():
    text = "He wrote: “A b.\n" + "C d.\n" * 40 + "E f.”\nShe left."
    assert found(text) == [("quote-never-closed", "“A"), ("quote-never-opened", "f.”")]


def test_a_garbled_mark_is_the_mate_of_one_mark_only():
    assert found("He said “yesâ€ and left.") == []
    assert found('We are at the &quot;top of it," he said.') == []
    assert found("“A b, says Ann Archer. “C d.â€\nShe left.") == [("quote-never-closed", "“A")]


def test_mates_are_related_to_each_other():
    text = "“A b,'' he said."
    read = Text(plain_document(text, "a.txt"))
    (rule,) = (rule for rule in RULES if rule.name == "quote-mates-differ")
    (hit,) = rule.find(read)
    assert [(spot.role, text[spot.start : spot.end]) for spot in hit.related] == [
        ("opening mark", "“A")
    ]
    assert hit.values == {"opener": "“", "closer": "''"}


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ('“A b," he said.', "“A b,” he said."),
        ('"A b,” he said.', "“A b,” he said."),
        ('"A b,” he said. "C d," she said. "E f," they said.', '"A b," he said.'),
        ("“A b,“ he said.", "“A b,” he said."),
        ("”A b,” he said.", "“A b,” he said."),
        ("“A b,’ he said.", None),
        ("“A b,'' he said.", None),
        ("‘It is late,‘ said the guard.", None),
    ],
)
def test_double_marks_of_two_styles_or_turned_ones_are_safe_to_put_right(text, mended):
    document = plain_document(text, "a.txt")
    fixed = fix(document, lambda document: tuple(lint(document, RULES))).document.source
    assert fixed.startswith(mended or text)
    assert mended is not None or fixed == text
