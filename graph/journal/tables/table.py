"""One append-only Delta Lake table: durable commits, rows added since a version, compaction."""

from __future__ import annotations

import json
import os
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, Schema, Transaction
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, RemoveAction

from graph.durable import sync
from graph.journal.tables.checksums import check_files, keep_checksum
from graph.journal.tables.failures import told_failures
from graph.journal.tables.joining import JOINED_BYTES, joins
from graph.journal.tables.log import Action, actions, adds, commit_path
from graph.journal.tables.statistics import NO_STATISTICS, forget_statistics
from graph.lease import appending_lease, read_for_the_life_of, reading_lease

_CONFIGURATION = {
    "delta.enableChangeDataFeed": "true",
    # The graph is rebuilt commit by commit, so no commit is ever forgotten.
    "delta.logRetentionDuration": "interval 36500 days",
    **NO_STATISTICS,
}


_ENSURED: dict[Path, tuple[tuple[int, ...] | None, pa.Schema]] = {}
"""Tables that this process has found whole, with their first commit and all columns that they are to have."""

_CHECKPOINTS = 50
"""Commits after which a table's log is summed up, so that opening it does not read them all."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far somebody has come who brings rows: a transaction identifier of Delta Lake."""

    of: str
    at: int


class JournalTable:
    """A Delta table in a folder; rows are only ever added.

    Delta Lake writes files without forcing them to disk. Here the data file is synced before the
    commit names it and the commit before `append` returns, so an acknowledged append survives a
    power cut and a torn file is never part of the table.
    """

    def __init__(self, folder: Path, schema: pa.Schema) -> None:
        self.folder = folder
        self.name = folder.name
        self.schema = schema
        self._opened: tuple[DeltaTable, tuple[int, ...]] | None = None
        self._without_rows: tuple[DeltaTable, bool] | None = None
        self._whole: set[str] = set()

    def ensure(self) -> None:
        """Creates the table unless it is there; one of an earlier version gets the columns that it lacks, and
        loses what its log tells of people."""
        created = self._stat(0)
        if created is None or _ENSURED.get(self.folder) != (created, self.schema):
            self._ensure()
            _ENSURED[self.folder] = self._stat(0), self.schema

    def _ensure(self) -> None:
        with told_failures(self.folder):
            if not DeltaTable.is_deltatable(str(self.folder)):
                self.folder.mkdir(parents=True, exist_ok=True)
                DeltaTable.create(self.folder, self.schema, mode="ignore", configuration=_CONFIGURATION)
                return
            table = self._open()
            stored = {field.name for field in table.schema().fields}
            lacking = pa.schema([field for field in self.schema if field.name not in stored])
            if lacking.names:
                table.alter.add_columns(list(Schema.from_arrow(lacking).fields))
            forget_statistics(self.folder)

    def version(self) -> int:
        """Number of the latest commit; the empty table has 0."""
        with told_failures(self.folder):
            return self._open().version()

    def is_empty(self) -> bool:
        """Whether it has no rows; where nothing was ever added, told without reading the log."""
        if self._stat(1) is None:
            return True
        with told_failures(self.folder):
            table = self._open()
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
            adds = [self._written(rows, data_change=True)] if rows.num_rows else []
            return self._commit(adds, positions)

    def position(self, of: str) -> int:
        """The position stored last of somebody; 0 where there is none."""
        with told_failures(self.folder):
            return self._open().transaction_version(of) or 0

    def files(self, version: int | None = None) -> list[str]:
        """Paths of the Parquet files that make up the table now, or made it up at a version; raises
        JournalError if one is damaged."""
        with told_failures(self.folder):
            now = self._open()
            then = now if version in (None, now.version()) else DeltaTable(self.folder, version=version)
            found = _paths(then)
            check_files(map(Path, found))
            return found

    def file_count(self) -> int:
        """How many files make up the table now."""
        with told_failures(self.folder):
            return len(_paths(self._open()))

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
        columns = [found.column(field.name).cast(field.type) for field in self.schema]
        rows = pa.Table.from_arrays(columns, schema=self.schema)
        at, none = self.schema.get_field_index("commit"), pa.scalar(0, pa.int64())
        rows = rows.set_column(at, self.schema.field(at), rows.column(at).fill_null(none))
        return rows.sort_by([(name, "ascending") for name in ("commit", "recorded_at", "seq")])

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
            current = self._open().version()
            start, count = since, 0
            for version in range(since + 1, current + 1):
                count += self._rows_added(version)
                if count >= rows or version == current:
                    yield start, version, count
                    start, count = version, 0

    def committed_at(self, version: int | None = None) -> float:
        """When the latest commit, or that of a version, was made, by the clock of the machine, in seconds
        since 1970."""
        with told_failures(self.folder):
            said = actions(self.folder, self._open().version() if version is None else version)
        times = [action["commitInfo"]["timestamp"] for action in said if "commitInfo" in action]
        return max(times, default=0) / 1000

    def id(self) -> str:
        """The id that the table was given when it was created."""
        with told_failures(self.folder):
            return str(self._open().metadata().id)

    def compact(self) -> None:
        """Joins small files. What was joined stays on disk: the graph is rebuilt from the commits."""
        with told_failures(self.folder), appending_lease(self.folder.parent):
            for step in range(len(JOINED_BYTES)):
                sizes = {path: Path(path).stat().st_size for path in _paths(self._open())}
                if found := joins(sizes, step):
                    self._commit([action for files in found for action in self._joined(files)])
            self._open().create_checkpoint()

    def _joined(self, files: Sequence[str]) -> Iterator[AddAction | RemoveAction]:
        """Write the rows of files to one that takes their place."""
        check_files(map(Path, files))
        yield self._written(self._scanned(files).to_table(), data_change=False)
        for path in files:
            yield RemoveAction(Path(path).name, data_change=False, deletion_timestamp=_now())

    def _open(self) -> DeltaTable:
        """The table as it is now; its log is read again only where something was added to it since."""
        if self._opened is not None and self._opened[1] == self._mark(self._opened[0].version()):
            return self._opened[0]
        return self._remembered(DeltaTable(self.folder))

    def _remembered(self, table: DeltaTable) -> DeltaTable:
        mark = self._mark(table.version())
        self._opened = None if mark is None else (table, mark)
        return table

    def _mark(self, version: int) -> tuple[int, ...] | None:
        """Tells the commit of `version` from any other; None where it is not, or no longer, the last."""
        following = commit_path(self.folder, version + 1)
        found = self._stat(version)
        return None if following.exists() else found

    def _stat(self, version: int) -> tuple[int, ...] | None:
        """Tells the file of a commit from any other; None where it is not."""
        try:
            found = commit_path(self.folder, version).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size

    def _scanned(self, files: Sequence[str]) -> Any:
        from pyarrow.dataset import dataset  # it imports pandas, which most commands do without

        return dataset(list(files), schema=self.schema, format="parquet")

    def _written(self, rows: pa.Table, *, data_change: bool) -> AddAction:
        """Write rows to a file, which is on disk when this returns; what makes it part of the table."""
        path = self.folder / f"part-{uuid.uuid4()}.parquet"
        try:
            with path.open("xb") as file:
                pq.write_table(rows, file, compression="zstd", compression_level=1)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        sync(self.folder)
        keep_checksum(path)
        stats = json.dumps({"numRecords": rows.num_rows})
        return AddAction(path.name, path.stat().st_size, {}, _now(), data_change=data_change, stats=stats)

    def _added(self, since: int, until: int, columns: list[str] | None = None) -> pa.Table:
        """Columns of the rows added after version `since` up to `until`, all columns if none are named."""
        with reading_lease(self.folder.parent):
            return self._read_added(since, until, columns)

    def _read_added(self, since: int, until: int, columns: list[str] | None) -> pa.Table:
        table = self._open()
        added = (add for version in range(since + 1, until + 1) for add in self._adds(version))
        check_files(self.folder / unquote(add["path"]) for add in added)
        return pa.table(table.load_cdf(since + 1, until, columns=columns, allow_out_of_range=True))

    def _rows_added(self, version: int) -> int:
        return sum(json.loads(add["stats"])["numRecords"] for add in self._adds(version))

    def _adds(self, version: int) -> list[Action]:
        """What a commit says of the files with new rows."""
        return [add for add in adds(self.folder, version) if add["dataChange"]]

    def _commit(self, actions: Sequence[AddAction | RemoveAction], positions: Sequence[Position] = ()) -> int:
        table = DeltaTable(self.folder)  # its own: another thread may append meanwhile
        before = table.version()
        reached = [Transaction(position.of, position.at) for position in positions]
        properties = CommitProperties(app_transactions=reached)
        table.create_write_transaction(list(actions), "append", table.schema(), commit_properties=properties)
        table.update_incremental()  # it does not know of the commit by itself
        version = table.version()
        for committed in range(before + 1, version + 1):  # with those of others that came in between
            sync(commit_path(self.folder, committed))
        sync(commit_path(self.folder, version).parent)
        if before // _CHECKPOINTS < version // _CHECKPOINTS:
            with suppress(OSError, DeltaError):  # the rows are in; the next checkpoint makes up for this one
                table.create_checkpoint()
        return self._remembered(table).version()


def _now() -> int:
    """In thousandths of a second since 1970, as a log has it."""
    return int(time.time() * 1000)


def _paths(table: DeltaTable) -> list[str]:
    """The files of a table, which Delta Lake names as addresses are written: `%20` for a blank."""
    return [unquote(address) for address in table.file_uris()]
