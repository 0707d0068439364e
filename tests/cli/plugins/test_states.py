"""What is remembered is forgotten when a plug-in changes."""

import os

import pytest

from lintnews.cache.keys import program
from lintnews.plugins import places, plugged_in


@pytest.fixture(autouse=True)
def _nothing_remembered():
    yield
    program.cache_clear()
    plugged_in.cache_clear()


def test_a_changed_rule_of_a_plug_in_makes_it_another_program(desk, monkeypatch):
    monkeypatch.syspath_prepend(str(desk))
    plugged_in.cache_clear()
    program.cache_clear()
    assert desk / "lintnews_desk" in places()
    before = program()
    program.cache_clear()
    assert program() == before
    rule = desk / "lintnews_desk" / "rules" / "desk" / "desk-cliche.yml"
    os.utime(rule, ns=(1, 1))
    program.cache_clear()
    assert program() != before


def test_a_plug_in_of_one_file_counts_alone(broken, site, monkeypatch):
    broken("readers", "GIVEN = 1")
    monkeypatch.syspath_prepend(str(site))
    plugged_in.cache_clear()
    assert site / "broken_plugin.py" in places()
    assert site not in places()


def test_a_plug_in_without_modules_has_no_place(broken, site, monkeypatch):
    broken("readers", "", value="gone_for_good:GIVEN")
    monkeypatch.syspath_prepend(str(site))
    plugged_in.cache_clear()
    program.cache_clear()
    assert "gone_for_good" not in str(list(places()))
    assert program()
