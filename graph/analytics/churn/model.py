"""A model of who will leave: learned on an earlier time, chosen, calibrated and measured on a later one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analytics.arrays import Flags, Numbers
from graph.analytics.churn.trees import Trees, grow

LEAVES = (4, 16)
"""Sizes of trees that are tried."""
_BINS = 5
_STEPS = 50


@dataclass(frozen=True)
class Calibration:
    """Log-odds as they turned out: slope times those of the model, plus an intercept (Platt 1999)."""

    slope: float
    intercept: float

    def probability(self, log_odds: Numbers) -> Numbers:
        """The calibrated probability."""
        found: Numbers = 1 / (1 + np.exp(-np.clip(self.slope * log_odds + self.intercept, -30, 30)))
        return found


@dataclass(frozen=True)
class Quality:
    """How good the probabilities were on people whom the trees had not seen, each calibrated on others: the
    area under the ROC curve, the Brier score beside that of the same probability for all, and per fifth of
    the probabilities their mean beside the share who left."""

    people: int
    left: int
    auc: float
    brier: float
    brier_alike: float
    reliability: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class ChurnModel:
    """Trees with their calibration."""

    trees: Trees
    calibration: Calibration
    leaves: int
    quality: Quality

    def probability(self, features: Numbers) -> Numbers:
        """The probability that each leaves within the horizon."""
        return self.calibration.probability(self.trees.log_odds(features))

    def contributions(self, features: Numbers) -> Numbers:
        """What each feature adds to each one's calibrated log-odds, beside those of everybody."""
        return self.calibration.slope * self.trees.contributions(features)


def learn(earlier: tuple[Numbers, Flags], later: tuple[Numbers, Flags]) -> ChurnModel:
    """The model learned on features and outcomes of an earlier time, with the size of trees that foretells
    those of a later one best, and calibrated on it."""
    features, left = later
    grown = {leaves: grow(*earlier, leaves) for leaves in LEAVES}
    scores = {leaves: trees.log_odds(features) for leaves, trees in grown.items()}
    crossed = {leaves: _crossed(log_odds, left) for leaves, log_odds in scores.items()}
    best = min(LEAVES, key=lambda leaves: _log_loss(crossed[leaves], left))
    quality = measured(crossed[best], left)
    return ChurnModel(grown[best], calibrate(scores[best], left), best, quality)


def calibrate(log_odds: Numbers, left: Flags) -> Calibration:
    """Slope and intercept under which the outcomes are likeliest, by Newton's method, with Platt's targets
    in place of 0 and 1 so that they stay finite."""
    count, total = int(left.sum()), len(left)
    target = np.where(left, (count + 1) / (count + 2), 1 / (total - count + 2))
    found = np.array([1.0, 0.0])
    for _ in range(_STEPS):
        probability = Calibration(*found).probability(log_odds)
        spread, error = np.maximum(probability * (1 - probability), 1e-12), target - probability
        crossed = (spread * log_odds).sum()
        curve = np.array([[(spread * log_odds**2).sum(), crossed], [crossed, spread.sum()]])
        step = np.linalg.solve(curve + 1e-9 * np.eye(2), [(error * log_odds).sum(), error.sum()])
        found = found + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-10:
            break
    return Calibration(float(found[0]), float(found[1]))


def measured(probability: Numbers, left: Flags) -> Quality:
    """How good probabilities were."""
    share = left.mean()
    order = np.argsort(probability, kind="stable")
    fifths = [part for part in np.array_split(order, _BINS) if len(part)]
    return Quality(
        len(left),
        int(left.sum()),
        auc(probability, left),
        float(((probability - left) ** 2).mean()),
        float(share * (1 - share)),
        tuple((float(probability[part].mean()), float(left[part].mean())) for part in fifths),
    )


def auc(score: Numbers, hit: Flags) -> float:
    """The probability that one who did has the greater score than one who did not, equal ones half."""
    _, which, counts = np.unique(score, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[which]
    hits = int(hit.sum())
    return float((ranks[hit].sum() - hits * (hits + 1) / 2) / (hits * (len(hit) - hits)))


def _crossed(log_odds: Numbers, left: Flags) -> Numbers:
    """Probabilities of every second one, calibrated on the others."""
    found = np.zeros(len(left))
    for half in (slice(0, None, 2), slice(1, None, 2)):
        others = np.ones(len(left), bool)
        others[half] = False
        found[half] = calibrate(log_odds[others], left[others]).probability(log_odds[half])
    return found


def _log_loss(probability: Numbers, left: Flags) -> float:
    return -float(np.log(np.where(left, probability, 1 - probability)).mean())
