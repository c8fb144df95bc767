"""What an ingestor declares: its fields, bound to the model, and how a clean row becomes entries."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from graph.entries import Entry, Origin
from graph.journal.appending.blanks import Blank, blank_digest
from graph.journal.appending.digests import digest_key
from graph.model import MODEL
from graph.model.types import Property, PropertyType
from ingest.cleaning.base import Context, ValueType
from ingest.cleaning.dates.times import RequiredTime, Time
from ingest.cleaning.numbers.money import Amount
from ingest.cleaning.numbers.numbers import DecimalNumber, Flag, WholeNumber
from ingest.cleaning.texts import Key, Text

OF_TRAITS = "traits."
"""What the names of fields begin with that feed traits."""


class RecordKey(NamedTuple):
    """Which record of which source."""

    source: str
    source_id: str


class InvalidRow(ValueError):  # noqa: N818 - a finding about data, like InvalidValue
    """Values that are fine each by itself contradict each other; names the field to look at."""

    def __init__(self, field_name: str, value: object, reason: str) -> None:
        super().__init__(reason)
        self.field = field_name
        self.value = str(value)
        self.reason = reason


@dataclass(frozen=True)
class Field:
    """One field that a mapping may feed. `several` fields take more than one value.

    A mapping may do without a required field that `may_be_left_out`; where one feeds it, each row needs it.
    """

    name: str
    type: ValueType
    description: str
    required: bool = False
    several: bool = False
    may_be_left_out: bool = False

    @property
    def needed(self) -> bool:
        """Whether no mapping may do without it."""
        return self.required and not self.may_be_left_out


@dataclass(slots=True)
class CleanRow:
    """Clean values of one row by field name; `several` fields hold tuples, empty fields are absent.

    `mapped` names the fields that the mapping feeds, whether this row has them or not, `refused` those that
    had a value here which could not be used.
    """

    context: Context
    origin: Origin
    values: dict[str, Any]
    mapped: frozenset[str] = frozenset()
    index: int = 0
    refused: frozenset[str] = frozenset()

    @property
    def source(self) -> str:
        """Name of the source."""
        return self.context.source

    def id_of(self, thing: str) -> str:
        """Id of the thing that the row states by its `number`: `namespace:number`."""
        return f"{self.context.namespace(thing)}:{self.values['number']}"

    def get(self, name: str) -> Any:
        """Value of a field, None if empty."""
        return self.values.get(name)

    def all(self, name: str) -> tuple[Any, ...]:
        """Values of a `several` field."""
        values: tuple[Any, ...] = self.values.get(name, ())
        return values

    def only(self, names: Iterable[str]) -> dict[str, Any]:
        """The values that are not empty, out of these fields."""
        values = self.values
        return {name: values[name] for name in names if name in values}

    @property
    def record(self) -> RecordKey:
        """The person's record that the row is about."""
        key: RecordKey = self.values["source_id"]
        return key


@dataclass(slots=True)
class CleanRows:
    """Clean values of many rows, column by column: each holds None where a row has no value.

    `refused` names the fields of a row, by its position, that had a value which could not be used.
    """

    context: Context
    origins: Sequence[Origin]
    values: Mapping[str, list[Any]]
    refused: Mapping[int, frozenset[str]]

    @classmethod
    def of(cls, rows: Sequence[CleanRow], fields: Iterable[str] = ()) -> "CleanRows":
        """Rows of one context, at least one; these fields come first, in their order."""
        names = dict.fromkeys([*fields, *(name for row in rows for name in row.values)])
        values = {name: [row.get(name) for row in rows] for name in names}
        refused = {at: row.refused for at, row in enumerate(rows) if row.refused}
        return cls(rows[0].context, [row.origin for row in rows], values, refused)

    def column(self, name: str) -> Sequence[Any]:
        """The values of a field, which the mapping may not feed."""
        return self.values.get(name) or [None] * len(self.origins)

    def have(self, *names: str) -> bool:
        """Whether the mapping feeds any of these fields."""
        return not self.values.keys().isdisjoint(names)

    @property
    def traits(self) -> list[dict[str, Any]]:
        """The traits of each row's person as the journal keeps them, by name."""
        found: list[dict[str, Any]] = [{} for _ in self.origins]
        for name, column in self.values.items():
            if not name.startswith(OF_TRAITS):
                continue
            for traits, value in zip(found, column, strict=True):
                if value is not None:
                    stored = value.isoformat() if isinstance(value, datetime) else value
                    traits[name.removeprefix(OF_TRAITS)] = stored
        return found


@dataclass(frozen=True)
class Period:
    """Fields that say from when something holds, and until when: the first of the `ends` that is there."""

    start: str
    ends: tuple[str, ...]
    reason: str
    """Why a row is refused in which the end lies before the start."""


