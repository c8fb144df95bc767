"""What only adds to the graph: events that nobody told before, of people of whom it says nothing else.

Counts grow by one, interests fade to the time of the latest signal and grow by its weight, and whoever was
seen was seen again. So it costs what is new and no more, however long a customer's history is. All other
entries let the graph be made anew from the journal, as far as they concern it, see `excerpt.py`.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

import cypher
from graph.behaviour.interests import faded, grown
from graph.journal import Journal
from graph.journal.reading.finding import of_record
from graph.journal.reading.views import add_views
from graph.journal.tables.order import believed
from graph.journal.tables.schema import TABLES
from graph.journal.tables.scratch import scratch
from graph.journal.tables.times import in_utc
from graph.model.writes import addition_query
from graph.projection.checkpoint import Checkpoint
from graph.projection.passes import ProjectionResult, Span
from graph.projection.resolved.customers import Golden, add_interest
from graph.projection.stated.events import add_events
from graph.projection.writing.batch import GraphBatch
from graph.projection.writing.slice import TableSlice
from graph.projection.writing.writer import Writer

_KINDS = ("page_view", "product_view", "event", "campaign_contact")
_WAYS_TO_REACH = ("email", "phone")
"""Identifiers that golden records choose among by how often and when they were seen."""
_BEARERS = ("cookie", "device")
"""Identifiers that do not tell who somebody is."""
_NAMES = ("record_id", "record_l", "record_r")
"""Columns that name records."""
_STORED = ("stored_events", "stored_records", "stored_assignments")
_VIEWS = ("assignments", "orders", "order_lines")

_ADDING = f"""
    SELECT kind IN {_KINDS} AND record_id IS NOT NULL AND ended IS NULL
        AND coalesce("at" <= recorded_at AND {believed('"at"')}, FALSE) AND coalesce(
            len(list_filter(identifiers, lambda it: it.kind IN {_WAYS_TO_REACH})) = 0, TRUE)
    FROM pending
"""  # noqa: S608 - names of our own
_ASSIGNMENTS = f"SELECT {of_record('record_id')} FROM added"  # noqa: S608 - SQL of the journal
_SUBJECTS = """
    SELECT DISTINCT source, source_id, customer_id IS NOT NULL AS owned
    FROM stored_events LEFT JOIN assignments USING (record_id)
"""
_SEEN = f"""
    SELECT customer_id AS id, min("at") AS since, max("at") AS last_seen,
        bool_or(len(list_filter(identifiers, lambda it: it.kind NOT IN {_BEARERS})) > 0) AS identified
    FROM stored_events JOIN assignments USING (record_id) WHERE customer_id IS NOT NULL
    GROUP BY customer_id ORDER BY customer_id
