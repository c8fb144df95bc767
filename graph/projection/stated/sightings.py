"""Identifiers of a slice: their nodes, and which record was seen with them from when to when."""

from __future__ import annotations

from graph.journal.tables.order import ARRIVAL
from graph.model import MODEL
from graph.model.types import EdgeTime
from graph.projection.stated.values import node_properties
from graph.projection.writing.batch import GraphBatch
from graph.projection.writing.slice import TableSlice, from_json

_SIGHTINGS = f"""
    SELECT source, source_id, item.kind AS kind, item.value AS value, item.properties AS properties,
        seen_at, written_at, {ARRIVAL}
    FROM (SELECT *, unnest(identifiers) AS item FROM seen)
"""  # noqa: S608 - columns of our own
IDENTIFIED = f"""
    SELECT kind, value, properties, max(written_at) AS stated_at
    FROM sightings GROUP BY kind, value, properties
    ORDER BY max((written_at, {ARRIVAL})), properties
"""  # noqa: S608 - columns of our own
"""What is stated of each identifier (kind, value, properties, stated_at), in order, as SQL of `sightings`."""
SEEN_WITH = """
    SELECT source, source_id, kind, value, min(seen_at) AS first_seen, max(seen_at) AS last_seen
    FROM sightings WHERE source_id IS NOT NULL GROUP BY source, source_id, kind, value
"""
"""Which records were seen with which identifiers, as SQL of `sightings`."""


def find_sightings(slice_: TableSlice) -> None:
    """Makes the table `sightings`, of the identifiers of the table `seen`."""
    slice_.make("sightings", _SIGHTINGS)


def add_identifiers(slice_: TableSlice) -> None:
    """Adds identifier nodes and OBSERVED edges, of the table `seen`: pending rows with `seen_at`, and with
    `written_at`, the time that their statements about the nodes are to have.

    Addresses get their edges, which are STATED, from `addresses.py`.
    """
    find_sightings(slice_)
    for row in slice_.select(IDENTIFIED):
        label = MODEL.identifier[row["kind"]].label
        properties = node_properties(label, from_json(row["properties"]) or {})
        if properties:
            properties["stated_at"] = row["stated_at"]
        slice_.batch.node(label, (row["value"],), properties)
    for row in slice_.select(SEEN_WITH):
        kind = MODEL.identifier[row["kind"]]
        if MODEL.edge[kind.edge].time is EdgeTime.OBSERVED:
            seen = {"first_seen": row["first_seen"], "last_seen": row["last_seen"]}
            record = ("SourceRecord", (row["source"], row["source_id"]))
            slice_.batch.edge(kind.edge, record, (kind.label, (row["value"],)), seen)


def add_record(batch: GraphBatch, source: str, source_id: str) -> None:
    """Adds a bare source record with its source."""
    if not batch.first((source, source_id)):
        return
    batch.node("SourceRecord", (source, source_id))
    batch.node("Source", (source,))
    batch.edge("FROM_SOURCE", ("SourceRecord", (source, source_id)), ("Source", (source,)), {})
