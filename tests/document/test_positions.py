"""In every format ``source[start:end]`` says what was matched, and what is no prose is not read.

A source of ``CASES`` is hostile in the ways of its format. Words that begin with "read" stand in it
once and must be found there; words that begin with "left" must not be read. To add a format, add
its case; what its escapes say is told by ``unescape``.
"""

import html
import quopri
import re
from collections.abc import Callable
from email.header import decode_header, make_header
from io import BytesIO
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintnews.document.document import Document
from lintnews.document.files import read_stream
from lintnews.document.reading import Reading

READ = re.compile(r"read[a-z]+")
LEFT = re.compile(r"left[a-z]+")


def no_escapes(text: str) -> str:
    return text


def html_unescape(text: str) -> str:
    return html.unescape(re.sub(r"<br ?/?>", "\n", text))


def markdown_unescape(text: str) -> str:
    return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~\s])", r"\1", text))


def feed_unescape(text: str) -> str:
    return html.unescape(html.unescape(text))


def mail_unescape(text: str) -> str:
    text = re.sub("\r\n?", "\n", text)
    if text.startswith("=?"):
        return str(make_header(decode_header(text.strip())))
    return quopri.decodestring(text.encode()).decode() + re.sub("=\\s+", "", text)


class Case(NamedTuple):
    """A hostile file, the end of its name, and what its escapes say."""

    ending: str
    source: str
    unescape: Callable[[str], str] = no_escapes


HTML = """\
<!DOCTYPE html>
<!-- leftcomment -->
<html><head><title>readmain &amp; more</title><style>p { leftstyle }</style>
<script>if (a < b) document.write("<p>leftscript</p>")</script><meta name="x" content="leftmeta">
</head>
<body class="leftattribute">
<header><p>leftheader</p></header><nav><ul><li>leftnav</ul></nav>
<h2>readheading 😀 &mdash; &#x1F600; readbehind</h2>
<p>A <b>readbold <i>readmisnested</b> readafter</i>, a < b and readless, AT&T and &notit; readamp
<p>readsecond<br>readbreak<br><br>readparagraph caf&eacute;readjoined
   readnextline\treadtab <a href="x>leftlink" title='leftquoted'>readlink</a> readlinked
<p title="a > b">readtitled &unknown; readunknown &#128; readwindows &#0; readzero
<ul><li>readitem<li>readitemtwo <ul><li>readnested</ul> readback</ul>
<table><tr><th>readhead<td>readcell &lt;readentity&gt;</td></tr>readfoster<tr><td>readlast.</table>
<blockquote>readquote <q>readinline</q></blockquote>
<p hidden>lefthidden <p>readshown <span style="display:none">leftnone <span>leftinside</span></span>
<span aria-hidden="true">leftaria</span> readseen <del>leftdeleted</del> readkept
said.<sup><a href="#n1">leftnote</a></sup> readbehindnote m<sup>readraised</sup>
<textarea><p>lefttextarea</p></textarea> <svg><text>leftsvg</text><title>leftdrawing</title></svg>
<noscript><p>leftnoscript</p></noscript><template><p>lefttemplate</p></template>
<pre>leftpre</pre><button>leftbutton</button> readcafe <? leftinstruction ?> <!leftdeclaration>
</ leftbogus> <![CDATA[leftcdata]]> readend <!-- a > leftlong -- readnot --> readr&eacute;alit&#233;
<p>readsoft&shy;hyphen 👩\u200d👩\u200d👧 readfamily שלום readhebrew</p></b></div></p>
<figure><img alt="leftalt"><figcaption>readcaption</figcaption></figure>
<aside>leftaside</aside><form><p>leftform</form><footer>leftfooter</footer>
<iframe>leftframe</iframe><select><option>leftoption</select> readtail
</body></html> readlate
""".replace("-- readnot", "-- leftnot")

