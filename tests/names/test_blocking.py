"""Blocking: which names are worth comparing."""

import random
import time

from lintnews.names.blocking import alike


def test_names_that_sound_alike_or_share_letters_meet():
    pairs = set(alike(["kurtzer", "kurzer", "pharaoh", "pharaon", "obama"]))
    assert pairs == {("kurtzer", "kurzer"), ("pharaoh", "pharaon")}


def test_short_names_meet_nobody():
    assert list(alike(["kim", "kin"])) == []


def test_the_work_does_not_grow_with_the_square_of_the_names():
    letters = random.Random(3)
    names = ["".join(letters.choices("aehiknorst", k=8)) for _ in range(40_000)]
    begin = time.process_time()
    sum(1 for _ in alike(names[:10_000]))
    few = time.process_time() - begin
    begin = time.process_time()
    sum(1 for _ in alike(names))
    assert time.process_time() - begin < 9 * few
