"""How far the graph is behind the journal."""

import time
from dataclasses import dataclass

from graph.journal import Journal
from graph.projection.checkpoint import check_history, read_checkpoint
from graph.projection.passes import ADDED
from graph.projection.spans import shows_what_was_taken_back
from graph.store import Store


@dataclass(frozen=True)
class ProjectionLag:
    """Rows of the journal that the graph lacks, seconds for which the oldest of them has waited (0 without
    any), and entries that could not be written; whether it may still show what was taken back, and whether
    its scores are older than its customers."""

    rows: int
    seconds: float
    set_aside: int
    taken_back: bool = False
    unscored: bool = False


def lag(journal: Journal, store: Store) -> ProjectionLag:
    """The lag of the graph; raises StoreError when it is the projection of another journal, or of a past that
    this one has not."""
    checkpoint = read_checkpoint(store, journal.id)
    check_history(journal, checkpoint)
    rows, made = 0, [time.time()]
    for table in ADDED:
        waiting = [span for span in journal.spans(table, checkpoint.version(table), rows=1) if span[2]]
        rows += sum(count for _, _, count in waiting)
        made += [journal.committed_at(table, version) for _, version, _ in waiting[:1]]
    waited = max(time.time() - min(made), 0.0)
    taken_back = shows_what_was_taken_back(journal, checkpoint)
    return ProjectionLag(rows, waited, len(checkpoint.set_aside), taken_back, checkpoint.unscored)
