"""The texts that are open, each linted when it has been still for a moment.

A worker thread lints one text after another, so that whoever writes never waits. The newest version
of a text wins: one that was overtaken is not linted any more, and if it was being linted, what was
found is thrown away.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Generic, TypeVar

from lintnews.lsp.buffers import Buffer

T = TypeVar("T")
R = TypeVar("R")


class _Open(Generic[R]):
    """One version of a text, and what was found in it as soon as that is known."""

    def __init__(self, buffer: Buffer) -> None:
        self.buffer = buffer
        self.hurry = asyncio.Event()
        self.result: R | None = None
        self.task: asyncio.Task[None] | None = None


class Desk(Generic[R]):
    """The texts that are open. All but ``lint`` runs in the thread of the event loop.

    Args:
        lint: finds what is wrong with a text; called in the worker thread.
        found: is told what was found in the newest version of a text.
        failed: is told of a text that could not be linted, and why.
        delay: says for how many seconds a text must be still.
    """

    def __init__(
        self,
        lint: Callable[[Buffer], R],
        found: Callable[[Buffer, R], None],
        failed: Callable[[Buffer, Exception], None],
        delay: Callable[[], float],
    ) -> None:
        self._lint = lint
        self._found = found
        self._failed = failed
        self._delay = delay
        self._worker = ThreadPoolExecutor(1, "lintnews")
        self._open: dict[str, _Open[R]] = {}

    def __iter__(self) -> Iterator[Buffer]:
        """The texts that are open."""
        return iter([each.buffer for each in self._open.values()])

    def get(self, uri: str) -> Buffer | None:
        """The newest version of a text, None if it is not open."""
        return self._open[uri].buffer if uri in self._open else None

    def put(self, buffer: Buffer, *, at_once: bool = False) -> None:
        """Take a new version of a text, or the first one."""
        self.drop(buffer.uri)
        each: _Open[R] = _Open(buffer)
        self._open[buffer.uri] = each
        if at_once:
            each.hurry.set()
        each.task = asyncio.get_running_loop().create_task(self._run(each))

    def put_all_again(self) -> None:
        """Lint all texts anew, since something else has changed than the texts."""
        for buffer in self:
            self.put(buffer, at_once=True)

    def drop(self, uri: str) -> None:
        """Forget a text, which was closed."""
        each = self._open.pop(uri, None)
        if each is not None and each.task is not None:
            each.task.cancel()

    def known(self, uri: str) -> tuple[Buffer, R] | None:
        """The newest version of a text and what was found in it, None as long as it is unknown."""
        each = self._open.get(uri)
        return None if each is None or each.result is None else (each.buffer, each.result)

    async def settled(self, uri: str) -> tuple[Buffer, R] | None:
        """The same, but waited for; None if the text is closed or could not be linted."""
        while (each := self._open.get(uri)) is not None and each.result is None:
            each.hurry.set()
            assert each.task is not None
            await asyncio.wait([each.task])
            if self._open.get(uri) is each:
                break
        return self.known(uri)

    async def work(self, job: Callable[[], T]) -> T:
        """Do something else in the worker thread, and wait for it."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, job)

    async def _run(self, each: _Open[R]) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(each.hurry.wait(), self._delay())
        try:
            result = await self.work(lambda: self._lint(each.buffer))
            if self._open.get(each.buffer.uri) is each:
                each.result = result
                self._found(each.buffer, result)
        except Exception as error:
            self._failed(each.buffer, error)
