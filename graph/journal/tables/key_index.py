"""Keys of a table's rows in sorted files beside it, so that an append looks keys up and reads no table.

A file holds the rows of a range of versions: keys in ascending order, equal ones in the order of arrival,
each with its values. Files are joined when the newer is not much smaller than the older, so there are few of
them, however many commits there were. All is a cache: what is missing, of other commits, or damaged is read
from the table again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from zlib import crc32

import duckdb
import numpy as np
import numpy.typing as npt

from graph.errors import DiskError
from graph.files.whole_file import whole_file
from graph.journal.tables.scratch import scratch
from graph.journal.tables.table import JournalTable

Numbers: TypeAlias = npt.NDArray[np.uint64]
Run: TypeAlias = Numbers
"""Keys in the first line, values in the others; sorted by key."""

FOLDER = "_keys"
"""Where the files of keys lie, below the table."""
_ROWS, _COMMITS = 5_000, 20
"""What may be added to a table before it is put into files: so much is read by each process."""
_RATIO = 4
"""How many times as large as the newer file an older one is at least."""


@dataclass(frozen=True)
class KeyIndex:
    """The keys of a table and their values: what `query` gives of `rows` with these `columns`, in the order
    in which the rows were stored, as lines of numbers that `numbers` makes. What is kept is of this query:
    files of another one do not count, and go."""

    table: JournalTable
    name: str
    columns: tuple[str, ...]
    query: str
    numbers: Callable[[Any, str], Numbers]

    def runs(self) -> tuple[list[Run], int]:
        """All keys, the oldest first, and the version of the table up to which they are."""
        now = self.table.version()
        parts = list(self._parts(now))
        reached = parts[-1].until if parts else 0
        runs = [part.run for part in parts]
        if reached < now:
            runs.append(self.added(reached, now))
            if runs[-1].shape[1] >= _ROWS or now - reached >= _COMMITS:
                self._keep(parts, _Part(reached, now, runs[-1]))
        return [run for run in runs if run.shape[1]], now

    def added(self, since: int, until: int) -> Run:
        """The keys of the rows stored after a version up to another."""
        rows = self.table.added(self.columns, since, until) if since else self.table.rows(self.columns)
        return _sorted(self.numbers(rows, self.query))

    @property
    def _folder(self) -> Path:
        return self.table.folder / FOLDER / self.name

    def _parts(self, now: int) -> Iterator[_Part]:
        """Files that follow each other from the first version on, each as far as any reaches."""
        reached, found = 0, _listed(self._folder)
        while following := [it for it in found if it.since == reached and it.until <= now]:
            for stored in sorted(following, key=lambda it: -it.until):
                if (run := self._read(stored)) is not None:
                    yield _Part(stored.since, stored.until, run)
                    reached = stored.until
                    break
            else:
                return

    def _read(self, stored: _Stored) -> Run | None:
        if stored.tag != self._tag(stored.until):
            return None
        try:
            run: Run = np.load(stored.path, mmap_mode="r")
        except (OSError, ValueError, EOFError):
            return None
        return run

    def _tag(self, until: int) -> str:
        """Tells the commits that keys are of, and how keys are made, from all others."""
        way = f"{crc32(self.query.encode()):08x}"
        return f"{self.table.commit_id(until)}-{way}-{duckdb.__version__}"

    def _keep(self, parts: Sequence[_Part], new: _Part) -> None:
        """Puts new keys into a file, with those of older files that are not much larger. Nothing comes of it
        where the disk is full: it can be done without."""
        before = list(parts)
        while before and before[-1].run.shape[1] < _RATIO * new.run.shape[1]:
            older = before.pop()
            new = _Part(older.since, new.until, joined([older.run, new.run]))
        name = f"{new.since}-{new.until}-{self._tag(new.until)}.npy"
        with suppress(OSError, DiskError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with whole_file(self._folder / name) as draft, draft.open("wb") as file:
                np.save(file, new.run)
            standing = {name, *(f"{it.since}-{it.until}-{self._tag(it.until)}.npy" for it in before)}
            for path in self._folder.iterdir():
                if path.name not in standing:
                    path.unlink(missing_ok=True)


@dataclass(frozen=True)
class _Part:
    """The keys of the versions after one up to another."""

    since: int
    until: int
    run: Run


@dataclass(frozen=True)
class _Stored:
    """A file of keys, by its name."""

    path: Path
    since: int
    until: int
    tag: str


def _listed(folder: Path) -> list[_Stored]:
    found = []
    for path in folder.glob("*.npy") if folder.is_dir() else ():
        since, until, tag = path.stem.split("-", 2)
        found.append(_Stored(path, int(since), int(until), tag))
    return found


def numbers_of(rows: Any, query: str) -> Numbers:
    """The columns that a query over `rows` gives, as lines of numbers."""
    with scratch() as connection:
        connection.register("rows", rows)
        found = connection.sql(query).to_arrow_table()
    return np.vstack([np.asarray(column.to_numpy(), dtype=np.uint64) for column in found.columns])


def joined(runs: Sequence[Run]) -> Run:
    """One run of several, the oldest first."""
    return _sorted(np.concatenate(runs, axis=1))


def _sorted(run: Run) -> Run:
    return np.ascontiguousarray(run[:, np.argsort(run[0], kind="stable")])


def contain(runs: Sequence[Run], keys: Numbers) -> npt.NDArray[np.bool_]:
    """Which keys are in any of the runs."""
    found = np.zeros(len(keys), dtype=bool)
    for run in runs:
        at = np.minimum(np.searchsorted(run[0], keys), run.shape[1] - 1)
        found |= run[0][at] == keys
    return found


def occurrences(runs: Sequence[Run], keys: Numbers) -> npt.NDArray[np.int64]:
    """How often each key is in the runs."""
    found = np.zeros(len(keys), dtype=np.int64)
    for run in runs:
        found += np.searchsorted(run[0], keys, side="right") - np.searchsorted(run[0], keys)
    return found


def last_values(runs: Sequence[Run], keys: Numbers, lines: int) -> Numbers:
    """The values of each key stored last, a row a key; zeros where there is none."""
    values = np.zeros((len(keys), lines), dtype=np.uint64)
    lacking = np.ones(len(keys), dtype=bool)
    for run in reversed(runs):
        at = np.maximum(np.searchsorted(run[0], keys, side="right") - 1, 0)
        here = lacking & (run[0][at] == keys)
        values[here] = run[1:, at[here]].T
        lacking &= ~here
    return values


def any_other(runs: Sequence[Run], keys: Numbers, values: Numbers) -> npt.NDArray[np.bool_]:
    """Which keys were ever stored with another first value than these."""
    found = np.zeros(len(keys), dtype=bool)
    for run in runs:
        at, end = np.searchsorted(run[0], keys), np.searchsorted(run[0], keys, side="right")
        while (left := np.flatnonzero((at < end) & ~found)).size:
            found[left] = values[left] != run[1, at[left]]
            at[left] += 1
    return found


def any_equal(runs: Sequence[Run], keys: Numbers, values: Numbers) -> npt.NDArray[np.bool_]:
    """Which keys were ever stored with just these values, a row a key."""
    found = np.zeros(len(keys), dtype=bool)
    for run in runs:
        at, end = np.searchsorted(run[0], keys), np.searchsorted(run[0], keys, side="right")
        while (left := np.flatnonzero((at < end) & ~found)).size:
            found[left] = (values[left] == run[1:, at[left]].T).all(axis=1)
            at[left] += 1
    return found
