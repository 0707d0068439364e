"""Asks a LanguageTool server about paragraphs, through language-tool-python."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from lintnews.backends.languagetool.state import read_state
from lintnews.backends.languagetool.version import version_of
from lintnews.backends.languagetool.wanted import Wanted

if TYPE_CHECKING:
    from language_tool_python import LanguageTool

T = TypeVar("T")
_TRIES = 3
_LOOK_SECONDS = 0.1
# A little more than the keeper gives a server to start.
_START_SECONDS = 150
# LanguageTool has about 250 MB, and a line may be slow.
_FETCH_SECONDS = 3600
_PAUSE_SECONDS = 0.5
# The keeper sees within a moment that a server died, unless the machine is very busy.
_NOTICE_SECONDS = 10
_MOST_REPLACEMENTS = 3
_LONGEST_REASON = 200
_SURROGATES = re.compile("[\ud800-\udfff]")
_BASIC = 0xFFFF
# A server that runs here is never asked through a proxy.
_NO_PROXY = {"http": "", "https": "", "all": ""}


class Match(NamedTuple):
    """What LanguageTool says of a stretch of a paragraph, offsets in code points of it."""

    start: int
    end: int
    rule: str
    category: str
    message: str
    replacements: tuple[str, ...]


class SilentError(RuntimeError):
    """LanguageTool does not answer, or not as it should; the message says why.

    ``lasting`` says that it will not answer to anything else either.
    """

    def __init__(self, reason: str, *, lasting: bool) -> None:
        super().__init__(reason)
        self.lasting = lasting


class Client:
    """Asks a server, and asks again if it died and was started anew.

    Args:
        wanted: which server, and how it is asked.
    """

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._tools: dict[str, LanguageTool] = {}
        # The starts of the server that was asked last, and of the one that was found dead.
        self._starts = 0
        self._dead = 0

    def matches(self, paragraph: str, language: str) -> tuple[Match, ...]:
        """What LanguageTool says of a paragraph, in order.

        Args:
            paragraph: the paragraph.
            language: the language that it is in, as LanguageTool knows it ("en-GB").

        Raises:
            SilentError: it does not answer, or not as it should.
        """
        # Half of a pair is no character that can be sent.
        sent = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", paragraph)
        return self._asked(lambda tool: _matches(tool.check(sent), sent), language)

    def version(self) -> str | None:
        """The version of the server, None if it does not tell.

        Raises:
            SilentError: there is no server and will be none.
        """
        return version_of(self.address(), local=self._wanted.server is None)

    def address(self) -> str:
        """The address of the server, once it is known; not of one that is dead.

        Raises:
            SilentError: there is none and there will be none.
        """
        if self._wanted.server is not None:
            return self._wanted.server
        assert self._wanted.state is not None
        began = time.monotonic()
        while True:
            state, waited = read_state(self._wanted.state), time.monotonic() - began
            if state is not None and state.failed is not None:
                raise SilentError(state.failed, lasting=True)
            # One that still runs only did not listen for a moment.
            if (
                state is not None
                and state.url is not None
                and (state.starts > self._dead or waited > _NOTICE_SECONDS)
            ):
                self._starts = state.starts
                return f"{state.url}/"
            fetching = state is not None and state.fetching
            if waited > (_FETCH_SECONDS if fetching else _START_SECONDS):
                raise SilentError("no server was started", lasting=True)
            time.sleep(_LOOK_SECONDS)

    def _asked(self, question: Callable[[LanguageTool], T], language: str) -> T:
        from language_tool_python.exceptions import LanguageToolError, RateLimitError

        reason = ""
        for count in range(_TRIES):
            try:
                return question(self._ready(language))
            except RateLimitError as error:
                raise SilentError("it allows no more requests for now", lasting=True) from error
            except (LanguageToolError, OSError) as error:
                reason, lasting = _told(error), _is_gone(error)
                if not lasting:
                    break
                if _is_slow(error):
                    reason = f"it did not answer within {self._wanted.timeout:g} seconds"
                    lasting = False
                    break
            except (LookupError, TypeError, ValueError, AttributeError) as error:
                reason, lasting = f"its answer cannot be understood ({_told(error)})", False
                break
            self._tools, self._dead = {}, self._starts
            if count + 1 < _TRIES:
                time.sleep(_PAUSE_SECONDS)
        raise SilentError(reason, lasting=lasting)

    def _ready(self, language: str) -> LanguageTool:
        if language not in self._tools:
            self._tools[language] = _tool(self.address(), language, self._wanted)
        return self._tools[language]


def download() -> Path:
    """The folder of the LanguageTool that language-tool-python fetches, if it is not there yet.

    It is the one that LTP_JAR_DIR_PATH names, or else in the folder that LTP_PATH names.
    """
    from language_tool_python.download_lt import LTP_DOWNLOAD_VERSION, LocalLanguageTool

    if named := os.environ.get("LTP_JAR_DIR_PATH"):
        return Path(named)
    local = LocalLanguageTool.from_version_name(LTP_DOWNLOAD_VERSION)
    local.download()
    return Path(local.get_directory_path())


def _tool(url: str, language: str, wanted: Wanted) -> LanguageTool:
    # Imported here because it is an extra, and takes a third of a second.
    from language_tool_python import LanguageTool

    class Tool(LanguageTool):
        _TIMEOUT = wanted.timeout  # type: ignore[assignment]

    proxies = None if wanted.server is not None else _NO_PROXY
    return Tool(language, remote_server=url, proxies=proxies)


def _matches(found: list[Any], paragraph: str) -> tuple[Match, ...]:
    return tuple(sorted(_match(one, paragraph) for one in found))


def _match(found: Any, paragraph: str) -> Match:
    """A match; language-tool-python counts its start in code points, its length as Java does.

    Raises:
        ValueError: it does not lie in the paragraph.
    """
    start, units = found.offset, found.error_length
    end = start
    while units > 0 and end < len(paragraph):
        units -= 2 if ord(paragraph[end]) > _BASIC else 1
        end += 1
    if not 0 <= start < end or units > 0:
        raise ValueError(f"a match at {start} with a length of {found.error_length}")
    replacements = tuple(str(one) for one in found.replacements[:_MOST_REPLACEMENTS])
    return Match(
        start, end, str(found.rule_id), str(found.category), str(found.message), replacements
    )


def _is_gone(error: Exception) -> bool:
    """Whether there was no answer; one that is no JSON is an error of both kinds."""
    cause = error.__cause__ or error
    return isinstance(cause, OSError) and not isinstance(cause, ValueError)


def _is_slow(error: Exception) -> bool:
    from requests.exceptions import Timeout

    return isinstance(error.__cause__ or error, Timeout)


def _told(error: BaseException) -> str:
    """What an error says, in one short line; of one that no answer came, what was behind it."""
    if isinstance(error, Exception) and _is_gone(error):
        while (deeper := error.__cause__ or error.__context__) is not None:
            error = deeper
    return " ".join(str(error).split())[:_LONGEST_REASON] or type(error).__name__
