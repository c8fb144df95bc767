"""Devices, cookies, accounts and social handles: an identifier seen with a person, and what it is."""

from dataclasses import replace

from graph.entries import Entry, Identifier
from ingest.cleaning.words import AccountType, DeviceType
from ingest.fields import CleanRow, Ingestor, node_fields, time_field
from ingest.ingestors.common import about_person, person_fields

_AT = time_field("at", "When it was seen")
_DEVICE = "device_type platform model"
_COOKIE = "user_agent"
_ACCOUNT = "account_type status tier opened_at closed_at balance"
_HANDLE = "url followers"


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


DEVICE = Ingestor(
    "device",
    "A phone, tablet or computer that a person used",
    (*person_fields("device"), *node_fields("Device", _DEVICE, device_type=DeviceType()), _AT),
    lambda row: _sighting(row, "device", "device", _DEVICE),
)
COOKIE = Ingestor(
    "cookie",
    "A browser cookie of a person",
    (*person_fields("cookie"), *node_fields("Cookie", _COOKIE), _AT),
    lambda row: _sighting(row, "cookie", "cookie", _COOKIE),
)
ACCOUNT = Ingestor(
    "account",
    "A login, customer number, loyalty card or app account",
    (*person_fields("account"), *node_fields("Account", _ACCOUNT, account_type=AccountType()), _AT),
    lambda row: _sighting(row, "account", "account", _ACCOUNT),
)
SOCIAL_HANDLE = Ingestor(
    "social_handle",
    "A name in a social network",
    (*person_fields("handle"), *node_fields("SocialHandle", _HANDLE), _AT),
    lambda row: _sighting(row, "social_handle", "handle", _HANDLE),
)
