"""The archive: what a text adds to it, what is counted, and what it says when it is asked."""

from datetime import date

import pytest

from lintnews.document.plain import plain_document
from lintnews.language.text import Text
from lintnews.names.archive import store
from lintnews.names.archive.archive import Archive, read_archive
from lintnews.names.archive.examples import archive_of
from lintnews.names.archive.sightings import FormKind, Record, Sighting, read_sightings, record_of
from lintnews.names.archive.store import ArchiveError, open_to_read
from lintnews.names.archive.writer import ArchiveWriter, Outcome
from lintnews.names.variants import read_variants
from lintnews.names.variations import read_varied


def sightings(text):
    return {one.text: one for one in read_sightings(Text(plain_document(text, "a.txt")))}


def test_a_text_adds_full_names_surnames_and_things():
    found = sightings(
        "Senator Daniel C. Kurtzer met the Progress Party in Cairo.\n"
        "Later Kurtzer left. Daniel C. Kurtzer is tired, and Kurtzer sleeps."
    )
    assert found["Daniel C. Kurtzer"] == Sighting(
        "Daniel C. Kurtzer", FormKind.PERSON, "daniel", "Kurtzer", "Senator", 2, 1, 9
    )
    assert found["Kurtzer"] == Sighting("Kurtzer", FormKind.ALONE, "daniel", "Kurtzer", "", 2, 2, 7)
    assert found["Progress Party"].kind is FormKind.THING
    assert (found["Cairo"].kind, found["Cairo"].given) == (FormKind.ALONE, "")


def test_a_surname_that_two_people_bear_says_no_given_name():
    found = sightings("Hunter Marlow met Joseph Marlow in Paris. On Monday Marlow smiled.")
    assert found["Marlow"].given == ""


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Robert Marlow spoke. His wife calls Robert a fool.", "Robert"),
        ("The bill passed. The opponents of the Bill wept.", "Bill"),
        ("", ""),
        ("A" * 500 + " " + "B" * 500, "A" * 500),
    ],
)
def test_what_may_be_no_name_is_left_out(text, left_out):
    assert left_out not in sightings(text)


def record(name, *forms, day=None, file="/a.txt", digest=None):
    """A record in which each form stands as often as it is given."""
    counts = {form: forms.count(form) for form in forms}
    seen = tuple(
        Sighting(form, FormKind.PERSON, form.split()[0].lower(), form.split()[-1], "", count, 1, 1)
        for form, count in counts.items()
    )
    content = digest or repr((forms, day)).encode()
    return Record(file, name, False, day, content, seen)


def held(path):
    """The forms of an archive with uses, articles, first and last day."""
    connection = open_to_read(path)
    rows = connection.execute("SELECT text, uses, documents, first, last FROM form ORDER BY text")
    found = {
        text: (uses, documents, first and date.fromordinal(first), last and date.fromordinal(last))
        for text, uses, documents, first, last in rows
    }
    connection.close()
    return found


DAYS = [date(2020, 1, day) for day in (1, 2, 3)]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "names.db"


def test_counts_are_added_up_over_documents(path):
    with ArchiveWriter(path) as writer:
        outcomes = writer.add(
            [
                record("1", "Ann Marlow", "Ann Marlow", "Jo Pike", day=DAYS[1]),
                record("2", "Ann Marlow", day=DAYS[0]),
                record("3", "Ann Marlow", day=None),
            ]
        )
    assert outcomes == [Outcome.NEW] * 3
    assert held(path) == {
        "Ann Marlow": (4, 3, DAYS[0], DAYS[1]),
        "Jo Pike": (1, 1, DAYS[1], DAYS[1]),
    }


def test_a_document_counts_once_however_often_it_is_added(path):
    one = record("1", "Ann Marlow", day=DAYS[0])
    for _ in range(2):
        with ArchiveWriter(path) as writer:
            writer.add([one])
            assert writer.knows(one)
            assert writer.add([one, one]) == [Outcome.KNOWN] * 2
    assert held(path) == {"Ann Marlow": (1, 1, DAYS[0], DAYS[0])}


def test_a_changed_document_takes_the_place_of_its_old_self(path):
    with ArchiveWriter(path) as writer:
        writer.add(
            [
                record("1", "Ann Marlow", "Ann Marlow", "Jo Pike", day=DAYS[0]),
                record("2", "Ann Marlow", day=DAYS[1]),
                record("3", "Ann Marlow", day=DAYS[2]),
            ]
        )
        changed = record("1", "Ann Marlowe", day=DAYS[0])
        assert not writer.knows(changed)
        assert writer.add([changed]) == [Outcome.REPLACED]
    assert held(path) == {
        "Ann Marlow": (2, 2, DAYS[1], DAYS[2]),
        "Ann Marlowe": (1, 1, DAYS[0], DAYS[0]),
    }


def test_one_record_in_two_files_is_two_documents_unless_it_is_known_by_its_id(path):
    with ArchiveWriter(path) as writer:
        for file in ("/a.jsonl", "/b.jsonl"):
            assert writer.add([record("line 1", "Ann Marlow", file=file)]) == [Outcome.NEW]
        by_id = record("id 7", "Ann Marlow", file="/a.jsonl")._replace(by_id=True)
        assert writer.add([by_id]) == [Outcome.NEW]
        assert writer.add([by_id._replace(file="/b.jsonl")]) == [Outcome.KNOWN]


