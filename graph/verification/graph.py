"""The graph, held against what the journal says: as many nodes and edges of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import cypher
from graph.bulk.load import fill_whole, staged_graph, traits_of
from graph.bulk.staging import StagedGraph
from graph.bulk.tables import EDGES, NODES
from graph.errors import StoreError
from graph.files.lease import projector_lease
from graph.journal import Journal
from graph.model.edges import OF_SCORES
from graph.progress import OnProgress, silent
from graph.projection.checkpoint import Checkpoint, read_checkpoint
from graph.projection.resolved.customers import Golden
from graph.projection.spans import pending_spans
from graph.settings import Settings
from graph.store import Store
from graph.verification.findings import Finding, Kind

_OTHERS = frozenset({"Projection", "NetworkRun"})
"""Labels of nodes about the graph itself, which no entry of the journal states."""
_SCORES = frozenset(kind.type for kind in OF_SCORES)
_REBUILD = "`ckg rebuild` makes it anew from the journal."


def verify_graph(
    settings: Settings, store: Store, journal: Journal, golden: Golden, on_progress: OnProgress = silent
) -> list[Finding]:
    """What is different in the graph; puts the graph of the journal together aside, in the home's folder.

    Waits while another process projects the same journal. Raises JournalError, StoreError or DiskError.
    """
    with projector_lease(journal.folder, on_progress):
        try:
            checkpoint = read_checkpoint(store, journal.id)
            pending = sum(span.rows for span in pending_spans(journal, checkpoint))
        except StoreError as error:
            return [Finding(Kind.DIFFERENT, "graph", error.message, error.hint or "")]
        if checkpoint.wiping or pending:
            told = (
                f"rows of the journal that are not in it yet: {pending}." if pending else "it is unfinished."
            )
            return [Finding(Kind.DIFFERENT, "graph", told, _REBUILD)]
        expected = _expected(settings, journal, golden, checkpoint, on_progress)
    return list(_differences(expected, counted(store)))


def _expected(
    settings: Settings, journal: Journal, golden: Golden, checkpoint: Checkpoint, on_progress: OnProgress
) -> Counter[str]:
    with staged_graph(settings, traits_of(journal)) as graph:
        fill_whole(graph, journal, golden, checkpoint.set_aside, on_progress)
        return _staged(graph)


def _staged(graph: StagedGraph) -> Counter[str]:
    counts = Counter({_node(label): graph.count(table) for label, table in NODES.items()})
    for (type_, _, _), table in EDGES.items():
        counts[_edge(type_)] += graph.count(table)
    return counts


def counted(store: Store) -> Counter[str]:
    """How many nodes and edges of each kind a graph has: `nodes Order`, `edges PLACED`."""
    nodes = store.run(cypher.load("verification/node_counts"))
    edges = store.run(cypher.load("verification/edge_counts"))
    return Counter(
        {_node(row["label"]): row["count"] for row in nodes}
        | {_edge(row["type"]): row["count"] for row in edges}
    )


def _differences(expected: Counter[str], found: Counter[str]) -> Iterator[Finding]:
    of_itself = {_node(label) for label in _OTHERS} | {_edge(type_) for type_ in _SCORES}
    for kind in sorted((expected.keys() | found.keys()) - of_itself):
        if expected[kind] != found[kind]:
            told = f"the journal says {expected[kind]}, there are {found[kind]}."
            yield Finding(Kind.DIFFERENT, f"graph, {kind}", told, _REBUILD)


def _node(label: str) -> str:
    return f"nodes {label}"


def _edge(type_: str) -> str:
    return f"edges {type_}"
