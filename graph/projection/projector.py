"""From the journal into the graph: under a lease, slice by slice, each with its checkpoint."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

import cypher
from graph.errors import StoreError
from graph.files.lease import projector_lease
from graph.journal import Journal
from graph.model import MODEL
from graph.model.schema import apply_schema
from graph.progress import OnProgress, silent
from graph.projection.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from graph.projection.isolation import try_again, write_carefully
from graph.projection.passes import ADDED, PendingSpans, ProjectionResult, Span, Target
from graph.projection.resolved.customers import Golden
from graph.projection.set_aside import SetAside, may_be_an_entrys
from graph.projection.spans import at_withdrawals, pending_spans, shows_what_was_taken_back, write_spans
from graph.projection.writing.writer import GraphWriter
from graph.store import Store

Scores = TypeVar("Scores")
_WIPE_NODES = 5_000
AT_ONCE = 5_000
"""Rows of the journal from which on a first load goes by a loader, if there is one."""


class Loader(Protocol):
    """What writes a whole journal into an empty graph at once."""

    def __call__(
        self, pending: PendingSpans, store: Store, on_progress: OnProgress, /
    ) -> tuple[Checkpoint, ProjectionResult]:
        """Returns the checkpoint after all spans, which is not stored yet, and what was written. After an
        error the graph may hold a part of it."""


def project(
    journal: Journal,
    store: Store,
    golden: Golden,
    on_progress: OnProgress = silent,
    loader: Loader | None = None,
) -> ProjectionResult:
    """Brings the graph up to what the journal holds now; does nothing when it is there already.

    Waits while another process projects the same journal, and says so. May be killed at any time: the next
    call goes on from the last checkpoint, with the same result. Entries that cannot be written are set aside,
    and tried again by another version of the program. A `loader` writes a large first load. Raises
    JournalError or StoreError.
    """
    with projector_lease(journal.folder, on_progress):
        return _Projector(journal, store, golden, on_progress, loader).run()


def rebuild(
    journal: Journal,
    store: Store,
    golden: Golden,
    on_progress: OnProgress = silent,
    loader: Loader | None = None,
) -> ProjectionResult:
    """Empties the graph and projects the whole journal; the graph is the same as before.

    Only what the journal knows comes back: scores are computed again after it. Also takes over a graph that
    belonged to another journal, and tries again what was set aside. Raises JournalError or StoreError.
    """
    with projector_lease(journal.folder, on_progress):
        check_own(store)
        _save(store, Checkpoint(journal.id, wiping=True))
        return _Projector(journal, store, golden, on_progress, loader).run()


def confirm_commits(journal: Journal, store: Store, earlier: Mapping[str, Mapping[str, str]]) -> bool:
    """Say in the graph which commits it holds, after files of the journal were written anew without rows that
    it does not show; `earlier` are the ids that commits had, by table and version. The caller holds the
    projector's lease. False, with nothing said, where the graph holds others: it has to be made anew."""
    checkpoint = read_checkpoint(store, journal.id)
    now = journal.commit_ids(checkpoint.versions)
    for table, commit in checkpoint.commits.items():
        version = str(checkpoint.version(table))
        if commit not in (now[table], earlier.get(table, {}).get(version)):
            return False
    if checkpoint.wiping:
        return False
    commits, has_customers = {it: now[it] for it in checkpoint.commits}, checkpoint.version("assignments") > 0
    _save(store, replace(checkpoint, commits=commits, unscored=checkpoint.unscored or has_customers))
    return True


def entries_set_aside(journal: Journal, store: Store) -> tuple[SetAside, ...]:
    """Entries that the graph lacks because they could not be written."""
    return read_checkpoint(store, journal.id).set_aside


def prepare(store: Store) -> None:
    """Makes constraints and indexes; raises StoreError, before any is made, as `check_own` does."""
    check_own(store)
    apply_schema(store)


def check_own(store: Store) -> None:
    """Raises StoreError where a database into which no journal was projected has nodes of another program:
    with the next rebuild they would be gone."""
    if store.run(cypher.load("projection/checkpoint")):
        return
    found = store.run(cypher.load("projection/foreign_node"), labels=[kind.label for kind in MODEL.nodes])
    if found:
        raise StoreError(
            f"The database {store.endpoint.database!r} at {store.endpoint.uri} has nodes of another program"
            f" (:{':'.join(found[0]['labels'])}); a graph that is made anew would take their place.",
            "Name a database of its own in NEO4J_DATABASE or NEO4J_URI, or delete what is in this one.",
        )


