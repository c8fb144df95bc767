"""Excel and OpenDocument workbooks: one sheet, whose cells keep their types."""

from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import IO, Any
from weakref import finalize

from graph.errors import IngestError
from ingest.cleaning.texts import tidy
from ingest.inputs.base import AGAIN, Input
from ingest.inputs.section import Section
from ingest.mapping.cells import BadCell
from ingest.mapping.mapping import Reading
from ingest.readers.base import BadRow, GoodRow, Reader, distinct
from ingest.readers.signature import check_workbook

_WORKER = Path(__file__).with_name("workbook.py")
_TYPES: dict[str, Callable[[str], Any]] = {
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "time": str,
    "duration": lambda text: BadCell(
        text, "is a duration, which no field takes; write it as a number or a text"
    ),
    "before 1904": lambda text: BadCell(
        text, "may be a day before 1904, which this workbook counts from; write it as a text"
    ),
}
_SHOWN = 20
"""Sheets that an error names."""


class SeveralSheets(IngestError):  # noqa: N818 - named for what it says
    """A workbook has several sheets with something in them, which are its `names`, and none is named."""

    def __init__(self, message: str, hint: str, names: Sequence[str]) -> None:
        super().__init__(message, hint)
        self.names = tuple(names)


class ExcelFile(Reader):
    """A sheet of a workbook; lines are the row numbers that the program shows."""

    def __init__(self, source: Input, reading: Reading) -> None:
        super().__init__(source, reading)
        check_workbook(source)
        self._spool: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the reader, without a name
        finalize(self, self._spool.close)
        found = self._read()
        self._count: int = found["rows"]
        self._merged: list[list[int]] = found["merged"]
        self._done = 0
        self._written: list[Any] = []
        """The cells of the header."""

    @property
    def fraction(self) -> float:
        """How much of the sheet was read, from 0 to 1."""
        return self._done / max(1, self._count)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names in the header; raises IngestError when there is none, or a title stands in its place."""
        return self._header(self._cells())

    def columns_behind(self, skip: int) -> tuple[str, ...]:
        """The columns there would be if so many rows were skipped."""
        _, cells = next(self._cells(skip), (0, []))
        return distinct([tidy(str(_value(cell) or "")) for cell in cells])

    def rows(self) -> Generator[GoodRow | BadRow, None, None]:
        """All rows that are not empty."""
        cells = self._cells()
        names = self._header(cells)
        self._headers_again = 0
        for number, row in cells:
            self._done = number
            if row == self._written:
                self._headers_again += 1
            elif len(row) > len(names):
                shown = json.dumps([str(value or "") for value in row], ensure_ascii=False)[:10_000]
                yield BadRow(number, shown, f"has {len(row)} columns where the header has {len(names)}")
            else:
                values = [_value(cell) for cell in row] + [None] * (len(names) - len(row))
                yield GoodRow(number, dict(zip(names, values, strict=True)))

    def _header(self, rows: Iterator[tuple[int, list[Any]]]) -> tuple[str, ...]:
        if self.reading.header:
            return self.reading.header
        number, first = next(rows, (0, []))
        if not first:
            raise IngestError(f"{self._shown} is empty: it has no header.", "Copy it again from its source.")
        _, second = next(self._cells(number), (0, []))
        self._check_title(number, first, second)
        self._written = first
        return distinct([tidy(str(_value(cell) or "")) for cell in first])

    def _check_title(self, number: int, first: list[Any], second: list[Any]) -> None:
        """Raises IngestError where the first row holds a title, or names that span several columns."""
        merged = any(top == number and right > left for top, left, right in self._merged)
        filled = sum(cell is not None for cell in first)
        if merged or (filled == 1 and sum(cell is not None for cell in second) > 2):
            what = "merged cells" if merged else "one cell only"
            raise IngestError(
                f"Row {number} of {self._shown} has {what}: a title, it seems, not names of columns.",
                f"Set `skip: {number}` in the mapping, or as many as stand before the names of columns.",
            )

    def _cells(self, skip: int | None = None) -> Iterator[tuple[int, list[Any]]]:
        """Numbers and cells of the rows behind those to skip."""
        skip = self.reading.skip if skip is None else skip
        with io.BufferedReader(Section(self._spool.fileno(), self._size), 1 << 16) as lines:
            lines.readline()
            for line in lines:
                number, cells = json.loads(line)
                if number > skip:
                    yield number, cells

    @property
    def _shown(self) -> str:
        return f"sheet {self._sheet} of file {self.source.shown}"

    def _read(self) -> dict[str, Any]:
        """Lets the rows be written; returns what was found, or raises IngestError."""
        workbook = self.source.seekable
        workbook.seek(0)
        command = [sys.executable, "-P", str(_WORKER), self.reading.sheet]
        done = subprocess.run(  # noqa: S603 - our own program
            command, stdin=workbook, stdout=self._spool, stderr=subprocess.DEVNULL, check=False
        )
        self._size = self._spool.seek(0, io.SEEK_END)
        self._spool.seek(0)
        line = self._spool.readline()
        if done.returncode:
            raise IngestError(
                f"File {self.source.shown} cannot be read in the memory and time that a workbook may take.",
                "Are there cells far away from all others? Save the sheet as CSV.",
            )
        found: dict[str, Any] = json.loads(line)
        if "fault" in found:
            raise self._faulty(found["fault"])
        if "sheet" not in found:
            raise self._no_sheet(found["sheets"], found["filled"])
        self._sheet: str = found["sheet"]
        return found

    def _faulty(self, fault: str) -> IngestError:
        if fault == "password":
            return IngestError(
                f"File {self.source.shown} is protected by a password.", "Save it without one."
            )
        return IngestError(f"File {self.source.shown} is a workbook that is damaged or breaks off.", AGAIN)

    def _no_sheet(self, names: list[str], filled: list[str]) -> IngestError:
        shown = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
        wanted = self.reading.sheet
        told = (
            f'has no sheet "{wanted}"' if wanted else f"has {len(names)} sheets" if names else "has no sheet"
        )
        told = f"File {self.source.shown} {told}."
        hint = f"Set `sheet` in the mapping to one of them: {shown}."
        return SeveralSheets(told, hint, filled) if filled else IngestError(told, hint)


def _value(cell: Any) -> Any:
    """A cell as a value that fields are made of."""
    if isinstance(cell, list):
        kind, text = cell
        return _TYPES[kind](text)
    return cell
