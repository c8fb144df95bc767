"""Which clusters a report shows, and what is in them."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

OF_EACH = 3
"""Clusters shown for each reason."""

SHOWN_RECORDS = 40
"""Records shown of one cluster."""

CERTAIN = 1e3
"""Weight of a link that a steward ruled, which has none."""


@dataclass(frozen=True)
class Member:
    """A record of a cluster, as a steward would recognise it."""

    record_id: str
    source: str
    name: str
    birth_date: str
    place: str


@dataclass(frozen=True)
class Edge:
    """A link inside a cluster between two of its shown members, by place; `tier` is what made it."""

    left: int
    right: int
    weight: float
    tier: str


@dataclass(frozen=True)
class ClusterExample:
    """A cluster with the reason why it is shown, `size` records in all and the weight it hangs by."""

    reason: str
    size: int
    weakest: float
    members: tuple[Member, ...]
    edges: tuple[Edge, ...]


def choose_examples(connection: duckdb.DuckDBPyConnection, seed: str) -> list[ClusterExample]:
    """The largest, the weakest and some random clusters of two records or more, each once.

    Reads `cluster_members`, `decided_links` and `records`. A cluster is as weak as its least attached record:
    the smallest, over the records, of the weight of the record's best link. `seed` decides the random ones.
    """
    connection.execute(_INSIDE)
    connection.execute(_STRENGTHS)
    rows = connection.execute(_CHOSEN, {"seed": seed, "each": OF_EACH}).fetchall()
    examples = [_example(connection, *row) for row in rows]
    connection.execute("DROP TABLE cluster_strengths")
    connection.execute("DROP TABLE inside_links")
    return examples


def _example(
    connection: duckdb.DuckDBPyConnection, reason: str, cluster: object, size: int, weakest: float
) -> ClusterExample:
    parameters = {"cluster": cluster, "limit": SHOWN_RECORDS}
    members = [Member(*row) for row in connection.execute(_MEMBERS, parameters).fetchall()]
    places = {member.record_id: place for place, member in enumerate(members)}
    links = connection.execute(_LINKS, {"cluster": cluster}).fetchall()
    edges = [
        Edge(places[left], places[right], weight, tier)
        for left, right, weight, tier in links
        if left in places and right in places
    ]
    return ClusterExample(reason, size, weakest, tuple(members), tuple(edges))


_INSIDE = f"""
CREATE OR REPLACE TEMP TABLE inside_links AS
SELECT l.cluster, d.record_l, d.record_r, max(coalesce(d.weight, {CERTAIN})) AS weight,
    arg_max(d.tier, coalesce(d.weight, {CERTAIN})) AS tier
FROM decided_links AS d JOIN cluster_members AS l ON l.record_id = d.record_l
JOIN cluster_members AS r ON r.record_id = d.record_r AND r.cluster = l.cluster
WHERE d.accepted GROUP BY ALL
"""  # noqa: S608 - a number of our own

_STRENGTHS = """
CREATE OR REPLACE TEMP TABLE cluster_strengths AS
WITH attached AS (
    SELECT cluster, record_id, max(weight) AS best FROM (
        SELECT cluster, record_l AS record_id, weight FROM inside_links
        UNION ALL SELECT cluster, record_r, weight FROM inside_links
    ) GROUP BY ALL
), weakest AS (SELECT cluster, min(best) AS weakest FROM attached GROUP BY cluster)
SELECT cluster, count(*) AS size, coalesce(any_value(weakest), 0.0) AS weakest
FROM cluster_members LEFT JOIN weakest USING (cluster) GROUP BY cluster HAVING size > 1
"""

_CHOSEN = """
WITH ranked AS (
    SELECT *, row_number() OVER (ORDER BY size DESC, cluster) AS by_size,
        row_number() OVER (ORDER BY weakest, size DESC, cluster) AS by_weakness,
        row_number() OVER (ORDER BY hash(cluster::VARCHAR || $seed), cluster) AS by_chance
    FROM cluster_strengths
), labelled AS (
    SELECT *, CASE WHEN by_size <= $each THEN 'largest' WHEN by_weakness <= $each THEN 'weakest'
        ELSE 'random' END AS reason
    FROM ranked
)
SELECT reason, cluster, size, weakest FROM labelled
QUALIFY row_number() OVER (PARTITION BY reason ORDER BY by_chance) <= $each OR reason <> 'random'
ORDER BY reason, by_size, by_weakness
"""

_MEMBERS = """
SELECT record_id, source,
    coalesce(nullif(concat_ws(' ', given_name, family_name), ''), full_name, organization_name, '') AS name,
    coalesce(birth_date::VARCHAR, '') AS birth_date,
    concat_ws(', ', nullif(concat_ws(' ', street, house_number), ''),
        nullif(concat_ws(' ', postal_code, city), '')) AS place
FROM records JOIN cluster_members USING (record_id) WHERE cluster = $cluster
ORDER BY record_id LIMIT $limit
"""

_LINKS = """
SELECT record_l, record_r, weight, tier FROM inside_links WHERE cluster = $cluster ORDER BY ALL
"""
