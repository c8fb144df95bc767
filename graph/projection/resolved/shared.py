"""Identifier values that too many people use, marked on their nodes."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from graph.model import MODEL
from graph.model.writes import shared_query
from graph.projection.writing.slice import TableSlice
from graph.projection.writing.writer import Row, Writer

# What holds now, whatever the slice says: the last finished run counts.
_NOW = """
    SELECT kind, value, shared FROM shared_values
    WHERE (kind, value) IN (SELECT kind, value FROM pending) ORDER BY kind, value
"""


def add_shared_values(slice_: TableSlice) -> None:
    """Sets or clears `shared` on the nodes of the identifiers that a run found to be shared, or no longer."""
    by_label: defaultdict[str, list[Row]] = defaultdict(list)
    for row in slice_.select(_NOW):
        label = MODEL.identifier[row["kind"]].label
        by_label[label].append({"value": row["value"], "shared": row["shared"]})
    for label, rows in by_label.items():
        slice_.batch.after_edges(partial(_mark, label, rows))


def _mark(label: str, rows: list[Row], writer: Writer) -> None:
    writer.write(shared_query(label), rows)
