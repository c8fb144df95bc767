"""Which records are a customer's, by any name: looked up, and not found by a look at those of everybody."""

from __future__ import annotations

from datetime import datetime

import duckdb

from graph.identity.clusters.stable_ids import CHAIN, resolve_id
from graph.journal.reading.finding import of_customer, of_record
from graph.journal.reading.nearby import NearbyRows
from graph.journal.reading.views_sql import customers_sql

OWNED_VIEWS = ("stored_assignments", "aliases")
"""Views of the journal that a room needs; rows of the table `assignments` are looked up in it."""


def known_then(column: str) -> str:
    """SQL: what was learned at a time in this column was known by `known_by`, if that is set."""
    return f"coalesce({column} <= getvariable('known_by'), getvariable('known_by') IS NULL)"


_THEN = (
    f"""CREATE TEMP VIEW assignment_history AS
        FROM near_assignments WHERE {known_then("valid_from")}""",
    f"""CREATE TEMP TABLE known_aliases AS FROM aliases WHERE {known_then('"at"')}""",
    "CREATE TEMP VIEW aliases AS FROM known_aliases",
)
_OF_RECORD = f"SELECT {of_record('$named')} AS number"
_OF_CHAIN = f"WITH RECURSIVE {CHAIN} SELECT {of_customer('customer_id')} AS number FROM chain"  # noqa: S608 - SQL of this package
_OF_CUSTOMER = f"SELECT {of_customer('$id')} AS number"
_OF_THEIR_RECORDS = f"SELECT {of_record('record_id')} AS number FROM near_assignments"  # noqa: S608 - as above
_OWNERS = f"({customers_sql('assignment_history')})"
_OWNER = f"SELECT customer_id FROM {_OWNERS} WHERE record_id = $named"  # noqa: S608 - as above
_RECORDS = f"SELECT record_id FROM {_OWNERS} WHERE customer_id = $id ORDER BY record_id"  # noqa: S608 - as above


def look_up_owned(nearby: NearbyRows, named: str, known: datetime | None = None) -> tuple[str, list[str]]:
    """The customer that a name stands for, and the ids of the records that are theirs, sorted: none where
    there is nobody of that name. Whose they were believed to be by the time `known`, if it is given.

    `named` may be an id that was retired, or one of the records, source:source_id. Makes the views
    `assignment_history`, of what was looked up, and `aliases` temporary ones of the room.
    """
    connection = nearby.connection
    connection.execute("SET VARIABLE known_by = ?::TIMESTAMPTZ", [known])
    for sql in _THEN:
        connection.execute(sql)
    id_ = _owner(nearby, named) if ":" in named else _resolved(nearby, named)
    if id_ is None:
        return named, []
    nearby.look_up("assignments", _OF_CUSTOMER, params={"id": id_})
    nearby.look_up("assignments", _OF_THEIR_RECORDS)
    return id_, [record for (record,) in connection.execute(_RECORDS, {"id": id_}).fetchall()]


def _owner(nearby: NearbyRows, record: str) -> str | None:
    nearby.look_up("assignments", _OF_RECORD, params={"named": record})
    return _first(nearby.connection.execute(_OWNER, {"named": record}))


def _resolved(nearby: NearbyRows, customer: str) -> str | None:
    nearby.look_up("assignments", _OF_CHAIN, params={"id": customer})
    nearby.look_up("assignments", _OF_THEIR_RECORDS)
    return resolve_id(nearby.connection, customer)


def _first(found: duckdb.DuckDBPyConnection) -> str | None:
    row = found.fetchone()
    return row[0] if row else None
