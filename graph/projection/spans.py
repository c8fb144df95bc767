"""What a graph lacks of the journal, and writing it span by span."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial

import pyarrow as pa

from graph.journal import Journal
from graph.journal.reading.views import VIEWS
from graph.model.traits import KIND
from graph.progress import OnProgress
from graph.projection.checkpoint import Checkpoint, check_history
from graph.projection.hiding import Hiding
from graph.projection.passes import ADDED, Passes, ProjectionResult, Span, Target, pending_rows
from graph.projection.resolved.customers import Golden
from graph.projection.together import MOST_AT_ONCE, Together

SLICE_ROWS = 50_000
"""Rows of the journal that share one checkpoint, unless one commit has more."""
WITHDRAWALS = "withdrawals"
_VIEWS = dict.fromkeys(("judgements", "review_cases"), ("runs",))
"""Views of the journal that the rows of a table need, where those are few."""


def pending_spans(journal: Journal, checkpoint: Checkpoint) -> list[Span]:
    """What the graph lacks; raises StoreError when it holds something that the journal does not."""
    check_history(journal, checkpoint)
    return [
        Span(table, before, until, journal.commit_ids({table: until})[table], rows)
        for table in ADDED
        for before, until, rows in journal.spans(table, checkpoint.version(table), SLICE_ROWS)
    ]


def at_withdrawals(journal: Journal, checkpoint: Checkpoint) -> Checkpoint:
    """The checkpoint of an empty graph, which holds nothing that was taken back by now."""
    now = journal.versions()[WITHDRAWALS]
    commit = journal.commit_ids({WITHDRAWALS: now})[WITHDRAWALS]
    return checkpoint.reached(WITHDRAWALS, now, commit) if now else checkpoint


def write_spans(
    journal: Journal,
    target: Target,
    golden: Golden,
    spans: Sequence[Span],
    checkpoint: Checkpoint,
    on_progress: OnProgress,
) -> Iterator[tuple[Checkpoint, ProjectionResult]]:
    """Writes the spans, in order; after each, or after all where they are few, come the checkpoint that was
    stored with it and what was written."""
    total, rows_before = sum(span.rows for span in spans), 0
    returning = journal.returning(checkpoint.versions, journal.versions())
    few = [] if returning or total > MOST_AT_ONCE else _few(journal, spans, checkpoint)
    meter = _Meter(partial(on_progress, f"graph: {spans[0].table}"), 0, total, total)
    together = Together(journal, target, golden, spans, checkpoint, meter.of).written(few) if few else None
    if together is not None:
        yield together
        return
    with closing(journal.connect(views=_views(spans, checkpoint))) as connection:
        Hiding(connection).hide_entries(checkpoint.set_aside)
        passes = Passes(target, connection, golden, journal.versions()["events"])
        passes.restore(returning, checkpoint)
        for span in spans:
            after = passes.after(span, checkpoint)
            rows = pending_rows(journal, span, checkpoint)
            step = partial(on_progress, f"graph: {span.table}")
            meter = _Meter(step, rows_before, span.rows, total)
            result = passes.write(span.table, rows, (checkpoint, after), meter.of)
            yield after, result
            checkpoint, rows_before = after, rows_before + result.rows


def _few(journal: Journal, spans: Sequence[Span], checkpoint: Checkpoint) -> list[pa.Table]:
    """The rows of few spans, if what they concern can be told from them."""
    if checkpoint.set_aside or all(span.table in _VIEWS for span in spans):
        return []
    found = [pending_rows(journal, span, checkpoint) for span in spans]
    declaring = any("details" in it.column_names and KIND in it.column("kind").to_pylist() for it in found)
    return [] if declaring else found


def _views(spans: Sequence[Span], checkpoint: Checkpoint) -> set[str]:
    if checkpoint.set_aside:
        return set(VIEWS)
    return {view for span in spans for view in _VIEWS.get(span.table, VIEWS)}


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
