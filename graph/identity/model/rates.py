"""Training without labels: u from random pairs, m and the share of matches by expectation maximisation.

Pairs are one of three: one person, two people of one household, or strangers. Relatives agree on family name
and address as one person does and on all else as strangers do, colleagues on employer and contacts; without
them in the model, a family that lives together would teach it that one person has many given names. (A
mixture with one more class than Fellegi and Sunter's, as in Larsen and Rubin 2001.)

Both start from the priors of `comparisons/every.py` and are held to them by pseudo-counts, so that a hundred
records
move them little and a million decide alone. Random pairs hold a few true ones; these are taken out of u.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graph.identity.model.comparisons.every import FAMILY_SHARED, Comparison
from graph.identity.model.comparisons.names import NAME_PAIR

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PRIOR_MATCHES = 200.0
"""Weight of the prior m, in true pairs."""

PRIOR_CHANCES = 1000.0
"""Weight of the prior u, in random pairs."""

PRIOR_PAIRS = 1000.0
"""Weight of the prior share of matches, in pairs: a handful of records says little about how often people are
in it twice."""

FEWEST_RECORDS = 100
"""A record is taken to have a peer among as many others as there are, but not among fewer than these."""

LEAST_CHANCE = 1e-6
"""What no u falls below: random pairs are too few to show what is rarer."""

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
    """m and u of each comparison's levels, and the shares of matches and of relatives among all pairs.

    `shared` marks the comparisons on which relatives agree, `learned` those that keep to no prior,
    `of_the_data` those whose m is that of chance as far as true pairs do not tell; `most_different` is what m
    of the last level does not rise above. `name_pair` is the place of the comparison of both names at once.
    """

    m: list[Floats]
    u: list[Floats]
    match_share: float
    household_share: float
    shared: tuple[bool, ...]
    learned: tuple[bool, ...]
    of_the_data: tuple[bool, ...]
    most_different: tuple[float, ...]
    name_pair: int | None = None

    def with_names_together(self, together: float) -> Rates:
        """Where strangers agree in both names `together` times as often as by chance.

        One person's do not: the level of equal names weighs so much less against those of strangers.
        """
        if self.name_pair is None:
            return self
        m = list(self.m)
        m[self.name_pair] = m[self.name_pair] / np.append(together, np.ones(len(m[self.name_pair]) - 1))
        return replace(self, m=m)


def prior_rates(comparisons: Sequence[Comparison], records: int) -> Rates:
    """What is known before data: the comparisons' priors, and one match per record and its peers."""
    m = [_normalised([level.m for level in comparison.levels]) for comparison in comparisons]
    u = [_normalised([level.u for level in comparison.levels]) for comparison in comparisons]
    share = 1 / max(records, FEWEST_RECORDS)
    shared = tuple(comparison.name in FAMILY_SHARED for comparison in comparisons)
    learned = tuple(comparison.learned for comparison in comparisons)
    of_the_data = tuple(comparison.of_the_data for comparison in comparisons)
    most_different = tuple(comparison.most_different for comparison in comparisons)
    household = share if any(shared) else 0.0
    names = [comparison.name for comparison in comparisons]
    name_pair = names.index(NAME_PAIR.name) if NAME_PAIR.name in names else None
    return Rates(m, u, share, household, shared, learned, of_the_data, most_different, name_pair)


def estimate_rates(patterns: Patterns, random_pairs: RandomPairs, prior: Rates) -> Rates:
    """Expectation maximisation with Dirichlet priors on m and u."""
    prior = _as_chance_has_it(prior, random_pairs)
    rates = prior
    for _ in range(ROUNDS):
        person, household = class_odds(patterns.levels, rates)
        chance = person + household + 1
        matches = patterns.counts * person / chance
        relatives = patterns.counts * household / chance
        after = _maximise(patterns, matches, relatives, random_pairs, prior)
        change = max(float(np.abs(new - old).max()) for new, old in zip(after.m, rates.m, strict=True))
        rates = after
        if change < 1e-5:
            break
    return rates


