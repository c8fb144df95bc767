"""Lines of a CSV file in which nothing is quoted, read column by column."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pyarrow as pa
from pyarrow import csv

from graph.journal.tables.arrow import compute as pc

_ENDS = ("", "\n", "\r", "\r\n")
_LONGEST = 100_000
"""Characters of a line; a field of more may be too long."""
_MARK = "\ufeff"


class PlainLines:
    """Reads lines of which each is a row, as Python's `csv` would."""

    def __init__(self, delimiter: str, quote: str | None, header: Sequence[str], width: int) -> None:
        """Rows have so many fields; one that has those of the header is none."""
        self._quote = quote
        no_rows = [delimiter * (width - 1), delimiter.join(header)]
        self._no_rows = frozenset(line + end for line in no_rows for end in _ENDS)
        self._names = [str(at) for at in range(width)]
        self._parsing = csv.ParseOptions(delimiter=delimiter, quote_char=False, ignore_empty_lines=False)
        texts = dict.fromkeys(self._names, pa.string())
        self._types = csv.ConvertOptions(column_types=texts, check_utf8=False)  # they are encoded below

    @classmethod
    def of(cls, delimiter: str, quote: str | None, header: Sequence[str], width: int) -> PlainLines | None:
        """What reads them; None where Arrow takes no such delimiter, or it is a blank, which may be more."""
        return cls(delimiter, quote, header, width) if delimiter.isascii() and delimiter != " " else None

    def columns(self, lines: Sequence[str], text: str) -> list[pa.Array[Any]] | None:
        """The fields of lines, which are `text` together and can be encoded, column by column; None where a
        line may be no row, or there is more to it than fields and delimiters."""
        if not lines or text[0] == _MARK or (self._quote and self._quote in text):
            return None
        if any(map(str.isspace, lines)) or not self._no_rows.isdisjoint(lines):
            return None
        if max(map(len, lines)) > _LONGEST:
            return None
        content = text.encode()
        reading = csv.ReadOptions(use_threads=False, block_size=len(content) + 1, column_names=self._names)
        try:
            table = csv.read_csv(BytesIO(content), reading, self._parsing, self._types)
        except pa.ArrowInvalid:
            return None
        columns = [column.combine_chunks() for column in table.columns]
        whole = table.num_rows == len(lines) and not any(map(_begins_with_blank, columns))
        return columns if whole else None


def _begins_with_blank(column: pa.Array[Any]) -> bool:
    return bool(pc.any(pc.starts_with(column, " ")).as_py())
