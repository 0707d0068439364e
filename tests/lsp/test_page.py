"""The page on editors says what is so."""

import json
import re
import tomllib
from pathlib import Path

import msgspec

from lintnews.lsp.actions import FIX_ALL
from lintnews.lsp.options import Options, options_of

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "editors.md").read_text("utf-8")


def block(language):
    (body,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return body


def test_all_options_are_explained():
    table = PAGE.partition("| option | means |")[2].partition("\n\n")[0]
    named = re.findall(r"`(\w+)`(?=[, |].*\|)", "\n".join(re.findall(r"^\| .*? \|", table, re.M)))
    assert set(named) == {field.encode_name for field in msgspec.structs.fields(Options)}
    assert f"still ({Options().delay})" in table


def test_snippets_are_well_formed_and_their_options_exist():
    code = json.loads(block("json"))
    helix = tomllib.loads(block("toml"))
    lua, lisp = block("lua"), block("elisp")
    for said in (
        code["glspc.server.initializationOptions"],
        helix["language-server"]["lintnews"]["config"],
        {re.search(r"init_options = \{ (\w+) = 0.6 \}", lua)[1]: 0.6},
        {re.search(r":initializationOptions \(:(\w+) 0.6\)", lisp)[1]: 0.6},
    ):
        assert options_of(said).values == {"min-confidence": 0.6}
    assert FIX_ALL in code["editor.codeActionsOnSave"]
    assert FIX_ALL in PAGE
    assert lisp.count("(") == lisp.count(")")
    assert code["glspc.server.commandArguments"] == ["lsp"]
    assert helix["language-server"]["lintnews"]["args"] == ["lsp"]
    assert "'lintnews', 'lsp'" in lua
    assert '"lintnews" "lsp"' in lisp
