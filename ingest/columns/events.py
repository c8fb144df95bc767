"""Everything but customers, column by column: what an ingestor makes of a row whose values are blanks, it
makes of all rows that have the same fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as pa

from graph.entries import Event, Identifier, Origin
from graph.journal.appending.blanks import Blank, JsonBlank
from graph.journal.appending.encode import event_columns
from graph.journal.appending.event_arrays import STORED, EventForm
from graph.journal.appending.record_arrays import Texts
from graph.journal.tables.arrow import compute as pc
from ingest.cleaning.base import ValueType
from ingest.cleaning.identifiers.identifiers import IdentifierType
from ingest.cleaning.numbers.money import PricedAmount, PricedBlank
from ingest.columns.awaited import QuarantineOfFile
from ingest.columns.distinct import DistinctTexts
from ingest.columns.left_out import Found, left_out, tell_more
from ingest.columns.part import Part
from ingest.columns.sources import BlockValues, FieldSource, are_read, differ, sources_of
from ingest.columns.value_parts import BESIDE, NUMBERS
from ingest.ingestors.common import OwnRecord, RecordReference
from ingest.ingestors.customer import CUSTOMER
from ingest.ingestors.fields import CleanRow, Field, RecordKey
from ingest.mapping.mapping import RowMapping
from ingest.mapping_files.binding import LabelledCleaner

_FEWEST = 8
"""Rows of the same fields that are worth a form."""
_MOST_FORMS = 1_000
_STATES = 3
"""A value is not there, there, or there as JSON where others of its column are texts."""
_MOST_VALUES = 64
"""States of a value that tells what becomes of a row: not there, and what it is."""
_MOST_CODES = 2**62

_Forms = list[EventForm] | None
"""What becomes of rows; None where that depends on what is in their values."""


@dataclass(frozen=True)
class EventColumns:
    """How the rows of one entry of a mapping become events."""

    mapping: RowMapping
    fields: Mapping[str, Sequence[FieldSource]]
    forms: dict[int, _Forms] = field(default_factory=dict)
    values: dict[str, dict[Any, int]] = field(default_factory=dict)
    """Of fields by whose values it is told what becomes of a row, those seen so far, numbered from 1."""

    @classmethod
    def of(cls, mapping: RowMapping) -> EventColumns | None:
        """Those of a mapping without lists; None for others, and where lines of orders are told apart by
        those before them."""
        if mapping.ingestor is CUSTOMER or mapping.explode:
            return None
        is_line = mapping.ingestor.kind == "order_line"
        if (is_line and "line" not in mapping.mapped) or "line_total" in mapping.mapped:
            return None
        fields = {it.field.name: sources_of(it) for it in mapping.fields}
        found = cls(mapping, fields)
        states = prod(found._count(name) for name, sources in fields.items() for _ in sources)
        return found if states < _MOST_CODES and all(map(are_read, mapping.fields)) else None

    def made(self, values: BlockValues, quarantine: QuarantineOfFile) -> Part:
        """What becomes of rows that the entry applies to."""
        found = {name: [it.distinct(values) for it in sources] for name, sources in self.fields.items()}
        usual, codes = self._usual(found), self._codes(found, len(values.lines))
        usual &= codes >= 0
        tables, owners = [pa.table(event_columns([]))], [values.places[:0]]
        for code, count in zip(*np.unique(codes[usual], return_counts=True), strict=True):
            places = np.flatnonzero(usual & (codes == code))
            forms = self._forms(int(code)) if count >= _FEWEST else None
            if forms is None:
                usual[places] = False
                continue
            filled = _Filled(found, places)
            for form in forms:
                tables.append(form.rows(filled.texts, filled.moments, quarantine.file, values.lines[places]))
                owners.append(values.places[places])
        told = left_out(self.mapping, found, values, np.flatnonzero(usual), quarantine)
        return Part("events", pa.concat_tables(tables), np.concatenate(owners), values.places[~usual], told)

    def _usual(self, found: Found) -> npt.NDArray[np.bool_]:
        columns = [column for columns in found.values() for column in columns]
        usual: npt.NDArray[np.bool_] = np.logical_and.reduce([column.usual_rows for column in columns])
        usual &= ~tell_more(self.mapping, found, len(usual))
        for name in self.mapping.required:
            there = [it.column("value").is_valid().to_numpy(zero_copy_only=False) for it in found[name]]
            usual &= np.logical_or.reduce(there)
        for several in found.values():
            if len(several) > 1:
                usual &= differ([_in_lower_case(it) for it in several])
        for period in self.mapping.ingestor.periods:
            ends = [found[name][0].column("moment") for name in period.ends if name in found]
            if ends:
                late = pc.less(pc.coalesce(*ends), found[period.start][0].column("moment"))
                usual &= ~late.fill_null(False).to_numpy(zero_copy_only=False)
        return usual

    def _count(self, name: str) -> int:
        """How many states the values of a field can have."""
        return _MOST_VALUES if self._told_by(name) else _STATES

    def _told_by(self, name: str) -> str | None:
        """The part of a field's value by which it is told what becomes of a row; None where it is told by the
        value's being there."""
        if name in self.mapping.ingestor.by_value:
            return "value"
        return BESIDE if isinstance(self.mapping.ingestor.field[name].type, PricedAmount) else None

    def _codes(self, found: Found, count: int) -> npt.NDArray[np.int64]:
        """One number a row for the states of all its values; below zero where there are too many values."""
        codes = np.zeros(count, dtype=np.int64)
        factor, too_many = 1, np.zeros(count, dtype=bool)
        for name, column in ((name, column) for name, columns in found.items() for column in columns):
            part = self._told_by(name)
            states = (self._numbered(name, column, part) if part else _states(column))[
                column.codes.to_numpy()
            ]
            too_many |= states < 0
            codes += states * factor
            factor *= self._count(name)
        codes[too_many] = -1
        return codes

    def _numbered(self, name: str, column: DistinctTexts, part: str) -> npt.NDArray[np.int64]:
        known = self.values.setdefault(name, {})
        there = column.parts["value"].is_valid()
        told = column.parts[part].filter(there).dictionary_encode("encode")
        values = told.dictionary.to_pylist()
        for value in values:
            if len(known) < _MOST_VALUES - 1:
                known.setdefault(value, len(known) + 1)
        states = np.zeros(len(there), dtype=np.int64)
        numbers = np.array([known.get(value, -1) for value in values], dtype=np.int64)
        states[there.to_numpy(zero_copy_only=False)] = numbers[told.indices.to_numpy()]
        return states

    def _value(self, declared: Field, number: int, state: int) -> Any:
        """The clean value of a field, or a blank for it."""
        part = self._told_by(declared.name)
        if part is None:
            return _blank(declared, number, is_json=state > 1)
        value = list(self.values[declared.name])[state - 1]
        if part == BESIDE:
            return _priced(declared, number, value)
        return orjson.loads(value) if isinstance(declared.type, NUMBERS) else value

    def _forms(self, code: int) -> _Forms:
        if code not in self.forms:
            if len(self.forms) >= _MOST_FORMS:
                return None
            self.forms[code] = self._forms_of(code)
        return self.forms[code]

    def _forms_of(self, code: int) -> _Forms:
        """What the ingestor makes of blanks."""
        values: dict[str, Any] = {}
        for bound in self.mapping.fields:
            blanks = []
            for number, source in enumerate(bound.values[: len(self.fields[bound.field.name])]):
                code, state = divmod(code, self._count(bound.field.name))
                if state:
                    blank = self._value(bound.field, number, state)
                    clean = source.clean
                    blanks.append((clean.label, blank) if isinstance(clean, LabelledCleaner) else blank)
            if blanks:
                values[bound.field.name] = tuple(blanks) if bound.field.several else blanks[0]
        refused = _OfNone(self.mapping.ingestor.by_refusal)
        row = CleanRow(self.mapping.context, Origin("", 0), values, self.mapping.mapped, refused=refused)
        try:
            made = self.mapping.ingestor.entries(row)
        except Exception:  # whoever looks into a blank may also stumble over it
            return None
        return [EventForm(entry) for entry in made if isinstance(entry, Event)]


