"""When tickets were closed and contracts cancelled: that belongs to the status with which it was stated."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import groupby
from typing import Any

import cypher
from graph.journal.tables.order import ARRIVAL
from graph.projection.stated.values import node_properties
from graph.projection.writing.slice import TableSlice, from_json
from graph.projection.writing.writer import Row, Writer

_CLOSED = {
    "ticket": (("Ticket", "closed_at", "projection/ticket_closed"),),
    "contract": (
        ("Contract", "cancelled_at", "projection/contract_cancelled"),
        ("Contract", "ends_at", "projection/contract_ended"),
    ),
}
"""By kind of event its node, the times, and the query that writes each."""
_AGREED, _RUNNING = "ends_at", (None, "active")
"""The end that a contract may have from its beginning, and the states in which it is such a one."""
_VERSIONS = f"""
    SELECT kind, key, nodes FROM versions WHERE kind IN ('ticket', 'contract') AND nodes IS NOT NULL
    ORDER BY kind, key, placed_at NULLS FIRST, {ARRIVAL}
"""  # noqa: S608 - columns of our own


def add_closings(slice_: TableSlice) -> None:
    """Lets the batch take the time of the end from what is open again: an older version fills gaps of a newer
    one, but not with the end of a status that holds no more."""
    found: dict[str, list[Row]] = {}
    for (kind, _), versions in groupby(slice_.select(_VERSIONS), lambda row: (row["kind"], row["key"])):
        nodes = [node for row in versions for node in from_json(row["nodes"])]
        for label, name, query in _CLOSED[kind]:
            stated = [node_properties(label, given) for *_, given in nodes]
            end = agreed_end(stated) if name == _AGREED else end_of_status(name, stated)
            found.setdefault(query, []).append({"id": nodes[0][1][0], name: end})
    for query, rows in found.items():
        slice_.batch.before_edges(partial(_write, query=query, rows=rows))


def end_of_status(name: str, stated: Iterable[dict[str, Any]]) -> Any:
    """The time of the end that belongs to the status in force, of versions from the oldest on."""
    status = end = None
    for properties in stated:
        if (own := properties.get("status")) is not None and own != status:
            status, end = own, None
        end = properties.get(name) or end
    return end


def agreed_end(stated: Iterable[dict[str, Any]]) -> Any:
    """The end of a contract, of versions from the oldest on: one that was told with its cancellation goes
    when it runs again, one that was agreed on stays."""
    status = agreed = ended = None
    for properties in stated:
        status = properties.get("status") or status
        if status in _RUNNING:
            agreed, ended = properties.get(_AGREED) or agreed, None
        else:
            ended = properties.get(_AGREED) or ended
    return ended or agreed


def _write(writer: Writer, query: str, rows: list[Row]) -> None:
    writer.write(cypher.load(query), rows)
