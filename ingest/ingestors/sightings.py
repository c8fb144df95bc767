"""Devices, cookies, accounts and social handles: an identifier seen with a person, and what it is."""

from dataclasses import replace

from graph.entries import Entry, Identifier
from graph.model import MODEL
from ingest.cleaning.base import ValueType
from ingest.cleaning.words import AccountType, DeviceType
from ingest.ingestors.common import about_person, person_fields
from ingest.ingestors.fields import CleanRow, Ingestor, node_fields, time_field

_AT = time_field("at", "When it was seen")


def _sighting(row: CleanRow, kind: str, field: str, properties: str) -> list[Entry]:
    """One event; the properties of the row go to the identifiers of the field."""
    known = row.only(properties.split())
    own = {(it.kind, it.value) for it in row.all(field)}

    def described(it: Identifier) -> Identifier:
        return replace(it, properties={**it.properties, **known}) if (it.kind, it.value) in own else it

    at = row.get("at")
    values = "|".join(it.value for it in row.all(field))
    key = f"{row.source}:{row.record.source_id}:{values}:{at.isoformat() if at else ''}"
    event = about_person(row, kind, key, at)
    return [replace(event, identifiers=tuple(described(it) for it in event.identifiers))]


def _ingestor(kind: str, identifier: str, description: str, properties: str, **types: ValueType) -> Ingestor:
    """The ingestor of sightings of one identifier kind; `properties` are those of its node."""
    label = MODEL.identifier[identifier].label
    fields = (*person_fields(identifier), *node_fields(label, properties, **types), _AT)
    return Ingestor(kind, description, fields, lambda row: _sighting(row, kind, identifier, properties))


DEVICE = _ingestor(
    "device",
    "device",
    "A phone, tablet or computer that a person used",
    "device_type platform model",
    device_type=DeviceType(),
)
COOKIE = _ingestor("cookie", "cookie", "A browser cookie of a person", "user_agent")
ACCOUNT = _ingestor(
    "account",
    "account",
    "A login, customer number, loyalty card or app account",
    "account_type status tier opened_at closed_at balance",
    account_type=AccountType(),
)
SOCIAL_HANDLE = _ingestor("social_handle", "handle", "A name in a social network", "url followers")
