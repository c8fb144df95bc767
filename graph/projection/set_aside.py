"""Entries that could not be brought into the graph: which, why, and whether the entry is to blame at all."""

from __future__ import annotations

import traceback
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from graph.errors import CkgError
from graph.stores.errors import QueryError
from graph.version import program_version

_MACHINE = (
    OSError,
    MemoryError,
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.InterruptException,
    duckdb.FatalException,
)
"""What goes wrong whatever the entries say."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """An entry of the journal that the graph lacks; `recorded_at` and `seq` say which row of the table it is.

    `source`, `file` and `line` tell where it came from, if from a source at all. `error` holds no values of
    the entry. `program` is the version that failed: another one tries again.
    """

    table: str
    recorded_at: datetime
    seq: int
    source: str | None
    file: str | None
    line: int | None
    error: str
    program: str

    @classmethod
    def of(cls, table: str, row: dict[str, Any], error: Exception) -> SetAside:
        """The row of a table that made the error."""
        source, file, line = (row.get(name) for name in ("source", "file", "line"))
        place = row["recorded_at"], row["seq"]
        return cls(table, *place, source, file, line, told(error), program_version())

    def as_json(self) -> dict[str, Any]:
        """Everything as JSON has it."""
        return asdict(self) | {"recorded_at": self.recorded_at.astimezone(UTC).isoformat()}

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> SetAside:
        """What `as_json` gave."""
        return cls(**(content | {"recorded_at": datetime.fromisoformat(content["recorded_at"])}))

    def __str__(self) -> str:
        at = f"stored at {self.recorded_at:%Y-%m-%d %H:%M:%S}, row {self.seq}"
        where = f"{self.source}, {self.file}, line {self.line}" if self.file else at
        return f"{self.table}: {where}: {self.error}"


def may_be_an_entrys(error: Exception) -> bool:
    """Whether an entry may have caused the error, rather than the store, the disk or the machine."""
    if isinstance(error, CkgError):
        return isinstance(error, QueryError)
    return not isinstance(error, _MACHINE)


def told(error: Exception) -> str:
    """The error in words that hold no values: a store's message, else its kind and where it came up."""
    if isinstance(error, CkgError):
        return error.message
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/graph/" in frame.filename]
    place = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
