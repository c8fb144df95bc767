"""Training without labels: u from random pairs, m and the share of matches by expectation maximisation.

Both start from the priors of `comparisons.py` and are held to them by pseudo-counts, so that a hundred records
move them little and a million decide alone. Random pairs hold a few true ones; these are taken out of u.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.identity.comparisons import Comparison

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PRIOR_MATCHES = 200.0
"""Weight of the prior m, in true pairs."""

PRIOR_CHANCES = 1000.0
"""Weight of the prior u, in random pairs."""

ROUNDS = 60
"""Most rounds of expectation maximisation; it mostly settles within ten."""


@dataclass(frozen=True)
class Patterns:
    """Distinct outcomes of candidate pairs: `levels` (patterns, comparisons) holds places of levels, from 0,
    -1 where missing; `counts` how many pairs have the pattern; `teaches` (patterns, comparisons) whether they
    may teach a comparison, since a blocking rule that does not look at its columns found them."""

    levels: Ints
    counts: Floats
    teaches: NDArray[np.bool_]


@dataclass(frozen=True)
class RandomPairs:
    """Outcomes of random pairs: for each comparison how many fell into each level, of `pairs_in_all`
    pairs that the data has."""

    counts: list[Floats]
    pairs_in_all: float


@dataclass(frozen=True)
class Rates:
    """m and u of each comparison's levels, and the share of matches among all pairs."""

    m: list[Floats]
    u: list[Floats]
    match_share: float


def prior_rates(comparisons: Sequence[Comparison], records: int) -> Rates:
    """What is known before data: the comparisons' priors, and one match per record and its peers."""
    m = [_normalised([level.m for level in comparison.levels]) for comparison in comparisons]
    u = [_normalised([level.u for level in comparison.levels]) for comparison in comparisons]
    return Rates(m, u, 1 / max(records, 10))


def log_odds(levels: Ints, rates: Rates) -> Floats:
    """Natural logarithm of the odds of a match for each row of `levels`, prior included."""
    total = np.full(len(levels), np.log(rates.match_share / (1 - rates.match_share)))
    for place, (m, u) in enumerate(zip(rates.m, rates.u, strict=True)):
        weights = np.append(np.log(m / u), 0.0)  # -1, missing, takes the last and weighs nothing
        total += weights[levels[:, place]]
    return total


def estimate_rates(patterns: Patterns, random_pairs: RandomPairs, prior: Rates) -> Rates:
    """Expectation maximisation (Fellegi-Sunter, as in Winkler 1988) with Dirichlet priors on m and u."""
    rates = prior
    for _ in range(ROUNDS):
        probability = 1 / (1 + np.exp(-log_odds(patterns.levels, rates)))
        after = _maximise(patterns, probability * patterns.counts, random_pairs, prior)
        change = max(float(np.abs(new - old).max()) for new, old in zip(after.m, rates.m, strict=True))
        rates = after
        if change < 1e-5:
            break
    return rates


def _maximise(patterns: Patterns, matches: Floats, random_pairs: RandomPairs, prior: Rates) -> Rates:
    share = float(np.clip((matches.sum() + 1) / (random_pairs.pairs_in_all + 2), 1e-10, 0.3))
    m = []
    for place, prior_m in enumerate(prior.m):
        known = patterns.teaches[:, place] & (patterns.levels[:, place] >= 0)
        seen = np.bincount(patterns.levels[known, place], weights=matches[known], minlength=len(prior_m))
        m.append((seen + PRIOR_MATCHES * prior_m) / (seen.sum() + PRIOR_MATCHES))
    u = [
        _chance_rates(counts, share * level_m, prior_u)
        for counts, level_m, prior_u in zip(random_pairs.counts, m, prior.u, strict=True)
    ]
    return Rates(m, u, share)


def _chance_rates(counts: Floats, true_share: Floats, prior_u: Floats) -> Floats:
    chance = np.maximum(counts - counts.sum() * true_share, 0.0)
    u = (chance + PRIOR_CHANCES * prior_u) / (chance.sum() + PRIOR_CHANCES)
    return _normalised(np.maximum(u, 1e-6))


def _normalised(values: Sequence[float] | Floats) -> Floats:
    array = np.asarray(values, dtype=np.float64)
    return array / array.sum()
