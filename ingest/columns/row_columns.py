"""How the rows of a file become rows of the journal column by column, by all entries of its mapping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from graph.journal.appending.encode import event_columns, record_columns
from ingest.columns.awaited import QuarantineOfFile
from ingest.columns.customers import CustomerColumns
from ingest.columns.events import EventColumns
from ingest.columns.part import Marks, Part, Places
from ingest.columns.ruled import looked_into
from ingest.columns.sources import BlockValues
from ingest.mapping.mapping import FileMapping
from ingest.readers.base import Rows
from ingest.rows.key_columns import KeyRepair
from ingest.rows.mending import Mending
from ingest.rows.outcome import Outcome

EMPTY = {"records": pa.table(record_columns([])), "events": pa.table(event_columns([]))}
"""Tables without a row."""


@dataclass(frozen=True)
class MadeRows:
    """What became of the rows of a block: rows of each table with the places of those that they were made
    of; the places of rows that are to be looked at `singly`; what is `told` of others, by their place; how
    many are nobody's business."""

    tables: Mapping[str, tuple[pa.Table, Places]]
    singly: Places
    told: Mapping[int, Outcome]
    skipped: int


@dataclass(frozen=True)
class RowColumns:
    """The entries of a mapping for one kind of file, and what its rows may make good."""

    entries: Sequence[CustomerColumns | EventColumns]
    mending: Mending = field(default_factory=Mending)

    @classmethod
    def of(cls, mapping: FileMapping, mending: Mending | None = None) -> RowColumns | None:
        """Those of a mapping all of whose entries can be read so; None for others.

        Order lines come last of what a row becomes, as where rows are read one by one.
        """
        in_order = sorted(mapping.rows, key=lambda row: row.ingestor.kind == "order_line")
        found = [CustomerColumns.of(row) or EventColumns.of(row) for row in in_order]
        entries = [it for it in found if it is not None]
        return cls(entries, mending or Mending()) if len(entries) == len(found) else None

    def made(self, block: Rows, repair: KeyRepair, file: str) -> MadeRows:
        """What becomes of the rows of a block."""
        values = BlockValues(block, repair)
        applies = [values.fulfil(entry.mapping.applies) & ~values.bad for entry in self.entries]
        parts = [
            entry.made(values.of_rows(marks), QuarantineOfFile(file, self.mending))
            for entry, marks in zip(self.entries, applies, strict=True)
            if marks.any()
        ]
        singly = values.bad | np.logical_or.reduce(
            [
                marks & looked_into(entry.mapping, values)
                for entry, marks in zip(self.entries, applies, strict=True)
            ]
        )
        singly[np.concatenate([values.places[:0], *(part.singly for part in parts)])] = True
        skipped = ~np.logical_or.reduce([values.bad, *applies])
        tables = {name: _together(parts, name, ~singly) for name in EMPTY}
        return MadeRows(tables, np.flatnonzero(singly), _told(parts, singly), int(skipped.sum()))


def not_made(block: Rows) -> MadeRows:
    """All rows of a block to be looked at singly."""
    none = {name: (rows, np.empty(0, np.intp)) for name, rows in EMPTY.items()}
    return MadeRows(none, np.arange(len(block.lines)), {}, 0)


def _told(parts: Sequence[Part], singly: Marks) -> dict[int, Outcome]:
    """What parts tell of rows that are not looked at one by one."""
    found: dict[int, Outcome] = {}
    for part in parts:
        for at, outcome in part.told.items():
            if not singly[at]:
                found.setdefault(at, Outcome(raw=outcome.raw)).add(outcome)
    return found


def _together(parts: Sequence[Part], table: str, usual: Marks) -> tuple[pa.Table, Places]:
    """The rows of a table that parts have, those of one row in the order of the parts."""
    found = [part.of(usual) for part in parts if part.table == table]
    rows = pa.concat_tables([EMPTY[table], *(rows for rows, _ in found)])
    return rows, np.concatenate([np.empty(0, np.intp), *(owners for _, owners in found)])
