"""Documents with comments, as a reader of a markup makes them."""

import re

import pytest

from lintnews.answers.comments import answer_comments
from lintnews.document.assembling import Assembler
from lintnews.document.document import BlockKind, Comment, Document
from lintnews.document.plain import PlainOrigin
from lintnews.engine import lint, shipped_rules

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_PARAGRAPH = re.compile(r"(?:[^\n]+\n?)+")


@pytest.fixture
def commented():
    """Make a document of a text whose paragraphs stand between blank lines."""

    def document(source, shift=0):
        comments = [
            Comment(found[1], found.start() + shift, found.end() + shift)
            for found in _COMMENT.finditer(source)
        ]
        assembler = Assembler()
        for paragraph in _PARAGRAPH.finditer(source):
            assembler.begin(BlockKind.PARAGRAPH)
            at = paragraph.start()
            for comment in comments:
                if at <= comment.start - shift < paragraph.end():
                    assembler.copy(source[at : comment.start - shift], at + shift)
                    at = comment.end - shift
            assembler.copy(source[at : max(at, paragraph.end())], at + shift)
        prose, segments, blocks = assembler.assembled(shift + len(source))
        return Document(
            path="a.md",
            source=source,
            prose=prose,
            segments=segments,
            blocks=blocks,
            origin=PlainOrigin("a.md", "utf-8"),
            shift=shift,
            comments=comments,
        )

    return document


@pytest.fixture
def answered(commented):
    """What is found in a text with comments, by all rules that need no reader or those named."""

    def run(source, *names, shift=0):
        rules = [
            rule
            for rule in shipped_rules()
            if (not names and rule.extra is None and rule.file.default)
            or rule.name in names
            or rule.file.family in names
        ]
        document = commented(source, shift)
        return answer_comments(document, lint(document, rules), [rule.file for rule in rules])

    return run
