"""Which rows of the journal's tables are a person's, as SQL.

The conditions name the tables `gone_records`, `gone_customers`, `gone_values` (kind, value), `gone_events`
(kind, key), which `register` makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import duckdb
import pyarrow as pa

from graph.journal.withdrawing.ended import ERASED_CUSTOMER

_RECORD = "coalesce({0} IN (FROM gone_records), FALSE)"
_PAIR = f"{_RECORD.format('record_l')} OR {_RECORD.format('record_r')}"
_CUSTOMER = "coalesce({0} IN (FROM gone_customers), FALSE)"
_EVENT = "coalesce((kind, key) IN (SELECT (kind, key) FROM gone_events), FALSE)"
_ENDED = f"kind = '{ERASED_CUSTOMER}' AND {_CUSTOMER.format('key')}"
_SENDER = " OR ".join(
    _RECORD.format(f"source || ':' || {name}") for name in ("user_id", "split_part(anonymous_id, '#', 1)")
)

ROWS = {
    "records": _RECORD.format("record_id"),
    "events": f"{_RECORD.format('record_id')} OR {_EVENT} OR ({_ENDED})",
    "messages": _SENDER,
    "assignments": f"{_RECORD.format('record_id')} OR {_CUSTOMER.format('customer_id')}",
    "households": _CUSTOMER.format("customer_id"),
    "aliases": f"{_CUSTOMER.format('retired_id')} OR {_CUSTOMER.format('surviving_id')}",
    "links": _PAIR,
    "judgements": _PAIR,
    "review_cases": f"{_PAIR} OR coalesce((identifier_kind, identifier_value) IN (FROM gone_values), FALSE)",
    "shared_values": "coalesce((kind, value) IN (FROM gone_values), FALSE)",
}
"""SQL for whether a row is the person's, by table."""


def counts_sql(table: str) -> str:
    """SQL for how many rows of `whole_TABLE` are the person's."""
    return f"SELECT count(*) FROM whole_{table} WHERE {ROWS[table]}"  # noqa: S608 - names of our own


class ErasedEntities(Protocol):
    """What of people goes: records, customers, identifiers of nobody else, events that name them."""

    @property
    def records(self) -> Sequence[str]:
        """Ids of records."""

    @property
    def customers(self) -> Sequence[str]:
        """Ids of customers, be they retired."""

    @property
    def values(self) -> Sequence[tuple[str, str]]:
        """Kind and value of identifiers."""

    @property
    def events(self) -> Sequence[tuple[str, str]]:
        """Kind and key of events that are about others, or about no record."""


def register(connection: duckdb.DuckDBPyConnection, subject: ErasedEntities) -> None:
    """Make the tables that the conditions name, of a person or several."""
    pairs = {"gone_values": ("kind", "value"), "gone_events": ("kind", "key")}
    lists = {
        "gone_records": _columns(("record_id",), [(it,) for it in subject.records]),
        "gone_customers": _columns(("customer_id",), [(it,) for it in subject.customers]),
        "gone_values": _columns(pairs["gone_values"], subject.values),
        "gone_events": _columns(pairs["gone_events"], subject.events),
    }
    for name, rows in lists.items():
        connection.register(f"arrow_{name}", rows)
        connection.execute(f"CREATE TEMP TABLE {name} AS FROM arrow_{name}")
        connection.unregister(f"arrow_{name}")


def _columns(names: Sequence[str], rows: Sequence[tuple[str, ...]]) -> pa.Table:
    return pa.table({name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(names)})
