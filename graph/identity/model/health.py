"""Whether what a model made of the data can be: a check before a run is published.

Training without labels finds the two groups of pairs that differ most, whatever they are. Where nobody, or
hardly anybody, is in the data twice, that need not be one person against strangers: it may be namesakes
against all others. Such a model gives itself away, by what it learned (one person's birth dates that mostly
differ) and by its clusters (different people in most of them).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

import duckdb

from graph.identity.evidence.contradictions import CONTRADICTIONS
from graph.identity.model.comparisons.every import COMPARISONS
from graph.identity.model.identity_model import SAFE, IdentityModel
from graph.identity.model.threshold import SURE

MOST_CONTRADICTED = 0.2
"""Share of the merged records that may clearly be of another person than the first of their cluster."""

FEWEST = 20
"""Merged records that it takes to tell."""

MOST_UNEXPECTED = 5.0
"""How many times as many pairs as the model expects it may link by itself."""

LEAST_CERTAIN = 0.4
"""Share of the true pairs that a model expects which it must be sure of. Models that were led astray were
sure of .28 at most, sound ones of .48 (a small company full of twins) to .94."""

FEWEST_EXPECTED = 100
"""Expected pairs that it takes to tell."""

STABLE = ("given_name", "family_name", "birth_date", "document", "organization")
"""What hardly changes in a life."""


@dataclass(frozen=True)
class Health:
    """What the check saw, and `faults` in words; none for a sound model.

    `clusters` are those with several records, which hold `merged_records` besides the first of each;
    `contradicted` is the share of these that contradict the first at least twice. `merged` is the largest
    share of one source's records that lie in a cluster with another of the same source. `largest` is the size
    of the largest cluster, with how many `names` and `birth_dates`. `expected_pairs` are true pairs by the
    model, `linked_pairs` those that it links by itself; `certain` is the share of the true pairs that it
    expects which are among those it is sure of.
    """

    clusters: int
    merged_records: int
    contradicted: float
    merged: float
    largest: int
    names: int
    birth_dates: int
    expected_pairs: float
    linked_pairs: int
    certain: float
    faults: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """For the run's record."""
        return asdict(self)


def told_distrust(faults: Iterable[str], method: str) -> str:
    """What a person is told where the data teach no model that can be right, for these faults, and another
    stood in whose threshold was found by this method."""
    stood_in = (
        "with the safe model: by identifiers, and by agreements that chance does not explain"
        if method == SAFE
        else "with usual rates: by identifiers, and by how often one person's records differ elsewhere"
    )
    return (
        f"The data taught no model that can be right ({'; '.join(faults)}). Customers were found {stood_in}."
    )


def examine(connection: duckdb.DuckDBPyConnection, model: IdentityModel) -> Health:
    """Check `cluster_members` (record_id, cluster), made under `model`, against `persons`, `features` and
    `verdicts`."""
    clusters, merged_records, contradicted = connection.execute(_CONTRADICTED).fetchall()[0]
    [(linked,)] = connection.execute(_LINKED).fetchall()
    [(merged,)] = connection.execute(_MERGED).fetchall()
    [(certain, likely)] = connection.execute(_CERTAIN).fetchall()
    largest, names, birth_dates = (connection.execute(_LARGEST).fetchall() or [(0, 0, 0)])[0]
    seen = Health(
        clusters=clusters,
        contradicted=round(contradicted / merged_records, 4) if merged_records else 0.0,
        merged_records=merged_records,
        merged=round(merged, 4),
        largest=largest,
        names=names,
        birth_dates=birth_dates,
        expected_pairs=round(model.match_share * model.records * (model.records - 1) / 2, 1),
        linked_pairs=linked,
        certain=round(certain, 4),
    )
    if model.is_safe:
        return seen
    doubts = () if model.is_usual or likely < FEWEST_EXPECTED else _doubts(seen)
    return replace(seen, faults=(*_faults(seen, model), *doubts))


def _faults(seen: Health, model: IdentityModel) -> Iterator[str]:
    for name in _implausible(model):
        yield f"one person's {name.replace('_', ' ')} would differ more often than people's does"
    if seen.merged_records >= FEWEST and seen.contradicted > MOST_CONTRADICTED:
        yield f"{seen.contradicted:.0%} of the records merged would be of different people"
    if seen.linked_pairs > MOST_UNEXPECTED * max(seen.expected_pairs, FEWEST):
        yield f"it links {seen.linked_pairs:,} pairs, where it expects {seen.expected_pairs:,.0f} true ones"


def _doubts(seen: Health) -> Iterator[str]:
    """Whether the two groups of pairs that training found hardly differ. It says nothing against usual rates,
    by which names alone may leave most pairs in doubt."""
    if seen.certain < LEAST_CERTAIN:
        yield f"it is sure of {seen.certain:.0%} of the pairs alone that it takes for one person"


def _implausible(model: IdentityModel) -> list[str]:
    """The stable comparisons whose outcome 'different' training wanted to be likelier than it can be."""
    last = {name: list(model.rates[name].values())[-1][0] for name in STABLE if name in model.rates}
    return [name for name, m in last.items() if m >= COMPARISONS[name].most_different - 1e-6]


# Each record is held against the first of its cluster: that tells as much of a share as all pairs do. What
# stewards joined is no doing of the model.
_CONTRADICTED = f"""
WITH members AS (
    SELECT record_id, cluster, first(record_id) OVER (PARTITION BY cluster ORDER BY record_id) AS head,
        count(*) OVER (PARTITION BY cluster) AS size
    FROM cluster_members
)
SELECT count(DISTINCT m.cluster), count(*) FILTER (l.record_id <> r.record_id),
    count(*) FILTER ({CONTRADICTIONS} > 1)
FROM members AS m JOIN persons AS l ON l.record_id = m.head JOIN persons AS r ON r.record_id = m.record_id
WHERE m.size > 1
AND m.record_id NOT IN (SELECT unnest([record_l, record_r]) FROM verdicts WHERE verdict = 'match')
"""  # noqa: S608 - made of conditions of our own

_LINKED = "SELECT count(*) FROM decided_links WHERE accepted AND tier = 'model'"

_MERGED = """
SELECT coalesce(max(share), 0) FROM (
    SELECT avg((records > 1)::INT) AS share FROM (
        SELECT f.source, count(*) OVER (PARTITION BY m.cluster, f.source) AS records
        FROM cluster_members AS m JOIN features AS f USING (record_id)
    ) GROUP BY source
)
"""

_CERTAIN = f"""
SELECT coalesce(sum(probability) FILTER (probability >= {SURE}) / sum(probability), 1),
    coalesce(sum(probability), 0) FROM scored_links
"""  # noqa: S608 - made of a number of our own

_LARGEST = """
SELECT count(*) AS size, count(DISTINCT coalesce(name_key, organization)), count(DISTINCT birth_date)
FROM cluster_members JOIN persons USING (record_id) GROUP BY cluster ORDER BY size DESC, cluster LIMIT 1
"""
