"""Delta Lake tables, in batches of rows."""

from __future__ import annotations

from collections.abc import Generator

import pyarrow as pa
from deltalake import DeltaTable, QueryBuilder
from deltalake.exceptions import DeltaError

from graph.errors import IngestError
from ingest.inputs.base import AGAIN, Input
from ingest.inputs.delta import DeltaInput
from ingest.mapping.mapping import Reading
from ingest.readers.arrow_values import row_values
from ingest.readers.base import BadRow, GoodRow, Reader, distinct

_DAMAGE = (DeltaError, pa.ArrowException, OSError, ValueError)
_SETTINGS = {
    "batch_size": "1000",
    "target_partitions": "1",  # rows in the same order each time
    "parquet.coerce_int96": "'us'",  # the year 9999 of Spark's times does not fit into nanoseconds
}


class DeltaReader(Reader):
    """A Delta Lake table; lines are numbers of rows in this reading, from 1."""

    def __init__(self, source: Input, reading: Reading) -> None:
        super().__init__(source, reading)
        if not isinstance(source, DeltaInput):
            raise IngestError(
                f"File {source.shown} is no Delta Lake table.", "Name the folder that has its _delta_log."
            )
        self._done = 0
        self._table = source.table

    @property
    def fraction(self) -> float:
        """Not known: counting opens all files."""
        return 0.0

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns at the top level."""
        return distinct([field.name for field in self._table.schema().fields])

    def rows(self) -> Generator[GoodRow | BadRow, None, None]:
        """All rows."""
        self._done = 0
        names = self.columns
        try:
            for batch in _batches(self._table):
                for values in row_values(batch, names):
                    self._done += 1
                    yield GoodRow(self._done, values)
        except _DAMAGE as error:
            raise IngestError(
                f"Delta Lake table {self.source.shown} cannot be read behind row {self._done}:"
                f" it is damaged, or has features that are not known ({type(error).__name__}).",
                AGAIN,
            ) from error


def _batches(table: DeltaTable) -> pa.RecordBatchReader:
    """The rows that are there, without those of deletion vectors; columns have the names of the table."""
    engine = QueryBuilder().register("rows", table)
    for name, value in _SETTINGS.items():
        engine.execute(f"SET datafusion.execution.{name} = {value}")
    return pa.RecordBatchReader.from_stream(engine.execute("SELECT * FROM rows"))
