"""From evidence to clusters: which links count, which pairs are forbidden, who is one customer.

Judgements come first, then identifier rules, then the model. Links are guarded before anything is clustered,
and again for all pairs that clustering would bring together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.identity.clusters import stitching_sql as sql
from graph.identity.clusters.agglomerate import CutLink
from graph.identity.clusters.groups import CutKind
from graph.identity.clusters.limits import Limits
from graph.identity.clusters.partition import (
    Evidence,
    Flags,
    Forbidden,
    Links,
    Numbers,
    Pairs,
    Partition,
    Prints,
    Scores,
    blocks,
    components,
    partition,
    unsettled,
)
from graph.identity.connection.temporary import count
from graph.identity.evidence.persons import DESCRIBED
from graph.identity.evidence.rule_links import find_rule_conflicts
from graph.identity.evidence.vetoes import find_vetoes
from graph.identity.rules import Veto

Weigher = Callable[[duckdb.DuckDBPyConnection, str, str], None]
"""Given a table of pairs (record_l, record_r) makes another, named second, that adds their model weight."""


@dataclass(frozen=True)
class ClusterBounds:
    """What holds for one clustering: the vetoes in force, and the limits, whose mean weight is also that from
    which a link counts."""

    vetoes: frozenset[Veto]
    limits: Limits


@dataclass(frozen=True)
class StitchCounts:
    """What one clustering came to."""

    links: int
    vetoed: int
    clusters: int
    cuts: dict[str, int]


def stitch(connection: duckdb.DuckDBPyConnection, bounds: ClusterBounds, weigh: Weigher) -> StitchCounts:
    """Cluster the records of table `scope` (record_id).

    Reads `features`, `persons`, `known_documents`, `scored_links` (record_l, record_r, weight, probability:
    the model's), `rule_links` and `verdicts` (record_l, record_r, verdict); `weigh` gives the weight of pairs
    that were no candidates. Accepted links and `value_links` of accounts must not lead out of `scope`. What
    an earlier run found holds for all but the records `stirred` (record_id): which links are forbidden, by
    `known_links`, and the clusters of a block with the same members, by `known_blocks`, `known_cuts` and
    `customers_before`.

    Makes `decided_links` (record_l, record_r, tier, weight, probability, evidence, accepted),
    `cluster_members` (record_id, cluster), `cut_links` (kind, record_l, record_r, weight), `blocks`
    (record_id, block: names its members) and `components` (record_id, component: a number for all whom
    accepted links and accounts join).
    """
    vetoed = _decide_links(connection, bounds.vetoes, bounds.limits.mean_weight)
    names = _number_records(connection)
    links = _read_links(connection)
    _write_components(connection, len(names), links)
    rough = blocks(len(names), links, bounds.limits.max_size, partial(_contents, connection))
    known = _known_blocks(connection, rough.labels)
    forbidden = _forbidden_pairs(connection, bounds.vetoes, rough.labels)
    open_ = unsettled(rough.labels, links, forbidden) & ~known
    scores = _complete_scores(connection, open_, weigh)
    evidence = Evidence(open_, forbidden, scores, ~_described(connection))
    final = partition(rough, links, evidence, bounds.limits)
    final = _with_known(connection, final)
    _write_clusters(connection, names, final)
    kinds = [str(cut.kind) for cut in final.cuts]
    return StitchCounts(
        links=len(links.left),
        vetoed=vetoed,
        clusters=len(np.unique(final.labels)),
        cuts={kind: kinds.count(kind) for kind in sorted(set(kinds))},
    )


def _decide_links(connection: duckdb.DuckDBPyConnection, vetoes: frozenset[Veto], threshold: float) -> int:
    connection.execute(sql.CANDIDATES, {"threshold": threshold})
    connection.execute(sql.ACCEPTABLE_PAIRS)
    connection.execute(sql.UNTESTED_PAIRS)
    find_vetoes(connection, "untested_pairs", vetoes, "pair_vetoes")
    connection.execute(sql.KNOWN_VETOES)
    connection.execute(sql.DECIDED)
    return count(connection, "pair_vetoes")


def _number_records(connection: duckdb.DuckDBPyConnection) -> pa.ChunkedArray[Any]:
    """Make `numbered` (record_id, number), numbers in the order of the ids; returns the ids."""
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE numbered AS
        SELECT record_id, row_number() OVER (ORDER BY record_id) - 1 AS number FROM scope"""
    )
    found: pa.Table = connection.sql("SELECT record_id FROM numbered ORDER BY number").to_arrow_table()
    return found.column(0)


def _contents(connection: duckdb.DuckDBPyConnection) -> Prints:
    """What each numbered record says, as a number that its key has no part in."""
    [found] = _arrays(connection, sql.CONTENTS)
    return found


