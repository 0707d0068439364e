"""What examples in rule files cannot show of the grammar family: suggestions, speech, loading."""

import pytest

from lintnews.checks.grammar.sounds import begins_with_vowel
from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules
from lintnews.resources import word_lists

RULES = [rule for rule in shipped_rules() if rule.file.family == "grammar"]


def findings(text):
    return lint(plain_document(text, "a.txt"), RULES)


def found(text):
    """Rule, matched text and first suggestion of every finding, in order."""
    return [
        (one.rule, one.matched, one.suggestions[0].text if one.suggestions else "")
        for one in findings(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He ate a apple.", ("article-against-sound", "a", "an")),
        ("It rained. An union man left.", ("article-against-sound", "An", "A")),
        ("He did not went home.", ("ending-after-do", "did not went", "did not go")),
        ("He did not carried it.", ("ending-after-do", "did not carried", "did not carry")),
        ("She can goes home.", ("ending-after-modal", "can goes", "can go")),
        ("He must stopped here.", ("ending-after-modal", "must stopped", "must stop")),
        ("They tried to moved it.", ("ending-after-to", "to moved", "to move")),
        ("He has already went.", ("past-after-have", "has already went", "has already gone")),
        ("They was late.", ("pronoun-against-verb", "They was", "They were")),
        ("She said that he have it.", ("pronoun-against-verb", "he have", "he has")),
        ("It was the most highest of all.", ("comparison-doubled", "most highest", "highest")),
        ("He saw the a man.", ("determiner-doubled", "the a", "the")),
        ("They think its a mess here.", ("its-for-it-is", "its", "it's")),
        ("She was artist and he sang.", ("article-missing", "was artist", "was an artist")),
        ("It is one of best.", ("article-missing", "of best", "of the best")),
        ("He left at same time.", ("article-missing", "at same", "at the same")),
    ],
)
def test_the_right_form_is_suggested(text, expected):
    assert found(text) == [expected]


def test_only_an_article_outside_speech_is_mended_unread():
    def safe(text):
        return [one.suggestions[0].safe for one in findings(text)]

    assert safe("He waited for a hour.") == [True]
    assert safe("“He waited for a hour,” she said.") == [False]
    assert safe("The people an do more for us.") == [False]  # "can" lost its c
    assert safe("They met at a SWC course.") == [False]  # may be read in full
    assert safe("He did not went home.") == [False]


def test_dialect_in_speech_is_less_sure():
    said, written = findings("“They was late,” he said.\nThey was late.")
    assert said.confidence < 0.5 < written.confidence


@pytest.mark.parametrize(
    ("words", "vowel"),
    [
        ("hour heiress MP MPs FBI F-16 X-ray iPhone EU OECD", True),
        ("8 8.5 80th 800,000 11 18-hole 11,000 18000", True),
        ("unimportant uninvited onerous urban apple Italian O'Neill AT&T R&D al-Qaeda", True),
        ("university unanimous one-off European useful eulogy utopian Ukrainian", False),
        (
            "1,100 110 118 1.8 7 U.N. UFO NATO BBC U-turn hospital UK-based D'Artagnan oneness",
            False,
        ),
        ("historic herb SQL 1100 1800s 0.5 Yves Xi Uyghur L'Oréal N'Golo McDonald – “ é 中", None),
    ],
)
def test_how_words_begin_when_they_are_read_aloud(words, vowel):
    assert [word for word in words.split() if begins_with_vowel(word) is not vowel] == []


@pytest.mark.parametrize("word", ["x" * 500, "9" * 500, "U" * 500, "a-" * 500])
def test_nothing_is_said_of_monsters(word):
    assert begins_with_vowel(word) is None


@pytest.mark.parametrize(
    "text",
    [
        "Court Rejects New Plan as Mayor Will Go to Rome\nThe mayor said so on Monday.",
        "What he did not was clear. All they could was wait. As best she can is not enough.",
        "“It is an honour,” said Ann Lee, a US senator. He let it go and made her do it.",
        "The United States is an ally. The news was bad. Two weeks was enough.",
        "The team are good and a number have left. These police officers were here.",
        "Give him a the-less title. Vitamin A is an E number. An A and a B are marks.",
        "They demanded that he go. Long live the king. God save them all.",
    ],
)
def test_sound_text_is_left_alone(text):
    assert found(text) == []


def test_what_sentence_rules_tell_is_not_told_again():
    rules = [rule for rule in shipped_rules() if rule.file.family in {"grammar", "sentences"}]
    texts = [
        "They met in May. He a doctor from Rome. It rained.",
        "It is known because she the owner of the shop. It rained.",
        "The town has changed. Its a good day for all. It rained.",
        "It rained. The man who left the house. They met in May.",
    ]
    for text in texts:
        assert len(lint(plain_document(text, "a.txt"), rules)) == 1, text


def test_no_word_is_both_read_in_letters_and_as_a_word():
    lists = word_lists("sounds")
    kinds = ("spelled", "spoken", "unsure_abbreviations")
    assert sum(len(lists[kind]) for kind in kinds) == len(
        frozenset().union(*(lists[kind] for kind in kinds))
    )


def test_irregular_verbs_are_three_forms_each():
    for line in word_lists("verb-forms")["irregular"]:
        assert len(line.split()) == 3, line
