"""What is found in the text that an editor holds, and how it is told."""

import sys
from pathlib import Path

import pytest
from lsprotocol.types import DiagnosticSeverity, Position

from lintnews.answers.baseline import BaselineError
from lintnews.answers.sidecar import read_sidecar
from lintnews.cli import main
from lintnews.config.errors import ConfigError
from lintnews.document.edits import applied
from lintnews.lsp.actions import Actions
from lintnews.lsp.buffers import Buffer
from lintnews.lsp.diagnostics import diagnostics
from lintnews.lsp.house import House
from lintnews.lsp.hovers import hover
from lintnews.lsp.linting import Linter
from lintnews.lsp.options import Options, OptionsError, concern_lintnews, options_of, section_of
from lintnews.lsp.suppressing import comment, ignore
from lintnews.model import Severity
from lintnews.outcomes import Linted

DOUBLED = "He went to the the house."


@pytest.fixture(scope="module")
def linter():
    return Linter()


def house(*folders, **options):
    return House(Options(model=False, **options), folders)


def buffer(text, name="a.txt", language="plaintext", encoding="utf-16"):
    return Buffer(f"file:///nowhere/{name}", language, 1, text, encoding)


def told(linter, text, *, pages=None, **given):
    held = buffer(text, **given)
    return diagnostics(held, linter.lint(held, house()), related=True, pages=pages)


def places(found):
    return [(d.code, *[(p.line, p.character) for p in (d.range.start, d.range.end)]) for d in found]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "start", "over"), [("utf-8", 16, 0), ("utf-16", 14, 0), ("utf-32", 13, 0)]
)
def test_places_are_counted_as_the_editor_counts(linter, end, encoding, start, over):
    text = f"It rained.{end}😀 {DOUBLED} 😀{end}It rained."
    found = told(linter, text, encoding=encoding)
    assert places(found) == [("word-doubled", (1, start), (1, start + 7))]


def test_a_place_with_an_emoji_inside_ends_behind_it(linter):
    found = told(linter, "😀 He said “😀 and left the room at noon.")
    (unclosed,) = [d for d in found if d.code == "quote-never-closed"]
    assert unclosed.range.start == Position(0, 11)
    found = told(linter, "He said so.The 😀 man left. And the the 👩‍👩‍👧 came.")
    assert ("word-doubled", (0, 32), (0, 39)) in places(found)


def test_a_place_may_go_over_several_lines(linter):
    text = (
        "The minister met the reporters in the morning and went on to\r\n"
        "say that the plan was good for the country and that the the\r\n"
        "people would soon see it. He met them again on Monday in the\r\n"
        "the capital of the country, where he spoke about the harvest.\r\n"
    )
    found = places(told(linter, text))
    assert ("word-doubled", (1, 52), (1, 59)) in found
    assert ("word-doubled", (2, 57), (3, 3)) in found


def test_a_byte_order_mark_is_one_character_for_the_editor(linter):
    assert places(told(linter, "\ufeff" + DOUBLED)) == [("word-doubled", (0, 12), (0, 19))]


def test_what_looks_like_no_text_is_read_as_the_text_it_is(linter):
    assert places(told(linter, f"%PDF- {DOUBLED}"))[0][0] == "word-doubled"


@pytest.mark.parametrize(
    ("name", "language", "text", "count"),
    [
        ("a.md", "plaintext", "`the the`\n\nHe saw *the the* man.", 1),
        ("a", "markdown", "`the the`\n\nHe saw *the the* man.", 1),
        ("a.txt", "markdown", "`the the` is what he said to me.", 1),
        ("a.html", "html", "<p title='the the'>He saw the the man.</p>", 1),
        ("a.jsonl", "json", '{"text": "He saw the the man."}\n{"text": "the the man left."}', 2),
        ("a", "plaintext", "He saw the the man.", 1),
        ("a.py", "python", "# the the", 0),
        ("a.tex", "latex", "the the", 0),
    ],
)
def test_the_file_name_says_the_format_and_after_it_the_editor(linter, name, language, text, count):
    found = told(linter, text, name=name, language=language)
    assert [d.code for d in found].count("word-doubled") == count


