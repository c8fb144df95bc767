"""Parquet, in batches of rows."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from graph.errors import IngestError
from ingest.mapping import Reading
from ingest.readers.base import BadRow, GoodRow, Reader, check_readable

_BATCH = 5000


class ParquetFile(Reader):
    """A Parquet file; lines are row numbers from 1."""

    def __init__(self, path: Path, reading: Reading) -> None:
        super().__init__(path, reading)
        check_readable(path)
        self._done = 0
        try:
            self._file = pq.ParquetFile(path)
        except (pa.ArrowException, OSError) as error:
            raise IngestError(
                f"File {path} is not a Parquet file, or is damaged.", "Check `format` in the mapping."
            ) from error

    @property
    def fraction(self) -> float:
        """How much of the file was read, from 0 to 1."""
        return self._done / max(1, self._file.metadata.num_rows)

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns at the top level."""
        return tuple(self._file.schema_arrow.names)

    def rows(self) -> Iterator[GoodRow | BadRow]:
        """All rows."""
        self._done = 0
        try:
            for batch in self._file.iter_batches(batch_size=_BATCH):
                for values in batch.to_pylist():
                    self._done += 1
                    yield GoodRow(self._done, values)
        except (pa.ArrowException, OSError) as error:
            raise IngestError(
                f"File {self.path} is damaged after row {self._done}.", "Copy it again from its source."
            ) from error
