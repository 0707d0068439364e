"""The server as an editor meets it: a process of its own, over its standard streams."""

import ast
import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from languagetool_server import fake_server
from lsprotocol import types

from lintnews.engine import shipped_rules
from lintnews.lsp.actions import FIX_ALL, IGNORE

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "seeds" / "001_946d915f54170922.txt"
URI = "file:///nowhere/a.txt"
DOUBLED = "He went to the the house."
CLEAN = "He went to the house."


def found(published):
    return [diagnostic.code for diagnostic in published.diagnostics]


def place(line, start, end):
    return types.Range(types.Position(line, start), types.Position(line, end))


def replaced(text, edits):
    """A text after edits as an editor makes them, columns counted in UTF-16."""
    lines = text.encode("utf-16-le").split("\n".encode("utf-16-le"))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 2)
    data = text.encode("utf-16-le")
    for edit in sorted(edits, key=lambda edit: edit.range.start, reverse=True):
        start, end = (
            starts[position.line] + 2 * position.character
            for position in (edit.range.start, edit.range.end)
        )
        data = data[:start] + edit.new_text.encode("utf-16-le") + data[end:]
    return data.decode("utf-16-le")


def titled(actions, title):
    (action,) = [action for action in actions if action.title == title]
    return action


def test_a_seed_has_the_findings_of_the_command_line(edit):
    command = [sys.executable, "-m", "lintnews", "check", "--no-model", "--format", "jsonl", SEED]
    lines = subprocess.run(command, capture_output=True, cwd=ROOT, check=False).stdout.splitlines()
    expected = [json.loads(line) for line in lines]

    async def work(editor):
        capabilities = await editor.start()
        assert capabilities.position_encoding == "utf-16"
        editor.open(SEED.as_uri(), SEED.read_text("utf-8"))
        published = await editor.diagnostics(SEED.as_uri(), 1)
        # Nothing in this article is beyond the Basic Multilingual Plane.
        assert [
            (d.code, d.range.start.line + 1, d.range.start.character + 1)
            for d in published.diagnostics
        ] == [(one["rule"], one["line"], one["column"]) for one in expected]
        assert {d.source for d in published.diagnostics} == {"lintnews"}
        prints = [d.data["fingerprint"] for d in published.diagnostics]
        assert prints == [one["fingerprint"] for one in expected]
        name = next(d for d in published.diagnostics if d.code == "name-spelled-two-ways")
        (other,) = name.related_information
        assert other.message == 'spelling it is measured by: "Kurtzer"'
        assert (other.location.uri, other.location.range) == (SEED.as_uri(), place(27, 10, 17))

        hover = await editor.text_document_hover_async(
            types.HoverParams(types.TextDocumentIdentifier(SEED.as_uri()), name.range.start)
        )
        rule = next(rule for rule in shipped_rules() if rule.name == name.code)
        shown = hover.contents.value
        assert hover.range == name.range
        assert rule.name in shown
        assert " ".join(rule.file.why.split())[:60] in shown
        assert "at 28:11" in shown
        assert "Found:" in shown
        assert "Left alone:" in shown
        assert 'perhaps: "Kurtzer"' in shown
        nothing = types.HoverParams(
            types.TextDocumentIdentifier(SEED.as_uri()), types.Position(0, 0)
        )
        assert await editor.text_document_hover_async(nothing) is None

        editor.close(SEED.as_uri())
        cleared = await editor.until(lambda: editor.published[1:])
        assert (cleared[0].uri, cleared[0].diagnostics) == (SEED.as_uri(), ())
        assert await editor.end() == 0
        assert editor.messages == []

    edit(work)


