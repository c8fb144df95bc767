"""Events of a slice as columns: what `graph.projection.stated.events` makes of one by one."""

from __future__ import annotations

from graph.bulk.columns.batch import add_bare_records, add_ends, columns_of
from graph.bulk.columns.edges import add_stated_edges
from graph.bulk.columns.nodes import add_statements
from graph.bulk.columns.sightings import add_identifiers
from graph.model import MODEL
from graph.projection.stated.counts import COUNTS, find_observations
from graph.projection.stated.events import NODES, SUBJECTS, add_edges
from graph.projection.stated.versions import find_versions
from graph.projection.writing.slice import TableSlice, from_json

# A list of one type is read in one go, and its parts stay JSON.
_TOLD_NODES = f"""
    SELECT item[1] AS label, from_json(item[2], '["VARCHAR"]') AS key, item[3] AS given,
        written_at, row_number() OVER () AS place
    FROM (SELECT unnest(from_json(nodes, '[["JSON"]]')) AS item, written_at FROM ({NODES}))
"""  # noqa: S608 - SQL of this package
_LABELS = "SELECT DISTINCT label FROM told_nodes ORDER BY label"
_COUNTED_ENDS = "SELECT DISTINCT type, label FROM counted ORDER BY type, label"


def add_events(slice_: TableSlice) -> None:
    """Adds what the events of the slice state."""
    add_bare_records(columns_of(slice_), slice_.table(SUBJECTS))
    several = find_versions(slice_)
    add_identifiers(slice_)
    _add_nodes(slice_)
    add_edges(slice_, add_stated_edges(slice_), several=several)
    _add_counts(slice_)


def _add_nodes(slice_: TableSlice) -> None:
    slice_.make("told_nodes", _TOLD_NODES)
    for (name,) in slice_.connection.execute(_LABELS).fetchall():
        label = from_json(name)
        parts = [f"key[{at}]" for at in range(1, len(MODEL.node[label].key) + 1)]
        told = f"SELECT key, given, written_at FROM told_nodes WHERE label = '{name}' ORDER BY place"  # noqa: S608 - a name of the model
        add_statements(slice_, label, parts, told)


def _add_counts(slice_: TableSlice) -> None:
    if not find_observations(slice_):
        return
    slice_.make("counted", COUNTS)
    batch = columns_of(slice_)
    for type_, label in slice_.connection.execute(_COUNTED_ENDS).fetchall():
        [key] = MODEL.node[label].key
        found = slice_.table(f"""
            SELECT source AS start_source, source_id AS start_source_id, key AS end_{key}, count, first_seen,
                last_seen
            FROM counted WHERE type = '{type_}' AND label = '{label}' AND count > 0""")  # noqa: S608 - names of the model
        batch.edge_rows((type_, "SourceRecord", label), found)
        add_ends(batch, (type_, "SourceRecord", label), found)
    for row in slice_.select("FROM counted WHERE count = 0"):
        ends = ("SourceRecord", (row["source"], row["source_id"])), (row["label"], (row["key"],))
        batch.node(*ends[1])
        batch.no_edge(row["type"], *ends, {})
