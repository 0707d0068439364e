"""The text that is read is laid out as the text that was learned from."""

from pathlib import Path

import pytest

from lintnews.document.plain import plain_document
from lintnews.language.text import Text
from lintnews.reader.forms import forms, sentences_by_block
from lintnews.reader.pieces import Vocabulary
from lintnews.reader.second import shipped_vocabulary
from lintnews.reader.windows import (
    BESIDE,
    CONTEXT,
    HEADING,
    LONGEST,
    OWN,
    TARGET,
    inputs,
    lay_out,
    windows,
)

ROOT = Path(__file__).resolve().parents[2]
VOCABULARY = Vocabulary(shipped_vocabulary())
TEXTS = {
    "article": "Talks on the grain deal collapse\n\nKYIV, March 3 (Reuters) – The minister said "
    "“no” on Monday.He didn't say\nwhy -- "
    "the U.N. (and others) asked.  Nobody came…\n\n- First item.\n"
    "- Second item, which goes on. And on.\n\n" + "The mayor of Oleksandrivka spoke. " * 40,
    "seed": (ROOT / "seeds/004_027b5ece264e544d.txt").read_text(encoding="utf-8"),
    "long sentence": "word " * 300 + "end. He left.",
}


def laid_out(text):
    blocks = [
        (running, [forms(sentence) for sentence in sentences])
        for running, sentences in sentences_by_block(text)
    ]
    return lay_out(blocks, VOCABULARY)


@pytest.mark.parametrize("name", TEXTS)
def test_training_sees_the_same_windows(name, monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "training" / "reader")
    from blocks import mutable
    from corpus import CleanBlock, Word, read
    from examples import ReadBlock, examples, read_again

    _, stored = read((name, TEXTS[name]))
    learned = []
    for running, sentences in stored:
        block = CleanBlock(running, [[Word(*word) for word in words] for words in sentences])
        learned.append(ReadBlock(running, read_again(mutable(block)), ()))
    layout = laid_out(Text(plain_document(TEXTS[name], name)))
    shown = [inputs(layout, window, VOCABULARY) for window in windows(layout)]
    assert len(shown) > 2
    assert shown == [example[:4] for example in examples(learned, VOCABULARY)]


@pytest.mark.parametrize("name", TEXTS)
def test_windows_judge_every_piece_of_running_text_once(name):
    layout = laid_out(Text(plain_document(TEXTS[name], name)))
    found = windows(layout)
    judged = [piece for window in found for piece in range(window.start, window.end)]
    assert judged == [piece for piece, running in enumerate(layout.running) if running]
    for window in found:
        assert window.end - window.start <= TARGET
        assert window.start - window.left <= CONTEXT >= window.right - window.end
        assert len(inputs(layout, window, VOCABULARY).numbers) <= LONGEST


def test_a_heading_is_context_of_its_own_kind():
    one = [("It", True, 0), ("ended", True, 1)]
    layout = lay_out([(False, [one]), (True, [one]), (True, [one])], VOCABULARY)
    first, second = windows(layout)
    assert inputs(layout, first, VOCABULARY).roles == [
        OWN, HEADING, HEADING, OWN, OWN, BESIDE, BESIDE, OWN
    ]  # fmt: skip
    assert inputs(layout, second, VOCABULARY).roles == [
        OWN, HEADING, HEADING, BESIDE, BESIDE, OWN, OWN, OWN
    ]  # fmt: skip
