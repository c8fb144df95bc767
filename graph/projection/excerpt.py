"""The part of the journal that a few new rows concern, in memory.

Nearly all that a pass asks is about some customers. Asked of the whole journal, each of its queries looks at
everything that was ever stored; so their records and events are looked up once, and the views are made over
these. What has to look at everything names `all_events` and `all_assignments`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from graph.journal import Journal
from graph.journal.reading.stated import NODE_ID, START_ID, referrals_sql
from graph.journal.reading.views import add_views
from graph.model.traits import KIND
from graph.projection.resolved.customers import Golden

MOST = 1_000
"""Rows up to which an excerpt is made of what they concern; more concern too much of the journal."""

_EXCERPTS = ("records", "events", "assignments")
_RUNS = ("aliases", "households", "links", "runs", "judgements", "review_cases", "shared_values")
_STORED = tuple(f"stored_{name}" for name in (*_EXCERPTS, *_RUNS))
_NAMING = {
    "named_records": ("record_id", "record_l", "record_r"),
    "named_customers": ("customer_id", "retired_id", "surviving_id"),
}
"""Columns of pending rows that name records and customers."""
_VIEWS = ("assignments", "orders", "order_lines", "households", "shared_values", "runs")
"""Views that passes ask of; those of records and events are made for some customers by `narrowed`."""
_SUBJECT = pa.schema([(name, pa.string()) for name in ("kind", "key", "nodes", "edges")])

_ORDER_OF_LINE = f"coalesce({START_ID}, {NODE_ID})"
# Of an event that was about another record once, that one has to be looked at, too.
_NAMED = f"""
    FROM named_records
    UNION SELECT record_id FROM all_events SEMI JOIN named_events USING (kind, key)
    UNION SELECT record_id FROM all_events WHERE kind = 'order' AND key IN (
        SELECT {_ORDER_OF_LINE} FROM named_events WHERE kind = 'order_line')
"""  # noqa: S608 - columns of our own
_TOUCHED = """
    FROM named_customers
    UNION SELECT customer_id FROM all_assignments WHERE record_id IN (FROM told_of)
"""
_MEMBERS = "SELECT record_id FROM all_assignments WHERE customer_id IN (SELECT unnest($ids::VARCHAR[]))"

# How far the company's time has come is told by its latest event.
_COMPANY = f"""
    SELECT kind, key FROM named_events
    UNION SELECT 'order', {_ORDER_OF_LINE} FROM named_events WHERE kind = 'order_line'
    UNION SELECT kind, key FROM all_events WHERE kind = '{KIND}'
    UNION FROM (SELECT kind, key FROM all_events WHERE "at" <= recorded_at ORDER BY "at" DESC LIMIT 1)
"""  # noqa: S608 - as above
_OWN = "SELECT kind, key FROM all_events WHERE record_id IN (FROM new_records)"
# Sums of orders are made of all their lines, whoever they are about.
_LINES = f"""
    SELECT kind, key FROM all_events WHERE kind = 'order_line' AND {_ORDER_OF_LINE} IN (
        SELECT key FROM found_events WHERE kind = 'order')
