"""Linking: a full mention introduces somebody, and a later surname joins it."""

from lintnews.document.plain import plain_document
from lintnews.language.text import Text
from lintnews.names.linking import read_cast, shared_given


def surnames(text):
    return read_cast(Text(plain_document(text, "a.txt"))).surnames


def test_a_surname_joins_the_person_who_was_introduced():
    cast = surnames("We met Daniel Kurtzer. Later Kurtzer left, and Mr. Kurtzer's wife stayed.")
    kurtzer = cast["kurtzer"]
    assert [person.full for person in kurtzer.introduced.values()] == ["Daniel Kurtzer"]
    assert len(kurtzer.spots) == 3


def test_the_places_of_a_surname_stand_in_the_order_of_the_text():
    text = "The deputy called Kurtzer early. We met Daniel Kurtzer."
    spots = surnames(text)["kurtzer"].spots
    assert [text[spot.start : spot.end] for spot in spots] == ["Kurtzer", "Kurtzer"]
    assert spots == sorted(spots, key=lambda spot: spot.start)


def test_two_people_with_one_surname_stay_two():
    cast = surnames("We met Ed Miliband and David Miliband. Then Ed Miliband left.")
    assert sorted(cast["miliband"].introduced) == ["david", "ed"]


def test_a_given_name_alone_opens_no_surname():
    assert "daniel" not in surnames("We met Daniel Kurtzer. Later we asked Daniel why.")


def test_an_article_belongs_to_no_surname():
    cast = surnames("We met Abdel Fattah el-Sisi. Later we asked Sisi why.")
    assert len(cast["sisi"].spots) == 2


def test_titles_are_remembered_with_the_name():
    cast = surnames("We met Senator Efrati there. We asked Judge Efrati why.")
    assert cast["efrati"].titles == {"Senator", "Judge"}


def test_an_initial_stands_for_a_given_name():
    text = "We met J. Kurtzer and Alon Kurzer there, and with them Jack Kurtser."
    cast = surnames(text)
    assert shared_given(cast["kurtzer"], cast["kurtser"])
    assert not shared_given(cast["kurtzer"], cast["kurzer"])
