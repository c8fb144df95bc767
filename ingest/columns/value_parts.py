"""What goes into a journal's row of the clean values of each type, and how usual texts are told at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import orjson
import pyarrow as pa

from graph.entries import Identifier
from graph.journal.appending.record_arrays import Texts, is_plain, joined
from graph.journal.tables.arrow import compute as pc
from ingest.cleaning.attributes import DoubtfulPlace
from ingest.cleaning.base import Context, ValueType
from ingest.cleaning.dates.birth_dates import BirthDate
from ingest.cleaning.dates.times import RequiredTime, Time
from ingest.cleaning.identifiers.emails import Email
from ingest.cleaning.identifiers.identifiers import IdentifierType
from ingest.cleaning.identifiers.phones import Phone
from ingest.cleaning.names.fields import FamilyName, FullName, GivenName
from ingest.cleaning.names.names import PersonName
from ingest.cleaning.names.salutations import Salutation, SalutationText
from ingest.cleaning.numbers.money import Amount, Priced, PricedAmount, Quantity
from ingest.cleaning.numbers.numbers import DecimalNumber, Flag, WholeNumber
from ingest.cleaning.numbers.scores import ScaledScore
from ingest.cleaning.places.postal_codes import PlacedCode
from ingest.cleaning.places.streets import Street, StreetLine, split_street
from ingest.cleaning.texts import Json, Key
from ingest.cleaning.trait_values import Day
from ingest.columns.street_lines import usual_street_lines
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

Parts: TypeAlias = dict[str, "pa.Array[Any]"]
"""What goes into a record of each of some values, by name; none where a value has nothing of it."""

_TEXT = pa.string()
NUMBERS = (DecimalNumber, WholeNumber, Flag)
"""Types whose values are no texts: they stand in JSON without quotes."""
NAME_PARTS = ("value", "title", "name_suffix", "birth_name", "gender")
"""What a given or a family name says."""
BESIDE = "beside"
"""What stands beside an amount, as JSON: the sign, its currency, and all that it may be."""
STREET_PARTS = ("name", "whole", "number", "line")
"""What the line of a street says."""

Read = Callable[[Any], "tuple[Any, ...] | None"]
"""Reads parts of a clean value, which may be None; None for a value that says more."""


def parts_of(type_: ValueType) -> tuple[tuple[str, ...], Read]:
    """The names of what clean values of a type give, and how it is read."""
    if isinstance(type_, IdentifierType):
        return ("value", "properties", "in_order"), _of_identifier
    found = next((it for kind, it in _READS.items() if isinstance(type_, kind)), None)
    return found or (("value",), _of_text)


def _of_text(value: Any) -> tuple[Any, ...] | None:
    if isinstance(value, DoubtfulPlace | PlacedCode):  # what the row says besides decides
        return None
    return (value or None,) if value is None or isinstance(value, str) else None


def _of_record(value: Any) -> tuple[Any, ...]:
    return (None, None) if value is None else (value.source_id, value.source)


def _of_time(value: Any) -> tuple[Any, ...]:
    return (None, None) if value is None else (value.isoformat(), value)


def _of_number(value: Any) -> tuple[Any, ...] | None:
    if isinstance(value, ScaledScore):  # the row has its scale
        return None
    return (None if value is None else orjson.dumps(value).decode(),)


def _of_priced(value: Any) -> tuple[Any, ...]:
    if isinstance(value, Priced):
        beside = orjson.dumps([value.sign, value.currency, sorted(value.may_be)]).decode()
        return orjson.dumps(value.amount).decode(), beside
    return None if value is None else orjson.dumps(value).decode(), None


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
    if value.organization or value.household:  # what the row says besides decides
        return None
    said = value.title, value.suffix, value.birth_name, value.gender
    return (name, *(it or None for it in said)) if name else None


def _of_greeting(value: Salutation | None) -> tuple[Any, ...] | None:
    if value and value.household:  # what the row says besides decides
        return None
    return (None, None) if value is None else (value.gender or None, value.title or None)


def _of_street(value: Street | None) -> tuple[Any, ...] | None:
    if value is None:
        return (None,) * len(STREET_PARTS)
    if "," in value.line or not value.name or not value.whole:
        return None
    return value.name, value.whole, value.number or None, value.line


def street_parts(line: str, country: str) -> tuple[Any, ...]:
    """The parts of a usual line of an address, as it is read in a country; all are None of an empty one."""
    return _of_street(split_street(line, country) if line else None) or (None,) * len(STREET_PARTS)


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
    PricedAmount: (("value", BESIDE), _of_priced),
    **dict.fromkeys(NUMBERS, (("value",), _of_number)),
    Json: (("value", "is_json"), _of_json),
    GivenName: (NAME_PARTS, _of_given),
    FamilyName: (NAME_PARTS, _of_family),
    SalutationText: (("gender", "title"), _of_greeting),
    StreetLine: (STREET_PARTS, _of_street),
}


def _usual_key(texts: Texts, context: Context) -> Parts:
    del context
    return {"value": usual_keys(texts)}


def _usual_record(texts: Texts, context: Context) -> Parts | None:
    source = context.word("source") or context.source
    if not is_plain(source):
        return None
    found = usual_keys(texts)
    return {"value": found, "source": pa.array([source] * len(found), _TEXT)}


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


def _usual_thing(texts: Texts, context: Context, thing: str) -> Parts | None:
    namespace = context.word("source") or context.namespace(thing)
    if not is_plain(namespace):
        return None
    return {"value": joined(f"{namespace}:", usual_keys(texts))}


def _usual_time(texts: Texts, context: Context) -> Parts:
    return dict(zip(("value", "moment"), usual_times(texts, context), strict=True))


def _usual_number(texts: Texts, context: Context) -> Parts:
    return {"value": usual_numbers(texts, context)}


def _usual_priced(texts: Texts, context: Context) -> Parts:
    return {"value": usual_numbers(texts, context), BESIDE: pa.nulls(len(texts), _TEXT)}


def _usual_whole(texts: Texts, context: Context) -> Parts:
    del context
    return {"value": usual_whole_numbers(texts)}


_FORMS: Mapping[type[ValueType], Callable[[Texts, Context], Parts | None]] = {
    OwnRecord: _usual_record,
    RecordReference: _usual_record,
    Key: _usual_key,
    Time: _usual_time,
    RequiredTime: _usual_time,
    Amount: _usual_number,
    PricedAmount: _usual_priced,
    DecimalNumber: _usual_number,
    WholeNumber: _usual_whole,
    Quantity: _usual_whole,
    Email: _usual_email,
    Phone: _usual_phone,
    BirthDate: _usual_birth,
    FullName: _usual_whole_name,
    GivenName: _usual_name,
    FamilyName: _usual_name,
    StreetLine: usual_street_lines,
}
"""Forms that are told for a whole column, by the exact type of a field."""


def usual_parts(type_: ValueType, texts: Texts, context: Context) -> Parts | None:
    """Parts of the texts that have the usual form of a type, none for the others; None if it has no form."""
    if isinstance(type_, ThingId):
        return _usual_thing(texts, context, type_.thing)
    form = _FORMS.get(type(type_))
    return form(texts, context) if form else None
