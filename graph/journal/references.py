"""What entries name and no entry states: orders without a row of their own, products, and people referred."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from graph.journal.journal import Journal

_VIEWS = ("stored_events", "stored_records")

# Edges are type, start, end and properties; start and end are label and key.
_NAMED = """
    WITH edges AS (
        SELECT kind, source, unnest(from_json(edges, '["JSON"]')) AS edge FROM stored_events
        WHERE edges IS NOT NULL AND ($ingest IS NULL OR ingest_id = $ingest)
    ), ends AS (
        SELECT kind, source, edge->>'$[0]' AS type, edge->'$[1]' AS node FROM edges
        UNION ALL SELECT kind, source, edge->>'$[0]', edge->'$[2]' FROM edges
    )
    SELECT kind, source, node->>'$[0]' AS label, node->>'$[1][0]' AS id FROM ends
    WHERE label = 'Product' OR (label = 'Order' AND kind <> 'order')
    UNION ALL
    SELECT kind, source, 'SourceRecord', concat(node->>'$[1][0]', ':', node->>'$[1][1]') FROM ends
    WHERE type = 'REFERRED'
    UNION ALL
    SELECT kind, source, 'Order', nodes->>'$[0][1][0]' FROM stored_events
    WHERE kind = 'order_line' AND edges IS NULL AND ($ingest IS NULL OR ingest_id = $ingest)
    UNION ALL
    SELECT kind, source, item.label, item.key FROM (
        SELECT kind, source, unnest(counted) AS item FROM stored_events
        WHERE $ingest IS NULL OR ingest_id = $ingest
    ) WHERE item.label = 'Product'
"""
_STATED = """
    SELECT 'Order' AS label, key AS id FROM stored_events WHERE kind = 'order'
    UNION ALL SELECT 'Product', nodes->>'$[0][1][0]' FROM stored_events WHERE kind = 'product'
    UNION ALL SELECT 'SourceRecord', record_id FROM stored_records
    UNION ALL SELECT 'SourceRecord', record_id FROM stored_events
    WHERE record_id IS NOT NULL AND kind <> 'referral'
"""
_OPEN = f"""
    SELECT label, id, list_sort(list(DISTINCT kind)) AS kinds, list_sort(list(DISTINCT source)) AS sources
    FROM ({_NAMED}) ANTI JOIN ({_STATED}) USING (label, id)
    GROUP BY label, id ORDER BY label, id
"""  # noqa: S608 - SQL of this module
_COUNTS = f"SELECT label, count(*) FROM ({_OPEN}) GROUP BY label ORDER BY label"  # noqa: S608 - as above


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that entries of some kinds and sources name, and none states."""

    label: str
    id: str
    kinds: tuple[str, ...]
    sources: tuple[str, ...]


def open_references(journal: Journal, first: int) -> list[Reference]:
    """References that lead nowhere as of now, by label and id; one heals when its other side arrives."""
    with closing(journal.connect(views=_VIEWS)) as connection:
        rows = _rows(connection, f"{_OPEN} LIMIT {first:d}", None)
    return [Reference(label, id_, tuple(kinds), tuple(sources)) for label, id_, kinds, sources in rows]


def count_references(journal: Journal, ingest_id: str | None = None) -> dict[str, int]:
    """How many references lead nowhere, by label; of one ingest, those that its entries name."""
    with closing(journal.connect(views=_VIEWS)) as connection:
        return dict(_rows(connection, _COUNTS, ingest_id))


def _rows(connection: duckdb.DuckDBPyConnection, query: str, ingest: str | None) -> list[tuple[Any, ...]]:
    return connection.execute(query, {"ingest": ingest}).fetchall()
