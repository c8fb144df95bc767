"""Consents: purposes that somebody grants or denies, on a channel."""

from graph.entries import Entry, NodeItem
from graph.words.channels import ANY, channels_of
from ingest.cleaning.numbers.numbers import Flag
from ingest.cleaning.texts import Key
from ingest.ingestors.common import PERSON, about_person, with_node
from ingest.ingestors.fields import CleanRow, Field, Ingestor, Period, node_fields, time_field


def _consents(row: CleanRow) -> list[Entry]:
    return [_consent(row, channel) for channel in channels_of(row.get("channel") or ANY)]


def _consent(row: CleanRow, channel: str) -> Entry:
    at, end = row.get("at"), row.get("valid_to")
    purpose = row.get("purpose").lower()
    id_ = f"{purpose}:{channel}"
    key = f"{row.source}:{row.record.source_id}:{id_}:{at.isoformat()}"
    node = NodeItem("Consent", (id_,), {"purpose": purpose, "channel": channel})
    edge = "GRANTED" if row.get("granted") else "DENIED"
    event = about_person(row, "consent", key, at)
    return with_node(event, node, edge, {"valid_from": at, "valid_to": end})


CONSENT = Ingestor(
    "consent",
    "A purpose granted or denied",
    (
        *PERSON,
        *node_fields("Consent", "purpose* channel", purpose=Key(), channel=Key()),
        Field("granted", Flag(), "Whether it was granted", required=True),
        time_field("at", "From when it holds", required=True),
        time_field("valid_to", "Until when it holds"),
    ),
    _consents,
    periods=(Period("at", ("valid_to",), "lies before the time of the consent"),),
    by_value=("granted", "purpose", "channel"),
)
