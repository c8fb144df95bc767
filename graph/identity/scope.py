"""Which records a run clusters again: those in a component that something changed in."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from graph.identity.clusters import Pairs, components

_PRINTS = "SELECT record_id, hash(f)::UBIGINT AS print FROM features AS f"


def write_fingerprints(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Keep what every record looked like to the model, so that the next run sees what changed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    target = str(path).replace("'", "''")
    connection.execute(f"COPY ({_PRINTS}) TO '{target}' (FORMAT parquet)")


def changed_records(connection: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    """Ids of records that are new or look different to the model than when `path` was written, sorted."""
    rows = connection.execute(
        f"""SELECT record_id FROM ({_PRINTS}) AS n LEFT JOIN read_parquet($path) AS o USING (record_id)
        WHERE o.print IS DISTINCT FROM n.print ORDER BY record_id""",  # noqa: S608 - made of our own query
        {"path": str(path)},
    ).fetchall()
    return [row[0] for row in rows]


def take_known_scores(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `scored_links` of what the model said in earlier runs about records that are still there."""
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE scored_links AS
        SELECT record_l, record_r, weight, probability, tier FROM known_links WHERE tier = 'model'
        AND record_l IN (SELECT record_id FROM features) AND record_r IN (SELECT record_id FROM features)"""
    )


def scope_of_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `scope` (record_id) of all records."""
    connection.execute("CREATE OR REPLACE TEMP TABLE scope AS SELECT record_id FROM records")
    connection.execute(_BORDER)


def scope_of_changes(connection: duckdb.DuckDBPyConnection, threshold: float, changed: list[str]) -> None:
    """Make `scope` (record_id) of all components and customers in which a record or a link changed.

    `scored_links` and `rule_links` then hold what is inside it alone, and `border_links` (record_l, record_r,
    weight, probability) what the model said of pairs with one end in it: too little for a link, but perhaps
    enough for a steward to look at.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE changed_ids AS SELECT unnest($ids::VARCHAR[]) AS record_id",
        {"ids": changed},
    )
    connection.execute(_LINKS_NOW, {"threshold": threshold})
    connection.execute(_TOUCHED, {"threshold": threshold})
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE placed AS"
        " SELECT record_id, row_number() OVER (ORDER BY record_id) - 1 AS number FROM records"
    )
    ends = connection.sql(_TIES).to_arrow_table()
    [(count,)] = connection.execute("SELECT count(*) FROM placed").fetchall()
    labels = components(count, Pairs(ends.column(0).to_numpy(), ends.column(1).to_numpy()))
    connection.register("tied", pa.table({"number": np.arange(count), "label": labels}))
    connection.execute(_SCOPE)
    connection.execute(_BORDER)
    for table in ("scored_links", "rule_links"):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} AS FROM {table}"
            " WHERE record_l IN (FROM scope) AND record_r IN (FROM scope)"
        )


_LINKS_NOW = """
CREATE OR REPLACE TEMP TABLE links_now AS
SELECT record_l, record_r, 'model' AS tier, round(weight, 6) AS weight FROM scored_links
WHERE weight >= $threshold
UNION ALL SELECT record_l, record_r, 'rule', round(weight, 6) FROM rule_links
UNION ALL SELECT record_l, record_r, 'judgement',
    CASE verdict WHEN 'match' THEN 1.0 WHEN 'unlinked' THEN 0.5 ELSE 0.0 END
FROM verdicts WHERE verdict <> 'unsure'
"""

_TOUCHED = """
CREATE OR REPLACE TEMP TABLE touched AS
WITH links_before AS (
    SELECT record_l, record_r, tier,
        round(CASE tier WHEN 'judgement' THEN probability ELSE weight END, 6) AS weight
    FROM known_links WHERE tier <> 'model' OR weight >= $threshold
), differing AS (
    (FROM links_now EXCEPT FROM links_before) UNION ALL (FROM links_before EXCEPT FROM links_now)
)
SELECT record_l AS record_id FROM differing UNION SELECT record_r FROM differing
UNION FROM changed_ids
UNION SELECT record_id FROM records ANTI JOIN assignment_history USING (record_id)
"""

# Records of one customer are tied to its first one: an id is given anew to all of them together.
_TIES = """
SELECT l.number, r.number FROM links_now JOIN placed AS l ON l.record_id = record_l
JOIN placed AS r ON r.record_id = record_r WHERE tier <> 'judgement' OR weight = 1
UNION ALL
SELECT min(number) OVER (PARTITION BY customer_id), number FROM (
    SELECT record_id, arg_max(customer_id, valid_from) AS customer_id
    FROM assignment_history GROUP BY record_id
) JOIN placed USING (record_id)
"""

_SCOPE = """
CREATE OR REPLACE TEMP TABLE scope AS
SELECT record_id FROM placed JOIN tied USING (number) WHERE label IN (
    SELECT label FROM tied JOIN placed USING (number) JOIN touched USING (record_id))
"""

# What the model says of a record without a name does not count.
_BORDER = """
CREATE OR REPLACE TEMP TABLE border_links AS
WITH named AS (SELECT record_id FROM persons WHERE name_key IS NOT NULL OR organization IS NOT NULL)
SELECT record_l, record_r, weight, probability FROM scored_links
WHERE (record_l IN (FROM scope)) <> (record_r IN (FROM scope))
AND record_l IN (FROM named) AND record_r IN (FROM named)
"""
