"""The cache's file: shared, of bounded size, and never in the way."""

import itertools
import sqlite3
import subprocess
import sys

import pytest

from lintnews.cache import store as module
from lintnews.cache.store import Store

FILE = "outcomes-1.db"


def found(store, keys):
    """What a store holds under some keys; it says so before it gives it."""
    held = store.holds(keys)
    values = {key: store.get(key) for key in keys}
    assert {key for key, value in values.items() if value is not None} == held
    return {key: values[key] for key in held}


def test_what_was_kept_is_there_in_the_next_run(tmp_path):
    first = Store(tmp_path / "cache")
    first.put({b"a": b"1", b"b": b"2"})
    first.close()
    assert found(Store(tmp_path / "cache"), [b"a", b"c"]) == {b"a": b"1"}


def test_more_keys_than_one_question_can_hold(tmp_path):
    store = Store(tmp_path)
    values = {str(number).encode(): b"x" for number in range(1200)}
    store.put(values)
    assert found(store, values) == values


def test_asking_makes_no_file(tmp_path):
    assert found(Store(tmp_path / "cache"), [b"a"]) == {}
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("damage", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_made_anew(tmp_path, damage):
    (tmp_path / FILE).write_bytes(damage)
    store = Store(tmp_path)
    assert found(store, [b"a"]) == {}
    store.put({b"a": b"1"})
    store.close()
    assert found(Store(tmp_path), [b"a"]) == {b"a": b"1"}


def test_a_file_that_was_cut_in_half_is_made_anew(tmp_path):
    store = Store(tmp_path)
    store.put({str(number).encode(): bytes(500) for number in range(300)})
    store.close()
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[: len(whole) // 2])
    again = Store(tmp_path)
    found(again, [b"1", b"299"])
    again.put({b"a": b"1"})
    again.put({b"b": b"2"})
    assert found(again, [b"b"]) == {b"b": b"2"}


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path):
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file" / "cache")
    store.put({b"a": b"1"})
    assert found(store, [b"a"]) == {}


def test_what_was_used_longest_ago_goes_first(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_MOST_BYTES", 100_000)
    store = Store(tmp_path)
    clock = itertools.count(1_000_000, 100_000)
    monkeypatch.setattr(module.time, "time", lambda: next(clock))
    store.put({b"old": bytes(1000)})
    for number in range(30):
        store.put({f"{number}".encode(): bytes(5000)})
        found(store, [b"0"])
    assert b"old" not in found(store, [b"old"])
    assert {b"0", b"29"} <= set(found(store, [b"0", b"29"]))
    with sqlite3.connect(tmp_path / FILE) as connection:
        (held,) = connection.execute("SELECT sum(length(value)) FROM outcome").fetchone()
    assert held <= 100_000


WRITER = """
import sys
from pathlib import Path
from lintnews.cache.store import Store
for number in range(50):
    Store(Path(sys.argv[1])).put({f"{sys.argv[2]}{number}".encode(): b"x"})
"""


def test_several_runs_write_at_once(tmp_path):
    runs = [subprocess.Popen([sys.executable, "-c", WRITER, tmp_path, name]) for name in "abc"]
    assert [run.wait() for run in runs] == [0, 0, 0]
    keys = [f"{name}{number}".encode() for name in "abc" for number in range(50)]
    assert len(found(Store(tmp_path), keys)) == 150


def test_clearing_frees_the_room(tmp_path):
    store = Store(tmp_path)
    store.put({b"a": bytes(10_000)})
    assert store.clear() > 10_000
    assert found(store, [b"a"]) == {}
    assert store.clear() == 0
