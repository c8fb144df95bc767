"""Records of the journal as look-ups ask for them, with the customers that they have."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_hex

import duckdb

from graph.entries import Identifier, Origin, RecordVersion
from graph.identity.clusters.stable_ids import new_id
from graph.journal.tables.schema import PERSON_COLUMNS

VIEWS = ("records", "identifiers", "stored_assignments")
"""Views that `named_records` reads."""

_ORIGIN = Origin("", 0)
_NAMED = f"""
SELECT record_id, source, source_id, struct_pack({", ".join(PERSON_COLUMNS)}) AS attributes, observed_at,
    customer_id
FROM records LEFT JOIN (
    SELECT record_id, arg_max(customer_id, valid_from) AS customer_id FROM stored_assignments
    SEMI JOIN chosen_records USING (record_id) GROUP BY record_id
) USING (record_id) ORDER BY record_id
"""  # noqa: S608 - the model's names
_USES = "SELECT record_id, kind, value FROM identifiers"
_OF_DEVICES = frozenset({"cookie", "device"})
"""Kinds of identifiers that tell nothing of who somebody is."""

Value = tuple[str, str]
"""An identifier: its kind and its value."""


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A record as it is now, and the customer that it ever got, if it did."""

    record: RecordVersion
    customer_id: str | None
    own_id: str = field(default_factory=lambda: new_id(token_hex(16), ""))
    """The id that a customer of its own would get."""

    @property
    def id(self) -> str:
        """Source and key of the record, as `source:source_id`."""
        return f"{self.record.source}:{self.record.source_id}"

    @property
    def is_bare(self) -> bool:
        """Whether nothing is known but devices."""
        kinds = {each.kind for each in self.record.identifiers}
        return bool(kinds) and kinds <= _OF_DEVICES and not self.record.attributes


def named_records(connection: duckdb.DuckDBPyConnection) -> list[NamedRecord]:
    """All records of a connection to a part of the journal."""
    uses: dict[str, list[Identifier]] = {}
    for record_id, kind, value in connection.execute(_USES).fetchall():
        uses.setdefault(record_id, []).append(Identifier(kind, value))
    return [
        NamedRecord(
            RecordVersion(
                *(source, source_id),
                {name: value for name, value in attributes.items() if value is not None},
                tuple(uses.get(record_id, ())),
                observed_at,
                _ORIGIN,
            ),
            customer_id,
        )
        for record_id, source, source_id, attributes, observed_at, customer_id in connection.execute(
            _NAMED
        ).fetchall()
    ]


def values_of(record: RecordVersion) -> set[Value]:
    """The identifiers of a record."""
    return {(each.kind, each.value) for each in record.identifiers}