"""  # noqa: S608 - as above
_customer = itemgetter("customer_id")
_thing = itemgetter("label", "id")


def told_apart(
    journal: Journal, spans: Sequence[Span], pending: Sequence[pa.Table], checkpoint: Checkpoint
) -> tuple[pa.Table | None, list[pa.Table]]:
    """The events among the pending rows of spans that only add to the graph, and all other rows by span."""
    at = next((place for place, span in enumerate(spans) if span.table == "events"), None)
    seen = checkpoint.events_seen
    if at is None or seen is None or seen > spans[at].before:  # then counts may tell of them already
        return None, list(pending)
    events = pending[at]
    adding = _adding(events)
    if not adding.any():
        return None, list(pending)
    adding &= journal.told_once(events)
    others = [*pending[:at], events.filter(pa.array(~adding)), *pending[at + 1 :]]
    named = {record for rows in others for record in _records(rows)}
    adding &= np.fromiter((it not in named for it in events.column("record_id").to_pylist()), bool)
    others[at] = events.filter(pa.array(~adding))
    return (events.filter(pa.array(adding)) if adding.any() else None), others


def _adding(events: pa.Table) -> npt.NDArray[np.bool_]:
    """Which events add to the graph, as far as they themselves tell."""
    with scratch() as connection:
        connection.register("pending", events)
        [adding] = connection.sql(_ADDING).to_arrow_table().columns
    return np.asarray(adding.to_numpy(), dtype=bool)


def _told(connection: duckdb.DuckDBPyConnection, writer: Writer) -> set[tuple[str, str]] | None:
    """Which records that are told of were before; null if one that has a customer was not."""
    subjects = connection.execute(_SUBJECTS).fetchall()
    rows = [{"source": source, "source_id": source_id} for source, source_id, _ in subjects]
    found = writer.run(cypher.load("projection/records_told"), rows=rows)
    told = {(row["source"], row["source_id"]) for row in found}
    owned = {(source, source_id) for source, source_id, is_owned in subjects if is_owned}
    return told if owned <= told else None


def _records(rows: pa.Table) -> set[str | None]:
    """The records that rows name."""
    return {it for name in _NAMES if name in rows.column_names for it in rows.column(name).to_pylist()}


@dataclass(frozen=True, slots=True)
class Additions:
    """Events on their way to be added: `connection` shows them alone, with whose their records are."""

    journal: Journal
    connection: duckdb.DuckDBPyConnection
    golden: Golden
    events: pa.Table
    batch: GraphBatch

    @classmethod
    def of(cls, journal: Journal, golden: Golden, events: pa.Table, writer: Writer) -> Additions | None:
        """Events that only add to the graph, in which `writer` looks; the caller closes it. Null where a
        record that has a customer already is told of for the first time: then the customer changes."""
        nearby = journal.nearby(("stored_assignments",), ("assignments",))
        connection = nearby.connection
        connection.execute("ALTER VIEW stored_assignments RENAME TO all_assignments")
        connection.register("added", events)
        nearby.look_up("assignments", _ASSIGNMENTS)
        connection.execute("CREATE TABLE stored_assignments AS FROM near_assignments")
        connection.execute("CREATE TABLE stored_events AS FROM added")
        connection.register("no_records", TABLES["records"].empty_table())
        connection.execute("CREATE TABLE stored_records AS FROM no_records")
        add_views(connection, _VIEWS, _STORED)
        told = _told(connection, writer)
        if told is None:
            connection.close()
            return None
        batch = GraphBatch(addition_query)
        for record in told:  # what is there need not be written
            batch.first(record)
        add_events(TableSlice(connection, events, batch))
        return cls(journal, connection, golden, events, batch)

    @property
    def records(self) -> set[str | None]:
        """The records that they are about."""
        return _records(self.events)

    @property
    def result(self) -> ProjectionResult:
        """What is written, but for customers."""
        return ProjectionResult(self.events.num_rows, self.batch.nodes, self.batch.edges)

    def lapsed_before(self, checkpoint: Checkpoint) -> datetime | None:
        """The time up to which customers count as lapsed after them."""
        times = (checkpoint.lapsed_before, self.golden.lapsed_before(self.connection))
        return max((it for it in times if it is not None), default=None)

    def may_let_lapse(self, checkpoint: Checkpoint) -> bool:
        """Whether they tell of a time at which others may have lapsed who had not at the checkpoint."""
        before, now = checkpoint.lapsed_before, self.lapsed_before(checkpoint)
        if now is None or before == now:
            return False
        return before is None or self.journal.may_have_bought(before, now)

    def write(self, writer: Writer, made_anew: Container[str] = frozenset()) -> int:
        """Writes them once and no more; returns for how many customers, without those who are made anew."""
        self.batch.write(writer)
        names = ("id", "since", "last_seen", "identified")
        found = self.connection.execute(_SEEN).fetchall()
        rows = [dict(zip(names, map(in_utc, values), strict=True)) for values in found]
        seen = [row for row in rows if row["id"] not in made_anew]
        if seen:
            writer.write(cypher.load("projection/seen_again"), seen)
            self._add_interests(writer, [row["id"] for row in seen])
        return len(seen)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def _add_interests(self, writer: Writer, customers: list[str]) -> None:
        half_life = self.golden.half_life
        more = self.golden.interests(self.connection, customers).to_pylist()
        held = writer.run(cypher.load("projection/interests_held"), ids=customers)
        held_by = {key: list(of) for key, of in groupby(sorted(held, key=_customer), _customer)}
        batch, fading = GraphBatch(), []
        for customer, new in groupby(more, _customer):
            rows = [{name: in_utc(value) for name, value in row.items()} for row in new]
            there = {_thing(row): row for row in held_by.get(customer, ())}
            until = max(row["scored_at"] for row in (*rows, *there.values()))
            before = next((row["scored_at"] for row in there.values()), until)
            if before < until:
                factor = faded(1.0, before, until, half_life)
                fading.append({"id": customer, "factor": factor, "scored_at": until})
            for row in rows:
                add_interest(batch, grown(there.get(_thing(row)), row, until, half_life))
        batch.before_edges(lambda writer: writer.write(cypher.load("projection/fade_interests"), fading))
        batch.write(writer)
