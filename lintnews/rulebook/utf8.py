"""The text of a file that must be UTF-8; what is none is refused with its name and line."""

from __future__ import annotations

from pathlib import Path

from lintnews.rulebook.errors import RuleError

# A list of names or a rule is far smaller; what is larger was named by mistake.
_LARGEST = 64 * 2**20


def read_utf8(path: Path) -> str:
    """The text of a file, without a byte order mark.

    Raises:
        RuleError: the file is no UTF-8, or larger than 64 MiB.
        OSError: the file cannot be read.
    """
    if path.stat().st_size > _LARGEST:
        raise RuleError(path, 1, f"the file is larger than {_LARGEST >> 20} MiB")
    data = path.read_bytes()
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"the byte {data[error.start]:#04x} is no UTF-8; save the file as UTF-8"
        raise RuleError(path, line, reason) from error
