"""The model's weight of two records at once: what Splink's SQL computes for a run, without a query."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from graph.identity.lookup.sql_in_python import Condition, Row, columns_of, first_that_holds, python_function
from graph.identity.model.comparisons.every import Comparison
from graph.identity.model.identity_model import IdentityModel


@dataclass(frozen=True)
class Outcome:
    """What a comparison says of two records: the place of its level, from 1, or 0 where the evidence is
    missing; its weight (log2), and what of that comes from how rare the shared value is."""

    level: int
    weight: float
    frequency_weight: float


@dataclass(frozen=True)
class _Weighing:
    """A comparison: which level holds, 0 where the evidence is missing, and what each weighs."""

    name: str
    level: Condition
    weights: tuple[float, ...]
    frequencies: tuple[tuple[str, float] | None, ...]
    columns: frozenset[str]

    def outcome(self, left: Row, right: Row) -> Outcome:
        """What it says of two rows."""
        place = self.level(left, right)
        rarity = _adjustment(self.frequencies[place], left, right)
        return Outcome(place, self.weights[place] + rarity, rarity)


@dataclass(frozen=True)
class ExplainedWeight:
    """A match weight (log2): the sum of the prior, the household's part and the comparisons' outcomes;
    `shared` is what the household's part is of, the weight of all that two of one household share."""

    weight: float
    prior: float
    household: float
    shared: float
    outcomes: Mapping[str, Outcome]


class PairWeights:
    """Weights under one model."""

    def __init__(self, model: IdentityModel) -> None:
        self._prior = model.prior_weight
        rates = model.corrected_rates
        self._comparisons = [
            _weighing(comparison, rates[comparison.name]) for comparison in model.comparisons
        ]
        self._household = python_function(model.household_weight, "w")
        self._shared = python_function(model.shared_weight(), "w")

    @property
    def columns(self) -> list[str]:
        """The columns of a row that are looked at, sorted."""
        return sorted(set().union(*(comparison.columns for comparison in self._comparisons)))

    def weight(self, left: Row, right: Row) -> float:
        """The match weight (log2 odds) of two rows of features with their value frequencies."""
        return self.explain(left, right).weight

    def explain(self, left: Row, right: Row) -> ExplainedWeight:
        """The same with all that it is the sum of."""
        outcomes = {comparison.name: comparison.outcome(left, right) for comparison in self._comparisons}
        weights: dict[str, float] = {}
        for name, found in outcomes.items():
            weights[f"mw_{name}"] = found.weight - found.frequency_weight
            weights[f"mw_tf_adj_{name}"] = found.frequency_weight
        household, shared = float(self._household(weights)), float(self._shared(weights))
        weight = self._prior + sum(weights.values()) + household
        return ExplainedWeight(weight, self._prior, household, shared, outcomes)


def _weighing(comparison: Comparison, rates: Mapping[str, tuple[float, float]]) -> _Weighing:
    """As Splink makes it (`ComparisonLevel._match_weight` and `_tf_adjustment_sql`)."""
    conditions = [comparison.missing, *(level.sql for level in comparison.levels)]
    weights: list[float] = [0.0]
    frequencies: list[tuple[str, float] | None] = [None]
    for level in comparison.levels:
        m, u = rates[level.label]
        weights.append(math.log2(m / u))
        adjusted = level.frequency_of and level.sql != "ELSE"
        frequencies.append((f"tf_{level.frequency_of}", math.log2(u)) if adjusted else None)
    holds, columns = _compiled(tuple(conditions))
    columns |= {found[0] for found in frequencies if found}
    return _Weighing(comparison.name, holds, tuple(weights), tuple(frequencies), columns)


@lru_cache(maxsize=100)
def _compiled(conditions: tuple[str, ...]) -> tuple[Condition, frozenset[str]]:
    """Which of the conditions holds, and the columns that they look at; the same for every explanation."""
    columns = frozenset(column for sql in conditions for column in columns_of(sql))
    return first_that_holds(conditions), columns


def _adjustment(frequency: tuple[str, float] | None, left: Row, right: Row) -> float:
    """log2 of the level's u over the frequency of the more common of the two values."""
    if frequency is None:
        return 0.0
    column, expected = frequency
    known = [row[column] for row in (left, right) if row[column] is not None]
    return expected - math.log2(max(known)) if known else 0.0
