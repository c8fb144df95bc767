"""One append-only Delta Lake table: durable commits, rows added since a version, compaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable, Schema
from deltalake.transaction import AddAction, RemoveAction

from graph.files.lease import appending_lease, read_for_the_life_of, reading_lease
from graph.journal.tables.checksums import check_files
from graph.journal.tables.committing import Position, commit, removed_file, written_file
from graph.journal.tables.failures import told_failures
from graph.journal.tables.feed import added_rows, in_order, version_spans
from graph.journal.tables.joining import JOINED_BYTES, joins
from graph.journal.tables.log import actions, adds, holds_first_alone
from graph.journal.tables.opened import CommitMark, OpenedTable, commit_mark
from graph.journal.tables.statistics import NO_STATISTICS, forget_statistics

_CONFIGURATION = {
    "delta.enableChangeDataFeed": "true",
    # The graph is rebuilt commit by commit, so no commit is ever forgotten.
    "delta.logRetentionDuration": "interval 36500 days",
    **NO_STATISTICS,
}


_ENSURED: dict[Path, tuple[CommitMark | None, pa.Schema]] = {}
"""Tables that this process has found whole, with their first commit and all columns that they are to have."""


class JournalTable:
    """A Delta table in a folder; rows are only ever added. An append that returned survives a power cut."""

    def __init__(self, folder: Path, schema: pa.Schema) -> None:
        self.folder = folder
        self.name = folder.name
        self.schema = schema
        self._opened = OpenedTable(folder)
        self._without_rows: tuple[DeltaTable, bool] | None = None
        self._whole: set[str] = set()

    def ensure(self) -> None:
        """Creates the table unless it is there; one of an earlier version gets the columns that it lacks, and
        loses what its log tells of people."""
        created = commit_mark(self.folder, 0)
        if created is None or _ENSURED.get(self.folder) != (created, self.schema):
            self._ensure()
            _ENSURED[self.folder] = commit_mark(self.folder, 0), self.schema

    def _ensure(self) -> None:
        with told_failures(self.folder):
            if not DeltaTable.is_deltatable(str(self.folder)):
                create_table(self.folder, self.schema)
                return
            table = self._opened.now()
            stored = {field.name for field in table.schema().fields}
            lacking = pa.schema([field for field in self.schema if field.name not in stored])
            if lacking.names:
                table.alter.add_columns(list(Schema.from_arrow(lacking).fields))
            forget_statistics(self.folder)

    def _is_bare(self) -> bool:
        """Whether it is as this process found it created, told without opening it."""
        if not holds_first_alone(self.folder):
            return False
        created = commit_mark(self.folder, 0)
        return created is not None and _ENSURED.get(self.folder, (None,))[0] == created

    def version(self) -> int:
        """Number of the latest commit; the empty table has 0."""
        if self._is_bare():
            return 0
        with told_failures(self.folder):
            return self._opened.now().version()

    def is_empty(self) -> bool:
        """Whether it has no rows; where nothing was ever added, told without reading the log."""
        if commit_mark(self.folder, 1) is None:
            return True
        with told_failures(self.folder):
            table = self._opened.now()
            if self._without_rows is None or self._without_rows[0] is not table:
                counts = pa.table(table.get_add_actions(flatten=True)).column("num_records").to_pylist()
                self._without_rows = table, not any(count is None or count for count in counts)
            return self._without_rows[1]

    def commit_id(self, version: int) -> str:
        """Tells a commit from every other one of its number; empty where there is none.

        A table that was restored from an older copy and used on has other commits of the same numbers.
        """
        with told_failures(self.folder):
            said = actions(self.folder, version)
        if not said:
            return ""
        made = [action["commitInfo"].get("timestamp") for action in said if "commitInfo" in action]
        added = sorted(action["add"]["path"] for action in said if "add" in action)
        return blake2b(json.dumps([made, added]).encode(), digest_size=8).hexdigest()

    def append(self, rows: pa.Table, positions: Sequence[Position] = ()) -> int:
        """Adds the rows in one commit and returns its version; they are on disk when this returns.

        Positions are stored in the same commit, so that what led to the rows is known to be in the table.
        Raises JournalError, with nothing added, when the disk is full or cannot be written.
        """
        with told_failures(self.folder), appending_lease(self.folder.parent):
            files = [written_file(self.folder, rows, data_change=True)] if rows.num_rows else []
            return self._commit(files, positions)

    def position(self, of: str) -> int:
        """The position stored last of somebody; 0 where there is none."""
        if self._is_bare():
            return 0
        with told_failures(self.folder):
            return self._opened.now().transaction_version(of) or 0

    def files(self, version: int | None = None) -> list[str]:
        """Paths of the Parquet files that make up the table now, or made it up at a version; raises
        JournalError if one is damaged."""
        if self._is_bare():
            return []
        with told_failures(self.folder):
            now = self._opened.now()
            then = now if version in (None, now.version()) else DeltaTable(self.folder, version=version)
            found = _paths(then)
            check_files(map(Path, found))
            return found

    def file_count(self) -> int:
        """How many files make up the table now."""
        with told_failures(self.folder):
            return len(_paths(self._opened.now()))

    def lacking(self, files: Iterable[str]) -> bool:
        """Whether any of these files is of an earlier version and lacks columns; each is looked at once."""
        with told_failures(self.folder):
            for path in files:
                if path not in self._whole:
                    if not set(self.schema.names) <= set(pq.read_schema(path).names):
                        return True
                    self._whole.add(path)
        return False

    def changes(self, since: int, until: int) -> pa.Table:
        """Rows of the commits after version `since` up to `until`, in the order they were stored."""
        with told_failures(self.folder):
            found = self._added(since, until)
        return in_order(found, self.schema)

    def added(self, columns: Sequence[str], since: int, until: int) -> pa.Table:
        """These columns of the rows added after version `since` up to `until`."""
        with told_failures(self.folder):
            return self._added(since, until, list(columns)).select(list(columns))

    def rows(self, columns: Sequence[str]) -> pa.RecordBatchReader:
        """These columns of all rows."""
        with told_failures(self.folder):
            with reading_lease(self.folder.parent):
                reader: pa.RecordBatchReader = (
                    self._scanned(self.files()).scanner(columns=list(columns)).to_reader()
                )
                read_for_the_life_of(reader, self.folder.parent)
            return reader

    def values(self, column: str, since: int, until: int) -> pa.ChunkedArray[Any]:
        """Distinct values of a column in the rows added after version `since` up to `until`."""
        with told_failures(self.folder):
            found = self._added(since, until, [column]).column(column)
        # Of the text type that Delta Lake answers in, Arrow counts null as an empty text.
        return found.cast(self.schema.field(column).type).unique()

    def spans(self, since: int, rows: int) -> Iterator[tuple[int, int, int]]:
        """Ranges of versions after `since` up to now: version before, last version, number of rows.

        A range ends as soon as it has `rows` rows; a commit is never divided.
        """
        with told_failures(self.folder):
            yield from version_spans(self.folder, since, self.version(), rows)

    def adds_rows(self, version: int) -> bool:
        """Whether a commit added rows; one that joined files or added columns did not."""
        with told_failures(self.folder):
            return any(add["dataChange"] for add in adds(self.folder, version))

    def last_addition(self, known: int = 0) -> int:
        """The version of the latest commit that added rows after one that is known, or else that one."""
        return next((it for it in range(self.version(), known, -1) if self.adds_rows(it)), known)

    def committed_at(self, version: int | None = None) -> float:
        """When the latest commit, or that of a version, was made, by the clock of the machine, in seconds
        since 1970."""
        with told_failures(self.folder):
            said = actions(self.folder, self._opened.now().version() if version is None else version)
        added = [action["add"]["modificationTime"] for action in said if "add" in action]
        made = [action["commitInfo"]["timestamp"] for action in said if "commitInfo" in action]
        return float(max(added or made, default=0)) / 1000

    def id(self) -> str:
        """The id that the table was given when it was created."""
        with told_failures(self.folder):
            return str(self._opened.now().metadata().id)

    def compact(self) -> None:
        """Joins small files. What was joined stays on disk: the graph is rebuilt from the commits."""
        with told_failures(self.folder), appending_lease(self.folder.parent):
            for step in range(len(JOINED_BYTES)):
                sizes = {path: Path(path).stat().st_size for path in _paths(self._opened.now())}
                if found := joins(sizes, step):
                    self._commit([action for files in found for action in self._joined(files)])
            self._opened.now().create_checkpoint()

    def _joined(self, files: Sequence[str]) -> Iterator[AddAction | RemoveAction]:
        """Write the rows of files to one that takes their place."""
        check_files(map(Path, files))
        yield written_file(self.folder, self._scanned(files).to_table(), data_change=False)
        for path in files:
            yield removed_file(path)

    def _scanned(self, files: Sequence[str]) -> Any:
        from pyarrow.dataset import dataset  # it imports pandas, which most commands do without

        return dataset(list(files), schema=self.schema, format="parquet")

    def _commit(self, actions: Sequence[AddAction | RemoveAction], positions: Sequence[Position] = ()) -> int:
        return self._opened.remember(commit(self.folder, actions, positions)).version()

    def _added(self, since: int, until: int, columns: list[str] | None = None) -> pa.Table:
        """Columns of the rows added after version `since` up to `until`, all columns if none are named."""
        with reading_lease(self.folder.parent):
            return added_rows(self._opened.now(), self.folder, since, until, columns)


def create_table(folder: Path, schema: pa.Schema) -> None:
    """Create the table of a folder, unless somebody else does meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    DeltaTable.create(folder, schema, mode="ignore", configuration=_CONFIGURATION)


def _paths(table: DeltaTable) -> list[str]:
    """The files of a table, which Delta Lake names as addresses are written: `%20` for a blank."""
    return [unquote(address) for address in table.file_uris()]
