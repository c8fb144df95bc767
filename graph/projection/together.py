"""Few rows of several tables, written as one pass: what they add, and what is made anew for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

import pyarrow as pa

from graph.journal import Journal
from graph.projection.additions import Additions, told_apart
from graph.projection.checkpoint import Checkpoint, write_checkpoint
from graph.projection.excerpt import MOST, JournalExcerpt
from graph.projection.passes import Passes, ProjectionResult, Span, SpanRows, Target
from graph.projection.resolved.customers import Golden
from graph.stores.errors import StoreBusyError, StoreConflictError

MOST_AT_ONCE = 60_000
"""Rows up to which it is looked for what only adds to the graph."""
_Written = tuple[Checkpoint, ProjectionResult]


@dataclass(frozen=True, slots=True)
class CombinedPass:
    """Writes spans as one pass; `meter` is told how many nodes and edges there are, and gives what hears of
    those that are written."""

    journal: Journal
    target: Target
    golden: Golden
    spans: Sequence[Span]
    checkpoint: Checkpoint
    meter: Callable[[int], Callable[[int], object]]

    def written(self, pending: Sequence[pa.Table]) -> _Written | None:
        """The checkpoint after the pending rows of the spans and what was written; null where they are too
        many to be looked at together, and nothing was."""
        added, others = told_apart(self.journal, self.spans, pending, self.checkpoint)
        if sum(rows.num_rows for rows in others) > MOST:
            return None
        if added is not None:
            try:
                found = self._with_additions(added, others)
            except (StoreConflictError, StoreBusyError):
                found = None  # a part may be there; made anew, everything counts once
            if found is not None:
                return found
        return self._made_anew(pending) if sum(rows.num_rows for rows in pending) <= MOST else None

    def _with_additions(self, added: pa.Table, others: Sequence[pa.Table]) -> _Written | None:
        """Writes both; null where more is to be made anew than other rows say, and nothing was written."""
        with self.target.writer(lambda _: None) as writer:
            additions = Additions.of(self.journal, self.golden, added, writer)
        if additions is None:
            return None
        with closing(additions):
            alone = not any(rows.num_rows for rows in others)
            if alone and not additions.may_let_lapse(self.checkpoint):
                return self._added(additions)
            return self._made_anew(others, additions)

    def _added(self, additions: Additions) -> _Written:
        """Writes nothing but additions."""
        after = self.checkpoint
        for span in self.spans:
            after = after.reached(span.table, span.until, span.commit)
        lapsed_before = additions.lapsed_before(self.checkpoint)
        after = replace(after.having_seen(self._events()), unscored=True, lapsed_before=lapsed_before)
        wrote = self.meter(additions.batch.nodes + additions.batch.edges)
        with self.target.writer(wrote) as writer:
            write_checkpoint(writer, self.checkpoint.having_seen(self._events()))
            customers = additions.write(writer)
            write_checkpoint(writer, after)
        return after, replace(additions.result, customers=customers)

    def _made_anew(self, pending: Sequence[pa.Table], additions: Additions | None = None) -> _Written | None:
        """Writes what follows from rows, and additions unless the rows say something of their records; null
        where the rows concern too much, too."""
        excerpt = JournalExcerpt.of(self.journal, self.golden, pending, self._events())
        if excerpt is None:
            return None
        with closing(excerpt):
            if additions and excerpt.named & additions.records:
                return None
            passes = Passes(self.target, excerpt.connection, excerpt, self._events())
            parts, checkpoint = [], self.checkpoint
            for span, rows in zip(self.spans, pending, strict=True):
                after = passes.after(span, checkpoint)
                excerpt.include_lapsing(checkpoint.lapsed_before, after.lapsed_before)
                parts.append(SpanRows(span.table, rows, checkpoint, after))
                checkpoint = after
            result = passes.write_together(parts, self.meter, additions.write if additions else None)
            return checkpoint, result + additions.result if additions else result

    def _events(self) -> int:
        """The version of the events that all this is about."""
        reached = [span.until for span in self.spans if span.table == "events"]
        return reached[0] if reached else self.checkpoint.version("events")
