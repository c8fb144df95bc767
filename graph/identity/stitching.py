"""From evidence to clusters: which links count, which pairs are forbidden, who is one customer.

Judgements come first, then identifier rules, then the model. Links are guarded before anything is clustered,
and again for all pairs that clustering would bring together.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.identity.agglomerate import MUST, Cut, Limits
from graph.identity.clusters import Links, Numbers, Pairs, Partition, blocks, components, partition
from graph.identity.evidence import find_rule_conflicts
from graph.identity.guards import find_vetoes, prepare_documents
from graph.identity.rules import Rules


@dataclass(frozen=True)
class StitchCounts:
    """What one clustering came to."""

    links: int
    vetoed: int
    clusters: int
    cuts: dict[str, int]


def stitch(connection: duckdb.DuckDBPyConnection, rules: Rules, threshold: float) -> StitchCounts:
    """Cluster the records of table `scope` (record_id).

    Reads `features`, `identifiers`, `scored_links` (record_l, record_r, weight, probability: the model's),
    `rule_links` and `verdicts` (record_l, record_r, verdict); `threshold` is the model weight from which a
    link counts. Makes `decided_links` (record_l, record_r, tier, weight, probability, evidence, accepted),
    `cluster_members` (record_id, cluster), `cut_links` (kind, record_l, record_r, weight). Links must not
    lead out of `scope`.
    """
    prepare_documents(connection, rules)
    vetoed = _decide_links(connection, rules, threshold)
    names = _number_records(connection)
    links = _read_links(connection)
    bounds = rules.clusters
    rough = blocks(len(names), links, bounds.max_size)
    links = links.within(rough.labels[links.left] == rough.labels[links.right])
    forbidden = _forbidden_pairs(connection, rules, rough.labels)
    limits = Limits(bounds.max_size, bounds.density_from, bounds.min_density, threshold + bounds.weak_bridge)
    final = partition(len(names), links, forbidden, limits, _named(connection))
    cuts = [*rough.cuts, *final.cuts]
    _write_clusters(connection, names, final, cuts)
    kinds = [str(cut.kind) for cut in cuts]
    return StitchCounts(
        links=len(links.left),
        vetoed=vetoed,
        clusters=len(np.unique(final.labels)),
        cuts={kind: kinds.count(kind) for kind in sorted(set(kinds))},
    )


def _decide_links(connection: duckdb.DuckDBPyConnection, rules: Rules, threshold: float) -> int:
    connection.execute(_CANDIDATES, {"threshold": threshold})
    connection.execute(_ACCEPTABLE_PAIRS)
    vetoed = find_vetoes(connection, "acceptable_pairs", rules, "pair_vetoes")
    connection.execute(_DECIDED)
    return vetoed


def _number_records(connection: duckdb.DuckDBPyConnection) -> pa.ChunkedArray:
    """Make `numbered` (record_id, number), numbers in the order of the ids; returns the ids."""
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE numbered AS
        SELECT record_id, row_number() OVER (ORDER BY record_id) - 1 AS number FROM scope"""
    )
    return _table(connection, "SELECT record_id FROM numbered ORDER BY number").column(0)


def _read_links(connection: duckdb.DuckDBPyConnection) -> Links:
    found = _table(connection, _NUMBERED_LINKS)
    left, right, weight = (found.column(place).to_numpy() for place in range(3))
    return Links(left, right, weight)


def _forbidden_pairs(connection: duckdb.DuckDBPyConnection, rules: Rules, labels: Numbers) -> Pairs:
    """All pairs within a block that must not be one: by veto, by name where only rules link, by verdict."""
    _register(connection, "block_labels", labels)
    connection.execute(_BLOCK_PAIRS)
    find_vetoes(connection, "block_pairs", rules, "block_vetoes")
    ruled = _table(connection, _RULED_LINKS)
    left, right = (ruled.column(place).to_numpy() for place in range(2))
    glued = components(len(labels), Links(left, right, np.ones(len(left))))
    _register(connection, "rule_labels", glued)
    connection.execute(_RULE_PAIRS)
    find_rule_conflicts(connection, "rule_pairs", "rule_conflicts")
    found = _table(connection, _FORBIDDEN)
    return Pairs(found.column(0).to_numpy(), found.column(1).to_numpy())


def _register(connection: duckdb.DuckDBPyConnection, name: str, labels: Numbers) -> None:
    connection.register(name, pa.table({"number": np.arange(len(labels)), "label": labels}))


def _named(connection: duckdb.DuckDBPyConnection) -> npt.NDArray[np.bool_]:
    found = _table(
        connection,
        """SELECT coalesce(f.name_key IS NOT NULL OR f.organization IS NOT NULL, FALSE)
        FROM numbered LEFT JOIN features AS f USING (record_id) ORDER BY number""",
    )
    named: npt.NDArray[np.bool_] = found.column(0).to_numpy()
    return named


