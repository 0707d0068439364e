"""Which files paths mean, and what is said of those that cannot be read."""

import os

import pytest

from lintnews.document.document import Document
from lintnews.document.files import (
    display_name,
    find_files,
    read_file,
    read_stream,
)
from lintnews.document.reading import Reading

TEXT = "The council met on Monday.\n"


def write(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")


def found(*paths):
    files, problems = find_files(map(str, paths))
    assert not problems
    return files


def problem_of(path, reading=None):
    (problem,) = read_file(str(path), reading or Reading())
    assert problem.path == str(path)
    return problem.reason


def test_a_folder_means_its_texts_sorted_and_once(tmp_path):
    write(tmp_path, "b.txt", "a/c.JSONL", "a/d.text", "a/e.ndjson", "f.py", "g", ".h.txt")
    write(tmp_path, ".git/i.txt", "node_modules/j.txt")
    names = ["a/c.JSONL", "a/d.text", "a/e.ndjson", "b.txt"]
    assert found(tmp_path, tmp_path / "b.txt", tmp_path / "a") == [
        str(tmp_path / name) for name in names
    ]


def test_a_file_that_is_named_is_read_whatever_its_name(tmp_path):
    write(tmp_path, "g", ".h.txt", "article.text.bak")
    for name in ("g", ".h.txt", "article.text.bak"):
        (document,) = read_file(str(tmp_path / name), Reading())
        assert document.prose == TEXT


def test_one_file_under_two_names_is_read_once(tmp_path):
    write(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert len(found(tmp_path / "a.txt", tmp_path / "b.txt", f"{tmp_path}/./a.txt")) == 1


def test_a_folder_without_text_is_a_problem(tmp_path):
    write(tmp_path, "a/f.py")
    files, (problem,) = find_files([str(tmp_path / "a")])
    assert files == []
    assert ".txt" in problem.reason


@pytest.mark.parametrize("name", ["none.txt", "none/none.txt", "x" * 5000])
def test_a_missing_file_is_a_problem(tmp_path, name):
    files, problems = find_files([str(tmp_path / name)])
    assert (len(files), problems) == (1, [])
    assert problem_of(files[0])


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied"), "no right"),
        (OSError(5, "I/O error"), "I/O error"),
    ],
)
def test_a_file_that_does_not_let_itself_be_read(tmp_path, monkeypatch, error, words):
    write(tmp_path, "a.txt")

    def refuse(*arguments, **options):
        raise error

    monkeypatch.setattr("pathlib.Path.open", refuse)
    assert words in problem_of(tmp_path / "a.txt")


def test_a_folder_that_does_not_let_itself_be_read(tmp_path, monkeypatch):
    write(tmp_path, "a/b.txt", "c.txt")
    scan = os.scandir

    def refuse(path):
        if str(path).endswith("a"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    files, (problem,) = find_files([str(tmp_path)])
    assert files == [str(tmp_path / "c.txt")]
    assert str(problem) == f"{tmp_path / 'a'}: you have no right to read it"


def test_what_has_no_reader_is_named(tmp_path):
    write(tmp_path, "a.odt", "a.html")
    assert "OpenDocument" in problem_of(tmp_path / "a.odt")
    assert "--input-format text" in problem_of(tmp_path / "a.html")
    (document,) = read_file(str(tmp_path / "a.html"), Reading("text"))
    assert document.prose == TEXT


def test_what_is_no_file_is_a_problem(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no regular file" in problem_of(tmp_path / "pipe.txt")


def test_the_limit_holds_for_files_and_streams(tmp_path):
    write(tmp_path, "a.txt")
    size = len(TEXT)
    (document,) = read_file(str(tmp_path / "a.txt"), Reading(max_size=size))
    assert isinstance(document, Document)
    assert "--max-size" in problem_of(tmp_path / "a.txt", Reading(max_size=size - 1))
    with (tmp_path / "a.txt").open("rb") as stream:
        (problem,) = read_stream(stream, "-", Reading(max_size=size - 1))
    assert "--max-size" in problem.reason


def test_an_empty_file_is_an_empty_document(tmp_path):
    (tmp_path / "a.txt").touch()
    (document,) = read_file(str(tmp_path / "a.txt"), Reading())
    assert (document.prose, document.blocks) == ("", ())


def test_names_are_printed_as_unicode():
    assert display_name("é/日本.txt") == "é/日本.txt"
    assert display_name(os.fsdecode(b"caf\xe9.txt")) == "caf\\xe9.txt"