def test_a_file_is_forgotten_with_all_that_was_learned_from_it(path):
    with ArchiveWriter(path) as writer:
        writer.add([record("1", "Ann Marlow"), record("2", "Ann Marlow", "Jo Pike")])
        writer.add([record("1", "Ann Marlow", file="/b.txt")])
        assert writer.forget("/a.txt") == 2
        assert writer.forget("/a.txt") == 0
    assert held(path) == {"Ann Marlow": (1, 1, None, None)}


def test_documents_that_fail_in_the_middle_leave_nothing_behind(path):
    half = record("2", "Jo Pike")
    half = half._replace(sightings=(half.sightings[0]._replace(line=None),))
    with ArchiveWriter(path) as writer:
        writer.add([record("1", "Ann Marlow")])
        with pytest.raises(ArchiveError):
            writer.add([record("3", "Ann Marlow"), half])
        assert held(path) == {"Ann Marlow": (1, 1, None, None)}
        assert writer.add([record("3", "Ann Marlow")]) == [Outcome.NEW]


def test_a_writer_that_waits_too_long_says_that_the_archive_is_in_use(path, monkeypatch):
    monkeypatch.setattr(store, "_PATIENCE_SECONDS", 0.1)
    with ArchiveWriter(path) as writer:
        other = store.open_to_write(path)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveError, match="in use"):
            writer.add([record("1", "Ann Marlow")])
        # Whoever only reads is not kept waiting.
        assert held(path) == {}
        other.execute("COMMIT")
        other.close()
        assert writer.add([record("1", "Ann Marlow")]) == [Outcome.NEW]


def test_the_same_text_on_another_day_is_another_state_of_it():
    document = plain_document("Ann Marlow spoke.", "a.txt")
    file_day = [record_of(document, "/a.txt", day).digest for day in DAYS]
    assert len(set(file_day)) == 1
    documents = [plain_document("Ann Marlow spoke.", "a.txt") for _ in DAYS]
    for one, day in zip(documents, DAYS, strict=True):
        one.provenance = one.provenance._replace(day=day)
    assert len({record_of(one, "/a.txt", None).digest for one in documents}) == 3


def test_people_are_counted_with_and_without_middle_names(path):
    with ArchiveWriter(path) as writer:
        writer.add(
            [
                record(
                    "1", "Daniel Kurtzer", "Daniel C. Kurtzer", "Daniel C. Kurtzer", day=DAYS[0]
                ),
                record("2", "Daniel Kurtzer", "Daniel Pike", day=DAYS[2]),
                record("3", "Ann Kurtzer"),
            ]
        )
    archive = Archive(path)
    assert [(one.surname, one.uses, one.last) for one in archive.people("daniel")] == [
        ("Kurtzer", 4, DAYS[2]),
        ("Pike", 1, DAYS[2]),
    ]
    assert archive.people("nobody") == ()
    assert archive.uses("Kurtzer") == 5
    assert archive.uses("Kurtzer", "Daniel") == 4
    assert archive.uses("Kurzer") == 0


def judged(text, uses):
    """The doubted spelling and the reason, for every pair of spellings in a text."""
    given = {read_archive: archive_of(uses)} if uses is not None else {}
    read = Text(plain_document(text, "a.txt"), given=given)
    found = [*read_variants(read), *(varied.variants for varied in read_varied(read))]
    return [(one.first.text, one.second.text, one.reason) for one in found]


TIE = "Daniel Kurtzer spoke in Cairo. Later the crowd cheered for Daniel Kurzer."


def test_what_a_text_leaves_open_the_archive_decides():
    assert [reason for _, _, reason in judged(TIE, None)] == [None]
    assert [reason for _, _, reason in judged(TIE, {"Ann Marlow": 90})] == [None]
    ((doubted, other, reason),) = judged(TIE, {"Daniel Kurtzer": 50, "Daniel Kurzer": 2})
    assert (doubted, other) == ("Kurzer", "Kurtzer")
    assert "archive" in reason
    assert "50 times" in reason
    assert "2 times" in reason
    ((doubted, other, _),) = judged(TIE, {"Daniel Kurtzer": 2, "Daniel Kurzer": 50})
    assert (doubted, other) == ("Kurtzer", "Kurzer")


@pytest.mark.parametrize(
    "uses",
    [{"Daniel Kurtzer": 9, "Daniel Kurzer": 2}, {"Daniel Kurtzer": 4}, {"Ann Kurtzer": 900}],
    ids=["four to one", "hardly known", "somebody else"],
)
def test_an_archive_that_is_of_two_minds_decides_nothing(uses):
    assert [reason for _, _, reason in judged(TIE, uses)] == [None]


def test_what_a_text_decides_the_archive_leaves_alone():
    text = f"{TIE} Daniel Kurtzer left, and Kurtzer slept."
    ((doubted, _, reason),) = judged(text, {"Daniel Kurzer": 900})
    assert doubted == "Kurzer"
    assert "archive" not in reason


def test_an_archive_decides_between_accents():
    text = "Pedro Sánchez met the king. Critics of Pedro Sanchez jeered."
    found = judged(text, {"Pedro Sánchez": 40})
    assert [(doubted, other) for doubted, other, _ in found] == [("Pedro Sanchez", "Pedro Sánchez")]
    assert "archive" in found[0][2]


def test_given_names_are_counted_with_their_surname():
    text = "Friederich Shadid spoke in Cairo. The crowd cheered for Friedrich Shadid."
    assert [reason for *_, reason in judged(text, {"Friedrich Pike": 900})] == [None]
    ((doubted, other, reason),) = judged(text, {"Friedrich Shadid": 60})
    assert (doubted, other) == ("Friederich", "Friedrich")
    assert "archive" in reason
