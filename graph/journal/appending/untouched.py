"""Whether anything of a source was stored since: what an ingest makes of a file depends on that."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from graph.journal.tables.table import JournalTable

OF_SOURCES = ("records", "events", "rejected", "withdrawals", "endings")
"""Tables on which it depends what is new."""
_READ = pa.schema([("source", pa.string()), ("ingest_id", pa.string())])


def untouched(table: JournalTable, source: str, since: int | None, but_by: str) -> bool:
    """Whether a table has no rows of a source after a version, but for those of one ingest.

    Only what was added since is read, however much there is before.
    """
    now = table.version()
    if since is None or since > now:
        return False
    if since == now:
        return True
    rows = table.added(_READ.names, since, now).cast(_READ)
    of_source = rows.filter(pc.field("source") == source).column("ingest_id")
    return set(of_source.unique().to_pylist()) <= {but_by}
