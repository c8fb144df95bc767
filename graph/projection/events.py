"""Events into the nodes and edges that they state, and into counted edges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.model import MODEL
from graph.projection.batch import Node
from graph.projection.consents import add_closing
from graph.projection.sightings import add_identifiers, add_record
from graph.projection.slice import Slice, from_json
from graph.projection.values import edge_properties, node_properties
from graph.projection.writer import Row
from graph.types import EdgeTime

_SUBJECTS = "SELECT DISTINCT source, source_id FROM pending WHERE source_id IS NOT NULL"

# Of an event that the journal holds in several versions all are read, whichever came last.
_CHANGED = """
    SELECT kind, key FROM stored_events SEMI JOIN pending USING (kind, key)
    GROUP BY kind, key HAVING count(DISTINCT content_hash) > 1
"""
_STATEMENTS = """
    SELECT nodes, edges, coalesce("at", recorded_at) AS stated_at FROM (
        SELECT * FROM pending ANTI JOIN changed USING (kind, key)
        UNION ALL BY NAME
        SELECT * FROM stored_events SEMI JOIN changed USING (kind, key)
    ) WHERE nodes IS NOT NULL OR edges IS NOT NULL
    ORDER BY stated_at, recorded_at, seq
"""
_OBSERVATIONS = """
    SELECT DISTINCT source, source_id, record_id, item.type AS type, item.label AS label, item.key AS key
    FROM (SELECT *, unnest(counted) AS item FROM pending WHERE record_id IS NOT NULL)
"""
# Counted anew over the whole journal: adding up would count a repeated event twice.
_COUNTS = """
    WITH told AS (
        SELECT record_id, kind AS event_kind, key AS event_key, coalesce("at", recorded_at) AS seen_at,
            unnest(counted) AS item
        FROM stored_events WHERE record_id IN (SELECT record_id FROM observations)
    )
    SELECT o.source, o.source_id, o.type, o.label, o.key, count(DISTINCT (event_kind, event_key)) AS count,
        min(seen_at) AS first_seen, max(seen_at) AS last_seen
    FROM observations AS o JOIN told
        ON told.record_id = o.record_id AND item.type = o.type AND item.label = o.label AND item.key = o.key
    GROUP BY ALL
"""


def add_events(slice_: Slice) -> None:
    """Adds what the events of the slice state; a later statement about a node or edge wins."""
    for row in slice_.select(_SUBJECTS):
        add_record(slice_.batch, row["source"], row["source_id"])
    add_identifiers(slice_, 'coalesce("at", recorded_at)')
    slice_.make("changed", _CHANGED)
    consents: set[tuple[Any, ...]] = set()
    for row in slice_.select(_STATEMENTS):
        _add_nodes(slice_, row)
        for type_, start, end, properties in _edges(row):
            _add_end(slice_, start)
            _add_end(slice_, end)
            slice_.batch.edge(type_, start, end, properties)
            if end[0] == "Consent":
                consents.add((*start[1], *end[1]))
    add_closing(slice_.batch, consents)
    _add_counts(slice_)


def _add_nodes(slice_: Slice, row: Row) -> None:
    for label, key, given in from_json(row["nodes"]) or ():
        properties = node_properties(label, given)
        if properties and "stated_at" in MODEL.node[label].property_names:
            properties["stated_at"] = row["stated_at"]
        slice_.batch.node(label, tuple(key), properties)


def _edges(row: Row) -> Iterator[tuple[str, Node, Node, dict[str, Any]]]:
    for type_, start, end, given in from_json(row["edges"]) or ():
        properties = _with_times(type_, edge_properties(type_, given), row)
        yield type_, (start[0], tuple(start[1])), (end[0], tuple(end[1])), properties


def _with_times(type_: str, properties: dict[str, Any], row: Row) -> dict[str, Any]:
    """The properties with the time of the statement where the edge has no time of its own, and an
    empty text for a missing part of its key: a key may not be null."""
    kind = MODEL.edge[type_]
    for name in kind.time.value:
        if name not in ("valid_to", "count"):
            properties.setdefault(name, row["stated_at"])
    for name in kind.key:
        properties.setdefault(name, "")
    return properties


def _add_end(slice_: Slice, node: Node) -> None:
    label, key = node
    if label == "SourceRecord":
        add_record(slice_.batch, key[0], key[1])
    else:
        slice_.batch.node(label, key)


def _add_counts(slice_: Slice) -> None:
    slice_.make("observations", _OBSERVATIONS)
    for row in slice_.select(_COUNTS):
        slice_.batch.node(row["label"], (row["key"],))
        seen = {name: row[name] for name in EdgeTime.COUNTED.value}
        record = ("SourceRecord", (row["source"], row["source_id"]))
        slice_.batch.edge(row["type"], record, (row["label"], (row["key"],)), seen)