def test_severities_messages_and_pages(linter):
    held = buffer("The cat sat. “He said  that it was the the end.")
    result = linter.lint(held, house())
    plain = diagnostics(held, result, related=False, pages=None)
    pages = diagnostics(held, result, related=False, pages="https://desk.example/{rule}/")
    levels = {
        Severity.ERROR: DiagnosticSeverity.Error,
        Severity.WARNING: DiagnosticSeverity.Warning,
        Severity.NOTE: DiagnosticSeverity.Information,
    }
    assert len(plain) == len(result.shown) > 1
    for (finding, _), one, other in zip(result.shown, plain, pages, strict=True):
        assert one.severity == levels[finding.severity]
        sure = "" if finding.confidence >= 0.9 else f" ({finding.confidence:.0%} sure)"
        assert one.message == finding.message + sure
        assert one.code_description is None
        assert other.code_description.href == f"https://desk.example/{finding.rule}/"


def test_what_is_known_is_not_linted_again(linter, monkeypatch):
    calls = []

    def counted(items, kits):
        calls.append(items)
        return [Linted("/nowhere/b.txt", 0, (), ())]

    monkeypatch.setattr("lintnews.lsp.linting.lint_assigned", counted)
    one, other = buffer("One.", "b.txt"), buffer("Other.", "b.txt")
    for held in (one, other, one, other):
        linter.lint(held, house())
    assert len(calls) == 2
    linter.lint(one, house(min_confidence=0.9))
    assert len(calls) == 3
    # So long a text is not kept, and nothing beside it.
    monkeypatch.setattr("lintnews.lsp.linting._KEPT_CHARACTERS", 3)
    for held in (one, one, other, other):
        linter.lint(held, house())
    assert len(calls) == 6


def test_what_people_are_shown_is_not_read_as_markup(linter):
    held = buffer("See *this* <b> [x](y) the the house and the the garden.")
    shown = hover(held, linter.lint(held, house()), Position(0, 24), markdown=True).contents.value
    assert shown.startswith("**The word")
    held = buffer("He came to **x** **x** town <script> <script> today.")
    result = linter.lint(held, house(select=["word-doubled"]))
    for finding, _ in result.shown:
        held_at = held.positions.position(finding.start)
        shown = hover(held, result, held_at, markdown=True).contents.value
        assert "<script>" not in shown.partition("Found:")[0]


HTML = "<body>\n  <h1>News</h1>\n  <p>He went to the the house.</p><p>It rained.</p></body>"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "a.md",
            "# News\n\nIt rained.\nHe went to the the house.\n",
            "# News\n\n<!-- C -->\nIt rained.\nHe went to the the house.\n",
        ),
        (
            "a.md",
            "It rained.\r\n\r\n- One.\r\n- He went to the the house.\r\n",
            None,
        ),
        ("a.md", "| a | b |\n|---|---|\n| x | He went to the the house. |\n", None),
        ("a.md", "> He went to the the house.\n> It rained.\n", None),
        (
            "a.html",
            HTML,
            HTML.replace("  <p>He", "  <!-- C -->\n  <p>He"),
        ),
        (
            "a.html",
            "<p\n class=x>He went to the the house.</p>",
            "<p\n class=x><!-- C -->He went to the the house.</p>",
        ),
        (
            "a.html",
            "<p>One.</p><p>He went to the the house.</p>",
            "<p>One.</p><p><!-- C -->He went to the the house.</p>",
        ),
        ("a.html", "<title>He went to the the house.</title><p>Text.</p>", None),
    ],
)  # fmt: skip
def test_a_comment_suppresses_the_finding_and_leaves_the_prose(linter, name, text, expected):
    held = buffer(text, name)
    result = linter.lint(held, house())
    (doubled,) = [shown.finding for shown in result.shown if shown.finding.rule == "word-doubled"]
    edit = comment(result, doubled)
    if expected is not None:
        said = "<!-- lintnews-ignore word-doubled: meant so -->"
        assert applied(text, [edit]) == expected.replace("<!-- C -->", said)
    if edit is not None:
        after = linter.lint(buffer(applied(text, [edit]), name), house())
        assert [s.finding.rule for s in after.shown] == [
            s.finding.rule for s in result.shown if s.finding is not doubled
        ]
        assert [d.prose for d in after.documents] == [d.prose for d in result.documents]


def test_what_the_editor_sets_is_refused_as_on_the_command_line():
    with pytest.raises(ConfigError, match="did you mean word-doubled"):
        _ = house(ignore=["word-dubbled"]).profile(buffer(DOUBLED)).rules
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        house("/nowhere", config="nowhere.toml")


