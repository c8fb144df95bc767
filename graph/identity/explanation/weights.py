"""Why two records are one person, or not: the weight of each comparison."""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import duckdb

from graph.identity.connection.temporary import make_table
from graph.identity.lookup.sql_in_python import Row
from graph.identity.lookup.weights import PairWeights
from graph.identity.model.comparisons.every import Comparison
from graph.identity.model.comparisons.frequencies import with_frequencies_sql
from graph.identity.model.identity_model import IdentityModel


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
    """A pair's weight (log2) and where it comes from: prior + household + the weights of all evidence.

    `shared` is the weight of all that two of one household, or of one firm, share; household is what of it
    does not count.
    """

    record_l: str
    record_r: str
    weight: float
    probability: float
    prior: float
    household: float
    shared: float
    evidence: tuple[Evidence, ...]


def explain_pairs(
    connection: duckdb.DuckDBPyConnection, model: IdentityModel, pairs: Sequence[tuple[str, str]]
) -> list[PairExplanation]:
    """Explain pairs of record ids, candidates or not; sorted by the two ids, the smaller first.

    Pairs with a record that `features` does not have are left out.
    """
    records = {record for pair in pairs for record in pair}
    rows = _feature_rows(connection, model, records)
    texts = _compared_texts(connection, model)
    weights = PairWeights(model)
    return [
        _explanation(model.comparisons, weights, (rows[left], rows[right]), (texts[left], texts[right]))
        for left, right in sorted({(min(pair), max(pair)) for pair in pairs})
        if left != right and left in rows and right in rows
    ]


def _feature_rows(
    connection: duckdb.DuckDBPyConnection, model: IdentityModel, records: Collection[str]
) -> dict[str, Row]:
    """The rows of records with the frequencies of their values, by record."""
    make_table(connection, "explained", _EXPLAINED, ids=sorted(records))
    found = connection.sql(with_frequencies_sql(model.frequency_priors, "explained")).to_arrow_table()
    return {row["record_id"]: row for row in found.to_pylist()}


_LARGEST = 1000.0
"""Bits beyond which a power of two is no number any more."""

_EXPLAINED = "FROM features WHERE record_id IN (SELECT unnest($ids::VARCHAR[]))"


def _compared_texts(
    connection: duckdb.DuckDBPyConnection, model: IdentityModel
) -> dict[str, tuple[str, ...]]:
    """What each comparison looks at in each of the rows before, in words."""
    columns = [
        f"concat_ws(' ', {', '.join(f'{column}::VARCHAR' for column in comparison.filled_by)})"
        for comparison in model.comparisons
    ]
    query = f"SELECT record_id, {', '.join(columns)} FROM explained"
    return {record: tuple(texts) for record, *texts in connection.execute(query).fetchall()}


def _explanation(
    comparisons: Sequence[Comparison],
    weights: PairWeights,
    rows: tuple[Row, Row],
    texts: tuple[Sequence[str], Sequence[str]],
) -> PairExplanation:
    found = weights.explain(*rows)
    evidence = tuple(
        Evidence(
            comparison=comparison.name,
            outcome=comparison.levels[outcome.level - 1].label if outcome.level else "missing",
            value_l=left or None,
            value_r=right or None,
            weight=outcome.weight,
            frequency_weight=outcome.frequency_weight,
        )
        for comparison, left, right in zip(comparisons, *texts, strict=True)
        for outcome in [found.outcomes[comparison.name]]
    )
    probability = 1 / (1 + 2.0 ** min(-found.weight, _LARGEST))
    record_l, record_r = (str(row["record_id"]) for row in rows)
    return PairExplanation(
        record_l=record_l,
        record_r=record_r,
        weight=found.weight,
        probability=probability,
        prior=found.prior,
        household=found.household,
        shared=found.shared,
        evidence=evidence,
    )
