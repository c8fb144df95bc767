"""The distinct texts of a column, each cleaned once, with what of its clean value goes into a record."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as pa

from graph.entries import Identifier
from graph.journal.appending.checks import SURELY_SHORT
from graph.journal.appending.record_arrays import Texts, are_plain, joined
from graph.journal.tables.arrow import compute as pc
from graph.journal.tables.schema import TIME
from ingest.cleaning.base import Context, InvalidValue, Kept, ValueType
from ingest.cleaning.contacts import Email, IdentifierType, Phone
from ingest.cleaning.dates import BirthDate, Time
from ingest.cleaning.money import Amount, Quantity
from ingest.cleaning.names import FamilyName, FullName, GivenName, PersonName
from ingest.cleaning.numbers import DecimalNumber, Flag, WholeNumber
from ingest.cleaning.places import Street, StreetLine, folded_street
from ingest.cleaning.texts import Json, Key
from ingest.cleaning.titles import Salutation, SalutationText
from ingest.cleaning.trait_values import Day
from ingest.columns.usual import (
    domains,
    usual_birth_dates,
    usual_emails,
    usual_german_phones,
    usual_keys,
    usual_names,
    usual_whole_names,
)
from ingest.columns.usual_values import usual_numbers, usual_times, usual_whole_numbers
from ingest.ingestors.common import OwnRecord, RecordReference, ThingId
from ingest.ingestors.fields import Field
from ingest.mapping.cache import Cache
from ingest.mapping.cells import BadCell
from ingest.mapping.mapping import Raw
from ingest.mapping_files.binding import TextCleaner

Parts: TypeAlias = dict[str, "pa.Array[Any]"]
"""What goes into a record of each of some values, by name; none where a value has nothing of it."""

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
        """A part row by row."""
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
        self._names, self._read = _parts_of(field.type)
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
        type_, cleaning = self._field.type, self._cleaner.cleaning
        if cleaning.steps:
            return None
        if isinstance(type_, ThingId):
            return _usual_thing(texts, cleaning.context, type_.thing)
        form = _FORMS.get(type(type_))
        return form(texts, cleaning.context) if form else None

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
        return None if isinstance(value, InvalidValue | Kept) else self._read(value)


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
    parts: Parts = {name: pa.array([None], _TYPES.get(name, _TEXT)) for name in _parts_of(type_)[0]}
    return DistinctTexts(pa.array([0] * count, pa.int32()), parts, np.zeros(1, dtype=bool))


_CACHED = 20_000
_NO_ROW: Raw = MappingProxyType({})
_UNREAD = (BadCell, BadCell("", "is a list or an object"))
"""Stands for a value that is looked at in its row."""
_JSON = ("properties", "in_order", "moment", "is_json")
"""Parts that are JSON, or no text."""
_TYPES = {"moment": TIME, "is_json": pa.bool_()}

NUMBERS = (DecimalNumber, WholeNumber, Flag)
"""Types whose values are no texts: they stand in JSON without quotes."""
NAME_PARTS = ("value", "title", "name_suffix", "birth_name", "gender")
"""What a given or a family name says."""

Read = Callable[[Any], "tuple[Any, ...] | None"]
"""Reads parts of a clean value, which may be None; None for a value that says more."""


def _parts_of(type_: ValueType) -> tuple[tuple[str, ...], Read]:
    """The names of what clean values of a type give, and how it is read."""
    if isinstance(type_, IdentifierType):
        return ("value", "properties", "in_order"), _of_identifier
    found = next((it for kind, it in _READS.items() if isinstance(type_, kind)), None)
    return found or (("value",), _of_text)


def _of_text(value: Any) -> tuple[Any, ...] | None:
    return (value or None,) if value is None or isinstance(value, str) else None


def _of_record(value: Any) -> tuple[Any, ...]:
    return (None, None) if value is None else (value.source_id, value.source)


def _of_time(value: Any) -> tuple[Any, ...]:
    return (None, None) if value is None else (value.isoformat(), value)


def _of_number(value: Any) -> tuple[Any, ...]:
    return (None if value is None else orjson.dumps(value).decode(),)


def _of_json(value: Any) -> tuple[Any, ...] | None:
    if isinstance(value, list | dict):
        return None
    is_text = value is None or isinstance(value, str)
    return (value if is_text else json.dumps(value), not is_text)


def _of_given(value: PersonName | None) -> tuple[Any, ...] | None:
    return _of_name(value, value and value.given)


def _of_family(value: PersonName | None) -> tuple[Any, ...] | None:
    return _of_name(value, value and value.family)


def _of_name(value: PersonName | None, name: str | None) -> tuple[Any, ...] | None:
    if value is None:
        return (None,) * len(NAME_PARTS)
    said = value.title, value.suffix, value.birth_name, value.gender
    return (name, *(it or None for it in said)) if name else None


def _of_greeting(value: Salutation | None) -> tuple[Any, ...]:
    return (None, None) if value is None else (value.gender or None, value.title or None)


def _of_street(value: Street | None) -> tuple[Any, ...] | None:
    if value is None:
        return (None,) * 5
    if "," in value.line or not value.name or not value.whole:
        return None
    names = value.name, value.whole
    return (*names, value.number or None, *map(folded_street, names))


def _of_identifier(value: Identifier | None) -> tuple[Any, ...]:
    if value is None:
        return None, None, "{}"
    properties = orjson.dumps(value.properties).decode() if value.properties else None
    return value.value, properties, orjson.dumps(value.properties, option=orjson.OPT_SORT_KEYS).decode()


_READS: Mapping[type[ValueType], tuple[tuple[str, ...], Read]] = {
    OwnRecord: (("value", "source"), _of_record),
    ThingId: (("value",), _of_text),
    RecordReference: (("value", "source"), _of_record),
    Day: (("value",), _of_text),
    Time: (("value", "moment"), _of_time),
    **dict.fromkeys(NUMBERS, (("value",), _of_number)),
    Json: (("value", "is_json"), _of_json),
    GivenName: (NAME_PARTS, _of_given),
    FamilyName: (NAME_PARTS, _of_family),
    SalutationText: (("gender", "title"), _of_greeting),
    StreetLine: (("name", "whole", "number", "folded_name", "folded_whole"), _of_street),
}


def _usual_key(texts: Texts, context: Context) -> Parts:
    del context
    return {"value": usual_keys(texts)}


def _usual_record(texts: Texts, context: Context) -> Parts:
    found = usual_keys(texts)
    return {
        "value": found,
        "source": pa.array([context.word("source") or context.source] * len(found), _TEXT),
    }


def _usual_email(texts: Texts, context: Context) -> Parts:
    del context
    found = usual_emails(texts)
    properties = pc.binary_join_element_wise('{"domain":"', domains(found), '"}', "")
    return {"value": found, "properties": properties, "in_order": properties}


def _usual_phone(texts: Texts, context: Context) -> Parts | None:
    if (context.word("country") or context.country) != "DE":
        return None
    found, line = usual_german_phones(texts)
    properties = pc.binary_join_element_wise('{"country":"DE","line":"', line, '"}', "")
    return {"value": found, "properties": properties, "in_order": properties}


def _usual_name(texts: Texts, context: Context) -> Parts:
    del context
    none: pa.Array[Any] = pa.nulls(len(texts), _TEXT)
    return dict.fromkeys(NAME_PARTS, none) | {"value": usual_names(texts)}


def _usual_whole_name(texts: Texts, context: Context) -> Parts | None:
    if context.word("order"):
        return None
    return {"value": usual_whole_names(texts)}


def _usual_birth(texts: Texts, context: Context) -> Parts:
    return {"value": usual_birth_dates(texts, context)}


def _usual_thing(texts: Texts, context: Context, thing: str) -> Parts:
    namespace = context.word("source") or context.namespace(thing)
    return {"value": joined(f"{namespace}:", usual_keys(texts))}


def _usual_time(texts: Texts, context: Context) -> Parts:
    return dict(zip(("value", "moment"), usual_times(texts, context), strict=True))


def _usual_number(texts: Texts, context: Context) -> Parts:
    return {"value": usual_numbers(texts, context)}


def _usual_whole(texts: Texts, context: Context) -> Parts:
    del context
    return {"value": usual_whole_numbers(texts)}


_FORMS: Mapping[type[ValueType], Callable[[Texts, Context], Parts | None]] = {
    OwnRecord: _usual_record,
    RecordReference: _usual_record,
    Key: _usual_key,
    Time: _usual_time,
    Amount: _usual_number,
    DecimalNumber: _usual_number,
    WholeNumber: _usual_whole,
    Quantity: _usual_whole,
    Email: _usual_email,
    Phone: _usual_phone,
    BirthDate: _usual_birth,
    FullName: _usual_whole_name,
    GivenName: _usual_name,
    FamilyName: _usual_name,
}
"""Forms that are told for a whole column, by the exact type of a field."""
