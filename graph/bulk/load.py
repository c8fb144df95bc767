"""The journal into a staged graph, for stores that take a whole graph faster than statement by statement."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import Any

from cypher import Dialect
from graph.bulk.bolt import load_over_bolt
from graph.bulk.columns.batch import ColumnBatch
from graph.bulk.columns.events import add_events
from graph.bulk.columns.records import add_records
from graph.bulk.embedded import LOADING, load_embedded
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


class StagedLoader(ABC):
    """Writes a whole graph into an empty store when it is put together."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(
        self, pending: PendingSpans, store: Store, on_progress: OnProgress
    ) -> tuple[Checkpoint, ProjectionResult]:
        """Writes all spans into an empty graph; returns the checkpoint to be stored, and what was written."""
        with staged_graph(self._settings, traits_of(pending.journal)) as graph:
            reached, result = fill(graph, pending, on_progress)
            on_progress(LOADING, 0, None)
            self.load(graph, store, on_progress)
        return reached, result

    @abstractmethod
    def load(self, graph: StagedGraph, store: Store, on_progress: OnProgress) -> None:
        """Writes a graph that is put together."""


class EmbeddedLoader(StagedLoader):
    """Loads the embedded store of an installation at once."""

    def load(self, graph: StagedGraph, store: Store, on_progress: OnProgress) -> None:
        """Writes a graph by the store's own interface."""
        load_embedded(graph, store.endpoint, on_progress)


class BoltLoader(StagedLoader):
    """Loads any store by statements that look for nothing before they write it."""

    def load(self, graph: StagedGraph, store: Store, on_progress: OnProgress) -> None:
        """Writes a graph statement by statement."""
        load_over_bolt(graph, store, on_progress)


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


def loader_for(store: Store, settings: Settings) -> StagedLoader:
    """What loads a store while it runs, by the fastest way that it has."""
    embedded = store.dialect is Dialect.ARCADEDB and store.endpoint.http_port is not None
    return EmbeddedLoader(settings) if embedded else BoltLoader(settings)


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
