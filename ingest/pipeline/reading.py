"""What becomes of the rows of a file: one by one, or by columns where they say nothing unusual."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from graph.entries import Origin, RecordVersion, Rejection
from graph.journal.appending.encode import record_columns
from graph.journal.tables.arrow import compute as pc
from ingest.columns.customers import CustomerColumns, Places
from ingest.mapping.mapping import FileMapping
from ingest.pipeline.garbage import rarely_collected
from ingest.readers.base import BadRow, GoodRow, Reader, batches
from ingest.rows.key_columns import KeyRepair, key_repair
from ingest.rows.line_items import LineItems
from ingest.rows.rows import Outcome, clean_rows


def outcomes(reader: Reader, entry: FileMapping, source: str, lines: LineItems) -> Iterator[Outcome]:
    """What becomes of each row of a file, in order."""
    with rarely_collected():
        repair = key_repair(entry, reader.readable())
        for batch in batches(reader.rows()):
            _put_right(batch, repair)
            yield from _outcomes(batch, reader.source.name, entry, source, lines)


@dataclass(frozen=True)
class Portion:
    """Rows that were read together: how many, what became of those that were looked at one by one, and the
    records of all of them, in order, as rows of the journal."""

    size: int
    outcomes: list[Outcome]
    records: pa.Table


def customer_columns(entry: FileMapping) -> CustomerColumns | None:
    """How the rows of a file are cleaned by columns; None where they cannot be."""
    return CustomerColumns.of(entry.rows[0]) if len(entry.rows) == 1 else None


def portions(
    reader: Reader, entry: FileMapping, source: str, customers: CustomerColumns
) -> Iterator[Portion]:
    """What becomes of the rows of a file that are cleaned by columns."""
    name = reader.source.name
    with rarely_collected():
        repair = key_repair(entry, reader.readable())
        for block in reader.blocks():
            records, places = customers.made(block, repair, name)
            others = np.setdiff1d(np.arange(len(block.lines)), places)
            rows = [block.row(at) for at in others.tolist()]
            _put_right(rows, repair)
            found = list(_outcomes(rows, name, entry, source, LineItems()))
            yield Portion(len(block.lines), found, _in_order(records, places, found, others))


def _in_order(records: pa.Table, places: Places, found: Sequence[Outcome], others: Places) -> pa.Table:
    """The records with those of the outcomes among them, each at its place."""
    more = [
        (at, entry)
        for at, outcome in zip(others.tolist(), found, strict=True)
        for entry in outcome.entries
        if isinstance(entry, RecordVersion)
    ]
    if not more:
        return records
    table = pa.concat_tables([records, pa.table(record_columns([entry for _, entry in more]))])
    at = np.concatenate([places, [at for at, _ in more]])
    in_order: pa.Table = pc.take(table, pa.array(np.argsort(at, kind="stable")))
    return in_order


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
            yield Outcome(refused=[rejection], nameless=[rejection])
            continue
        raw, *parts = next(each)
        first, *others = map(lines.numbered, entry.rows, parts)
        first.raw = raw
        for other in others:
            first.add(other)
        yield lines.amounts(first)
