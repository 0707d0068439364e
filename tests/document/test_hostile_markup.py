"""Pages, Markdown, feeds and mail that are broken or do harm: bounded time, clear errors."""

import time
from io import BytesIO

import pytest

from lintnews.document.document import Document
from lintnews.document.files import read_stream
from lintnews.document.reading import Reading
from lintnews.model import Problem

# Each takes well under a second; what grows with the square of its length takes minutes.
LONGEST = 20.0
HARMFUL = {
    "open tags": (".html", "<div>" * 100_000),
    "tags that close others": (".html", "<div>" * 50_000 + "</b></p></span>" * 20_000),
    "less-than signs": (".html", "<" * 4_000_000),
    "comments that never end": (".html", "<!--" * 200_000),
    "tags that never end": (".html", "<a href='" * 100_001),
    "scripts that never end": (".html", "<script></scrip" * 100_000),
    "items far from their list": (".html", "<li><ul>" + "<div>" * 20_000 + "<li></li>" * 20_000),
    "forms": (".html", "<form>" * 20_000 + "<p>a</p>" * 20_000 + "<h1>x</h1>" + "</form>" * 20_000),
    "endless number": (".html", "&#" + "9" * 1_000_000 + ";"),
    "ampersands": (".html", "&" * 2_000_000),
    "spaces": (".html", "a" + " \n" * 500_000 + "<p>" + "&nbsp;" * 30_000),
    "quotes in quotes": (".md", ">" * 10_000 + "a"),
    "brackets": (".md", "[" * 30_000 + "![" * 10_000),
    "stars": (".md", "*a **a " * 10_000),
    "nested lists beyond ASCII": (".md", "> - é\n" * 5_000),
    "comments in blocks": (".md", "<!-- \n" * 50_000),
    "front matter that never ends": (".md", "---\n" + "a: b\n" * 100_000),
    "elements in elements": (".rss", "<rss>" * 100_000),
    "parts of parts": (".eml", 'Content-Type: multipart/mixed; boundary="a"\n\n--a\n' * 2_000),
}


def read(ending, source):
    data = source if isinstance(source, bytes) else source.encode()
    return list(read_stream(BytesIO(data), f"a{ending}", Reading()))


@pytest.mark.parametrize("name", HARMFUL)
def test_no_source_takes_long(name):
    start = time.process_time()
    assert read(*HARMFUL[name])
    assert time.process_time() - start < LONGEST


LAUGHS = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel><item>&b;</item>'


@pytest.mark.parametrize(
    ("ending", "source", "place", "words"),
    [
        (".rss", LAUGHS, (1, 16), "entity is declared"),
        (
            ".rss",
            '<!DOCTYPE r [\n<!ENTITY a SYSTEM "file:///etc/passwd">]><rss/>',
            (2, 1),
            "entity",
        ),
        (".rss", "<rss><channel>\n<item>é </wrong>", (2, 11), "no sound XML: mismatched tag"),
        (".rss", "<rss>" + "<a>" * 300, (1, 603), "200 elements"),
        (".atom", "<html/>", (1, 1), "its root is <html>"),
        (".html", "<p>x\n <!-- y", (2, 2), "the comment that begins here never ends"),
        (".html", "<p>x\n<style>p {", (2, 1), "the <style> that begins here never ends"),
        (".html", "<p>x <a href='y>z", (1, 6), "the tag that begins here never ends"),
        (".html", b"<p>\xd8\xff\x00", (1, 6), "NUL"),
        (".eml", "Content-Transfer-Encoding: base64\n\nSGFsbG8=", (3, 1), "in base64"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(ending, source, place, words):
    problem = read(ending, source)[-1]
    assert isinstance(problem, Problem)
    assert words in problem.reason
    assert (problem.line, problem.column) == place


def test_what_stands_before_the_harm_is_read():
    source = "<rss><channel><item><title>One</title></item><item><title>Two</wrong>"
    document, problem = read(".rss", source)
    assert document.prose == "One"
    assert isinstance(problem, Problem)


def test_a_message_without_text_is_a_problem():
    (problem,) = read(".eml", "Subject: x\nContent-Type: image/png\n\nabc")
    assert "no text to read" in problem.reason


@pytest.mark.parametrize(
    ("head", "encoding", "read_as"),
    [
        ('<meta charset="iso-8859-2">', "iso-8859-2", "iso8859-2"),
        ('<meta http-equiv="x" content="text/html; charset=windows-1251">', "cp1251", "cp1251"),
        ("<?xml version='1.0' encoding='koi8-r'?>", "koi8-r", "koi8-r"),
        ('<meta charset="iso-8859-2">', "utf-8", "utf-8"),
        ('<meta charset="utf-8">', "cp1252", "cp1252"),
        ('<meta charset="iso-8859-1">', "cp1252", "cp1252"),
        ('<meta charset="rot13">', "cp1252", "cp1252"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_names_if_its_bytes_may_be_in_it(
    head, encoding, read_as
):
    word = {"cp1251": "Киев", "koi8-r": "Киев", "cp1252": "“Zoë”"}.get(encoding, "Łódź")
    (document,) = read(".html", f"{head}<p>{word} here".encode(encoding))
    assert isinstance(document, Document)
    assert document.prose == f"{word} here"
    assert document.origin.encoding == read_as


@pytest.mark.parametrize("ending", [".html", ".md", ".eml"])
@pytest.mark.parametrize("source", ["", " ", "\n\n", "\ufeff"])
def test_an_empty_file_is_an_empty_document(ending, source):
    found = read(ending, source)
    assert all(isinstance(each, Problem) or not each.prose for each in found)
    assert len(found) == 1