def test_changes_are_followed_and_old_versions_never_told(edit):
    async def work(editor):
        await editor.start({"model": False, "delay": 300})
        editor.open(URI, "😀 " + CLEAN + "\r\n" + CLEAN)
        assert found(await editor.diagnostics(URI, 1)) == []
        # "the" is put in twice, behind an emoji and in the second line.
        editor.change(URI, 2, (place(0, 14, 14), "the "), (place(1, 11, 11), "the "))
        doubled = await editor.diagnostics(URI, 2)
        assert found(doubled) == ["word-doubled", "word-doubled"]
        assert [d.range for d in doubled.diagnostics] == [place(0, 14, 21), place(1, 11, 18)]
        for version in range(3, 53):
            editor.change(URI, version, (place(0, 0, 0), "\n"))
        last = await editor.diagnostics(URI, 52)
        assert last.diagnostics[0].range == place(50, 14, 21)
        editor.change(URI, 53, DOUBLED)
        await editor.diagnostics(URI, 53)
        versions = [published.version for published in editor.published]
        assert versions == sorted(versions)
        assert len(versions) <= 6
        assert await editor.end() == 0

    edit(work)


@pytest.mark.parametrize(
    ("encodings", "chosen"),
    [(["utf-32", "utf-16"], "utf-32"), (["utf-8"], "utf-8"), (["utf-7"], "utf-16")],
)
def test_the_editor_says_how_it_counts(edit, units, encodings, chosen):
    text = "😀 é\u2028“😀” " + DOUBLED

    async def work(editor):
        capabilities = await editor.start(encodings=encodings)
        assert capabilities.position_encoding == chosen
        editor.open(URI, text)
        (diagnostic,) = (await editor.diagnostics(URI, 1)).diagnostics
        start = text.index("the the")
        columns = [units(text[:offset], chosen) for offset in (start, start + 7)]
        assert diagnostic.range == place(0, *columns)
        # The line goes on behind U+2028, which ends none.
        editor.change(URI, 2, (place(0, columns[0], columns[0] + 4), ""))
        assert found(await editor.diagnostics(URI, 2)) == []

    edit(work)


def test_suggestions_are_applied_as_the_editor_applies_them(edit):
    text = "😀😀 " + DOUBLED + "\n“He left , too,” he said in in Paris.\n"

    async def work(editor):
        await editor.start()
        editor.open(URI, text)
        published = await editor.diagnostics(URI, 1)
        doubled = next(d for d in published.diagnostics if d.code == "word-doubled")
        actions = await editor.actions(URI, doubled)
        action = titled(actions, 'Replace "the the" with "the"')
        assert action.kind == types.CodeActionKind.QuickFix
        assert action.is_preferred is True
        assert action.diagnostics[0].data == doubled.data
        assert replaced(text, action.edit.changes[URI]) == text.replace("the the", "the")

        everywhere = place(0, 0, 0)
        actions = await editor.actions(URI, everywhere, only=[types.CodeActionKind.SourceFixAll])
        (action,) = actions
        assert action.kind == FIX_ALL
        fixed = replaced(text, action.edit.changes[URI])
        assert fixed == "😀😀 He went to the house.\n“He left, too,” he said in in Paris.\n"

        # Whoever saves at once gets what is fixed in what was typed just now.
        editor.change(URI, 2, (place(0, 0, 0), "Look here , he. "))
        (action,) = await editor.actions(URI, everywhere, only=[FIX_ALL])
        assert replaced("Look here , he. " + text, action.edit.changes[URI]).startswith(
            "Look here, he."
        )

        lamp = types.CodeActionTriggerKind.Automatic
        assert await editor.actions(URI, place(2, 0, 0), trigger=lamp) in ((), None)

    edit(work)


def test_edits_name_the_version_where_the_editor_asks_for_it(edit):
    capabilities = types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True)
        )
    )

    async def work(editor):
        await editor.start(capabilities=capabilities)
        editor.open(URI, DOUBLED, version=7)
        (diagnostic,) = (await editor.diagnostics(URI, 7)).diagnostics
        assert diagnostic.related_information is None
        action = titled(await editor.actions(URI, diagnostic), 'Replace "the the" with "the"')
        (change,) = action.edit.document_changes
        assert (change.text_document.uri, change.text_document.version) == (URI, 7)

    edit(work)


