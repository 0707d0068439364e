import pytest
from msgspec.structs import replace

from lintnews.engine import shipped_rules
from lintnews.extras import Extra
from lintnews.rulebook.registry import READER
from lintnews.rulebook.rule import Rule, Status
from lintnews.selection import MissingExtraError, UnknownNameError, choose_rules, find_rule

BASE = shipped_rules()[0]


def rule(name, family, extra=None, **fields):
    file = replace(BASE.file, name=name, family=family, **fields)
    return Rule(file, f"{name}.yml", BASE.find, extra)


RULES = (
    rule("ampersand-lost", "marks"),
    rule("comma-lost", "marks", status=Status.PREVIEW),
    rule("name-wrong", "names", aliases=["wrong-name"]),
    rule("name-rare", "names", default=False),
)


@pytest.mark.parametrize(
    ("select", "ignore", "names"),
    [
        ([], [], ["ampersand-lost", "name-wrong"]),
        (["marks"], [], ["ampersand-lost", "comma-lost"]),
        (["name-rare"], [], ["name-rare"]),
        (["wrong-name"], [], ["name-wrong"]),
        (["marks", "names"], ["comma-lost", "names"], ["ampersand-lost"]),
        ([], ["wrong-name"], ["ampersand-lost"]),
        ([], ["marks", "names"], []),
    ],
)
def test_names_and_families_choose_rules(select, ignore, names):
    assert [rule.name for rule in choose_rules(RULES, select=select, ignore=ignore).rules] == names


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"'coma-lost'; did you mean comma-lost\?"):
        choose_rules(RULES, select=["coma-lost"])
    with pytest.raises(UnknownNameError, match="lintnews rule"):
        choose_rules(RULES, ignore=["zzzz"])


def test_a_rule_is_found_by_its_old_name():
    assert find_rule(RULES, "wrong-name").name == "name-wrong"
    with pytest.raises(UnknownNameError, match="name-rare"):
        find_rule(RULES, "name-rar")


READING = (
    *RULES,
    rule("clause-cut", "reader", READER),
    rule("text-hard", "readability", Extra("readability", "textstat"), default=False),
)


def chosen(**how):
    choice = choose_rules(READING, **how)
    return [rule.name for rule in choice.rules], choice.reader_is_missing


def test_the_rules_of_the_reader_run_where_it_is_installed():
    assert chosen() == (["ampersand-lost", "name-wrong", "clause-cut"], False)
    assert chosen(select=["reader"]) == (["clause-cut"], False)


def test_without_the_model_no_rule_of_the_reader_runs():
    assert chosen(model=False) == (["ampersand-lost", "name-wrong"], False)
    assert chosen(model=False, select=["reader", "marks"])[0] == ["ampersand-lost", "comma-lost"]


class TestWithoutExtras:
    @pytest.fixture(autouse=True)
    def nothing_is_installed(self, monkeypatch):
        monkeypatch.setattr(Extra, "is_installed", False)

    def test_the_rules_of_the_reader_are_left_out(self):
        assert chosen() == (["ampersand-lost", "name-wrong"], True)

    @pytest.mark.parametrize("how", [{"model": False}, {"ignore": ["reader"]}])
    def test_nothing_is_missing_where_the_reader_is_not_wanted(self, how):
        assert chosen(**how) == (["ampersand-lost", "name-wrong"], False)

    @pytest.mark.parametrize("name", ["reader", "clause-cut", "text-hard"])
    def test_what_is_named_must_be_there(self, name):
        with pytest.raises(MissingExtraError, match=r"pip install 'lintnews\[read"):
            choose_rules(READING, select=[name])
