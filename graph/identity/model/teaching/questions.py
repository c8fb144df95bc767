"""Which pair teaches most, and how much is left to be learned.

Pairs that look alike, with the same levels and about the same weight, are one pattern: one answer tells about
all of them. What is believed of the corrections is a crowd of models that the answers allow. A question is
worth asking where these disagree, and as much as its answer would also settle of what they disagree on
elsewhere: that is how much less the probabilities of all pairs would vary, those near even odds counting
most (variance reduction; Schein and Ungar 2007).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.pairs.outcomes import Outcomes
from graph.identity.model.rates import Floats, Ints
from graph.identity.model.teaching.lessons import LN2, Belief, Design, Start, design_of, sigmoid

STEP = 2.0
"""Bits within which weights of one pattern lie: what is rare tells more than what is common."""

MOST = 3_000
"""Patterns that a question is chosen for, the most doubtful first."""

_NODES, _SHARES = np.polynomial.hermite_e.hermegauss(15)
_SHARES = _SHARES / _SHARES.sum()


@dataclass(frozen=True)
class Patterns:
    """Patterns of pairs: their design, how many pairs each stands for, and the rows of its outcomes."""

    design: Design
    counts: Floats
    members: tuple[Ints, ...]

    def above(self, belief: Belief, start: Start) -> tuple[Floats, Floats]:
        """By how many bits each pattern is above the threshold, in the mean and as a standard deviation."""
        mean = self.design.weights(belief.mean[1:]) - (start.weight + belief.mean[0])
        slopes = self._slopes(belief)
        return mean, np.sqrt(np.maximum(((slopes @ belief.covariance) * slopes).sum(axis=1), 1e-12))

    def _slopes(self, belief: Belief) -> Floats:
        return np.hstack([np.full((len(self.counts), 1), -1.0), self.design.slopes(belief.mean[1:])])

    def worth(self, belief: Belief, start: Start) -> Floats:
        """What an answer about each pattern is worth."""
        mean, spread = self.above(belief, start)
        probability = sigmoid(mean / np.sqrt(1 + np.pi / 8 * (spread * LN2) ** 2))
        information = probability * (1 - probability)
        doubtful = self.counts * information
        looked_at = np.argsort(-doubtful, kind="stable")[:MOST]
        slopes = self._slopes(belief)[looked_at]
        together = slopes @ belief.covariance @ slopes.T
        gained = information[looked_at] * LN2**2
        worth = np.zeros(len(self.counts))
        worth[looked_at] = (gained / (1 + gained * spread[looked_at] ** 2)) * (
            together**2 @ doubtful[looked_at]
        )
        return worth

    def doubt(self, belief: Belief, start: Start) -> float:
        """How many pairs are expected to be decided wrongly that would be right if all corrections were
        known."""
        mean, spread = self.above(belief, start)
        possible = sigmoid(mean[:, None] + spread[:, None] * _NODES)
        expected = possible @ _SHARES
        now = np.minimum(expected, 1 - expected)
        best = np.minimum(possible, 1 - possible) @ _SHARES
        return float((self.counts * (now - best)).sum())


def patterns_of(model: IdentityModel, outcomes: Outcomes, share: float) -> Patterns:
    """The patterns of pairs, which are a share of all; members stay in their order."""
    shared = np.minimum(outcomes.shared, 500)
    weights = outcomes.evidence - np.log2(1 + model.household_share * np.exp2(shared))
    binned = np.floor(weights / STEP).astype(np.int64)
    key = np.hstack([outcomes.levels, binned[:, None]])
    found, place, counts = np.unique(key, axis=0, return_inverse=True, return_counts=True)
    place = place.ravel()

    def mean(values: Floats) -> Floats:
        summed: Floats = np.bincount(place, weights=values, minlength=len(found)) / counts
        return summed

    ordered = np.argsort(place, kind="stable")
    members = tuple(np.split(ordered, np.cumsum(counts)[:-1])) if len(found) else ()
    examples = [outcomes.pairs[rows[0]] for rows in members]
    alike = Outcomes(examples, found[:, :-1], mean(outcomes.evidence), mean(outcomes.shared))
    return Patterns(design_of(model, alike), counts / share, members)
