"""Where the texts of a field come from: a column of a block, or whatever a mapping reads from rows."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

import numpy as np
import pyarrow as pa

from graph.journal.tables.arrow import compute as pc
from ingest.cleaning.base import ValueType
from ingest.columns.distinct import DistinctTexts, ReadValues, Repair, TextColumn, listed, unusual
from ingest.columns.part import Lines, Marks, Places
from ingest.ingestors.fields import Field
from ingest.mapping.cells import plain
from ingest.mapping.conditions import Comparison, Condition, Conjunction
from ingest.mapping.expressions import Column, Reader, read_all
from ingest.mapping.mapping import BoundField, BoundValue, Raw
from ingest.mapping_files.binding import LabelledCleaner, TextCleaner, WordedCleaner
from ingest.readers.base import BadRow
from ingest.readers.base import Rows as RowBlock
from ingest.rows.key_columns import KeyRepair

Words = tuple[str | None, ...]
"""Second words of a value, such as the country of a phone number."""


class NoTextsError(ValueError):
    """Second words are something else than texts."""


class BlockValues:
    """The values of some rows of a block, as readers give them; those of bad rows are empty."""

    def __init__(self, block: RowBlock, repair: KeyRepair) -> None:
        self._block, self._repair = block, repair
        self._repairs = repair.of_texts()
        self._columns = block.columns()
        self._rows: dict[int, Raw] = {}
        self.lines: Lines = np.array(block.lines, dtype=np.int64)
        self.places: Places = np.arange(len(self.lines))
        self.bad: Marks = np.zeros(len(self.lines), dtype=bool)
        self.bad[list(block.bad)] = True

    def of_rows(self, marked: Marks) -> BlockValues:
        """Those of some of the rows."""
        found = copy(self)
        if not marked.all():
            kept: Any = pa.array(marked)
            found._columns = {name: it.filter(kept) for name, it in self._columns.items()}
            found.lines, found.places, found.bad = self.lines[marked], self.places[marked], self.bad[marked]
        return found

    @property
    def rows(self) -> list[Raw]:
        """The rows one by one, for readers that look at more than a column."""
        return self._at(self.places.tolist())

    def at(self, positions: Sequence[int]) -> list[Raw]:
        """Some of the rows."""
        return self._at(self.places[list(positions)].tolist())

    def _at(self, places: Sequence[int]) -> list[Raw]:
        missing = [place for place in places if place not in self._rows]
        for place, row in zip(missing, self._block.at(missing), strict=True):
            values = {} if isinstance(row, BadRow) else {**row.values, "_line": row.line}
            self._repair(values)
            self._rows[place] = values
        return [self._rows[place] for place in places]

    def knows(self, column: str) -> bool:
        """Whether a column can be told of without a look at each row, or nothing can."""
        return column in self._columns or not self._columns

    def cells(self, column: str, positions: Places) -> Sequence[Any]:
        """What some rows have in a column, put right; none where they do not have it."""
        if column not in self._columns:
            return [row.get(column) for row in self.at(positions.tolist())]
        texts: Any = pc.take(self._columns[column], pa.array(positions))
        repair = self._repairs.get(column)
        return [text and repair(text) for text in texts.to_pylist()] if repair else texts.to_pylist()

    def fulfil(self, condition: Condition) -> Marks:
        """Which rows fulfil a condition; each text of a column is looked at once."""
        if isinstance(condition, Conjunction):
            parts = [self.fulfil(part) for part in condition.conditions]
            found: Marks = np.logical_and.reduce([np.ones(len(self.bad), dtype=bool), *parts])
            return found
        if not isinstance(condition, Comparison):
            return np.fromiter(map(condition, self.rows), bool, len(self.bad))
        values, repair = listed(self.of(condition.read)), self.repair(condition.read)
        if not set(map(type, values)) <= {str}:
            return np.fromiter(map(condition.fits, values), bool, len(values))
        fits = {text: condition.fits(repair(text) if repair else text) for text in set(values)}
        return np.fromiter(map(fits.__getitem__, values), bool, len(values))

    def of(self, read: Reader) -> ReadValues:
        """What is read of each row, an empty text for nothing."""
        if isinstance(read, Column) and read.name in self._columns:
            return self._columns[read.name]
        return ["" if value is None else value for value in read_all(read, self.rows)]

    def words(self, read: Reader) -> list[str | None]:
        """What is read of each row, put right, as second words; raises NoTextsError for other than texts."""
        found, repair = listed(self.of(read)), self.repair(read)
        if not set(map(type, found)) <= {str}:
            raise NoTextsError
        return [plain(repair(text) if repair else text) for text in found]

    def repair(self, read: Reader) -> Repair | None:
        """How what was read is still to be put right."""
        if isinstance(read, Column) and read.name in self._columns:
            return self._repairs.get(read.name)
        return None


class FieldSource:
    """One source of a field's value."""

    def __init__(self, field: Field, value: BoundValue) -> None:
        self._field, self._read = field, value.read
        self._cleaner = value.clean.clean if isinstance(value.clean, LabelledCleaner) else value.clean
        self._columns: dict[Words, TextColumn | None] = {}

    def distinct(self, values: BlockValues) -> DistinctTexts:
        """The values of a block's rows, cleaned apart where other words stand beside them."""
        found, repair = values.of(self._read), values.repair(self._read)
        if not isinstance(self._cleaner, WordedCleaner):
            return self._cleaned((), found, repair)
        try:
            said = [values.words(word) for word in self._cleaner.words.values()]
        except NoTextsError:
            return unusual(self._field.type, len(found))
        rows: dict[Words, list[int]] = {}
        for at, words in enumerate(zip(*said, strict=True)):
            rows.setdefault(words, []).append(at)
        parts = [self._cleaned(words, _of(found, places), repair) for words, places in rows.items()]
        return _merged(parts, [at for places in rows.values() for at in places])

    def _cleaned(self, words: Words, values: ReadValues, repair: Repair | None) -> DistinctTexts:
        if words not in self._columns:
            cleaner = self._cleaner
            found = cleaner.with_words(words) if isinstance(cleaner, WordedCleaner) else cleaner
            self._columns[words] = TextColumn(self._field, found) if isinstance(found, TextCleaner) else None
        column = self._columns[words]
        return column.distinct(values, repair) if column else _refused(self._field.type, listed(values))


