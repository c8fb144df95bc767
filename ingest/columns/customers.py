"""Customers whose fields say nothing unusual, made column by column; `ingest.ingestors` makes the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.journal.arrow import compute as pc
from graph.journal.record_arrays import IdentifierTexts, RecordTexts, Texts, listed
from ingest.cleaning.base import Context
from ingest.cleaning.contacts import IdentifierType
from ingest.columns.addresses import FIELDS as OF_ADDRESS
from ingest.columns.addresses import Addresses
from ingest.columns.distinct import DistinctTexts, TextColumn
from ingest.ingestors.common import IDENTIFIERS
from ingest.ingestors.customer import CUSTOMER
from ingest.ingestors.fields import Field
from ingest.mapping.expressions import Column, always
from ingest.mapping.mapping import RowMapping
from ingest.mapping_files.binding import TextCleaner

_KINDS = {it.name: it.type.kind for it in IDENTIFIERS if isinstance(it.type, IdentifierType)}
_UNREAD = ("full_name", "address_text", "other_names")
"""Fields that are taken apart row by row."""
_APART = ("source_id", "observed_at", "salutation", *OF_ADDRESS)
_NEEDED = ("source_id",)
_NAME = ("given_name", "middle_name", "family_name", "name_suffix")

Lines: TypeAlias = "npt.NDArray[np.int64]"
Places: TypeAlias = "npt.NDArray[np.intp]"
Repairs: TypeAlias = "Mapping[str, Callable[[str], str]]"
"""How the texts of columns are put right, by name."""


@dataclass(frozen=True)
class CustomerColumns:
    """How the columns of a file become customers: by field the name of its column, and how it is cleaned."""

    context: Context
    fields: Mapping[str, tuple[str, TextColumn]]

    @classmethod
    def of(cls, mapping: RowMapping) -> CustomerColumns | None:
        """Those of a mapping whose fields are a column each, and nothing else is said of rows; else None."""
        if mapping.ingestor is not CUSTOMER or mapping.applies is not always:
            return None
        if mapping.rules or mapping.explode or mapping.deletes:
            return None
        found = {}
        for bound in mapping.fields:
            [value, *others] = bound.values
            if others or not isinstance(value.read, Column) or not _is_read(bound.field):
                return None
            if not isinstance(value.clean, TextCleaner):
                return None
            found[bound.field.name] = value.read.name, TextColumn(bound.field, value.clean)
        return cls(mapping.context, found) if mapping.required == _NEEDED else None

    @property
    def columns(self) -> set[str]:
        """The columns of the file that are read."""
        return {name for name, _ in self.fields.values()}

    def made(
        self, texts: Mapping[str, Sequence[str]], repairs: Repairs, file: str, lines: Lines
    ) -> tuple[pa.Table, Places]:
        """Rows of the journal for the usual rows of a file, and which rows these are."""
        found = {
            name: column.distinct(texts[source], repairs.get(source))
            for name, (source, column) in self.fields.items()
        }
        usual = np.logical_and.reduce([column.usual_rows for column in found.values()])
        usual &= found["source_id"].column("value").is_valid().to_numpy(zero_copy_only=False)
        places = np.flatnonzero(usual)
        while True:
            chosen = {name: column.of_rows(places) for name, column in found.items()}
            addresses = Addresses(chosen, len(places), self.context.country)
            if addresses.usual_rows.all():
                return self._records(chosen, addresses, file, lines[places]).rows(), places
            places = places[addresses.usual_rows]

    def _records(
        self, found: Mapping[str, DistinctTexts], addresses: Addresses, file: str, lines: Lines
    ) -> RecordTexts:
        attributes = {
            name: it.column("value") for name, it in found.items() if name not in (*_APART, *_KINDS)
        }
        attributes |= {**_said(attributes, found), **addresses.attributes}
        identifiers = [_identifiers(name, found[name]) for name in _KINDS if name in found]
        times = found.get("observed_at")
        return RecordTexts(
            self.context.source,
            found["source_id"].column("value"),
            attributes,
            [*identifiers, addresses.identifiers],
            times.column("observed_at") if times else pa.nulls(len(lines), _TIME),
            times.column("observed_json") if times else pa.array(["null"] * len(lines), pa.string()),
            file,
            lines,
        )


_TIME = pa.timestamp("us", tz="UTC")


def _is_read(field: Field) -> bool:
    """Whether a field is one that is read here."""
    return (
        field.name not in _UNREAD
        and field.name in CUSTOMER.field
        and (not field.several or field.name in _KINDS)
    )


def _said(stated: Mapping[str, Texts], found: Mapping[str, DistinctTexts]) -> dict[str, Texts]:
    """The whole name of whom a field names, and what a salutation says where no field does."""
    said = {}
    if parts := [stated[name] for name in _NAME if name in stated]:
        whole = listed(parts, " ")
        named = [stated[name].is_valid() for name in ("given_name", "family_name") if name in stated]
        said["full_name"] = pc.if_else(
            reduce(pc.or_, named, pa.scalar(False)), whole, pa.scalar(None, pa.string())
        )
    if "salutation" in found:
        for name in ("gender", "title"):
            greeting = found["salutation"].column(name)
            said[name] = pc.coalesce(stated[name], greeting) if name in stated else greeting
    return said


def _identifiers(name: str, column: DistinctTexts) -> IdentifierTexts:
    parts = (column.column(part) for part in ("value", "properties", "in_order"))
    return IdentifierTexts(_KINDS[name], *parts)
