"""Reads the keys of a file alike, whatever a spreadsheet or a table tool made of the numbers among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import pyarrow as pa

from graph.journal.tables.arrow import compute as pc
from ingest.cleaning.spreadsheets import repair_of
from ingest.cleaning.texts import CountedZero, Key, tidy
from ingest.mapping.cache import Cache
from ingest.mapping.cells import plain
from ingest.mapping.mapping import FileMapping
from ingest.mapping.paths import chosen, keys_of
from ingest.mapping.row_uses import field_of
from ingest.readers.base import GoodRow, Rows, rows_of
from ingest.rows.letter_columns import letter_columns, meanings

_REMEMBERED = 10_000


@dataclass
class _Column:
    """A column that names things, with what its first rows hold and how often; `decimal` is its decimal mark,
    None where keys stay as they are written. `texts` and `numbers` are apart as only a text may be a broken
    number. A `separator` parts the values in its texts."""

    name: str
    decimal: str | None
    separator: str = ""
    is_key: bool = False
    texts: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)

    def look(self, block: Rows, texts: Mapping[str, pa.Array[Any]]) -> None:
        """Takes note of some rows, of which the texts of whole columns are known."""
        if self.name in texts:
            counted = pc.value_counts(texts[self.name])
            self._count(zip(*(counted.field(it).to_pylist() for it in ("values", "counts")), strict=True))
            return
        good = (row.values for row in rows_of(block) if isinstance(row, GoodRow))
        self._count((holder[at], 1) for values in good for holder, at in self.cells(values))

    def _count(self, values: Iterable[tuple[Any, int]]) -> None:
        for value, count in values:
            if (text := plain(value)) is None:
                continue
            if value.__class__ is not str:
                self.numbers[text] += count
                continue
            pieces = map(str.strip, text.split(self.separator)) if self.separator else (text,)
            for piece in filter(None, pieces):
                self.texts[piece] += count

    def pieces(self, text: str) -> list[str]:
        """The values in a text of the column."""
        return text.split(self.separator) if self.separator else [text]

    def cells(self, values: dict[str, Any]) -> Iterable[tuple[Any, Any]]:
        """Where the values of the column are in a row: what holds each, and its place there."""
        if self.name not in values:
            return _cells(values, keys_of(self.name.replace("[]", ".[]")))
        if isinstance(values[self.name], list):
            return _cells(values[self.name], ("[]",))
        return ((values, self.name),)

    @cached_property
    def repair(self) -> Callable[[str], str] | None:
        """How its texts are read, as the rows show that were looked at; None where they are fine."""
        return repair_of(self.texts, self.decimal) if self.decimal else None


@dataclass
class KeyRepair:
    """Puts the keys of rows right: `repairs` are for texts, `zeros` for columns that count from zero; and
    `letters` that mean something by their column."""

    repairs: list[tuple[_Column, Cache]] = field(default_factory=list)
    zeros: list[tuple[_Column, str]] = field(default_factory=list)
    letters: list[tuple[_Column, Mapping[str, str]]] = field(default_factory=list)

    def __call__(self, values: dict[str, Any]) -> None:
        """Puts the keys of a row right, in place."""
        for column, repair in self.repairs:
            for holder, at in column.cells(values):
                value = holder[at]
                if value.__class__ is str and not value.isalnum() and (whole := repair[value]) != value:
                    holder[at] = whole
        for column, zero in self.zeros:
            for holder, at in column.cells(values):
                if not _surely_no_zero(holder[at]) and plain(holder[at]) == zero:
                    holder[at] = CountedZero(zero)
        for column, meant in self.letters:
            for holder, at in column.cells(values):
                value = holder[at]
                if value.__class__ is str and (word := meant.get(value.strip().lower())):
                    holder[at] = word

    def of_texts(self) -> dict[str, Callable[[str], str]]:
        """By column, how a text in it is put right."""
        names = {column.name for column, _ in (*self.repairs, *self.zeros, *self.letters)}
        return {name: partial(self._of(name)._text, name) for name in names}

    def _of(self, name: str) -> KeyRepair:
        """What is to be put right in one column."""
        repairs = [it for it in self.repairs if it[0].name == name]
        letters = [it for it in self.letters if it[0].name == name]
        return KeyRepair(repairs, [it for it in self.zeros if it[0].name == name], letters)

    def _text(self, name: str, text: str) -> str:
        values = {name: text}
        self(values)
        return values[name]


def key_repair(entry: FileMapping, first: Iterable[Rows]) -> KeyRepair:
    """The repair for the columns of a file that name things, as its first rows show them."""
    columns, pairs = _key_columns(entry), letter_columns(entry)
    lettered = [_Column(name, None) for name in pairs]
    for block in first if columns or lettered else ():
        texts = block.columns()
        for column in (*columns, *lettered):
            column.look(block, texts)
    repairs = [(column, _tidied(column, repair)) for column in columns if (repair := column.repair)]
    zeros = [(column, zero) for column in columns if column.is_key and (zero := _counted_zero(column))]
    letters = [(it, meant) for it in lettered if (meant := meanings(pairs[it.name], it.texts))]
    return KeyRepair(repairs, zeros, letters)


def _tidied(column: _Column, repair: Callable[[str], str]) -> Cache:
    """What a repair makes of the texts of a column; many rows name the same thing."""
    if not column.separator:
        return Cache(lambda text: repair(tidy(text)), _REMEMBERED)
    return Cache(
        lambda text: column.separator.join(repair(tidy(piece)) for piece in column.pieces(text)), _REMEMBERED
    )


def _cells(holder: Any, path: Sequence[str]) -> Iterator[tuple[Any, Any]]:
    """The places of what is no list at the end of a path, `[]` in which stands for all elements."""
    key, *rest = path
    if key == "[]":
        if isinstance(holder, list):
            for at in range(len(holder)):
                yield from _ends(holder, at, rest)
    elif isinstance(holder, dict) and key in holder:
        yield from _ends(holder, key, rest)
    elif isinstance(holder, dict) and rest:
        yield from _cells(chosen(holder, key), rest)


def _ends(holder: Any, at: Any, rest: Sequence[str]) -> Iterator[tuple[Any, Any]]:
    if rest:
        yield from _cells(holder[at], rest)
    elif isinstance(holder[at], list):
        yield from _cells(holder[at], ("[]",))
    else:
        yield holder, at


def _surely_no_zero(value: Any) -> bool:
    """Whether a plain text has more in it than zeros; most have, and need no closer look."""
    return value.__class__ is str and bool(value.strip("0")) and value.isascii() and value.isalnum()


def _counted_zero(column: _Column) -> str | None:
    """The zero of a column that counts from zero: it is there once and a one too, and most values are there
    once. Where things are only referred to, `0` stands for all that refer to none."""
    repair = column.repair or str
    counts = Counter(column.numbers)
    for text, count in column.texts.items():
        counts[repair(text)] += count
    zeros = [text for text in counts if not text.strip("0")]
    if len(zeros) != 1 or counts[zeros[0]] > 1 or f"{zeros[0][1:]}1" not in counts:
        return None
    return zeros[0] if 2 * sum(count == 1 for count in counts.values()) > len(counts) else None


def _key_columns(entry: FileMapping) -> Sequence[_Column]:
    """Columns that fields which name things use."""
    found: dict[str, _Column] = {}
    for row in entry.rows:
        decimal = row.context.decimal if row.context.keys == "numbers" else None
        for use in row.columns:
            used_by = row.ingestor.field.get(field_of(use.where))
            if used_by and used_by.type.names_things:
                column = _Column(use.column, decimal, use.separator)
                column = found.setdefault(use.column, column)
                column.decimal = decimal or column.decimal
                column.is_key = column.is_key or isinstance(used_by.type, Key)
    return list(found.values())
