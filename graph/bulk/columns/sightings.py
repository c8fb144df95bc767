"""Identifiers of a slice, kind by kind: what `graph.projection.stated.sightings` makes of one by one."""

from __future__ import annotations

from graph.bulk.columns.batch import columns_of
from graph.bulk.columns.nodes import add_statements
from graph.model import MODEL
from graph.model.types import EdgeTime, IdentifierKind
from graph.projection.stated.sightings import IDENTIFIED, SEEN_WITH, find_sightings
from graph.projection.writing.slice import TableSlice

_KINDS = "SELECT DISTINCT kind FROM identified ORDER BY kind"
_TOLD = """
    SELECT value, properties AS given, stated_at AS written_at FROM identified WHERE kind = '{kind}'
"""


def add_identifiers(slice_: TableSlice) -> None:
    """Adds identifier nodes and OBSERVED edges of the table `seen`."""
    find_sightings(slice_)
    slice_.make("identified", IDENTIFIED)
    slice_.make("seen_with", SEEN_WITH)
    for (name,) in slice_.connection.execute(_KINDS).fetchall():
        kind = MODEL.identifier[name]
        add_statements(slice_, kind.label, ("value",), _TOLD.format(kind=name))
        if MODEL.edge[kind.edge].time is EdgeTime.OBSERVED:
            ends = kind.edge, "SourceRecord", kind.label
            columns_of(slice_).edge_rows(ends, slice_.table(_edges(kind)))


def _edges(kind: IdentifierKind) -> str:
    return f"""
        SELECT source AS start_source, source_id AS start_source_id, value AS end_value, first_seen, last_seen
        FROM seen_with WHERE kind = '{kind.name}'"""  # noqa: S608 - a name of the model