class _OfNone(frozenset[str]):
    """No field of which a text could not be used; nobody may ask of others than the kind says it asks of."""

    def __contains__(self, name: object) -> bool:
        if not super().__contains__(name):
            raise LookupError(name)
        return False


def _states(column: DistinctTexts) -> npt.NDArray[np.int64]:
    states = column.parts["value"].is_valid().to_numpy(zero_copy_only=False).astype(np.int64)
    if "is_json" in column.parts:
        states += column.parts["is_json"].fill_null(False).to_numpy(zero_copy_only=False)
    return states


def _blank(declared: Field, number: int, *, is_json: bool) -> Any:
    """The clean value of a field that is not known yet."""
    type_: ValueType = declared.type

    def named(part: str) -> Blank:
        return Blank.named(f"{declared.name}/{number}/{part}")

    if isinstance(type_, IdentifierType):
        properties = JsonBlank.named(f"{declared.name}/{number}/in_order")
        return Identifier(type_.kind, named("value"), cast(dict[str, Any], properties))
    if type(type_) in (OwnRecord, RecordReference):
        return RecordKey(named("source"), named("value"))
    if is_json or isinstance(type_, NUMBERS):
        return JsonBlank.named(f"{declared.name}/{number}/value")
    return named("value")


def _priced(declared: Field, number: int, beside: str | None) -> Any:
    """The amount that is not known yet, with the currency that stands beside it."""
    blank = _blank(declared, number, is_json=True)
    if beside is None:
        return blank
    sign, currency, may_be = orjson.loads(beside)
    return PricedBlank.of(blank.name, sign, currency, frozenset(may_be))


