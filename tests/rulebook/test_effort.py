"""The bound on a pattern's work, which is the proof that no text makes a rule slow."""

import time

import pytest
import regex

from lintnews.rulebook.effort import UnboundedError, most_steps


@pytest.mark.parametrize(
    ("pattern", "steps"),
    [
        ("abc", 3),
        ("a|bc", 3),
        (r"\d{3}", 3),
        ("a?b", 3),
        ("a{0,9}b", 9 + 10),
        ("a{0,9}+b", 9 + 1),
        ("(?>a{0,9})b", 9 + 1),
        ("a{0,9}b{0,9}c", 9 + 10 * 9 + 100),
        ("(?:a|b){2}c", 2 + 2 * 2 + 4),
        ("(?=a{0,9})b", 9 + 1),
        ("(?<name>a)(?i:b)", 2),
        (r"[^\]a[b]]{2}", 2),
        (r"\p{Lu}\(\[", 3),
    ],
)
def test_steps_are_counted_by_structure(pattern, steps):
    assert most_steps(pattern) == steps


@pytest.mark.parametrize(
    "pattern",
    ["a*", "a+b", "a{2,}", "(a+)+", "a**", "(a", "a)", "[a", "*a", "a{e<=1}", "(?R)", "(?1)"],
)
def test_what_is_not_bounded_is_refused_with_its_place(pattern):
    with pytest.raises(UnboundedError, match="at character"):
        most_steps(pattern)


def test_a_pattern_that_explodes_is_seen_without_running_it():
    assert most_steps("(?:a|a){0,30}b") > 10**9
    assert most_steps("(?:a?){0,30}b") > 10**8


def test_the_bound_holds_for_a_text_made_to_be_slow():
    pattern = "(?:x{0,30}y?){0,2}z"
    text = "x" * 20_000
    steps = most_steps(pattern)
    began = time.process_time()
    assert regex.search(pattern, text) is None
    assert time.process_time() - began < steps * len(text) / 1_000_000
