"""The edges that events state, and those that a newer version of an event no longer states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson
import pyarrow as pa

from graph.journal.reading.stated import edges_sql
from graph.journal.tables.order import ARRIVAL, EVENT_SEEN, IN_FORCE, current_events_sql, event_versions_sql
from graph.model import MODEL
from graph.projection.stated.values import edge_properties
from graph.projection.writing.batch import Node
from graph.projection.writing.slice import Slice, from_json
from graph.projection.writing.writer import Row

# Of an event that the journal holds in several versions all are looked at, whichever came last.
_CHANGED = """
    SELECT kind, key FROM stored_events SEMI JOIN pending USING (kind, key)
    GROUP BY kind, key HAVING count(DISTINCT content_hash) > 1
"""
# What an older version wrote must not keep the one in force out of the graph, whatever its time was.
_VERSIONS = f"""
    SELECT *, row_number() OVER (PARTITION BY kind, key ORDER BY {IN_FORCE}) > 1 AS superseded,
        CASE WHEN superseded THEN {EVENT_SEEN} ELSE max({EVENT_SEEN}) OVER (PARTITION BY kind, key) END
            AS written_at
    FROM ({event_versions_sql("(FROM stored_events SEMI JOIN changed USING (kind, key))")})
"""  # noqa: S608 - SQL of this package
_EDGES = "SELECT edges, stated_at FROM versions WHERE superseded = {superseded} AND edges IS NOT NULL"

_OF_STATING = current_events_sql("(FROM all_events SEMI JOIN stating USING (kind, key))")

# What other events state between the same nodes; asked only where an edge goes.
_STATED_BY_OTHERS = f"""
    WITH stating AS (
        SELECT kind, key FROM ({edges_sql("all_events")})
        WHERE (start_node::VARCHAR, end_node::VARCHAR) IN (
            SELECT (json(start_node)::VARCHAR, json(end_node)::VARCHAR) FROM withdrawn)
    )
    SELECT edges, stated_at FROM ({_OF_STATING})
    WHERE edges IS NOT NULL ORDER BY stated_at, {ARRIVAL}
"""  # noqa: S608 - SQL of this module


class Edge(NamedTuple):
    """An edge as an event states it."""

    type: str
    start: Node
    end: Node
    properties: dict[str, Any]

    @property
    def identity(self) -> tuple[Any, ...]:
        """What tells it apart: type, ends, and the values of the model's key."""
        return self.type, self.start, self.end, *(self.properties[name] for name in MODEL.edge[self.type].key)


def edges_of(row: Row) -> Iterator[Edge]:
    """The edges of a row of events, which has `edges` and `stated_at`."""
    for type_, start, end, given in from_json(row["edges"]) or ():
        properties = _with_times(type_, edge_properties(type_, given), row)
        yield Edge(type_, (start[0], tuple(start[1])), (end[0], tuple(end[1])), properties)


def find_versions(slice_: Slice) -> bool:
    """Make the tables `changed` (kind, key), of the events of the slice that have several versions, and
    `versions` with all of these: `superseded` where a newer one is in the place, and `written_at`, the time
    that what it states of a node is to have. Returns whether there are any."""
    slice_.make("changed", _CHANGED)
    several = slice_.has_rows("changed")
    (slice_.make if several else slice_.make_empty)("versions", _VERSIONS)
    return several


def withdraw_edges(slice_: Slice) -> dict[tuple[Any, ...], Edge]:
    """Lets the batch delete the edges that superseded versions alone state; returns them by identity.

    What other events state between the same nodes is added anew.
    """
    now, older = (
        [edge for row in slice_.select(_EDGES.format(superseded=it)) for edge in edges_of(row)]
        for it in ("FALSE", "TRUE")
    )
    stated = {edge.identity for edge in now}
    gone = {edge.identity: edge for edge in older if edge.identity not in stated}
    if gone:
        _state_again(slice_, gone)
    return gone


def _state_again(slice_: Slice, gone: dict[tuple[Any, ...], Edge]) -> None:
    between = {(edge.start, edge.end) for edge in gone.values()}
    _keep_ends(slice_, between)
    for edge in gone.values():
        slice_.batch.no_edge(edge.type, edge.start, edge.end, edge.properties)
    for row in slice_.select(_STATED_BY_OTHERS):
        for edge in edges_of(row):
            if (edge.start, edge.end) in between:
                slice_.batch.edge(*edge)


def _keep_ends(slice_: Slice, between: set[tuple[Node, Node]]) -> None:
    starts, ends = zip(
        *([orjson.dumps(end).decode() for end in ends] for ends in sorted(between)), strict=True
    )
    slice_.keep("withdrawn", pa.table({"start_node": starts, "end_node": ends}))


def _with_times(type_: str, properties: dict[str, Any], row: Row) -> dict[str, Any]:
    """The properties with the time of the statement where the edge has no time of its own, no end where
    none is stated, whatever an older statement said, and an empty text for a missing part of its key: a key
    may not be null."""
    kind = MODEL.edge[type_]
    for name in kind.time.value:
        if name != "count":
            properties.setdefault(name, None if name == "valid_to" else row["stated_at"])
    for name in kind.key:
        properties.setdefault(name, "")
    return properties
