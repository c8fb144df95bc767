"""How common a value is: a shared rare name says more than a shared common one.

Frequencies are counted once, when a model is trained, and saved with it; so weights of the same two records
are the same in every later run.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb


def count_frequencies(connection: duckdb.DuckDBPyConnection, columns: Sequence[str]) -> None:
    """Fill table `frequencies` (feature, value, frequency) with values that at least two records hold.

    `frequency` is the share of records with that feature which hold the value.
    """
    connection.execute(
        "CREATE OR REPLACE TABLE frequencies (feature VARCHAR, value VARCHAR, frequency DOUBLE)"
    )
    for column in columns:
        connection.execute(
            f"INSERT INTO frequencies SELECT '{column}', {column}, count(*) / any_value(total)"  # noqa: S608
            f" FROM features, (SELECT count({column}) AS total FROM features)"
            f" WHERE {column} IS NOT NULL GROUP BY {column} HAVING count(*) > 1"
        )


def with_frequencies_sql(columns: Sequence[str], records: int, table: str = "features") -> str:
    """SQL for `table` with a column tf_… per column; a value not in `frequencies` counts as 1 of `records`."""
    selected = "".join(
        f", CASE WHEN {column} IS NOT NULL THEN coalesce({column}_tf.frequency, {1 / max(records, 1)}) END"
        f" AS tf_{column}"
        for column in columns
    )
    joins = "".join(
        f" LEFT JOIN (SELECT value, frequency FROM frequencies WHERE feature = '{column}') AS {column}_tf"  # noqa: S608
        f" ON {column}_tf.value = f.{column}"
        for column in columns
    )
    return f"SELECT f.*{selected} FROM {table} AS f{joins}"  # noqa: S608
