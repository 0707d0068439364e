"""What the command says and does where the reader cannot or shall not run."""

import pytest

from lintnews import cli, engine
from lintnews.engine import shipped_rules
from lintnews.extras import Extra
from lintnews.rulebook.registry import READER
from lintnews.rulebook.rule import Rule

MISSING = (
    "lintnews: the reader is off, because onnxruntime is not installed; "
    "pip install 'lintnews[reader]' adds it, --no-model leaves it off\n"
)
DAMAGED = "The talks failed. facing the wrath of his party, he left the the capital on Monday.\n"


@pytest.fixture
def run(monkeypatch, tmp_path, capsys):
    """Run ``lintnews check`` in this process, with a rule that counts as one of the reader."""
    rules = [
        Rule(rule.file, rule.path, rule.find, READER if rule.name == "word-doubled" else rule.extra)
        for rule in shipped_rules()
    ]
    monkeypatch.setattr(engine, "rules_with", lambda folders: rules)
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(DAMAGED, encoding="utf-8")

    def run_check(*arguments):
        monkeypatch.setattr("sys.argv", ["lintnews", "check", ".", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        return ended.value.code, "word-doubled" in printed.out, printed.err

    return run_check


@pytest.fixture
def without_onnxruntime(monkeypatch):
    monkeypatch.setattr(Extra, "is_installed", False)


def test_the_reader_runs_where_it_can(run):
    assert run() == (1, True, "")


def test_no_model_leaves_its_rules_out(run):
    assert run("--no-model") == (1, False, "")


@pytest.mark.usefixtures("without_onnxruntime")
@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([], 1, MISSING),
        (["--fail-on", "never"], 0, MISSING),
        (["--format", "jsonl"], 1, MISSING),
        (["--quiet"], 1, ""),
        (["--no-model"], 1, ""),
        (["--select", "lowercase-sentence-start"], 1, ""),
    ],
)
def test_without_onnxruntime_a_run_goes_on_and_says_so_once(run, arguments, status, said):
    assert run(*arguments) == (status, False, said)


@pytest.mark.usefixtures("without_onnxruntime")
def test_a_rule_that_is_named_needs_onnxruntime(run):
    status, found, said = run("--select", "word-doubled")
    assert (status, found) == (2, False)
    assert said == (
        "lintnews: the rule word-doubled needs onnxruntime, which is not installed; "
        "pip install 'lintnews[reader]' adds it\n"
    )
    assert run("--select", "word-doubled", "--no-model")[0] == 2
