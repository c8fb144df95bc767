"""What entries name and no entry states: orders without a row of their own, products, and people referred."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from graph.journal.stated import NODE_ID, edges_sql, id_of, label_of, record_of

if TYPE_CHECKING:
    from graph.journal.journal import Journal

_VIEWS = ("stored_events", "stored_records")

_EDGES = edges_sql("(FROM stored_events WHERE $ingest IS NULL OR ingest_id = $ingest)")
_NAMED = f"""
    WITH edges AS ({_EDGES}), ends AS (
        SELECT kind, source, type, start_node AS node FROM edges
        UNION ALL SELECT kind, source, type, end_node FROM edges
    )
    SELECT kind, source, {label_of("node")} AS label, {id_of("node")} AS id FROM ends
    WHERE label = 'Product' OR (label = 'Order' AND kind <> 'order')
    UNION ALL
    SELECT kind, source, 'SourceRecord', {record_of("node")} FROM ends
    WHERE type = 'REFERRED'
    UNION ALL
    SELECT kind, source, 'Order', {NODE_ID} FROM stored_events
    WHERE kind = 'order_line' AND edges IS NULL AND ($ingest IS NULL OR ingest_id = $ingest)
    UNION ALL
    SELECT kind, source, item.label, item.key FROM (
        SELECT kind, source, unnest(counted) AS item FROM stored_events
        WHERE $ingest IS NULL OR ingest_id = $ingest
    ) WHERE item.label = 'Product'
"""  # noqa: S608 - SQL of this package
_STATED = f"""
    SELECT 'Order' AS label, key AS id FROM stored_events WHERE kind = 'order'
    UNION ALL SELECT 'Product', {NODE_ID} FROM stored_events WHERE kind = 'product'
    UNION ALL SELECT 'SourceRecord', record_id FROM stored_records
    UNION ALL SELECT 'SourceRecord', record_id FROM stored_events
    WHERE record_id IS NOT NULL AND kind <> 'referral'
"""  # noqa: S608 - as above
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
