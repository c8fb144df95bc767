"""Edges that count what events observe: how often a record viewed a product, showed interest in a topic."""

from __future__ import annotations

from graph.journal.tables.order import EVENT_SEEN, current_events_sql
from graph.model.types import EdgeTime
from graph.projection.writing.slice import TableSlice

# What an older version of an event observed may be observed no longer.
_OBSERVATIONS = """
    SELECT DISTINCT source, source_id, record_id, item.type AS type, item.label AS label, item.key AS key
    FROM (
        SELECT source, source_id, record_id, unnest(counted) AS item FROM pending
        UNION ALL SELECT source, source_id, record_id, unnest(counted) FROM versions
    ) WHERE record_id IS NOT NULL
"""
# Events of these records of which the journal holds several versions.
_REVISED = """
    SELECT kind, key FROM stored_events SEMI JOIN (
        SELECT kind, key FROM stored_events
        WHERE len(counted) > 0 AND record_id IN (SELECT record_id FROM observations)
    ) AS told USING (kind, key)
    GROUP BY kind, key HAVING min(content_hash) <> max(content_hash)
"""
_REVISED_NOW = current_events_sql("(FROM stored_events SEMI JOIN revised USING (kind, key))")
# Counted anew over the whole journal: adding up would count a repeated event twice.
COUNTS = f"""
    WITH current AS (
        FROM stored_events ANTI JOIN revised USING (kind, key)
        UNION ALL BY NAME FROM ({_REVISED_NOW})
    ), told AS (
        SELECT record_id, (kind, key) AS event, unnest(counted) AS item,
            {EVENT_SEEN} AS seen_at
        FROM current WHERE record_id IN (SELECT record_id FROM observations)
    )
    SELECT o.source, o.source_id, o.type, o.label, o.key, count(DISTINCT event) AS count,
        min(seen_at) AS first_seen, max(seen_at) AS last_seen
    FROM observations AS o LEFT JOIN told
        ON told.record_id = o.record_id AND item.type = o.type AND item.label = o.label AND item.key = o.key
    GROUP BY ALL
"""  # noqa: S608 - SQL of this module
"""How often, and from when to when, each record was seen with each thing, as SQL."""


def add_counts(slice_: TableSlice) -> None:
    """Adds the counted edges that the slice says something about, as the current versions of all events have
    them; one that none observes goes."""
    for row in slice_.select(COUNTS) if find_observations(slice_) else ():
        seen = {name: row[name] for name in EdgeTime.COUNTED.value}
        ends = ("SourceRecord", (row["source"], row["source_id"])), (row["label"], (row["key"],))
        slice_.batch.node(*ends[1])
        if row["count"]:
            slice_.batch.edge(row["type"], *ends, seen)
        else:
            slice_.batch.no_edge(row["type"], *ends, {})


def find_observations(slice_: TableSlice) -> bool:
    """Makes the tables that `COUNTS` reads; whether the slice says something about counted edges."""
    slice_.make("observations", _OBSERVATIONS)
    if not slice_.has_rows("observations"):
        return False
    slice_.make("revised", _REVISED)
    return True
