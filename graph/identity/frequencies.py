"""How common a value is: a shared rare name says more than a shared common one.

Frequencies are counted once, when a model is trained, and saved with it; so weights of the same two records
are the same in every later run.
"""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb

PRIOR_RECORDS = 500.0
"""Weight of the prior frequency, in records."""


def count_frequencies(connection: duckdb.DuckDBPyConnection, priors: Mapping[str, float]) -> None:
    """Fill table `frequencies` (feature, value, frequency) for the feature columns in `priors`.

    The frequency of a value that c of n records hold is (c - 2 + k p) / (n - 2 + k): how often records other
    than the two that share it hold it, with k = PRIOR_RECORDS records' worth of the prior frequency p. So a
    passport number seen twice among a hundred records is no common value. The row with value NULL is the
    frequency of values that at most two records hold.
    """
    connection.execute(
        "CREATE OR REPLACE TABLE frequencies (feature VARCHAR, value VARCHAR, frequency DOUBLE)"
    )
    for column, prior in priors.items():
        connection.execute(
            f"""INSERT INTO frequencies
            WITH held AS (SELECT {column} AS value, count(*) AS records FROM features
                          WHERE {column} IS NOT NULL GROUP BY {column}),
            total AS (SELECT greatest(coalesce(sum(records), 0) - 2, 0) + {PRIOR_RECORDS} AS records FROM
            held)
            SELECT '{column}', value, (held.records - 2 + {PRIOR_RECORDS * prior}) / total.records
            FROM held, total WHERE held.records > 2
            UNION ALL SELECT '{column}', NULL, {PRIOR_RECORDS * prior} / total.records FROM total"""
        )


def with_frequencies_sql(columns: Iterable[str], table: str = "features") -> str:
    """SQL for `table` with a column tf_… per column in `columns`, NULL where the column is."""
    columns = list(columns)
    selected = "".join(
        f", CASE WHEN {column} IS NOT NULL THEN coalesce({column}_tf.frequency, (SELECT frequency"
        " FROM frequencies"
        f" WHERE feature = '{column}' AND value IS NULL)) END AS tf_{column}"
        for column in columns
    )
    joins = "".join(
        f" LEFT JOIN (SELECT value, frequency FROM frequencies WHERE feature = '{column}') AS {column}_tf"
        f" ON {column}_tf.value = f.{column}"
        for column in columns
    )
    return f"SELECT f.*{selected} FROM {table} AS f{joins}"
