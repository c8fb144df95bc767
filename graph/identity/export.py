"""Who is whose, as a file for other programs."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from graph.errors import IdentityError
from graph.journal import Journal

_OPTIONS = {".csv": "FORMAT csv, HEADER", ".parquet": "FORMAT parquet, COMPRESSION zstd"}
_ASSIGNMENTS = """
SELECT source, source_id, customer_id FROM assignments JOIN records USING (record_id)
WHERE customer_id IS NOT NULL ORDER BY source, source_id
"""


def export_assignments(journal: Journal, target: Path) -> int:
    """Write source, source_id and customer_id of every record to a CSV or Parquet file, by its ending.

    Returns the number of records. A file that is there is replaced once the new one is complete. Raises
    IdentityError for another ending or a folder that cannot be written.
    """
    options = _OPTIONS.get(target.suffix.lower())
    if options is None:
        raise IdentityError(f"{target}: assignments are exported to .csv or .parquet.", "Change the ending.")
    if not target.parent.is_dir():
        raise IdentityError(f"{target}: there is no folder {target.parent}.", "Create it first.")
    partial = target.with_name(f".{target.name}.partial")
    quoted = str(partial).replace("'", "''")
    with closing(journal.connect()) as connection:
        rows = connection.execute(f"COPY ({_ASSIGNMENTS}) TO '{quoted}' ({options})").fetchall()
    partial.replace(target)
    return int(rows[0][0])
