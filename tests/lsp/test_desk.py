"""When texts are linted: how often, which version, and what becomes of failures."""

import asyncio
import threading
import time

import pytest

from lintnews.lsp.buffers import Buffer
from lintnews.lsp.desk import Desk

DELAY = 0.05


class Office:
    """A desk whose linter can be held up, and what it was told."""

    def __init__(self, delay=DELAY):
        self.linted = []
        self.found = []
        self.failed = []
        self.go = threading.Event()
        self.go.set()
        self.desk = Desk(
            self.lint,
            lambda buffer, result: self.found.append((buffer.version, result)),
            lambda buffer, error: self.failed.append((buffer.version, str(error))),
            lambda: delay,
        )

    def lint(self, buffer):
        self.linted.append(buffer.version)
        assert self.go.wait(10)
        if buffer.text == "bad":
            raise ValueError("a bad text")
        return buffer.text.upper()

    def put(self, version, text="a", **options):
        self.desk.put(Buffer("file:///a.txt", "plaintext", version, text, "utf-16"), **options)

    async def until(self, told):
        async with asyncio.timeout(10):
            while not told():
                await asyncio.sleep(0.005)


def test_of_many_changes_the_last_is_linted_and_no_other():
    async def work():
        office = Office()
        for version in range(50):
            office.put(version)
            await asyncio.sleep(0)
        await office.until(lambda: office.found)
        assert (office.linted, office.found) == ([49], [(49, "A")])

    asyncio.run(work())


def test_what_was_found_in_an_old_version_is_thrown_away():
    async def work():
        office = Office(delay=0)
        office.go.clear()
        office.put(1)
        await office.until(lambda: office.linted)
        office.put(2)
        office.put(3)
        await asyncio.sleep(DELAY)
        office.go.set()
        await office.until(lambda: office.found)
        await asyncio.sleep(DELAY)
        assert (office.linted, office.found) == ([1, 3], [(3, "A")])

    asyncio.run(work())


def test_a_text_that_fails_is_told_and_the_next_one_is_linted():
    async def work():
        office = Office(delay=0)
        office.put(1, "bad")
        await office.until(lambda: office.failed)
        assert office.failed == [(1, "a bad text")]
        assert await office.desk.settled("file:///a.txt") is None
        office.put(2, "good")
        await office.until(lambda: office.found)
        assert office.found == [(2, "GOOD")]

    asyncio.run(work())


def test_a_text_that_was_closed_is_not_told_of():
    async def work():
        office = Office(delay=0)
        office.go.clear()
        office.put(1)
        await office.until(lambda: office.linted)
        office.desk.drop("file:///a.txt")
        office.go.set()
        await asyncio.sleep(DELAY)
        assert office.found == []
        assert list(office.desk) == []

    asyncio.run(work())


@pytest.mark.parametrize("closing", [False, True])
def test_who_asks_does_not_wait_for_the_delay(closing):
    async def work():
        office = Office(delay=60)
        office.put(1)
        assert office.desk.known("file:///a.txt") is None
        began = time.monotonic()
        asked = asyncio.create_task(office.desk.settled("file:///a.txt"))
        await asyncio.sleep(0)
        if closing:
            office.desk.drop("file:///a.txt")
        found = await asyncio.wait_for(asked, 10)
        assert found is None if closing else (found[0].version, found[1]) == (1, "A")
        assert time.monotonic() - began < 10

    asyncio.run(work())


def test_who_asks_gets_the_version_that_came_meanwhile():
    async def work():
        office = Office(delay=60)
        office.put(1)
        asked = asyncio.create_task(office.desk.settled("file:///a.txt"))
        await asyncio.sleep(0)
        office.put(2, "new")
        buffer, result = await asyncio.wait_for(asked, 10)
        assert (buffer.version, result) == (2, "NEW")

    asyncio.run(work())
