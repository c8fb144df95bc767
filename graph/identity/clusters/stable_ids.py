"""Customer ids that survive re-clustering.

Clusters take ids by overlap with what the ids stood for: most shared records first, then the records that
an id was given to when it was new, then the older id, then by name. What is left takes back a retired id
that its records once had, and only then a new one. So a split keeps the id with its larger part, and a link
that is taken back gives both sides the ids that they had.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import duckdb

from graph.identity.connection.temporary import finds
from graph.journal.reading.views_sql import customers_sql


@dataclass(frozen=True)
class IdCounts:
    """Customers after the assignment, and what happened to ids on the way."""

    customers: int
    created: int
    restored: int
    merged: int
    split: int
    moved: int


def new_id(salt: str, first_record: str, letter: str = "c") -> str:
    """A customer id for a cluster, from a salt and its smallest record id: 80 bits, no meaning. Ids of other
    kinds begin with another letter.

    Who knows the salt finds out by trying of whom an id is, where keys of records are addresses or numbers.
    """
    digest = hashlib.blake2b(f"{len(salt)}:{salt}{first_record}".encode(), digest_size=10).digest()
    return letter + base64.b32encode(digest).decode().lower()


def assign_ids(connection: duckdb.DuckDBPyConnection, salt: str, letter: str = "c") -> IdCounts:
    """Give the clusters of this run their ids; new ones begin with the letter, and are made with the salt.

    Reads `cluster_members` (record_id, cluster) and `assignment_history` (record_id, customer_id,
    valid_from). Makes `new_assignments` (record_id, customer_id), records whose customer changed only,
    and `new_aliases` (retired_id, surviving_id). Records that the partition does not
    hold keep their customer; one whose latest customer is null has none.
    """
    for statement in _PREPARE:
        connection.execute(statement)
    # Both take longer to plan than the rest: mostly nobody contests an id, and all clusters have one.
    if finds(connection, "FROM contested"):
        _insert_given(connection, _greedy(connection.execute(_CONTESTED).fetchall()))
    restored = _greedy(connection.execute(_FORMER).fetchall()) if finds(connection, _LACKING) else []
    _insert_given(connection, restored)
    _create_ids(connection, salt, letter)
    for statement in _RESULTS:
        connection.execute(statement)
    return IdCounts(*connection.execute(_COUNTS, {"restored": len(restored)}).fetchall()[0])


def _greedy(offers: Iterable[tuple[str, Any]]) -> list[tuple[Any, str]]:
    """Cluster and id of the offers in their order, each id and each cluster once."""
    given: dict[Any, str] = {}
    used: set[str] = set()
    for customer_id, cluster in offers:
        if customer_id not in used and cluster not in given:
            used.add(customer_id)
            given[cluster] = customer_id
    return list(given.items())


def _insert_given(connection: duckdb.DuckDBPyConnection, given: list[tuple[Any, str]]) -> None:
    if given:
        clusters, ids = zip(*given, strict=True)
        connection.execute("INSERT INTO given_ids SELECT unnest(?), unnest(?)", [list(clusters), list(ids)])


def _create_ids(connection: duckdb.DuckDBPyConnection, salt: str, letter: str) -> None:
    rows = connection.execute(_WITHOUT_ID).fetchall()
    _insert_given(connection, [(cluster, new_id(salt, first, letter)) for cluster, first in rows])


_PREPARE = (
    """CREATE OR REPLACE TEMP TABLE current_ids AS
    SELECT record_id, arg_max_null(customer_id, valid_from) AS customer_id
    FROM assignment_history GROUP BY record_id
    HAVING arg_max_null(customer_id, valid_from) IS NOT NULL""",
    """CREATE OR REPLACE TEMP TABLE id_births AS
    SELECT customer_id, min(valid_from) AS born FROM assignment_history
    WHERE customer_id IS NOT NULL GROUP BY customer_id""",
    # An id is active while a record has it; records outside the partition hold on to theirs.
    """CREATE OR REPLACE TEMP TABLE id_overlaps AS
    SELECT o.customer_id, p.cluster, count(*) AS shared
    FROM current_ids AS o JOIN cluster_members AS p USING (record_id) GROUP BY ALL""",
    """CREATE OR REPLACE TEMP TABLE founders AS
    SELECT h.customer_id, h.record_id FROM assignment_history AS h
    JOIN id_births AS b ON b.customer_id = h.customer_id AND b.born = h.valid_from""",
    """CREATE OR REPLACE TEMP TABLE contested AS SELECT DISTINCT customer_id FROM (
        SELECT customer_id, count(*) OVER (PARTITION BY cluster) AS ids,
            count(*) OVER (PARTITION BY customer_id) AS clusters FROM id_overlaps
    ) WHERE ids > 1 OR clusters > 1""",
    """CREATE OR REPLACE TEMP TABLE given_ids AS SELECT cluster, customer_id FROM id_overlaps
    WHERE customer_id NOT IN (SELECT customer_id FROM contested)""",
)

_CONTESTED = """
WITH founding AS (
    SELECT f.customer_id, p.cluster, count(*) AS founding
    FROM founders AS f JOIN cluster_members AS p USING (record_id)
    WHERE f.customer_id IN (SELECT customer_id FROM contested) GROUP BY ALL
), first_record AS (
    SELECT cluster, min(record_id) AS first FROM cluster_members
    WHERE cluster IN (SELECT cluster FROM id_overlaps JOIN contested USING (customer_id)) GROUP BY ALL
)
SELECT o.customer_id, o.cluster FROM id_overlaps AS o JOIN contested USING (customer_id)
JOIN id_births AS b USING (customer_id) JOIN first_record USING (cluster)
LEFT JOIN founding AS f USING (customer_id, cluster)
GROUP BY ALL
ORDER BY max(o.shared) DESC, max(coalesce(f.founding, 0)) DESC, max(b.born), o.customer_id, max(first)
"""

# A retired id goes back to the cluster with most of the records that had it when it was retired.
_FORMER = """
WITH lacking AS (
    SELECT record_id, cluster FROM cluster_members WHERE cluster NOT IN (SELECT cluster FROM given_ids)
), held AS (
    SELECT customer_id, record_id, lead(valid_from) OVER (PARTITION BY record_id ORDER BY valid_from) AS until
    FROM assignment_history WHERE record_id IN (SELECT record_id FROM lacking)
    OR customer_id IN (SELECT customer_id FROM assignment_history SEMI JOIN lacking USING (record_id))
), last_members AS (
    SELECT customer_id, record_id FROM held
    WHERE customer_id NOT IN (SELECT customer_id FROM current_ids)
    QUALIFY until = max(until) OVER (PARTITION BY customer_id)
), founding AS (
    SELECT f.customer_id, l.cluster, count(*) AS founding
    FROM founders AS f JOIN lacking AS l USING (record_id) GROUP BY ALL
)
SELECT customer_id, cluster FROM (
    SELECT m.customer_id, l.cluster, count(*) AS shared, min(l.record_id) AS first
    FROM last_members AS m JOIN lacking AS l USING (record_id) GROUP BY ALL
) JOIN id_births AS b USING (customer_id) LEFT JOIN founding AS f USING (customer_id, cluster)
ORDER BY shared DESC, coalesce(f.founding, 0) DESC, born, customer_id, first
"""

_LACKING = "FROM cluster_members WHERE cluster NOT IN (SELECT cluster FROM given_ids)"

_WITHOUT_ID = f"SELECT cluster, min(record_id) {_LACKING} GROUP BY cluster ORDER BY 2"

_RESULTS = (
    """CREATE OR REPLACE TEMP TABLE new_assignments AS
    SELECT p.record_id, g.customer_id FROM cluster_members AS p JOIN given_ids AS g USING (cluster)
    LEFT JOIN current_ids AS o USING (record_id)
    WHERE o.customer_id IS DISTINCT FROM g.customer_id""",
    """CREATE OR REPLACE TEMP TABLE retired_ids AS
    SELECT DISTINCT customer_id FROM id_overlaps AS o
    WHERE customer_id NOT IN (SELECT customer_id FROM given_ids)
    AND customer_id NOT IN (
        SELECT customer_id FROM current_ids ANTI JOIN cluster_members USING (record_id))""",
    # The survivor is the customer who has most of the retired one's records.
    """CREATE OR REPLACE TEMP TABLE new_aliases AS
    SELECT o.customer_id AS retired_id,
        first(g.customer_id ORDER BY o.shared DESC, g.customer_id) AS surviving_id
    FROM id_overlaps AS o JOIN retired_ids USING (customer_id) JOIN given_ids AS g USING (cluster)
    GROUP BY o.customer_id""",
)

_COUNTS = """
SELECT
    (SELECT count(DISTINCT customer_id) FROM given_ids),
    (SELECT count(*) FROM given_ids WHERE customer_id NOT IN (SELECT customer_id FROM id_births)),
    $restored,
    (SELECT count(*) FROM new_aliases),
    (SELECT count(*) FROM (SELECT customer_id FROM id_overlaps GROUP BY ALL HAVING count(*) > 1)),
    (SELECT count(*) FROM new_assignments JOIN current_ids USING (record_id))