def test_plain_text_has_no_comments(linter):
    held = buffer(DOUBLED)
    result = linter.lint(held, house())
    assert comment(result, result.shown[0].finding) is None
    titles = [a.title for a in Actions(held, result, versioned=False).quick_fixes(result.shown, [])]
    assert titles == [
        'Replace "the the" with "the"',
        "Ignore this word-doubled, in a.txt.lintnews.yml",
    ]


def test_the_first_suggestion_changes_the_other_places_too(linter):
    text = "Yoav Galant spoke.\nGalant left.\n"
    held = buffer(text)
    result = linter.lint(held, house(select=["name-rejected-by-authority"]))
    shown = result.shown[0]
    assert shown.finding.related
    action = next(Actions(held, result, versioned=False).quick_fixes([shown], []))
    edits = [
        (held.positions.offset(e.range.start), held.positions.offset(e.range.end), e.new_text)
        for e in action.edit.changes[held.uri]
    ]
    assert applied(text, edits) == "Yoav Gallant spoke.\nGallant left.\n"


def test_a_sidecar_that_is_there_is_added_to_and_a_broken_one_told(linter, tmp_path):
    path = tmp_path / "a.txt"
    held = Buffer(path.as_uri(), "plaintext", 1, f"{DOUBLED}\nShe saw the the man.", "utf-16")
    for left in (1, 0):
        result = linter.lint(held, house())
        written = ignore(result, result.shown[0].finding.fingerprint)
        assert len(linter.lint(held, house()).shown) == left
    assert [entry.reason for entry in read_sidecar(written)] == ["meant so", "meant so"]
    gone = Buffer(held.uri, "plaintext", 2, "She saw the man.", "utf-16")
    found = diagnostics(gone, linter.lint(gone, house()), related=True, pages=None)
    assert [d.code for d in found] == ["unused-suppression"] * 2
    assert all(d.range.end == Position(0, 0) for d in found)
    assert f"{written}:5: " in found[0].message
    Path(written).write_text("ignored: 1\n")
    found = diagnostics(held, linter.lint(held, house()), related=True, pages=None)
    assert len(found) == 3
    assert str(written) in found[0].message


def test_the_baseline_of_the_folder_holds(linter, tmp_path, monkeypatch):
    file, listed = tmp_path / "a.txt", tmp_path / "old.baseline"
    file.write_text(DOUBLED)
    (tmp_path / "lintnews.toml").write_text('baseline = "old.baseline"\n')

    def shown(text):
        held = Buffer(file.as_uri(), "plaintext", 1, text, "utf-16")
        return [each.finding.start for each in linter.lint(held, house(str(tmp_path))).shown]

    with pytest.raises(BaselineError, match=r"old\.baseline: there is no such file; "):
        shown(DOUBLED)
    listed.write_text("He went.\n")
    with pytest.raises(BaselineError, match=r"old\.baseline:1: this is no baseline"):
        shown(DOUBLED)
    listed.unlink()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["lintnews", *"baseline create --no-model a.txt".split()])
    with pytest.raises(SystemExit):
        main()
    assert shown(DOUBLED) == []
    assert shown(f"{DOUBLED}\nShe saw the the man.") == [len(DOUBLED) + 9]
    listed.write_text(listed.read_text().splitlines()[0])
    assert shown(DOUBLED) == [11]


def test_options():
    said = {"lintnews": {"minConfidence": 0.7, "extendSelect": ["names"], "select": None}}
    options = options_of(section_of(said))
    assert options.values == {"min-confidence": 0.7, "extend-select": ["names"]}
    assert options_of(section_of(None)) == Options()
    assert options.delay == 300


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        ({"lintnews": {"x": 1}}, True),
        ({"minConfidence": 0.7}, True),
        ({"pylsp": {}, "lintnews": {}}, True),
        ({"pylsp": {}}, False),
        ({}, False),
        (None, False),
        ([], False),
    ],
)
def test_settings_of_other_servers_are_left_alone(said, ours):
    assert concern_lintnews(said) is ours


@pytest.mark.parametrize(
    "said",
    [1, [], {"delay": -1}, {"delay": "soon"}, {"minConfidence": 2}, {"rulePages": "x"}, {"x": 1}],
)
def test_wrong_options_are_refused(said):
    with pytest.raises(OptionsError, match="the options of lintnews in the editor"):
        options_of(section_of(said))
