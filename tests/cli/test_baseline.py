"""lintnews baseline and check --baseline: only what is new counts."""

import json

import pytest

ONE = "They voted for Zukunft , the party of the young.\n"
TWO = "In the end it is it is done, as the old mayor said.\n"
NEW = "The board met in Lund , a town in the south.\n"
RULES = ("--select", "space-before-mark,phrase-doubled,suppression")
FILE = "lintnews.baseline"


@pytest.fixture
def lintnews(inside):
    return inside


@pytest.fixture
def baseline(lintnews):
    def run(command, *arguments):
        return lintnews("baseline", command, *RULES, *arguments)

    return run


@pytest.fixture
def check(lintnews):
    def run(*arguments, **options):
        done = lintnews(
            "check", *RULES, "--baseline", FILE, "--format", "jsonl", *arguments, **options
        )
        done.found = [json.loads(line) for line in done.out.splitlines()]
        done.new = [one["matched"] for one in done.found if one["state"] == "new"]
        done.known = [one["matched"] for one in done.found if one["state"] == "baselined"]
        return done

    return run


def entries(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()[1:]]


def test_what_was_there_before_does_not_count(lintnews, baseline, write, tmp_path):
    write("a.txt", ONE + TWO)
    made = baseline("create", "a.txt")
    assert (made.status, made.out, made.err) == (0, f"{FILE}: 2 findings; 2 added, 0 gone\n", "")
    done = lintnews("check", *RULES, "--baseline", FILE, "a.txt")
    assert (done.status, done.out) == (0, "Nothing found in 1 file; 2 baselined\n")
    write("a.txt", ONE + "It was it was late.\n" + TWO)
    done = lintnews("check", *RULES, "--baseline", FILE, "a.txt")
    assert done.status == 1
    assert "a.txt:2:1: error" in done.out
    assert "Zukunft" not in done.out
    assert done.out.endswith("1 finding (1 error) in 1 of 1 file; 2 baselined\n")


def test_the_file_is_for_people_and_version_control(baseline, write, tmp_path):
    write("b/b.txt", TWO)
    write("a.txt", ONE + TWO + ONE)
    baseline("create", ".")
    lines = (tmp_path / FILE).read_text("utf-8").splitlines()
    assert json.loads(lines[0]).keys() == {"lintnews-baseline", "lintnews"}
    assert [(each["path"], each["rule"], each["quote"]) for each in map(json.loads, lines[1:])] == [
        ("a.txt", "space-before-mark", " ,"),
        ("a.txt", "phrase-doubled", "it is it is"),
        ("a.txt", "space-before-mark", " ,"),
        ("b/b.txt", "phrase-doubled", "it is it is"),
    ]
    assert not {"line", "start", "message"} & entries(tmp_path / FILE)[0].keys()
    # What is added in the middle is one line more, and all others stay as they are.
    write("a.txt", ONE + NEW + TWO + ONE)
    baseline("update", ".")
    after = (tmp_path / FILE).read_text("utf-8").splitlines()
    assert [line for line in after if line not in lines] == [after[2]]
    assert [line for line in after if line in lines] == lines


def test_the_baseline_among_the_texts_is_no_text(lintnews, baseline, write, tmp_path):
    write("a.txt", ONE)
    assert baseline("create", ".", "--baseline", "known.jsonl").status == 0
    done = lintnews("check", *RULES, ".", "--baseline", "known.jsonl")
    assert (done.status, done.out, done.err) == (0, "Nothing found in 1 file; 1 baselined\n", "")
    assert baseline("update", ".", "--baseline", "known.jsonl").status == 0


def test_paths_are_those_of_the_baseline_wherever_lintnews_runs(baseline, check, write, tmp_path):
    write("texts/a.txt", ONE)
    write("list/x", "")
    assert baseline("create", "texts", "--baseline", "list/known").status == 0
    assert entries(tmp_path / "list/known")[0]["path"] == "../texts/a.txt"
    for path in ("texts/a.txt", tmp_path / "texts", "./texts/../texts"):
        done = check(path, "--baseline", "list/known")
        assert (done.known, done.new) == ([" ,"], [])


