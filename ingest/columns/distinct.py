"""The distinct texts of a column, each cleaned once, with what of its clean value goes into a record."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

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
    these whether all that it says is in `parts`."""

    codes: pa.Array[Any]
    parts: Parts
    usual: npt.NDArray[np.bool_]

    def of_rows(self, places: npt.NDArray[np.intp]) -> DistinctTexts:
        """The texts of some rows."""
        return DistinctTexts(pc.take(self.codes, pa.array(places)), self.parts, self.usual)

    def column(self, part: str) -> Texts:
        """A part of the clean values, as each row has it."""
        return self.parts[part].take(self.codes)

    @property
    def usual_rows(self) -> npt.NDArray[np.bool_]:
        """Which rows have a usual text."""
        found: npt.NDArray[np.bool_] = self.usual[self.codes.to_numpy()]
        return found


Repair = Callable[[str], str]
"""Puts a text right."""


class TextColumn:
    """How the texts of a field become parts of records."""

    def __init__(self, field: Field, cleaner: TextCleaner) -> None:
        self._field, self._cleaner = field, cleaner
        self._names, self._read = parts_of(field.type)
        self._known = Cache(self._parts, _CACHED)

    def distinct(self, values: Sequence[Any], repair: Repair | None) -> DistinctTexts:
        """The values of a column, cleaned; texts that have no usual form are put right before."""
        texts = _as_texts(values)
        if texts is None:
            return self._distinct_values(values)
        coded = texts.dictionary_encode()
        found: Any = coded.dictionary
        known = self._usual(found)
        if known is None:
            parts, usual = self._cleaned(found.to_pylist(), repair)
            return self._plain(coded.indices, parts, usual)
        lacking = next(iter(known.values())).is_null()
        if nulls := self._cleaner.cleaning.nulls:
            lacking = pc.or_(lacking, pc.is_in(found, pa.array(sorted(nulls), _TEXT)))
        usual = np.ones(len(found), dtype=bool)
        if pc.any(lacking).as_py():
            parts, cleaned = self._cleaned(found.filter(lacking).to_pylist(), repair)
            usual[lacking.to_numpy(zero_copy_only=False)] = cleaned
            known = {name: pc.replace_with_mask(known[name], lacking, parts[name]) for name in known}
        return self._plain(coded.indices, known, usual)

    def _distinct_values(self, values: Sequence[Any]) -> DistinctTexts:
        """The same of values that are not all texts."""
        codes: dict[tuple[type, Any], int] = {}
        each = ((value.__class__, value) if isinstance(value, Hashable) else _UNREAD for value in values)
        places: Any = pa.array([codes.setdefault(key, len(codes)) for key in each], pa.int32())
        found = [self._parts(value) for _, value in codes]
        usual = np.array([parts is not None for parts in found], dtype=bool)
        return self._plain(places, self._columns(found), usual)

    def _plain(self, codes: pa.Array[Any], parts: Parts, usual: npt.NDArray[np.bool_]) -> DistinctTexts:
        for name, part in parts.items():
            if name not in _JSON:
                usual = usual & are_plain(part, _LONGEST)
        return DistinctTexts(codes, parts, usual)

    def _usual(self, texts: Texts) -> Parts | None:
        """Parts of the texts that have a usual form, none for the others; None where there is no form."""
        cleaning = self._cleaner.cleaning
        return None if cleaning.steps else usual_parts(self._field.type, texts, cleaning.context)

    def _cleaned(self, texts: Sequence[str], repair: Repair | None) -> tuple[Parts, npt.NDArray[np.bool_]]:
        """Parts of texts by way of the field's cleaner, and which of the texts say no more."""
        found = [self._known[text] for text in (map(repair, texts) if repair else texts)]
        usual = np.array([parts is not None for parts in found], dtype=bool)
        return self._columns(found), usual

    def _columns(self, found: Sequence[tuple[Any, ...] | None]) -> Parts:
        """The parts of values, part by part."""
        nothing = (None,) * len(self._names)
        columns = zip(*(parts or nothing for parts in found), strict=True) if found else [()] * len(nothing)
        each = zip(self._names, columns, strict=True)
        return {name: pa.array(column, _TYPES.get(name, _TEXT)) for name, column in each}

    def _parts(self, raw: Any) -> tuple[Any, ...] | None:
        """Parts of one value; None where it says more, or cannot be used."""
        if self._field.several and raw.__class__ is str and len(self._field.type.pieces(raw)) != 1:
            return None
        value = self._cleaner(raw, _NO_ROW)
        return None if isinstance(value, InvalidValue | PartialValue) else self._read(value)


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
