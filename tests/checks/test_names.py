"""The names family as a whole: what it says of one text, and what it leaves alone."""

import pytest

from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules
from lintnews.model import Severity

RULES = [rule for rule in shipped_rules() if rule.file.family == "names"]


def findings(text):
    return lint(plain_document(text, "a.txt"), RULES)


def found(text):
    """Rule and matched text of every finding that counts, in order."""
    return [
        (finding.rule, finding.matched)
        for finding in findings(text)
        if finding.severity is not Severity.NOTE
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Daniel Kurtzer spoke first. In the evening Kurzer left.",
            [("name-spelled-two-ways", "Kurzer")],
        ),
        (
            "Uri Bentovim objected. They need Ben Tovim, said Ben Tovim.",
            [("name-joined-two-ways", "Bentovim")],
        ),
        (
            "Itamar Bengvir objected. They need Ben Gvir, said Ben Gvir.",
            [("name-rejected-by-authority", "Bengvir")],
        ),
        ("They met Yoav Galant there.", [("name-rejected-by-authority", "Galant")]),
        ("They met Alon Pincus there.", [("name-rejected-by-authority", "Pincus")]),
        (
            "The road to Kiev was closed. In Kyiv it rained, and Kyiv went dark.",
            [("name-styles-mixed", "Kiev")],
        ),
    ],
)
def test_one_slip_is_one_finding(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ali Khamenei spoke. He followed Ruhollah Khomeini. Khomeini led, then Khamenei.",
        "Lars Hansen won. Jansen lost, and Hansen bowed.",
        "John Smith met Adam Smyth. Smyth left before Smith.",
        "George Bush met Jeb Bush; the Bushes left in Bush's car.",
        "Iran and Iraq met. The Iranian and the Iraqi side agreed, said Iran.",
        "They moved from Niger to Nigeria, and from Slovakia to Slovenia.",
        "See PeaceCorps.gov. The Peace Corps grew, and the Peace Corps left.",
        "W.E.B. Du Bois wrote it. Later W. E. B. Du Bois left.",
    ],
)
def test_sound_names_are_left_alone(text):
    assert found(text) == []


def test_a_finding_names_every_place_of_every_form():
    text = (
        "Daniel Kurtzer spoke. Kurtzer left. Then Kurzer came back.\n"
        "Nobody had expected Kurzer, said Kurtzer's wife."
    )
    (finding,) = findings(text)
    places = [(finding.start, finding.end), *((r.start, r.end) for r in finding.related)]
    assert sorted(text[start:end] for start, end in places) == ["Kurtzer"] * 3 + ["Kurzer"] * 2
    assert [suggestion.text for suggestion in finding.suggestions] == ["Kurtzer"]
    assert 'introduced in full as "Daniel Kurtzer"' in finding.message


def test_at_a_tie_nothing_is_suggested():
    (finding,) = findings("They met Bruno Ostrovsky there. Then Bruno Ostrowsky left.")
    assert finding.suggestions == ()
    assert "nothing in the text says which is right" in finding.message


def test_only_a_form_that_needs_no_context_may_be_replaced_unread():
    (sure,) = findings("They met Yoav Galant there.")
    (unsure,) = findings("In Israel they met Defense Minister Galant.")
    assert [suggestion.safe for suggestion in (*sure.suggestions, *unsure.suggestions)] == [
        True,
        False,
    ]
    assert unsure.confidence < sure.confidence
