"""How often customers will buy: the beta-geometric model of purchases until a customer leaves unseen.

While a customer stays, purchases follow a Poisson process with a rate of its own, gamma-distributed among
customers (r, alpha); after each purchase the customer leaves with a probability of its own, beta-distributed
(a, b). BG/NBD is of Fader, Hardie and Lee (*Counting your customers the easy way*, Marketing Science 2005).
In MBG/NBD of Batislam, Denizel and Filiztekin (International Journal of Research in Marketing 2007) customers
may leave after the first purchase, too, so that those who bought once are not taken to stay for ever.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analytics.arrays import Numbers
from graph.analytics.value.likelihood import likeliest

BG, MBG = 0, 1
"""Chances to leave that a customer has had before the first repeat purchase, by model."""
_NODES = 32
_NEAR_ZERO = 1e-4


@dataclass(frozen=True)
class Repeats:
    """By customer: repeat purchases `x`, from the first purchase the time until the last (`last`) and until
    now (`age`), in days."""

    x: Numbers
    last: Numbers
    age: Numbers


@dataclass(frozen=True)
class PurchaseOutlook:
    """By customer, of the time ahead: the mean number of purchases, the mean of n (n - 1), and the
    probability of none."""

    mean: Numbers
    pairs: Numbers
    none: Numbers


@dataclass(frozen=True)
class BuyingModel:
    """Parameters of the model, times in days, with the log-likelihood of what they were fitted to."""

    r: float
    alpha: float
    a: float
    b: float
    early: int = MBG
    log_likelihood: float = np.nan

    def alive(self, of: Repeats) -> Numbers:
        """The probability that each customer has not left."""
        chances = of.x + self.early
        times = (self.r + of.x) * np.log((self.alpha + of.age) / (self.alpha + of.last))
        with np.errstate(divide="ignore", over="ignore"):
            left = np.where(chances > 0, self.a / (self.b + chances - 1) * np.exp(times), 0.0)
        return 1 / (1 + left)

    def outlook(self, of: Repeats, days: float) -> PurchaseOutlook:
        """What to expect of the next `days`.

        Given that a customer is there, rate and probability of leaving are independent: Gamma(r + x, alpha +
        age) and Beta(a, b + chances). The integrals over the rate are closed, those over the probability
        Gauss-Jacobi.
        """
        alive = self.alive(of)
        mean, pairs = np.zeros(len(of.x)), np.zeros(len(of.x))
        for x in np.unique(of.x):
            of_these = np.flatnonzero(of.x == x)
            p, weights = _beta_nodes(self.a, self.b + x + self.early)
            first, second = _moments(self.r + x, self.alpha + of.age[of_these, None], p, days)
            mean[of_these], pairs[of_these] = (first * weights).sum(1), (second * weights).sum(1)
        scale = self.alpha + of.age
        none = (scale / (scale + days)) ** (self.r + of.x)
        return PurchaseOutlook(alive * mean, alive * pairs, 1 - alive * (1 - none))


def fit_buying(of: Repeats, weights: Numbers | None = None, early: int = MBG) -> BuyingModel:
    """The parameters under which what customers did is likeliest; `weights` say how many each stands for."""
    unit = max(float(of.age.max()), 1.0)
    scaled = Repeats(of.x, of.last / unit, of.age / unit)
    weights = np.ones(len(of.x)) if weights is None else weights

    def mean(parameters: Numbers) -> float:
        return float((weights * log_likelihood(parameters, scaled, early)).sum() / weights.sum())

    parameters = likeliest(mean, np.ones(4)) * np.array([1, unit, 1, 1])
    likelihood = float((weights * log_likelihood(parameters, of, early)).sum())
    r, alpha, a, b = parameters.tolist()
    return BuyingModel(r, alpha, a, b, early, likelihood)


def log_likelihood(parameters: Numbers, of: Repeats, early: int) -> Numbers:
    """The logarithm of each customer's likelihood under (r, alpha, a, b): that they are still there, or left
    after the last purchase."""
    from scipy.special import betaln, gammaln  # takes long

    r, alpha, a, b = parameters
    chances = of.x + early
    stayed = betaln(a, b + chances) - (r + of.x) * np.log(alpha + of.age)
    left = np.where(
        chances > 0,
        betaln(a + 1, b + np.maximum(chances, 1) - 1) - (r + of.x) * np.log(alpha + of.last),
        -np.inf,
    )
    common = gammaln(r + of.x) - gammaln(r) + r * np.log(alpha) - betaln(a, b)
    found: Numbers = common + np.logaddexp(stayed, left)
    return found


def _moments(shape: float, scale: Numbers, p: Numbers, days: float) -> tuple[Numbers, Numbers]:
    """Of purchases within `days` of customers who are there, whose rate is Gamma(shape, scale) and who leave
    with p after each: the mean of n and of n (n - 1), a row each customer, a column each p."""
    remains = (scale / (scale + p * days)) ** shape
    mean = (1 - remains) / p
    tail = days * shape * remains / (scale + p * days)
    pairs = 2 * (1 - p) * (mean - tail) / p
    # For p near 0 both are differences of nearly equal numbers; those of a Poisson process stand for them.
    near = p * days / scale < _NEAR_ZERO
    poisson = shape * days / scale
    return (
        np.where(near, poisson, mean),
        np.where(near, poisson * (shape + 1) * days / scale, pairs),
    )


def _beta_nodes(a: float, b: float) -> tuple[Numbers, Numbers]:
    """Points and weights, which add up to 1, of the integral over a beta distribution: the Gauss-Jacobi rule
    as eigenvalues (Golub and Welsch, *Calculation of Gauss quadrature rules*, 1969); scipy's overflows."""
    from scipy.linalg import eigh_tridiagonal  # takes long

    alpha, beta, n = b - 1, a - 1, np.arange(1, _NODES, dtype=np.float64)
    whole = 2 * n + alpha + beta
    diagonal = np.concatenate(
        ([(beta - alpha) / (alpha + beta + 2)], (beta**2 - alpha**2) / (whole * (whole + 2)))
    )
    # For the first, (n + alpha + beta) / (whole - 1) is 1, and may be 0 / 0.
    ratio = np.concatenate(([1.0], (n[1:] + alpha + beta) / (whole[1:] - 1)))
    beside = np.sqrt(4 * n * (n + alpha) * (n + beta) * ratio / (whole**2 * (whole + 1)))
    x, vectors = eigh_tridiagonal(diagonal, beside)
    return np.maximum((1 + x) / 2, np.finfo(float).tiny), vectors[0] ** 2