"""  # noqa: S608 - as above
_TOLD = referrals_sql("(SELECT *, recorded_at AS stated_at FROM all_events)")
_REFERRALS = f"SELECT 'referral' AS kind, key, newcomer FROM ({_TOLD}) WHERE bringer IN (FROM new_records)"  # noqa: S608 - as above
_NO_EVENTS = "SELECT kind, key FROM named_events WHERE FALSE"
_NEW_RECORDS = """
    SELECT DISTINCT record_id FROM asked_records ANTI JOIN there_records USING (record_id)
    WHERE record_id IS NOT NULL"""
_NEW_EVENTS = f"""
    FROM (FROM found_events UNION {_LINES} UNION SELECT kind, key FROM brought)
    ANTI JOIN there_events USING (kind, key)"""  # noqa: S608 - SQL of this module
_NEW_PEOPLE = """
    FROM (FROM new_records UNION SELECT newcomer FROM brought) ANTI JOIN there_people USING (record_id)"""
_KEYS = {"records": "record_id", "events": "kind, key", "people": "record_id"}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A connection with the journal's views, over what concerns some rows; and whatever makes golden records,
    for any customer: what is not there yet is fetched."""

    connection: duckdb.DuckDBPyConnection
    golden: Golden
    customers: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    """Records that the rows say, or once said, something about."""

    @classmethod
    def of(cls, journal: Journal, golden: Golden, pending: Sequence[pa.Table], events: int) -> Excerpt:
        """What concerns the rows of these tables, with the events up to a version; the caller closes it."""
        connection = journal.connect(views=_STORED, then={"events": events})
        for name in _EXCERPTS:
            connection.execute(f"ALTER VIEW stored_{name} RENAME TO all_{name}")
            connection.execute(f"CREATE TABLE stored_{name} AS FROM all_{name} LIMIT 0")
        for name in ("there_records", "there_people"):
            connection.execute(f"CREATE TABLE {name} (record_id VARCHAR)")
        connection.execute("CREATE TABLE there_events (kind VARCHAR, key VARCHAR)")
        add_views(connection, _VIEWS, _STORED)
        excerpt = cls(connection, golden)
        excerpt._take(pending)
        return excerpt

    def __call__(self, connection: duckdb.DuckDBPyConnection, customer_ids: Sequence[str], /) -> pa.Table:
        """See `Golden`."""
        self.include(customer_ids)
        return self.golden(connection, customer_ids)

    def interests(self, connection: duckdb.DuckDBPyConnection, customer_ids: Sequence[str], /) -> pa.Table:
        """See `Golden`."""
        self.include(customer_ids)
        return self.golden.interests(connection, customer_ids)

    @property
    def half_life(self) -> timedelta:
        """See `Golden`."""
        return self.golden.half_life

    def lapsed_before(self, connection: duckdb.DuckDBPyConnection, /) -> datetime | None:
        """See `Golden`."""
        return self.golden.lapsed_before(connection)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def include(self, customer_ids: Sequence[str]) -> None:
        """Fetch what concerns customers, as far as it is not there."""
        lacking = sorted(set(customer_ids) - self.customers)
        if lacking:
            self.customers.update(lacking)
            self._fetch(_MEMBERS, {"ids": lacking})

    def _take(self, pending: Sequence[pa.Table]) -> None:
        for name, columns in _NAMING.items():
            given = [rows.column(it) for rows in pending for it in columns if it in rows.column_names]
            ids = pa.chunked_array([chunk for column in given for chunk in column.chunks], pa.string())
            self.connection.register(name, pa.table({columns[0]: ids}))
        events = [rows.select(_SUBJECT.names) for rows in pending if "edges" in rows.column_names]
        self.connection.register("named_events", pa.concat_tables([_SUBJECT.empty_table(), *events]))
        self.connection.execute(f"CREATE TEMP TABLE told_of AS {_NAMED}")
        self.named.update(row[0] for row in self.connection.execute("FROM told_of").fetchall())
        touched = [row[0] for row in self.connection.execute(_TOUCHED).fetchall()]
        self.customers.update(touched)
        self._fetch(f"FROM told_of UNION {_MEMBERS}", {"ids": touched}, _COMPANY)

    def _fetch(self, records: str, params: dict[str, Any], events: str = _NO_EVENTS) -> None:
        """Fetch what is about the records that SQL selects, and these events."""
        run = self.connection.execute
        run(f"CREATE OR REPLACE TEMP TABLE asked_records AS {records}", params)
        run(f"CREATE OR REPLACE TEMP TABLE new_records AS {_NEW_RECORDS}")
        run(f"CREATE OR REPLACE TEMP TABLE found_events AS {_OWN} UNION {events}")
        run(f"CREATE OR REPLACE TEMP TABLE brought AS {_REFERRALS}")
        run(f"CREATE OR REPLACE TEMP TABLE new_events AS {_NEW_EVENTS}")
        run(f"CREATE OR REPLACE TEMP TABLE new_people AS {_NEW_PEOPLE}")
        for name, key in _KEYS.items():
            run(f"INSERT INTO there_{name} FROM new_{name}")
            table = "assignments" if name == "people" else name
            run(f"INSERT INTO stored_{table} FROM all_{table} SEMI JOIN new_{name} USING ({key})")
