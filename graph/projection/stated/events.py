"""Events into the nodes and edges that they state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.journal.tables.order import ARRIVAL, EVENT_SEEN
from graph.model import MODEL
from graph.projection.stated.amounts import TOUCHED as OF_LINES
from graph.projection.stated.amounts import add_amounts
from graph.projection.stated.closings import add_closings
from graph.projection.stated.consents import add_closing
from graph.projection.stated.counts import add_counts
from graph.projection.stated.sightings import add_identifiers, add_record
from graph.projection.stated.statements import OF_SEVERAL, Edge, edges_of, state_together, withdraw_edges
from graph.projection.stated.traits import add_traits
from graph.projection.stated.values import node_properties
from graph.projection.stated.versions import find_versions
from graph.projection.writing.batch import Node
from graph.projection.writing.slice import TableSlice, from_json
from graph.projection.writing.writer import Row

TOUCHED = f"""
    SELECT record_id FROM pending UNION SELECT record_id FROM versions UNION FROM retyped UNION {OF_LINES}
"""  # noqa: S608 - SQL of this package
"""Records that the events of the slice are or once were about, and those whose orders they are part of."""
SUBJECTS = "SELECT DISTINCT source, source_id FROM pending WHERE source_id IS NOT NULL"

# What a line tells of its order yields to whatever the order tells.
NODES = f"""
    SELECT nodes, CASE WHEN kind = 'order_line' THEN to_timestamp(0) ELSE written_at END AS written_at
    FROM seen WHERE nodes IS NOT NULL ORDER BY {ARRIVAL}
"""  # noqa: S608 - columns of our own
"""What the events of the slice state of nodes, in order (nodes, written_at), as SQL."""
EDGES = f"""
    SELECT edges, stated_at, seen_at, superseded, versions FROM (
        SELECT *, {EVENT_SEEN} AS seen_at, seen_at AS stated_at, seen_at AS written_at, FALSE AS superseded,
            1 AS versions
        FROM pending ANTI JOIN changed USING (kind, key)
        UNION ALL BY NAME FROM versions
    ) WHERE edges IS NOT NULL ORDER BY written_at, {ARRIVAL}
"""  # noqa: S608 - columns of our own
"""What they state of edges, in order (edges, stated_at, seen_at, superseded, versions), as SQL."""


def add_events(slice_: TableSlice) -> None:
    """Adds what the events of the slice state; a later statement about a node or edge wins.

    A newer version of an event takes the place of the older ones: edges that they alone state go; the nodes
    stay, and what they alone state of these fills gaps, but for the end of what is open again.
    """
    for row in slice_.select(SUBJECTS):
        add_record(slice_.batch, row["source"], row["source_id"])
    several = find_versions(slice_)
    add_identifiers(slice_)
    for row in slice_.select(NODES):
        _add_nodes(slice_, row)
    add_edges(slice_, EDGES, several=several)
    add_counts(slice_)


def add_edges(slice_: TableSlice, stated: str, *, several: bool) -> None:
    """Adds the edges that are `stated`, by SQL as `EDGES` is, and what belongs to them: the end of what is
    over, traits, amounts. `several`: whether there are several versions of any event."""
    _add_edges(slice_, stated, withdraw_edges(slice_) if several else {})
    if several:
        add_closings(slice_)
    add_traits(slice_)
    add_amounts(slice_)


def _add_edges(slice_: TableSlice, stated: str, gone: Mapping[tuple[Any, ...], Edge]) -> None:
    together = {edge.ends for edge in gone.values() if edge.type in OF_SEVERAL}
    consents = {_consent(edge) for edge in gone.values() if edge.end[0] == "Consent"}
    for row in slice_.select(stated):
        for edge in edges_of(row):
            _add_end(slice_, edge.start)
            _add_end(slice_, edge.end)
            if row["superseded"] and edge.identity in gone:
                continue
            if edge.end[0] == "Consent":
                consents.add(_consent(edge))
            if edge.type in OF_SEVERAL and (row["versions"] > 1 or not MODEL.edge[edge.type].key):
                together.add(edge.ends)
            else:
                slice_.batch.edge(*edge)
    if together:
        state_together(slice_, together)
    add_closing(slice_.batch, consents)


def _consent(edge: Edge) -> tuple[Any, ...]:
    return *edge.start[1], *edge.end[1]


def _add_nodes(slice_: TableSlice, row: Row) -> None:
    for label, key, given in from_json(row["nodes"]) or ():
        properties = node_properties(label, given)
        if properties and "stated_at" in MODEL.node[label].property_names:
            properties["stated_at"] = row["written_at"]
        slice_.batch.node(label, tuple(key), properties)


def _add_end(slice_: TableSlice, node: Node) -> None:
    label, key = node
    if label == "SourceRecord":
        add_record(slice_.batch, key[0], key[1])
    else:
        slice_.batch.node(label, key)
