"""The edges that events state, and those that a newer version of an event no longer states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson
import pyarrow as pa

from graph.journal.reading.stated import edges_sql
from graph.journal.tables.order import ARRIVAL, EVENT_SEEN, current_events_sql, is_beginning
from graph.model import MODEL
from graph.model.edges import OF_EVENTS
from graph.model.links import RECORD
from graph.model.types import EdgeTime
from graph.projection.stated.values import edge_properties
from graph.projection.stated.versions import written_versions_sql
from graph.projection.writing.batch import Node
from graph.projection.writing.slice import TableSlice, from_json
from graph.projection.writing.writer import Row

_EDGES = (
    "SELECT edges, stated_at, seen_at FROM versions WHERE superseded = {superseded} AND edges IS NOT NULL"
)

OF_SEVERAL = frozenset(
    kind.type
    for kind in OF_EVENTS
    for start, end in kind.endpoints
    if start == RECORD and kind.time is not EdgeTime.COUNTED and MODEL.node[end].moment is None
)
"""Types of edges from records that several events may state, each with properties of its own; all others are
of one event: they lead to what a record did, whose moment it has itself, or are counted."""

SINCE_SEEN = frozenset({"DENIED"})
"""Types of edges that hold since they came in where they are dated where programs begin to count."""

_OF_STATING = current_events_sql("(FROM all_events SEMI JOIN stating USING (kind, key))")

# What other events state between the same nodes; asked only where an edge goes.
_STATED_BY_OTHERS = f"""
    WITH stating AS (
        SELECT kind, key FROM ({edges_sql("all_events")})
        WHERE (start_node::VARCHAR, end_node::VARCHAR) IN (
            SELECT (json(start_node)::VARCHAR, json(end_node)::VARCHAR) FROM withdrawn)
    )
    SELECT edges, stated_at, {EVENT_SEEN} AS seen_at FROM ({_OF_STATING})
    WHERE edges IS NOT NULL ORDER BY stated_at, {ARRIVAL}
"""  # noqa: S608 - SQL of this module

_ABOUT_RECORDS = f"""(FROM stored_events SEMI JOIN (
    SELECT kind, key FROM stored_events
    WHERE record_id IN (FROM stating_of) AND regexp_matches(edges, '"({"|".join(sorted(OF_SEVERAL))})"')
) USING (kind, key))"""  # noqa: S608 - SQL of this module
_OF_RECORDS = f"""
    SELECT kind, key, edges, stated_at, seen_at, superseded FROM ({written_versions_sql(_ABOUT_RECORDS)})
    WHERE edges IS NOT NULL ORDER BY written_at, {ARRIVAL}
"""  # noqa: S608 - SQL of this package


class Edge(NamedTuple):
    """An edge as an event states it."""

    type: str
    start: Node
    end: Node
    properties: dict[str, Any]

    @property
    def ends(self) -> tuple[Node, Node]:
        """The nodes that it leads from and to."""
        return self.start, self.end

    @property
    def identity(self) -> tuple[Any, ...]:
        """What tells it apart: type, ends, and the values of the model's key."""
        return self.type, self.start, self.end, *(self.properties[name] for name in MODEL.edge[self.type].key)


def edges_of(row: Row) -> Iterator[Edge]:
    """The edges of a row of events, which has `edges`, `stated_at` and `seen_at`."""
    for type_, start, end, given in from_json(row["edges"]) or ():
        properties = _with_times(type_, edge_properties(type_, given), row)
        yield Edge(type_, (start[0], tuple(start[1])), (end[0], tuple(end[1])), properties)


def withdraw_edges(slice_: TableSlice) -> dict[tuple[Any, ...], Edge]:
    """Lets the batch delete the edges that superseded versions alone state; returns them by identity.

    What other events state between the same nodes is added anew, but for edges of `OF_SEVERAL`.
    """
    now, older = (
        [edge for row in slice_.select(_EDGES.format(superseded=it)) for edge in edges_of(row)]
        for it in ("FALSE", "TRUE")
    )
    stated = {edge.identity for edge in now}
    gone = {edge.identity: edge for edge in older if edge.identity not in stated}
    for edge in gone.values():
        slice_.batch.no_edge(edge.type, edge.start, edge.end, edge.properties)
    between = {edge.ends for edge in gone.values() if edge.type not in OF_SEVERAL}
    if between:
        _state_again(slice_, between)
    return gone


def state_together(slice_: TableSlice, between: set[tuple[Node, Node]]) -> None:
    """Adds the edges of `OF_SEVERAL` between the nodes as all events together state them, in the order in
    which these were stated: what is known of an edge does not tell when each of it was."""
    records = pa.array(sorted({":".join(start[1]) for start, _ in between}), pa.string())
    slice_.keep("stating_of", pa.table({"record_id": records}))
    stating = [(row, edge) for row in slice_.select(_OF_RECORDS) for edge in edges_of(row)]
    in_force = {(*_event_of(row), edge.identity) for row, edge in stating if not row["superseded"]}
    for row, edge in stating:
        if edge.type in OF_SEVERAL and edge.ends in between and (*_event_of(row), edge.identity) in in_force:
            slice_.batch.edge(*edge)


def _event_of(row: Row) -> tuple[str, str]:
    return row["kind"], row["key"]


def _state_again(slice_: TableSlice, between: set[tuple[Node, Node]]) -> None:
    _keep_ends(slice_, between)
    for row in slice_.select(_STATED_BY_OTHERS):
        for edge in edges_of(row):
            if edge.ends in between and edge.type not in OF_SEVERAL:
                slice_.batch.edge(*edge)


def _keep_ends(slice_: TableSlice, between: set[tuple[Node, Node]]) -> None:
    starts, ends = zip(
        *([orjson.dumps(end).decode() for end in ends] for ends in sorted(between)), strict=True
    )
    slice_.keep("withdrawn", pa.table({"start_node": starts, "end_node": ends}))


def _with_times(type_: str, properties: dict[str, Any], row: Row) -> dict[str, Any]:
    """The properties with the time of the statement where the edge has no time of its own, no end where
    none is stated, whatever an older statement said, and an empty text for a missing part of its key: a key
    may not be null. A denial that is dated where programs begin to count holds since it came in, whatever
    came later, as it would yield to every grant; a grant from then yields to every denial."""
    kind = MODEL.edge[type_]
    for name in kind.time.value:
        if name != "count":
            properties.setdefault(name, None if name == "valid_to" else row["stated_at"])
    if type_ in SINCE_SEEN and is_beginning(properties["valid_from"]):
        properties["valid_from"] = row["seen_at"]
    for name in kind.key:
        properties.setdefault(name, "")
    return properties
