"""Training with what stewards answered: their verdicts on pairs, as the journal has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import duckdb
import numpy as np

from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.pairs.outcomes import observe_pairs
from graph.identity.model.teaching.lessons import Start, design_of, learn, taught

FEWEST = 10
"""Verdicts that a model is trained with at least."""


@dataclass(frozen=True)
class AnswerReport:
    """Matches and non-matches that the model learned from; with how many of them the model agrees that was
    found without them, and with how many now; the threshold without them."""

    matches: int
    non_matches: int
    agreed_without: int
    agreed: int
    threshold_without: float

    def as_dict(self) -> dict[str, Any]:
        """For a run's report."""
        return asdict(self)


def fit_to_answers(
    connection: duckdb.DuckDBPyConnection,
    model: IdentityModel,
    start: Start,
    score_all: Callable[[IdentityModel], None],
) -> tuple[IdentityModel, AnswerReport | None]:
    """`model` taught by the `verdicts` on pairs of `features`; `links` are then its.

    Below FEWEST matches and non-matches it stays as it is, with no report.
    """
    connection.execute(_JUDGED)
    judged = {
        (left, right): match for left, right, match in connection.execute("FROM judged_pairs").fetchall()
    }
    if len(judged) < FEWEST:
        return model, None
    outcomes = observe_pairs(connection, model, "judged_pairs")
    match = np.array([judged[pair] for pair in outcomes.pairs], dtype=np.bool_)
    if len(match) < FEWEST:
        return model, None
    design = design_of(model, outcomes)
    belief = learn(design, start, match)
    learned = taught(model, design.columns, belief, start)
    score_all(learned)
    before = design.weights(np.zeros(len(design.columns))) >= start.weight
    after = design.weights(belief.mean[1:]) >= start.weight + belief.mean[0]
    agreed_without, agreed = (int((linked == match).sum()) for linked in (before, after))
    matches = int(match.sum())
    return learned, AnswerReport(matches, len(match) - matches, agreed_without, agreed, start.weight)


_JUDGED = """
CREATE OR REPLACE TEMP TABLE judged_pairs AS
SELECT record_l, record_r, verdict = 'match' AS match FROM verdicts WHERE verdict IN ('match', 'no_match')
"""
