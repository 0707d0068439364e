"""What fixing takes, what it leaves, and that it never changes anything twice."""

import io
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintnews.document.document import Document
from lintnews.document.edits import Edit, applied
from lintnews.document.jsonlines import read_jsonl
from lintnews.document.plain import plain_document
from lintnews.document.reading import Reading
from lintnews.engine import lint, shipped_rules
from lintnews.fixing import chosen, fix
from lintnews.keys import keys_of
from lintnews.model import Finding, Related, Severity, Suggestion

SAFE_RULES = [
    rule
    for rule in shipped_rules()
    if rule.name
    in {"name-rejected-by-authority", "space-before-mark", "no-space-after-comma", "word-doubled"}
]


def finding(document, pattern, text, *, safe=True, again=None, **changes):
    """A finding at the first match of a pattern, its other matches related places."""
    spans = [match.span() for match in re.finditer(pattern, document.prose)]
    places = [document.place(*span) for span in spans]
    matched = [document.prose[slice(*span)] for span in spans]
    facts = {
        "path": document.path,
        "rule": "test-rule",
        "family": "test",
        "severity": Severity.ERROR,
        "confidence": 1.0,
        "start": places[0].start,
        "end": places[0].end,
        "line": places[0].line,
        "column": places[0].column,
        "end_line": places[0].end_line,
        "end_column": places[0].end_column,
        "matched": matched[0],
        "message": "",
        "in_quotes": False,
        "related": tuple(
            Related(
                start=place.start,
                end=place.end,
                line=place.line,
                column=place.column,
                matched=wrong,
                role="again",
                replacement=again,
            )
            for place, wrong in zip(places[1:], matched[1:], strict=True)
        ),
        "suggestions": (Suggestion(text, safe),),
        "fingerprint": "",
        "keys": keys_of("", ""),
    }
    return Finding(**{**facts, **changes})


def finder(pattern, text, **changes):
    """Finds a pattern and suggests a text."""

    def find(document):
        if not re.search(pattern, document.prose):
            return ()
        return (finding(document, pattern, text, **changes),)

    return find


def both(*finders):
    return lambda document: tuple(found for find in finders for found in find(document))


def plain(text):
    return plain_document(text, "a.txt")


def record(line):
    (document,) = read_jsonl(io.BytesIO(line.encode()), "a.jsonl", Reading())
    assert isinstance(document, Document)
    return document


def test_a_safe_suggestion_is_taken_at_every_place_that_has_a_replacement():
    fixed = fix(plain("one two one two one"), finder("one", "1", again="1"))
    assert (fixed.document.source, fixed.mended, fixed.findings) == ("1 two 1 two 1", 1, ())


def test_a_place_without_replacement_stays():
    document = plain("one two")
    assert chosen(document, finder("one|two", "1")(document)).edits == (Edit(0, 3, "1"),)


@pytest.mark.parametrize("changes", [{"safe": False}, {"suggestions": ()}])
def test_what_is_not_safe_is_left_alone(changes):
    document = plain("one two one")
    fixed = fix(document, finder("one", "1", again="1", **changes))
    assert (fixed.document, fixed.mended) == (document, 0)
    assert fixed.findings == fixed.unfixed != ()


def test_only_the_first_suggestion_counts():
    unsafe_first = (Suggestion("1"), Suggestion("2", safe=True))
    assert (
        chosen(plain("one"), finder("one", "", suggestions=unsafe_first)(plain("one"))).edits == ()
    )


def test_of_two_that_overlap_the_first_wins_and_the_other_is_looked_at_anew():
    fixed = fix(plain("abc"), both(finder("ab", "x"), finder("bc", "y")))
    assert (fixed.document.source, fixed.mended) == ("xc", 1)
    fixed = fix(plain("abc"), both(finder("bc", "y"), finder("ab", "x")))
    assert fixed.document.source == "ay"


def test_a_finding_that_overlaps_at_one_place_is_left_whole():
    first = finding(plain("abc d ab"), "bc", "y")
    second = finding(plain("abc d ab"), "ab", "x", again="x")
    assert chosen(plain("abc d ab"), [first, second]).edits == (Edit(1, 3, "y"),)


def test_edits_side_by_side_are_both_made_and_two_at_one_point_are_not():
    assert fix(plain("abcd"), both(finder("ab", "x"), finder("cd", "y"))).document.source == "xy"
    here = finding(plain("ab"), "(?<=a)", "1", matched="")
    assert chosen(plain("ab"), [here, here]).edits == (Edit(1, 1, "1"),)


def test_what_opens_the_way_for_another_fix_is_followed():
    fixed = fix(plain("a"), both(*(finder(letter, chr(ord(letter) + 1)) for letter in "abcd")))
    assert (fixed.document.source, fixed.mended) == ("e", 4)