def test_create_overwrites_nothing(baseline, write, tmp_path):
    write("a.txt", ONE)
    path = write(FILE, "mine")
    done = baseline("create", "a.txt")
    assert done.status == 2
    assert "lintnews baseline update" in done.err
    assert path.read_text("utf-8") == "mine"


@pytest.mark.parametrize("command", ["update", "prune", "show"])
def test_without_a_file_there_is_nothing_to_change(baseline, write, tmp_path, command):
    write("a.txt", ONE)
    done = baseline(command, "a.txt")
    assert done.status == 2
    assert f"{FILE}: there is no such file; lintnews baseline create writes one" in done.err
    assert not (tmp_path / FILE).exists()


def test_update_adds_and_drops_and_prune_drops_only(baseline, check, write, tmp_path):
    write("a.txt", ONE + TWO)
    baseline("create", "a.txt")
    write("a.txt", ONE + NEW)
    assert baseline("prune", "a.txt").out == f"{FILE}: 1 finding; 0 added, 1 gone\n"
    assert (check("a.txt").known, check("a.txt").new) == ([" ,"], [" ,"])
    assert baseline("update", "a.txt").out == f"{FILE}: 2 findings; 1 added, 0 gone\n"
    assert check("a.txt").new == []


def test_reasons_are_kept(baseline, check, write, tmp_path):
    write("a.txt", ONE)
    baseline("create", "a.txt")
    path = tmp_path / FILE
    path.write_text(path.read_text("utf-8").replace("}\n", ',"reason":"its way"}\n').replace(
        ',"reason":"its way"}', "}", 1))  # fmt: skip
    write("a.txt", TWO + ONE)
    baseline("update", "a.txt")
    assert [each.get("reason") for each in entries(path)] == [None, "its way"]
    answer = check("a.txt").found[1]["answer"]
    assert answer == {"by": "baseline", "path": FILE, "line": 3, "reason": "its way"}


def test_what_was_not_looked_at_stays(baseline, write, tmp_path):
    write("a.txt", ONE + TWO + ONE)
    write("b.txt", TWO)
    write("c.txt", ONE)
    baseline("create", ".")
    before = (tmp_path / FILE).read_text("utf-8")
    # Another rule, another file, more certainty than it has, a file that cannot be read.
    baseline("update", ".", "--ignore", "phrase-doubled")
    baseline("update", "b.txt")
    baseline("update", ".", "--min-confidence", "0.99")
    write("c.txt", b"\0\1\2")
    assert baseline("update", ".").status == 2
    assert (tmp_path / FILE).read_text("utf-8") == before
    write("a.txt", "All is well.\n")
    baseline("update", "a.txt", "--ignore", "phrase-doubled")
    assert [each["rule"] for each in entries(tmp_path / FILE) if each["path"] == "a.txt"] == [
        "phrase-doubled"
    ]


def test_a_file_that_is_gone_goes_from_the_list(baseline, write, tmp_path):
    write("a.txt", ONE)
    write("b.txt", TWO)
    baseline("create", ".")
    (tmp_path / "b.txt").unlink()
    assert baseline("show", "a.txt").out.endswith(
        'gone from b.txt: phrase-doubled "it is it is" (line 3)\n'
    )
    assert baseline("prune", "a.txt").out == f"{FILE}: 1 finding; 0 added, 1 gone\n"


def test_a_file_under_another_name_is_recognised(baseline, check, write, tmp_path):
    for name, text in (("a.txt", ONE + TWO), ("b.txt", NEW)):
        write(name, text)
    baseline("create", ".")
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").rename(tmp_path / "sub" / "z.txt")
    write("c.txt", "The mayor left in May , as he had said.\n")
    done = check(".")
    assert [one["path"] for one in done.found if one["state"] == "new"] == ["c.txt"]
    assert baseline("prune", ".").out == f"{FILE}: 3 findings; 0 added, 0 gone\n"
    assert {each["path"] for each in entries(tmp_path / FILE)} == {"b.txt", "sub/z.txt"}


def test_a_copy_beside_the_file_is_new(baseline, check, write):
    write("a.txt", ONE)
    baseline("create", ".")
    write("b.txt", ONE)
    assert [(one["path"], one["state"]) for one in check(".").found] == [
        ("a.txt", "baselined"),
        ("b.txt", "new"),
    ]


