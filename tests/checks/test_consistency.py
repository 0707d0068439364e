"""The consistency family: what counts as evidence, which form is doubted, and where it is quiet."""

import pytest

from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules
from lintnews.language.spelling import spellings

RULES = [rule for rule in shipped_rules() if rule.file.family == "consistency"]


def findings(text):
    return lint(plain_document(text, "a.txt"), RULES)


def found(text):
    """Rule and matched text of every finding, in order."""
    return [(finding.rule, finding.matched) for finding in findings(text)]


def the_finding(text):
    (finding,) = findings(text)
    return finding


def test_one_finding_names_all_places_of_all_forms():
    text = (
        "Some were in favour of it. Others were in favor. Nobody in favor spoke. He was in favour, "
        "she was in favour."
    )
    finding = the_finding(text)
    assert (finding.rule, finding.matched) == ("spelling-mixed", "favor")
    assert [(place.matched, place.role) for place in finding.related] == [
        ("favour", "other form"),
        ("favor", "same form again"),
        ("favour", "other form"),
        ("favour", "other form"),
    ]
    for place in (finding, *finding.related):
        assert text[place.start : place.end] == place.matched
    assert "2 places against 3" in finding.message
    assert [suggestion.text for suggestion in finding.suggestions] == ["favour"]


def test_at_a_tie_no_form_is_blamed():
    finding = the_finding("The first was in favour of it. The second was not in favor of it.")
    assert finding.matched == "favor"
    assert "nothing in the text says which to keep" in finding.message
    assert finding.suggestions == ()


def test_the_other_words_of_a_text_count_for_more_than_the_number_of_places():
    finding = the_finding(
        "The centre of town was closed. The neighbours were sceptical. They were in favor of it, "
        "strongly in favor, but not all in favour."
    )
    assert finding.matched == "favor"
    assert "the other words of the text are in British spelling" in finding.message


def test_the_ending_ize_is_not_american_by_itself():
    text = "The centre of town was closed. The neighbours organized a march and realized it failed."
    assert found(text) == []
    finding = the_finding(text + " They will organise another.")
    assert "1 place against 1" not in finding.message
    assert "nothing in the text says" in finding.message


@pytest.mark.parametrize(
    "foreign",
    [
        "“I am in favor of it,” she said.",
        "He works at the Favor Center.",
        "See https://example.org/favor/it for more.",
        "Write to favor@example.org for more.",
    ],
)
def test_what_the_desk_did_not_write_is_no_evidence(foreign):
    assert found(f"The mayor was in favour of it. {foreign}") == []


def test_a_headline_may_have_a_form_of_its_own():
    assert found("US in favor of a vote\nThe U.S. was in favour of a vote.") == []


def test_a_capital_at_the_start_of_a_sentence_hides_nothing():
    assert found("Organisers left at noon. The organizers came back.") == [
        ("spelling-mixed", "organizers")
    ]


def test_an_initialism_without_its_last_point_is_told_once():
    finding = the_finding("The U.S voted. Then the U.S left, and the U.S-led force, too.")
    assert (finding.rule, finding.matched) == ("initialism-point-missing", "U.S")
    assert len(finding.related) == 2


def test_three_forms_of_one_thing_are_one_finding():
    finding = the_finding("It opens at 9 a.m. and closes at 5 p.m. It was 7pm. It was 8 PM.")
    assert finding.rule == "time-style-varies"
    assert {place.role for place in finding.related} == {"a.m. and p.m.", "am and pm"}


@pytest.mark.parametrize(
    "text",
    [
        "About 17,000 people came. Some 1450 men left with 1500 boys and 1600 girls.",
        "About 17,000 people came in 1400 and 1999. In the 1984 games 2012 people took part.",
        "They paid 17,000 dollars for Boeing 7478 planes.",
        "They paid 12 000 euros, 15 000 euros and 150 000 pounds.",
        "He ran 10.000 seconds, scored 9.500 and called 555 123 4567.",
        "The numbers 1,2 and 3,4,5 stand on pages 4,56.",
    ],
)
def test_years_codes_and_habits_are_no_mixed_numbers(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It killed 17,000 men and 1400 women.", ("number-grouping-varies", "1400")),
        ("They planted 1.000 of the trees.", ("number-thousands-point", "1.000")),
        ("It cost 4,000 lives and 150 000 houses.", ("number-thousands-space", "150 000")),
        ("It fell by 3,5 percent.", ("number-decimal-comma", "3,5")),
    ],
)
def test_numbers_of_another_language(text, expected):
    assert found(text) == [expected]


def test_a_hyphen_before_a_noun_is_no_other_form_of_the_compound():
    text = "The vice president spoke. It was a vice-president matter."
    assert found(text) == []
    assert found(text + " A vice-president left.") == [
        ("compound-hyphen-or-space", "vice-president")
    ]


def test_a_verb_after_a_noun_is_no_compound():
    assert found("It began at daylight. He came before the sun rises. At sunrise she left.") == []


@pytest.mark.parametrize("file", ["spelling-varieties", "spelling-doublets"])
def test_word_files_hold_words_with_two_spellings(file):
    forms = spellings(file)
    assert all(form == form.lower() and form.isalpha() for form in forms)
    by_word = {}
    for form, spelling in forms.items():
        by_word.setdefault(spelling.word, {}).setdefault(spelling.standard, set()).add(form)
    for word, varieties in by_word.items():
        british, american = varieties.values()
        assert not british & american, word


def test_the_list_of_varieties_is_large_and_sound():
    forms = spellings("spelling-varieties")
    assert len({spelling.word for spelling in forms.values()}) > 300
    for british, american in [
        ("favour", "favor"),
        ("organised", "organized"),
        ("travelled", "traveled"),
        ("defence", "defense"),
        ("grey", "gray"),
        ("haemorrhage", "hemorrhage"),
    ]:
        assert forms[british].word == forms[american].word
        assert forms[british].standard != forms[american].standard
    for neither in ["for", "humorist", "surprise", "advise", "size", "controlled", "honorary"]:
        assert neither not in forms
