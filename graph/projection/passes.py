"""One pass: rows of one journal table into the graph, with the checkpoint that holds once they are there."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import duckdb
import pyarrow as pa

from graph.journal import Journal
from graph.model.traits import Trait
from graph.projection.checkpoint import Checkpoint, write_checkpoint
from graph.projection.hidden_rows import rows_without
from graph.projection.resolved.customers import (
    Golden,
    lapsing_customers,
    refresh_customers,
    touched_customers,
)
from graph.projection.resolved.identity import ADDERS, add_runs
from graph.projection.stated.events import TOUCHED, add_events
from graph.projection.stated.records import add_records
from graph.projection.stated.traits import declares, index_traits
from graph.projection.writing.batch import GraphBatch
from graph.projection.writing.slice import TableSlice
from graph.projection.writing.writer import GraphWriter, Writer
from graph.store import Store
from graph.stores.errors import StoreBusyError, StoreConflictError

ADDED: dict[str, Callable[[TableSlice], None]] = {
    "runs": add_runs,
    "records": add_records,
    "events": add_events,
    **ADDERS,
}
"""What brings the rows of each table into a batch, in the order in which tables are written: what a run found
counts where it is seen to have finished."""
_ATTEMPTS = 3
_PAIR = ("record_l", "record_r")
_OF_RUNS = {"assignments": ("record_id",), "links": _PAIR, "judgements": _PAIR, "review_cases": _PAIR}
"""Tables of what runs and stewards said of records, with the columns that name these."""
_TOUCHED = {
    "records": "SELECT record_id FROM pending",
    "events": TOUCHED,
    "assignments": "SELECT record_id FROM pending",
}
"""The records that the rows of a table say something about, as SQL that selects `record_id`."""


@dataclass(frozen=True, slots=True)
class ProjectionResult:
    """What a projection did: rows read from the journal; nodes, edges and customers written; entries that
    could not be written and were set aside."""

    rows: int = 0
    nodes: int = 0
    edges: int = 0
    customers: int = 0
    set_aside: int = 0

    def __add__(self, other: ProjectionResult) -> ProjectionResult:
        return ProjectionResult(
            self.rows + other.rows,
            self.nodes + other.nodes,
            self.edges + other.edges,
            self.customers + other.customers,
            self.set_aside + other.set_aside,
        )

    def __str__(self) -> str:
        found = f"{self.nodes:,} nodes, {self.edges:,} edges and {self.customers:,} customers"
        aside = f"; {self.set_aside:,} set aside, `ckg status` names them" if self.set_aside else ""
        return f"{found} of {self.rows:,} entries{aside}"


@dataclass(frozen=True, slots=True)
class Span:
    """Commits of a table after version `before` up to `until`, whose id is `commit`; how many rows."""

    table: str
    before: int
    until: int
    commit: str
    rows: int


@dataclass(frozen=True, slots=True)
class PendingSpans:
    """What a graph lacks of a journal: spans that follow a checkpoint, and what makes golden records."""

    journal: Journal
    golden: Golden
    checkpoint: Checkpoint
    spans: Sequence[Span]

    @property
    def rows(self) -> int:
        """How many rows all spans have."""
        return sum(span.rows for span in self.spans)


def pending_rows(journal: Journal, span: Span, checkpoint: Checkpoint) -> pa.Table:
    """The rows of a span, without those that were set aside."""
    rows = journal.changes(span.table, span.before, span.until)
    return rows_without(span.table, checkpoint.set_aside, rows)


@dataclass(frozen=True, slots=True)
class SpanRows:
    """Rows of a table, and the checkpoints before and after them."""

    table: str
    rows: pa.Table
    before: Checkpoint
    after: Checkpoint


@dataclass(frozen=True, slots=True)
class Target:
    """Where passes write: `writer` opens what they write with, which tells of the rows of each statement;
    `index` lets nodes be found by the values of traits. `added` brings the rows of each table into a batch as
    it takes them."""

    writer: Callable[[Callable[[int], object]], Writer]
    index: Callable[[Iterable[Trait]], object]
    batch: Callable[[], GraphBatch] = GraphBatch
    added: Mapping[str, Callable[[TableSlice], None]] = field(default_factory=lambda: ADDED)

    @classmethod
    def of(cls, store: Store) -> Target:
        """A store, which readers look at meanwhile."""
        return cls(partial(GraphWriter, store), partial(index_traits, store))


@dataclass(frozen=True, slots=True)
class Passes:
    """Writes passes to one target; the connection shows the journal, with its events up to a version."""

    target: Target
    connection: duckdb.DuckDBPyConnection
    golden: Golden
    events: int

    def after(self, span: Span, checkpoint: Checkpoint) -> Checkpoint:
        """The checkpoint once the span is written."""
        reached = checkpoint.reached(span.table, span.until, span.commit).having_seen(self.events)
        if not _has_customers(span.table, reached):
            return replace(reached, unscored=reached.unscored or span.table == "households")
        reached = reached.having_made(checkpoint, self.golden.fingerprint)
        return replace(reached, lapsed_before=self.golden.lapsed_before(self.connection), unscored=True)

    def restore(self, records: Sequence[str], checkpoint: Checkpoint) -> None:
        """Writes again what runs and stewards said of records that are back; done before the entries that
        bring them back, so that it is done again if those are not written."""
        for table, ends in _OF_RUNS.items() if records else ():
            named = " OR ".join(f"{end} IN (SELECT unnest($records::VARCHAR[]))" for end in ends)
            query = f"SELECT * FROM stored_{table} WHERE {named}"  # noqa: S608 - names of our own
            rows = self.connection.sql(query, params={"records": list(records)}).to_arrow_table()
            if rows.num_rows:
                self.write(table, rows, (checkpoint, checkpoint), lambda _: lambda _: None)

    def write(
        self,
        table: str,
        rows: pa.Table,
        checkpoints: tuple[Checkpoint, Checkpoint],
        meter: Callable[[int], Callable[[int], object]],
    ) -> ProjectionResult:
        """Writes the rows and what follows from them.

        `checkpoints` are those before and after. `meter` is told how many nodes and edges there are, and
        gives what hears of those that are written.
        """
        return self.write_together([SpanRows(table, rows, *checkpoints)], meter)

    def write_together(
        self,
        parts: Sequence[SpanRows],
        meter: Callable[[int], Callable[[int], object]],
        add: Callable[[Writer, Container[str]], int] | None = None,
    ) -> ProjectionResult:
        """Writes rows of several tables as one pass, after which the last checkpoint holds: each customer is
        made once. Tried again when another client was in the way.

        What is only to be added is written by `add`, which is told of the customers that are made anew and
        returns how many others it wrote; then nothing is tried again, as a part of that may be there.
        """
        slices, touched = [], set()
        for part in parts:
            slice_ = TableSlice(self.connection, part.rows, self.target.batch())
            self.target.added[part.table](slice_)
            touched.update(self._customers(part.table, part.before, part.after))
            slices.append(slice_)
        nodes, edges = (sum(getattr(it.batch, name) for it in slices) for name in ("nodes", "edges"))
        wrote, customers = meter(nodes + edges), sorted(touched)
        for attempt in reversed(range(1 if add else _ATTEMPTS)):
            try:
                with self.target.writer(wrote) as writer:
                    # Before anything that it is about: a pass may be written in several transactions.
                    write_checkpoint(writer, parts[0].before.having_seen(self.events))
                    for slice_ in slices:
                        slice_.batch.write(writer)
                    refreshed = refresh_customers(writer, self.connection, self.golden, customers)
                    if add:
                        refreshed += add(writer, touched)
                    write_checkpoint(writer, parts[-1].after.having_seen(self.events))
                break
            except (StoreConflictError, StoreBusyError):
                if not attempt:
                    raise
        for part, slice_ in zip(parts, slices, strict=True):
            if part.table == "events" and declares(slice_):
                self.target.index(slice_.traits.values())
        return ProjectionResult(sum(it.rows.num_rows for it in parts), nodes, edges, refreshed)

    def _customers(self, table: str, before: Checkpoint, after: Checkpoint) -> list[str]:
        """Customers that the pending rows of a table say something about, and who lapse by them."""
        if not _has_customers(table, after):
            return []
        touched = touched_customers(self.connection, _TOUCHED[table])
        lapsing = lapsing_customers(self.connection, before.lapsed_before, after.lapsed_before)
        return sorted({*touched, *lapsing})


def _has_customers(table: str, checkpoint: Checkpoint) -> bool:
    """Whether rows of a table say something about customers; not as long as the graph has no assignments,
    since those that the journal may hold are still to come."""
    return table == "assignments" or (table in _TOUCHED and checkpoint.version("assignments") > 0)
