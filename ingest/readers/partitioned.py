"""Files in folders of partitions: all rows of one have the columns that its folders tell."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace

import pyarrow as pa

from ingest.readers.base import BadRow, Batch, GoodRow, Reader, Rows, rows_of
from ingest.readers.block import Block


class PartitionedFile(Reader):
    """A file read by another reader, with the columns of its partitions behind its own."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader.source, reader.reading)
        self._reader = reader
        self.columns_complete = reader.columns_complete
        self.guessed = reader.guessed
        own = set(reader.columns)  # which are read from the file
        self._told = {name: value for name, value in reader.source.partitions.items() if name not in own}

    @property
    def remarks(self) -> dict[str, int]:
        """What of the file is not read."""
        return self._reader.remarks

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of the file, and of its partitions."""
        return (*self._reader.columns, *self._told)

    def columns_behind(self, skip: int) -> tuple[str, ...]:
        """The columns there would be if so many lines were skipped."""
        behind = self._reader.columns_behind(skip)
        return (*behind, *self._told) if behind else ()

    @property
    def fraction(self) -> float:
        """How much of the file was read."""
        return self._reader.fraction

    def rows(self) -> Generator[GoodRow | BadRow, None, None]:
        """All rows; those that cannot be read stay as they are."""
        yield from map(self._with_told, self._reader.rows())

    def blocks(self) -> Iterator[Rows]:
        """The same, as many at once as are worth cleaning column by column."""
        told = {name: value for name, value in self._told.items() if _is_text(value)}
        if len(told) < len(self._told):  # columns of blocks hold nothing else
            yield from super().blocks()
            return
        for block in self._reader.blocks():
            if isinstance(block, Block):
                more = [pa.array([value] * len(block.lines), pa.string()) for value in told.values()]
                yield replace(block, names=(*block.names, *told), texts=[*block.texts, *more])
            else:
                yield Batch(list(map(self._with_told, rows_of(block))))

    def _with_told(self, row: GoodRow | BadRow) -> GoodRow | BadRow:
        if isinstance(row, GoodRow):
            row.values |= self._told
        return row


def _is_text(value: str | None) -> bool:
    """Whether it is a text without half a character."""
    return value is not None and not any("\ud800" <= letter <= "\udfff" for letter in value)