MARKDOWN = """\
---
title: "lefttitle 😀"
other: leftmatter
---

Intro readfirst *readem* **readstrong** _readunder_ `readcode` `` a`readticks ``{}
readhard \\*readstar &amp; readentity caf&eacute;readjoined <readautolink@example.com>
readsoft [readlink](leftdestination "leftlinktitle") [readref][leftlabel] readword[^1] readbehind.

## readheading {#leftid}

> readquote
> **readquoted**
readlazy

* readitem
* [ ] readtask
    1. readnested

       readloose 😀 readastral

| readhead | b |
|---|---:|
| readcell \\| readpipe | **readbold** 👩\u200d👩\u200d👧 readfamily. |

![leftalt](leftpicture.png) readcaption

readinline <b class="lefttag">readhtml</b> <!-- leftcomment --> ~~leftstruck~~ readkept ~readtilde~

[^1]: readfootnote
    readcontinued

[leftlabel]: https://example.com "leftreference"

<!-- leftblock
lefttoo -->

<div class="leftdiv">
lefthtml
</div>

    leftindented

```python
leftfenced
```

Setext readsetext
=================

readprice $5 and $10 readdollars a\\
readbackslash שלום readhebrew \\& readampersand &#x1F600; readlast
""".replace("{}", "  ")

RSS = """\
<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>leftchannel</title><description>leftdescription</description>
<item><title>readtitle 😀 &amp;amp; readbehind</title><link>leftlink</link>
<description>leftextract</description>
<content:encoded><![CDATA[<p>readfirst <b>readbold</b> caf&eacute; readentity
<script>leftscript</script><p>readsecond ]]>&lt;i title="leftattribute"&gt;readitalic&lt;/i&gt;
&amp;lt;readescaped</content:encoded></item>
<item><description>&lt;p&gt;readone 😀 readtwo&lt;p&gt;&#x72;eadreference
readline</description><title>readlast</title></item></channel></rss>
""".replace("&#x72;ead", "&#x20;read")
ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom"><title>leftfeed</title><entry><title>readtitle</title>
<summary>leftsummary</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>readfirst</p><p>readsecond &amp; readthird</p></div></content></entry>
<entry><title type="html">readhtml &amp;amp; readtoo</title>
<summary>readplain &lt; readless</summary></entry>
</feed>
"""
MAIL = """\
From: leftsender@example.com
Subject: readsubject
 readfolded =?utf-8?Q?=F0=9F=98=80?= =?utf-8?B?w6k=?= readencoded
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="leftboundary"

leftpreamble
--leftboundary
Content-Type: text/html

<p>lefthtml
--leftboundary
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

readfirst caf=C3=A9 =F0=9F=98=80 readeuro =E2=82=
=AC readsoft=
 readafter.

