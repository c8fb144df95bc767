"""Which record belongs to which customer now: as a mapping, and as a file."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from graph.errors import IdentityError
from graph.files.formulas import guarded
from graph.files.whole_file import whole_file
from graph.journal import Journal

_QUERY = """
SELECT source, source_id, customer_id FROM assignments JOIN records USING (record_id)
WHERE customer_id IS NOT NULL ORDER BY source, source_id
"""


def current_assignment(journal: Journal) -> dict[str, str]:
    """Customer id by record id, for all records that a run has placed."""
    with journal.connect(views=("assignments",)) as connection:
        rows = connection.execute(
            "SELECT record_id, customer_id FROM assignments WHERE customer_id IS NOT NULL"
        ).fetchall()
    return dict(rows)


def export_assignments(journal: Journal, target: Path) -> int:
    """Write source, source_id and customer_id of every placed record to a .csv or .parquet file.

    Returns how many. In .csv what a spreadsheet would take for a formula has an apostrophe in front: visitors
    choose their keys. The file appears whole or not at all. Raises IdentityError when its ending is another
    one, DiskError when it cannot be written.
    """
    if target.suffix not in (".csv", ".parquet"):
        raise IdentityError(f"{target} has no known ending.", "Name a file that ends in .csv or .parquet.")
    with journal.connect(views=("assignments", "records")) as connection:
        rows = _rows(connection)
    with whole_file(target) as draft:
        if target.suffix == ".csv":
            told = [[guarded(value) for value in column.to_pylist()] for column in rows.columns]
            pyarrow.csv.write_csv(
                pa.Table.from_arrays([pa.array(it, pa.string()) for it in told], rows.column_names), draft
            )
        else:
            pyarrow.parquet.write_table(rows, draft)
    return rows.num_rows


def _rows(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    found: pa.Table = connection.sql(_QUERY).to_arrow_table()
    return found
