"""The trained model: what a run needs to score pairs."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any

from graph.identity.model.blocking.plan import BlockingRule
from graph.identity.model.comparisons.every import COMPARISONS, FAMILY_SHARED, Comparison
from graph.identity.model.comparisons.names import GIVEN_NAME, SAME_GIVEN
from graph.identity.model.ground import Ground

SAFE = "agreements that chance does not explain"
"""How the threshold of the safe model is found."""

USUAL = "usual rates, with caution where few pairs are certain"
"""How the threshold of the model of usual rates is found."""

CAUTIOUS = "even odds, with caution where matches are few"
"""How the threshold of a model is found that learned from the data alone, of sources that hold duplicates."""

LABELLED = "best F1 on labelled pairs"
"""How the threshold of a model is found that learned from labels."""

TAUGHT = "answers of stewards"
"""How the threshold of a model is found that learned from judgements."""


@dataclass(frozen=True)
class Threshold:
    """The match weight from which a link counts, how it was found, and the figures behind it."""

    weight: float
    method: str
    figures: dict[str, float]


@dataclass(frozen=True)
class IdentityModel:
    """(m, u) per comparison and label of a level, the shares of matches and of relatives among all pairs,
    blocking rules, threshold.

    `records` is how many it was trained on: a value never seen then counts as held by one of them; `ground`
    is what they were like. `corrections` are what stewards' answers taught: bits that a level weighs beyond
    its rates, by comparison and label. `namesake_share` is how many relatives have one given name.
    """

    rates: dict[str, dict[str, tuple[float, float]]]
    match_share: float
    household_share: float
    rules: tuple[BlockingRule, ...]
    refused: tuple[BlockingRule, ...]
    threshold: Threshold
    records: int
    ground: Ground
    corrections: dict[str, dict[str, float]] = field(default_factory=dict)
    namesake_share: float = 0.0

    @property
    def comparisons(self) -> list[Comparison]:
        """The comparisons in use, in the order in which they are explained."""
        return [COMPARISONS[name].with_levels(levels) for name, levels in self.rates.items()]

    @property
    def frequency_priors(self) -> dict[str, float]:
        """The feature columns whose value frequencies adjust weights, with the prior u of their level."""
        levels = [level for comparison in self.comparisons for level in comparison.levels]
        return {level.frequency_of: level.u for level in reversed(levels) if level.frequency_of}

    @property
    def prior_weight(self) -> float:
        """The weight of two records of which nothing is known."""
        return weight_of(self.match_share)

    @property
    def records_per_person(self) -> float:
        """How many records the person of a record has in the mean, itself included."""
        return 1 + self.match_share * (self.records - 1)

    @property
    def household_weight(self) -> str:
        """SQL over Splink's columns: the weight (≤ 0) that a pair gets for perhaps being two of one
        household, or of one employer.

        Bayes' rule with relatives among those who are not one person: with h the share of relatives and s the
        weight of all that relatives share, it is -log2(1 + h 2^s).
        """
        if not self.household_share or not any(c.name in FAMILY_SHARED for c in self.comparisons):
            return "0.0"
        return f"-log2(1 + {self.household_share} * pow(2, least({self.shared_weight()}, 500)))"

    def shared_weight(self, table: str = "") -> str:
        """SQL over Splink's columns (of `table`, as in "w."): the weight of all that two of one household or
        employer share, if the model compares anything of it."""
        shared = [c for c in self.comparisons if c.name in FAMILY_SHARED]
        weights = {c.name: f"{table}mw_{c.name}" for c in shared}
        if weights.keys() >= {"family_name", "employer"}:  # colleagues have other family names
            family, employer = weights["family_name"], weights["employer"]
            weights["family_name"] = f"CASE WHEN {employer} > 0 THEN greatest({family}, 0) ELSE {family} END"
        frequencies = [f"{table}mw_tf_adj_{c.name}" for c in shared if c.has_frequencies]
        return " + ".join((*weights.values(), *frequencies, *self._name_of_relatives(table))) or "0.0"

    def _name_of_relatives(self, table: str) -> list[str]:
        """SQL: what an equal given name says for relatives and against strangers, of whom it is as rare as it
        weighs: j / u of m / u."""
        if not self.namesake_share or GIVEN_NAME.name not in self.rates:
            return []
        m, _ = self.rates[GIVEN_NAME.name][SAME_GIVEN]
        weight = f"{table}mw_{GIVEN_NAME.name} + {table}mw_tf_adj_{GIVEN_NAME.name}"
        return [f"greatest({weight} + {math.log2(self.namesake_share / m)}, 0)"]

    @property
    def is_safe(self) -> bool:
        """Whether it is the model for data that teach none."""
        return self.threshold.method == SAFE

    @property
    def is_usual(self) -> bool:
        """Whether its true pairs are those of everywhere, since the data's own led training astray."""
        return self.threshold.method == USUAL

    @property
    def is_cautious(self) -> bool:
        """Whether its threshold lies above even odds for no more than that matches are few."""
        return self.threshold.method in (CAUTIOUS, USUAL)

    @property
    def is_labelled(self) -> bool:
        """Whether it learned from labels, which a new training without them would lose."""
        return self.threshold.method == LABELLED

    @property
    def corrected_rates(self) -> dict[str, dict[str, tuple[float, float]]]:
        """The rates with m such that each level weighs what it does with its correction; not a probability
        then."""
        return {
            name: {label: (m * 2 ** self._correction(name, label), u) for label, (m, u) in levels.items()}
            for name, levels in self.rates.items()
        }

    def _correction(self, name: str, label: str) -> float:
        return self.corrections.get(name, {}).get(label, 0.0)

    def with_threshold(self, threshold: Threshold) -> IdentityModel:
        """The same model with another threshold."""
        return replace(self, threshold=threshold)

    def with_corrections(self, corrections: dict[str, dict[str, float]]) -> IdentityModel:
        """The same model with these corrections in the place of those that it has."""
        return replace(self, corrections=corrections)

    def untaught(self) -> IdentityModel:
        """The model as it was before answers taught it."""
        if self.threshold.method != TAUGHT:
            return self
        figures = dict(self.threshold.figures)
        before = Threshold(figures.pop("without_answers"), "without answers", figures)
        return replace(self, corrections={}, threshold=before)

    def settings(self) -> dict[str, Any]:
        """Splink's settings for this model."""
        rates = self.corrected_rates
        comparisons = [
            comparison.to_splink(*zip(*rates[comparison.name].values(), strict=True))
            for comparison in self.comparisons
        ]
        return {
            **splink_settings(comparisons, self.match_share),
            "retain_intermediate_calculation_columns": True,
        }


def weight_of(probability: float) -> float:
    """The match weight of a probability: the binary logarithm of its odds."""
    return math.log2(probability / (1 - probability))


def splink_settings(comparisons: list[dict[str, Any]], match_share: float) -> dict[str, Any]:
    """Settings for a linker over a feature table; the pairs are always given, so no rule of Splink's runs."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "record_no",
        "comparisons": comparisons,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": "1=1"}],
        "probability_two_random_records_match": match_share,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }
