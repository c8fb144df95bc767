"""Record versions into source records, their identifiers and where they lived when."""

from __future__ import annotations

from graph.journal.tables.order import RECORD_SEEN, current_records_sql, record_versions_sql
from graph.model.attributes import PERSON_PROPERTIES
from graph.projection.stated.addresses import add_addresses
from graph.projection.stated.sightings import add_identifiers, add_record
from graph.projection.stated.traits import add_record_traits
from graph.projection.writing.slice import TableSlice

ATTRIBUTES = (*(p.name for p in PERSON_PROPERTIES), "observed_at", "recorded_at")
"""Properties of a source record that its current version has, beside its traits."""

# All versions of the records that the slice touches, so that the result does not depend on the slice.
_VERSIONS = record_versions_sql("(FROM stored_records WHERE record_id IN (SELECT record_id FROM pending))")
CURRENT = current_records_sql("FROM versions")
"""The version in force of each record of the table `versions`, as SQL."""
_SEEN = f"SELECT *, {RECORD_SEEN} AS seen_at, seen_at AS written_at FROM pending"  # noqa: S608 - a column of our own
_INGESTED = "SELECT source, max(recorded_at) AS last_ingested_at FROM pending GROUP BY source"


def add_records(slice_: TableSlice) -> None:
    """Adds the current attributes of every touched record, its identifiers and address intervals."""
    find_versions(slice_)
    for row in slice_.select(CURRENT):
        add_record(slice_.batch, row["source"], row["source_id"])
        attributes = {name: row[name] for name in ATTRIBUTES if row["versions"] > 1 or row[name] is not None}
        slice_.batch.node("SourceRecord", (row["source"], row["source_id"]), attributes)
        add_record_traits(slice_, row)
    add_identifiers(slice_)
    add_addresses(slice_)
    add_ingested(slice_)


def find_versions(slice_: TableSlice) -> None:
    """Makes the tables `versions`, of all versions of the records that the slice touches, and `seen`, pending
    rows with `seen_at` and `written_at`."""
    slice_.make("versions", _VERSIONS)
    slice_.make("seen", _SEEN)


def add_ingested(slice_: TableSlice) -> None:
    """Adds when something came of each source."""
    for row in slice_.select(_INGESTED):
        slice_.batch.node("Source", (row["source"],), {"last_ingested_at": row["last_ingested_at"]})
