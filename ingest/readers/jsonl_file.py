"""JSON Lines: one object per line."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from graph.errors import IngestError
from ingest.mapping import Reading
from ingest.readers.base import BadRow, GoodRow, Reader, TextFile, bad_bytes, printable

_SAMPLE = 1000
"""Rows looked at to know the columns of a file."""


class JsonLinesFile(Reader):
    """A file with a JSON object on each line; rows may have different columns."""

    columns_complete = False

    def __init__(self, path: Path, reading: Reading) -> None:
        super().__init__(path, reading)
        self._file = TextFile(path, reading.encoding)

    @property
    def fraction(self) -> float:
        """How much of the file was read, from 0 to 1."""
        return self._file.fraction

    @property
    def columns(self) -> tuple[str, ...]:
        """Keys of the objects on the first 1,000 lines, at the top level."""
        rows = (row for row in islice(self.rows(), _SAMPLE) if isinstance(row, GoodRow))
        return tuple(dict.fromkeys(name for row in rows for name in row.values))

    def rows(self) -> Iterator[GoodRow | BadRow]:
        """All objects; raises IngestError for a file that is one JSON array."""
        for number, line in enumerate(self._file.lines(), start=1):
            if number == 1 and line.lstrip().startswith("["):
                raise IngestError(
                    f"File {self.path} is one JSON array.",
                    "Write one object per line (JSON Lines), e.g. with jq -c '.[]'.",
                )
            if not line.isspace():
                yield self._parsed(number, line)

    def _parsed(self, number: int, line: str) -> GoodRow | BadRow:
        if reason := bad_bytes(line, self.reading.encoding):
            return BadRow(number, printable(line), reason)
        try:
            value = json.loads(line)
        except ValueError as error:
            what = error.msg if isinstance(error, json.JSONDecodeError) else "number too long"
            return BadRow(number, printable(line), f"is not valid JSON: {what}")
        except RecursionError:
            return BadRow(number, printable(line), "is nested too deeply")
        if not isinstance(value, dict):
            return BadRow(number, printable(line), "is not a JSON object")
        return GoodRow(number, value)
