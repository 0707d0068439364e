"""What a file says of an article besides its text: which record it is, its id, and its day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

# From here on a number cannot count seconds since 1970 in this millennium: it counts milliseconds.
_MILLISECONDS = 100_000_000_000


class ProvenanceFields(NamedTuple):
    """The fields of a record that hold its id and its date, those inside others with dots."""

    id: str | None = None
    date: str | None = None


class Provenance(NamedTuple):
    """Where an article comes from.

    ``record`` tells it from the others of its file ("line 17", empty if it is the whole file), or
    from all others if ``by_id`` says that it is an id. ``day`` is None where the file gives none.
    """

    record: str = ""
    by_id: bool = False
    day: date | None = None


NO_PROVENANCE = Provenance()
NO_FIELDS = ProvenanceFields()


def read_provenance(record: Mapping[str, Any], place: str, fields: ProvenanceFields) -> Provenance:
    """The provenance of a record that stands at a place such as "line 17".

    Raises:
        ValueError: the record has no id, or its date is none.
    """
    day = None
    if fields.date is not None and (value := field_value(record, fields.date)) is not None:
        day = _day(value, fields.date)
    if fields.id is None:
        return Provenance(place, False, day)
    identity = field_value(record, fields.id)
    if isinstance(identity, bool) or not isinstance(identity, str | int) or identity == "":
        raise ValueError(f"the field {fields.id} holds no id, which is a string or a whole number")
    return Provenance(f"id {identity}", True, day)


def of_field(provenance: Provenance, field: str, fields: Sequence[str]) -> Provenance:
    """The provenance of the text in one field of a record, some of whose fields hold texts."""
    return (
        provenance._replace(record=f"{provenance.record}, {field}")
        if len(fields) > 1
        else provenance
    )


def field_value(record: Mapping[str, Any], field: str) -> Any:
    """The value of a field, None if there is none; a name with dots leads inside other fields."""
    if field in record:
        return record[field]
    value: Any = record
    for key in field.split("."):
        if not isinstance(value, Mapping) or key not in value:
            return None
        value = value[key]
    return value


def _day(value: object, field: str) -> date:
    try:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, str):
            return datetime.fromisoformat(value.strip()).date()
        if isinstance(value, int | float) and not isinstance(value, bool):
            seconds = value / 1000 if abs(value) >= _MILLISECONDS else value
            return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        pass
    raise ValueError(
        f"the field {field} holds no date such as 2024-05-31, 2024-05-31T08:30:00Z "
        "or the seconds since 1970"
    )
