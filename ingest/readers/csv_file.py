"""CSV: one row at a time, so that a broken one costs no more than itself."""

import csv
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from typing import Any

from graph.errors import IngestError
from ingest.cleaning.texts import tidy
from ingest.inputs.base import Input
from ingest.mapping.mapping import Reading
from ingest.readers.base import BadRow, GoodRow, Reader, distinct, rows_of
from ingest.readers.block import Block, blocks
from ingest.readers.csv_columns import PlainLines
from ingest.readers.csv_lines import BLOCK_LINES, Lines
from ingest.readers.dialect import SEPARATOR, with_encoding, with_marks
from ingest.readers.text_file import MAX_LINE, TextFile, printable, unreadable

_DELIMITERS = ";,\t|"
_FEWEST_LINES = 16
_MAX_LINES = 500
"""Lines that one row may take up (texts in quotes may hold line breaks)."""

csv.field_size_limit(MAX_LINE)  # else a text of more than 131,072 characters costs its row


class CsvFile(Reader):
    """A file of separated values with a header line, or with column names from the mapping."""

    def __init__(self, source: Input, reading: Reading) -> None:
        open_reading, reading = reading, with_encoding(source, reading)
        self._file = TextFile(source, reading.encoding)
        with closing(self._file.lines()) as lines:
            reading = with_marks(lines, reading)
        super().__init__(source, reading)
        self._open_reading = open_reading
        if not open_reading.encoding and reading.encoding == reading.code_page:
            self.guessed = f"no UTF-8: read as {reading.encoding}; name the `encoding` in the mapping"
        self._broken = False
        """Whether the quotes of the row before are broken."""
        self._quoted = False
        """Whether the header begins with a quote; then so does every row."""
        self._written: list[str] = []
        """The fields of the header as the file has them."""
        self._plain: PlainLines | None = None
        self._format: dict[str, Any] = {"delimiter": reading.delimiter, "strict": True}
        self._format["skipinitialspace"] = reading.delimiter != " "
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
        with closing(self._file.lines()) as lines:
            return self._header(self._begun(lines))

    def columns_behind(self, skip: int) -> tuple[str, ...]:
        """The columns there would be if so many lines were skipped."""
        with suppress(IngestError):
            return CsvFile(self.source, replace(self._open_reading, skip=skip)).columns
        return ()

    def rows(self) -> Generator[GoodRow | BadRow, None, None]:
        """All rows with data; empty lines are no rows."""
        for part in self._parts():
            if isinstance(part, Block):
                yield from rows_of(part)
            else:
                yield part

    def blocks(self) -> Iterator[Block]:
        """The same in blocks, column by column."""
        return blocks(self._parts(), self.columns)

    def _parts(self) -> Iterator[Block | GoodRow | BadRow]:
        lines = self._begun(self._file.lines())
        names = self._header(lines)
        self._broken, self._headers_again = False, 0
        reading = self.reading
        self._plain = PlainLines.of(reading.delimiter, reading.quote, self._written, len(names))
        most = BLOCK_LINES
        while not lines.ended:
            block = lines.block(most)
            found, taken = self._sound_rows(block, lines.number - len(block) + 1, names)
            if found:
                yield found
            if taken < len(block) or not block:
                lines.put_back(block[taken:])
                yield from self._singly(lines, names)
            most = min(2 * most, BLOCK_LINES) if taken == len(block) else max(most // 2, _FEWEST_LINES)

    def _sound_rows(self, block: list[str], first: int, names: tuple[str, ...]) -> tuple[Block | None, int]:
        """The rows at the start of lines, from this number on, in which there is nothing to look at, if there
        are any, and how many lines they take up."""
        block = [] if self._broken else block[: self._readable(block)]
        if not block:
            return None, 0
        if self._plain and (texts := self._plain.columns(block, text := "".join(block))):
            return Block(names, range(first, first + len(block)), texts, len(text)), len(block)
        has_blank_lines = any(map(str.isspace, block))
        if not has_blank_lines and (whole := self._a_row_a_line(block, first, names)):
            return whole, len(block)
        lines, rows, taken, width = list[int](), list[list[str]](), 0, len(names)
        reader = csv.reader(block, **self._format)
        with suppress(csv.Error):
            for fields in reader:
                end = reader.line_num
                if not (has_blank_lines and block[taken].isspace()):
                    if fields[width:] and not any(fields[width:]):
                        fields = fields[:width]  # delimiters at the end of the line
                    if len(fields) != width or fields == self._written:
                        break
                    if end - taken > 1 and not self._may_take_up(block[taken:end]):
                        break
                    if any(fields):
                        lines.append(first + taken)
                        rows.append(fields)
                taken = end
        size = sum(map(len, block[:taken]))
        return (Block.of_fields(names, lines, rows, size) if rows else None), taken

    def _a_row_a_line(self, block: list[str], first: int, names: tuple[str, ...]) -> Block | None:
        """The rows of lines of which each is a row in which there is nothing to look at; None of others."""
        with suppress(csv.Error):
            rows = list(csv.reader(block, **self._format))
            sound = len(rows) == len(block) and all(len(names) == width for width in set(map(len, rows)))
            if sound and self._written not in rows and all(map(any, rows)):
                lines = list(range(first, first + len(block)))
                return Block.of_fields(names, lines, rows, sum(map(len, block)))
        return None

    def _readable(self, block: list[str]) -> int:
        """How many lines at the start of a block are text."""
        if not unreadable("".join(block), self.reading.encoding):
            return len(block)
        each = (at for at, line in enumerate(block) if unreadable(line, self.reading.encoding))
        return next(each, 0)

    def _may_take_up(self, lines: Sequence[str]) -> bool:
        """Whether a row may take up these lines."""
        return len(lines) <= _MAX_LINES and bool(lines[0].count(self.reading.quote or "") % 2)

    def _singly(self, lines: Lines, names: tuple[str, ...]) -> Iterator[GoodRow | BadRow]:
        """What the next line begins, and what lines behind it do while quotes seem to be broken."""
        while (line := lines.next()) is not None:
            if not line.isspace():
                yield from self._parsed(line, lines, names)
            if not self._broken:
                return

    def _begun(self, raw: Iterator[str]) -> Lines:
        """The lines behind those to skip, and behind one that names the delimiter for a spreadsheet."""
        lines = Lines(raw, self.reading)
        for _ in range(self.reading.skip):
            lines.next()
        first = lines.next()
        stated = SEPARATOR.fullmatch(first or "")
        if stated and stated[1] != self.reading.delimiter:
            mark = "tab" if stated[1] == "\t" else stated[1]
            raise IngestError(
                f'File {self.source.shown} says in its first line that "{mark}" separates its columns.',
                f'Set `delimiter: "{mark}"` in the mapping.',
            )
        if first is not None and not stated:
            lines.put_back([first])
        return lines

    def _header(self, lines: Lines) -> tuple[str, ...]:
        if self.reading.header:
            return self.reading.header
        file = self.source.shown
        first = lines.next()
        while first is not None and not first.strip():
            first = lines.next()
        if first is None:
            raise IngestError(f"File {file} is empty: it has no header.", "Copy it again from its source.")
        if first.lstrip().startswith(('{"', '[{"')):
            raise IngestError(f"File {file} is JSON, not CSV.", "Set `format: jsonl` in the mapping.")
        if len(first) > MAX_LINE:
            raise IngestError(f"The header of file {file} {unreadable(first, '')}.", "Is it a CSV file?")
        if reason := unreadable(first, self.reading.encoding):
            raise IngestError(
                f"The header of file {file} {reason}", "Set `encoding` in the mapping, e.g. cp1252."
            )
        self._quoted = bool(self.reading.quote and first.startswith(self.reading.quote))
        names = self._row(first, lines)[0]
        if isinstance(names, str):
            other = self._other_delimiter(first)
            hint = (
                f'It looks separated by "{other}"; set `delimiter`.'
                if other
                else "Check `quote` in the mapping."
            )
            raise IngestError(f"The header of file {file} {names}.", hint.replace("\t", "tab"))
        self._written = names
        return distinct([tidy(name) for name in names])

    def _other_delimiter(self, header: str) -> str | None:
        """Another delimiter that parts a header which cannot be read as it is."""
        for mark in _DELIMITERS.replace(self.reading.delimiter, ""):
            with suppress(csv.Error):
                if len(next(csv.reader([header], **{**self._format, "delimiter": mark}))) > 1:
                    return mark
        return None

    def _parsed(self, line: str, lines: Lines, names: tuple[str, ...]) -> Iterator[GoodRow | BadRow]:
        number = lines.number - lines.height(line) + 1
        fields, taken = self._row(line, lines)
        text = line + "".join(taken)
        if isinstance(fields, str):
            reason: str | None = fields
        else:
            if len(fields) > len(names) and not any(fields[len(names) :]):
                fields = fields[: len(names)]  # delimiters at the end of the line
            reason = self._misfit(line, fields, len(names)) or unreadable(text, self.reading.encoding)
        if fields == self._written:
            self._headers_again += 1
        elif reason:
            yield BadRow(number, printable(lines.as_written(text)), reason)
        elif any(fields):
            self._broken = False
            yield GoodRow(number, dict(zip(names, fields, strict=True)), len(text))

    def _misfit(self, line: str, fields: list[str], expected: int) -> str | None:
        """Why fields are no row of the file, None if they are one."""
        if len(fields) != expected:
            return f"has {len(fields)} columns where the header has {expected}"
        quote = self.reading.quote or ""
        if not self._broken:
            return None
        rest = (self._quoted and not line.startswith(quote)) or any(field.endswith(quote) for field in fields)
        return "seems to be the rest of a row before it, whose quotes are broken" if rest else None

    def _row(self, line: str, lines: Lines) -> tuple[list[str] | str, list[str]]:
        """The fields of the row that begins with the line, or why there are none; and its further lines."""
        quote = self.reading.quote
        taken: list[str] = []
        if len(line) > MAX_LINE:
            return str(unreadable(line, "")), taken
        several_lines = quote and line.count(quote) % 2
        source = self._until_closed(line, lines, taken) if several_lines else iter([line])
        try:
            fields = next(csv.reader(source, **self._format), [])
        except csv.Error as error:
            lines.put_back(taken)
            self._broken = True
            return self._fault(str(error), line), []
        return lines.plain(fields), taken

    def _fault(self, error: str, line: str) -> str:
        """What the CSV parser stumbled over, in words that help."""
        if "field larger" in error:
            return "has a field that is too long"
        quote = self.reading.quote
        if not self.reading.escape and f"\\{quote}" in line:
            return f"has a quote that is not doubled; if \\{quote} stands for {quote}, set `escape: '\\'`"
        return f"has a quote that is not closed, or one within quotes that is not doubled ({quote}{quote})"

    @staticmethod
    def _until_closed(line: str, lines: Lines, taken: list[str]) -> Iterator[str]:
        """The line and as many behind it as the CSV reader asks for; those are noted in `taken`."""
        yield line
        while len(taken) < _MAX_LINES and (more := lines.next()) is not None:
            taken.append(more)
            yield more


def likely_delimiter(columns: tuple[str, ...], delimiter: str) -> str | None:
    """Another delimiter that would split a header which came out as one column."""
    if len(columns) != 1:
        return None
    counts = {mark: columns[0].count(mark) for mark in _DELIMITERS if mark != delimiter}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else None
