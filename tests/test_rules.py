"""Every rule file's own examples, run as tests."""

import pytest

from lintnews.engine import shipped_rules
from lintnews.rule_testing import faults_of
from lintnews.rulebook.registry import LANGUAGETOOL

RULES = [
    rule for rule in shipped_rules() if not rule.file.about_answers and rule.extra != LANGUAGETOOL
]
ASKING = [rule for rule in shipped_rules() if rule.extra == LANGUAGETOOL]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_does_what_its_examples_say(rule):
    assert faults_of(rule) == []


@pytest.mark.parametrize("rule", ASKING, ids=lambda rule: rule.name)
def test_rule_does_what_its_examples_say_where_languagetool_is_asked(rule, languagetool):
    assert faults_of(rule, languagetool) == []
