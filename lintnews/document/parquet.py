"""The reader of Parquet: an article a row, read a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lintnews.document.document import Document
from lintnews.document.fields import listed
from lintnews.document.plain import plain_document
from lintnews.document.provenance import field_value, of_field, read_provenance
from lintnews.document.reading import Bytes, Reading
from lintnews.model import Problem

if TYPE_CHECKING:
    import pyarrow.parquet as pq

_ROWS_AT_ONCE = 64


def read_parquet(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    """The articles in a Parquet file, in bounded memory; what can't be read is a problem.

    A document's offsets and lines count inside its text; its path names the row, from 1. A row
    whose text is longer than ``reading.max_size`` bytes, or is no text, is a problem, and the
    others are read all the same.

    Raises:
        ModuleNotFoundError: pyarrow, the optional part that reads Parquet, is not installed.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not getattr(stream, "seekable", bool)():
        reason = "Parquet is read from its end, so that it cannot come from here; name a file"
        yield Problem(path=name, reason=reason)
        return
    try:
        with pq.ParquetFile(stream) as file:
            missing = _missing(file, reading)
            if missing is not None:
                yield Problem(path=name, reason=missing)
                return
            number = 0
            for batch in file.iter_batches(_ROWS_AT_ONCE, columns=_columns(reading)):
                for index in range(batch.num_rows):
                    number += 1
                    yield from _row(batch, index, name, number, reading)
    except (OSError, pa.ArrowException) as error:
        said = " ".join(str(error).split()) or type(error).__name__
        yield Problem(path=name, reason=f"it cannot be read as Parquet: {said}")


def _columns(reading: Reading) -> list[str]:
    return [name for name in (*reading.fields, *reading.provenance) if name is not None]


def _missing(file: pq.ParquetFile, reading: Reading) -> str | None:
    """What to say of a field that no row can have."""
    leaves = [file.schema.column(index).path for index in range(len(file.schema.names))]
    for name in _columns(reading):
        if not any(leaf == name or leaf.startswith(f"{name}.") for leaf in leaves):
            option = {reading.provenance.id: "--id-field", reading.provenance.date: "--date-field"}
            return (
                f"the file has no column {name} ({option.get(name, '--field')} names another); "
                f"its columns are {listed(sorted(leaves))}"
            )
    return None


def _row(
    batch: Any, index: int, name: str, number: int, reading: Reading
) -> Iterator[Document | Problem]:
    place = f"row {number}"
    path = f"{name}, {place}"
    try:
        record = {
            column: batch.column(at)[index].as_py() for at, column in enumerate(batch.schema.names)
        }
        provenance = read_provenance(record, place, reading.provenance)
    except UnicodeDecodeError:
        yield Problem(path=path, reason="the bytes of a text here are no UTF-8")
        return
    except ValueError as error:
        yield Problem(path=path, reason=str(error))
        return
    for field in reading.fields:
        value = field_value(record, field)
        fault = _fault(value, field, reading.max_size)
        if fault is not None:
            yield Problem(path=path, reason=fault)
            continue
        document = plain_document(value, path)
        document.provenance = of_field(provenance, field, reading.fields)
        yield document


def _fault(value: object, field: str, max_size: int) -> str | None:
    if not isinstance(value, str):
        return f"the column {field} holds no text here"
    size = len(value.encode("utf-8"))
    if size > max_size:
        return (
            f"the text is {size:,} bytes long, more than the {max_size:,} that are read; "
            "--max-size raises the limit"
        )
    return None
