"""Configuration files: which one is for a file, what it changes, and how a wrong one is refused."""

import io
import json
import os

import pytest

from lintnews import cli

# Two errors (sentences, repetition), and a warning (quotes).
TEXT = (
    "The talks failed. facing the wrath of his party, he left the the capital on Monday.\n"
    "“It is over,'' he said on Monday. “Nobody came.”\n"
)
ALL = {"lowercase-sentence-start", "word-doubled", "quote-mates-differ"}


@pytest.fixture
def write(tmp_path):
    def write_file(name, content=TEXT):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")
        return path

    return write_file


class Done:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    @property
    def findings(self):
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def rules(self):
        """The rules that found something, by file."""
        found = {}
        for finding in self.findings:
            found.setdefault(finding["path"].replace(os.sep, "/"), set()).add(finding["rule"])
        return found


@pytest.fixture
def lintnews(monkeypatch, tmp_path, capsys):
    """Run a command in this process, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stdin=""):
        monkeypatch.setattr("sys.argv", ["lintnews", *map(str, arguments)])
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        assert "error in lintnews" not in printed.err
        return Done(int(ended.value.code), printed.out, printed.err)

    return run


@pytest.fixture
def check(lintnews):
    """Lint with a report in JSON Lines, without the reader."""

    def run(*arguments, **more):
        return lintnews("check", "--no-model", "--format", "jsonl", *arguments, **more)

    return run


@pytest.fixture
def values(lintnews):
    """What ``lintnews config`` says: values and where they come from."""

    def run(*arguments):
        done = lintnews("config", "--format", "json", *arguments)
        assert done.status == 0, done.err
        return {
            key: (entry["value"], entry["from"])
            for key, entry in json.loads(done.out)["values"].items()
        }

    return run


def test_without_a_file_every_rule_runs(check, write):
    write("a.txt")
    assert check("a.txt").rules == {"a.txt": ALL}


def test_each_file_is_linted_by_the_nearest_configuration(check, write):
    write("lintnews.toml", 'ignore = ["quotes"]')
    write("pages/pyproject.toml", '[project]\nname = "x"\n')
    write("pages/deep/lintnews.toml", 'ignore = ["repetition"]')
    write("other/pyproject.toml", '[tool.lintnews]\nselect = ["quotes"]\n')
    for name in ("a.txt", "pages/b.txt", "pages/deep/c.txt", "pages/deep/er/d.txt", "other/e.txt"):
        write(name)
    expected = {
        "a.txt": ALL - {"quote-mates-differ"},
        "pages/b.txt": ALL - {"quote-mates-differ"},
        "pages/deep/c.txt": ALL - {"word-doubled"},
        "pages/deep/er/d.txt": ALL - {"word-doubled"},
        "other/e.txt": {"quote-mates-differ"},
    }
    assert check(".").rules == expected
    assert check(*reversed(expected)).rules == expected


def test_several_processes_print_what_one_prints(lintnews, write):
    write("lintnews.toml", "[severity]\nquotes = 'note'\n[[overrides]]\npaths = ['b*']\n"
          "select = ['quotes']\nmin-confidence = 0\nseverity = { quotes = 'error' }")  # fmt: skip
    filler = "The mayor opened the new bridge on Monday. Hundreds of people came to see it.\n"
    for index in range(8):
        write(f"{'ab'[index % 2]}{index}.txt", TEXT + filler * 60)
    alone, two = (
        lintnews("check", ".", "--no-model", "--ignore", "paragraph-twice", "--jobs", jobs)
        for jobs in (1, 2)
    )
    assert alone.out == two.out
    # Three in each of four files, one in each of the others.
    assert "16 findings (12 errors, 4 notes) in 8 of 8 files" in alone.out


def test_the_own_file_wins_over_pyproject(check, write):
    write("a.txt")
    write("pyproject.toml", '[tool.lintnews]\nselect = ["sentences"]\n')
    assert check("a.txt").rules["a.txt"] == {"lowercase-sentence-start"}
    write("lintnews.toml", 'select = ["quotes"]')
    assert check("a.txt").rules["a.txt"] == {"quote-mates-differ"}


def test_a_broken_pyproject_of_others_is_passed_over(check, write):
    write("a.txt")
    write("pyproject.toml", "[project\n")
    assert check("a.txt").rules == {"a.txt": ALL}
    write("pyproject.toml", "[project\n[tool.lintnews]\n")
    done = check("a.txt")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("lintnews: pyproject.toml:1: is no TOML: ")


def test_standard_input_is_linted_by_the_file_of_its_name(check, write):
    write("desk/lintnews.toml", 'select = ["quotes"]')
    assert check("-", stdin=TEXT).rules == {"<stdin>": ALL}
    named = check("-", "--stdin-filename", "desk/new.txt", stdin=TEXT)
    assert named.rules == {"desk/new.txt": {"quote-mates-differ"}}


def test_a_symbolic_link_is_linted_by_the_folder_it_stands_in(check, write, tmp_path):
    write("texts/a.txt")
    write("texts/lintnews.toml", 'select = ["quotes"]')
    write("links/lintnews.toml", 'select = ["sentences"]')
    try:
        (tmp_path / "links" / "b.txt").symlink_to(tmp_path / "texts" / "a.txt")
    except OSError:
        pytest.skip("this system makes no symbolic links")
    assert check("links").rules == {"links/b.txt": {"lowercase-sentence-start"}}
    assert check("texts").rules == {"texts/a.txt": {"quote-mates-differ"}}


def test_a_link_that_leads_nowhere_is_told(check, write, tmp_path):
    write("a.txt")
    try:
        (tmp_path / "lintnews.toml").symlink_to(tmp_path / "none.toml")
    except OSError:
        pytest.skip("this system makes no symbolic links")
    done = check("a.txt")
    assert done.status == 2
    assert "lintnews.toml: this symbolic link leads nowhere" in done.err


def test_a_folder_of_the_name_is_no_configuration(check, write):
    write("lintnews.toml/a.txt")
    assert check(".").rules == {"lintnews.toml/a.txt": ALL}


def test_severities_count_for_the_report_and_the_exit_status(check, write):
    write("a.txt")
    write("lintnews.toml", '[severity]\nsentences = "note"\nrepetition = "note"\n'
          'word-doubled = "warning"\n')  # fmt: skip
    done = check("a.txt")
    assert {finding["rule"]: finding["severity"] for finding in done.findings} == {
        "lowercase-sentence-start": "note",
        "word-doubled": "warning",
        "quote-mates-differ": "warning",
    }
    assert done.status == 0
    assert check("a.txt", "--fail-on", "warning").status == 1


def test_severities_survive_spawned_workers(write, tmp_path, monkeypatch):
    from lintnews.config.profiles import Profiles
    from lintnews.document.plain import plain_document
    from lintnews.outcomes import Assigned, Settings
    from lintnews.runner import lint_assigned

    monkeypatch.chdir(tmp_path)
    write("lintnews.toml", '[severity]\nword-doubled = "note"\n[min-confidence-of]\nquotes = 1\n')
    profiles = Profiles({"select": ["word-doubled", "quotes"]})
    kits = [profiles.profile_for("a.txt").kit(Settings())]
    kits.append(
        Profiles({"select": ["word-doubled"]}, isolated=True).profile_for("a").kit(Settings())
    )
    filler = "The mayor opened the new bridge on Monday.\n" * 200
    items = [
        Assigned(plain_document(TEXT + filler, f"{index}.txt"), index % 2) for index in range(6)
    ]
    alone = list(lint_assigned(items, kits))
    spawned = list(lint_assigned(items, kits, jobs=2, start_method="spawn"))
    assert spawned == alone
    assert [[finding.severity.value for finding in one.findings] for one in alone] == [
        ["note"], ["error"]
    ] * 3  # fmt: skip


def test_thresholds_count_for_a_rule_before_its_family_and_all(check, write):
    write("a.txt")
    write("lintnews.toml", "min-confidence = 1.0\n[min-confidence-of]\nquotes = 0\n"
          "repetition = 1\nword-doubled = 0.1\n")  # fmt: skip
    assert check("a.txt").rules == {"a.txt": {"word-doubled", "quote-mates-differ"}}
    # On the command line a confidence is for all rules.
    assert check("a.txt", "--min-confidence", 0).rules == {"a.txt": ALL}
    assert check("a.txt", "--min-confidence", 1).rules == {}


def test_overrides_count_in_order(check, write):
    write("a.txt")
    write("wire/b.txt")
    write("wire/deep/c.txt")
    write(
        "lintnews.toml",
        'ignore = ["sentences"]\n'
        '[[overrides]]\npaths = ["wire/"]\nextend-select = ["sentences"]\n'
        'extend-ignore = ["quotes"]\n'
        '[[overrides]]\npaths = ["c.txt"]\nselect = ["quotes"]\n',
    )
    assert check(".").rules == {
        "a.txt": {"word-doubled", "quote-mates-differ"},
        "wire/b.txt": {"word-doubled", "lowercase-sentence-start"},
        "wire/deep/c.txt": {"quote-mates-differ"},
    }


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        (["--select", "repetition"], {"word-doubled"}),
        (["--select", "quotes,repetition"], {"word-doubled", "quote-mates-differ"}),
        (["--ignore", "sentences"], {"quote-mates-differ"}),
        (["--extend-select", "repetition"], ALL),
        (["--no-config"], ALL),
        (["--config", "other.toml"], {"word-doubled"}),
    ],
)
def test_the_command_line_wins(check, write, options, rules):
    write("a.txt")
    write("lintnews.toml", 'ignore = ["repetition"]')
    write("other.toml", 'select = ["repetition"]')
    assert check("a.txt", *options).rules == {"a.txt": rules}


def test_one_configuration_for_all_counts_globs_from_the_working_directory(check, write):
    write("house/rules.toml", '[[overrides]]\npaths = ["/wire/"]\nselect = ["quotes"]\n')
    write("house/wire/a.txt")
    write("wire/a.txt")
    write("wire/lintnews.toml", 'select = ["sentences"]')
    assert check(".", "--config", "house/rules.toml").rules == {
        "house/wire/a.txt": ALL,
        "wire/a.txt": {"quote-mates-differ"},
    }


def test_config_and_no_config_contradict_each_other(check, write):
    write("a.txt")
    done = check("a.txt", "--config", "x.toml", "--no-config")
    assert done.status == 2
    assert "--no-config" in done.err


def test_a_file_extends_another_one(check, values, write):
    write(
        "house.toml",
        'ignore = ["quotes"]\nmin-confidence = 0.6\n'
        '[[overrides]]\npaths = ["/desk/b.txt"]\nextend-ignore = ["repetition"]\n',
    )
    write(
        "desk/lintnews.toml",
        'extends = "../house.toml"\nextend-ignore = ["sentences"]\nmin-confidence = 0.7\n',
    )
    write("desk/a.txt")
    write("desk/b.txt")
    assert check("desk", "--extend-select", "quotes").rules == {
        "desk/a.txt": {"word-doubled", "quote-mates-differ"},
        "desk/b.txt": {"quote-mates-differ"},
    }
    found = values("desk/a.txt")
    place = os.path.join("desk", "lintnews.toml")  # noqa: PTH118
    assert found["min-confidence"] == (0.7, [f"{place}:3"])
    assert found["ignore"] == (["quotes"], ["house.toml:1"])
    assert found["extend-ignore"] == (["sentences"], [f"{place}:2"])


def test_a_preset_lies_below_the_file(values, lintnews, write):
    write("lintnews.toml", 'preset = "corpus"\nmin-confidence = 0.9\n')
    found = values("a.txt")
    assert found["preset"] == ("corpus", ["lintnews.toml:1"])
    assert found["min-confidence"] == (0.9, ["lintnews.toml:2"])
    assert found["model"] == (False, ["preset corpus"])
    assert values("a.txt", "--preset", "newsroom-us")["model"] == (True, ["default"])
    done = lintnews("check", "-", "--preset", "corpse", stdin="x")
    assert (done.status, done.out) == (2, "")
    assert done.err == "lintnews: there is no preset 'corpse'; did you mean corpus?\n"


@pytest.mark.parametrize("preset", ["mt-review", "newsroom-us", "newsroom-uk", "corpus"])
def test_every_preset_finds_what_is_certain(lintnews, write, preset):
    write("a.txt")
    done = lintnews("check", "a.txt", "--preset", preset, "--format", "jsonl")
    assert {"lowercase-sentence-start", "word-doubled"} <= done.rules["a.txt"]


@pytest.mark.parametrize(
    ("preset", "forms"), [("newsroom-us", ["Kyiv"]), ("newsroom-uk", ["Kyiv", "Zelensky"])]
)
def test_newsrooms_have_styles_of_names(lintnews, write, preset, forms):
    write("a.txt", "On Monday, Volodymyr Zelenskyy spoke to reporters in Kiev about the war.\n")
    done = lintnews("check", "a.txt", "--preset", preset, "--format", "jsonl")
    suggested = [one["text"] for finding in done.findings for one in finding["suggestions"]]
    assert sorted(suggested) == forms


def test_exclude_leaves_out_files_of_folders_only(check, write):
    write("lintnews.toml", 'exclude = ["drafts/", "*.bak.txt"]')
    write("a.txt")
    write("a.bak.txt")
    write("drafts/b.txt")
    # A folder that is left out stays so if it has a configuration of its own.
    write("drafts/lintnews.toml", 'ignore = ["quotes"]')
    assert set(check(".").rules) == {"a.txt"}
    assert set(check("a.txt", "a.bak.txt", "drafts/b.txt").rules) == {
        "a.txt", "a.bak.txt", "drafts/b.txt"
    }  # fmt: skip
    forced = check("a.txt", "a.bak.txt", "drafts/b.txt", "--force-exclude")
    assert set(forced.rules) == {"a.txt"}
    nothing = check("a.bak.txt", "--force-exclude")
    assert (nothing.status, nothing.out, nothing.err) == (0, "", "")


def test_a_folder_of_which_all_is_excluded_is_a_problem(check, write):
    write("lintnews.toml", 'exclude = ["*.txt"]')
    write("texts/a.txt")
    done = check("texts")
    assert done.status == 2
    assert done.err.startswith("lintnews: texts: the configuration excludes every file")


def test_excluded_standard_input_comes_out_as_it_went_in(lintnews, write):
    write("lintnews.toml", 'exclude = ["a.txt"]')
    arguments = ["check", "-", "--fix", "--stdin-filename", "a.txt"]
    assert lintnews(*arguments, "--force-exclude", stdin=TEXT).out == TEXT
    assert "the the" not in lintnews(*arguments, stdin=TEXT).out


def test_fail_on_comes_from_the_working_directory(check, write):
    write("a.txt")
    write("desk/b.txt")
    write("desk/lintnews.toml", 'fail-on = "never"')
    assert check("desk").status == 1
    write("lintnews.toml", 'fail-on = "never"')
    assert check("a.txt", "desk").status == 0
    assert check("a.txt", "--fail-on", "error").status == 1
    assert check("a.txt", "none.txt").status == 2


def test_formats_fields_and_sizes(check, write):
    record = json.dumps({"story": TEXT, "text": "Nothing is wrong here."})
    write("lintnews.toml", '[[overrides]]\npaths = ["*.jsonl", "*.data"]\nfields = ["story"]\n'
          '[[overrides]]\npaths = ["*.data"]\ninput-format = "jsonl"\n'
          '[[overrides]]\npaths = ["small.txt"]\nmax-size = 10\n')  # fmt: skip
    for name in ("a.jsonl", "b.data"):
        write(name, record + "\n")
    write("small.txt")
    done = check("a.jsonl", "b.data", "small.txt")
    assert done.rules == {"a.jsonl": ALL, "b.data": ALL}
    assert done.err.startswith("lintnews: small.txt: the file has ")
    assert set(check("a.jsonl", "--field", "text").rules) == set()


def test_lists_of_names_are_found_beside_the_file(lintnews, write):
    write("house/names.yml", "entries:\n  - id: doe\n    kind: person\n    preferred: Jane Doe\n"
          "    reject: [Jane Dough]\n")  # fmt: skip
    write("house/lintnews.toml", 'names = ["names.yml"]\nselect = ["name-rejected-by-authority"]')
    write("house/a.txt", "The mayor, Jane Dough, opened the bridge on Monday.\n")
    done = lintnews("check", "house", "--format", "jsonl")
    assert set(done.rules) == {"house/a.txt"}, done.err


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ('ignor = ["names"]', 1, "there is no key 'ignor'; did you mean ignore?"),
        ('# x\nignore = ["word-dubled"]', 2, "did you mean word-doubled?"),
        ('ignore = [\n  "names",\n  "sentense",\n]', 3, "did you mean sentences?"),
        ('[severity]\nnames = "eror"', 2, "there is no severity 'eror'; did you mean error?"),
        ('[severity]\nnams = "error"', 2, "did you mean names?"),
        ("[min-confidence-of]\nnames = 2", 2, "names: this should be a number from 0 to 1, not 2"),
        ('preset = "newsroom"', 1, "did you mean newsroom-u"),
        ('styles = ["app"]', 1, "styles: there is no style 'app'; did you mean ap?"),
        ('names = ["none.yml"]', 1, "none.yml cannot be read"),
        ('archive = "none.db"', 1, "there is no such archive"),
        ('extends = "none.toml"', 1, "none.toml: there is no such configuration file"),
        ('extends = "lintnews.toml"', 1, "leads back"),
        ("min-confidence = nan", 1, "min-confidence: this should be a number from 0 to 1"),
        ("min-confidence = 1e999", 1, "min-confidence: this should be a number from 0 to 1"),
        (f"max-size = {'9' * 60}", 1, "max-size: this size is larger than any file"),
        ('max-size = "999999999999G"', 1, "max-size: this size is larger than any file"),
        ("max-size = 2024-01-01", 1, "max-size: this should be a number of bytes"),
        ('model = "no"', 1, "model: this should be true or false, not text"),
        ("select = []", 1, "select: this is empty"),
        ("[[overrides]]\nmodel = false", 1, "an override needs paths"),
        ('[[overrides]]\npaths = ["a"]\n[[overrides]]\npaths = ["a"]\nfail-on = "note"', 5,
         "an override has no key fail-on"),
        ('[[overrides]]\npaths = [\n"a",\n\'wire\\b\']', 4, "write / between folders"),
        ('exclude = ["[a"]', 1, "has a bracket that is not closed"),
        ("[tool.lintnews]\nmodel = false", 1, "take out [tool.lintnews]"),
        ("a = \n", 1, "is no TOML"),
        ('preset = "corpus"\npreset = "corpus"', 2, "is no TOML"),
        ('# x\na = """\n\n', 4, "is no TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(check, write, content, line, reason):
    write("a.txt")
    write("desk/a.txt")
    write("desk/lintnews.toml", content)
    done = check(".")
    assert (done.status, done.out) == (2, "")
    place = os.path.join("desk", "lintnews.toml")  # noqa: PTH118
    assert done.err.startswith(f"lintnews: {place}:{line}: ")
    assert reason in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b"a = " + b"[" * 100_000,
        b"a = " + b"1" * 5000,
        b"\x00" * 100,
        b'preset = "' + b"x" * 100_000 + b'"',
        b'"\x1b[31m\xe2\x80\xae" = 1',
        b"severity = { " + b", ".join(b"k%d = 1" % n for n in range(5000)) + b" }",
    ],
    ids=["utf-16", "deep", "digits", "zeros", "long", "commands", "many"],
)
def test_hostile_files_are_refused(check, write, tmp_path, content):
    write("a.txt")
    (tmp_path / "lintnews.toml").write_bytes(content)
    done = check("a.txt")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("lintnews: lintnews.toml")
    assert done.err.strip().isprintable()


