import pytest
from msgspec.structs import replace

from lintnews.engine import shipped_rules
from lintnews.rulebook.rule import Rule, Status
from lintnews.selection import UnknownNameError, choose_rules, find_rule

BASE = shipped_rules()[0]


def rule(name, family, **fields):
    return Rule(replace(BASE.file, name=name, family=family, **fields), f"{name}.yml", BASE.find)


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
    assert [rule.name for rule in choose_rules(RULES, select=select, ignore=ignore)] == names


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"'coma-lost'; did you mean comma-lost\?"):
        choose_rules(RULES, select=["coma-lost"])
    with pytest.raises(UnknownNameError, match="lintnews rule"):
        choose_rules(RULES, ignore=["zzzz"])


def test_a_rule_is_found_by_its_old_name():
    assert find_rule(RULES, "wrong-name").name == "name-wrong"
    with pytest.raises(UnknownNameError, match="name-rare"):
        find_rule(RULES, "name-rar")
