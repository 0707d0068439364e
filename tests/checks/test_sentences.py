"""The sentences family as a whole: what its rules say together, and what they leave alone."""

import pytest

from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules

RULES = [rule for rule in shipped_rules() if rule.file.family == "sentences"]


def found(text):
    """Rule and matched text of every finding that counts, in order."""
    return [
        (finding.rule, finding.matched)
        for finding in lint(plain_document(text, "a.txt"), RULES)
        if finding.severity != "note"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Despite his wishes, He visited the camp.", [("sentence-after-comma", "wishes, He")]),
        (
            "It set out a vision of The firm plans to build a bridge.",
            [("sentence-cut-into-next", "of The")],
        ),
        (
            "The council met in the park He said that nobody had been told.",
            [("sentence-without-boundary", "park He")],
        ),
        ("He spoke to people downloading the.", [("dangling-end", "downloading the")]),
        (
            "Rents rose by a fifth. The good news for the economy. Spending grew too.",
            [("no-finite-verb", "The good news for the economy.")],
        ),
        (
            "The service is slow. While the same people wrote the program. It works.",
            [("bare-subordinate-clause", "While the same people wrote the program.")],
        ),
        (
            "It worked because they saw that the protein.",
            [("clause-without-verb", "that the protein.")],
        ),
        ("They fought on. And regained more land.", [("orphan-predicate", "regained")]),
        ("They met. Will deepen their ties with Spain.", [("orphan-predicate", "Will deepen")]),
        ("It is short of food. facing the wrath of all.", [("lowercase-sentence-start", "facing")]),
        ("A show was held in the town. It was.", [("stub-sentence", "It was.")]),
    ],
)
def test_one_break_is_one_finding(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He read it in The Times, The Guardian and The Economist. In May, The Sun wrote of it.",
        "He said, We know what you did. She asked herself, What will they do?",
        "On stage, Our Town was a success. She sang in The Hague and wrote on We the People.",
        "They trust in God, He is our help. With His blessing they will win.",
        "She played in Serie A and won. He saw the film It was a very good year.",
        "Now, Therefore, I declare that it is so.",
        "The streets empty soon after nine. Wooden slats bulge away from the sauna.",
        "Anna, a student in Rome, fears becoming used to it. Her trainer beams with pride.",
        "No water. No food. No hope of rescue. The town waited.",
        "Who won? Not the voters of Ohio. The closer, the faster.",
        "“We lost him,” she said. “A great man and a good friend to all. Rest well.”",
        "Image: a man with a dog on a beach. Photo of the year by an unknown hand.",
        "She met the former U.S. envoy Mr. van der Berg in St. Louis on Jan. 5 at 3 p.m. sharp.",
        "They found E. coli and ESBL-E. coli in it. He took an M.Sc. from Leeds.",
        "Because it rained, they left. When did she leave? If only they knew!",
        "Included below is the letter. Offers have come in. Given the choice, he stayed.",
        "What are you waiting for? It is the house he lives in. They saw who she was with.",
        "They do not know which sites to close. It makes the work that much more useful.",
    ],
)
def test_sound_text_is_left_alone(text):
    assert found(text) == []


def test_a_capital_that_comes_back_is_house_style():
    once = "The owner of The company sold his shares because he had lost faith."
    assert found(once) == [("sentence-cut-into-next", "of The")]
    again = " The staff of The company knew it. The head of The company did not know it."
    assert found(once + again) == []


def test_a_heading_at_the_head_of_its_paragraph_is_no_fragment():
    sentence = "The flag of the new land."
    assert found(f"They chose it. {sentence} It is blue and was made at home.") == [
        ("no-finite-verb", sentence)
    ]
    assert found(f"They chose it.\n{sentence} It is blue and was made at home.") == []


def test_fragments_in_a_row_are_meant():
    first, second = "A hard winter ahead for all.", "A long road behind us now."
    assert found(f"They met. {first} They left.") == [("no-finite-verb", first)]
    assert found(f"They met. {first} {second} They left.") == []


def test_a_fragment_alone_in_its_paragraph_is_less_sure():
    within, alone = (
        lint(plain_document(text, "a.txt"), RULES)[0].confidence
        for text in (
            "They met on Monday. A hard winter ahead for the people of the town. They left.",
            "They met on Monday.\nA hard winter ahead for the people of the town.\nThey left.",
        )
    )
    assert alone < within


PARAGRAPHS = "\n".join(f"The council met on day {number} and then it left." for number in range(6))
BROKEN = "The minister asked for patience and said that the new figures were almost ready"


def test_a_paragraph_without_end_mark_stands_out_among_others():
    assert found(f"{PARAGRAPHS}\n{BROKEN}\n{PARAGRAPHS}") == [("paragraph-breaks-off", "ready")]


@pytest.mark.parametrize(
    "text",
    [
        f"{BROKEN}\n{BROKEN}\n{PARAGRAPHS}",
        f"{BROKEN}\n- a broken lease\n- a lost deposit\n{PARAGRAPHS}",
        f"{PARAGRAPHS}\n“We were there and nobody else was.” — Jane Doe, head of the firm",
        f"{PARAGRAPHS}\nThe minister then turned to the people in the room and said,\n“Go home.”",
    ],
)
def test_lines_of_poems_lists_and_signatures_need_no_end_mark(text):
    assert "paragraph-breaks-off" not in [rule for rule, _ in found(text)]


def test_a_headline_may_end_in_the_particle_of_its_verb():
    headline = "New speaker of the lower house sworn in"
    assert found(f"{headline}\nThe speaker took office on Monday.") == []


def test_speech_is_linted_with_less_confidence():
    plain, quoted = (
        lint(plain_document(text, "a.txt"), RULES)[0]
        for text in ("He is built on the ruins of.", "She said: “He is built on the ruins of.”")
    )
    assert (plain.rule, quoted.rule) == ("dangling-end", "dangling-end")
    assert quoted.confidence < plain.confidence