> leftanswered
readunder
--{}
leftsignature
--leftboundary--
leftepilogue
""".replace("{}", " ")

CASES = {
    "rss": Case(".rss", RSS, feed_unescape),
    "atom": Case(".atom", ATOM, feed_unescape),
    "mail": Case(".eml", MAIL, mail_unescape),
    "text": Case(".txt", "readone “readtwo”\n\n😀 readthree\n"),
    "markdown": Case(".md", MARKDOWN, markdown_unescape),
    "front matter": Case(
        ".markdown",
        "+++\ndraft = true\ntitle = 'readtitle 😀 readbehind'\nx = 'leftx'\n+++\n\nreadtext\n",
    ),
    "html": Case(".html", HTML, html_unescape),
    "xhtml": Case(
        ".xhtml",
        '<?xml version="1.0"?>\n<html><body><script src="leftsrc"/><p>readone &amp; readtwo'
        "<br/>readthree <![CDATA[<readcdata> & readtoo]]></p></body></html>",
        html_unescape,
    ),
}


def documents(case: Case, source: str, encoding: str = "utf-8") -> list[Document]:
    found = list(read_stream(BytesIO(source.encode(encoding)), f"a{case.ending}", Reading()))
    assert all(isinstance(each, Document) for each in found), found
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", CASES)
def test_words_are_found_where_they_stand_and_nothing_else_is_read(name, line_end, encoding):
    case = CASES[name]
    source = case.source.replace("\n", line_end)
    planted = READ.findall(source)
    assert len(set(planted)) == len(planted) > 0
    seen = []
    for document in documents(case, source, encoding):
        assert LEFT.findall(document.prose) == []
        for found in READ.finditer(document.prose):
            place = document.place(*found.span())
            seen.append(found[0])
            assert source[place.start : place.end] == found[0]
            block = document.block_at(found.start())
            assert block is not None
            assert block.end >= found.end()
    assert sorted(seen) == sorted(planted)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", CASES)
def test_every_character_stands_for_source_that_says_it(name, line_end):
    case = CASES[name]
    source = case.source.replace("\n", line_end)
    for document in documents(case, source):
        check_characters(document, case.unescape, source)


def read(ending: str, source: str) -> Document:
    (document,) = read_stream(BytesIO(source.encode()), f"a{ending}", Reading())
    assert isinstance(document, Document)
    return document


def blocks(ending: str, source: str) -> list[tuple[str, str]]:
    document = read(ending, source)
    return [
        (block.kind.value, document.prose[block.start : block.end]) for block in document.blocks
    ]


WORDS = st.sampled_from("Anna said it is caf&eacute; &amp; 😀 a. “No” \\*".split())
MARKDOWN_IN_LINE = "*{}*  **{}**  [{}](x)  `{}`  ~~{}~~  <b>{}</b>  {}[^1]  {}\n{}  {}\\\n{}"
HTML_IN_LINE = (
    "<b>{}</b>  <i>{}  {}</i>  <a href=x>{}</a>  {}<br>{}  <code>{}</code>  <p>{}  {}</p>  <div>{}"
    "  <td>{}  <li>{}</li>  <del>{}</del>  {}<!---->"
)
WRAPPERS = {".md": MARKDOWN_IN_LINE.split("  "), ".html": HTML_IN_LINE.split("  ")}
BLOCKS = {
    ".md": "# {}  {}  > {}  - {}  1. {}  |a|b|\n|-|-|\n|{}|{}|  [^1]: {}  <!-- {} -->".split("  "),
    ".html": (
        "<h1>{}</h1>  <p>{}</p>  <ul>{}</ul>  <table>{}</table>  {}  <pre>{}</pre>  <article>{}"
        "</article>  <p>{}<p>  <blockquote>{}  </blockquote>{}  <sup>{}"
    ).split("  "),
}


def sources(ending: str) -> st.SearchStrategy[str]:
    inline = st.recursive(
        WORDS,
        lambda inner: st.builds(
            lambda wrapper, one, other: wrapper.replace("{}", one, 1).replace("{}", other, 1),
            st.sampled_from([*WRAPPERS[ending], "{} {}"]),
            inner,
            inner,
        ),
        max_leaves=6,
    )
    block = st.builds(
        lambda wrapper, one: wrapper.replace("{}", one), st.sampled_from(BLOCKS[ending]), inline
    )
    return st.builds(
        str.join, st.sampled_from(["\n\n", "\r\n\r\n", "\n"]), st.lists(block, max_size=6)
    )


def check_characters(
    document: Document, unescape: Callable[[str], str], file: str | None = None
) -> None:
    file = document.source if file is None else file
    before = 0
    for at, character in enumerate(document.prose):
        place = document.place(at, at + 1)
        source = file[place.start : place.end]
        # A space stands for other space, or for nothing; in code a backslash is one.
        stands = character.isspace() and (not source or re.search(r"\s", source))
        assert stands or character in unescape(source) or character in source, (at, source)
        assert before <= place.start <= place.end
        before = place.start


@settings(max_examples=60, deadline=None)
@given(sources(".md"))
def test_generated_markdown_says_what_its_source_says(source):
    check_characters(read(".md", source), markdown_unescape)


@settings(max_examples=60, deadline=None)
@given(sources(".html"))
def test_generated_html_says_what_its_source_says(source):
    check_characters(read(".html", source), html_unescape)


@settings(max_examples=60, deadline=None)
@given(st.text("<>/!-&;#'\"= \nabp[]`*_|~\\", max_size=60))
def test_no_text_is_too_broken_to_be_read(source):
    for ending, unescape in ((".md", markdown_unescape), (".html", html_unescape)):
        for found in read_stream(BytesIO(source.encode()), f"a{ending}", Reading()):
            if isinstance(found, Document):
                check_characters(found, unescape)


@pytest.mark.parametrize("name", CASES)
def test_a_stretch_of_source_is_prose_only_without_markup_inside(name):
    for document in documents(CASES[name], CASES[name].source):
        for start in range(0, len(document.prose), 7):
            for end in (start + 1, start + 4, start + 12):
                place = document.place(start, min(end, len(document.prose)))
                span = document.prose_of(place.start, place.end)
                if span is not None:
                    assert document.place(*span) == place


def test_an_entity_of_a_feed_is_a_place_as_a_whole_and_so_is_one_of_the_page_in_it():
    text = "<description><![CDATA[<p>A&amp;B]]></description>"
    source = f"<rss><item><title>R&amp;D</title>{text}</item></rss>"
    (document,) = read_stream(BytesIO(source.encode()), "a.rss", Reading())
    said = []
    for at, character in enumerate(document.prose):
        if character == "&":
            place = document.place(at, at + 1)
            said.append(source[place.start : place.end])
    assert said == ["&amp;", "&amp;"]
