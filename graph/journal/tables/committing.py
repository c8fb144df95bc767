"""Files of rows and the commits that name them, on disk when the call returns.

Delta Lake writes files without forcing them to disk. Here a data file is synced before a commit names it, and
the commit before it counts, so that a torn file is never part of a table.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, Transaction
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, RemoveAction

from graph.files.durable import sync
from graph.journal.tables.checksums import keep_checksum
from graph.journal.tables.log import commit_path

_CHECKPOINTS = 50
"""Commits after which a table's log is summed up, so that opening it does not read them all."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far somebody has come who brings rows: a transaction identifier of Delta Lake."""

    of: str
    at: int


def written_file(folder: Path, rows: pa.Table, *, data_change: bool) -> AddAction:
    """Writes rows to a file, which is on disk when this returns; what makes it part of the table."""
    path = folder / f"part-{uuid.uuid4()}.parquet"
    try:
        with path.open("xb") as file:
            pq.write_table(rows, file, compression="zstd", compression_level=1)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    sync(folder)
    keep_checksum(path)
    stats = json.dumps({"numRecords": rows.num_rows})
    return AddAction(path.name, path.stat().st_size, {}, _now(), data_change=data_change, stats=stats)


def removed_file(path: str) -> RemoveAction:
    """What makes a file part of the table no more whose rows are in another one."""
    return RemoveAction(Path(path).name, data_change=False, deletion_timestamp=_now())


def commit(
    folder: Path, actions: Sequence[AddAction | RemoveAction], positions: Sequence[Position] = ()
) -> DeltaTable:
    """The table of a folder with these files and positions, in one commit that is on disk."""
    table = DeltaTable(folder)  # its own: another thread may append meanwhile
    before = table.version()
    reached = [Transaction(position.of, position.at) for position in positions]
    properties = CommitProperties(app_transactions=reached)
    table.create_write_transaction(list(actions), "append", table.schema(), commit_properties=properties)
    table.update_incremental()  # it does not know of the commit by itself
    version = table.version()
    for committed in range(before + 1, version + 1):  # with those of others that came in between
        sync(commit_path(folder, committed))
    sync(commit_path(folder, version).parent)
    if before // _CHECKPOINTS < version // _CHECKPOINTS:
        with suppress(OSError, DeltaError):  # the rows are in; the next checkpoint makes up for this one
            table.create_checkpoint()
    return table


def _now() -> int:
    """In thousandths of a second since 1970, as a log has it."""
    return int(datetime.now(UTC).timestamp() * 1000)
