"""The lines on which the keys of a TOML file stand, for tomllib does not tell them."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_PART = re.compile(
    r"""[ \t]*(?:"(?P<basic>(?:\\.|[^"\\])*)"|'(?P<literal>[^']*)'|(?P<bare>[\w-]+))[ \t]*"""
)
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}'
    r"|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'|\#[^\n]*|[\[\]{},\n]|[^\"'\#\[\]{},\n]+",
    re.DOTALL,
)


def key_lines(text: str) -> dict[Path, int]:
    """The line, counted from 1, of every key, table and element of a list of a TOML file.

    Keys inside inline tables are not looked at: they stand where their table does.

    Args:
        text: the file, which tomllib has read without an error.
    """
    return _Scan(text).lines


class _Scan:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.lines: dict[Path, int] = {}
        self._tables: dict[Path, int] = {}
        table: Path = ()
        while self._skip() < len(text):
            if text[self._at] == "[":
                table = self._header()
            else:
                place = (*table, *self._key())
                self._at = text.index("=", self._at) + 1
                self._note(place)
                self._value(place)

    def _skip(self) -> int:
        match = _SPACE.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._at

    def _note(self, place: Path) -> None:
        line = self._text.count("\n", 0, self._at) + 1
        for end in range(1, len(place) + 1):
            self.lines.setdefault(place[:end], line)

    def _key(self) -> list[str]:
        parts = []
        while match := _PART.match(self._text, self._at):
            parts.append(next(part for part in match.groups() if part is not None))
            self._at = match.end()
            if self._text[self._at : self._at + 1] != ".":
                break
            self._at += 1
        return parts

    def _header(self) -> Path:
        """A header; the path of its table, with the number of the element of each list."""
        brackets = 2 if self._text.startswith("[[", self._at) else 1
        self._at += brackets
        place: Path = ()
        parts = self._key()
        for part in parts[:-1]:
            place = (*place, part)
            if place in self._tables:
                place = (*place, self._tables[place])
        place = (*place, *parts[-1:])
        if brackets == 2:
            self._tables[place] = self._tables.get(place, -1) + 1
            place = (*place, self._tables[place])
        self._note(place)
        self._at += brackets
        return place

    def _value(self, place: Path) -> None:
        """Pass over a value to the end of its line."""
        open_brackets: list[str] = []
        index, noted = 0, False
        while match := _TOKEN.match(self._text, self._at):
            token = match[0]
            if token == "\n" and not open_brackets:
                return
            if open_brackets == ["["] and token.strip(" \t\r\n") and token[0] not in "#,]":
                if not noted:
                    self._note((*place, index))
                noted = True
            if token in ("[", "{"):
                open_brackets.append(token)
            elif token in ("]", "}"):
                open_brackets.pop()
            elif token == "," and open_brackets == ["["]:
                index, noted = index + 1, False
            self._at = match.end()