def _read_links(connection: duckdb.DuckDBPyConnection) -> Links:
    left, right, weight, ruled = _arrays(connection, sql.NUMBERED_LINKS)
    return Links(left, right, weight, ruled)


def _write_components(connection: duckdb.DuckDBPyConnection, records: int, links: Links) -> None:
    """Make `components`; names under which an account is used count for all that it links."""
    accounts = _pairs(connection, sql.ACCOUNT_LINKS)
    joined = Pairs(np.concatenate((links.left, accounts.left)), np.concatenate((links.right, accounts.right)))
    _register(connection, "component_labels", components(records, joined))
    connection.execute(sql.COMPONENTS)


def _known_blocks(connection: duckdb.DuckDBPyConnection, labels: Numbers) -> Flags:
    """Which labels stand for blocks that are as an earlier run left them; makes `blocks`, `block_labels` of
    all others and `kept_labels` of these."""
    _register(connection, "all_labels", labels)
    connection.execute(sql.BLOCKS)
    connection.execute(sql.KEPT_LABELS)
    connection.execute(sql.BLOCK_LABELS)
    known = np.zeros(len(labels), dtype=np.bool_)
    [kept] = _arrays(connection, "SELECT DISTINCT label FROM kept_labels")
    known[kept] = True
    return known


def _with_known(connection: duckdb.DuckDBPyConnection, found: Partition) -> Partition:
    """The partition with the clusters and cuts that known blocks keep."""
    labels = found.labels.copy()
    numbers, clusters = _arrays(connection, sql.KEPT_CLUSTERS)
    labels[numbers] = clusters
    cuts = connection.execute(sql.KEPT_CUTS).fetchall()
    kept_cuts = [CutLink(CutKind(kind), left, right, weight) for kind, left, right, weight in cuts]
    return Partition(labels, sorted((*found.cuts, *kept_cuts), key=lambda cut: (cut.left, cut.right)))


def _forbidden_pairs(
    connection: duckdb.DuckDBPyConnection, vetoes: frozenset[Veto], labels: Numbers
) -> Forbidden:
    """All pairs within a block that must not be one: by veto, by name where only rules link, by verdict."""
    connection.execute(sql.BLOCK_PAIRS)
    connection.execute(sql.UNJUDGED_PAIRS)
    find_vetoes(connection, "unjudged_pairs", vetoes, "block_vetoes")
    connection.execute(sql.JUDGED_VETOES)
    ruled = _pairs(connection, sql.RULED_LINKS)
    inside = ruled.within(labels)
    glued = components(len(labels), Pairs(ruled.left[inside], ruled.right[inside]))
    _register(connection, "rule_labels", glued)
    connection.execute(sql.RULE_PAIRS)
    find_rule_conflicts(connection, "rule_pairs", "rule_conflicts")
    _register(connection, "judged_labels", components(len(labels), _pairs(connection, sql.JUDGED_LINKS)))
    left, right, banned = _arrays(connection, sql.FORBIDDEN)
    return Forbidden(left, right, banned)


def _pairs(connection: duckdb.DuckDBPyConnection, query: str) -> Pairs:
    left, right = _arrays(connection, query)
    return Pairs(left, right)


def _register(connection: duckdb.DuckDBPyConnection, name: str, labels: Numbers) -> None:
    connection.register(name, pa.table({"number": np.arange(len(labels)), "label": labels}))


def _complete_scores(connection: duckdb.DuckDBPyConnection, open_: Flags, weigh: Weigher) -> Scores:
    """The model's weights for all pairs of described records in the blocks that are open."""
    connection.register("open_blocks", pa.table({"label": np.flatnonzero(open_)}))
    connection.execute(sql.OPEN_PAIRS)
    connection.execute(sql.MISSING_PAIRS)
    weigh(connection, "missing_pairs", "missing_weights")
    left, right, weight = _arrays(connection, sql.COMPLETE_SCORES)
    return Scores(left, right, weight)


def _described(connection: duckdb.DuckDBPyConnection) -> npt.NDArray[np.bool_]:
    [described] = _arrays(
        connection,
        f"""SELECT coalesce({DESCRIBED}, FALSE)
        FROM numbered LEFT JOIN persons USING (record_id) ORDER BY number""",  # noqa: S608 - a condition of our own
    )
    return described


def _write_clusters(
    connection: duckdb.DuckDBPyConnection, names: pa.ChunkedArray[Any], final: Partition
) -> None:
    cuts = final.cuts
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


def _arrays(connection: duckdb.DuckDBPyConnection, query: str) -> list[npt.NDArray[Any]]:
    """The columns of a query that has no nulls. As a relation it would be planned twice."""
    return list(connection.execute(query).fetchnumpy().values())
