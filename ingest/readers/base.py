"""What all readers give: rows with their lines, bad rows with a reason, how much is done."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Protocol

import pyarrow as pa

from graph.errors import CkgError, IngestError
from ingest.inputs.base import Input
from ingest.mapping.mapping import Reading


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read: its text as far as known, and why; or a line that is no row at all."""

    line: int
    text: str
    reason: str
    is_row: bool = True

    @property
    def size(self) -> int:
        """About how many characters it is long."""
        return len(self.text)


@dataclass(slots=True)
class GoodRow:
    """A row as read, values by column; one that makes no sense by itself is a BadCell. `size` is about how
    many characters it is long, where that may be many."""

    line: int
    values: dict[str, Any]
    size: int = field(default=0, compare=False)


class Rows(Protocol):
    """Rows that were read together and follow each other."""

    @property
    def lines(self) -> Sequence[int]:
        """The line of each."""

    @property
    def bad(self) -> Collection[int]:
        """The places of those that could not be read."""

    def at(self, places: Sequence[int]) -> list[GoodRow | BadRow]:
        """Those at some places."""

    def columns(self) -> dict[str, pa.Array[Any]]:
        """The columns that hold nothing but texts, as far as known; nothing is known of bad rows."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that are there one by one."""

    rows: list[GoodRow | BadRow]

    @property
    def lines(self) -> Sequence[int]:
        """The line of each."""
        return [row.line for row in self.rows]

    @property
    def bad(self) -> Collection[int]:
        """The places of those that could not be read."""
        return [at for at, row in enumerate(self.rows) if isinstance(row, BadRow)]

    def at(self, places: Sequence[int]) -> list[GoodRow | BadRow]:
        """Those at some places."""
        return [self.rows[place] for place in places]

    def columns(self) -> dict[str, pa.Array[Any]]:
        """Nothing is known of the columns."""
        return {}


def rows_of(block: Rows) -> Iterator[GoodRow | BadRow]:
    """The rows of a block one by one."""
    places = range(len(block.lines))
    return chain.from_iterable(
        block.at(places[start : start + _BATCH_ROWS]) for start in places[::_BATCH_ROWS]
    )


HEADER_AGAIN = "the header once more: no row"
_BATCH_ROWS = 1_000
BLOCK_ROWS = 10_000
"""Rows that are worth cleaning column by column."""
_BATCH_SIZE = 4_000_000


def batches(rows: Iterator[GoodRow | BadRow], most: int = _BATCH_ROWS) -> Iterator[list[GoodRow | BadRow]]:
    """Rows in batches, as many as are held in memory without harm; those before an error come before it."""
    batch: list[GoodRow | BadRow] = []
    size = 0
    try:
        for row in rows:
            batch.append(row)
            size += row.size
            if len(batch) >= most or size >= _BATCH_SIZE:
                yield batch
                batch, size = [], 0
    except CkgError:
        yield batch
        raise
    yield batch


class Reader(ABC):
    """Reads one input, as often as need be. `columns_complete` is false where rows may differ in theirs,
    `alone` is true where they come without the others of the file in which they were refused: each with the
    `PLACE` there, if that is known."""

    columns_complete = True
    alone = False

    def __init__(self, source: Input, reading: Reading) -> None:
        """`reading` says all of how the input is read."""
        self.source = source
        self.reading = reading
        self.guessed = ""
        """What was taken for granted of the input and should be looked at, in words; empty for nothing."""
        self._headers_again = 0
        """Rows so far that are the header once more, as where files were put together."""

    @property
    def reached(self) -> str | None:
        """Where the next reading may go on; None for an input that is read whole."""
        return None

    @property
    def remarks(self) -> dict[str, int]:
        """What of the input is not read, in words, with how many rows that are."""
        return {HEADER_AGAIN: self._headers_again} if self._headers_again else {}

    @property
    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """Columns of the file; raises IngestError when the file cannot be read at all."""

    def columns_behind(self, skip: int) -> tuple[str, ...]:
        """The columns there would be if so many lines were skipped; none where nothing can be skipped."""
        del skip
        return ()

    @abstractmethod
    def rows(self) -> Generator[GoodRow | BadRow, None, None]:
        """All rows in order; raises IngestError when the file breaks off."""

    def blocks(self) -> Iterator[Rows]:
        """The same, as many at once as are worth cleaning column by column."""
        return map(Batch, batches(self.rows(), BLOCK_ROWS))

    def readable(self) -> Iterator[GoodRow | BadRow]:
        """The rows up to where the file breaks off, for a look at it; `rows` tells why it does."""
        with suppress(IngestError), closing(self.rows()) as rows:
            yield from rows

    @property
    @abstractmethod
    def fraction(self) -> float:
        """How much of the file was read, from 0 to 1."""


def broken(error: IngestError) -> Iterator[Any]:
    """Nothing more, but why there is nothing."""
    raise error
    yield


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Column names; one without a name is called after its place, `column 1`, and those that are there
    several times are numbered, `Name (1)`, `Name (2)`."""
    names = [name or unnamed(place) for place, name in enumerate(names, start=1)]
    counts, seen = Counter(names), Counter[str]()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if counts[name] == 1 else numbered(name, seen[name]))
    return tuple(found)


def unnamed(place: int) -> str:
    """What a column is called whose header is empty, from 1."""
    return f"column {place}"


def numbered(name: str, number: int) -> str:
    """The name of one of several columns that are called the same, from 1."""
    return f"{name} ({number})"
