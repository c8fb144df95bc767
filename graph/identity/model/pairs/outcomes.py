"""What a model says of given pairs, taken apart: the levels that hold, and what makes up the weight."""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np

from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.pairs.prediction import levels_sql
from graph.identity.model.pairs.scoring import ModelScorer
from graph.identity.model.rates import Floats, Ints


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
            greatest(l.record_no, r.record_no) AS join_key_r, record_l, record_r
        FROM {pairs} JOIN features AS l ON l.record_id = record_l
        JOIN features AS r ON r.record_id = record_r"""
    )
    ModelScorer(connection, model.untaught()).take_apart("pairs_to_observe", "observed_weights")
    found = connection.execute(_query(model)).fetchnumpy()
    for table in ("observed_weights", "pairs_to_observe"):
        connection.execute(f"DROP TABLE {table}")
    levels = [np.asarray(found[f"level_{c.name}"], dtype=np.int64) for c in model.comparisons]
    return Outcomes(
        [(str(left), str(right)) for left, right in zip(found["record_l"], found["record_r"], strict=True)],
        np.stack(levels, axis=1),
        np.asarray(found["evidence"], dtype=np.float64),
        np.asarray(found["shared"], dtype=np.float64),
    )


def _query(model: IdentityModel) -> str:
    placed = levels_sql(model.comparisons, "pairs_to_observe", ("record_l", "record_r"))
    return f"""SELECT p.*, w.weight - w.household_weight AS evidence, {model.shared_weight("w.")} AS shared
        FROM observed_weights AS w JOIN ({placed}) AS p USING (record_l, record_r)
        ORDER BY record_l, record_r"""
