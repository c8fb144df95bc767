"""All customers anew, after rules have changed that decide what they are shown with."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import duckdb

from graph.batches import batched
from graph.files.lease import projector_lease
from graph.journal import Journal
from graph.progress import OnProgress, silent
from graph.projection.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from graph.projection.hidden_rows import HiddenRows
from graph.projection.resolved.customers import PORTION, Golden, refresh_customers
from graph.projection.writing.writer import GraphWriter
from graph.store import Store

_CUSTOMERS = """
    SELECT DISTINCT customer_id FROM stored_assignments WHERE customer_id IS NOT NULL ORDER BY customer_id"""


def made_by_others(journal: Journal, store: Store, golden: Golden) -> bool:
    """Whether customers may be made by other rules; raises StoreError for the graph of another journal."""
    return _by_others(read_checkpoint(store, journal.id), golden)


def remake_customers(journal: Journal, store: Store, golden: Golden, on_progress: OnProgress = silent) -> int:
    """Makes all customers of a graph anew that holds the journal, if any may be made by other rules than
    `golden` has; returns how many. Killed on its way it is due again."""
    with projector_lease(journal.folder, on_progress):
        checkpoint = read_checkpoint(store, journal.id)
        if not _by_others(checkpoint, golden):
            return 0
        checkpoint = checkpoint.having_seen(journal.versions()["events"])
        with GraphWriter(store) as writer:
            write_checkpoint(writer, checkpoint)
        with closing(journal.connect()) as connection:
            HiddenRows(connection).hide_entries(checkpoint.set_aside)
            ids = [id_ for (id_,) in connection.execute(_CUSTOMERS).fetchall()]
            count = _made(store, connection, golden, ids, on_progress)
            lapsed_before = golden.lapsed_before(connection)
        done = replace(checkpoint, made_by=golden.fingerprint, lapsed_before=lapsed_before, unscored=True)
        with GraphWriter(store) as writer:
            write_checkpoint(writer, done)
    return count


def _by_others(checkpoint: Checkpoint, golden: Golden) -> bool:
    has_customers = not checkpoint.wiping and checkpoint.version("assignments") > 0
    return has_customers and checkpoint.made_by != golden.fingerprint


def _made(
    store: Store,
    connection: duckdb.DuckDBPyConnection,
    golden: Golden,
    ids: list[str],
    on_progress: OnProgress,
) -> int:
    count = 0
    for portion in batched(ids, PORTION):
        on_progress("graph: customers by other rules", count, len(ids))
        with GraphWriter(store) as writer:
            refresh_customers(writer, connection, golden, list(portion))
        count += len(portion)
    return count