_MADE: Mapping[str, Callable[[str], str]] = {
    "lower": str.lower,
    "behind:": lambda text: text.partition(":")[2],
}
"""What blanks may ask for that are made of a text."""


class _Filled:
    """What blanks stand for in some rows."""

    def __init__(self, found: Found, places: npt.NDArray[np.intp]) -> None:
        self._found, self._places = found, pa.array(places)
        self._codes: dict[tuple[str, str], Any] = {}
        self._texts: dict[str, Texts] = {}

    def texts(self, name: str) -> Texts:
        """The texts that are asked for by a name."""
        if name not in self._texts:
            self._texts[name] = self._read(name)
        return self._texts[name]

    def moments(self, name: str) -> Texts:
        """The values of a column of times as timestamps rather than texts."""
        column, number, _ = name.split("/")
        return self._taken(column, number, self._found[column][int(number)].parts["moment"])

    def _read(self, name: str) -> Texts:
        column, number, asked = name.split("/", 2)
        part, _, made = asked.partition(".")
        parts = self._found[column][int(number)].parts
        if f".{made}" == STORED:
            return self._taken(column, number, parts["properties"])
        texts = parts[part]
        return self._taken(column, number, _made_of(texts, _MADE[made]) if made else texts)

    def _taken(self, column: str, number: str, values: Any) -> Texts:
        key = column, number
        if key not in self._codes:
            self._codes[key] = pc.take(self._found[column][int(number)].codes, self._places)
        return pc.take(values, self._codes[key])


def _made_of(texts: Texts, make: Callable[[str], str]) -> Texts:
    return pa.array([text if text is None else make(text) for text in texts.to_pylist()], pa.string())


def _in_lower_case(column: DistinctTexts) -> DistinctTexts:
    return DistinctTexts(column.codes, {"value": _made_of(column.parts["value"], str.lower)}, column.usual)