def test_a_byte_order_mark_and_windows_line_ends_are_read(check, write, tmp_path):
    write("a.txt")
    (tmp_path / "lintnews.toml").write_bytes(b'\xef\xbb\xbfselect = [\r\n"quotes"]\r\n')
    assert check("a.txt").rules == {"a.txt": {"quote-mates-differ"}}


def test_a_configuration_that_cannot_be_read_is_told(check, write, monkeypatch):
    write("a.txt")
    write("lintnews.toml", "")

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    done = check("a.txt")
    assert done.status == 2
    assert done.err == (
        "lintnews: lintnews.toml: the configuration cannot be read: Permission denied\n"
    )


def test_no_rule_left_is_told(check, write):
    write("a.txt")
    write("lintnews.toml", 'select = ["quotes"]\nignore = ["quotes"]')
    done = check("a.txt")
    assert done.status == 2
    assert done.err.startswith("lintnews: lintnews.toml: no rule is left to run for a.txt; ")


def test_each_value_says_where_it_comes_from(values, write):
    write("lintnews.toml", 'preset = "corpus"\n\nfields = ["story"]\n[severity]\nnames = "note"\n'
          '[[overrides]]\npaths = ["b.txt"]\nmin-confidence = 0.9\nextend-ignore = ["names"]\n'
          '[[overrides]]\npaths = ["b.txt"]\nextend-ignore = ["quotes"]\n')  # fmt: skip
    found = values("b.txt", "--ignore", "residue", "--max-size", "1K", "--fail-on", "note")
    assert found["preset"] == ("corpus", ["lintnews.toml:1"])
    assert found["fields"] == (["story"], ["lintnews.toml:3"])
    assert found["severity.names"] == ("note", ["lintnews.toml:5"])
    assert found["min-confidence"] == (0.9, ["override 1 (lintnews.toml:8)"])
    assert found["model"] == (False, ["preset corpus"])
    assert found["shipped-names"] == (True, ["default"])
    assert found["max-size"] == (1024, ["command line"])
    assert found["fail-on"] == ("note", ["command line"])
    assert found["extend-ignore"] == (
        ["names", "quotes", "residue"],
        ["override 1 (lintnews.toml:9)", "override 2 (lintnews.toml:12)", "command line"],
    )
    assert values("a.txt")["min-confidence"] == (0.8, ["preset corpus"])
    # A value of the default that is given is given all the same.
    assert values("a.txt", "--min-confidence", "0.5")["min-confidence"] == (0.5, ["command line"])


