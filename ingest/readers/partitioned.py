"""Files in folders of partitions: all rows of one have the columns that its folders tell."""

from __future__ import annotations

from collections.abc import Generator

from ingest.readers.base import BadRow, GoodRow, Reader


class PartitionedFile(Reader):
    """A file read by another reader, with the columns of its partitions behind its own."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader.source, reader.reading)
        self._reader = reader
        self.columns_complete = reader.columns_complete
        self._told = {
            name: value for name, value in reader.source.partitions.items() if name not in reader.columns
        }

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
        for row in self._reader.rows():
            if isinstance(row, GoodRow):
                row.values |= self._told
            yield row
