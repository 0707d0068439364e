import msgspec
import pytest

from lintnews.reader.judge import SURFACE, Judge, RuleWeights, load_judge, surface
from lintnews.reader.labels import LABELS

RULES = RuleWeights(bias=-1, claimed=1, sentence=0.5)


def test_every_feature_moves_the_odds_by_its_weight():
    judge = Judge(gate=0, bias=-1, weights={"word": 0.5, "capitals": -2}, rules=RULES)
    assert judge.confidence({"word": 2}) == pytest.approx(0.5)
    assert judge.confidence({"word": 2, "capitals": 1}) < judge.confidence({"word": 2})
    assert judge.confidence({"word": 2, "unheard of": 9}) == pytest.approx(0.5)


def test_no_features_are_so_strong_that_the_judge_breaks():
    judge = Judge(gate=0, bias=0, weights={"word": 1e6}, rules=RULES)
    assert 0 < judge.confidence({"word": -1}) < 1e-8
    assert 1 - 1e-8 < judge.confidence({"word": 1}) < 1
    assert judge.with_surface(judge.confidence({"word": 1}), 3.0) > 0.99


def test_a_broken_text_makes_the_judge_surer():
    judge = load_judge()
    assert judge.weights[SURFACE] > 0
    assert judge.with_surface(0.5, surface(10, 20)) > judge.with_surface(0.5, surface(1, 20)) > 0.5
    assert judge.with_surface(0.5, surface(0, 20)) == pytest.approx(0.5)


def test_what_the_rules_found_counts_less_and_less():
    steps = [surface(found + 1, 100) - surface(found, 100) for found in range(5)]
    assert steps == sorted(steps, reverse=True)
    assert surface(3, 0) == surface(3, 1)


def test_a_rule_is_believed_more_where_the_reader_agrees():
    judge = load_judge()
    agreed, undecided, refused = (judge.of_rule(0.75, odds) for odds in (6, 0, -6))
    assert agreed > 0.75 > refused
    assert agreed > undecided > refused
    assert judge.of_rule(0.9, 0) > judge.of_rule(0.6, 0)


def test_the_shipped_judge_knows_every_label():
    named = {name.removeprefix("label ") for name in load_judge().weights if "label" in name}
    assert named <= set(LABELS) - {"ok"}
    assert len(named) > 7


def test_a_judge_with_a_strange_field_is_refused():
    with pytest.raises(msgspec.ValidationError, match="mood"):
        msgspec.json.decode(
            msgspec.json.encode({**msgspec.structs.asdict(load_judge()), "mood": 1}), type=Judge
        )
