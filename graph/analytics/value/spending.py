"""What customers spend on a day with purchases: Gamma-Gamma, or a mean drawn towards that of all.

Gamma-Gamma is of Fader and Hardie (*The Gamma-Gamma model of monetary value*, 2013); it takes for granted
that how often people buy says nothing about how much. Where it does, means are credibility estimates
(Bühlmann, *Experience rating and credibility*, ASTIN Bulletin 1967).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from graph.analytics.arrays import Ints, Numbers
from graph.analytics.value.likelihood import likeliest

MOST_CORRELATION = 0.3
"""Correlation between number and mean of purchases up to which Gamma-Gamma is used."""
_LEAST_SHAPE, _LEAST_MEAN_SHAPE = 2.1, 1.01
"""Of the spread over customers, so that it has a variance, and a mean."""


@dataclass(frozen=True)
class Amounts:
    """By customer, of the next purchase z and the one after it: means of z, of z², and of their product."""

    mean: Numbers
    squares: Numbers
    products: Numbers


class Spending(Protocol):
    """What is known of amounts."""

    def amounts(self, count: Numbers, mean: Numbers) -> Amounts:
        """What to expect of customers of whom `count` amounts with this mean are known; 0 for nobody."""


@dataclass(frozen=True)
class GammaGamma:
    """Amounts are Gamma(p, nu) with a nu of each customer's own, which is Gamma(q, gamma) among them."""

    p: float
    q: float
    gamma: float

    def amounts(self, count: Numbers, mean: Numbers) -> Amounts:
        """See `Spending`."""
        shape = self.q + self.p * count
        scale = self.gamma + np.where(count > 0, count * mean, 0.0)
        first = self.p * scale / (shape - 1)
        both = (self.p * scale) ** 2 / ((shape - 1) * (np.maximum(shape, _LEAST_SHAPE) - 2))
        return Amounts(first, both * (self.p + 1) / self.p, both)


@dataclass(frozen=True)
class Credibility:
    """Means of customers vary around `mean` by `between`, a customer's amounts around their mean by `within`;
    both are variances."""

    mean: float
    within: float
    between: float

    def amounts(self, count: Numbers, mean: Numbers) -> Amounts:
        """See `Spending`."""
        whole = self.within + count * self.between
        trust = np.divide(count * self.between, whole, out=np.zeros(len(count)), where=whole > 0)
        first = self.mean + trust * np.where(count > 0, mean - self.mean, 0.0)
        both = first**2 + self.between * (1 - trust)
        return Amounts(first, both + self.within, both)


def log_likelihood(parameters: Numbers, count: Numbers, mean: Numbers) -> Numbers:
    """The logarithm of each customer's likelihood under (p, q, gamma)."""
    from scipy.special import betaln  # takes long

    p, q, gamma = parameters
    shape = p * count
    found: Numbers = (
        q * np.log(gamma)
        + (shape - 1) * np.log(mean)
        + shape * np.log(count)
        - (shape + q) * np.log(gamma + count * mean)
        - betaln(shape, q)
    )
    return found


def fit_gamma_gamma(count: Numbers, mean: Numbers) -> GammaGamma | None:
    """The parameters under which the means of customers, of `count` amounts each, are likeliest; none where
    the mean of all would be without bound (q up to 1)."""
    unit = float(mean.mean())
    found = likeliest(lambda it: float(log_likelihood(it, count, mean / unit).mean()), np.full(3, np.e))
    p, q, gamma = found.tolist()
    return GammaGamma(p, q, gamma * unit) if q > _LEAST_MEAN_SHAPE else None


def credible(customer: Ints, amount: Numbers) -> Credibility:
    """The variances of amounts within customers and between them, by analysis of variance; `customer` says
    whose each amount is. Without anybody who bought twice, all of it lies between customers."""
    _, who, counts = np.unique(customer, return_inverse=True, return_counts=True)
    means = np.bincount(who, weights=amount) / counts
    overall, total = float(amount.mean()), len(amount)
    freedom = total - len(counts)
    squares = float(((amount - means[who]) ** 2).sum())
    within = squares / freedom if freedom else 0.0
    spread = float((counts * (means - overall) ** 2).sum()) - (len(counts) - 1) * within
    size = total - float((counts**2).sum()) / total
    return Credibility(overall, within, max(spread / size, 0.0) if size else 0.0)
