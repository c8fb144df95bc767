"""One table of the journal: all its commits, all files that they name, and files that none names."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from graph.files.checksums import checksum_kept, sound
from graph.journal.tables.log import LOG, actions, commits
from graph.verification.checkpoint import CommitSummary, checkpoint_fits, checkpoints
from graph.verification.findings import Kind, VerificationReport

_COPY = "Put it back from a copy of the journal; check the disk."
_KILLED = "Its append was killed before it counted;"
_UNREADABLE = (OSError, pa.ArrowException, ValueError)


def verify_table(folder: Path, verified: VerificationReport) -> None:
    """Looks at a table in a folder; notes what is lost, damaged or left over."""
    _Table(folder, verified).verify()


@dataclass
class _Table:
    folder: Path
    verified: VerificationReport
    named: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What commits say of files, by path."""
    needed: set[str] = field(default_factory=set)
    """Paths of files with rows that commits brought, and of joined ones that are read now."""
    said: CommitSummary = field(default_factory=CommitSummary)
    """What the commits say of the table, as it is read."""
    bringing: set[int] = field(default_factory=set)
    """Commits that name files with new rows."""

    @property
    def place(self) -> str:
        return f"journal table {self.folder.name}"

    def verify(self) -> None:
        there = sorted(self.folder.glob("*.parquet"))  # before the log: one that is written now is in neither
        versions = commits(self.folder)
        before, summed_up = len(self.verified.findings), checkpoints(self.folder)
        self._verify_log(versions)
        for version in versions:
            self._read_commit(version)
            if version in summed_up and len(self.verified.findings) == before:
                self._verify_checkpoint(version)
        for name in sorted(self.needed):
            self._verify_file(name)
        for path in there:
            if path.name not in self.named:
                self._unnamed(path)

    def _verify_log(self, versions: list[int]) -> None:
        last = max([*versions, self._last_checkpoint()], default=-1)
        self.verified.commits += len(versions)
        if last < 0:
            self._note(Kind.LOST, "it has no commits.", _COPY)
        for first, until in _holes(versions, last):
            several = f"commits {first} to {until} are" if until > first else f"commit {first} is"
            self._note(Kind.LOST, f"{several} not in its log: the rows do not count.", _COPY)

    def _last_checkpoint(self) -> int:
        try:
            return int(json.loads((self.folder / LOG / "_last_checkpoint").read_bytes())["version"])
        except (OSError, ValueError, KeyError, TypeError):
            return -1  # a table has none until it is compacted

    def _verify_checkpoint(self, version: int) -> None:
        if not checkpoint_fits(self.folder, version, self.said):
            hint = (
                f"Delete `*.checkpoint*.parquet` and `_last_checkpoint` of its {LOG}: all commits are there."
            )
            self._note(
                Kind.DAMAGED, f"its checkpoint of version {version} does not say what its commits say.", hint
            )

    def _read_commit(self, version: int) -> None:
        try:
            said = actions(self.folder, version)
            for action in said:
                self.said.hear(action)
                if add := action.get("add"):
                    self._named(version, add)
                if remove := action.get("remove"):
                    self._removed(remove)
            whole = any("commitInfo" in action for action in said)
        except (*_UNREADABLE, KeyError, TypeError, AttributeError):
            whole = False
        if not whole:
            self._note(Kind.DAMAGED, f"commit {version} of its log cannot be read.", _COPY)

    def _named(self, version: int, add: dict[str, Any]) -> None:
        path = unquote(add["path"])
        self.named[path] = add
        if add["dataChange"]:
            self.bringing.add(version)
        self.needed.add(path)

    def _removed(self, remove: dict[str, Any]) -> None:
        """What was joined twice is read no more; files that brought rows stay, for rebuilding the graph."""
        path = unquote(remove["path"])
        if not self.named.get(path, {}).get("dataChange", True):
            self.needed.discard(path)

    def _verify_file(self, name: str) -> None:
        path, self.verified.files = self.folder / name, self.verified.files + 1
        try:
            rows, size = _stated(self.named[name])
            if not path.exists():
                self._note(Kind.LOST, f"the file {name} is not there; rows: {rows}.", _COPY)
                return
            self.verified.bytes += path.stat().st_size
            whole = self._is_whole(path)
            as_stated = whole and (pq.read_metadata(path).num_rows, path.stat().st_size) == (rows, size)
        except _UNREADABLE:
            whole = as_stated = False
        if not whole:
            self._note(Kind.DAMAGED, f"the file {name} is not what was written.", _COPY)
        elif not as_stated:
            self._note(Kind.DAMAGED, f"what its log says of the file {name} does not fit the file.", _COPY)

    def _is_whole(self, path: Path) -> bool:
        if checksum_kept(path):
            return sound(path)
        self.verified.unchecked += 1
        return _rows(path) >= 0

    def _unnamed(self, path: Path) -> None:
        """A file that no commit names: of an append that was killed, or of a commit that is gone."""
        told = f"no commit names the file {path.name}"
        try:
            brought = _brought(path)
        except _UNREADABLE:
            self._note(Kind.LEFT_OVER, f"{told}, which is cut off.", f"{_KILLED} it may be deleted.")
            return
        told = f"{told}; rows: {brought.rows}{brought.of}."
        if brought.commit in self.bringing:
            self._note(Kind.LEFT_OVER, told, f"{_KILLED} it may be deleted.")
        else:
            hint = f"Commit {brought.commit} is lost, or its append was killed: ingest again what it is of."
            self._note(Kind.LOST, told, hint)

    def _note(self, kind: Kind, told: str, hint: str) -> None:
        self.verified.note(kind, self.place, told, hint)


@dataclass(frozen=True, slots=True)
class _Brought:
    """Rows of a file, which commit they were to be, and of what, in words."""

    rows: int
    commit: int
    of: str


def _brought(path: Path) -> _Brought:
    names = set(pq.read_schema(path).names)
    origins = sorted(names & {"source", "ingest_id", "run_id"})
    table = pq.read_table(path, columns=[*origins, *names & {"commit"}])
    told = [f"{name} {value}" for name in origins for value in _some(table.column(name))]
    commit = pc.max(table.column("commit")).as_py() if "commit" in names else None
    return _Brought(table.num_rows, commit or 0, f", of {', '.join(told)}" if told else "")


def _stated(add: dict[str, Any]) -> tuple[int, int]:
    """How many rows and bytes a commit says a file has; raises ValueError where that cannot be read."""
    try:
        return int(json.loads(add["stats"])["numRecords"]), int(add["size"])
    except (KeyError, TypeError) as error:
        raise ValueError("no statistics") from error


def _some(values: pa.ChunkedArray[Any]) -> Iterable[Any]:
    """A few of the distinct values."""
    return sorted(value for value in values.unique().to_pylist() if value is not None)[:3]


def _rows(path: Path) -> int:
    """Reads a file through, a portion at a time; returns how many rows it has."""
    with pq.ParquetFile(path) as file:
        return sum(batch.num_rows for batch in file.iter_batches())


def _holes(versions: list[int], last: int) -> Iterable[tuple[int, int]]:
    """First and last numbers of what is missing in 0 to `last`."""
    expected = 0
    for version in (*versions, last + 1):
        if version > expected:
            yield expected, version - 1
        expected = version + 1
