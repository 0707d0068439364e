import base64
from pathlib import Path
from random import Random

import pytest

from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules
from lintnews.language.prose import is_english_prose
from lintnews.language.text import Text

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = "The minister said on Monday that the talks would go on for another week or two. "
SPANISH = "El presidente dijo que no hay dinero para la gente en las calles de la ciudad. "


def is_english(source):
    return is_english_prose(Text(plain_document(source, "a.txt")))


@pytest.mark.parametrize(
    "source",
    [
        "",
        "Ja.",
        "7–1 (6–2)",
        "Ann Lee",
        SPANISH,
        ENGLISH * 2 + SPANISH,
        (ENGLISH * 3).upper(),
        ENGLISH * 5 + " 😀😀😀" * 20,
        "Strauchler met Kurtzer, Pincus and Hrytsenko in Oleksandrivka, Krasnohrad and Lviv. " * 5,
        "facing the wrath of On Monday, the talks the talks that. of the who had been. " * 4,
        "He paid $1,200 (or 1,000 euros) for 3 of 12 seats at 10:30 on 3/4/2021, a 25% rise. " * 4,
    ],
)
def test_english_and_what_is_too_short_to_tell(source):
    assert is_english(source)


@pytest.mark.parametrize("seed", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda path: path.name)
def test_machine_translation_is_english(seed):
    assert is_english(seed.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "source",
    [
        SPANISH * 2,
        ENGLISH + SPANISH * 3,
        SPANISH.upper() * 3,
        "Hükümet pazartesi günü planın değiştirilmeyeceğini açıkladı. Bakan, maliyetler hakkında "
        "uzun süre konuşulduğunu ve başka bir çözüm olmadığını söyledi, ama kimse yanıt vermedi.",
        "政府星期一表示,计划不会改变。部长说,他们已经就费用问题讨论了很久,没有其他办法。晚上,数千人抗议。",
        "הממשלה הודיעה אתמול כי התוכנית לא תשתנה, והשר אמר כי השיחות יימשכו גם בשבוע הבא.",
        "😀" * 100,
        "x" * 1_000,
        "1,234.5 " * 50,
        base64.b64encode(Random(1).randbytes(3_000)).decode(),
        base64.encodebytes(Random(1).randbytes(3_000)).decode(),
        (ROOT / "lintnews" / "engine.py").read_text(encoding="utf-8"),
        (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"),
    ],
)
def test_other_languages_scripts_and_code_are_not_english_prose(source):
    assert not is_english(source)


def test_a_foreign_text_is_told_once():
    text = (SPANISH + "Nadie sabe lo que pasa en el país. ") * 5
    found = [finding.rule for finding in lint(plain_document(text, "a.txt"), shipped_rules())]
    assert found.count("not-english-prose") == 1
    assert "foreign-sentence" not in found
