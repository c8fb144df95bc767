"""Records of a slice as columns: what `graph.projection.stated.records` makes of one by one."""

from __future__ import annotations

from graph.bulk.columns.batch import add_bare_records, add_ends, columns_of
from graph.bulk.columns.sightings import add_identifiers
from graph.bulk.tables import REMOVED
from graph.projection.stated.addresses import add_addresses
from graph.projection.stated.records import ATTRIBUTES, CURRENT, add_ingested, find_versions
from graph.projection.stated.traits import add_record_traits
from graph.projection.writing.slice import TableSlice

_LACKING = ", ".join(f"CASE WHEN {name} IS NULL THEN '{name}' END" for name in ATTRIBUTES)
_RECORDS = f"""
    SELECT source, source_id, {", ".join(ATTRIBUTES)},
        CASE WHEN versions > 1 THEN list_filter([{_LACKING}], lambda it: it IS NOT NULL) END AS {REMOVED}
    FROM current
"""  # noqa: S608 - names of the model
_WITH_TRAITS = "FROM current WHERE traits IS NOT NULL OR versions > 1"
_HOMES = ("LIVES_AT", "SourceRecord", "Address")
_SETTLED = """
    SELECT DISTINCT source AS start_source, source_id AS start_source_id, item.value AS end_value,
        stated_at AS valid_from, NULL::TIMESTAMPTZ AS valid_to
    FROM (SELECT *, unnest(identifiers) AS item FROM versions WHERE versions = 1)
    WHERE item.kind = 'address'
"""


def add_records(slice_: TableSlice) -> None:
    """Adds the current attributes of every touched record, its identifiers and address intervals."""
    find_versions(slice_)
    slice_.make("current", CURRENT)
    add_identifiers(slice_)
    batch = columns_of(slice_)
    batch.node_rows("SourceRecord", slice_.table(_RECORDS))
    add_bare_records(batch, slice_.table("SELECT source, source_id FROM current"))
    for row in slice_.select(_WITH_TRAITS):
        add_record_traits(slice_, row)
    homes = slice_.table(_SETTLED)
    batch.edge_rows(_HOMES, homes)
    add_ends(batch, _HOMES, homes)
    add_addresses(slice_, "(FROM versions WHERE versions > 1)")
    add_ingested(slice_)