def test_of_two_files_that_are_alike_none_is_taken_for_the_lost_one(
    baseline, check, write, tmp_path
):
    write("a.txt", ONE)
    write("b.txt", ONE)
    baseline("create", ".")
    (tmp_path / "a.txt").unlink()
    (tmp_path / "b.txt").unlink()
    write("c.txt", ONE)
    assert check(".").new == [" ,"]


def test_equal_findings_are_counted(baseline, check, write):
    write("a.txt", ONE * 2)
    baseline("create", "a.txt")
    write("a.txt", ONE * 4)
    done = check("a.txt")
    assert (len(done.known), len(done.new)) == (2, 2)
    assert [one["line"] for one in done.found if one["state"] == "new"] == [3, 4]


def test_records_of_one_file_share_its_entries(baseline, check, write):
    def records(*texts):
        write("a.jsonl", "".join(json.dumps({"text": text}) + "\n" for text in texts))

    records(ONE, TWO, "It rained.")
    baseline("create", "a.jsonl")
    records("It snowed.", TWO, NEW, ONE)
    done = check("a.jsonl", "--jobs", "2")
    assert [(one["line"], one["state"]) for one in done.found] == [
        (2, "baselined"),
        (3, "new"),
        (4, "baselined"),
    ]


def test_standard_input_is_recognised_by_its_name(baseline, check, write):
    write("a.txt", ONE)
    baseline("create", "a.txt")
    assert check("-", "--stdin-filename", "a.txt", stdin=ONE.encode()).new == []
    assert check("-", stdin=ONE.encode()).new == [" ,"]


def test_the_json_report_carries_states_and_counts(lintnews, baseline, write):
    write("a.txt", ONE)
    baseline("create", "a.txt")
    write("a.txt", ONE + NEW)
    done = lintnews("check", *RULES, "--baseline", FILE, "--format", "json", "a.txt")
    report = json.loads(done.out)
    assert [one["state"] for one in report["findings"]] == ["baselined", "new"]
    summary = report["summary"]
    assert (summary["findings"], summary["baselined"], summary["warnings"]) == (1, 1, 1)
    assert summary["rules"] == {"space-before-mark": 1}


def test_what_is_answered_can_be_shown(lintnews, baseline, write):
    write("a.txt", ONE)
    baseline("create", "a.txt")
    done = lintnews("check", *RULES, "--baseline", FILE, "--show-answered", "a.txt")
    assert done.status == 0
    assert '" ,". [space-before-mark, baselined]' in done.out
    assert done.out.endswith("Nothing found in 1 file; 1 baselined\n")


def test_what_is_known_is_not_fixed(lintnews, baseline, write):
    path = write("a.txt", ONE)
    baseline("create", "a.txt")
    path.write_text(ONE + NEW, "utf-8")
    done = lintnews("check", *RULES, "--baseline", FILE, "--fix", "a.txt")
    assert path.read_text("utf-8") == ONE + NEW.replace(" ,", ",")
    assert done.out == "Nothing found in 1 file; 1 fixed; 1 baselined\n"
    done = lintnews("check", *RULES, "--baseline", FILE, "--diff", "a.txt")
    assert (done.status, done.out) == (0, "")


def test_any_number_of_processes_say_the_same(check, baseline, write):
    for number in range(30):
        write(f"{number:02}.txt", (ONE + TWO + NEW) * 12)
    baseline("create", ".")
    for number in range(30):
        write(f"{number:02}.txt", (NEW + ONE + TWO + NEW) * 12)
    alone, together = check(".", "--jobs", 1), check(".", "--jobs", 3)
    assert alone.out == together.out
    assert len(alone.new) == 30 * 12


def test_show_counts_by_rule_and_file(baseline, write):
    write("a.txt", ONE + TWO)
    write("b.txt", TWO)
    baseline("create", ".")
    done = baseline("show")
    assert done.status == 0
    assert done.out.splitlines() == [
        f"{FILE}: 3 findings in 2 files",
        *("", "2  phrase-doubled", "1  space-before-mark", "", "2  a.txt", "1  b.txt"),
    ]
    assert baseline("show", ".").out.endswith("\nNothing is gone.\n")