def test_config_is_a_table_for_people(lintnews, write):
    write("lintnews.toml", 'select = ["word-doubled"]\nexclude = ["drafts/"]\n'
          "[severity]\nrepetition = 'warning'\n")  # fmt: skip
    done = lintnews("config", "drafts/a.txt", "--rules")
    lines = done.out.splitlines()
    assert done.status == 0
    assert lines[0] == "drafts/a.txt: lintnews.toml"
    assert lines[1] == "exclude leaves this file out where its folder is linted"
    rows = [line.split() for line in lines if line]
    assert ["select", '["word-doubled"]', "lintnews.toml:1"] in rows
    assert ["severity.repetition", '"warning"', "lintnews.toml:4"] in rows
    assert ["model", "true", "default"] in rows
    assert rows[-1] == ["word-doubled", "warning", "0.5"]
    assert lintnews("config", "a.txt", "--no-config").out.startswith(
        "a.txt: no configuration file\n"
    )


def test_config_refuses_what_check_refuses(lintnews, write):
    write("lintnews.toml", "a = 1")
    assert lintnews("config", "a.txt").status == 2
    folder = lintnews("config", ".")
    assert folder.status == 2
    assert "is a folder; name a file" in folder.err


def test_init_writes_a_file_once(lintnews, check, write, tmp_path):
    write("a.txt")
    done = lintnews("init", "--preset", "newsroom-uk")
    assert (done.status, done.out) == (0, "Wrote lintnews.toml\n")
    text = (tmp_path / "lintnews.toml").read_text(encoding="utf-8")
    assert 'preset = "newsroom-uk"' in text.splitlines()
    assert check("a.txt").rules == {"a.txt": ALL}
    again = lintnews("init")
    assert again.status == 2
    assert (
        again.err == "lintnews: lintnews.toml: the file is there; edit it, or move it away first\n"
    )
    assert (tmp_path / "lintnews.toml").read_text(encoding="utf-8") == text
    assert "newsroom" in lintnews("init", "--preset", "newsrom").err