def test_one_use_is_ignored_in_the_file_beside_the_text(edit, tmp_path):
    path = tmp_path / "ä b.txt"
    path.write_text(DOUBLED, "utf-8")
    uri = path.as_uri()
    capabilities = types.ClientCapabilities(
        window=types.WindowClientCapabilities(
            show_document=types.ShowDocumentClientCapabilities(support=True)
        )
    )

    async def work(editor):
        await editor.start(capabilities=capabilities, folder=tmp_path)
        editor.open(uri, DOUBLED)
        (diagnostic,) = (await editor.diagnostics(uri, 1)).diagnostics
        action = titled(
            await editor.actions(uri, diagnostic),
            "Ignore this word-doubled, in ä b.txt.lintnews.yml",
        )
        # lsprotocol takes an action with a command for a command.
        command = ast.literal_eval(action.command)
        assert command["command"] == IGNORE
        await editor.workspace_execute_command_async(
            types.ExecuteCommandParams(IGNORE, command["arguments"])
        )
        await editor.until(lambda: editor.published[1:])
        assert found(editor.published[1]) == []
        assert editor.messages == [
            'lintnews: ä b.txt.lintnews.yml says "meant so"; write there why'
        ]
        assert editor.shown == [(tmp_path / "ä b.txt.lintnews.yml").as_uri()]
        # It holds for this one only.
        editor.change(uri, 2, DOUBLED + "\n" + "She saw the the man.")
        (other,) = (await editor.diagnostics(uri, 2)).diagnostics
        assert other.range.start.line == 1
        await editor.workspace_execute_command_async(
            types.ExecuteCommandParams(IGNORE, [uri, "0" * 20 + "-0"])
        )
        assert "not there any more" in editor.messages[-1]

    edit(work)
    checked = subprocess.run(
        [sys.executable, "-m", "lintnews", "check", "--no-model", "--quiet", path],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert (checked.returncode, checked.stdout) == (0, b"")


def test_configuration_files_hold_in_the_editor_too(edit, tmp_path):
    (tmp_path / "drafts").mkdir()
    config = tmp_path / "lintnews.toml"
    config.write_text('exclude = ["drafts/"]\nignore = ["word-doubled"]\n')
    uri, draft = (tmp_path / "a.txt").as_uri(), (tmp_path / "drafts" / "b.txt").as_uri()
    capabilities = types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(
            configuration=True,
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(
                dynamic_registration=True
            ),
        )
    )

    async def work(editor):
        await editor.start(capabilities=capabilities, folder=tmp_path)
        editor.open(draft, DOUBLED)
        assert found(await editor.diagnostics(draft, 1)) == []
        editor.open(uri, DOUBLED + " He left , too.")
        assert found(await editor.diagnostics(uri, 1)) == ["space-before-mark"]
        assert types.WORKSPACE_DID_CHANGE_WATCHED_FILES in editor.registered

        async def after_change(written):
            config.write_text(written)
            count = len(editor.published)
            change = types.FileEvent(config.as_uri(), types.FileChangeType.Changed)
            editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))
            return await editor.until(
                lambda: next((p for p in editor.published[count:] if p.uri == uri), None)
            )

        assert found(await after_change("")) == ["word-doubled", "space-before-mark"]
        broken = await after_change('ignore = ["word-dubbled"]')
        (diagnostic,) = broken.diagnostics
        assert "lintnews.toml:1" in diagnostic.message
        assert "did you mean word-doubled?" in diagnostic.message
        assert len(editor.messages) == 1  # though two texts are open
        assert found(await after_change("")) == ["word-doubled", "space-before-mark"]

        # What the editor sets outdoes the files.
        editor.settings = {"ignore": ["punctuation"], "model": False}
        editor.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        await editor.until(lambda: found(editor.published[-1]) == ["word-doubled"])
        editor.settings = {"ignoer": []}
        editor.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        await editor.until(lambda: editor.messages[1:])
        assert "ignoer" in editor.messages[1]
        assert "minConfidence" in editor.messages[1]

    edit(work, {"ignore": []})