HEADER = '{"lintnews-baseline":1}\n'
ENTRY = json.dumps({"path": "a.txt", "rule": "r", "quote": "q", "keys": " ".join(["0" * 16] * 4)})


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("", 1, "this is no baseline"),
        ("nonsense\n", 1, "this is no baseline"),
        ("[1]\n", 1, "this is no baseline"),
        ('{"lintnews-baseline":"1"}\n', 1, "this is no baseline"),
        (ENTRY + "\n", 1, "this is no baseline"),
        ('{"lintnews-baseline":2,"lintnews":"9.1"}\n', 1, "written by lintnews 9.1"),
        (HEADER + ENTRY + "\n{", 3, "no finding of a baseline"),
        (HEADER + "\n" + ENTRY.replace("0000 ", "000 "), 3, "no finding of a baseline"),
        (HEADER + ENTRY.replace('"rule"', '"role"'), 2, "`rule`"),
        (HEADER + ENTRY.replace('"r"', "7"), 2, "`$.rule`"),
        (HEADER + ENTRY.replace('"q"', '"q", "number": 0'), 2, "`$.number`"),
        (HEADER + "[" * 100_000, 2, "no finding of a baseline"),
        (
            HEADER + f"<<<<<<< HEAD\n{ENTRY}\n=======\n{ENTRY}\n>>>>>>> x\n",
            2,
            "git left a conflict",
        ),
        (f"<<<<<<< HEAD\n{HEADER}", 1, "git left a conflict"),
        (b"\xff\xfe" + HEADER.encode("utf-16-le"), 1, "this is no baseline"),
        (HEADER.encode() + ENTRY.encode().replace(b'"q"', b'"\xff"'), 2, "no finding"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(lintnews, baseline, write, content, line, reason):
    write("a.txt", ONE)
    path = write(FILE, content)
    before = path.read_bytes()
    for done in (
        lintnews("check", *RULES, "--baseline", FILE, "a.txt"),
        baseline("update", "a.txt"),
    ):
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith(f"lintnews: {FILE}:{line}: ")
        assert reason in done.err
    assert path.read_bytes() == before


def test_lines_that_a_merge_left_twice_count_once(baseline, check, write, tmp_path):
    write("a.txt", ONE)
    baseline("create", "a.txt")
    path = tmp_path / FILE
    header, line = path.read_text("utf-8").splitlines()
    path.write_bytes(f"{header}\r\n{line}\r\n\r\n{line}\r\n".encode())
    write("a.txt", ONE * 2)
    assert (check("a.txt").known, check("a.txt").new) == ([" ,"], [" ,"])


def test_a_huge_file_is_read_in_time(check, write):
    line = '{"path":"%s.txt","rule":"r","quote":"q","keys":"%016x 0000000000000000 %016x %016x"}'
    lines = (line % (number // 100, number, number, number) for number in range(100_000))
    write(FILE, HEADER + "\n".join(lines))
    write("a.txt", ONE)
    assert check("a.txt").new == [" ,"]


def test_a_folder_that_is_not_there_is_said(baseline, write, tmp_path):
    write("a.txt", ONE)
    for folder in ("nowhere", "a.txt"):
        done = baseline("create", "a.txt", "--baseline", f"{folder}/known")
        assert done.status == 2
        assert f"{folder}/known: it cannot be written" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_the_configuration_names_the_list(lintnews, write, tmp_path):
    write("a.txt", "It rained , and the the vote was close.\n")
    write("lintnews.toml", 'baseline = "lists/known.baseline"\n')
    (tmp_path / "lists").mkdir()
    (tmp_path / "desk").mkdir()
    assert lintnews("baseline", "create", "a.txt", "--no-model").status == 0
    assert (tmp_path / "lists" / "known.baseline").is_file()
    done = lintnews("check", "a.txt", "--no-model")
    assert done.status == 0
    assert "; 2 baselined" in done.out
    assert "baselined" not in lintnews("check", "a.txt", "--no-model", "--no-config").out
    lintnews("baseline", "create", "a.txt", "--no-model", "--no-config")
    assert (tmp_path / "lintnews.baseline").is_file()
    write("lintnews.toml", 'baseline = "lists/nowhere.baseline"\n')
    wrong = lintnews("check", "a.txt", "--no-model")
    assert wrong.status == 2
    assert "nowhere.baseline" in wrong.err
