"""Lines of a table that are no rows: names of columns once more, in other words, and remarks below rows."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, takewhile
from typing import Any

from graph.journal.tables.arrow import compute as pc
from ingest.mapping.cells import plain
from ingest.mapping.mapping import FileMapping
from ingest.mapping.row_uses import field_of
from ingest.readers.base import BadRow, Batch, GoodRow, Rows, rows_of
from ingest.readers.block import Block

_LEADING = 5
"""Lines below the names of columns that may be names of columns too."""
_FEWEST, _MOST_OF, _LOOKED_AT = 3, 0.9, 200
"""Values that show what a column holds, which share of them has to, and the rows that are looked at."""
_LONGEST = 10_000
_TELLING = re.compile(r"[\d@]")
_MAY_BE_BLANK = r"[\x00-\x20&]|[^\x00-\x7f]"
"""What may be a blank once a text is tidy: a return, a tab, a blank that does not break, `&nbsp;` (RE2)."""

NAMES = "looks like names of columns once more: no cell of it is what others of its column are"
REMARK = "looks like a remark on the table: nothing but a text where the other rows have a key"


@dataclass(frozen=True)
class StrayLines:
    """What lines of a table are no rows: by their place, and by a key with a blank in it and nothing else,
    where the column `key` has none."""

    lines: frozenset[int] = frozenset()
    key: str | None = None

    @classmethod
    def of(cls, entry: FileMapping, first: Sequence[Rows]) -> StrayLines:
        """What the first rows of a table show; nothing of other files, or where keys have several columns."""
        rows = (row for block in first for row in rows_of(block) if isinstance(row, GoodRow))
        good = list(islice(rows, _LEADING + _LOOKED_AT))
        key = _key_of_customers(entry)
        if key is None or len(good) < _FEWEST or key not in good[0].values:
            return cls()
        headers = frozenset(_headers(good, key))
        keys = _keys_of_full_rows(chain(good, rows), key, headers)
        may_have_blanks = chain.from_iterable(block.at(_may_have_blanks(block, key)) for block in first)
        told = sum(1 for _ in islice(keys, _FEWEST)) == _FEWEST
        told = told and not any(" " in text for text in _keys_of_full_rows(may_have_blanks, key, headers))
        return cls(headers, key if told else None)

    def set_aside(self, block: Rows) -> Rows:
        """The block, in which rows that are none have become bad ones."""
        if isinstance(block, Batch):
            block.rows[:] = map(self.judged, block.rows)
        elif isinstance(block, Block):
            suspects = self._suspects(block)
            judged = zip(suspects, map(self.judged, block.at(suspects)), strict=True)
            block.bad.update({at: row for at, row in judged if isinstance(row, BadRow)})
        return block

    def judged(self, row: GoodRow | BadRow) -> GoodRow | BadRow:
        """The row, as a bad one where it is none."""
        if isinstance(row, BadRow) or (reason := self._reason(row)) is None:
            return row
        return BadRow(row.line, _text(row), reason, is_row=False)

    def _suspects(self, block: Block) -> list[int]:
        at_top = [at for at, line in enumerate(block.lines[:_LEADING]) if line in self.lines]
        return at_top if self.key is None else [*at_top, *_may_have_blanks(block, self.key)]

    def _reason(self, row: GoodRow) -> str | None:
        """Why a line is no row."""
        if row.line in self.lines:
            return NAMES
        text = plain(row.values.get(self.key)) if self.key else None
        return REMARK if text and " " in text and _is_alone(row.values, self.key) else None


def _text(row: GoodRow) -> str:
    """What a line says, in a form that nobody reads again as a row."""
    cells = filter(None, map(plain, row.values.values()))
    return " | ".join(("", *cells))[:_LONGEST]


def _key_of_customers(entry: FileMapping) -> str | None:
    """The column that is the key of the file's customers; None where it is made of several, or of none."""
    uses = [
        use.column
        for row in entry.rows
        if row.ingestor.kind == "customer"
        for use in row.columns
        if field_of(use.where) == "source_id"
    ]
    return uses[0] if len(set(uses)) == 1 and "." not in uses[0] else None


def _is_alone(values: Mapping[str, Any], key: str | None) -> bool:
    """Whether a row has nothing but its key."""
    return all(name == key or name == "_line" or plain(value) is None for name, value in values.items())


def _may_have_blanks(block: Rows, key: str) -> Sequence[int]:
    """The places of rows whose key may have a blank in it; all of rows that are there one by one."""
    if not isinstance(block, Block):
        return range(len(block.lines))
    found = pc.match_substring_regex(block.columns()[key], _MAY_BE_BLANK)
    return [at.as_py() for at in pc.indices_nonzero(found)]


def _keys_of_full_rows(rows: Iterable[GoodRow | BadRow], key: str, headers: Container[int]) -> Iterator[str]:
    """The keys of rows that have more than a key, but for names of columns."""
    good = (it for it in rows if isinstance(it, GoodRow) and it.line not in headers)
    for values in (it.values for it in good if not _is_alone(it.values, key)):
        if text := plain(values[key]):
            yield text


def _headers(rows: Sequence[GoodRow], key: str) -> list[int]:
    """The lines at the top in which no cell has a digit or an @, in columns whose values have below, the key
    among them; and that of programs which put what they call a column into each cell ({"ImportId": …})."""
    most = next((at for at, row in enumerate(rows[:_LEADING]) if _has_values(row, [key])), _LEADING)
    below = rows[most : most + _LOOKED_AT]
    telling = [name for name in rows[0].values if _tells(below, name)]
    if key not in telling or len(telling) < 2:
        return []
    return [row.line for row in takewhile(lambda row: not _has_values(row, telling), rows[:most])]


def _has_values(row: GoodRow, names: Sequence[str]) -> bool:
    """Whether a cell of some columns has what such columns have, or there are none to tell."""
    cells = [text for name in names if (text := plain(row.values[name]))]
    return not cells or any(_TELLING.search(text) and not text.startswith('{"') for text in cells)


def _tells(rows: Sequence[GoodRow], name: str) -> bool:
    """Whether the values of a column have digits or an @, but for few."""
    texts = [text for row in rows if (text := plain(row.values.get(name)))]
    with_digits = sum(_TELLING.search(text) is not None for text in texts)
    return with_digits >= _FEWEST and with_digits >= _MOST_OF * len(texts)
