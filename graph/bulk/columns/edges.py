"""Edges that events state, by type and ends, as rows of their write queries."""

from __future__ import annotations

from collections.abc import Sequence

from graph.bulk.columns.batch import add_ends, columns_of
from graph.bulk.columns.json_columns import read_json, typed
from graph.journal.tables.order import beginning
from graph.model import MODEL
from graph.model.types import EdgeKind
from graph.projection.stated.consents import add_closing
from graph.projection.stated.events import EDGES
from graph.projection.stated.statements import OF_SEVERAL, SINCE_SEEN
from graph.projection.writing.slice import TableSlice, from_json

# A list of one type is read in one go, and its parts stay JSON.
_TOLD = f"""
    SELECT item[1] AS type, from_json(item[2], '["JSON"]') AS start_node, item[4] AS given,
        from_json(item[3], '["JSON"]') AS end_node, stated_at, seen_at, superseded, versions,
        row_number() OVER () AS place
    FROM (SELECT unnest(from_json(edges, '[["JSON"]]')) AS item, * EXCLUDE (edges) FROM ({EDGES}))
"""  # noqa: S608 - SQL of this package
_OF_VERSIONS = "SELECT DISTINCT type FROM told_edges WHERE versions > 1"
_TOGETHER = tuple(type_ for type_ in OF_SEVERAL if not MODEL.edge[type_].key)
"""Types of edges that are always as all events together state them."""
_NAMES = ("type", "start_node[1]", "end_node[1]")
_KINDS = f"""
    SELECT DISTINCT {", ".join(_NAMES)} FROM told_edges
    WHERE type NOT IN (SELECT unnest($rowwise)) ORDER BY ALL
"""  # noqa: S608 - as above
_ROWWISE = """
    SELECT to_json([[type, to_json(start_node), to_json(end_node), given]])::VARCHAR AS edges, stated_at,
        seen_at, superseded, versions
    FROM told_edges WHERE type IN ({types}) ORDER BY place
"""


def add_stated_edges(slice_: TableSlice) -> str:
    """Adds the edges that events state, each by one of them alone; returns SQL for all others as
    `graph.projection.stated.events.EDGES` has them."""
    slice_.make("told_edges", _TOLD)
    rowwise, batch = _rowwise(slice_), columns_of(slice_)
    for names in slice_.connection.execute(_KINDS, {"rowwise": rowwise}).fetchall():
        type_, start, end = map(from_json, names)
        rows = slice_.table(_edges(names))
        batch.edge_rows((type_, start, end), rows)
        add_ends(batch, (type_, start, end), rows)
        if end == "Consent":
            pairs = rows.select(["start_source", "start_source_id", "end_id"]).to_pydict()
            add_closing(batch, set(zip(*pairs.values(), strict=True)))
    return _ROWWISE.format(types=", ".join(f"'{type_}'" for type_ in rowwise))


def _rowwise(slice_: TableSlice) -> list[str]:
    """Types of edges, as in JSON, of which it takes more than one event to tell; those of events with several
    versions are among them."""
    found = slice_.connection.execute(_OF_VERSIONS).fetchall()
    return sorted({*(type_ for (type_,) in found), *(f'"{type_}"' for type_ in _TOGETHER)})


def _edges(names: Sequence[str]) -> str:
    """SQL for the edges of a type between two labels, as in JSON, in the order in which they were stated."""
    type_, start, end = map(from_json, names)
    kind = MODEL.edge[type_]
    values = _keys("start", start) | _keys("end", end) | _properties(kind)
    columns = ", ".join(f'{sql} AS "{name}"' for name, sql in values.items())
    named = " AND ".join(f"{column} = '{name}'" for column, name in zip(_NAMES, names, strict=True))
    return f"""
        SELECT {columns} FROM (
            SELECT *, {read_json("given", kind.all_properties)} AS said,
                from_json(start_node[2], '["VARCHAR"]') AS "start",
                from_json(end_node[2], '["VARCHAR"]') AS "end"
            FROM told_edges WHERE {named})
        ORDER BY place"""  # noqa: S608 - names of the model


def _keys(side: str, label: str) -> dict[str, str]:
    """SQL for the key of the node at one side, by column."""
    return {f"{side}_{name}": f'"{side}"[{at}]' for at, name in enumerate(MODEL.node[label].key, start=1)}


def _properties(kind: EdgeKind) -> dict[str, str]:
    """SQL for properties by name; of what is not stated, what stands in for it."""
    times = [name for name in kind.time.value if name not in ("count", "valid_to")]
    lacking = dict.fromkeys(kind.key, "''") | dict.fromkeys(times, "stated_at")
    found = {
        each.name: f"coalesce({typed('said', each)}, {lacking.get(each.name, 'NULL')})"
        for each in kind.all_properties
    }
    if kind.type in SINCE_SEEN:
        since = found["valid_from"]
        found["valid_from"] = f"CASE WHEN {beginning(since)} THEN seen_at ELSE {since} END"
    return found