def test_fixes_that_undo_each_other_change_nothing_and_are_told():
    document = plain("one")
    fixed = fix(document, both(finder("one", "two"), finder("two", "one")))
    assert (fixed.document, fixed.mended) == (document, 0)
    assert "without end" in fixed.problems[0].reason


def test_a_fix_that_would_lose_or_bring_a_line_break_is_not_made():
    for source, pattern, text in [
        ("the\nthe end", "the\\sthe", "the"),
        ("the the end", "the the", "the\nthe"),
        ("one\r\ntwo", "one\\s+two", "1\n2"),
        ("one\u2028two", "one\\stwo", "12"),
    ]:
        fixed = fix(plain(source), finder(pattern, text))
        assert (fixed.document.source, len(fixed.findings)) == (source, 1)
    assert fix(plain("one\r\ntwo"), finder("one\\s+two", "1\r\n2")).document.source == "1\r\n2"


def test_what_the_encoding_of_the_file_lacks_is_left_alone_and_told():
    document = plain_document("one naïve\nErdogan", "a.txt", "cp1252")
    fixed = fix(document, both(finder("one", "1"), finder("Erdogan", "Erdoğan")))
    assert fixed.document.source == "1 naïve\nErdogan"
    (problem,) = fixed.problems
    assert str(problem).startswith("a.txt:2:1: ")
    assert "Erdoğan" in problem.reason
    assert "CP1252" in problem.reason


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{ "text" : "one" , "n":1.0}\n', '{ "text" : "ONE" , "n":1.0}\n'),
        ('{"text": "a\\u00e9one"}', '{"text": "a\\u00e9ONE"}'),
        ('{"text": "o\\u006ee"}', '{"text": "ONE"}'),
        ('{"one": "one", "text": "one\\/"}', '{"one": "one", "text": "ONE\\/"}'),
    ],
)
def test_json_keeps_its_other_bytes(line, expected):
    assert fix(record(line), finder("one", "ONE")).document.source == expected


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ('{"text": "one"}', r"\"\\\t\u00e9\ud83d\ude00"),
        ('{"text": "one", "x": "\\u00AB"}', r"\"\\\t\u00E9\uD83D\uDE00"),
        ('{"text": "one", "x": "\\\\u00AB"}', r"\"\\\t\u00e9\ud83d\ude00"),
        ('{"text": "one", "x": "ü"}', r"\"\\\té😀"),
    ],
)
def test_json_is_escaped_as_the_line_escapes(line, written):
    fixed = fix(record(line), finder("one", '"\\\té😀'))
    assert fixed.document.source == line.replace("one", written, 1)
    assert json.loads(fixed.document.source)["text"] == fixed.document.prose == '"\\\té😀'


@given(st.lists(st.tuples(*[st.text(max_size=5)] * 3)), st.text(max_size=5), st.integers(0, 9))
def test_edits_change_their_stretches_and_nothing_else(pieces, rest, shift):
    source, edits = "", []
    for kept, old, new in pieces:
        start = shift + len(source) + len(kept)
        edits.append(Edit(start, start + len(old), new))
        source += kept + old
    expected = "".join(kept + new for kept, _, new in pieces) + rest
    assert applied(source + rest, edits, shift) == expected


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "Yoav Galant",
                "Galant",
                "Galant's",
                "Galant’s",
                "GALANT",
                "Galant-led",
                "anti-Galant",
            ),
            *(
                "Israel Kats",
                "Kats'",
                "Kats’ plan",
                "Kats",
                "Itamar",
                "Ben Gvier",
                "Bengvir",
                "Ben\nGvier",
            ),
            *("the the", "The", "a", "left", "Minister", "Judge", "Mrs.", "Maria", "[sic]", "said"),
            *(
                " ,",
                ",",
                " .",
                ".",
                ". ",
                " ",
                " ",
                "\n",
                "\n\n",
                "\r\n",
                "“",
                "”",
                "'",
                '"',
                "\\",
                "é",
            ),
        ]
    ),
    max_size=24,
)


@settings(max_examples=150, deadline=None)
@given(PIECES, st.booleans())
def test_fixing_twice_changes_nothing_more(pieces, ascii_only):
    text = " ".join(pieces)

    def find(document):
        return tuple(lint(document, SAFE_RULES))

    line = json.dumps({"n": 1, "text": text}, ensure_ascii=ascii_only)
    for document in (plain(text), record(line)):
        fixed = fix(document, find)
        assert fixed.problems == ()
        again = fix(fixed.document, find)
        assert (again.mended, again.document.source) == (0, fixed.document.source)
        breaks = re.compile(r"\r\n|\r|\n")
        assert breaks.findall(fixed.document.prose) == breaks.findall(document.prose)
