"""Tables that are read on from where an earlier ingest ended, and the sweep of their keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from graph.errors import IngestError
from graph.files.regular import shown_path
from graph.journal.withdrawing.withdrawals import Withdrawal
from ingest.mapping.mapping import FileMapping, RowMapping, SourceMapping
from ingest.mapping.paths import top_of
from ingest.mapping.row_uses import field_of
from ingest.pipeline.history import EarlierReading, History
from ingest.readers.base import Reader
from ingest.readers.sql_table import SqlTable

Inputs = Sequence[tuple[Reader, FileMapping]]


class Readings(Protocol):
    """Knows what was read."""

    def readings(self, source: str, content: str | None) -> Sequence[EarlierReading]:
        """The files that ingests of a source read, the oldest first."""


def resume(
    journal: Readings, mapping: SourceMapping, inputs: Inputs, history: History, *, full: bool
) -> None:
    """Lets tables be read from where the last reading of them under this mapping ended, or everything.

    What was said of them under this mapping before it was changed is to be replaced, as `history` then tells.
    """
    tables = [reader for reader, _ in inputs if isinstance(reader, SqlTable)]
    for reader in tables:
        name = reader.source.name
        earlier = [it for it in journal.readings(mapping.source, None) if not it.taken_back]
        same = [it for it in earlier if (it.file, it.mapping) == (name, shown_path(mapping.path.name))]
        states = [it.cursor for it in same if it.reading == history.readings[name] and it.cursor]
        reader.resume(states[-1] if states else None, everything=full)
        outdated = [it for it in same if it.reading != history.readings[name]]
        history.replaced += [
            withdrawal
            for it in outdated
            if (withdrawal := Withdrawal(it.ingest_id, mapping.source, it.file, "replaced"))
            not in history.replaced
        ]
    if full and not tables:
        raise IngestError("There is no table to read in full.", "--full is for databases; files always are.")


def key_sweeps(inputs: Inputs) -> list[tuple[SqlTable, FileMapping]]:
    """For each table a reader of its keys alone, with the entry reduced to them.

    Raises IngestError where there is none.
    """
    found = []
    for reader, entry in inputs:
        rows = tuple(_keys_of(row) for row in entry.rows if row.ingestor.key and not row.explode)
        if isinstance(reader, SqlTable) and rows:
            reduced = replace(entry, rows=rows)
            used = [use.column for use in reduced.columns]
            tops = [top_of(column) for column in used]
            found.append((reader.only([*used, *tops]), reduced))
    if not found:
        raise IngestError(
            "There is no table whose keys could be looked through.",
            "--keys is for databases, and for kinds with a key of their own: customers, orders, contracts,"
            " tickets, products, survey answers.",
        )
    return found


def _keys_of(row: RowMapping) -> RowMapping:
    """What tells of a row what it is about, and whether it counts."""
    key = row.ingestor.key or ""
    uses = tuple(use for use in row.columns if field_of(use.where) in (key, ""))
    fields = tuple(bound for bound in row.fields if bound.field.name == key)
    return replace(row, fields=fields, required=(key,), columns=uses)
