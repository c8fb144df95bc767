"""What the kinds about a person have in common: the record they are about and its identifiers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from types import MappingProxyType
from typing import Any, ClassVar

from graph.entries import EdgeItem, Event, Identifier, NodeItem
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.identifiers.documents import Document
from ingest.cleaning.identifiers.emails import Email
from ingest.cleaning.identifiers.handles import Handle
from ingest.cleaning.identifiers.identifiers import Account, Cookie, Device
from ingest.cleaning.identifiers.phones import Phone
from ingest.cleaning.texts import Key, key_text
from ingest.ingestors.fields import CleanRow, CleanRows, Field, RecordKey

_NO_DETAILS: Mapping[str, Any] = MappingProxyType({})

NodeRef = tuple[str, tuple[str, ...]]
"""Label and key of a node."""


class RecordReference(Key):
    """Key of a person's record; the word `source` names another source than the mapping's."""

    words: ClassVar[Mapping[str, bool]] = {"source": False}

    def word(self, text: str, name: str, context: Context) -> str:
        """The source's name; raises InvalidValue for one with a colon."""
        del name, context
        if ":" in text:
            raise InvalidValue("names a source with a colon")
        return text

    def clean(self, text: str, context: Context) -> Any:
        """The record key."""
        return RecordKey(context.word("source") or context.source, key_text(text))


class OwnRecord(Key):
    """Key of the record that the row itself states."""

    def clean(self, text: str, context: Context) -> Any:
        """The record key."""
        return RecordKey(context.source, key_text(text))


@dataclass(frozen=True)
class ThingId(RecordReference):
    """Number of a product, an order …; the word `source` names another source, or another namespace."""

    thing: str

    def clean(self, text: str, context: Context) -> str:
        """The thing's id, `namespace:number`."""
        return f"{context.word('source') or context.namespace(self.thing)}:{key_text(text)}"


def thing_field(
    name: str, thing: str, description: str, *, required: bool = False, several: bool = False
) -> Field:
    """A field that holds the id of a thing."""
    return Field(name, ThingId(thing), description, required, several)


def number_of(id_: str) -> str:
    """The number of a thing in its namespace."""
    return id_.partition(":")[2]


IDENTIFIERS: tuple[Field, ...] = (
    Field("account", Account(), "Account, customer or loyalty number of the person", several=True),
    Field("email", Email(), "E-mail address of the person", several=True),
    Field("phone", Phone(), "Phone number of the person", several=True),
    Field("handle", Handle(), "Name of the person in a social network", several=True),
    Field("device", Device(), "Device that the person used", several=True),
    Field("cookie", Cookie(), "Cookie of the person's browser", several=True),
    Field("document", Document(), "Number of an official document of the person", several=True),
)
"""Fields of the identifiers that link; what a row holds of them is stored in this order."""

_IDENTIFIER_NAMES = tuple(field.name for field in IDENTIFIERS)

OWN_RECORD = Field("source_id", OwnRecord(), "Key of the person's record in this source", required=True)
ABOUT_RECORD = Field(
    "source_id",
    RecordReference(),
    "Key of the record that did it; for visitors their anonymous id",
    required=True,
)
PERSON: tuple[Field, ...] = (ABOUT_RECORD, *IDENTIFIERS)
PERSON_NAMES = frozenset(field.name for field in PERSON)
PERSON_IF_KNOWN: tuple[Field, ...] = (replace(ABOUT_RECORD, may_be_left_out=True), *IDENTIFIERS)
"""Of kinds that may be of nobody, as what is sold over the counter."""


def person_fields(required: str) -> tuple[Field, ...]:
    """Record and identifiers, with one of the identifiers required."""
    return tuple(replace(field, required=field.required or field.name == required) for field in PERSON)


def record_ref(key: RecordKey) -> NodeRef:
    """The node of a source record."""
    return ("SourceRecord", (key.source, key.source_id))


def identifiers_of(row: CleanRow) -> tuple[Identifier, ...]:
    """The identifiers of the row's person, each once."""
    values = row.values
    return _each_once([values[name] for name in _IDENTIFIER_NAMES if name in values])


def identifiers_of_all(rows: CleanRows) -> list[tuple[Identifier, ...]]:
    """The identifiers of each row's person, each once."""
    columns = [rows.values[name] for name in _IDENTIFIER_NAMES if name in rows.values]
    if not columns:
        return [()] * len(rows.origins)
    return [_each_once(list(filter(None, fields))) for fields in zip(*columns, strict=True)]


def _each_once(fields: list[tuple[Identifier, ...]]) -> tuple[Identifier, ...]:
    """The identifiers that fields hold."""
    found = tuple(chain.from_iterable(fields))
    if len(found) == len(fields):  # one of each kind
        return found
    return tuple({(identifier.kind, identifier.value): identifier for identifier in found}.values())


def about_person(
    row: CleanRow, kind: str, key: str, at: datetime | None, details: Mapping[str, Any] = _NO_DETAILS
) -> Event:
    """An event of the row's person with all identifiers of the row; nodes and edges are to be added."""
    source, source_id = row.record
    identifiers = identifiers_of(row)
    return Event(kind, key, source, source_id, at, row.origin, identifiers, details=dict(details))


def with_node(
    event: Event, node: NodeItem, edge: str, properties: Mapping[str, Any], *more: EdgeItem
) -> Event:
    """The event with a node and the edge to it from the person's record, and with further edges."""
    assert event.source_id is not None  # noqa: S101 - a person's events come from about_person
    start = record_ref(RecordKey(event.source, event.source_id))
    own = EdgeItem(edge, start, (node.label, node.key), dict(properties))
    return event.with_more((node,), (own, *more))
