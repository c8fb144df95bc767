"""The part of the journal that a few new rows concern, in memory.

Nearly all that a pass asks is about some customers. Asked of the whole journal, each of its queries looks at
everything that was ever stored; so their records and events are looked up, and the views are made over these.
What has to look at everything names `all_events`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from graph.journal import Journal
from graph.journal.reading.finding import (
    DECLARATIONS,
    bought_between,
    of_brought,
    of_customer,
    of_event,
    of_lines,
    of_record,
)
from graph.journal.reading.nearby import NearbyRows
from graph.journal.reading.stated import OF_ORDERS, ORDER_OF, referrals_sql
from graph.model.traits import KIND
from graph.projection.resolved.customers import Golden

MOST = 10_000
"""Rows up to which an excerpt is made of what they concern; more concern too much of the journal."""
FEW = 1_000
"""Rows up to which it is made however much they concern,"""
MOST_EVENTS = 100_000
"""and events that more rows may concern: looked up, each takes as long as several that are looked through."""

_EXCERPTS = ("records", "events", "assignments")
_RUNS = ("aliases", "households", "links", "runs", "judgements", "review_cases", "shared_values")
_STORED = tuple(f"stored_{name}" for name in (*_EXCERPTS, *_RUNS))
_NAMING = {
    "named_records": ("record_id", "record_l", "record_r"),
    "named_customers": ("customer_id", "retired_id", "surviving_id"),
}
"""Columns of pending rows that name records and customers."""
_VIEWS = ("assignments", "orders", "order_lines", "refunds", "households", "shared_values", "runs")
"""Views that passes ask of; those of records and events are made for some customers by `narrowed`."""
_SUBJECT = pa.schema([(name, pa.string()) for name in ("kind", "key", "nodes", "edges")])


def _numbers(number: str, table: str, of: str = "TRUE") -> str:
    """SQL for numbers of what is to be looked up."""
    return f"SELECT {number} FROM {table} WHERE {of}"  # noqa: S608 - SQL of this package


_EVENTS_NAMED = (
    _numbers(of_event("kind", "key"), "named_events"),
    _numbers(of_event("'order'", ORDER_OF), "named_events", OF_ORDERS),
)
_OF_CUSTOMERS = _numbers(of_customer("id"), "(SELECT unnest($ids::VARCHAR[]) AS id)")
_BUYING = _numbers(
    of_record("record_id"), "near_events", "kind IN ('order', 'contract') AND record_id IS NOT NULL"
)
"""Of whom orders and contracts were looked up."""

# Of an event that was about another record once, that one has to be looked at, too.
_NAMED = f"""
    FROM named_records
    UNION SELECT record_id FROM near_events SEMI JOIN named_events USING (kind, key)
    UNION SELECT record_id FROM near_events WHERE kind = 'order' AND key IN (
        SELECT {ORDER_OF} FROM named_events WHERE {OF_ORDERS})
"""  # noqa: S608 - columns of our own
_TOUCHED = """
    FROM named_customers
    UNION SELECT customer_id FROM near_assignments WHERE record_id IN (FROM told_of)
"""
_MEMBERS = "SELECT record_id FROM near_assignments WHERE customer_id IN (SELECT unnest($ids::VARCHAR[]))"

# How far the company's time has come is told by its latest event.
_COMPANY = f"""
    SELECT kind, key FROM named_events
    UNION SELECT 'order', {ORDER_OF} FROM named_events WHERE {OF_ORDERS}
    UNION SELECT kind, key FROM near_events WHERE kind = '{KIND}'
    UNION FROM (SELECT kind, key FROM {{events}} WHERE "at" <= recorded_at ORDER BY "at" DESC LIMIT 1)
"""  # noqa: S608 - as above
_OWN = "SELECT kind, key FROM near_events WHERE record_id IN (FROM new_records)"
# Sums of orders are made of all that is told of them, whoever it is about.
_LINES = f"""
    SELECT kind, key FROM near_events WHERE {OF_ORDERS} AND {ORDER_OF} IN (
        SELECT key FROM found_events WHERE kind = 'order')