@pytest.mark.parametrize("before", ["", "[project]\nname = 'x'", "[project]\r\nname = 'x'\r\n"])
def test_init_adds_a_table_to_pyproject(lintnews, values, tmp_path, before):
    path = tmp_path / "pyproject.toml"
    path.write_bytes(before.encode())
    done = lintnews("init", "--pyproject", "--preset", "corpus")
    assert (done.status, done.out) == (0, "Wrote pyproject.toml\n")
    after = path.read_bytes()
    assert after.startswith(before.encode())
    assert after.count(b"\r\n") == (after.count(b"\n") if b"\r" in before.encode() else 0)
    assert values("a.txt")["preset"][0] == "corpus"
    again = lintnews("init")
    assert again.status == 2
    assert "pyproject.toml: the table [tool.lintnews] is there" in again.err
    assert path.read_bytes() == after
    assert not (tmp_path / "lintnews.toml").exists()


@pytest.mark.parametrize("before", [None, "[project\n", "tool = { x = 1 }\n"])
def test_init_leaves_a_pyproject_alone_that_takes_no_table(lintnews, tmp_path, before):
    path = tmp_path / "pyproject.toml"
    if before is not None:
        path.write_text(before, encoding="utf-8")
    done = lintnews("init", "--pyproject")
    assert done.status == 2
    assert done.err.startswith("lintnews: pyproject.toml")
    assert (path.read_text(encoding="utf-8") if path.exists() else None) == before
