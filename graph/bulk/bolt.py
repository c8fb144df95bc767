"""A staged graph into an empty store over Bolt, where nothing need be looked for before it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC

import cypher
from cypher import Mode, Query
from graph.bulk.embedded import CHECKPOINT, LOADING
from graph.bulk.staging import StagedGraph
from graph.bulk.tables import EDGES, NODES, Table
from graph.errors import StoreError
from graph.model import MODEL
from graph.model.types import PropertyType
from graph.model.writes import matched_ends
from graph.progress import OnProgress
from graph.projection.writing.writer import ROWS, Row, sendable
from graph.store import Store

_LOADED = {label: table for label, table in NODES.items() if label != CHECKPOINT}


def load_over_bolt(graph: StagedGraph, store: Store, on_progress: OnProgress) -> None:
    """Writes all nodes and edges but the checkpoint into the store, which has none of them.

    Killed on its way, or with an error, it leaves a part of them. Raises StoreError, also where the store has
    more or fewer in the end: others may write to it.
    """
    loads = [(_node_load(label), table) for label, table in _LOADED.items()]
    loads += [(_edge_load(*ends), table) for ends, table in EDGES.items()]
    total, written = sum(graph.count(table) for _, table in loads), 0
    for query, table in loads:
        rows = _told(_rows(graph, table), written, total, on_progress)
        written += store.write_batches(query, rows, ROWS)
    _check_whole(graph, store)


def _told(rows: Iterable[Row], before: int, total: int, on_progress: OnProgress) -> Iterator[Row]:
    """The rows, with how many were taken told at each batch."""
    for taken, row in enumerate(rows):
        if taken % ROWS == 0:
            on_progress(LOADING, before + taken, total)
        yield row


def _check_whole(graph: StagedGraph, store: Store) -> None:
    """Raises StoreError where the store has not as many nodes and edges of a kind as the graph."""
    wanted = Counter({label: graph.count(table) for label, table in _LOADED.items()})
    for (type_, _, _), table in EDGES.items():
        wanted[type_] += graph.count(table)
    made = Counter({row["label"]: row["count"] for row in store.run(cypher.load("verification/node_counts"))})
    made.update({row["type"]: row["count"] for row in store.run(cypher.load("verification/edge_counts"))})
    if kind := next((it for it in wanted if made[it] != wanted[it]), None):
        raise StoreError(
            f"After a load the store at {store.endpoint.uri} has {made[kind]:,} {kind} of {wanted[kind]:,}:"
            " something else writes to its database.",
            "See to it that nothing does, and run the command again.",
        )


def _node_load(label: str) -> Query:
    text = f"UNWIND $rows AS row\nCREATE (n:{label})\nSET n = row.properties"
    return Query(f"load/{label}", Mode.WRITE, ("rows",), f"Write {label} nodes that are not there.", text)


def _edge_load(type_: str, start: str, end: str) -> Query:
    ends = matched_ends(MODEL.node[start], MODEL.node[end])
    lines = ["UNWIND $rows AS row", *ends, f"CREATE (a)-[e:{type_}]->(b)", "SET e = row.properties"]
    about = f"Write {type_} edges from {start} to {end} that are not there."
    return Query(f"load/{type_}_{start}_{end}", Mode.WRITE, ("rows",), about, "\n".join(lines))


def _rows(graph: StagedGraph, table: Table) -> Iterator[Row]:
    """The nodes or edges of a table, with the keys of an edge's ends beside its properties."""
    own = graph.own(table)
    times = {each.name for each in own.properties if each.type is PropertyType.TIME}
    names = [each.name for each in own.properties]
    ends = [name for name in own.key if name not in names] if table.ends else []
    columns = ", ".join(f'"{name}"' for name in (*ends, *names))
    found = graph.connection.sql(f"SELECT {columns} FROM {graph.settled(table)}")  # noqa: S608 - names of the model
    for portion in found.to_arrow_reader(ROWS):
        for row in portion.to_pylist():
            keys = {name: row.pop(name) for name in ends}
            given = {
                name: value.replace(tzinfo=UTC) if name in times else value
                for name, value in row.items()
                if value is not None
            }
            yield keys | {"properties": sendable(given)}
