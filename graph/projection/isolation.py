"""Finding the entries that cannot be written: halves of halves are tried until single rows fail.

Rows that are still to be tried are hidden from the journal's views, so that a row is never blamed for another
one that it is looked at with.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace

import pyarrow as pa

from graph.errors import StoreError
from graph.journal import Journal
from graph.projection.checkpoint import Checkpoint, write_checkpoint
from graph.projection.hidden_rows import HiddenRows, rows_of
from graph.projection.passes import ADDED, Passes, PendingSpans, ProjectionResult, Span, Target, pending_rows
from graph.projection.resolved.customers import Golden
from graph.projection.set_aside import SetAside, may_be_an_entrys, told
from graph.store import Store
from graph.version import program_version

MOST = 1_000
"""Entries that one projection sets aside; more tell of a fault of the program or the store."""
Step = Callable[[str, int], None]
"""Hears of the rows of a table that are done."""


def write_carefully(
    pending: PendingSpans, store: Store, step: Step = lambda _table, _rows: None
) -> tuple[Checkpoint, ProjectionResult]:
    """Writes the spans, in order, without the entries that cannot be written; these are in the checkpoint.

    Raises what was raised where no entry is to blame, and StoreError after `MOST` entries.
    """
    journal, checkpoint = pending.journal, pending.checkpoint
    with closing(journal.connect()) as connection:
        hiding = HiddenRows(connection)
        hiding.hide_entries(checkpoint.set_aside)
        passes = Passes(Target.of(store), connection, pending.golden, journal.versions()["events"])
        checkpoint = checkpoint.having_seen(passes.events)
        isolation = _Isolation(passes, hiding, step)
        hidden = [(span, pending_rows(journal, span, checkpoint)) for span in pending.spans]
        for span, rows in hidden:
            hiding.hide(span.table, rows)
        for span, rows in hidden:
            checkpoint = isolation.write(span, rows, checkpoint)
    return checkpoint, isolation.result


def try_again(
    journal: Journal, store: Store, golden: Golden, checkpoint: Checkpoint
) -> tuple[Checkpoint, ProjectionResult]:
    """Tries the entries that another version of the program set aside."""
    due = [entry for entry in checkpoint.set_aside if entry.program != program_version()]
    if not due:
        return checkpoint, ProjectionResult()
    with closing(journal.connect()) as connection:
        hiding = HiddenRows(connection)
        hiding.hide_entries(checkpoint.set_aside)
        passes = Passes(Target.of(store), connection, golden, journal.versions()["events"])
        checkpoint = checkpoint.having_seen(passes.events)
        isolation = _Isolation(passes, hiding)
        others = tuple(entry for entry in checkpoint.set_aside if entry not in due)
        checkpoint = replace(checkpoint, set_aside=others)
        tables = {entry.table for entry in due}
        for table in filter(tables.__contains__, ADDED):
            until = checkpoint.version(table)
            rows = rows_of(table, due, journal.changes(table, 0, until))
            checkpoint = isolation.write(
                Span(table, until, until, checkpoint.commits.get(table, ""), rows.num_rows), rows, checkpoint
            )
    return checkpoint, isolation.result


@dataclass
class _Isolation:
    passes: Passes
    hiding: HiddenRows
    step: Step = lambda _table, _rows: None
    result: ProjectionResult = field(default_factory=ProjectionResult)

    def write(self, span: Span, rows: pa.Table, checkpoint: Checkpoint) -> Checkpoint:
        """Writes what can be written of the hidden rows of a span; returns the checkpoint after it."""
        portions = [rows]
        while portions:
            portion = portions.pop()
            error = self._tried(span.table, portion, checkpoint)
            if error is None:
                self.step(span.table, portion.num_rows)
            elif portion.num_rows > 1:
                half = portion.num_rows // 2
                portions += [portion.slice(half), portion.slice(0, half)]
            else:
                checkpoint = self._set_aside(span.table, portion, error, checkpoint)
        after = self.passes.after(span, checkpoint)
        self.result += self.passes.write(span.table, rows.slice(0, 0), (checkpoint, after), _unheard)
        return after

    def _tried(self, table: str, portion: pa.Table, checkpoint: Checkpoint) -> Exception | None:
        """Writes a portion, else hides it again and returns what went wrong."""
        self.hiding.reveal(table, portion)
        try:
            self.result += self.passes.write(table, portion, (checkpoint, checkpoint), _unheard)
        except Exception as error:
            if not may_be_an_entrys(error):
                raise
            self.hiding.hide(table, portion)
            return error
        return None

    def _set_aside(self, table: str, row: pa.Table, error: Exception, checkpoint: Checkpoint) -> Checkpoint:
        """The checkpoint with one entry more that could not be written; stored at once."""
        # Where not even nothing can be written, or the row can a second time, it was not the row.
        self.passes.write(table, row.slice(0, 0), (checkpoint, checkpoint), _unheard)
        if (error_again := self._tried(table, row, checkpoint)) is None:
            return checkpoint
        if self.result.set_aside == MOST:
            raise StoreError(
                f"More than {MOST:,} entries of the journal could not be brought into the graph, the last one"
                f" with: {told(error_again)}",
                "`ckg status` names those that were set aside; the next command goes on after them.",
            ) from error
        entry = SetAside.of(table, row.to_pylist()[0], error_again)
        checkpoint = replace(checkpoint, set_aside=(*checkpoint.set_aside, entry))
        with self.passes.target.writer(lambda _: None) as writer:
            write_checkpoint(writer, checkpoint)
        self.result += ProjectionResult(set_aside=1)
        return checkpoint


def _unheard(_items: int) -> Callable[[int], object]:
    return lambda _count: None
