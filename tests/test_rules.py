"""Every rule file's own examples, run as tests."""

import pytest

from lintnews.document.plain import plain_document
from lintnews.engine import shipped_rules
from lintnews.names.archive.archive import read_archive
from lintnews.names.archive.examples import archive_of
from lintnews.names.sources import known_names
from lintnews.names.wanted import NameSources
from lintnews.rulebook.examples import example_faults

RULES = [rule for rule in shipped_rules() if not rule.file.about_answers]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_does_what_its_examples_say(rule):
    house = rule.file.house
    given = {}
    if house is not None:
        names = known_names(NameSources(styles=house.styles))
        given = {**names, read_archive: archive_of(house.archive)}
    assert example_faults(rule, lambda text: plain_document(text, "example.txt"), given) == []
