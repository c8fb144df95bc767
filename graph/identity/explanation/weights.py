"""Why two records are one person, or not: the weight of each comparison."""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from graph.identity.model.comparisons import Comparison
from graph.identity.model.identity_model import IdentityModel, numbered_settings
from graph.identity.model.scoring import EVERY_WEIGHT, ModelScorer, PairScorer


@dataclass(frozen=True)
class Evidence:
    """What one comparison says of a pair: its outcome in words, the values of both records, and the weight
    (log2); frequency_weight is the part of the weight that comes from how rare the shared value is."""

    comparison: str
    outcome: str
    value_l: str | None
    value_r: str | None
    weight: float
    frequency_weight: float


@dataclass(frozen=True)
class PairExplanation:
    """A pair's weight (log2) and where it comes from: prior + household + the weights of all evidence."""

    record_l: str
    record_r: str
    weight: float
    probability: float
    prior: float
    household: float
    evidence: tuple[Evidence, ...]


def explain_pairs(
    connection: duckdb.DuckDBPyConnection, model: IdentityModel, pairs: Sequence[tuple[str, str]]
) -> list[PairExplanation]:
    """Explain pairs of record ids, candidates or not; sorted by the two ids, the smaller first.

    Pairs with a record that `features` does not have are left out.
    """
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE asked_pairs AS
        SELECT DISTINCT least(l.record_no, r.record_no) AS join_key_l, greatest(l.record_no, r.record_no) AS
        join_key_r,
            '0' AS match_key
        FROM (SELECT unnest($left::VARCHAR[]) AS a, unnest($right::VARCHAR[]) AS b)
        JOIN features AS l ON l.record_id = a JOIN features AS r ON r.record_id = b WHERE a <> b""",
        {"left": [left for left, _ in pairs], "right": [right for _, right in pairs]},
    )
    ModelScorer(connection, model).score("asked_pairs", "asked_weights", EVERY_WEIGHT)
    numbered = PairScorer(connection, numbered_settings(model.comparisons)).score("asked_pairs")
    rows = connection.execute(_explanation_sql(model.comparisons, numbered)).fetchall()
    for table in (numbered, "asked_weights", "asked_pairs"):
        connection.execute(f"DROP TABLE {table}")
    prior = math.log2(model.match_share / (1 - model.match_share))
    return [_explanation(model.comparisons, prior, row) for row in rows]


def _explanation_sql(comparisons: Sequence[Comparison], numbered: str) -> str:
    fields = []
    for comparison in comparisons:
        frequency = f"w.mw_tf_adj_{comparison.name}" if comparison.has_frequencies else "0.0"
        left, right = (
            f"concat_ws(' ', {', '.join(f'{side}.{column}::VARCHAR' for column in comparison.filled_by)})"
            for side in ("l", "r")
        )
        fields += [
            f"round(n.mw_{comparison.name})::INTEGER",
            left,
            right,
            f"w.mw_{comparison.name}",
            frequency,
        ]
    return f"""SELECT record_l, record_r, weight, probability, household_weight, {", ".join(fields)}
        FROM asked_weights AS w JOIN features AS l ON l.record_id = record_l
        JOIN features AS r ON r.record_id = record_r
        JOIN {numbered} AS n ON n.record_no_l = least(l.record_no, r.record_no)
            AND n.record_no_r = greatest(l.record_no, r.record_no)
        ORDER BY record_l, record_r"""


def _explanation(comparisons: Sequence[Comparison], prior: float, row: Sequence[object]) -> PairExplanation:
    record_l, record_r, weight, probability, household, *fields = row
    evidence = []
    for place, comparison in enumerate(comparisons):
        level, left, right, base, frequency = fields[5 * place : 5 * place + 5]
        number, rarity = int(str(level)), float(str(frequency))
        evidence.append(
            Evidence(
                comparison=comparison.name,
                outcome=comparison.levels[number - 1].label if number else "missing",
                value_l=str(left) or None,
                value_r=str(right) or None,
                weight=float(str(base)) + rarity,
                frequency_weight=rarity,
            )
        )
    return PairExplanation(
        str(record_l),
        str(record_r),
        float(str(weight)),
        float(str(probability)),
        prior,
        float(str(household)),
        tuple(evidence),
    )
