"""A staged graph into the embedded store, by its interface for batches of nodes and edges."""

from __future__ import annotations

import urllib.error
from collections.abc import Iterable, Iterator
from http.client import HTTPException
from typing import Any

import pyarrow as pa

from graph.bulk.parts import FROM, TO, Part, edge_parts, node_parts
from graph.bulk.staging import StagedGraph
from graph.journal.tables.arrow import compute as pc
from graph.model.types import PropertyType
from graph.progress import OnProgress
from graph.stores.embedded_http import command, post
from graph.stores.endpoint import Endpoint
from graph.stores.errors import QueryError

_LINES = 5_000
# Nodes are named by their place. Lists of edges begin as small as those of edges written one by one. Without
# its log the store could lose pages of a finished load when it is killed.
_OPTIONS = "refMode=ordinal&idMapping=false&wal=true&edgeListInitialSize=64&preAllocateEdgeChunks=false"
_TYPES = {PropertyType.TIME: "DATETIME_MICROS", PropertyType.DECIMAL: "DOUBLE"}
"""What JSON has no values of its own for, and what the store calls it."""
_JSON = {
    PropertyType.TIME: """strftime({}, '"%Y-%m-%dT%H:%M:%S.%f"')""",
    PropertyType.INTEGER: "{}::VARCHAR",
    PropertyType.FLAG: "{}::VARCHAR",
}
"""SQL for the JSON of values that need no quoting; null for null."""
LOADING = "graph: loading"
"""What the step is called to those who wait."""
CHECKPOINT = "Projection"
"""The label of the node that is written when all others are there."""


def load_embedded(graph: StagedGraph, endpoint: Endpoint, on_progress: OnProgress) -> None:
    """Writes all nodes and edges but the checkpoint into the store, which has none of them; tells how many
    were sent.

    Killed on its way, or with an error, it leaves a part of them. Raises QueryError where the store refuses,
    breaks off or took another number: statements may still do it, or tell that the store is gone.
    """
    nodes = node_parts(graph, without=(CHECKPOINT,))
    edges = list(edge_parts(graph, nodes))
    try:
        command(endpoint, _declared(nodes, edges))
        wanted = sum(part.count for part in (*nodes, *edges))
        path = f"batch/{endpoint.database}?{_OPTIONS}&expectedRecords={wanted}"
        lines = _told(_lines(graph, nodes, edges), wanted, on_progress)
        try:
            told = post(endpoint, path, lines, "application/x-ndjson")
        finally:
            command(endpoint, _undeclared(nodes, edges))
    except urllib.error.HTTPError as error:  # its text may hold values
        raise QueryError(
            f"The store refused a bulk load (HTTP {error.code}).", "Its log has the details."
        ) from None
    except (OSError, HTTPException) as error:
        raise QueryError(
            f"The store at {endpoint.uri} broke off a bulk load ({type(error).__name__}).",
            "Its log has the details.",
        ) from None
    if (made := told["verticesCreated"] + told["edgesCreated"]) != wanted:
        raise QueryError(f"The store took {made:,} of {wanted:,} nodes and edges.", "Run the command again.")


def _declared(nodes: Iterable[Part], edges: Iterable[Part]) -> Iterator[str]:
    """Statements that make types, and say for the time of the load which properties are no texts."""
    for word, parts in (("VERTEX", nodes), ("EDGE", edges)):
        for kind in dict.fromkeys(part.kind for part in parts):
            yield f"CREATE {word} TYPE `{kind}` IF NOT EXISTS BUCKETS 1"
    for name, type_ in _typed(nodes, edges):
        yield f"CREATE PROPERTY {name} IF NOT EXISTS {type_}"


def _undeclared(nodes: Iterable[Part], edges: Iterable[Part]) -> Iterator[str]:
    """Statements that leave the types as they are without a load."""
    return (f"DROP PROPERTY {name} IF EXISTS" for name, _ in _typed(nodes, edges))


def _typed(nodes: Iterable[Part], edges: Iterable[Part]) -> Iterator[tuple[str, str]]:
    parts = {part.kind: part for part in (*nodes, *edges)}
    for part in parts.values():
        for each in part.properties:
            if each.type in _TYPES:
                yield f"`{part.kind}`.`{each.name}`", _TYPES[each.type]


def _told(portions: Iterable[tuple[int, bytes]], total: int, on_progress: OnProgress) -> Iterator[bytes]:
    """The portions, each told of when it is sent."""
    sent = 0
    for count, lines in portions:
        yield lines
        sent += count
        on_progress(LOADING, sent, total)


def _lines(graph: StagedGraph, nodes: Iterable[Part], edges: Iterable[Part]) -> Iterator[tuple[int, bytes]]:
    """The load as JSON lines, in portions, each with how many lines it has."""
    for kind, parts in (("v", nodes), ("e", edges)):
        for part in parts:
            for found in graph.connection.sql(_json_sql(kind, part)).to_arrow_reader(_LINES):
                yield found.num_rows, _bytes_of(found.column(0))


def _json_sql(kind: str, part: Part) -> str:
    """SQL that makes one line of each node or edge; `concat` leaves out what is null."""
    ends = {"@from": FROM, "@to": TO} if kind == "e" else {}
    given = [_text(f'{{"@type":"{kind}","@class":"{part.kind}"')]
    for name, column in ends.items():
        given += [_text(f',"{name}":"'), column, _text('"')]
    for each in part.properties:
        value = _JSON.get(each.type, "to_json({})").format(f'"{each.name}"')
        given.append(_text(f',"{each.name}":') + f" || {value}")
    return f"SELECT concat({', '.join(given)}, {_text('}')}, chr(10)) AS line FROM ({part.sql})"  # noqa: S608 - names of the model


def _text(text: str) -> str:
    return f"'{text}'"


def _bytes_of(lines: Any) -> bytes:
    """The texts of an Arrow column, one behind the other."""
    joined = pc.binary_join(pa.ListArray.from_arrays(pa.array([0, len(lines)], pa.int32()), lines), "")
    return bytes(joined[0].as_buffer())
