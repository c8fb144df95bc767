"""What entries name and no entry states: orders without a row of their own, products, and people referred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.journal.reading.stated import NODE_ID, OF_ORDERS, edges_sql, id_of, label_of, record_of
from graph.journal.tables.key_index import KeyIndex, contain, numbers_of
from graph.journal.tables.scratch import scratch
from graph.journal.tables.table import JournalTable

if TYPE_CHECKING:
    from graph.journal.journal import Journal

_VIEWS = ("stored_events", "stored_records")


def _named(events: str) -> str:
    """SQL for what rows of `events` name (kind, source, label, id)."""
    return f"""
        WITH edges AS ({edges_sql(events)}), ends AS (
            SELECT kind, source, type, start_node AS node FROM edges
            UNION ALL SELECT kind, source, type, end_node FROM edges
        )
        SELECT kind, source, {label_of("node")} AS label, {id_of("node")} AS id FROM ends
        WHERE label = 'Product' OR (label = 'Order' AND kind <> 'order')
        UNION ALL
        SELECT kind, source, 'SourceRecord', {record_of("node")} FROM ends
        WHERE type = 'REFERRED'
        UNION ALL
        SELECT kind, source, 'Order', {NODE_ID} FROM {events} WHERE {OF_ORDERS} AND edges IS NULL
        UNION ALL
        SELECT kind, source, item.label, item.key
        FROM (SELECT kind, source, unnest(counted) AS item FROM {events}) WHERE item.label = 'Product'
    """  # noqa: S608 - SQL of this package


_STATED = {
    "records": "SELECT 'SourceRecord' AS label, record_id AS id FROM {rows}",
    # Rows that come from a reader can be read but once.
    "events": f"""
        SELECT told.label AS label, told.id AS id FROM (
            SELECT unnest([
                CASE WHEN kind = 'order' THEN {{{{label: 'Order', id: key}}}}
                    WHEN kind = 'product' THEN {{{{label: 'Product', id: {NODE_ID}}}}} END,
                CASE WHEN record_id IS NOT NULL AND kind <> 'referral'
                    THEN {{{{label: 'SourceRecord', id: record_id}}}} END
            ]) AS told FROM {{rows}}
        ) WHERE told IS NOT NULL""",  # noqa: S608 - as above
}
"""What rows of a table state."""
_KEYS = "SELECT hash(label, id) AS key FROM ({things})"
"""A number for each thing, with its label and id."""
_KEYS_STATED = {
    name: _KEYS.format(things=f"SELECT DISTINCT label, id FROM ({things.format(rows='rows')})")  # noqa: S608 - as above
    for name, things in _STATED.items()
}
"""One for each thing that rows of a table state."""
_READ = {"records": ("record_id",), "events": ("kind", "key", "record_id", "nodes")}
_ALL_STATED = " UNION ALL ".join(query.format(rows=f"stored_{name}") for name, query in _STATED.items())


def _open(events: str) -> str:
    """SQL for what rows of `events` name and nothing in the journal states, with the kinds that name it."""
    return f"""
        SELECT label, id, list_sort(list(DISTINCT kind)) AS kinds, list_sort(list(DISTINCT source)) AS sources
        FROM ({_named(events)}) ANTI JOIN ({_ALL_STATED}) USING (label, id)
        GROUP BY label, id ORDER BY label, id"""  # noqa: S608 - SQL of this module


def _counts(events: str) -> str:
    return f"SELECT label, count(*) FROM ({_open(events)}) GROUP BY label ORDER BY label"  # noqa: S608 - as above


_OF_INGEST = "(FROM stored_events WHERE ingest_id = $ingest)"
_NAMING = ("kind", "key", "source", "edges", "nodes", "counted", "ingest_id")


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that entries of some kinds and sources name, and none states."""

    label: str
    id: str
    kinds: tuple[str, ...]
    sources: tuple[str, ...]


def open_references(journal: Journal, first: int) -> list[Reference]:
    """References that lead nowhere as of now, by label and id; one heals when its other side arrives."""
    rows = _rows(journal, f"{_open('stored_events')} LIMIT {first:d}")
    return [Reference(label, id_, tuple(kinds), tuple(sources)) for label, id_, kinds, sources in rows]


def count_references(journal: Journal) -> dict[str, int]:
    """How many references lead nowhere, by label."""
    return dict(_rows(journal, _counts("stored_events")))


def count_of_ingest(journal: Journal, ingest_id: str) -> dict[str, int]:
    """The same of those alone that entries of an ingest name."""
    return dict(_rows(journal, _counts(_OF_INGEST), {"ingest": ingest_id}))


def count_of_new(tables: Mapping[str, JournalTable], ingest_id: str, since: int) -> dict[str, int]:
    """The same of an ingest whose entries were all stored after a version of `events`, where nothing was
    taken back; nothing older is read."""
    events = tables["events"]
    query = f"SELECT DISTINCT label, id FROM ({_named(_OF_INGEST)})"  # noqa: S608 - as above
    with scratch() as connection:
        connection.register("stored_events", events.added(_NAMING, since, events.version()))
        found = connection.sql(query, params={"ingest": ingest_id}).to_arrow_table()
    if not found.num_rows:
        return {}
    [keys] = numbers_of(found, _KEYS.format(things="SELECT label, id FROM rows"))
    stated = np.zeros(len(keys), dtype=bool)
    for name, columns in _READ.items():
        index = KeyIndex(tables[name], "stated", columns, _KEYS_STATED[name], numbers_of)
        stated |= contain(index.runs()[0], keys)
    labels = found.column("label").to_pylist()
    return dict(
        sorted(Counter(label for label, known in zip(labels, stated, strict=True) if not known).items())
    )


def _rows(journal: Journal, query: str, params: Mapping[str, str] | None = None) -> list[tuple[Any, ...]]:
    with closing(journal.connect(views=_VIEWS)) as connection:
        return connection.execute(query, dict(params or {})).fetchall()
