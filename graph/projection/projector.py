"""From the journal into the graph: under a lease, slice by slice, each with its checkpoint."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

import cypher
from graph.journal import Journal
from graph.journal.views import VIEWS
from graph.lease import lease
from graph.progress import OnProgress, silent
from graph.projection.checkpoint import Checkpoint, check_history, read_checkpoint, write_checkpoint
from graph.projection.customers import Golden
from graph.projection.hiding import Hiding
from graph.projection.isolation import try_again, write_carefully
from graph.projection.passes import ADDED, Passes, ProjectionResult, Span, pending_rows
from graph.projection.set_aside import SetAside, may_be_an_entrys
from graph.projection.writer import GraphWriter
from graph.store import Store

Scores = TypeVar("Scores")
SLICE_ROWS = 50_000
"""Rows of the journal that share one checkpoint, unless one commit has more."""
_WIPE_NODES = 5_000
_WITHDRAWALS = "withdrawals"
_VIEWS = dict.fromkeys(("judgements", "review_cases"), ("runs",))
"""Views of the journal that the rows of a table need, where those are few."""


def project(
    journal: Journal, store: Store, golden: Golden, on_progress: OnProgress = silent
) -> ProjectionResult:
    """Brings the graph up to what the journal holds now; does nothing when it is there already.

    Waits while another process projects the same journal. May be killed at any time: the next call
    goes on from the last checkpoint, with the same result. Entries that cannot be written are set aside, and
    tried again by another version of the program. Raises JournalError or StoreError.
    """
    with lease(journal.folder / "projector.lock"):
        return _Projector(journal, store, golden, on_progress).run()


def rebuild(
    journal: Journal, store: Store, golden: Golden, on_progress: OnProgress = silent
) -> ProjectionResult:
    """Empties the graph and projects the whole journal; the graph is the same as before.

    Only what the journal knows comes back: scores are computed again after it. Also takes over a graph that
    belonged to another journal, and tries again what was set aside.
    """
    with lease(journal.folder / "projector.lock"):
        _save(store, Checkpoint(journal.id, wiping=True))
        return _Projector(journal, store, golden, on_progress).run()


def entries_set_aside(journal: Journal, store: Store) -> tuple[SetAside, ...]:
    """Entries that the graph lacks because they could not be written."""
    return read_checkpoint(store, journal.id).set_aside


def score(journal: Journal, store: Store, compute: Callable[[Store], Scores]) -> Scores | None:
    """What `compute` returns, which takes scores from the whole graph and writes them; null where no customer
    was written since it did so last. Killed on its way it is due again."""
    with lease(journal.folder / "projector.lock"):
        checkpoint = read_checkpoint(store, journal.id)
        if not checkpoint.unscored:
            return None
        scores = compute(store)
        _save(store, replace(checkpoint, unscored=False))
    return scores


@dataclass(frozen=True, slots=True)
class _Projector:
    journal: Journal
    store: Store
    golden: Golden
    on_progress: OnProgress

    def run(self) -> ProjectionResult:
        checkpoint = read_checkpoint(self.store, self.journal.id)
        checkpoint = self._without_taken_back(checkpoint)
        if checkpoint.wiping:
            checkpoint = self._without_taken_back(_wipe(self.store, checkpoint, self.on_progress))
        spans = _pending(self.journal, checkpoint)
        checkpoint, result = try_again(self.journal, self.store, self.golden, checkpoint)
        return result + self._write(checkpoint, spans) if spans else result

    def _without_taken_back(self, checkpoint: Checkpoint) -> Checkpoint:
        """The checkpoint with what was taken back or ended since; where that may be in the graph, it is made
        anew."""
        versions = self.journal.versions()
        now = versions[_WITHDRAWALS]
        if checkpoint.wiping:
            return checkpoint
        if not any(checkpoint.versions.values()):
            commit = self.journal.commit_ids({_WITHDRAWALS: now})[_WITHDRAWALS]
            return checkpoint.reached(_WITHDRAWALS, now, commit) if now else checkpoint
        if checkpoint.version(_WITHDRAWALS) != now or self.journal.ended_of(checkpoint.versions, versions):
            return _save(self.store, Checkpoint(self.journal.id, wiping=True))
        return checkpoint

    def _write(self, checkpoint: Checkpoint, spans: list[Span]) -> ProjectionResult:
        """Writes span by span; from the first that cannot be written as a whole on, carefully."""
        total, result = sum(span.rows for span in spans), ProjectionResult()
        try:
            with closing(self.journal.connect(views=_views(spans, checkpoint))) as connection:
                Hiding(connection).hide_entries(checkpoint.set_aside)
                passes = Passes(self.store, connection, self.golden)
                passes.restore(
                    self.journal.returning(checkpoint.versions, self.journal.versions()), checkpoint
                )
                while spans:
                    span = spans[0]
                    after = passes.after(span, checkpoint)
                    rows = pending_rows(self.journal, span, checkpoint)
                    step = partial(self.on_progress, f"graph: {span.table}")
                    meter = _Meter(step, result.rows, span.rows, total)
                    result += passes.write(span.table, rows, (checkpoint, after), meter.of)
                    checkpoint, spans = after, spans[1:]
        except Exception as error:
            if not may_be_an_entrys(error):
                raise
            result += self._write_carefully(checkpoint, spans, _Counter(self.on_progress, result.rows, total))
        self.on_progress("graph", total, total)
        return result

    def _write_carefully(
        self, checkpoint: Checkpoint, spans: list[Span], counter: _Counter
    ) -> ProjectionResult:
        _, result = write_carefully(self.journal, self.store, self.golden, spans, checkpoint, counter.done)
        return result


def _views(spans: list[Span], checkpoint: Checkpoint) -> set[str]:
    if checkpoint.set_aside:
        return set(VIEWS)
    return {view for span in spans for view in _VIEWS.get(span.table, VIEWS)}


def _pending(journal: Journal, checkpoint: Checkpoint) -> list[Span]:
    """What the graph lacks; raises StoreError when it holds something that the journal does not."""
    check_history(journal, checkpoint)
    return [
        Span(table, before, until, journal.commit_ids({table: until})[table], rows)
        for table in ADDED
        for before, until, rows in journal.spans(table, checkpoint.version(table), SLICE_ROWS)
    ]


@dataclass
class _Counter:
    """Tells of progress in rows of the journal, portion by portion."""

    on_progress: OnProgress
    count: int
    total: int

    def done(self, table: str, rows: int) -> None:
        self.count += rows
        self.on_progress(f"graph: {table}", self.count, self.total)


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
