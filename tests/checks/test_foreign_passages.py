"""Sentences and quotations in other languages: found, named, and not read as English."""

import time

import pytest
from loading import loads

from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules

RULES = shipped_rules()
FOREIGN = [rule for rule in RULES if rule.name in {"foreign-sentence", "foreign-quotation"}]
DEFAULT = [rule for rule in RULES if rule.file.default and rule.extra is None]

ENGLISH = "The talks failed on Monday, and the minister said that he would not come back for more."

SENTENCES = {
    "Croatian or Bosnian or Serbian": "Ministar je jučer najavio da vlada neće odustati od zakona.",
    "Czech or Slovak": "Ministr včera oznámil, že vláda od návrhu zákona neustoupí.",
    "Dutch": "De minister zei gisteren dat het kabinet niet van plan is af te treden.",
    "Finnish": "Ministeri ilmoitti eilen, ettei hallitus aio luopua lakiesityksestä.",
    "French": "Le ministre a déclaré hier que le gouvernement ne retirerait pas le projet de loi.",
    "German": "Der Minister erklärte gestern, dass die Regierung den Entwurf nicht zurückzieht.",
    "Hungarian": "A miniszter tegnap bejelentette, hogy a kormány nem vonja vissza a javaslatot.",
    "Indonesian or Malay": "Menteri mengatakan bahwa pemerintah tidak akan menarik usulan itu.",
    "Italian": "Il ministro ha dichiarato ieri che il governo non ritirerà il disegno di legge.",
    "Polish": "Minister ogłosił wczoraj, że rząd nie wycofa projektu ustawy.",
    "Portuguese": "O ministro disse ontem que o governo não vai retirar o projeto de lei.",
    "Romanian": "Ministrul a declarat ieri că guvernul nu va retrage proiectul de lege.",
    "Russian": "Министр вчера заявил, что правительство не отзовёт законопроект.",
    "Spanish": "El ministro dijo ayer que el gobierno no va a retirar el proyecto de ley.",
    "Swedish": "Ministern sade i går att regeringen inte tänker dra tillbaka förslaget.",
    "Turkish": "Bakan dün hükümetin yasa tasarısını geri çekmeyeceğini söyledi.",
    "Vietnamese": "Bộ trưởng hôm qua nói rằng chính phủ sẽ không rút lại dự luật.",
}


def found(text, rules=FOREIGN):
    """Rule, matched text and message of every finding, in order."""
    return [
        (finding.rule, finding.matched, finding.message)
        for finding in lint(plain_document(text, "a.txt"), rules)
    ]


@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items())
def test_a_sentence_of_another_language_is_found_and_named(language, sentence):
    expected = (
        "foreign-sentence",
        sentence,
        f"A sentence was left in another language: {language}.",
    )
    assert found(f"{ENGLISH} {sentence} {ENGLISH}") == [expected]


@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items())
def test_a_quotation_of_another_language_is_found_and_named(language, sentence):
    words = sentence.rstrip(".")
    expected = (
        "foreign-quotation",
        words,
        f"A quotation was left in another language: {language}.",
    )
    assert found(f"{ENGLISH} A banner read “{words}” when we came.") == [expected]


@pytest.mark.parametrize("sentence", SENTENCES.values())
def test_no_rule_of_english_is_applied_to_a_quotation_of_another_language(sentence):
    first, *rest = sentence.rstrip(".").split()
    twice = " ".join([first, *rest, rest[-1]])
    text = f"{ENGLISH} He told the crowd: “{twice}.” {ENGLISH.replace('Monday', 'Friday')}"
    assert found(text, DEFAULT) == []


def test_the_same_is_told_where_the_quotation_is_english():
    text = f"{ENGLISH} He told the crowd: “The bill is gone gone.” It was late."
    assert [rule for rule, *_ in found(text, DEFAULT)] == ["word-doubled"]


def test_damage_in_a_quotation_of_another_language_is_told():
    text = f"{ENGLISH} He said: “El ministro dijo&nbsp;ayer que el gobierno no va.”"
    assert [rule for rule, *_ in found(text, DEFAULT)] == ["html-entity"]


def test_sentences_in_a_row_are_one_passage():
    passage = " ".join(SENTENCES[language] for language in ("Spanish", "Spanish", "Spanish"))
    assert [matched for _, matched, _ in found(f"{ENGLISH} {passage} {ENGLISH}")] == [passage]
    quoted = f"{ENGLISH} He said: “{passage}” {ENGLISH}"
    assert [matched for _, matched, _ in found(quoted)] == [passage.rstrip(".")]


def test_paragraphs_are_passages_of_their_own():
    text = f"{ENGLISH}\n{SENTENCES['Spanish']}\n{SENTENCES['French']}\n{ENGLISH}"
    assert [message for *_, message in found(text)] == [
        "A sentence was left in another language: Spanish.",
        "A sentence was left in another language: French.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He flew to Rio de Janeiro, São Paulo, Ciudad del Este, Santa Cruz de la Sierra, La Paz.",
        "“La vie en rose” was sung; “Der Spiegel” and “Il Fatto Quotidiano” wrote about it.",
        "Police arrested dozens. Protesters smashed windows. Crews rescued several residents.",
        "“Wow, amazing, unbelievable!” she shouted.",
        "Homo sapiens, Pan troglodytes, Gorilla gorilla.",
        "Shares rose 3.2pc, bonds fell 0.1pc, gold gained $12.",
        "Wanna, gonna, gotta, dunno, lemme, innit.",
    ],
)
def test_english_and_names_are_no_foreign_passages(text):
    assert found(f"{ENGLISH} {text} {ENGLISH}") == []


def test_the_identifier_is_loaded_only_for_what_is_no_english():
    assert loads("py3langid", f"{ENGLISH} The bill is gone gone.") is False
    assert loads("py3langid", f"{ENGLISH} {SENTENCES['Spanish']}") is True


def test_the_time_grows_with_the_length_of_a_foreign_paragraph():
    def seconds(count):
        document = plain_document(" ".join([SENTENCES["Turkish"]] * count), "a.txt")
        began = time.process_time()
        lint(document, FOREIGN)
        return time.process_time() - began

    seconds(10)
    assert seconds(4000) < 8 * seconds(1000) + 0.5
