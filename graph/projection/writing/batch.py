"""Nodes and edges for the graph, gathered by the query that writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from cypher import Query
from graph.model import MODEL
from graph.model.types import STATED_AT
from graph.model.writes import edge_query, node_query, withdrawal_query
from graph.projection.writing.stated import layers
from graph.projection.writing.writer import Row, Writer

Node = tuple[str, tuple[Any, ...]]
"""A node by label and key."""
_Ends = tuple[str, str, str]
"""Type of an edge and the labels that it leads from and to."""
Step = Callable[[Writer], object]


class GraphBatch:
    """What one slice of the journal writes: nodes first, then the edges between them, each by the query that
    `edge` gives.

    Writing a batch again changes nothing, unless a query adds to what is there.
    """

    def __init__(self, edge: Callable[[str, str, str], Query] = edge_query) -> None:
        self._edge_query = edge
        self._nodes: dict[str, dict[tuple[Any, ...], Row]] = {}
        self._stated: dict[str, dict[tuple[Any, ...], list[Row]]] = {}
        self._edges: dict[_Ends, dict[tuple[Any, ...], Row]] = {}
        self._withdrawn: dict[Query, list[Row]] = {}
        self._noted: set[Any] = set()
        self._before: list[Step] = []
        self._after: list[Step] = []

    def first(self, what: Any) -> bool:
        """Whether something is added for the first time, as far as those who add it ask."""
        before = len(self._noted)
        self._noted.add(what)
        return len(self._noted) > before

    def node(self, label: str, key: tuple[Any, ...], properties: Mapping[str, Any] | None = None) -> None:
        """Adds a node; what was given of the same node before is kept where it is not given again, with the
        time of its statement."""
        kind = MODEL.node[label]
        if STATED_AT in kind.property_names:
            stated = self._stated.setdefault(label, {}).setdefault(key, [])
            if properties:
                stated.append(dict(properties))
            return
        rows = self._nodes.setdefault(label, {})
        row = rows.get(key)
        if row is None:
            row = rows[key] = dict(zip(kind.key, key, strict=True)) | {"properties": {}}
        if properties:
            row["properties"].update(properties)

    def edge(self, type_: str, start: Node, end: Node, properties: Mapping[str, Any]) -> None:
        """Adds an edge; its end nodes must be in the graph or in this batch.

        Of the same edge, told apart by the model's key, the properties given later win.
        """
        rows = self._edges.setdefault((type_, start[0], end[0]), {})
        key = start[1], end[1], *(properties.get(name) for name in MODEL.edge[type_].key)
        row = rows.get(key)
        if row is None:
            row = rows[key] = _ends(start, end)
        row.update(properties)

    def no_edge(self, type_: str, start: Node, end: Node, properties: Mapping[str, Any]) -> None:
        """Lets an edge that events state be deleted, before the edges of the batch are written."""
        key = {name: properties[name] for name in MODEL.edge[type_].key}
        query = withdrawal_query(type_, start[0], end[0])
        self._withdrawn.setdefault(query, []).append(_ends(start, end) | key)

    def before_edges(self, step: Step) -> None:
        """Adds work to be done after the nodes and before the edges."""
        self._before.append(step)

    def after_edges(self, step: Step) -> None:
        """Adds work to be done after everything else."""
        self._after.append(step)

    @property
    def nodes(self) -> int:
        """Number of nodes."""
        return sum(map(len, self._nodes.values())) + sum(map(len, self._stated.values()))

    @property
    def edges(self) -> int:
        """Number of edges."""
        return sum(map(len, self._edges.values()))

    def write(self, writer: Writer) -> None:
        """Writes nodes, takes edges back, writes edges, and does what waits for each of these."""
        for label, nodes in self._nodes.items():
            writer.write(node_query(label), list(nodes.values()))
        for label, stated in self._stated.items():
            names = MODEL.node[label].key
            keyed = [(dict(zip(names, key, strict=True)), said) for key, said in stated.items()]
            for rows in layers(keyed):
                writer.write(node_query(label), rows)
        for step in self._before:
            step(writer)
        for query, withdrawn in self._withdrawn.items():
            writer.write(query, withdrawn)
        for ends, edges in self._edges.items():
            writer.write(self._edge_query(*ends), list(edges.values()))
        for step in self._after:
            step(writer)


def _ends(start: Node, end: Node) -> Row:
    return dict(zip(_end_names(start[0], end[0]), (*start[1], *end[1]), strict=True))


@cache
def _end_names(start: str, end: str) -> tuple[str, ...]:
    starts, ends = (MODEL.node[label].key for label in (start, end))
    return *(f"start_{name}" for name in starts), *(f"end_{name}" for name in ends)
