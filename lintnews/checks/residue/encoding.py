"""Characters that went wrong on their way: entities, mojibake and letters of another alphabet."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html.entities import html5

import regex

from lintnews.language.edges import shared_edges
from lintnews.language.text import Text
from lintnews.model import Hit, Suggestion
from lintnews.resources import any_of, word_lists
from lintnews.rulebook.registry import Params, check

_IN_ADDRESS = ("://", "www.", "?")
_LONGEST_WORD = 60
_WHOLE_ENTITIES = re.compile(
    r"(?:&(?:amp;){0,3}(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}\d{0,2});)++"
)
# What would be read as the code of a page or as an entity once more.
_MARKUP = re.compile(r"[<>&]")


class EntityParams(Params, frozen=True):
    """``torn``: names and numbers that are known even without their "&" or ";"."""

    torn: tuple[str, ...]


@check("html_entities", EntityParams, values=("decoded",))
def html_entities(text: Text, params: EntityParams) -> Iterator[Hit]:
    """HTML entities that were not decoded, broken up by spaces or torn too; a row is one place."""
    prose = text.prose
    if "&" not in prose and not any(f"{name};" in prose for name in params.torn):
        return
    entity, row = _entities(params.torn)
    for match in row.finditer(prose):
        start, end = match.span()
        decoded = _decoded(entity.findall(match[0]))
        word = prose[max(0, start - _LONGEST_WORD) : start].rpartition(" ")[2]
        if decoded is None or any(sign in word for sign in _IN_ADDRESS):
            continue
        harmless = not _MARKUP.search(decoded) or (decoded == "&" and prose[end : end + 1] == " ")
        safe = harmless and bool(_WHOLE_ENTITIES.fullmatch(match[0]))
        yield Hit(start, end, {"decoded": decoded}, suggestions=(Suggestion(decoded, safe),))


@cache
def _entities(torn: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of one entity and of a row of them."""
    number = r"\# ?(?:\d{2,6}|[xX][0-9a-fA-F]{2,5})"
    known = any_of(torn)
    entity = (
        rf"(?:& ?(?:amp ?; ?){{0,3}}(?:{number}|[A-Za-z]{{2,8}}\d{{0,2}}) ?;"
        rf"|&(?:amp;){{0,3}}(?:{known})(?![\w;=])|(?<![&#/])(?:(?<=[A-Za-z])|(?=[a-z]))(?:{known});)"
    )
    return re.compile(entity), re.compile(rf"{entity}(?: ?{entity}){{0,20}}")


def _decoded(entities: list[str]) -> str | None:
    """The characters that a row of entities stands for, None if one of them is unknown."""
    decoded = ""
    for entity in entities:
        name = entity.replace(" ", "").strip("&;").rpartition(";")[2]
        if not name.startswith("#") and f"{name};" not in html5:
            return None
        decoded += html.unescape(f"&{name};")
    return decoded.replace("\u00a0", " ")


class MojibakeParams(Params, frozen=True):
    """``pages``: code pages in which the marks of UTF-8 text may have been read."""

    pages: tuple[str, ...]


# A lead byte of UTF-8 and as many others as it announces, as they look in the Western code pages,
# and three such pairs in the Cyrillic one.
_AFTER_LEAD = r"[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_TEXT_IN_WRONG_PAGE = re.compile(
    rf"[Â-ß]{_AFTER_LEAD}|[à-ô]{_AFTER_LEAD}{{2}}"
    r"|(?:[РС][\u00a0-\u00bf\u0400-\u040f\u0450-\u045f‚„…†‡€‰‹‘’“”•–—™›]){3}"
)
# First the mark whose last byte most code pages leave empty.
_MARKS = "”“‘’–—‚„•…‹›€™"
_CHUNK_BEFORE = re.compile(r"[^ \t\r\n]{1,40}\Z")
_CHUNK_AFTER = re.compile(r"[^ \t\r\n]{1,40}")


