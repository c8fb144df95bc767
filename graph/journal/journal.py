"""The journal: takes entries in, hands out what was added since, opens it all for SQL."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from graph.entries import Entry, Event, RecordVersion, Rejection
from graph.errors import JournalError
from graph.journal.checks import check_entries
from graph.journal.encode import event_columns, record_columns, rejection_columns
from graph.journal.known import KnownHashes, by_source
from graph.journal.schema import TABLES
from graph.journal.table import JournalTable
from graph.journal.views import OF_RECORDS, VIEWS, open_views
from graph.settings import Settings

CHUNK = 20_000
"""Entries that are stored in one commit."""


@dataclass(frozen=True, slots=True)
class AppendResult:
    """How many entries were stored, and how many the journal held already."""

    accepted: int = 0
    unchanged: int = 0

    def __add__(self, other: AppendResult) -> AppendResult:
        return AppendResult(self.accepted + other.accepted, self.unchanged + other.unchanged)


class Journal:
    """The append-only tables under `home/journal`; any number of processes may append at once.

    Keep one instance for one ingest: it remembers what it found stored. Every method raises
    JournalError when the tables cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tables = {name: JournalTable(folder / name, schema) for name, schema in TABLES.items()}
        self._known: dict[tuple[str, str], KnownHashes] = {}

    @classmethod
    def open(cls, settings: Settings) -> Journal:
        """The journal of this installation; creates its tables the first time.

        All that an installation knows of people lies in its home, which is made for its owner alone.
        """
        home = settings.home.absolute()
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        journal = cls(home / "journal")
        for table in journal._tables.values():
            table.ensure()
        return journal

    def append(self, entries: Iterable[Entry], ingest_id: str) -> AppendResult:
        """Stores the entries that are new, in commits of `CHUNK`, each on disk before the next.

        An entry that equals the stored one of its key is counted as unchanged. When it fails,
        the chunks before stay stored and appending everything again adds what is missing.
        """
        result = AppendResult()
        for chunk in _chunks(entries, CHUNK):
            check_entries(chunk)
            records = [entry for entry in chunk if isinstance(entry, RecordVersion)]
            events = [entry for entry in chunk if isinstance(entry, Event)]
            result += self._append_versions("records", records, record_columns, ingest_id)
            result += self._append_versions("events", events, event_columns, ingest_id)
        return result

    def reject(self, rejections: Iterable[Rejection], ingest_id: str) -> int:
        """Stores rejected rows in quarantine and returns how many."""
        count = 0
        for chunk in _chunks(rejections, CHUNK):
            columns = rejection_columns(chunk)
            columns["ingest_id"] = pa.array([ingest_id] * len(chunk), pa.string())
            self.append_table("rejected", pa.table(columns))
            count += len(chunk)
        return count

    def append_table(self, name: str, rows: pa.Table) -> int:
        """Stores rows of any table in one commit and returns the table's version.

        Columns that the rows lack are null; JournalError names those that the table lacks.
        """
        table = self._table(name)
        unknown = sorted(set(rows.column_names) - set(table.schema.names))
        if unknown:
            raise JournalError(
                f"The journal table {name} has no column {', '.join(unknown)}.",
                f"Its columns are {', '.join(table.schema.names)}.",
            )
        return table.append(_complete(rows, table.schema)) if rows.num_rows else table.version()

    def versions(self) -> dict[str, int]:
        """Version of every table now."""
        return {name: table.version() for name, table in self._tables.items()}

    def changes(self, name: str, since: int, until: int) -> pa.Table:
        """Rows of a table added after version `since` up to `until`, in the order they were stored."""
        return self._table(name).changes(since, until)

    def spans(self, name: str, since: int, rows: int) -> Iterator[tuple[int, int, int]]:
        """Ranges of a table's versions after `since`, see `JournalTable.spans`."""
        return self._table(name).spans(since, rows)

    def records_named(self, since: Mapping[str, int], until: Mapping[str, int]) -> list[str]:
        """Ids of the records that entries stored between two states of `versions` are about, sorted."""
        found: set[str | None] = set()
        for name in OF_RECORDS:
            values = self._table(name).values("record_id", since[name], until[name])
            found.update(values.to_pylist())
        return sorted(record for record in found if record is not None)

    @property
    def id(self) -> str:
        """Names this journal; another one, even with the same content, has another id."""
        return self._tables["records"].id()

    def connect(
        self, only: Sequence[str] | None = None, views: Collection[str] = VIEWS
    ) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection with the journal as views, as it is now; later commits are not seen.

        The views are those of `graph.journal.views`, or as many of them as `views` names: fewer open faster.
        With `only`, they leave out versions and events of records with other ids. The caller closes the
        connection.
        """
        return open_views(self._tables, views, only)

    def compact(self, files: int = 1) -> None:
        """Joins the small files of the tables that have more than `files`; reading gets faster, nothing else
        changes. Not for two processes at once."""
        for table in self._tables.values():
            if len(table.files()) > files:
                table.compact()

    def _table(self, name: str) -> JournalTable:
        if name not in self._tables:
            raise JournalError(f"There is no journal table {name}.", f"There are {', '.join(TABLES)}.")
        return self._tables[name]

    def _append_versions(
        self,
        name: str,
        entries: Sequence[Any],
        columns_of: Callable[[Sequence[Any]], dict[str, pa.Array[Any]]],
        ingest_id: str,
    ) -> AppendResult:
        if not entries:
            return AppendResult()
        columns = columns_of(entries)
        columns["ingest_id"] = pa.array([ingest_id] * len(entries), pa.string())
        new = self._new_positions(name, [entry.source for entry in entries], columns["content_hash"])
        if new:
            self.append_table(name, pa.table(columns).take(pa.array(new)))
        return AppendResult(len(new), len(entries) - len(new))

    def _new_positions(self, name: str, sources: Sequence[str], hashes: pa.Array[Any]) -> list[int]:
        new: list[int] = []
        for source, positions in by_source(sources).items():
            known = self._known.get((name, source))
            if known is None:
                known = self._known[name, source] = KnownHashes(self._tables[name], source)
            found = known.unknown(hashes.take(pa.array(positions)))
            new += [positions[i] for i in found]
        return sorted(new)


def _complete(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """The rows with all columns of the schema; time of storing and order are added."""
    count = rows.num_rows
    given = {
        "recorded_at": pa.array([datetime.now(UTC)] * count, schema.field("recorded_at").type),
        "seq": pa.array(range(count), pa.int64()),
        **{name: rows.column(name) for name in rows.column_names},
    }
    columns = [
        given[field.name].cast(field.type) if field.name in given else pa.nulls(count, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
