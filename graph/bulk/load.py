"""The journal into a staged graph, for stores that take a whole graph faster than statement by statement."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import Any

from cypher import Dialect
from graph.bulk.columns.batch import ColumnBatch
from graph.bulk.columns.events import add_events
from graph.bulk.columns.records import add_records
from graph.bulk.embedded import load_embedded
from graph.bulk.neo4j_files import write_files
from graph.bulk.staging import StagedGraph
from graph.bulk.writer import StagingWriter
from graph.duck import connect
from graph.errors import StoreError
from graph.files.disk import writing
from graph.files.lease import projector_lease
from graph.journal import Journal
from graph.model.traits import Trait, merged
from graph.progress import OnProgress
from graph.projection import passes
from graph.projection.checkpoint import Checkpoint
from graph.projection.passes import PendingSpans, ProjectionResult, Target
from graph.projection.resolved.customers import Golden
from graph.projection.set_aside import SetAside, may_be_an_entrys, told
from graph.projection.spans import at_withdrawals, pending_spans, write_spans
from graph.settings import Settings
from graph.store import Store

ADDED = {**passes.ADDED, "records": add_records, "events": add_events}
"""What brings the rows of each table of the journal into a staged graph."""


class EmbeddedLoader:
    """Loads the embedded store of an installation at once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(
        self, pending: PendingSpans, store: Store, on_progress: OnProgress
    ) -> tuple[Checkpoint, ProjectionResult]:
        """Writes all spans into an empty graph; returns the checkpoint to be stored, and what was written."""
        with staged_graph(self._settings, traits_of(pending.journal)) as graph:
            reached, result = fill(graph, pending, on_progress)
            on_progress("graph: loading", 0, None)
            load_embedded(graph, store.endpoint)
        return reached, result


def write_import(
    settings: Settings, journal: Journal, golden: Golden, folder: Path, on_progress: OnProgress
) -> ProjectionResult:
    """Writes the whole journal as files for Neo4j's import, with the checkpoint; returns what they hold.

    Raises JournalError, StoreError or DiskError.
    """
    with (
        projector_lease(journal.folder, on_progress),
        writing(folder),
        staged_graph(settings, traits_of(journal)) as graph,
    ):
        result = fill_whole(graph, journal, golden, (), on_progress)
        on_progress("graph: writing files", 0, None)
        folder.mkdir(parents=True, exist_ok=True)
        write_files(graph, folder)
    return result


def fill_whole(
    graph: StagedGraph,
    journal: Journal,
    golden: Golden,
    set_aside: tuple[SetAside, ...],
    on_progress: OnProgress,
) -> ProjectionResult:
    """Writes the whole journal, but for what is set aside, into a staged graph; returns what was written.

    Raises StoreError where an entry cannot be written.
    """
    start = replace(at_withdrawals(journal, Checkpoint(journal.id)), set_aside=set_aside)
    try:
        return fill(graph, PendingSpans(journal, golden, start, pending_spans(journal, start)), on_progress)[
            1
        ]
    except Exception as error:
        if not may_be_an_entrys(error):
            raise
        raise StoreError(
            f"An entry of the journal cannot be put into files: {told(error)}.",
            "Use `ckg rebuild`, which sets it aside.",
        ) from None  # its text may hold values


def loader_for(store: Store, settings: Settings) -> EmbeddedLoader | None:
    """What loads a store at once while it runs; null for those that take statements alone."""
    embedded = store.dialect is Dialect.ARCADEDB and store.endpoint.http_port is not None
    return EmbeddedLoader(settings) if embedded else None


def traits_of(journal: Journal) -> Collection[Trait]:
    """The traits that the sources of a journal declare."""
    return merged(trait for _, trait in journal.traits()).values()


@contextmanager
def staged_graph(settings: Settings, traits: Collection[Trait]) -> Iterator[StagedGraph]:
    """An empty staged graph in a folder of its own, which goes with it, as does what a killed load left."""
    folder = settings.home.absolute() / "bulk"
    rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    limits: dict[str, Any] = {"memory_limit": settings.run_memory, "temp_directory": str(folder)}
    try:
        with closing(connect(folder / "graph.duckdb", limits)) as connection:
            yield StagedGraph(connection, traits)
    finally:
        rmtree(folder, ignore_errors=True)


def fill(
    graph: StagedGraph, pending: PendingSpans, on_progress: OnProgress
) -> tuple[Checkpoint, ProjectionResult]:
    """Writes what is pending into a staged graph; returns the checkpoint after it, and what was written."""
    checkpoint, result = pending.checkpoint, ProjectionResult()
    target = Target(partial(StagingWriter, graph), lambda _traits: None, partial(ColumnBatch, graph), ADDED)
    for reached, written in write_spans(pending, target, on_progress):
        checkpoint, result = reached, result + written
    return checkpoint, result
