"""Where a record lived when: intervals out of all versions of the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter

import cypher
from graph.journal.tables.order import ARRIVAL
from graph.projection.writing.slice import TableSlice

# A statement whose time cannot be believed makes no interval where there are others.
_STATEMENTS = f"""
    SELECT source, source_id, stated_at, list_transform(
        list_filter(identifiers, lambda i: i.kind = 'address'), lambda i: i.value) AS addresses
    FROM {{versions}}
    QUALIFY placed_at IS NOT NULL OR count(placed_at) OVER (PARTITION BY record_id) = 0
    ORDER BY source, source_id, stated_at, {ARRIVAL}, content_hash
"""  # noqa: S608 - columns of our own
Interval = tuple[str, datetime, datetime | None]
"""Address, valid from, valid to."""


def add_addresses(slice_: TableSlice, versions: str = "versions") -> None:
    """Adds LIVES_AT edges of the records in a table, all versions of each, in place of those in the graph.

    An address is valid from the first version that states it to the next version that states others;
    a version without any address says nothing about it.
    """
    moved = []
    told = slice_.select(_STATEMENTS.format(versions=versions))
    for record, statements in groupby(told, itemgetter("source", "source_id")):
        listed = list(statements)
        if len(listed) > 1:
            moved.append({"source": record[0], "source_id": record[1]})
        for address, start, end in intervals((row["stated_at"], row["addresses"] or []) for row in listed):
            slice_.batch.node("Address", (address,))
            ends = ("SourceRecord", record), ("Address", (address,))
            slice_.batch.edge("LIVES_AT", *ends, {"valid_from": start, "valid_to": end})
    clear = cypher.load("projection/clear_addresses")
    slice_.batch.before_edges(lambda writer: writer.write(clear, moved))


def intervals(statements: Iterable[tuple[datetime, list[str]]]) -> Iterator[Interval]:
    """Intervals of the addresses that statements in order of time make."""
    since: dict[str, datetime] = {}
    for at, addresses in statements:
        if not addresses:
            continue
        for gone in since.keys() - set(addresses):
            start = since.pop(gone)
            if start < at:
                yield gone, start, at
        for address in addresses:
            since.setdefault(address, at)
    for address, start in since.items():
        yield address, start, None
