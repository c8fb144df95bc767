"""What a graph lacks of the journal, and writing it span by span."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial

import pyarrow as pa

from graph.journal import OF_THE_PAST, Journal
from graph.journal.reading.views import VIEWS
from graph.model.traits import KIND
from graph.progress import OnProgress
from graph.projection.checkpoint import Checkpoint, check_history
from graph.projection.hidden_rows import HiddenRows
from graph.projection.passes import ADDED, Passes, PendingSpans, ProjectionResult, Span, Target, pending_rows
from graph.projection.resolved.customers import Golden
from graph.projection.together import MOST_AT_ONCE, CombinedPass

SLICE_ROWS = 50_000
"""Rows of the journal that share one checkpoint, unless one commit has more."""
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
    """The checkpoint of an empty graph, which holds nothing that counts no more by now."""
    now = journal.versions()
    reached = {name: now[name] for name in OF_THE_PAST if now[name]}
    for name, commit in journal.commit_ids(reached).items():
        checkpoint = checkpoint.reached(name, reached[name], commit)
    return checkpoint


def shows_what_was_taken_back(journal: Journal, checkpoint: Checkpoint) -> bool:
    """Whether the graph may hold what was taken back, or has ended, since it was written, or what was dated
    by a clock of which it is known now that it was ahead."""
    if checkpoint.wiping or not any(checkpoint.versions.values()):
        return False
    now = journal.versions()
    if any(checkpoint.version(name) != now[name] for name in OF_THE_PAST):
        return True
    return bool(journal.ended_of(checkpoint.versions, now))


def write_spans(
    pending: PendingSpans, target: Target, on_progress: OnProgress
) -> Iterator[tuple[Checkpoint, ProjectionResult]]:
    """Writes the spans, in order; after each, or after several where they are few rows, come the checkpoint
    that was stored with it and what was written."""
    journal, checkpoint, spans = pending.journal, pending.checkpoint, pending.spans
    writing = _Writing(journal, target, pending.golden, on_progress, pending.rows)
    returning = journal.returning(checkpoint.versions, journal.versions())
    if returning:
        yield from writing.one_by_one(spans, checkpoint, returning)
        return
    for group in _groups(spans):
        for written in writing.group(group, checkpoint):
            checkpoint = written[0]
            yield written


def _groups(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Spans that may be written as one pass: those that follow each other, one of a table."""
    group: list[Span] = []
    for span in spans:
        rows = sum(it.rows for it in group) + span.rows
        if group and (rows > MOST_AT_ONCE or span.table == group[-1].table):
            yield group
            group = []
        group.append(span)
    yield group


@dataclass
class _Writing:
    """Spans on their way; `before` are the rows of those that are written."""

    journal: Journal
    target: Target
    golden: Golden
    on_progress: OnProgress
    total: int
    before: int = 0

    def group(
        self, spans: Sequence[Span], checkpoint: Checkpoint
    ) -> Iterator[tuple[Checkpoint, ProjectionResult]]:
        """Writes spans as one pass, or else one by one."""
        rows = sum(span.rows for span in spans)
        few = _few(self.journal, spans, checkpoint) if rows <= MOST_AT_ONCE else []
        if few:
            meter = self._meter(spans[0].table, rows)
            together = CombinedPass(self.journal, self.target, self.golden, spans, checkpoint, meter.of)
            written = together.written(few)
            if written is not None:
                self.before += rows
                yield written
                return
        yield from self.one_by_one(spans, checkpoint)

    def one_by_one(
        self, spans: Sequence[Span], checkpoint: Checkpoint, returning: Sequence[str] = ()
    ) -> Iterator[tuple[Checkpoint, ProjectionResult]]:
        """Writes spans, with a look at the whole journal, after records that are back."""
        journal = self.journal
        with closing(journal.connect(views=_views(spans, checkpoint))) as connection:
            HiddenRows(connection).hide_entries(checkpoint.set_aside)
            passes = Passes(self.target, connection, self.golden, journal.versions()["events"])
            passes.restore(returning, checkpoint)
            for span in spans:
                after = passes.after(span, checkpoint)
                rows = pending_rows(journal, span, checkpoint)
                meter = self._meter(span.table, span.rows)
                result = passes.write(span.table, rows, (checkpoint, after), meter.of)
                yield after, result
                checkpoint, self.before = after, self.before + result.rows

    def _meter(self, table: str, rows: int) -> _Meter:
        return _Meter(partial(self.on_progress, f"graph: {table}"), self.before, rows, self.total)


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
