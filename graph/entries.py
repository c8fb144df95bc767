"""What the journal takes in: record versions, events and rejected rows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def _unchanging(class_: type[_Class]) -> type[_Class]:
    """A dataclass that is frozen for the type checker alone: at run time that takes four times as long for
    each object, and an ingest makes several for each row."""
    return dataclass(slots=True, unsafe_hash=True)(class_)


Scalar = str | int | float | bool | datetime | None
Properties = dict[str, Any]
"""Values by property name of the model; a value is a Scalar or a list of texts."""

SOURCE_NAME = re.compile(r"(?!\.+$)[\w.-]{1,60}")
"""What a source may be called: letters, digits, dots, dashes and underscores, and not of dots alone."""


@_unchanging
class Origin:
    """Where an entry was read: file name (or intake endpoint) and line or row, from 1."""

    file: str
    line: int


@_unchanging
class Identifier:
    """A normalised identifier value of a model identifier kind, with properties of its node."""

    kind: str
    value: str
    properties: Properties = field(default_factory=dict)


@_unchanging
class NodeItem:
    """A node to create or update; `key` in the order of the kind's key properties."""

    label: str
    key: tuple[str, ...]
    properties: Properties = field(default_factory=dict)


@_unchanging
class EdgeItem:
    """An edge between two nodes named by label and key; missing end nodes are created bare."""

    type: str
    start: tuple[str, tuple[str, ...]]
    end: tuple[str, tuple[str, ...]]
    properties: Properties = field(default_factory=dict)


@_unchanging
class CountedItem:
    """One observation of a COUNTED edge from the event's subject record to a node."""

    type: str
    label: str
    key: str


@_unchanging
class RecordVersion:
    """What a source states about one person at one time.

    `attributes` holds PERSON_PROPERTIES only, `traits` what the source declares besides. `observed_at` is the
    source's time of the statement, null where it gives none (the time of ingestion then counts). `ended` says
    why the record is no more (`missing` from a full state of the source, or `deleted` by it): it ends what
    was stated before, and states nothing.
    """

    source: str
    source_id: str
    attributes: Properties
    identifiers: tuple[Identifier, ...]
    observed_at: datetime | None
    origin: Origin
    ended: str = ""
    traits: Properties = field(default_factory=dict)


@_unchanging
class Event:
    """Anything else that a source tells: an order, a ticket, a view, a referral, a product.

    `key` is deterministic and unique within `kind`; a later entry with the same key is a new
    version. `source_id` is the record it is about, null for products and campaigns; `ended` as in
    `RecordVersion`. `details` stay in the journal: what the graph has no place for.
    """

    kind: str
    key: str
    source: str
    source_id: str | None
    at: datetime | None
    origin: Origin
    identifiers: tuple[Identifier, ...] = ()
    nodes: tuple[NodeItem, ...] = ()
    edges: tuple[EdgeItem, ...] = ()
    counted: tuple[CountedItem, ...] = ()
    details: Properties = field(default_factory=dict)
    ended: str = ""

    def with_more(
        self,
        nodes: Iterable[NodeItem] = (),
        edges: Iterable[EdgeItem] = (),
        counted: Iterable[CountedItem] = (),
    ) -> "Event":
        """The event with further items; `dataclasses.replace` would take ten times as long."""
        return Event(
            self.kind,
            self.key,
            self.source,
            self.source_id,
            self.at,
            self.origin,
            self.identifiers,
            (*self.nodes, *nodes),
            (*self.edges, *edges),
            (*self.counted, *counted),
            self.details,
            self.ended,
        )


@_unchanging
class Rejection:
    """A row that stayed out, and why; `row` is the raw row as JSON, kept in quarantine only.

    `about` is what the row states something of, kind and key, where these are known.
    """

    source: str
    origin: Origin
    field: str
    value: str
    reason: str
    row: str
    about: str = ""


Entry = RecordVersion | Event
