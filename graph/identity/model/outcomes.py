"""What a model says of given pairs, taken apart: the levels that hold, and what makes up the weight."""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np

from graph.identity.model.identity_model import IdentityModel, numbered_settings
from graph.identity.model.scoring import ModelScorer, PairScorer
from graph.identity.model.training import Floats, Ints

NO_FLOOR = -10_000.0
"""A weight that no pair falls below."""


@dataclass(frozen=True)
class Outcomes:
    """Pairs of record ids, a row each, under a model without corrections.

    `levels` (pairs, comparisons) holds places of levels, from 0, -1 where missing; `evidence` is the prior
    with the weights of all comparisons, without the household's part; `shared` are the weights of what
    relatives share.
    """

    pairs: list[tuple[str, str]]
    levels: Ints
    evidence: Floats
    shared: Floats

    def of(self, rows: Sequence[int] | Ints) -> Outcomes:
        """Those of some of the rows."""
        chosen = np.asarray(rows, dtype=np.int64)
        pairs = [self.pairs[row] for row in chosen]
        return Outcomes(pairs, self.levels[chosen], self.evidence[chosen], self.shared[chosen])


def observe_pairs(connection: duckdb.DuckDBPyConnection, model: IdentityModel, pairs: str) -> Outcomes:
    """Outcomes of table `pairs` (record_l < record_r) in the order of the ids; pairs with a record that
    `features` does not have are left out."""
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE pairs_to_observe AS
        SELECT least(l.record_no, r.record_no) AS join_key_l,
            greatest(l.record_no, r.record_no) AS join_key_r, '0' AS match_key
        FROM {pairs} JOIN features AS l ON l.record_id = record_l
        JOIN features AS r ON r.record_id = record_r"""
    )
    ModelScorer(connection, model.untaught()).score("pairs_to_observe", "observed_weights", NO_FLOOR)
    placed = PairScorer(connection, numbered_settings(model.comparisons)).score("pairs_to_observe")
    found = connection.execute(_query(model, placed)).fetchnumpy()
    for table in (placed, "observed_weights", "pairs_to_observe"):
        connection.execute(f"DROP TABLE {table}")
    levels = [np.asarray(found[f"level_{i}"], dtype=np.int64) for i in range(len(model.comparisons))]
    return Outcomes(
        [(str(left), str(right)) for left, right in zip(found["record_l"], found["record_r"], strict=True)],
        np.stack(levels, axis=1),
        np.asarray(found["evidence"], dtype=np.float64),
        np.asarray(found["shared"], dtype=np.float64),
    )


def _query(model: IdentityModel, placed: str) -> str:
    places = ", ".join(
        f"round(p.mw_{comparison.name})::INTEGER - 1 AS level_{place}"
        for place, comparison in enumerate(model.comparisons)
    )
    return f"""SELECT w.record_l, w.record_r, w.weight - w.household_weight AS evidence,
        {model.shared_weight("w.")} AS shared, {places}
        FROM observed_weights AS w
        JOIN features AS l ON l.record_id = w.record_l JOIN features AS r ON r.record_id = w.record_r
        JOIN {placed} AS p ON p.record_no_l = least(l.record_no, r.record_no)
            AND p.record_no_r = greatest(l.record_no, r.record_no)
        ORDER BY w.record_l, w.record_r"""
