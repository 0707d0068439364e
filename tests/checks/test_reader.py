"""What the reader's rules say of whole texts; each rule's own examples stand in its file."""

from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules
from lintnews.rulebook.registry import READER

READ = [rule for rule in shipped_rules() if rule.extra == READER]
PLAIN = [rule for rule in shipped_rules() if rule.extra != READER and rule.file.default]

SOUND = (
    "The ministry said on Tuesday that it would send a team of experts to the region. Officials"
    " in the capital declined to comment on the report.\n"
    "The mayor promised to rebuild the school before winter, and the council agreed.\n"
)
TORN = (
    "The spokesman for the army did not confirm whether the. On Friday night several rockets hit"
    " the town.\n"
)


def found(text, rules=READ, least=0.5):
    document = plain_document(text, "a.txt")
    findings = [finding for finding in lint(document, rules) if finding.confidence >= least]
    for finding in findings:
        assert text[finding.start : finding.end] == finding.matched
        for other in finding.related:
            assert text[other.start : other.end] == other.matched
    return findings


def test_nothing_is_said_of_sound_sentences():
    assert found(SOUND) == []


def test_a_sentence_that_breaks_off_is_found_where_it_does():
    (finding,) = found(SOUND + TORN)
    assert finding.rule == "sentence-breaks-off"
    assert finding.matched.endswith("the.")
    assert "whether the" in finding.message


def test_a_rule_that_reports_the_place_silences_the_reader():
    (read,) = found(TORN)
    both = found(TORN, [*READ, *PLAIN])
    assert read.family == "reader"
    assert "dangling-end" in {finding.rule for finding in both}
    assert "reader" not in {finding.family for finding in both}


def test_a_rule_that_asks_the_reader_is_not_believed_where_it_sees_nothing():
    sound = "They met. Google, Microsoft, and Yahoo garner 95% of the search market. They left.\n"
    (claimed,) = found(sound, PLAIN)
    assert claimed.rule == "no-finite-verb"
    assert found(sound, [*READ, *PLAIN]) == []
    assert found(sound, [*READ, *PLAIN], least=0)[0].rule == "no-finite-verb"


def test_a_rule_that_asks_the_reader_is_surer_where_it_agrees():
    broken = "The court the former minister to three years in prison for taking bribes.\n"
    (alone,) = found(broken, PLAIN, least=0)
    (read,) = found(broken, [*READ, *PLAIN])
    assert alone.rule == read.rule == "no-finite-verb"
    assert read.confidence > alone.confidence


def test_the_two_sides_of_a_torn_sentence_are_one_finding():
    (finding,) = found(
        SOUND + "The talks began when the ministers of the. two countries met in Geneva.\n"
    )
    places = {finding.matched, *(other.matched for other in finding.related)}
    assert any(place.endswith("the.") for place in places)
    assert any(place.startswith("two") for place in places)


def test_what_the_rules_find_elsewhere_makes_the_reader_surer():
    doubtful = "The company new jobs in the region and hopes to hire two hundred people.\n"
    broken = "He left. it was late. he was tired , and sad.\nThey met the the man. Who knows.\n"
    (alone,) = found(doubtful, [*READ, *PLAIN])
    among = found(doubtful + broken, [*READ, *PLAIN])
    (same,) = (finding for finding in among if finding.start == alone.start)
    assert alone.family == "reader"
    assert same.confidence > alone.confidence


def test_a_doubt_that_the_rest_of_the_text_confirms_is_reported():
    doubtful = "The company new jobs in the region and hopes to hire two hundred people.\n"
    broken = "He left. it was late. he was tired , and sad.\nThey met the the man. Who knows.\n"
    start = len(SOUND) + len("The ")
    alone = found(SOUND + doubtful, [*READ, *PLAIN])
    among = found(SOUND + doubtful + broken, [*READ, *PLAIN])
    assert alone == []
    assert start in {finding.start for finding in among if finding.rule == "verb-missing"}


def test_no_foreign_text_is_read():
    spanish = (
        "El presidente dijo el lunes que no habrá más negociaciones con los sindicatos de. La"
        " huelga de los trabajadores del puerto comenzó la semana pasada y no termina.\n"
    )
    assert found(spanish * 5, least=0.0) == []


def test_headlines_are_not_read():
    assert found("Council Approves the Budget for\n\n" + SOUND) == []


def test_a_sentence_is_judged_alike_wherever_other_paragraphs_change():
    far = "".join(f"{SOUND}" for _ in range(4))
    one = found(far + TORN)
    other = found(far.replace("Tuesday", "Wednesday") + TORN)
    assert [finding.confidence for finding in one] == [finding.confidence for finding in other]
