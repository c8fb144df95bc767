"""Customers whose fields say nothing unusual, made column by column; `ingest.ingestors` makes the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from graph.journal.appending.record_arrays import IdentifierTexts, RecordTexts, Texts, joined
from graph.journal.tables.arrow import compute as pc
from graph.journal.tables.schema import TIME
from ingest.cleaning.identifiers.identifiers import IdentifierType
from ingest.columns.addresses import Addresses
from ingest.columns.awaited import QuarantineOfFile
from ingest.columns.distinct import DistinctTexts
from ingest.columns.left_out import Found, left_out, tell_more
from ingest.columns.names import Names
from ingest.columns.part import Lines, Marks, Part
from ingest.columns.sources import BlockValues, FieldSource, are_read, differ, sources_of
from ingest.columns.value_parts import NUMBERS
from ingest.columns.whole_names import WholeNames
from ingest.ingestors.common import IDENTIFIERS
from ingest.ingestors.customer import CUSTOMER
from ingest.ingestors.customer_addresses import ADDRESS_FIELDS
from ingest.ingestors.fields import OF_TRAITS, Field
from ingest.mapping.mapping import BoundField, RowMapping

_KINDS = {it.name: it.type.kind for it in IDENTIFIERS if isinstance(it.type, IdentifierType)}
_UNREAD = ("address_text", "other_names")
"""Fields that are taken apart row by row."""
_APART = ("source_id", "observed_at", "salutation", "full_name", "given_name", "family_name", *ADDRESS_FIELDS)
_COMPANIES = ("employer", "organization_name")
_NEEDED = ("source_id",)


@dataclass(frozen=True)
class CustomerColumns:
    """How the texts of a file become customers: the sources of each field."""

    mapping: RowMapping
    fields: Mapping[str, Sequence[FieldSource]]
    whole_names: WholeNames = field(default_factory=WholeNames)

    @classmethod
    def of(cls, mapping: RowMapping) -> CustomerColumns | None:
        """Those of a mapping of customers without lists whose fields are read here; None for others."""
        if mapping.ingestor is not CUSTOMER or mapping.required != _NEEDED or mapping.explode:
            return None
        if not all(_is_read(bound) for bound in mapping.fields):
            return None
        return cls(mapping, {it.field.name: sources_of(it) for it in mapping.fields})

    def made(self, values: BlockValues, quarantine: QuarantineOfFile) -> Part:
        """What becomes of rows that the entry applies to."""
        found = {name: [it.distinct(values) for it in sources] for name, sources in self.fields.items()}
        places = np.flatnonzero(self._usual(found, len(values.lines)))
        while True:
            chosen = {name: [it.of_rows(places) for it in columns] for name, columns in found.items()}
            addresses = Addresses(_single(chosen), len(places), self.mapping.context.country)
            if addresses.usual_rows.all():
                break
            places = places[addresses.usual_rows]
        rows = self._records(chosen, addresses, quarantine.file, values.lines[places]).rows()
        told = left_out(self.mapping, found, values, places, quarantine)
        return Part("records", rows, values.places[places], np.delete(values.places, places), told)

    def _usual(self, found: Found, count: int) -> Marks:
        columns = [column for columns in found.values() for column in columns]
        usual: Marks = np.logical_and.reduce([column.usual_rows for column in columns])
        usual &= ~tell_more(self.mapping, found, count)
        usual &= found["source_id"][0].column("value").is_valid().to_numpy(zero_copy_only=False)
        usual &= self._says_its_country(found, count)
        usual &= _names_no_company(found, count)
        usual &= _agree(found, count)
        for several in found.values():
            if len(several) > 1:
                usual &= differ(several)
        return usual

    def _says_its_country(self, found: Found, count: int) -> Marks:
        """Which rows are of the source's country or say of which: of others a foreign number may tell it."""
        says: Marks = np.ones(count, dtype=bool)
        if found.keys().isdisjoint(ADDRESS_FIELDS):
            return says
        for column in found.get("phone", ()):
            own = pc.match_substring(
                column.parts["properties"], f'"country":"{self.mapping.context.country}"'
            )
            says &= own.fill_null(True).to_numpy(zero_copy_only=False)[column.codes.to_numpy()]
        if "country" in found:
            says |= found["country"][0].column("value").is_valid().to_numpy(zero_copy_only=False)
        return says

    def _records(self, found: Found, addresses: Addresses, file: str, lines: Lines) -> RecordTexts:
        single = _single(found)
        names = Names(single, self.mapping.context.country, len(lines))
        attributes = {name: it.column("value") for name, it in single.items() if _is_plain(name)}
        attributes = names.with_said(attributes, self.whole_names) | addresses.attributes
        identifiers = [_identifiers(name, it) for name in _KINDS for it in found.get(name, ())]
        times = single.get("observed_at")
        return RecordTexts(
            self.mapping.context.source,
            single["source_id"].column("value"),
            attributes,
            _traits(single, {it.field.name: it.field for it in self.mapping.fields}),
            [*identifiers, addresses.identifiers],
            times.column("moment") if times else pa.array([None] * len(lines), TIME),
            times.column("value") if times else pa.nulls(len(lines), pa.string()),
            file,
            lines,
        )


def _names_no_company(found: Found, count: int) -> Marks:
    """In which rows the whole name is not that of the company too, which tells an organization."""
    other: Marks = np.ones(count, dtype=bool)
    for name in _COMPANIES if "full_name" in found else ():
        for column in found.get(name, ()):
            same = pc.equal(_folded(column), _folded(found["full_name"][0])).fill_null(False)
            other &= ~same.to_numpy(zero_copy_only=False)
    return other


def _agree(found: Found, count: int) -> Marks:
    """In which rows gender and salutation do not tell of two genders, which is to be told."""
    agree: Marks = np.ones(count, dtype=bool)
    if {"gender", "salutation"} <= found.keys():
        same = pc.equal(found["gender"][0].column("value"), found["salutation"][0].column("gender"))
        agree = same.fill_null(True).to_numpy(zero_copy_only=False)
    return agree


def _folded(column: DistinctTexts) -> Texts:
    folded = [text and text.casefold() for text in column.parts["value"].to_pylist()]
    return pa.array(folded, pa.string()).take(column.codes)


def _is_read(bound: BoundField) -> bool:
    """Whether a field is one that is read here, from sources that are."""
    name = bound.field.name
    if name in _UNREAD or not (name in CUSTOMER.field or name.startswith(OF_TRAITS)):
        return False
    if bound.field.several and name not in _KINDS:
        return False
    return are_read(bound)


def _is_plain(name: str) -> bool:
    """Whether a field is an attribute as it is."""
    return name not in _APART and not name.startswith(OF_TRAITS)


def _single(found: Found) -> dict[str, DistinctTexts]:
    """The fields that have one source, but for identifiers."""
    return {name: columns[0] for name, columns in found.items() if name not in _KINDS}


def _traits(found: Mapping[str, DistinctTexts], types: Mapping[str, Field]) -> dict[str, Texts]:
    """The traits of each record by name, as JSON."""
    return {
        name.removeprefix(OF_TRAITS): it.column("value")
        if isinstance(types[name].type, NUMBERS)
        else joined('"', it.column("value"), '"')
        for name, it in found.items()
        if name.startswith(OF_TRAITS)
    }


def _identifiers(name: str, column: DistinctTexts) -> IdentifierTexts:
    parts = (column.column(part) for part in ("value", "properties", "in_order"))
    return IdentifierTexts(_KINDS[name], *parts)
