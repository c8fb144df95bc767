"""How common a value is: a shared rare name says more than a shared common one.

Frequencies are counted once, when a model is trained, and saved with it; so weights of the same two records
are the same in every later run.
"""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb
import pyarrow as pa

from graph.identity.model.comparisons.name_cultures import NameRatios

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


def count_name_pairs(connection: duckdb.DuckDBPyConnection, names: NameRatios, peers: float) -> None:
    """Add to table `frequencies` how far the names of pairs go together; `peers` as in `count_frequencies`.

    The value is half of how many times as frequent a pair is as its names by themselves have it, held
    against `names.together`: half, as the comparison's u is one half. What others show is held to the pair's
    cultures by one record more (a Gamma prior around their ratio; DuMouchel 1999): that two records share a
    rare pair of names may just mean that they are one person's.
    """
    ratios = pa.table(
        {"value": pa.array(names.names, pa.string()), "ratio": pa.array(names.ratios, pa.float64())}
    )
    connection.register("name_ratios", ratios)
    connection.execute(_NAME_PAIRS, {"peers": peers, "usual": names.usual, "together": names.together})
    connection.unregister("name_ratios")


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


_NAME_PAIRS = """
INSERT INTO frequencies
WITH held AS (
    SELECT name_pair AS value, any_value(given) AS given, any_value(family) AS family, count(*) AS records
    FROM features WHERE name_pair IS NOT NULL GROUP BY name_pair HAVING count(*) > 1
), total AS (
    SELECT count(name_pair) AS records FROM features
), rare AS (
    SELECT max(frequency) FILTER (feature = 'given') AS given,
        max(frequency) FILTER (feature = 'family') AS family
    FROM frequencies WHERE value IS NULL
), known AS (
    SELECT held.value, greatest(held.records - $peers, 0) AS others, coalesce(ratio, $usual) AS ratio,
        total.records * coalesce(g.frequency, rare.given) * coalesce(f.frequency, rare.family) AS chance
    FROM held CROSS JOIN total CROSS JOIN rare
    LEFT JOIN name_ratios USING (value)
    LEFT JOIN frequencies AS g ON g.feature = 'given' AND g.value = held.given
    LEFT JOIN frequencies AS f ON f.feature = 'family' AND f.value = held.family
)
SELECT 'name_pair', value, 0.5 * greatest((others + ratio) / (chance + 1), 1) / $together FROM known
UNION ALL SELECT 'name_pair', NULL, 0.5 * $usual / $together
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
