"""The distinct texts of a column, each cleaned once, with what of its clean value goes into a record."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.journal.appending.checks import SURELY_SHORT
from graph.journal.appending.record_arrays import Texts, are_plain
from graph.journal.tables.arrow import compute as pc
from graph.journal.tables.schema import TIME
from ingest.cleaning.base import InvalidValue, PartialValue, ValueType
from ingest.columns.value_parts import BESIDE, Parts, parts_of, usual_parts
from ingest.ingestors.fields import Field
from ingest.mapping.cache import Cache
from ingest.mapping.cells import BadCell
from ingest.mapping.mapping import Raw
from ingest.mapping_files.binding import TextCleaner

_TEXT = pa.string()
_LONGEST = SURELY_SHORT // 2
"""Bytes of a text that any index takes, two of them as one key too."""


@dataclass(frozen=True)
class DistinctTexts:
    """The texts of a column: `codes` tells of each row which of the distinct ones it has, `usual` of each of
    these whether all that it says is in `parts`; `reasons`, by code, why not all of a text could be used."""

    codes: pa.Array[Any]
    parts: Parts
    usual: npt.NDArray[np.bool_]
    reasons: Mapping[int, str] = field(default_factory=dict)

    def of_rows(self, places: npt.NDArray[np.intp]) -> DistinctTexts:
        """The texts of some rows."""
        return DistinctTexts(pc.take(self.codes, pa.array(places)), self.parts, self.usual, self.reasons)

    def column(self, part: str) -> Texts:
        """A part of the clean values, as each row has it."""
        return self.parts[part].take(self.codes)

    @property
    def usual_rows(self) -> npt.NDArray[np.bool_]:
        """Which rows have a usual text."""
        found: npt.NDArray[np.bool_] = self.usual[self.codes.to_numpy()]
        return found

    @property
    def remarkable_rows(self) -> npt.NDArray[np.bool_]:
        """Which rows have a text that could not be used, or not all of it."""
        if not self.reasons:
            return np.zeros(len(self.codes), dtype=bool)
        found: npt.NDArray[np.bool_] = np.isin(self.codes.to_numpy(), list(self.reasons))
        return found


ReadValues: TypeAlias = "pa.Array[Any] | Sequence[Any]"
"""What is read of rows: texts as Arrow has them, or values of any type."""
Repair = Callable[[str], str]
"""Puts a text right."""
_Told = tuple[Parts, npt.NDArray[np.bool_], Mapping[int, str]]
"""Parts of distinct texts, which of them say no more, and why some could not be used, by position."""


class _Cleaned(NamedTuple):
    """Parts of a clean value, none where it says more; why not all of its text could be used."""

    parts: tuple[Any, ...] | None
    reason: str | None = None


_UNUSUAL = _Cleaned(None)


class TextColumn:
    """How the texts of a field become parts of records."""

    def __init__(self, field: Field, cleaner: TextCleaner) -> None:
        self._field, self._cleaner = field, cleaner
        self._names, self._read = parts_of(field.type)
        self._known = Cache(self._value, _CACHED)

    def distinct(self, values: ReadValues, repair: Repair | None) -> DistinctTexts:
        """The values of a column, cleaned; texts that have no usual form are put right before."""
        texts = values if isinstance(values, pa.Array) else _as_texts(values)
        if texts is None:
            return self._distinct_values(listed(values))
        coded = texts.dictionary_encode()
        found: Any = coded.dictionary
        known = self._usual(found)
        if known is None:
            return DistinctTexts(coded.indices, *self._cleaned(found.to_pylist(), repair))
        lacking = next(iter(known.values())).is_null()
        if nulls := self._cleaner.cleaning.nulls:
            lacking = pc.or_(lacking, pc.is_in(found, pa.array(sorted(nulls), _TEXT)))
        usual, reasons = np.ones(len(found), dtype=bool), dict[int, str]()
        if pc.any(lacking).as_py():
            parts, cleaned, told = self._cleaned(found.filter(lacking).to_pylist(), repair)
            places = np.flatnonzero(lacking.to_numpy(zero_copy_only=False))
            usual[places] = cleaned
            known = {name: pc.replace_with_mask(known[name], lacking, parts[name]) for name in known}
            reasons = {int(places[at]): reason for at, reason in told.items()}
        return DistinctTexts(coded.indices, known, usual, reasons)

    def _distinct_values(self, values: Sequence[Any]) -> DistinctTexts:
        """The same of values that are not all texts."""
        codes: dict[tuple[type, Any], int] = {}
        each = ((value.__class__, value) if isinstance(value, Hashable) else _UNREAD for value in values)
        places: Any = pa.array([codes.setdefault(key, len(codes)) for key in each], pa.int32())
        found = [self._value(value) for _, value in codes]  # what cannot be used may be a list of values
        return DistinctTexts(places, *self._told([it if it.reason is None else _UNUSUAL for it in found]))

    def _usual(self, texts: Texts) -> Parts | None:
        """Parts of the texts that have a usual form, none for the others; None where there is no form."""
        cleaning = self._cleaner.cleaning
        return None if cleaning.steps else usual_parts(self._field.type, texts, cleaning.context)

    def _cleaned(self, texts: Sequence[str], repair: Repair | None) -> _Told:
        return self._told([self._known[text] for text in (map(repair, texts) if repair else texts)])

    def _told(self, found: Sequence[_Cleaned]) -> _Told:
        parts = self._columns([it.parts for it in found])
        usual = np.array([it.parts is not None for it in found], dtype=bool)
        for name, part in parts.items():
            if name not in _JSON:
                usual &= are_plain(part, _LONGEST)
        return parts, usual, {at: it.reason for at, it in enumerate(found) if it.reason is not None}

    def _columns(self, found: Sequence[tuple[Any, ...] | None]) -> Parts:
        """The parts of values, part by part."""
        nothing = (None,) * len(self._names)
        columns = zip(*(parts or nothing for parts in found), strict=True) if found else [()] * len(nothing)
        each = zip(self._names, columns, strict=True)
        return {name: pa.array(column, _TYPES.get(name, _TEXT)) for name, column in each}

    def _value(self, raw: Any) -> _Cleaned:
        """What becomes of one value."""
        if self._field.several and raw.__class__ is str:
            pieces = self._field.type.pieces(raw)
            if len(pieces) != 1:
                return _UNUSUAL
            [raw] = pieces
        value = self._cleaner(raw, _NO_ROW)
        if isinstance(value, InvalidValue):
            return _Cleaned((None,) * len(self._names), str(value))
        if isinstance(value, PartialValue):
            return _Cleaned(self._read(value.value), value.reason)
        return _Cleaned(self._read(value))


def listed(values: ReadValues) -> Sequence[Any]:
    """The same as Python has them."""
    return values.to_pylist() if isinstance(values, pa.Array) else values


def _as_texts(values: Sequence[Any]) -> Texts | None:
    """The values as texts; None where not all of them are, or one has half a character in it."""
    if not set(map(type, values)) <= {str}:
        return None
    try:
        return pa.array(values, _TEXT)
    except UnicodeEncodeError:
        return None


def unusual(type_: ValueType, count: int) -> DistinctTexts:
    """Texts of so many rows of which none is usual."""
    parts: Parts = {name: pa.array([None], _TYPES.get(name, _TEXT)) for name in parts_of(type_)[0]}
    return DistinctTexts(pa.array([0] * count, pa.int32()), parts, np.zeros(1, dtype=bool))


_CACHED = 20_000
_NO_ROW: Raw = MappingProxyType({})
_UNREAD = (BadCell, BadCell("", "is a list or an object"))
"""Stands for a value that is looked at in its row."""
_JSON = ("properties", "in_order", "moment", "is_json", BESIDE)
"""Parts that are JSON, or no text."""
_TYPES = {"moment": TIME, "is_json": pa.bool_()}