def usual_rates(random_pairs: RandomPairs, prior: Rates) -> Rates:
    """Rates that no pairs can lead astray: m as it is everywhere, u from random pairs."""
    u = [
        _normalised(np.maximum(_chance_rates(counts, 0.0 * prior_u, prior_u), LEAST_CHANCE))
        if learned
        else prior_u
        for counts, prior_u, learned in zip(random_pairs.counts, prior.u, prior.learned, strict=True)
    ]
    return _as_chance_has_it(replace(prior, u=u), random_pairs)


def safe_rates(random_pairs: RandomPairs, prior: Rates) -> Rates:
    """The usual rates, and of all pairs a single true one.

    So a pair's odds are above even only where chance would bring about no such agreement among all pairs.
    """
    usual = usual_rates(random_pairs, prior)
    return replace(usual, match_share=1 / max(random_pairs.pairs_in_all, 1))


def _as_chance_has_it(prior: Rates, random_pairs: RandomPairs) -> Rates:
    """With m and u of what is only known of the data as random pairs have it."""
    m, u = list(prior.m), list(prior.u)
    for place, counts in enumerate(random_pairs.counts):
        if prior.of_the_data[place] and counts.sum():
            m[place] = u[place] = _normalised(np.maximum(counts / counts.sum(), LEAST_CHANCE))
    return replace(prior, m=m, u=u)


def class_odds(levels: Ints, rates: Rates) -> tuple[Floats, Floats]:
    """For each row of `levels` the odds of one person, and of one household, against strangers."""
    person = np.full(len(levels), np.log(rates.match_share))
    household = np.full(len(levels), np.log(max(rates.household_share, 1e-30)))
    for place, (m, u, shared) in enumerate(zip(rates.m, rates.u, rates.shared, strict=True)):
        weights = np.append(np.log(m / u), 0.0)[
            levels[:, place]
        ]  # -1, missing, takes the last and weighs nothing
        person += weights
        if shared:
            household += weights
    return np.exp(np.minimum(person, 300)), np.exp(np.minimum(household, 300))


def _maximise(
    patterns: Patterns, matches: Floats, relatives: Floats, random_pairs: RandomPairs, prior: Rates
) -> Rates:
    expected = matches.sum() + PRIOR_PAIRS * prior.match_share
    share = float(np.clip(expected / (random_pairs.pairs_in_all + PRIOR_PAIRS), 1e-10, 0.3))
    pairs = max(random_pairs.pairs_in_all, 1)  # a single record has none
    household = float(np.clip(relatives.sum() / pairs, 1e-12, 0.3)) if any(prior.shared) else 0.0
    m, u = [], []
    for place, (prior_m, prior_u) in enumerate(zip(prior.m, prior.u, strict=True)):
        if not prior.learned[place]:
            m.append(prior_m)
            u.append(prior_u)
            continue
        known = patterns.teaches[:, place] & (patterns.levels[:, place] >= 0)
        seen = np.bincount(patterns.levels[known, place], weights=matches[known], minlength=len(prior_m))
        level_m = (seen + PRIOR_MATCHES * prior_m) / (seen.sum() + PRIOR_MATCHES)
        level_m = _plausible(level_m, prior.most_different[place])
        alike = share + (household if prior.shared[place] else 0.0)
        counts = random_pairs.counts[place]
        level_u = _normalised(np.maximum(_chance_rates(counts, alike * level_m, prior_u), LEAST_CHANCE))
        if prior.of_the_data[place]:  # what no pair of the data shows says nothing of one that comes later
            level_m = np.where(counts > 0, level_m, level_u)
        m.append(level_m)
        u.append(level_u)
    return replace(prior, m=m, u=u, match_share=share, household_share=household)


def _plausible(m: Floats, most_different: float) -> Floats:
    """`m` with no more in its last level than a person's own records can differ."""
    if m[-1] <= most_different:
        return m
    scale = (1 - most_different) / m[:-1].sum()
    held: Floats = np.append(m[:-1] * scale, most_different)
    return held


def _chance_rates(counts: Floats, true_share: Floats, prior_u: Floats) -> Floats:
    chance = np.maximum(counts - counts.sum() * true_share, 0.0)
    rates: Floats = (chance + PRIOR_CHANCES * prior_u) / (chance.sum() + PRIOR_CHANCES)
    return rates


def _normalised(values: Sequence[float] | Floats) -> Floats:
    array = np.asarray(values, dtype=np.float64)
    scaled: Floats = array / array.sum()
    return scaled