@check("mojibake", MojibakeParams, values=("repaired",))
def mojibake(text: Text, params: MojibakeParams) -> Iterator[Hit]:
    """UTF-8 that was read in another code page, with the text that it stands for."""
    prose = text.prose
    if prose.isascii():
        return
    garbled, marks, first = _garbled_marks(params.pages)
    if not first.search(prose):
        return
    done = 0
    for match in re.finditer(f"{_TEXT_IN_WRONG_PAGE.pattern}|{garbled.pattern}", prose):
        if match.start() < done:
            continue
        before = _CHUNK_BEFORE.search(prose, max(done, match.start() - 40), match.start())
        after = _CHUNK_AFTER.match(prose, match.end())
        start = before.start() if before else match.start()
        end = after.end() if after else match.end()
        done = end
        chunk = prose[start:end]
        repaired = chunk
        if _TEXT_IN_WRONG_PAGE.search(chunk):
            # Imported here, because it takes longer to load than all rules and is hardly needed.
            import ftfy

            repaired = ftfy.fix_encoding(chunk)
        repaired = garbled.sub(lambda mark: marks[mark[0]], repaired)
        if repaired != chunk:
            head, tail = shared_edges(chunk, repaired)
            if tail and len(repaired) == head + tail:
                tail -= 1
            shown = repaired[head : len(repaired) - tail]
            yield Hit(
                start + head,
                max(end - tail, start + head + 1),
                {"repaired": shown},
                suggestions=(Suggestion(shown, safe=_is_proven(chunk, repaired, params.pages)),),
            )


def _is_proven(chunk: str, repaired: str, pages: Iterable[str]) -> bool:
    """Whether the repaired text, read in one of the wrong pages, is what stands there."""
    code = repaired.encode("utf-8")
    return any(code.decode(page, "replace") == chunk for page in pages)


@cache
def _garbled_marks(
    pages: tuple[str, ...],
) -> tuple[re.Pattern[str], dict[str, str], re.Pattern[str]]:
    """How typographic marks look in code pages that they were not written in.

    With the pattern of the characters with which they or other text in a wrong page begin.
    Where a code page has no character for the last byte, it is left out or replaced.
    """
    marks: dict[str, str] = {}
    for page in pages:
        for mark in _MARKS:
            code = mark.encode("utf-8")
            stump = code[:2].decode(page)
            looks = [stump + code[2:].decode(page, "replace"), stump + code[2:].decode("latin-1")]
            if looks[0].endswith("\ufffd"):
                looks += [stump + code[2:].decode("cp1252", "replace"), stump]
            for look in looks:
                marks.setdefault(look, mark)
    first = re.escape("".join(sorted({look[0] for look in marks})))
    return (
        re.compile(f"(?=[{first}])(?:{any_of(marks)})"),
        marks,
        re.compile(f"[{first}Â-ôРС]"),
    )


class LookalikeParams(Params, frozen=True):
    """``shortest_greek``: fewest letters of a word in which Greek letters are no formula."""

    shortest_greek: int


_GREEK_OR_CYRILLIC = re.compile(r"[\u0370-\u052f]")
_SEAM = regex.compile(
    r"[A-Za-z](?=[\p{Cyrillic}\p{Greek}])|[\p{Cyrillic}\p{Greek}](?=[A-Za-z])"
    r"|(?<=[A-Za-z,] )[аАіІ](?= [A-Za-z])"
)
_LETTERS_BEFORE = re.compile(r"[^\W\d_]{1,40}\Z")
_LETTERS_AFTER = re.compile(r"[^\W\d_]{1,40}")
_GREEK = regex.compile(r"\p{Greek}")


@check("lookalike_letters", LookalikeParams, values=("latin",))
def lookalike_letters(text: Text, params: LookalikeParams) -> Iterator[Hit]:
    """A word of Latin letters in which Cyrillic or Greek ones stand that look the same."""
    prose = text.prose
    if prose.isascii() or not _GREEK_OR_CYRILLIC.search(prose):
        return
    done = 0
    for match in _SEAM.finditer(prose):
        if match.start() < done:
            continue
        before = _LETTERS_BEFORE.search(prose, max(done, match.start() - 40), match.start())
        after = _LETTERS_AFTER.match(prose, match.start())
        start = before.start() if before else match.start()
        end = done = after.end() if after else match.end()
        word = prose[start:end]
        latin = word.translate(_lookalikes())
        if not latin.isascii() or (_GREEK.search(word) and len(word) < params.shortest_greek):
            continue
        yield Hit(start, end, {"latin": latin}, suggestions=(Suggestion(latin),))


@cache
def _lookalikes() -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in word_lists("residue")["lookalikes"]}
