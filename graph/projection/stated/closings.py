"""When tickets were closed and contracts cancelled: that belongs to the status with which it was stated."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import groupby
from typing import Any

import cypher
from graph.journal.tables.order import ARRIVAL
from graph.projection.stated.values import node_properties
from graph.projection.writing.slice import Slice, from_json
from graph.projection.writing.writer import Row, Writer

_CLOSED = {
    "ticket": ("Ticket", "closed_at", "projection/ticket_closed"),
    "contract": ("Contract", "cancelled_at", "projection/contract_cancelled"),
}
"""By kind of event its node, the time, and the query that writes it."""
_VERSIONS = f"""
    SELECT kind, key, nodes FROM versions WHERE kind IN ('ticket', 'contract') AND nodes IS NOT NULL
    ORDER BY kind, key, placed_at NULLS FIRST, {ARRIVAL}
"""  # noqa: S608 - columns of our own


def add_closings(slice_: Slice) -> None:
    """Lets the batch take the time of the end from what is open again: an older version fills gaps of a newer
    one, but not with the end of a status that holds no more."""
    found: dict[str, list[Row]] = {}
    for (kind, _), versions in groupby(slice_.select(_VERSIONS), lambda row: (row["kind"], row["key"])):
        label, name, query = _CLOSED[kind]
        nodes = [node for row in versions for node in from_json(row["nodes"])]
        stated = (node_properties(label, given) for *_, given in nodes)
        found.setdefault(query, []).append({"id": nodes[0][1][0], name: _end(name, stated)})
    for query, rows in found.items():
        slice_.batch.before_edges(partial(_write, query=query, rows=rows))


def _end(name: str, stated: Iterable[dict[str, Any]]) -> Any:
    """The time of the end that belongs to the status in force, of versions from the oldest on."""
    status = end = None
    for properties in stated:
        if (own := properties.get("status")) is not None and own != status:
            status, end = own, None
        end = properties.get(name) or end
    return end


def _write(writer: Writer, query: str, rows: list[Row]) -> None:
    writer.write(cypher.load(query), rows)
