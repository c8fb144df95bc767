"""Everything but customers, column by column: what an ingestor makes of a row whose values are blanks, it
makes of all rows that have the same fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.entries import Event, Identifier, Origin
from graph.journal.appending.blanks import Blank, JsonBlank
from graph.journal.appending.encode import event_columns
from graph.journal.appending.event_arrays import STORED, EventForm
from graph.journal.appending.record_arrays import Texts
from graph.journal.tables.arrow import compute as pc
from ingest.cleaning.base import ValueType
from ingest.cleaning.contacts import IdentifierType
from ingest.columns.distinct import NUMBERS, DistinctTexts
from ingest.columns.part import Part
from ingest.columns.sources import BlockValues, FieldSource, are_read, differ, sources_of
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
_MOST_VALUES = 39
"""Values of a row whose states one number of 64 bits tells."""

_Forms = list[EventForm] | None
"""What becomes of rows; None where that depends on what is in their values."""


@dataclass(frozen=True)
class EventColumns:
    """How the rows of one entry of a mapping become events."""

    mapping: RowMapping
    fields: Mapping[str, Sequence[FieldSource]]
    forms: dict[int, _Forms] = field(default_factory=dict)

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
        if not all(map(are_read, mapping.fields)) or sum(map(len, fields.values())) > _MOST_VALUES:
            return None
        return cls(mapping, fields)

    def made(self, values: BlockValues, file: str) -> Part:
        """What becomes of rows that the entry applies to."""
        found = {name: [it.distinct(values) for it in sources] for name, sources in self.fields.items()}
        usual, codes = self._usual(found), _codes(found, len(values.lines))
        tables, owners = [pa.table(event_columns([]))], [values.places[:0]]
        for code, count in zip(*np.unique(codes[usual], return_counts=True), strict=True):
            places = np.flatnonzero(usual & (codes == code))
            forms = self._forms(int(code)) if count >= _FEWEST else None
            if forms is None:
                usual[places] = False
                continue
            filled = _Filled(found, places)
            for form in forms:
                tables.append(form.rows(filled.texts, filled.moments, file, values.lines[places]))
                owners.append(values.places[places])
        return Part("events", pa.concat_tables(tables), np.concatenate(owners), values.places[~usual])

    def _usual(self, found: Mapping[str, Sequence[DistinctTexts]]) -> npt.NDArray[np.bool_]:
        columns = [column for columns in found.values() for column in columns]
        usual: npt.NDArray[np.bool_] = np.logical_and.reduce([column.usual_rows for column in columns])
        for name in self.mapping.required:
            there = [it.column("value").is_valid().to_numpy(zero_copy_only=False) for it in found[name]]
            usual &= np.logical_or.reduce(there)
        for several in found.values():
            if len(several) > 1:
                usual &= differ([_in_lower_case(it) for it in several])
        return usual

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
                code, state = divmod(code, _STATES)
                if state:
                    blank = _blank(bound.field, number, is_json=state > 1)
                    clean = source.clean
                    blanks.append((clean.label, blank) if isinstance(clean, LabelledCleaner) else blank)
            if blanks:
                values[bound.field.name] = tuple(blanks) if bound.field.several else blanks[0]
        row = CleanRow(self.mapping.context, Origin("", 0), values, self.mapping.mapped)
        try:
            made = self.mapping.ingestor.entries(row)
        except Exception:  # whoever looks into a blank may also stumble over it
            return None
        return [EventForm(entry) for entry in made if isinstance(entry, Event)]


def _codes(found: Mapping[str, Sequence[DistinctTexts]], count: int) -> npt.NDArray[np.int64]:
    """One number a row for the states of all its values."""
    codes = np.zeros(count, dtype=np.int64)
    factor = 1
    for column in (column for columns in found.values() for column in columns):
        states = column.parts["value"].is_valid().to_numpy(zero_copy_only=False).astype(np.int64)
        if "is_json" in column.parts:
            states += column.parts["is_json"].fill_null(False).to_numpy(zero_copy_only=False)
        codes += states[column.codes.to_numpy()] * factor
        factor *= _STATES
    return codes


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


_MADE: Mapping[str, Callable[[str], str]] = {
    "lower": str.lower,
    "behind:": lambda text: text.partition(":")[2],
}
"""What blanks may ask for that are made of a text."""


class _Filled:
    """What blanks stand for in some rows."""

    def __init__(self, found: Mapping[str, Sequence[DistinctTexts]], places: npt.NDArray[np.intp]) -> None:
        self._found, self._places = found, pa.array(places)
        self._codes: dict[tuple[str, str], Any] = {}
        self._texts: dict[str, Texts] = {}

    def texts(self, name: str) -> Texts:
        """The texts that are asked for by a name."""
        if name not in self._texts:
            self._texts[name] = self._read(name)
        return self._texts[name]

    def moments(self, name: str) -> Texts:
        """Times as such."""
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