def _of(values: ReadValues, places: Sequence[int]) -> ReadValues:
    """The values at some places."""
    if isinstance(values, pa.Array):
        taken: ReadValues = pc.take(values, pa.array(places))
        return taken
    return [values[at] for at in places]


def _refused(type_: ValueType, values: Sequence[Any]) -> DistinctTexts:
    """Values beside which the other words are none: those that are empty are usual all the same."""
    empty = np.fromiter((it.__class__ is str and plain(it) is None for it in values), bool, len(values))
    found = unusual(type_, len(values))
    none = {name: pa.concat_arrays([part, part]) for name, part in found.parts.items()}
    return DistinctTexts(pa.array(empty.astype(np.int32)), none, np.array([False, True]))


def sources_of(bound: BoundField) -> list[FieldSource]:
    """The sources of a field's values, one of a field that takes no more."""
    values = bound.values if bound.field.several else bound.values[:1]
    return [FieldSource(bound.field, value) for value in values]


def are_read(bound: BoundField) -> bool:
    """Whether the cleaners of a field are such as are known here."""
    cleaners = [it.clean.clean if isinstance(it.clean, LabelledCleaner) else it.clean for it in bound.values]
    return all(isinstance(cleaner, TextCleaner | WordedCleaner) for cleaner in cleaners)


def _merged(parts: Sequence[DistinctTexts], places: Sequence[int]) -> DistinctTexts:
    """Texts of some rows each, as one; `places` are the rows of all parts."""
    starts = np.cumsum([0, *(len(part.usual) for part in parts)])
    moved = [part.codes.to_numpy() + start for part, start in zip(parts, starts, strict=False)]
    codes = np.empty(len(places), dtype=np.int32)
    codes[places] = np.concatenate(moved)
    names = parts[0].parts
    merged = {name: pa.concat_arrays([part.parts[name] for part in parts]) for name in names}
    usual = np.concatenate([part.usual for part in parts])
    each = zip(parts, starts.tolist(), strict=False)
    reasons = {start + code: reason for part, start in each for code, reason in part.reasons.items()}
    return DistinctTexts(pa.array(codes), merged, usual, reasons)


def differ(columns: Sequence[DistinctTexts]) -> Any:
    """In which rows no two of the columns have the same value."""
    values = [column.column("value") for column in columns]
    pairs = [(one, other) for at, one in enumerate(values) for other in values[at + 1 :]]
    found = np.ones(len(columns[0].codes), dtype=bool)
    for one, other in pairs:
        found &= ~pc.equal(one, other).fill_null(False).to_numpy(zero_copy_only=False)
    return found
