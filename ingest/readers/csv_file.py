"""CSV: one row at a time, so that a broken one costs no more than itself."""

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.errors import IngestError
from ingest.mapping import Reading
from ingest.readers.base import BadRow, GoodRow, Reader, TextFile, bad_bytes, printable

_MAX_LINES = 100
"""Lines that one row may take up (texts in quotes may hold line breaks)."""


class _Lines:
    """Numbered lines that can be put back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._back: deque[str] = deque()
        self.number = 0

    def next(self) -> str | None:
        """The next line, None at the end."""
        line = self._back.popleft() if self._back else next(self._lines, None)
        self.number += line is not None
        return line

    def put_back(self, lines: list[str]) -> None:
        """Makes these lines, read last, the next ones."""
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)


class CsvFile(Reader):
    """A file of separated values with a header line, or with column names from the mapping."""

    def __init__(self, path: Path, reading: Reading) -> None:
        super().__init__(path, reading)
        self._file = TextFile(path, reading.encoding)
        self._format: dict[str, Any] = {"delimiter": reading.delimiter}
        if reading.quote:
            self._format["quotechar"] = reading.quote
        else:
            self._format["quoting"] = csv.QUOTE_NONE

    @property
    def fraction(self) -> float:
        """How much of the file was read, from 0 to 1."""
        return self._file.fraction

    @property
    def columns(self) -> tuple[str, ...]:
        """Names in the header; raises IngestError when there is no header."""
        if self.reading.header:
            return self.reading.header
        lines = _Lines(self._file.lines())
        return self._header(lines)

    def _header(self, lines: _Lines) -> tuple[str, ...]:
        for _ in range(self.reading.skip):
            lines.next()
        first = lines.next()
        while first is not None and not first.strip():
            first = lines.next()
        if first is None:
            raise IngestError(
                f"File {self.path} is empty: it has no header.", "Copy it again from its source."
            )
        if reason := bad_bytes(first, self.reading.encoding):
            raise IngestError(
                f"The header of file {self.path} {reason}", "Set `encoding` in the mapping, e.g. cp1252."
            )
        names = self._row(first, lines)
        if isinstance(names, str):
            raise IngestError(f"The header of file {self.path} {names}.", "Check `quote` in the mapping.")
        return _unique([name.strip() for name in names])

    def rows(self) -> Iterator[GoodRow | BadRow]:
        """All rows with data; empty lines are no rows."""
        lines = _Lines(self._file.lines())
        if self.reading.header:
            for _ in range(self.reading.skip):
                lines.next()
            names = self.reading.header
        else:
            names = self._header(lines)
        while (line := lines.next()) is not None:
            if line.isspace():
                continue
            yield from self._parsed(line, lines, names)

    def _parsed(self, line: str, lines: _Lines, names: tuple[str, ...]) -> Iterator[GoodRow | BadRow]:
        number = lines.number
        fields = self._row(line, lines)
        if isinstance(fields, str):
            yield BadRow(number, printable(line), fields)
            return
        if len(fields) > len(names) and not any(fields[len(names) :]):
            fields = fields[: len(names)]  # delimiters at the end of the line
        if len(fields) != len(names):
            counts = f"has {len(fields)} columns where the header has {len(names)}"
            yield BadRow(number, printable(line), counts)
        elif reason := bad_bytes("".join(fields), self.reading.encoding):
            yield BadRow(number, printable(line), reason)
        elif any(fields):
            yield GoodRow(number, dict(zip(names, fields, strict=True)))

    def _row(self, line: str, lines: _Lines) -> list[str] | str:
        """The fields of the row that begins with the line, or why there are none."""
        quote = self.reading.quote
        several_lines = quote and line.count(quote) % 2
        taken: list[str] = []
        try:
            if several_lines:
                return next(csv.reader(self._until_closed(line, lines, taken), strict=True, **self._format))
            return next(csv.reader([line], **self._format), [])
        except csv.Error as error:
            lines.put_back(taken)
            too_long = "field larger" in str(error)
            return "has a field that is too long" if too_long else "has a quote that is not closed"

    @staticmethod
    def _until_closed(line: str, lines: _Lines, taken: list[str]) -> Iterator[str]:
        """The line and as many behind it as the CSV reader asks for; those are noted in `taken`."""
        yield line
        while len(taken) < _MAX_LINES and (more := lines.next()) is not None:
            taken.append(more)
            yield more


def _unique(names: list[str]) -> tuple[str, ...]:
    """Column names; the second of the same name gets ` (2)`."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(found)


def likely_delimiter(columns: tuple[str, ...], delimiter: str) -> str | None:
    """Another delimiter that would split a header which came out as one column."""
    if len(columns) != 1:
        return None
    counts = {mark: columns[0].count(mark) for mark in ";,\t|" if mark != delimiter}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else None
