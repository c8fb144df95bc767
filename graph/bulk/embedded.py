"""A staged graph into the embedded store, by its interface for batches of nodes and edges."""

from __future__ import annotations

import urllib.error
from collections.abc import Iterable, Iterator
from http.client import HTTPException

from graph.bulk.parts import FROM, TO, Part, edge_parts, node_parts
from graph.bulk.staging import StagedGraph
from graph.model.types import PropertyType
from graph.stores.embedded_http import command, post
from graph.stores.endpoint import Endpoint
from graph.stores.errors import QueryError

_LINES = 5_000
# Nodes are named by their place. Lists of edges begin as small as those of edges written one by one. Without
# its log the store could lose pages of a finished load when it is killed.
_OPTIONS = "refMode=ordinal&idMapping=false&wal=true&edgeListInitialSize=64&preAllocateEdgeChunks=false"
_TYPES = {PropertyType.TIME: "DATETIME_MICROS", PropertyType.DECIMAL: "DOUBLE"}
"""What JSON has no values of its own for, and what the store calls it."""
_TIME = "strftime({}, '%Y-%m-%dT%H:%M:%S.%f')"
CHECKPOINT = "Projection"
"""The label of the node that is written when all others are there."""


def load_embedded(graph: StagedGraph, endpoint: Endpoint) -> None:
    """Writes all nodes and edges but the checkpoint into the store, which has none of them.

    Killed on its way, or with an error, it leaves a part of them. Raises QueryError where the store refuses,
    breaks off or took another number: statements may still do it, or tell that the store is gone.
    """
    nodes = node_parts(graph, without=(CHECKPOINT,))
    edges = list(edge_parts(graph, nodes))
    try:
        command(endpoint, _declared(nodes, edges))
        wanted = sum(part.count for part in (*nodes, *edges))
        path = f"batch/{endpoint.database}?{_OPTIONS}&expectedRecords={wanted}"
        try:
            told = post(endpoint, path, _lines(graph, nodes, edges), "application/x-ndjson")
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


def _lines(graph: StagedGraph, nodes: Iterable[Part], edges: Iterable[Part]) -> Iterator[bytes]:
    """The load as JSON lines, in portions."""
    for kind, parts in (("v", nodes), ("e", edges)):
        for part in parts:
            found = graph.connection.execute(_json_sql(kind, part))
            while portion := found.fetchmany(_LINES):
                yield ("\n".join(line for (line,) in portion) + "\n").encode()


def _json_sql(kind: str, part: Part) -> str:
    """SQL that makes one line of each node or edge; a merge patch leaves out what is null."""
    ends = {"@from": FROM, "@to": TO} if kind == "e" else {}
    given = [f"'@type', '{kind}', '@class', '{part.kind}'"]
    given += [f"'{name}', {column}::VARCHAR" for name, column in ends.items()]
    given += [
        f"'{each.name}', " + (_TIME if each.type is PropertyType.TIME else "{}").format(f'"{each.name}"')
        for each in part.properties
    ]
    return f"SELECT json_merge_patch('{{}}', json_object({', '.join(given)})) FROM ({part.sql})"  # noqa: S608 - names of the model
