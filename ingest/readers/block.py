"""Rows of the same columns, all of them texts, held column by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

import pyarrow as pa

from graph.errors import CkgError
from ingest.readers.base import BLOCK_ROWS, BadRow, GoodRow

_SIZE = 8_000_000


@dataclass(frozen=True)
class Block:
    """Rows of the same columns: the line of each, the texts of each column, in the order of `names`, and
    about how many characters all are long. The texts of `bad` ones, which are there by their place, are
    empty."""

    names: tuple[str, ...]
    lines: Sequence[int]
    texts: Sequence[pa.Array[Any]]
    size: int = 0
    bad: dict[int, BadRow] = field(default_factory=dict)

    @classmethod
    def of_fields(
        cls, names: tuple[str, ...], lines: Sequence[int], fields: Sequence[Sequence[str]], size: int
    ) -> Block:
        """The block of rows by their fields."""
        columns = zip(*fields, strict=True) if fields else [()] * len(names)
        return cls(names, lines, [pa.array(column, pa.string()) for column in columns], size)

    @classmethod
    def of_rows(cls, names: tuple[str, ...], rows: Sequence[GoodRow | BadRow]) -> Block:
        """The block of rows that are there one by one."""
        bad = {at: row for at, row in enumerate(rows) if isinstance(row, BadRow)}
        empty = [""] * len(names)
        fields = [[*row.values.values()] if isinstance(row, GoodRow) else empty for row in rows]
        found = cls.of_fields(names, [row.line for row in rows], fields, sum(row.size for row in rows))
        return replace(found, bad=bad)

    @classmethod
    def joined(cls, names: tuple[str, ...], parts: Sequence[Block]) -> Block:
        """The rows of blocks one behind the other."""
        starts, count = [], 0
        for part in parts:
            starts.append(count)
            count += len(part.lines)
        empty = pa.array([], pa.string())
        return cls(
            names,
            [*chain.from_iterable(part.lines for part in parts)],
            [pa.concat_arrays([empty, *(part.texts[at] for part in parts)]) for at in range(len(names))],
            sum(part.size for part in parts),
            {
                start + at: row
                for start, part in zip(starts, parts, strict=True)
                for at, row in part.bad.items()
            },
        )

    def at(self, places: Sequence[int]) -> list[GoodRow | BadRow]:
        """The rows at some places."""
        taken: Any = pa.array(places, pa.int64())
        rows = zip(*(column.take(taken).to_pylist() for column in self.texts), strict=True)
        size = self.size // max(1, len(self.lines))
        return [
            self.bad.get(place) or GoodRow(self.lines[place], dict(zip(self.names, row, strict=True)), size)
            for place, row in zip(places, rows, strict=True)
        ]

    def columns(self) -> dict[str, pa.Array[Any]]:
        """The texts of each column."""
        return dict(zip(self.names, self.texts, strict=True))


class _Gathered:
    """Rows on their way into a block."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._parts: list[Block] = []
        self._single: list[GoodRow | BadRow] = []
        self._rows = self._size = 0

    @property
    def are_many(self) -> bool:
        """Whether there are as many as are held in memory without harm."""
        return self._rows >= BLOCK_ROWS or self._size >= _SIZE

    def add(self, part: Block | GoodRow | BadRow) -> None:
        """Take in rows that come behind."""
        if isinstance(part, Block):
            self._join_single()
            self._parts.append(part)
        else:
            self._single.append(part)
        self._rows += len(part.lines) if isinstance(part, Block) else 1
        self._size += part.size

    def block(self) -> Block:
        """All of them."""
        self._join_single()
        return Block.joined(self._names, self._parts)

    def _join_single(self) -> None:
        if self._single:
            self._parts.append(Block.of_rows(self._names, self._single))
            self._single = []


def blocks(parts: Iterable[Block | GoodRow | BadRow], names: tuple[str, ...]) -> Iterator[Block]:
    """The rows of a table in blocks as large as are held in memory without harm; those before an error come
    before it."""
    gathered = _Gathered(names)
    try:
        for part in parts:
            gathered.add(part)
            if gathered.are_many:
                yield gathered.block()
                gathered = _Gathered(names)
    except CkgError:
        yield gathered.block()
        raise
    yield gathered.block()
