import subprocess
import sys

import numpy as np
import pytest

from lintnews.document.plain import plain_document
from lintnews.language.text import Text
from lintnews.reader.labels import LABELS
from lintnews.reader.second import load_second_reader

ARTICLE = (
    "Talks on grain collapse\n\n"
    "The minister said on Monday that the talks had failed. Of the party he left. "
    "Nobody in Oleksandrivka was surprised, and the mayor of the city was accused of.\n\n"
    + "The farmers wait for rain, and the grain rots in the silos of the port. " * 12
    + "\n\nHe left.\n"
)


def read(source, wanted=None):
    text = Text(plain_document(source, "a.txt"))
    chosen = range(len(text.sentences)) if wanted is None else wanted
    return text, load_second_reader().read(text, chosen)


def same(one, other):
    return one.damage == other.damage and np.array_equal(one.labels, other.labels)


def test_every_token_of_a_sentence_gets_the_probability_of_every_label():
    text, readings = read(ARTICLE)
    assert sorted(readings) == list(range(1, len(text.sentences)))
    for index, reading in readings.items():
        assert reading.labels.shape == (len(text.sentences[index].tokens), len(LABELS))
        assert np.allclose(reading.labels.sum(axis=1), 1, atol=0.006)


def test_a_heading_is_not_read():
    assert read(ARTICLE, [0])[1] == {}


def test_a_sentence_is_read_alike_alone_and_among_others():
    text, everything = read(ARTICLE)
    assert len(text.sentences) > 10
    for index in everything:
        assert same(read(ARTICLE, [index])[1][index], everything[index])
    some = read(ARTICLE, [9, 2, 2])[1]
    assert list(some) == [2, 9]
    assert all(same(reading, everything[index]) for index, reading in some.items())


def test_what_stands_far_away_changes_nothing():
    _, before = read(ARTICLE)
    _, after = read(ARTICLE + "\n" + "Something else happened in the north of the country. " * 9)
    assert all(same(after[index], before[index]) for index in range(1, 8))


def test_a_sentence_over_several_windows_is_read_whole():
    source = "He said that " + "the farmers of the valley and " * 60 + "the mayor came. He left."
    text, readings = read(source)
    assert len(text.sentences[0].tokens) > 300
    assert len(readings[0].labels) == len(text.sentences[0].tokens)
    assert len(readings[1].labels) == 3


HUGE = {
    "no space": "x" * 1_000_000,
    "emoji": "😀" * 10_000,
    "emoji of many parts": "👩\u200d👩\u200d👧 " * 1_000,
    "long sentence": "word " * 10_000 + "end.",
    "right to left": "הממשלה הודיעה אתמול. " * 400,
    "combining": "a" + "\u0301" * 100_000,
    "zero width": "The\u200b mini\u200bster\u200d left\ufeff on Mon\u00adday. " * 300,
    "marks of direction": "\u202eabc\u202c " * 1_000,
    "one-word sentences": "Go. " * 3_000,
    "one-word blocks": "Go on.\n" * 200,
}
SECONDS = 20
MEGABYTES = 400
# The peak is that of the process's own memory: what getrusage gives starts with its parent's.
MEASURED = """
import re, sys, time
from pathlib import Path
from lintnews.document.plain import plain_document
from lintnews.language.text import Text
from lintnews.reader.second import load_second_reader
reader = load_second_reader()
text = Text(plain_document(sys.stdin.read(), "huge.txt"))
wanted = range(len(text.sentences))
began = time.process_time()
readings = reader.read(text, wanted)
status = Path("/proc/self/status").read_text()
peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) // 1024
print(len(readings), time.process_time() - began, peak)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
@pytest.mark.parametrize("name", HUGE)
def test_a_huge_text_takes_bounded_time_and_memory(name):
    done = subprocess.run(
        [sys.executable, "-c", MEASURED],
        input=HUGE[name],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    _, seconds, megabytes = done.stdout.split()
    assert float(seconds) < SECONDS
    assert int(megabytes) < MEGABYTES
    assert done.stderr == ""


def test_what_is_remembered_of_windows_changes_nothing_and_is_not_read_again(monkeypatch):
    shipped = load_second_reader()
    runs = []

    class Counting:
        def run(self, outputs, feed):
            runs.append(feed)
            return shipped._session.run(outputs, feed)

    reader = type(shipped)(Counting(), shipped._vocabulary)
    reader.remember(8)
    for source in (ARTICLE, ARTICLE.replace("He left.", "She stayed."), ARTICLE):
        text = Text(plain_document(source, "a.txt"))
        chosen = range(len(text.sentences))
        before = len(runs)
        remembered = reader.read(text, chosen)
        expected = shipped.read(text, chosen)
        assert remembered.keys() == expected.keys()
        assert all(same(remembered[index], expected[index]) for index in expected)
        windows = len(runs) - before
        # Only the last paragraph was changed: its own window, and the one that it is context of.
        assert windows > 2 if source == ARTICLE and not before else windows <= 2
    assert len(reader._known) <= 8
