"""Record versions into source records, their identifiers and where they lived when."""

from __future__ import annotations

from graph.model_nodes import PERSON_PROPERTIES
from graph.projection.addresses import add_addresses
from graph.projection.sightings import add_identifiers, add_record
from graph.projection.slice import Slice

_ATTRIBUTES = (*(p.name for p in PERSON_PROPERTIES), "observed_at", "recorded_at")

# All versions of the records that the slice touches, so that the result does not depend on the slice.
_VERSIONS = """
    SELECT *, coalesce(observed_at, recorded_at) AS stated_at FROM stored_records
    WHERE record_id IN (SELECT record_id FROM pending)
    QUALIFY row_number() OVER (PARTITION BY content_hash ORDER BY recorded_at, seq) = 1
"""
_CURRENT = """
    SELECT *, count(*) OVER (PARTITION BY record_id) AS versions FROM versions
    QUALIFY row_number() OVER (
        PARTITION BY record_id ORDER BY stated_at DESC, recorded_at DESC, seq DESC, content_hash) = 1
"""
_INGESTED = "SELECT source, max(recorded_at) AS last_ingested_at FROM pending GROUP BY source"


def add_records(slice_: Slice) -> None:
    """Adds the current attributes of every touched record, its identifiers and address intervals."""
    slice_.make("versions", _VERSIONS)
    for row in slice_.select(_CURRENT):
        add_record(slice_.batch, row["source"], row["source_id"])
        attributes = {name: row[name] for name in _ATTRIBUTES if row["versions"] > 1 or row[name] is not None}
        slice_.batch.node("SourceRecord", (row["source"], row["source_id"]), attributes)
    add_identifiers(slice_, "coalesce(observed_at, recorded_at)")
    add_addresses(slice_)
    for row in slice_.select(_INGESTED):
        slice_.batch.node("Source", (row["source"],), {"last_ingested_at": row["last_ingested_at"]})
