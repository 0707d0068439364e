from lintnews import __version__
from lintnews.engine import shipped_rules


def test_the_list_names_every_rule_with_its_family_and_severity(lintnews):
    lines = {line.split()[0]: line.split() for line in lintnews("rule").out.splitlines()}
    assert set(lines) == {rule.name for rule in shipped_rules()}
    for rule in shipped_rules():
        assert lines[rule.name][1:3] == [rule.file.family, rule.file.severity]


def test_every_rule_is_explained(lintnews):
    rule = shipped_rules()[0]
    done = lintnews("rule", rule.name)
    assert done.status == 0
    assert rule.file.message in done.out
    assert " ".join(rule.file.why.split()) in done.out
    assert rule.file.good[0].splitlines()[0] in done.out


def test_examples_have_carets_under_what_is_found(lintnews):
    lines = lintnews("rule", "lowercase-sentence-start").out.splitlines()
    index = next(index for index, line in enumerate(lines) if set(line.strip()) == {"^"})
    carets = lines[index]
    above = lines[index - 1][carets.index("^") : len(carets)]
    assert above
    assert above[0].islower()
    assert "[[" not in "\n".join(lines)


def test_a_rule_that_asks_the_reader_says_so(lintnews):
    said = "by what the reader says"
    assert said in lintnews("rule", "no-finite-verb").out
    assert said not in lintnews("rule", "dangling-end").out


def test_an_unknown_rule_is_answered_with_the_nearest_name(lintnews):
    done = lintnews("rule", "lowercase-sentence-strat")
    assert (done.status, done.out) == (2, "")
    assert "lowercase-sentence-start" in done.err


def test_version_and_help(lintnews):
    assert lintnews("--version").out == f"lintnews {__version__}\n"
    done = lintnews("--help")
    assert done.status == 0
    assert {"check", "rule"} <= {line.split()[0] for line in done.out.splitlines() if line.strip()}


def test_an_unknown_command_is_status_2(lintnews):
    assert lintnews("chekc").status == 2
