"""What all readers give: rows with their lines, bad rows with a reason, how much is done."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import Any

from graph.errors import CkgError, IngestError
from ingest.inputs.base import Input
from ingest.mapping.mapping import Reading


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read: its text as far as known, and why."""

    line: int
    text: str
    reason: str

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


@dataclass(frozen=True, slots=True)
class Block:
    """Good rows that follow each other: the names of their columns, and of each row its line, its fields and
    about how many characters it is long."""

    names: tuple[str, ...]
    lines: list[int]
    fields: list[list[str]]
    sizes: list[int]

    def row(self, at: int) -> GoodRow:
        """One of the rows."""
        return GoodRow(self.lines[at], dict(zip(self.names, self.fields[at], strict=True)), self.sizes[at])

    def rows(self) -> Iterator[GoodRow]:
        """The rows one by one."""
        return map(self.row, range(len(self.lines)))

    def columns(self) -> dict[str, Sequence[str]]:
        """The texts of each column."""
        return dict(zip(self.names, zip(*self.fields, strict=True), strict=True))

    def __add__(self, other: "Block") -> "Block":
        parts = self.lines + other.lines, self.fields + other.fields, self.sizes + other.sizes
        return Block(self.names, *parts)


HEADER_AGAIN = "the header once more: no row"
_BLOCK_ROWS = 8_000
_BATCH_ROWS = 1_000
_BATCH_SIZE = 4_000_000


def batches(rows: Iterator[GoodRow | BadRow]) -> Iterator[list[GoodRow | BadRow]]:
    """Rows in batches, as many as are held in memory without harm; those before an error come before it."""
    batch: list[GoodRow | BadRow] = []
    size = 0
    try:
        for row in rows:
            batch.append(row)
            size += row.size
            if len(batch) >= _BATCH_ROWS or size >= _BATCH_SIZE:
                yield batch
                batch, size = [], 0
    except CkgError:
        yield batch
        raise
    yield batch


def blocks(parts: Iterator[Block | GoodRow | BadRow]) -> Iterator[Block | list[GoodRow | BadRow]]:
    """Rows in blocks as large as are held in memory without harm, and in batches where they come one by one;
    those before an error come before it."""
    waiting: list[Block] = []
    single: list[GoodRow | BadRow] = []

    def rest() -> Iterator[Block | list[GoodRow | BadRow]]:
        if waiting:
            yield reduce(add, waiting)
        yield from batches(iter(single))
        waiting.clear()
        single.clear()

    try:
        for part in parts:
            if isinstance(part, Block):
                if single or sum(len(block.lines) for block in waiting) >= _BLOCK_ROWS:
                    yield from rest()
                waiting.append(part)
            else:
                if waiting or len(single) >= _BATCH_ROWS:
                    yield from rest()
                single.append(part)
    except CkgError:
        yield from rest()
        raise
    yield from rest()


class Reader(ABC):
    """Reads one input, as often as need be. `columns_complete` is false where rows may differ in theirs."""

    columns_complete = True

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

    @abstractmethod
    def rows(self) -> Generator[GoodRow | BadRow, None, None]:
        """All rows in order; raises IngestError when the file breaks off."""

    def blocks(self) -> Iterator[Block | list[GoodRow | BadRow]]:
        """The same in blocks of good rows, for readers that have them, and in batches."""
        return batches(self.rows())

    def readable(self) -> Iterator[GoodRow | BadRow]:
        """The rows up to where the file breaks off, for a first look at it; `rows` tells why it does."""
        with suppress(IngestError), closing(self.rows()) as rows:
            yield from rows

    @property
    @abstractmethod
    def fraction(self) -> float:
        """How much of the file was read, from 0 to 1."""


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
