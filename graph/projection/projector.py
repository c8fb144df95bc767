"""From the journal into the graph: under a lease, slice by slice, each with its checkpoint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import duckdb

import cypher
from graph.errors import StoreError
from graph.journal import Journal
from graph.journal.views import VIEWS
from graph.lease import lease
from graph.progress import OnProgress, silent
from graph.projection.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from graph.projection.customers import Golden, lapsing_customers, refresh_customers, touched_customers
from graph.projection.events import TOUCHED, add_events
from graph.projection.identity import ADDERS
from graph.projection.records import add_records
from graph.projection.slice import Slice
from graph.projection.writer import GraphWriter
from graph.store import Store
from graph.stores.errors import StoreBusyError, StoreConflictError

SLICE_ROWS = 50_000
"""Rows of the journal that share one checkpoint, unless one commit has more."""
_WIPE_NODES = 5_000
_ATTEMPTS = 3
_TABLES: dict[str, Callable[[Slice], None]] = {"records": add_records, "events": add_events, **ADDERS}
_VIEWS = dict.fromkeys(("judgements", "review_cases"), ("runs",))
"""Views of the journal that the rows of a table need, where those are few."""
_TOUCHED = {
    "records": "SELECT record_id FROM pending",
    "events": TOUCHED,
    "assignments": "SELECT record_id FROM pending",
}
"""The records that the rows of a table say something about, as SQL that selects `record_id`."""


@dataclass(frozen=True, slots=True)
class ProjectionResult:
    """What a projection did: rows read from the journal; nodes, edges and customers written."""

    rows: int = 0
    nodes: int = 0
    edges: int = 0
    customers: int = 0

    def __add__(self, other: ProjectionResult) -> ProjectionResult:
        return ProjectionResult(
            self.rows + other.rows,
            self.nodes + other.nodes,
            self.edges + other.edges,
            self.customers + other.customers,
        )


def project(
    journal: Journal, store: Store, golden: Golden, on_progress: OnProgress = silent
) -> ProjectionResult:
    """Brings the graph up to what the journal holds now; does nothing when it is there already.

    Waits while another process projects the same journal. May be killed at any time: the next call
    goes on from the last checkpoint, with the same result. Raises JournalError or StoreError.
    """
    with lease(journal.folder / "projector.lock"):
        return _project(journal, store, golden, on_progress)


def rebuild(
    journal: Journal, store: Store, golden: Golden, on_progress: OnProgress = silent
) -> ProjectionResult:
    """Empties the graph and projects the whole journal; the graph is the same as before.

    Only what the journal knows comes back: scores and segments are computed again by their own
    commands. Also takes over a graph that belonged to another journal.
    """
    with lease(journal.folder / "projector.lock"):
        _save(store, Checkpoint(journal.id, wiping=True))
        return _project(journal, store, golden, on_progress)


def _project(journal: Journal, store: Store, golden: Golden, on_progress: OnProgress) -> ProjectionResult:
    checkpoint = read_checkpoint(store, journal.id)
    if checkpoint.wiping:
        checkpoint = _wipe(store, checkpoint, on_progress)
    spans = _pending(journal, checkpoint)
    if not spans:
        return ProjectionResult()
    views = {view for span in spans for view in _VIEWS.get(span.table, VIEWS)}
    with journal.connect(views=views) as connection:
        projector = _Projector(journal, store, connection, golden)
        return projector.run(checkpoint, spans, on_progress)


def _pending(journal: Journal, checkpoint: Checkpoint) -> list[_Span]:
    """What the graph lacks; raises StoreError when it holds more than the journal does."""
    for table, version in journal.versions().items():
        if checkpoint.version(table) > version:
            raise StoreError(
                f"The graph is ahead of the journal: it holds version {checkpoint.version(table)} of {table},"
                f" the journal ends at {version}.",
                "Restore the journal, or run `ckg rebuild` to make the graph from what is there.",
            )
    return [
        _Span(table, before, until, rows)
        for table in _TABLES
        for before, until, rows in journal.spans(table, checkpoint.version(table), SLICE_ROWS)
    ]


@dataclass(frozen=True, slots=True)
class _Span:
    table: str
    before: int
    until: int
    rows: int


@dataclass(frozen=True, slots=True)
class _Projector:
    journal: Journal
    store: Store
    connection: duckdb.DuckDBPyConnection
    golden: Golden

    def run(self, checkpoint: Checkpoint, spans: list[_Span], on_progress: OnProgress) -> ProjectionResult:
        total, result = sum(span.rows for span in spans), ProjectionResult()
        for span in spans:
            step = partial(on_progress, f"graph: {span.table}")
            after = self._after(span, checkpoint)
            result += self._write(span, checkpoint, after, _Meter(step, result.rows, span.rows, total))
            checkpoint = after
        on_progress("graph", total, total)
        return result

    def _after(self, span: _Span, checkpoint: Checkpoint) -> Checkpoint:
        """The checkpoint once the span is written."""
        reached = checkpoint.reached(span.table, span.until)
        if not _has_customers(span.table, reached):
            return reached
        return replace(reached, lapsed_before=self.golden.lapsed_before(self.connection))

    def _write(self, span: _Span, before: Checkpoint, after: Checkpoint, meter: _Meter) -> ProjectionResult:
        """Writes one span; tried again when another client of the store was in the way."""
        slice_ = Slice(self.connection, self.journal.changes(span.table, span.before, span.until))
        _TABLES[span.table](slice_)
        customers = self._customers(span.table, before, after)
        items = slice_.batch.nodes + slice_.batch.edges
        for attempt in reversed(range(_ATTEMPTS)):
            try:
                with GraphWriter(self.store, meter.of(items)) as writer:
                    slice_.batch.write(writer)
                    refreshed = refresh_customers(writer, self.connection, self.golden, customers)
                    write_checkpoint(writer, after)
                break
            except (StoreConflictError, StoreBusyError):
                if not attempt:
                    raise
        return ProjectionResult(span.rows, slice_.batch.nodes, slice_.batch.edges, refreshed)

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
    return table in _TOUCHED and checkpoint.version("assignments") > 0


@dataclass(frozen=True, slots=True)
class _Meter:
    """Tells of progress in rows of the journal while a span is written."""

    step: Callable[[int, int | None], None]
    before: int
    rows: int
    total: int

    def of(self, items: int) -> Callable[[int], None]:
        """What hears of written items, of which the span has so many."""
        written = 0

        def wrote(count: int) -> None:
            nonlocal written
            written = min(written + count, items)
            self.step(self.before + self.rows * written // max(items, 1), self.total)

        self.step(self.before, self.total)
        return wrote


def _wipe(store: Store, checkpoint: Checkpoint, on_progress: OnProgress) -> Checkpoint:
    """Empties the graph and returns the checkpoint of an empty one."""
    query, deleted = cypher.load("projection/wipe"), 0
    while count := store.run(query, count=_WIPE_NODES)[0]["deleted"]:
        deleted += count
        on_progress("graph: emptying", deleted, None)
    return _save(store, Checkpoint(checkpoint.journal))


def _save(store: Store, checkpoint: Checkpoint) -> Checkpoint:
    with GraphWriter(store) as writer:
        write_checkpoint(writer, checkpoint)
    return checkpoint
