"""What becomes of the rows of a file: one by one, or by columns where they say nothing unusual."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from graph.entries import Event, Origin, RecordVersion, Rejection
from graph.journal.appending.encode import event_columns, record_columns
from ingest.columns.part import Places
from ingest.columns.row_columns import RowColumns, not_made
from ingest.mapping.mapping import FileMapping
from ingest.pipeline.garbage import rarely_collected
from ingest.readers.base import BadRow, GoodRow, Reader, Rows, batches, rows_of
from ingest.readers.first_rows import FirstRows
from ingest.rows.clean_rows import clean_rows
from ingest.rows.key_columns import KeyRepair, key_repair
from ingest.rows.line_items import LineItems
from ingest.rows.outcome import Outcome
from ingest.rows.strays import StrayLines


def outcomes(reader: Reader, entry: FileMapping, source: str, lines: LineItems) -> Iterator[Outcome]:
    """What becomes of each row of a file, in order."""
    with rarely_collected():
        blocks, repair = _looked_at(reader, entry)
        for batch in batches(row for block in blocks for row in rows_of(block)):
            _put_right(batch, repair)
            yield from _outcomes(batch, reader.source.name, entry, source, lines)


def _looked_at(reader: Reader, entry: FileMapping) -> tuple[Iterator[Rows], KeyRepair]:
    """The blocks of a file, in which lines that are no rows are bad ones, and how to read its keys, as its
    first rows show."""
    rows = FirstRows.of(reader)
    strays = StrayLines.of(entry, rows.first) if reader.columns_complete else StrayLines()
    repair = key_repair(entry, rows.first)
    return map(strays.set_aside, rows.all()), repair


@dataclass(frozen=True)
class ReadBlock:
    """Rows that were read together: how many, how many of them are nobody's business, what became of those
    that were looked at one by one and of those of which a value stayed out, and the records and events of all
    of them, in order, as rows of the journal's tables."""

    size: int
    skipped: int
    outcomes: list[Outcome]
    tables: Mapping[str, pa.Table]


def read_blocks(
    reader: Reader, entry: FileMapping, source: str, columns: RowColumns, lines: LineItems
) -> Iterator[ReadBlock]:
    """What becomes of the rows of a file that are cleaned by columns; where most of a block have to be looked
    at one by one, those after it are at once."""
    name = reader.source.name
    with rarely_collected():
        (blocks, repair), pays = _looked_at(reader, entry), True
        for block in blocks:
            made = columns.made(block, repair, name) if pays else not_made(block)
            pays = pays and 2 * len(made.singly) < len(block.lines)
            rows = block.at(made.singly.tolist())
            _put_right(rows, repair)
            found = list(_outcomes(rows, name, entry, source, lines))
            tables = {it: _in_order(it, *made.tables[it], found, made.singly) for it in made.tables}
            told = {**made.told, **dict(zip(made.singly.tolist(), found, strict=True))}
            yield ReadBlock(len(block.lines), made.skipped, [told[at] for at in sorted(told)], tables)


def _in_order(
    name: str, rows: pa.Table, owners: Places, found: Sequence[Outcome], others: Places
) -> pa.Table:
    """The rows of a table with those of the outcomes among them, each at the place of what it was made of."""
    type_, columns = _ENTRIES[name]
    more = [
        (at, entry)
        for at, outcome in zip(others.tolist(), found, strict=True)
        for entry in outcome.entries
        if isinstance(entry, type_)
    ]
    if more:
        rows = pa.concat_tables([rows, pa.table(columns([entry for _, entry in more]))])
        owners = np.concatenate([owners, [at for at, _ in more]])
    if np.all(owners[:-1] <= owners[1:]):
        return rows
    return rows.take(np.argsort(owners, kind="stable"))


_ENTRIES: Mapping[str, tuple[type, Callable[[list[Any]], dict[str, pa.Array[Any]]]]] = {
    "records": (RecordVersion, record_columns),
    "events": (Event, event_columns),
}
"""What becomes rows of each table, and how."""


def _put_right(rows: Sequence[GoodRow | BadRow], repair: KeyRepair) -> None:
    for row in rows:
        if isinstance(row, GoodRow):
            repair(row.values)
            row.values["_line"] = row.line


def _outcomes(
    batch: Sequence[GoodRow | BadRow], name: str, entry: FileMapping, source: str, lines: LineItems
) -> Iterator[Outcome]:
    origins = [Origin(name, row.line) for row in batch]
    good = [at for at, row in enumerate(batch) if isinstance(row, GoodRow)]
    raws = [row.values for row in batch if isinstance(row, GoodRow)]
    made = [clean_rows(mapping, raws, [origins[at] for at in good]) for mapping in entry.rows]
    each = zip(raws, *made, strict=True)
    for row, origin in zip(batch, origins, strict=True):
        if isinstance(row, BadRow):
            rejection = Rejection(source, origin, "", "", row.reason, row.text)
            yield Outcome(refused=[rejection], nameless=[rejection] if row.is_row else [])
            continue
        raw, *parts = next(each)
        for part in parts:
            part.raw = raw
        first, *others = map(lines.numbered, entry.rows, parts)
        for other in others:
            first.add(other)
        yield lines.amounts(first)
