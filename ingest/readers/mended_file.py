"""Files that `ckg quarantine export` wrote and somebody mended: rows that know what they correct."""

from collections.abc import Generator
from typing import Any

from graph.files.formulas import unguarded
from ingest.inputs.base import Input
from ingest.inputs.formats import format_of
from ingest.mapping.mapping import Reading
from ingest.quarantine_files import FILE, IDS, LINE, MENDS, OWN, PLACE
from ingest.readers.base import BadRow, GoodRow, Reader
from ingest.readers.csv_file import CsvFile
from ingest.readers.excel_file import ExcelFile
from ingest.readers.json_file import JsonFile

_READERS: dict[str, type[Reader]] = {"jsonl": JsonFile, "excel": ExcelFile}


class MendedFile(Reader):
    """The rows of an exported file, whatever a spreadsheet made of its dialect."""

    alone = True

    def __init__(self, source: Input, reading: Reading) -> None:
        reader = _READERS.get(format_of(source.name), CsvFile)
        self._inner = reader(source, reading)
        super().__init__(source, self._inner.reading)
        self.columns_complete = self._inner.columns_complete
        self.guessed = self._inner.guessed

    @property
    def fraction(self) -> float:
        """How much of the file was read, from 0 to 1."""
        return self._inner.fraction

    @property
    def columns(self) -> tuple[str, ...]:
        """The source's columns."""
        return tuple(name for name in self._inner.columns if name not in OWN)

    def rows(self) -> Generator[GoodRow | BadRow, None, None]:
        """All rows; those without any value are left out."""
        for row in self._inner.rows():
            if isinstance(row, BadRow):
                yield row
                continue
            values: dict[str, Any] = {
                name: unguarded(value) for name, value in row.values.items() if name not in OWN
            }
            if any(value not in (None, "") for value in values.values()):
                yield GoodRow(row.line, values | _mended(row.values))


def _mended(row: dict[str, Any]) -> dict[str, Any]:
    """What a row corrects, and where that stood, if it still says so."""
    mends = {MENDS: str(row.get(IDS) or "").split()}
    file, line = unguarded(row.get(FILE)), str(row.get(LINE) or "")
    return mends | ({PLACE: (str(file), int(line))} if file and line.isdecimal() else {})