def _write_clusters(
    connection: duckdb.DuckDBPyConnection, names: pa.ChunkedArray, final: Partition, cuts: list[Cut]
) -> None:
    members = pa.table({"record_id": names, "cluster": final.labels})
    connection.register("found_members", members)
    connection.execute("CREATE OR REPLACE TEMP TABLE cluster_members AS FROM found_members")
    ends = {
        side: names.take(pa.array([getattr(cut, side) for cut in cuts], pa.int64()))
        for side in ("left", "right")
    }
    weights = [cut.weight for cut in cuts]
    connection.register(
        "found_cuts",
        pa.table(
            {
                "kind": pa.array([str(cut.kind) for cut in cuts], pa.string()),
                "record_l": ends["left"],
                "record_r": ends["right"],
                "weight": pa.array(weights, pa.float64()),
            }
        ),
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE cut_links AS FROM found_cuts")


def _table(connection: duckdb.DuckDBPyConnection, query: str) -> pa.Table:
    return connection.sql(query).to_arrow_table()


# One row for each pair and tier.
_CANDIDATES = """
CREATE OR REPLACE TEMP TABLE candidate_links AS
SELECT record_l, record_r, 'model' AS tier, weight, probability, NULL::VARCHAR AS evidence,
    weight >= $threshold AS acceptable
FROM scored_links
UNION ALL
SELECT record_l, record_r, 'rule', weight, 1 - 1 / (1 + pow(2, weight)), evidence, TRUE FROM rule_links
UNION ALL
SELECT record_l, record_r, 'judgement', NULL, CASE verdict WHEN 'match' THEN 1.0 ELSE 0.0 END,
    to_json({'verdict': verdict}), verdict = 'match'
FROM verdicts WHERE verdict IN ('match', 'no_match')
"""

_ACCEPTABLE_PAIRS = """
CREATE OR REPLACE TEMP TABLE acceptable_pairs AS
SELECT DISTINCT record_l, record_r FROM candidate_links WHERE acceptable AND tier <> 'judgement'
"""

_DECIDED = """
CREATE OR REPLACE TEMP TABLE decided_links AS
SELECT c.record_l, c.record_r, c.tier, c.weight, c.probability,
    CASE WHEN v.reason IS NOT NULL AND c.tier <> 'judgement'
        THEN json_merge_patch(json_object('evidence', c.evidence::JSON), json_object('veto', v.reason))
        ELSE c.evidence END AS evidence,
    c.acceptable AND coalesce(j.verdict = 'match', v.reason IS NULL) AND coalesce(j.verdict <> 'no_match', TRUE)
        AS accepted
FROM candidate_links AS c
LEFT JOIN pair_vetoes AS v ON v.record_l = c.record_l AND v.record_r = c.record_r
LEFT JOIN (FROM verdicts WHERE verdict IN ('match', 'no_match')) AS j
    ON j.record_l = c.record_l AND j.record_r = c.record_r
"""

_NUMBERED_LINKS = f"""
SELECT l.number AS l, r.number AS r,
    max(CASE tier WHEN 'judgement' THEN '{MUST}'::DOUBLE ELSE weight END) AS weight
FROM decided_links AS d JOIN numbered AS l ON l.record_id = d.record_l
JOIN numbered AS r ON r.record_id = d.record_r
WHERE accepted GROUP BY ALL ORDER BY ALL
"""  # noqa: S608 - made of a number of our own

_BLOCK_PAIRS = """
CREATE OR REPLACE TEMP TABLE block_pairs AS
WITH placed AS (
    SELECT record_id, label FROM numbered JOIN block_labels USING (number)
    QUALIFY count(*) OVER (PARTITION BY label) > 1
)
SELECT l.record_id AS record_l, r.record_id AS record_r
FROM placed AS l JOIN placed AS r ON r.label = l.label AND l.record_id < r.record_id
"""

_RULED_LINKS = """
SELECT l.number AS l, r.number AS r FROM decided_links AS d
JOIN numbered AS l ON l.record_id = d.record_l JOIN numbered AS r ON r.record_id = d.record_r
WHERE accepted AND tier = 'rule'
"""

# Two named records that rules alone bring into one group, with no link of the model between them.
_RULE_PAIRS = """
CREATE OR REPLACE TEMP TABLE rule_pairs AS
WITH placed AS (
    SELECT record_id, b.label AS block, r.label AS glued FROM numbered JOIN block_labels AS b USING (number)
    JOIN rule_labels AS r USING (number)
    JOIN (SELECT record_id FROM features WHERE name_key IS NOT NULL OR organization IS NOT NULL)
        USING (record_id)
)
SELECT l.record_id AS record_l, r.record_id AS record_r
FROM placed AS l JOIN placed AS r ON r.block = l.block AND r.glued = l.glued AND l.record_id < r.record_id
ANTI JOIN (FROM decided_links WHERE accepted AND tier <> 'rule') AS d
    ON d.record_l = l.record_id AND d.record_r = r.record_id
"""

_FORBIDDEN = """
WITH pairs AS (
    SELECT record_l, record_r FROM (
        SELECT record_l, record_r FROM block_vetoes UNION SELECT record_l, record_r FROM rule_conflicts
    ) ANTI JOIN (FROM verdicts WHERE verdict = 'match') USING (record_l, record_r)
    UNION SELECT record_l, record_r FROM verdicts WHERE verdict = 'no_match'
)
SELECT l.number AS l, r.number AS r FROM pairs JOIN numbered AS l ON l.record_id = record_l
JOIN numbered AS r ON r.record_id = record_r ORDER BY ALL
"""
