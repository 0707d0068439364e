"""Pages and Markdown on the command line: what is found, what is fixed, what cannot be read."""

import json
import re
from html import escape
from pathlib import Path

import pytest

from lintnews.document.plain import plain_document

ROOT = Path(__file__).resolve().parents[2]
MARKS = re.compile(r"([\\`*_\[\]<&~|])")


@pytest.fixture
def check(lintnews):
    def run(*arguments):
        return lintnews("check", "--no-model", *map(str, arguments))

    return run


def found(report):
    return [(each["rule"], each["matched"]) for each in map(json.loads, report.out.splitlines())]


@pytest.mark.parametrize("seed", sorted(path.name for path in (ROOT / "seeds").glob("*.txt")))
def test_an_article_has_the_same_findings_in_every_format(check, seed, tmp_path):
    text = (ROOT / "seeds" / seed).read_text("utf-8")
    page, markdown = [], []
    for block in plain_document(text, seed).blocks:
        words = text[block.start : block.end]
        tag = {"headline": "h1", "subheading": "h2"}.get(block.kind, "p")
        mark = {"headline": "# ", "subheading": "## "}.get(block.kind, "")
        page.append(f"<{tag}>{escape(words)}</{tag}>\n")
        markdown.append(mark + MARKS.sub(r"\\\1", words) + "\n\n")
    (tmp_path / "a.txt").write_text(text, "utf-8")
    frame = "<!DOCTYPE html><title>x</title><nav>Home</nav><main>\n{}</main><footer>End</footer>"
    (tmp_path / "a.html").write_text(frame.format("".join(page)), "utf-8")
    (tmp_path / "a.md").write_text("".join(markdown), "utf-8")
    expected = found(check("--format", "jsonl", tmp_path / "a.txt"))
    assert expected != []
    for name in ("a.html", "a.md"):
        assert found(check("--format", "jsonl", tmp_path / name)) == expected


def test_a_page_is_fixed_in_its_own_encoding_and_keeps_all_else(check, tmp_path):
    path = tmp_path / "a.html"
    before = (
        '<html><head><meta charset="iso-8859-2">\r\n<title>Łódź</title></head>\r\n<body>\r\n'
        "<p>The mayor of Łódź said that the the plan &amp; the budget <b>stood</b>"
        "\r\nfirm .</p>\r\n"
        "<p>He said <i>the</i> the end was near.</p>\r\n"
    )
    path.write_bytes(before.encode("iso-8859-2"))
    result = check("--fix", "--fail-on", "never", path)
    after = before.replace("the the plan", "the plan").replace("firm .", "firm.")
    assert path.read_bytes() == after.encode("iso-8859-2")
    assert "6:15" in result.out
    assert check("--fix", path).status == 1
    assert path.read_bytes() == after.encode("iso-8859-2")


def test_markdown_is_fixed_at_every_line(check, tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# News\n\n> He said that the the\n> plan stood.\n\n- It was so , he said.\n")
    result = check("--diff", path)
    assert result.out.splitlines()[2] == "@@ -1,6 +1,6 @@"
    assert "+> He said that the\n" in result.out
    assert check("--fix", "--fail-on", "never", path).status == 0
    assert (
        path.read_text() == "# News\n\n> He said that the\n> plan stood.\n\n- It was so, he said.\n"
    )


def test_what_never_ends_is_a_problem_with_its_place_and_the_rest_is_linted(check, tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<p>He said that the the plan stood.</p>\n  <!-- more <p>Text.</p>")
    result = check(path)
    assert result.status == 2
    assert "[word-doubled]" in result.out
    assert f"{path}:2:3: the comment that begins here never ends" in result.err


def test_code_is_no_prose(check, tmp_path):
    path = tmp_path / "a.md"
    path.write_text("The mayor wrote it down. `the the` is what he wrote, he said.\n")
    assert found(check("--format", "jsonl", path)) == []
    path.write_text("The mayor wrote it down. Then the the was what he wrote, he said.\n")
    assert found(check("--format", "jsonl", path)) == [("word-doubled", "the the")]


def test_a_folder_holds_pages_and_markdown(check, tmp_path):
    for name in ("a.md", "b.html", "c.htm", "d.xhtml", "e.markdown", "f.css"):
        (tmp_path / name).write_text("He said that the the plan stood.\n")
    result = check(tmp_path)
    assert "5 findings" in result.out
    assert "f.css" not in result.out


FEED = """<rss><channel>
<item><title>News</title><description>&lt;p&gt;He said &lt;b&gt;that&lt;/b&gt; the
the plan &amp;amp; the budget stood.</description></item><item><title>More</title>
<description><![CDATA[<p>It was so , he said, in the caf&eacute; of the the town.]]></description>
</item>
</channel></rss>
"""


def test_the_items_of_a_feed_have_places_in_the_file_and_are_never_fixed(check, tmp_path):
    path = tmp_path / "a.rss"
    path.write_text(FEED)
    for options in ((), ("--fix",), ("--diff",)):
        report = check(*options, "--format", "jsonl", path) if "--diff" not in options else None
        if report is None:
            assert check(*options, path).out == ""
            continue
        findings = [json.loads(line) for line in report.out.splitlines()]
        assert [each["matched"] for each in findings] == ["the the", " ,", "the the"]
        places = [FEED[each["start"] : each["end"]] for each in findings]
        assert places == ["the\nthe", " ,", "the the"]
        assert [(each["line"], each["column"]) for each in findings][1] == (4, 35)
    assert path.read_text() == FEED


def test_a_message_is_linted_in_its_own_words(check, tmp_path):
    path = tmp_path / "a.eml"
    path.write_text(
        "Subject: News\nContent-Transfer-Encoding: quoted-printable\n\n"
        "He said in the caf=C3=A9 that the=\n the plan stood.\n\n> It was the the plan.\n"
    )
    assert found(check("--format", "jsonl", path)) == [("word-doubled", "the the")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "# Council\n\n<!-- lintnews-ignore word-doubled: a quote -->\n{0}\n\n{0}\n"),
        (
            "a.html",
            "<h1>Council</h1>\n<!-- lintnews-ignore word-doubled: a quote -->\n"
            "<p>{0}</p>\n<p>{0}</p>\n",
        ),
    ],
)
def test_a_comment_answers_the_block_behind_it_and_no_other(lintnews, write, name, text):
    write(name, text.format("The council raised the the tax on water again."))
    done = lintnews("check", name, "--no-model", "--format", "jsonl")
    found = [json.loads(line) for line in done.out.splitlines()]
    doubled = [finding for finding in found if finding["rule"] == "word-doubled"]
    assert [finding["state"] for finding in doubled] == ["suppressed", "new"]
    assert doubled[0]["answer"] == {
        "by": "comment",
        "path": name,
        "line": 3 if name == "a.md" else 2,
        "reason": "a quote",
    }


@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_a_comment_that_answers_nothing_is_told(lintnews, write, name):
    write(name, "<!-- lintnews-ignore word-doubled: a quote -->\n\n<p>The council met.</p>\n")
    done = lintnews("check", name, "--no-model", "--format", "jsonl")
    assert "unused-suppression" in {json.loads(line)["rule"] for line in done.out.splitlines()}
