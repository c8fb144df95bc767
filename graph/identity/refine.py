"""Clusters that hang together: average linkage over completely scored components.

Connected components chain: one wrong link joins two people with all their records. Here every pair inside a
component is scored, candidate or not, and groups merge only while the mean weight between them says so.
A component's outcome depends on its own records alone, so touched components can be redone by themselves.
"""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

import duckdb

from graph.identity.linkage import AverageLinkage
from graph.identity.model import IdentityModel
from graph.identity.scoring import ModelScorer

Link = tuple[str, str, float]

BOUND = 10.0
"""Weights count from -BOUND to BOUND, so that no single pair outvotes a whole group."""

SLACK = 4.0
"""How far the mean weight between two groups may lie under the threshold: true pairs with little or faulty
evidence lower the mean, and a pair of single records must reach the threshold itself."""

BARRED = -1e9
"""The weight of a pair that must not be together: no mean recovers from it."""

LARGEST = 300
"""Records in a component whose pairs are all scored; a larger one is first split by raising the threshold."""


def refine_clusters(
    connection: duckdb.DuckDBPyConnection, model: IdentityModel, forbidden: Collection[tuple[str, str]] = ()
) -> list[list[str]]:
    """Clusters of two or more record ids from table `links`, each sorted, in order of their first id.

    A pair in `forbidden` never ends in one cluster.
    """
    threshold = model.threshold.weight
    strong = connection.execute(
        "SELECT record_l, record_r, weight FROM links WHERE weight >= $threshold"
        " ORDER BY weight DESC, record_l, record_r",
        {"threshold": threshold},
    ).fetchall()
    components = [part for part in components_of(strong) for part in _split_large(part, strong, threshold)]
    weights = _complete(connection, model, [part for part in components if len(part) > 2])
    barred = _as_lookup(forbidden)
    clusters: list[list[str]] = []
    for component in components:
        if len(component) == 2 and component[1] in barred[component[0]]:
            continue
        clusters += (
            [component]
            if len(component) == 2
            else _agglomerate(component, weights, barred, threshold - SLACK)
        )
    return sorted(clusters)


def components_of(links: Iterable[Link]) -> list[list[str]]:
    """Connected components of the links, each sorted, in order of their first record id."""
    parent: dict[str, str] = {}

    def root(record: str) -> str:
        parent.setdefault(record, record)
        while parent[record] != record:
            parent[record] = parent[parent[record]]
            record = parent[record]
        return record

    for left, right, _ in links:
        a, b = root(left), root(right)
        if a != b:
            parent[max(a, b)] = min(a, b)
    members: dict[str, list[str]] = defaultdict(list)
    for record in sorted(parent):
        members[root(record)].append(record)
    return sorted(members.values())


def _split_large(component: list[str], links: list[Link], threshold: float) -> Iterator[list[str]]:
    if len(component) <= LARGEST:
        yield component
        return
    inside = set(component)
    stronger = [link for link in links if link[0] in inside and link[2] >= threshold + 1]
    for part in components_of(stronger):
        yield from _split_large(part, stronger, threshold + 1)


def _complete(
    connection: duckdb.DuckDBPyConnection, model: IdentityModel, components: list[list[str]]
) -> dict[str, dict[str, float]]:
    """Weights of all pairs inside each component, in both directions, within the bound."""
    flat = [(place, record) for place, component in enumerate(components) for record in component]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE members AS SELECT unnest($places) AS component, unnest($ids)"
        " AS record_id",
        {"places": [place for place, _ in flat], "ids": [record for _, record in flat]},
    )
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE component_pairs AS
        WITH numbered AS (SELECT component, record_no FROM members JOIN features USING (record_id))
        SELECT l.record_no AS join_key_l, r.record_no AS join_key_r, '0' AS match_key
        FROM numbered AS l JOIN numbered AS r ON l.component = r.component AND l.record_no < r.record_no"""
    )
    ModelScorer(connection, model).score("component_pairs", "component_weights", -BOUND)
    rows = connection.execute(
        f"SELECT record_l, record_r, least(weight, {BOUND}) FROM component_weights"
    ).fetchall()
    for table in ("component_weights", "component_pairs", "members"):
        connection.execute(f"DROP TABLE {table}")
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for left, right, weight in rows:
        weights[left][right] = weights[right][left] = weight
    return weights


def _agglomerate(
    component: list[str], weights: dict[str, dict[str, float]], barred: dict[str, set[str]], cut: float
) -> Iterator[list[str]]:
    for record in component:
        for other in barred.get(record, ()):
            weights[record][other] = BARRED
    groups = AverageLinkage(component, weights, -BOUND).groups(cut)
    yield from (group for group in groups if len(group) > 1)


def _as_lookup(pairs: Collection[tuple[str, str]]) -> dict[str, set[str]]:
    lookup: dict[str, set[str]] = defaultdict(set)
    for left, right in pairs:
        lookup[left].add(right)
        lookup[right].add(left)
    return lookup