def is_empty(store: Store) -> bool:
    """Whether a graph has no node but its checkpoint."""
    return not store.run(cypher.load("projection/any_node"))


def score(
    journal: Journal, store: Store, compute: Callable[[Store], Scores], on_progress: OnProgress = silent
) -> Scores | None:
    """What `compute` returns, which takes scores from the whole graph and writes them; null where no customer
    was written since it did so last. Killed on its way it is due again."""
    with projector_lease(journal.folder, on_progress):
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
    loader: Loader | None

    def run(self) -> ProjectionResult:
        checkpoint = read_checkpoint(self.store, self.journal.id)
        if checkpoint == Checkpoint(self.journal.id):
            check_own(self.store)
        loader = None if checkpoint.loading else self.loader  # what killed a load may kill the next one
        checkpoint = self._without_taken_back(checkpoint)
        if checkpoint.wiping:
            checkpoint = self._without_taken_back(_wipe(self.store, checkpoint, self.on_progress))
        spans = pending_spans(self.journal, checkpoint)
        if loader and self._is_first(checkpoint, spans):
            loaded = self._load(loader, checkpoint, spans)
            if loaded:
                return loaded
            checkpoint = self._without_taken_back(_wipe(self.store, checkpoint, self.on_progress))
        checkpoint, result = try_again(self.journal, self.store, self.golden, checkpoint)
        return result + self._write(checkpoint, spans) if spans else result

    def _is_first(self, checkpoint: Checkpoint, spans: list[Span]) -> bool:
        """Whether there is much to write into a graph that has nothing yet."""
        if any(checkpoint.version(table) for table in ADDED) or sum(span.rows for span in spans) < AT_ONCE:
            return False
        return is_empty(self.store)

    def _load(self, loader: Loader, checkpoint: Checkpoint, spans: list[Span]) -> ProjectionResult | None:
        """Writes all spans at once; null where an entry may be why that failed. Until it is done the graph
        counts as one to be emptied, so whatever kills the program leaves none that is taken for whole."""
        _save(self.store, Checkpoint(self.journal.id, wiping=True, loading=True))
        try:
            checkpoint, result = loader(self._pending(checkpoint, spans), self.store, self.on_progress)
        except Exception as error:
            if not may_be_an_entrys(error):
                raise
            return None
        _save(self.store, checkpoint)
        return result

    def _without_taken_back(self, checkpoint: Checkpoint) -> Checkpoint:
        """The checkpoint with what was taken back or ended since; where that may be in the graph, it is made
        anew."""
        if checkpoint.wiping:
            return checkpoint
        if not any(checkpoint.versions.values()):
            return at_withdrawals(self.journal, checkpoint)
        if shows_what_was_taken_back(self.journal, checkpoint):
            return _save(self.store, Checkpoint(self.journal.id, wiping=True))
        return checkpoint

    def _write(self, checkpoint: Checkpoint, spans: list[Span]) -> ProjectionResult:
        """Writes span by span; from the first that cannot be written as a whole on, carefully."""
        pending, result = self._pending(checkpoint, spans), ProjectionResult()
        total = pending.rows
        try:
            for reached, written in write_spans(pending, Target.of(self.store), self.on_progress):
                checkpoint, result = reached, result + written
                spans = [span for span in spans if span.until > checkpoint.version(span.table)]
        except Exception as error:
            if not may_be_an_entrys(error):
                raise
            counter = _Counter(self.on_progress, result.rows, total)
            result += write_carefully(self._pending(checkpoint, spans), self.store, counter.done)[1]
        self.on_progress("graph", total, total)
        return result

    def _pending(self, checkpoint: Checkpoint, spans: Sequence[Span]) -> PendingSpans:
        return PendingSpans(self.journal, self.golden, checkpoint, spans)


@dataclass
class _Counter:
    """Tells of progress in rows of the journal, portion by portion."""

    on_progress: OnProgress
    count: int
    total: int

    def done(self, table: str, rows: int) -> None:
        self.count += rows
        self.on_progress(f"graph: {table}", self.count, self.total)


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
