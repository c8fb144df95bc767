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


def count_frequencies(
    connection: duckdb.DuckDBPyConnection, priors: Mapping[str, float], peers: float
) -> None:
    """Fill table `frequencies` (feature, value, frequency) for the feature columns in `priors`.

    `peers` is how many records a person has in the mean, and two at least: the ones that are compared. The
    frequency of a value that c of n records hold is (c - peers + k p) / (n - peers + k): how often records of
    others than the one who holds it do, with k = PRIOR_RECORDS records' worth of the prior frequency p. So a
    passport number that stands in all records of one person is no common value, nor is a birth date that
    nobody has but the two. The row with value NULL is the frequency of values that no
    more records hold than one person has.
    """
    queries = [_frequencies_of(column, u, peers) for column, u in priors.items() if column != "name_pair"]
    connection.execute(
        "CREATE OR REPLACE TABLE frequencies (feature VARCHAR, value VARCHAR, frequency DOUBLE)"
    )
    if queries:
        connection.execute(f"INSERT INTO frequencies {' UNION ALL '.join(queries)}")
    if "name_pair" in priors:
        connection.execute(_NAME_PAIRS, {"peers": peers})


def _frequencies_of(column: str, prior: float, peers: float) -> str:
    return f"""(
        WITH held AS (SELECT {column} AS value, count(*) AS records FROM features
                      WHERE {column} IS NOT NULL GROUP BY {column}),
        total AS (SELECT greatest(coalesce(sum(records), 0) - {peers}, 0) + {PRIOR_RECORDS} AS records
                  FROM held)
        SELECT '{column}', value, (held.records - {peers} + {PRIOR_RECORDS * prior}) / total.records
        FROM held, total WHERE held.records > {peers}
        UNION ALL SELECT '{column}', NULL, {PRIOR_RECORDS * prior} / total.records FROM total
    )"""


# How far given and family names go together more often than by chance: a Polish given name goes with Polish
# family names, so that both together are less rare than the product of their frequencies says. The value is
# half of how many times as frequent the pair is as that product: half, as the comparison's u is one half.
# One record more is added to what is counted and to what chance explains (a Gamma prior around one; DuMouchel
# 1999): that two records share a rare pair of names may just mean that they are one person's.
_NAME_PAIRS = """
INSERT INTO frequencies
WITH held AS (
    SELECT name_pair AS value, any_value(given) AS given, any_value(family) AS family, count(*) AS records
    FROM features WHERE name_pair IS NOT NULL GROUP BY name_pair HAVING count(*) > $peers
), total AS (SELECT count(name_pair) AS records FROM features)
SELECT 'name_pair', held.value,
    0.5 * greatest((held.records - $peers + 1) / (total.records * g.frequency * f.frequency + 1), 1)
FROM held, total
JOIN frequencies AS g ON g.feature = 'given' AND g.value = held.given
JOIN frequencies AS f ON f.feature = 'family' AND f.value = held.family
UNION ALL SELECT 'name_pair', NULL, 0.5
"""


def with_frequencies_sql(columns: Iterable[str], table: str = "features") -> str:
    """SQL for `table` with a column tf_… per column in `columns`, NULL where the column is."""
    columns = list(columns)
    if not columns:
        return f"SELECT * FROM {table}"
    selected = "".join(
        f", CASE WHEN f.{column} IS NOT NULL THEN coalesce({column}_tf.frequency, rare.rare_{column}) END"
        f" AS tf_{column}"
        for column in columns
    )
    joins = "".join(
        f" LEFT JOIN (SELECT value, frequency FROM frequencies WHERE feature = '{column}') AS {column}_tf"
        f" ON {column}_tf.value = f.{column}"
        for column in columns
    )
    # One row with all of them: a subquery for each would double the time that DuckDB plans.
    rare = ", ".join(f"max(frequency) FILTER (WHERE feature = '{c}') AS rare_{c}" for c in columns)
    return (
        f"SELECT f.*{selected} FROM {table} AS f"
        f" CROSS JOIN (SELECT {rare} FROM frequencies WHERE value IS NULL) AS rare{joins}"
    )
