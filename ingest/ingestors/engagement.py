"""What people look at, do, receive and recommend: views, events, campaign contacts, referrals."""

import json
from typing import Any

from graph.entries import CountedItem, EdgeItem, Entry, Event, NodeItem
from ingest.cleaning.identifiers.emails import Email
from ingest.cleaning.identifiers.identifiers import Account
from ingest.cleaning.identifiers.phones import Phone
from ingest.cleaning.numbers.numbers import DecimalNumber
from ingest.cleaning.texts import Json, Topic
from ingest.cleaning.words import Outcome
from ingest.ingestors.common import (
    PERSON,
    RecordReference,
    about_person,
    number_of,
    record_ref,
    thing_field,
    with_node,
)
from ingest.ingestors.fields import (
    CleanRow,
    Field,
    Ingestor,
    InvalidRow,
    digest,
    edge_fields,
    key_field,
    node_fields,
    time_field,
)

_AT = time_field("at", "When it happened", required=True)
_MESSAGE = key_field("message_id", "Key of the message; made from its content when left out")
_TOPIC = Field("topic", Topic(), "Topic of interest that it is a sign of", several=True)
_PAGE = key_field("page", "Address or name of the page")
_SECONDS = Field("seconds", DecimalNumber(), "How long it was looked at, in seconds")
_DETAILS = (_PAGE.name, _SECONDS.name)
"""What the journal alone keeps of a view."""


def _message_key(row: CleanRow, *content: object) -> str:
    """The message id within its source, else a digest of what makes the message distinct."""
    own = row.get("message_id")
    return f"{row.source}:{own or digest(*row.record, row.get('at').isoformat(), *content)}"


def _view(row: CleanRow, kind: str) -> list[Entry]:
    product = row.get("product")
    key = _message_key(row, row.get("page") or product or "", *row.all("topic"))
    event = about_person(row, kind, key, row.get("at"), row.only(_DETAILS))
    viewed = [CountedItem("VIEWED", "Product", product)] if product else []
    return [_with_topics(event.with_more(counted=viewed), row)]


def _with_topics(event: Event, row: CleanRow) -> Event:
    """The event with the topics that the row shows interest in, each once."""
    named = {topic.lower(): topic for topic in row.all("topic")}
    nodes = (NodeItem("Interest", (id_,), {"name": name}) for id_, name in named.items())
    counted = (CountedItem("INTERESTED_IN", "Interest", id_) for id_ in named)
    return event.with_more(nodes, (), counted) if named else event


def _event(row: CleanRow) -> list[Entry]:
    at, name = row.get("at"), row.get("name")
    details: dict[str, Any] = dict(row.only(("channel", "value")))
    if further := _further(row):
        details["properties"] = json.dumps(further, ensure_ascii=False, sort_keys=True)
    key = _message_key(row, name, *row.all("product"), *details.items(), *row.all("topic"))
    properties = {"name": name, "at": at, **details}
    node = NodeItem("Event", (key,), properties)
    about = [EdgeItem("ABOUT", ("Event", (key,)), ("Product", (it,))) for it in row.all("product")]
    event = with_node(about_person(row, "event", key, at), node, "DID", {"at": at}, *about)
    return [_with_topics(event, row)]


def _further(row: CleanRow) -> dict[str, Any]:
    """The values to keep with an event, by name; a name has a list where its column held several."""
    found: dict[str, list[Any]] = {}
    for label, value in row.all("properties"):
        found.setdefault(label, []).append(value)
    return {label: values if len(values) > 1 else values[0] for label, values in found.items()}


def _campaign_contact(row: CleanRow) -> list[Entry]:
    at, id_ = row.get("at"), row.get("campaign")
    key = f"{row.source}:{digest(*row.record, id_, at.isoformat(), row.get('outcome'))}"
    known = row.only(("name", "channel", "starts_at", "ends_at"))
    node = NodeItem("Campaign", (id_,), {"number": number_of(id_), **known})
    edge = {"at": at, **row.only(("channel", "outcome"))}
    return [with_node(about_person(row, "campaign_contact", key, at), node, "RECEIVED", edge)]


def _referral(row: CleanRow) -> list[Entry]:
    """Two entries: the referral with the referrer's identifiers, and the referred person's identifiers."""
    at, referrer, referred = row.get("at"), row.record, row.get("referred_id")
    if referrer == referred:
        raise InvalidRow("referred_id", referred.source_id, "is the record of who referred")
    key = f"{row.source}:{digest(*referrer, *referred, at.isoformat())}"
    event = about_person(row, "referral", key, at)
    properties = {"at": at, **row.only(("channel", "campaign", "code"))}
    edge = EdgeItem("REFERRED", record_ref(referrer), record_ref(referred), properties)
    theirs = tuple(it for name in _REFERRED for it in row.all(name))
    return [
        event.with_more(edges=(edge,)),
        Event("referral", f"{key}:referred", referred.source, referred.source_id, at, row.origin, theirs),
    ]


_REFERRED = ("referred_account", "referred_email", "referred_phone")

PAGE_VIEW = Ingestor(
    "page_view",
    "A page that was looked at; counts as interest in its topics",
    (*PERSON, _AT, _PAGE, _TOPIC, _SECONDS, _MESSAGE),
    lambda row: _view(row, "page_view"),
)
PRODUCT_VIEW = Ingestor(
    "product_view",
    "A product that was looked at",
    (
        *PERSON,
        _AT,
        thing_field("product", "product", "Article number", required=True),
        _TOPIC,
        _SECONDS,
        _MESSAGE,
    ),
    lambda row: _view(row, "product_view"),
)
EVENT = Ingestor(
    "event",
    "A notable thing that a person did",
    (
        *PERSON,
        *node_fields("Event", "name* at* channel value"),
        thing_field("product", "product", "Article that it is about", several=True),
        _TOPIC,
        Field("properties", Json(), "Columns to keep with the event, as JSON", several=True),
        _MESSAGE,
    ),
    _event,
)
CAMPAIGN_CONTACT = Ingestor(
    "campaign_contact",
    "A contact of a person by a marketing campaign",
    (
        *PERSON,
        thing_field("campaign", "campaign", "Campaign id", required=True),
        _AT,
        *node_fields("Campaign", "name starts_at ends_at"),
        *edge_fields("RECEIVED", "channel outcome", outcome=Outcome()),
    ),
    _campaign_contact,
)
REFERRAL = Ingestor(
    "referral",
    "A person brought another one",
    (
        *PERSON,
        Field("referred_id", RecordReference(), "Key of the record of who was brought", required=True),
        _AT,
        *edge_fields("REFERRED", "channel campaign code"),
        Field("referred_email", Email(), "E-mail address of who was brought", several=True),
        Field("referred_phone", Phone(), "Phone number of who was brought", several=True),
        Field("referred_account", Account(), "Account of who was brought", several=True),
    ),
    _referral,
)
