"""Customers made anew from the journal: golden records, interests, and who brought whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import duckdb
import orjson
import pyarrow as pa

import cypher
from graph.batches import batched
from graph.journal.reading.contracts import TIMES
from graph.journal.reading.traits import declared_traits
from graph.journal.tables.times import in_utc
from graph.model import MODEL
from graph.model.traits import Trait, node_properties
from graph.projection.writing.batch import GraphBatch
from graph.projection.writing.writer import Row, Writer


class Golden(Protocol):
    """What makes golden records."""

    def __call__(self, connection: duckdb.DuckDBPyConnection, customer_ids: Sequence[str], /) -> pa.Table:
        """The golden records of customers, given by id: columns are Customer properties, `id` among them.
        Customers without any record have no row."""

    def interests(self, connection: duckdb.DuckDBPyConnection, customer_ids: Sequence[str], /) -> pa.Table:
        """What customers, given by id, are interested in: customer_id, label and id of the node, and the
        properties of the edge."""

    @property
    def fingerprint(self) -> str:
        """Tells the rules from others that may make other records."""

    @property
    def half_life(self) -> timedelta:
        """The time in which interests fade to their half."""

    def lapsed_before(self, connection: duckdb.DuckDBPyConnection, /) -> datetime | None:
        """The time before which a customer must have bought last to count as lapsed; None if nobody can."""


PORTION = 50_000
"""Customers that are made anew at a time."""

# Asked of the journal: the embedded store would look at all its customers, since its index over times finds
# values that are there no more. A contract may have ended at any time that a version of it states.
_BUYING = f"""
    SELECT record_id FROM near_events WHERE record_id IS NOT NULL AND CASE kind
        WHEN 'order' THEN "at" >= $since AND "at" < $until
        WHEN 'contract' THEN {" OR ".join(f"({time} >= $since AND {time} < $until)" for time in TIMES)} END
"""  # noqa: S608 - SQL of the journal


def touched_customers(connection: duckdb.DuckDBPyConnection, records: str) -> list[str]:
    """Ids of the customers that records ever belonged to; `records` is SQL that selects `record_id`."""
    return _customers_of(connection, "stored_assignments", records, {})


def lapsing_customers(
    connection: duckdb.DuckDBPyConnection, before: datetime | None, now: datetime | None
) -> list[str]:
    """Ids of the customers who may have lapsed, or no longer do, since `lapsed_before` was another.

    Whoever bought last between the two times is among them: ordered, or had a contract that ended. There are
    none without a time before: then the graph has no golden records yet, or nobody had ordered.
    """
    if before is None or now is None or before == now:
        return []
    since, until = sorted((before, now))
    return _customers_of(connection, "near_assignments", _BUYING, {"since": since, "until": until})


def _customers_of(
    connection: duckdb.DuckDBPyConnection, assignments: str, records: str, params: dict[str, Any]
) -> list[str]:
    found = connection.execute(
        f"SELECT DISTINCT customer_id FROM {assignments} WHERE record_id IN ({records})"  # noqa: S608 - SQL of this package
        " AND customer_id IS NOT NULL ORDER BY customer_id",
        params,
    )
    return [row[0] for row in found.fetchall()]


def refresh_customers(
    writer: Writer, connection: duckdb.DuckDBPyConnection, golden: Golden, ids: list[str]
) -> int:
    """Writes golden records, interests and derived referrals of customers, and golden records of those they
    have referrals with.

    Returns how many customers were written, without those that others took in. Doing it again changes
    nothing.
    """
    everyone = sorted({*ids, *_related(writer, ids)})
    merged = 0
    traits = declared_traits(connection) if ids else {}
    for portion in batched(everyone, PORTION):
        rows = golden(connection, portion)
        gone = sorted(set(portion) - set(rows.column("id").to_pylist()))
        statuses = _statuses(connection, gone)
        merged += sum(status == "merged" for status in statuses.values())
        _write_golden(writer, rows, statuses, traits)
    for portion in batched(ids, PORTION):
        _write_interests(writer, golden.interests(connection, portion), portion)
        _write_referrals(writer, portion)
    return len(everyone) - merged


def _related(writer: Writer, ids: list[str]) -> set[str]:
    found = set()
    for portion in batched(ids, PORTION):
        before = writer.run(cypher.load("projection/referring_customers"), ids=portion)
        found |= {row["id"] for row in before}
        found |= {end for row in _referrals(writer, portion) for end in (row["start_id"], row["end_id"])}
    return found


def _referrals(writer: Writer, ids: list[str]) -> list[Row]:
    names = ("projection/referrals_made", "projection/referrals_received")
    return [row for name in names for row in writer.run(cypher.load(name), ids=ids)]


def _statuses(connection: duckdb.DuckDBPyConnection, ids: list[str]) -> Row:
    """By id what customers without any record are: whether another one took them in."""
    found = connection.execute(
        "SELECT DISTINCT retired_id FROM stored_aliases WHERE retired_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": ids},
    )
    return dict.fromkeys(ids, "active") | {id_: "merged" for (id_,) in found.fetchall()}


def _write_golden(writer: Writer, rows: pa.Table, gone: Row, traits: Mapping[str, Trait]) -> None:
    """Writes golden records, and the statuses of customers who are `gone`."""
    columns = [name for name in rows.column_names if name in MODEL.node["Customer"].property_names]
    times = [name for name in columns if pa.types.is_timestamp(rows.schema.field(name).type)]
    batch = GraphBatch()
    for row in rows.select(columns).to_pylist():
        stated = orjson.loads(row.pop("traits", None) or "{}")
        golden = row | {name: in_utc(row[name]) for name in times} | node_properties(stated, traits)
        batch.node("Customer", (golden.pop("id"),), golden)
    nothing = dict.fromkeys((name for name in columns if name != "id"), None) | node_properties({}, traits)
    for id_, status in gone.items():
        batch.node("Customer", (id_,), nothing | {"record_count": 0, "status": status})
    batch.write(writer)


def _write_interests(writer: Writer, rows: pa.Table, ids: list[str]) -> None:
    batch = GraphBatch()
    for row in rows.to_pylist():
        add_interest(batch, row)
    batch.before_edges(lambda writer: writer.run(cypher.load("projection/clear_interests"), ids=ids))
    batch.write(writer)


def add_interest(batch: GraphBatch, row: Row) -> None:
    """Adds an interest as `Golden.interests` tells of it."""
    names = ("customer_id", "label", "id")
    customer, thing = ("Customer", (row["customer_id"],)), (row["label"], (row["id"],))
    batch.node(*thing)
    properties = {name: in_utc(value) for name, value in row.items() if name not in names}
    batch.edge("INTERESTED_IN", customer, thing, properties)


def _write_referrals(writer: Writer, ids: list[str]) -> None:
    earliest: dict[tuple[str, str], Row] = {}
    for row in sorted(_referrals(writer, ids), key=_order):
        earliest.setdefault((row["start_id"], row["end_id"]), row)
    batch = GraphBatch()
    for (start, end), row in earliest.items():
        properties = {name: row[name] for name in ("at", "channel", "campaign", "code", "revenue")}
        batch.edge("REFERRED", ("Customer", (start,)), ("Customer", (end,)), properties)
    batch.before_edges(lambda writer: writer.run(cypher.load("projection/clear_referrals"), ids=ids))
    batch.write(writer)


def _order(row: Row) -> tuple[datetime, str]:
    return row["at"] or datetime.max.replace(tzinfo=UTC), row["code"] or ""
