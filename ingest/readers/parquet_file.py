"""Parquet, in batches of rows."""

from collections.abc import Generator

import pyarrow as pa
import pyarrow.parquet as pq

from graph.errors import IngestError
from ingest.inputs.base import AGAIN, Input
from ingest.mapping.mapping import Reading
from ingest.readers.arrow_values import row_values
from ingest.readers.base import BadRow, GoodRow, Reader, distinct
from ingest.readers.signature import check_parquet

_BATCH = 1000


class ParquetFile(Reader):
    """A Parquet file; lines are row numbers from 1."""

    def __init__(self, source: Input, reading: Reading) -> None:
        super().__init__(source, reading)
        self._done = 0
        try:
            check_parquet(source)
            self._file = pq.ParquetFile(
                source.seekable,
                page_checksum_verification=True,
                coerce_int96_timestamp_unit="us",  # nanoseconds do not reach the year 9999
            )
        except (pa.ArrowException, OSError, ValueError) as error:
            raise self._no_parquet() from error

    def _no_parquet(self) -> IngestError:
        file = self.source.shown
        if self.source.start(4) == b"PAR1":
            return IngestError(f"File {file} is a Parquet file that is damaged or breaks off.", AGAIN)
        return IngestError(f"File {file} is not a Parquet file.", "Check `format` in the mapping.")

    @property
    def fraction(self) -> float:
        """How much of the file was read, from 0 to 1."""
        return self._done / max(1, self._file.metadata.num_rows)

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns at the top level."""
        return distinct(self._file.schema_arrow.names)

    def rows(self) -> Generator[GoodRow | BadRow, None, None]:
        """All rows."""
        self._done = 0
        names = self.columns
        try:
            for batch in self._file.iter_batches(batch_size=_BATCH):
                for values in row_values(batch, names):
                    self._done += 1
                    yield GoodRow(self._done, values)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise IngestError(
                f"File {self.source.shown} is damaged behind row {self._done}.", AGAIN
            ) from error