"""


def customers_after_sql(before: str) -> str:
    """SQL for whose each record is after `assign_ids` (record_id, customer_id), where `before` says whose it
    was."""
    return f"""
        SELECT record_id, coalesce(n.customer_id, o.customer_id) AS customer_id
        FROM {before} AS o FULL JOIN new_assignments AS n USING (record_id)"""  # noqa: S608 - a table of our own


def resolve_id(connection: duckdb.DuckDBPyConnection, customer_id: str) -> str | None:
    """The customer that `customer_id` stands for today; itself while it is in use, None if it never was.

    Reads `assignment_history` and `aliases` (retired_id, surviving_id, at). An alias resolves for ever, over
    any number of merges; an id that was taken back stands for itself again.
    """
    rows = connection.execute(_RESOLVE, {"id": customer_id}).fetchall()
    return rows[0][0] if rows else None


CHAIN = """
latest AS (
    SELECT retired_id, arg_max(surviving_id, "at") AS surviving_id FROM aliases GROUP BY retired_id
), chain AS (
    SELECT $id AS customer_id, [$id] AS way
    UNION ALL
    SELECT surviving_id, list_append(way, surviving_id) FROM chain JOIN latest ON retired_id = customer_id
    WHERE NOT list_contains(way, surviving_id)
)
"""
"""Common tables of SQL, recursive: `chain` has the id $id and those that took its place, by `aliases`."""

# The first id on the way that is in use; only records that once had one of these ids are looked at.
_RESOLVE = f"""
WITH RECURSIVE {CHAIN}, once AS (
    SELECT DISTINCT record_id FROM assignment_history SEMI JOIN chain USING (customer_id)
), active AS (
    {customers_sql("(FROM assignment_history SEMI JOIN once USING (record_id))")}
)
SELECT customer_id FROM chain SEMI JOIN active USING (customer_id) ORDER BY len(way) LIMIT 1
"""  # noqa: S608 - a query of our own