def test_that_languagetool_is_silent_is_told_once(edit, tmp_path):
    uri = (tmp_path / "a.txt").as_uri()
    silent = "findings of LanguageTool are missing: "

    async def work(editor):
        await editor.start(folder=tmp_path)
        editor.open(uri, f"{DOUBLED} Then he left with qqmarks.")
        assert found(await editor.diagnostics(uri, 1)) == ["word-doubled", "languagetool-spacing"]
        assert editor.messages == []
        server.answer = lambda paragraph: (426, b"")
        for version, word in enumerate(("more", "most", "much"), 2):
            editor.change(uri, version, f"{DOUBLED} Then he left with qqmarks and {word}.")
            assert found(await editor.diagnostics(uri, version)) == ["word-doubled"]
        (message,) = await editor.until(lambda: editor.messages)
        assert message.startswith(f"lintnews: {silent}{server.url}/: it allows no more requests")
        assert await editor.end() == 0

    with fake_server() as server:
        config = f'[languagetool]\nserver = "{server.url}"\n'
        (tmp_path / "lintnews.toml").write_text(config)
        edit(work)


def test_garbage_does_not_end_the_server(edit):
    async def work(editor):
        await editor.start()

        def send(body):
            editor._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

        for body in (b"{", b"[]", b"1", b"\xff\xfe", b'{"jsonrpc": "2.0"}', b"{}", b"[" * 5000):
            send(body)
        for method, params in [
            ("textDocument/didOpen", {"textDocument": {"uri": 1}}),
            ("textDocument/didChange", {"textDocument": {"uri": URI, "version": 1},
                                        "contentChanges": [{"text": ""}]}),
            ("textDocument/nothing", {}),
            ("workspace/executeCommand", {"command": "lintnews.ignore", "arguments": [1]}),
            ("workspace/executeCommand", {"command": "lintnews.ignore", "arguments": ["a", "b"]}),
        ]:  # fmt: skip
            send(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}).encode())
            send(
                json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
            )
        editor.open(URI, "half of a pair: \ud83d, " + DOUBLED)
        (problem,) = (await editor.diagnostics(URI, 1)).diagnostics
        assert problem.range.start == types.Position(0, 16)
        editor.change(URI, 2, "a\0b " + DOUBLED)
        (problem,) = (await editor.diagnostics(URI, 2)).diagnostics
        assert problem.range.start == types.Position(0, 1)
        assert "NUL" in problem.message
        editor.change(URI, 3, "")
        assert found(await editor.diagnostics(URI, 3)) == []
        editor.change(URI, 4, (place(10**6, 10**6, 10**6), DOUBLED))
        assert found(await editor.diagnostics(URI, 4)) == ["word-doubled"]
        assert await editor.end() == 0

    edit(work)


def test_a_server_whose_editor_is_gone_ends(edit):
    async def work(editor):
        await editor.start({"model": True, "delay": 0})
        # It is in the middle of something that takes long.
        editor.open(URI, "\n".join([SEED.read_text("utf-8")] * 100))
        await asyncio.sleep(0.5)
        editor._server.stdin.close()
        assert await asyncio.wait_for(editor._server.wait(), 10) == 1

    edit(work)


def test_without_pygls_it_is_said_how_to_get_it(tmp_path):
    hidden = (
        "import sys, importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'pygls' else find(name, *rest)\n"
        "sys.argv = ['lintnews', 'lsp']\n"
        "from lintnews.cli import main; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", hidden], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "pip install 'lintnews[lsp]'" in done.stderr


def test_other_commands_do_not_load_it():
    script = (
        "import sys; sys.argv = ['lintnews', 'rule', 'word-doubled']\n"
        "from lintnews.cli import main\n"
        "try: main()\n"
        "finally: assert not {'pygls', 'lsprotocol', 'asyncio'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