@dataclass(frozen=True)
class Agreement:
    """Two fields that say the same in some of their values, as `said` tells of the `other`; a row in which
    they do not goes in with a remark."""

    field: str
    other: str
    values: frozenset[str]
    """Those of which one excludes another."""
    said: Callable[[Any], str]
    reason: str

    def broken(self, value: Any, other: Any) -> bool:
        """Whether values of the two fields contradict each other."""
        told = self.said(other) if other is not None else None
        return value != told and {value, told} <= self.values


@dataclass(frozen=True)
class Ingestor:
    """A kind of row: its fields, and the function that makes entries of a clean row.

    The function raises InvalidRow when the row as a whole makes no sense. `key_of` gives, of kinds with a
    `key`, that of the event which a row states, whatever else the row has. `one_of_each` makes the entry of
    each of many rows, of kinds whose rows are an entry each and make sense whatever they hold. Rows whose
    `periods` end before they begin make no sense; where `agreements` are broken it is told. What becomes of
    a row depends on what there is in fields `by_value`, which have few values, and on whether a value of
    fields `by_refusal` could not be used.
    """

    kind: str
    description: str
    fields: tuple[Field, ...]
    entries: Callable[[CleanRow], list[Entry]]
    key_of: Callable[[CleanRow], str] | None = None
    one_of_each: Callable[[CleanRows], Sequence[Entry]] | None = None
    periods: tuple[Period, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    by_value: tuple[str, ...] = ()
    by_refusal: tuple[str, ...] = ()

    def check(self, row: CleanRow) -> None:
        """Raises InvalidRow where a period of the row ends before it begins."""
        for period in self.periods:
            end = next((row.get(name) for name in period.ends if row.get(name)), None)
            if end and end < row.get(period.start):
                raise InvalidRow(period.ends[0], end.date(), period.reason)

    @property
    def field(self) -> Mapping[str, Field]:
        """Fields by name."""
        return {declared.name: declared for declared in self.fields}

    @cached_property
    def key(self) -> str | None:
        """The field that alone tells what a row is about from all others of its kind; None for none."""
        required = {declared.name for declared in self.fields if declared.required}
        if self.kind == "customer":
            return "source_id"
        return next((name for name in ("number", "id") if name in required), None)


_TYPES: dict[PropertyType, ValueType] = {
    PropertyType.TEXT: Text(),
    PropertyType.INTEGER: WholeNumber(),
    PropertyType.DECIMAL: DecimalNumber(),
    PropertyType.FLAG: Flag(),
    PropertyType.TIME: Time(),
    PropertyType.TEXTS: Text(),
}
_REQUIRED_TYPES = {**_TYPES, PropertyType.TIME: RequiredTime()}


@dataclass(frozen=True)
class _Declared:
    properties: tuple[Property, ...]
    types: Mapping[str, ValueType] = field(default_factory=dict)

    def fields(self, names: str) -> tuple[Field, ...]:
        by_name = {declared.name: declared for declared in self.properties}
        return tuple(
            self._field(by_name[name.rstrip("*")], required=name.endswith("*")) for name in names.split()
        )

    def _field(self, declared: Property, *, required: bool) -> Field:
        types = _REQUIRED_TYPES if required else _TYPES
        usual = Amount() if declared.money else types[declared.type]
        type_ = self.types.get(declared.name, usual)
        return Field(
            declared.name, type_, declared.description, required, several=declared.type is PropertyType.TEXTS
        )


def node_fields(label: str, names: str, **types: ValueType) -> tuple[Field, ...]:
    """Fields for these properties of a node kind; a star behind a name makes it required.

    Descriptions and value types come from the model unless given; raises KeyError for a property
    that the model does not have.
    """
    return _Declared(MODEL.node[label].properties, types).fields(names)


def edge_fields(type_: str, names: str, **types: ValueType) -> tuple[Field, ...]:
    """Fields for these properties of an edge kind, as in `node_fields`."""
    return _Declared(MODEL.edge[type_].properties, types).fields(names)


def time_field(name: str, description: str, *, required: bool = False) -> Field:
    """A field that holds a moment."""
    return Field(name, RequiredTime() if required else Time(), description, required)


def key_field(name: str, description: str, *, required: bool = False, several: bool = False) -> Field:
    """A field that holds the key of something."""
    return Field(name, Key(), description, required, several)


def digest(*parts: object) -> str:
    """A key made of values: the same for the same values, whatever is in them (32 hex digits)."""
    text = json.dumps([str(part) for part in parts], ensure_ascii=False)
    is_blank = any(isinstance(part, Blank) for part in parts)
    return blank_digest(text) if is_blank else digest_key(text)
