"""Every rule file's own examples, run as tests."""

import pytest

from lintnews.engine import shipped_rules
from lintnews.rule_testing import faults_of

RULES = [rule for rule in shipped_rules() if not rule.file.about_answers]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_does_what_its_examples_say(rule):
    assert faults_of(rule) == []
