"""Every rule file's own examples, run as tests."""

import pytest

from lintnews.engine import shipped_rules
from lintnews.rule_testing import faults_of


@pytest.mark.parametrize("rule", shipped_rules(), ids=lambda rule: rule.name)
def test_rule_does_what_its_examples_say(rule):
    assert faults_of(rule) == []