"""  # noqa: S608 - as above
_TOLD = referrals_sql("(SELECT *, recorded_at AS stated_at FROM near_events)")
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
class JournalExcerpt:
    """A connection with the journal's views, over what concerns some rows; and whatever makes golden records,
    for any customer: what is not there yet is fetched."""

    nearby: NearbyRows
    golden: Golden
    customers: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    """Records that the rows say, or once said, something about."""

    @classmethod
    def of(
        cls, journal: Journal, golden: Golden, pending: Sequence[pa.Table], events: int
    ) -> JournalExcerpt | None:
        """What concerns the rows of these tables, with the events up to a version; the caller closes it. Null
        where that is too much."""
        nearby = journal.nearby((*_STORED, *_VIEWS), _EXCERPTS, then={"events": events})
        connection = nearby.connection
        for name in _EXCERPTS:
            connection.execute(f"ALTER VIEW stored_{name} RENAME TO all_{name}")
            connection.execute(f"CREATE TABLE stored_{name} AS FROM near_{name}")
        for name in ("there_records", "there_people"):
            connection.execute(f"CREATE TABLE {name} (record_id VARCHAR)")
        connection.execute("CREATE TABLE there_events (kind VARCHAR, key VARCHAR)")
        excerpt = cls(nearby, golden)
        told = excerpt._told(pending)
        if sum(rows.num_rows for rows in pending) > FEW and excerpt._events_of(told) > MOST_EVENTS:
            excerpt.close()
            return None
        excerpt._fetch_told(told)
        return excerpt

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection with the views."""
        return self.nearby.connection

    def __call__(self, connection: duckdb.DuckDBPyConnection, customer_ids: Sequence[str], /) -> pa.Table:
        """See `Golden`."""
        self.include(customer_ids)
        return self.golden(connection, customer_ids)

    def interests(self, connection: duckdb.DuckDBPyConnection, customer_ids: Sequence[str], /) -> pa.Table:
        """See `Golden`."""
        self.include(customer_ids)
        return self.golden.interests(connection, customer_ids)

    @property
    def fingerprint(self) -> str:
        """See `Golden`."""
        return self.golden.fingerprint

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

    def include_lapsing(self, before: datetime | None, now: datetime | None) -> None:
        """Look up who bought last between two times up to which customers count as lapsed."""
        if before is not None and now is not None and before != now:
            since, until = sorted((before, now))
            self.nearby.look_up("events", ranges=[bought_between(since, until)])
            self.nearby.look_up("assignments", _BUYING)

    def _told(self, pending: Sequence[pa.Table]) -> list[str]:
        """Look up whom rows are about; the customers that these belong to, or did."""
        for name, columns in _NAMING.items():
            given = [rows.column(it) for rows in pending for it in columns if it in rows.column_names]
            ids = pa.chunked_array([chunk for column in given for chunk in column.chunks], pa.string())
            self.connection.register(name, pa.table({columns[0]: ids}))
        events = [rows.select(_SUBJECT.names) for rows in pending if "edges" in rows.column_names]
        self.connection.register("named_events", pa.concat_tables([_SUBJECT.empty_table(), *events]))
        self.nearby.look_up("events", *_EVENTS_NAMED)
        self.connection.execute(f"CREATE TEMP TABLE told_of AS {_NAMED}")
        self.named.update(row[0] for row in self.connection.execute("FROM told_of").fetchall())
        self.nearby.look_up("assignments", _numbers(of_record("record_id"), "told_of"))
        return [row[0] for row in self.connection.execute(_TOUCHED).fetchall()]

    def _events_of(self, customers: Sequence[str]) -> int:
        """How many events are about the records of customers, and those that rows are about."""
        self.nearby.look_up("assignments", _OF_CUSTOMERS, params={"ids": customers})
        records = f"(FROM told_of UNION {_MEMBERS})"
        return self.nearby.count("events", _numbers(of_record("record_id"), records), {"ids": customers})

    def _fetch_told(self, customers: Sequence[str]) -> None:
        """Fetch what concerns the rows of which it was looked up whom they are about."""
        self.customers.update(customers)
        self.nearby.look_up("events", f"SELECT {DECLARATIONS}")
        self.nearby.look_up_latest()
        # Where that may be taken back, there is another one.
        latest_of = "near_events" if self.nearby.all_count("events") else "all_events"
        self._fetch(f"FROM told_of UNION {_MEMBERS}", {"ids": customers}, _COMPANY.format(events=latest_of))

    def _fetch(self, records: str, params: dict[str, Any], events: str = _NO_EVENTS) -> None:
        """Fetch what is about the records that SQL selects, and these events."""
        run, look_up = self.connection.execute, self.nearby.look_up
        look_up("assignments", _OF_CUSTOMERS, params=params)
        run(f"CREATE OR REPLACE TEMP TABLE asked_records AS {records}", params)
        run(f"CREATE OR REPLACE TEMP TABLE new_records AS {_NEW_RECORDS}")
        look_up("events", *(_numbers(of("record_id"), "new_records") for of in (of_record, of_brought)))
        run(f"CREATE OR REPLACE TEMP TABLE found_events AS {_OWN} UNION {events}")
        look_up("events", _numbers(of_lines("key"), "found_events", "kind = 'order'"))
        run(f"CREATE OR REPLACE TEMP TABLE brought AS {_REFERRALS}")
        run(f"CREATE OR REPLACE TEMP TABLE new_events AS {_NEW_EVENTS}")
        run(f"CREATE OR REPLACE TEMP TABLE new_people AS {_NEW_PEOPLE}")
        look_up("records", _numbers(of_record("record_id"), "new_records"))
        look_up("events", _numbers(of_event("kind", "key"), "new_events"))
        look_up("assignments", _numbers(of_record("record_id"), "new_people"))
        for name, key in _KEYS.items():
            run(f"INSERT INTO there_{name} FROM new_{name}")
            table = "assignments" if name == "people" else name
            run(f"INSERT INTO stored_{table} FROM near_{table} SEMI JOIN new_{name} USING ({key})")
