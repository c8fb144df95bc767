"""Delta Lake tables, in batches of rows."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import pyarrow as pa
from deltalake.exceptions import DeltaError

from graph.errors import IngestError
from ingest.inputs.base import AGAIN, Input
from ingest.inputs.delta import DeltaInput
from ingest.mapping.mapping import Reading
from ingest.readers.arrow_values import row_values
from ingest.readers.base import BadRow, GoodRow, Reader, distinct

if TYPE_CHECKING:
    from pyarrow.dataset import Dataset  # it imports pandas, which most commands do without

_BATCH = 1000
_DAMAGE = (DeltaError, pa.ArrowException, OSError, ValueError)


class DeltaReader(Reader):
    """A Delta Lake table; lines are numbers of rows in this reading, from 1."""

    def __init__(self, source: Input, reading: Reading) -> None:
        super().__init__(source, reading)
        if not isinstance(source, DeltaInput):
            raise IngestError(
                f"File {source.shown} is no Delta Lake table.", "Name the folder that has its _delta_log."
            )
        self._done = 0
        try:
            self._rows: Dataset = source.table.to_pyarrow_dataset()
        except _DAMAGE as error:
            raise IngestError(
                f"Delta Lake table {source.shown} is damaged, or has features that cannot be read"
                f" ({type(error).__name__}).",
                "Deletion vectors go with OPTIMIZE or REORG … APPLY (PURGE).",
            ) from error

    @property
    def fraction(self) -> float:
        """Not known: counting opens all files."""
        return 0.0

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns at the top level."""
        return distinct(self._rows.schema.names)

    def rows(self) -> Generator[GoodRow | BadRow, None, None]:
        """All rows."""
        self._done = 0
        names = self.columns
        try:
            for batch in self._rows.to_batches(batch_size=_BATCH, batch_readahead=1, fragment_readahead=1):
                for values in row_values(batch, names):
                    self._done += 1
                    yield GoodRow(self._done, values)
        except _DAMAGE as error:
            raise IngestError(
                f"Delta Lake table {self.source.shown} is damaged behind row {self._done}.", AGAIN
            ) from error
