"""The verdict on the text that an editor holds: where somebody is needed, and not in the way."""

import json

import pytest
from lsprotocol import types

from lintnews.answers.sidecar import sidecar_of
from lintnews.lsp.buffers import Buffer
from lintnews.lsp.house import House
from lintnews.lsp.lenses import REASON, lenses
from lintnews.lsp.linting import Linter
from lintnews.lsp.options import Options
from lintnews.lsp.suppressing import ignore

URI = "file:///nowhere/a.txt"
CLEAN = "The mayor opened the new bridge on Monday. Hundreds of people came to see it.\n"
GARBLED = (
    "The talks failed. facing the wrath of his party, he left the capital on Monday.\n\n"
    "“We will be there, the minister said. Nobody came came to the the meeting of.\n\n"
    "He said that the. force. is a serious issue for &nbsp; the government of.\n"
)
REFRESHING = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        code_lens=types.CodeLensWorkspaceClientCapabilities(refresh_support=True)
    ),
    window=types.WindowClientCapabilities(
        show_document=types.ShowDocumentClientCapabilities(support=True)
    ),
)
PLAIN = types.ClientCapabilities()


@pytest.fixture(scope="module")
def linter():
    return Linter()


def lensed(linter, text, *folders, uri=URI, language="plaintext"):
    held = Buffer(uri, language, 1, text, "utf-16")
    return lenses(held, linter.lint(held, House(Options(model=False), folders)))


def titles(found):
    return [lens.command.title for lens in found]


def lines(found):
    return [lens.range.start.line for lens in found]


def test_what_can_be_published_has_none(linter):
    assert lensed(linter, CLEAN) == []
    assert lensed(linter, "") == []
    assert lensed(linter, GARBLED, uri="file:///nowhere/a.py", language="python") == []


def test_what_cannot_has_its_verdict_and_the_three_reasons_above_it(linter):
    found = lensed(linter, GARBLED)
    assert lines(found) == [0] * 4
    verdict, *reasons = titles(found)
    assert verdict.startswith("garbled (score ")
    assert verdict.endswith(" damaged places")
    assert any(title.startswith("word-doubled") for title in reasons)


@pytest.mark.parametrize("front", ["", "\ufeff", "😀 Read on.\n\n"])
def test_each_reason_leads_to_its_place(linter, front):
    text = front + GARBLED
    found = lensed(linter, text)
    (doubled,) = [each for each in found if each.command.title.startswith("word-doubled")]
    uri, offset, said = doubled.command.arguments
    assert uri == URI
    matched = next(two for two in ("came came", "the the") if text.startswith(two, offset))
    line = text[:offset].lstrip("\ufeff").count("\n") + 1
    assert matched in said
    assert f"({line}:" in said


def test_each_article_of_a_file_has_its_own(linter):
    texts = [CLEAN, GARBLED, CLEAN, GARBLED]
    source = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    found = lensed(linter, source, uri="file:///nowhere/a.jsonl")
    assert sorted(set(lines(found))) == [1, 3]
    assert sum(title.startswith("garbled") for title in titles(found)) == 2


def test_it_stands_where_the_prose_begins(linter):
    front = "---\ndate: 2026-03-04\n---\n\n"
    found = lensed(linter, front + GARBLED, uri="file:///nowhere/a.md", language="markdown")
    assert set(lines(found)) == {4}


def test_what_is_answered_does_not_count(linter, tmp_path):
    path = tmp_path / "a.txt"
    text = f"{CLEAN}\nThey went to the the river.\n"
    path.write_text(text, "utf-8")
    assert titles(lensed(linter, text, str(tmp_path), uri=path.as_uri()))
    held = Buffer(path.as_uri(), "plaintext", 1, text, "utf-16")
    result = linter.lint(held, House(Options(model=False), [str(tmp_path)]))
    (finding,) = [each.finding for each in result.shown if each.finding.rule == "word-doubled"]
    assert str(ignore(result, finding.fingerprint)) == sidecar_of(str(path))
    assert lensed(linter, text, str(tmp_path), uri=path.as_uri()) == []


def test_the_configuration_of_the_folder_says_from_where_on(linter, tmp_path):
    text = f"{CLEAN}\nThey went to the the river.\n"
    uri = (tmp_path / "a.txt").as_uri()
    for garbled, said in ((0.0001, "garbled"), (1, "needs a sub-editor")):
        (tmp_path / "lintnews.toml").write_text(f"verdict = {{ garbled = {garbled} }}\n", "utf-8")
        assert titles(lensed(linter, text, str(tmp_path), uri=uri))[0].startswith(said)


def of(editor, uri=URI):
    params = types.CodeLensParams(types.TextDocumentIdentifier(uri))
    return editor.text_document_code_lens_async(params)


def test_an_editor_is_told_when_it_changes_and_led_to_the_place(edit):
    async def work(editor):
        refreshed = []

        @editor.feature(types.WORKSPACE_CODE_LENS_REFRESH)
        def refresh(_params):
            refreshed.append(True)
            editor._told.set()

        capabilities = await editor.start(capabilities=REFRESHING)
        assert capabilities.code_lens_provider is not None
        assert REASON in capabilities.execute_command_provider.commands
        editor.open(URI, CLEAN)
        await editor.diagnostics(URI, 1)
        assert not await of(editor)
        editor.change(URI, 2, GARBLED)
        await editor.until(lambda: refreshed)
        found = await of(editor)
        assert found[0].command.title.startswith("garbled")
        # The verdict is none of the diagnostics.
        published = await editor.diagnostics(URI, 2)
        assert not any("garbled" in each.message for each in published.diagnostics)

        # While somebody types it stays, and a change that changes nothing about it is not told.
        editor.change(URI, 3, GARBLED + "\n")
        assert await of(editor) == found
        await editor.diagnostics(URI, 3)
        assert len(refreshed) == 1

        command = found[0].command
        await editor.workspace_execute_command_async(
            types.ExecuteCommandParams(command.command, arguments=command.arguments)
        )
        assert await editor.until(lambda: editor.shown) == [URI]
        editor.change(URI, 4, CLEAN)
        await editor.until(lambda: refreshed[1:])
        assert not await of(editor)
        editor.close(URI)
        assert await editor.end() == 0

    edit(work)


def test_an_editor_that_shows_no_places_is_told_what_is_there(edit):
    async def work(editor):
        await editor.start(capabilities=PLAIN)
        editor.open(URI, GARBLED)
        await editor.diagnostics(URI, 1)
        command = (await of(editor))[0].command
        await editor.workspace_execute_command_async(
            types.ExecuteCommandParams(command.command, arguments=command.arguments)
        )
        (message,) = await editor.until(lambda: editor.messages)
        assert message == f"lintnews: {command.arguments[2]}"
        closed = types.ExecuteCommandParams(REASON, arguments=["file:///nowhere/b.txt", 0, "x"])
        await editor.workspace_execute_command_async(closed)
        assert editor.messages == [message]

    edit(work)


def test_an_option_leaves_it_out(edit):
    async def work(editor):
        await editor.start({"model": False, "delay": 50, "verdict": False})
        editor.open(URI, GARBLED)
        await editor.diagnostics(URI, 1)
        assert not await of(editor)

    edit(work)
