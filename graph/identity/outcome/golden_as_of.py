"""Golden records as of a date: the values that the journal gives for a time, by the rules of today."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson
import pyarrow as pa

from graph.identity.clusters.owned import OWNED_VIEWS, known_then, look_up_owned
from graph.identity.outcome.golden import golden_values
from graph.identity.rules import rules_in_force
from graph.journal import Journal
from graph.journal.tables.order import event_versions_sql, record_versions_sql
from graph.journal.tables.times import in_utc
from graph.model.traits import merged, node_properties

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from graph.settings import Settings

_SAID = ("stored_records", "stored_events", "runs")

_ADDED = "placed_at, stated_at, versions"
_STATED = "SELECT * EXCLUDE ({added}) FROM ({versions}) WHERE stated_at <= getvariable('stated_by')"
_RECEIVED = f"(FROM {{}} WHERE {known_then('recorded_at')})"
_VERSIONS = {"stored_records": record_versions_sql, "stored_events": event_versions_sql}


@dataclass(frozen=True, slots=True)
class Moment:
    """A time on two axes: `at` by when sources had stated something, `known` by when we had learned it and
    knew whose it is; None for today."""

    at: datetime
    known: datetime | None = None


def read_golden_record(settings: Settings, customer: str, moment: Moment) -> dict[str, Any] | None:
    """Who a customer was said to be at a moment: `id`, `record_count`, `observed_at`, `quality` with its
    parts, the attributes of golden records, `provenance` and `traits` as the graph has them; None where
    nothing was known of anybody under that name.

    `customer` may be an id that was retired, or one of the records, source:source_id. What was taken back,
    ended or erased since does not count. Statements without a time are of when they were received.
    """
    journal, rules = Journal.open(settings), rules_in_force(settings)
    id_, records = _whose(journal, customer, moment)
    if not records:
        return None
    with closing(journal.connect(only=records, views=_SAID)) as connection:
        _set(connection, moment)
        _show_then(connection, id_, records)
        found = golden_values(connection, rules, [id_]).to_pylist()
    return _as_stored(journal, found[0]) if found else None


def _whose(journal: Journal, customer: str, moment: Moment) -> tuple[str, list[str]]:
    """The customer that a name stood for, and the records that were theirs."""
    nearby = journal.nearby(OWNED_VIEWS, ("assignments",))
    with closing(nearby.connection):
        return look_up_owned(nearby, customer, moment.known)


def _set(connection: DuckDBPyConnection, moment: Moment) -> None:
    connection.execute("SET VARIABLE stated_by = ?::TIMESTAMPTZ", [moment.at])
    connection.execute("SET VARIABLE known_by = ?::TIMESTAMPTZ", [moment.known])


def _show_then(connection: DuckDBPyConnection, id_: str, records: Sequence[str]) -> None:
    """Let the journal's views be made of what was stated and known by the moment, of one customer."""
    for table, versions in _VERSIONS.items():
        then = _STATED.format(added=_ADDED, versions=versions(_RECEIVED.format(table)))
        connection.execute(f"CREATE TEMP TABLE told_{table} AS {then}")
    for table in _VERSIONS:
        connection.execute(f"CREATE TEMP VIEW {table} AS FROM told_{table}")
    connection.register("own_records", pa.table({"record_id": pa.array(records, pa.string())}))
    connection.execute(
        "CREATE TEMP TABLE assignments AS SELECT record_id, ?::VARCHAR AS customer_id FROM own_records", [id_]
    )


def _as_stored(journal: Journal, golden: dict[str, Any]) -> dict[str, Any]:
    """A golden record with its traits as nodes of the graph have them, of the types that are declared now."""
    stated = orjson.loads(golden["traits"] or "{}")
    declared = merged(trait for _, trait in journal.traits()) if stated else {}
    told = {name: in_utc(value) for name, value in golden.items()}
    return told | {"traits": node_properties(stated, declared)["traits"]}
