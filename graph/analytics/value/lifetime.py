"""What customers are expected to be worth in the next twelve months, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analytics.arrays import Numbers
from graph.analytics.purchases import Histories, Purchases
from graph.analytics.value.buying import BuyingModel, PurchaseOutlook, Repeats, fit_buying
from graph.analytics.value.spending import (
    MOST_CORRELATION,
    Amounts,
    GammaGamma,
    Spending,
    credible,
    fit_gamma_gamma,
)

YEAR = 365.0
_QUARTERS = 4
FEWEST_BUYERS = 100
FEWEST_REPEATERS = 30
SHORTEST_DAYS = 180
_MOST_FITTED = 100_000


@dataclass(frozen=True)
class Lifetimes:
    """By buyer: expected purchases of twelve months, the probability of being a customer still, and the value
    expected with its 10th and 90th percentile."""

    purchases: Numbers
    alive: Numbers
    value: Numbers
    low: Numbers
    high: Numbers


@dataclass(frozen=True)
class LifetimeModel:
    """How often customers buy and what they spend; `correlation` is that of number and mean of purchases
    among those who bought on several days, null where it is not defined."""

    buying: BuyingModel
    spending: Spending
    correlation: float | None

    def lifetimes(self, of: Histories, margin: float, discount: float) -> Lifetimes:
        """What to expect of each buyer: revenue times `margin`, at a `discount` a year, by quarters."""
        repeats, count = repeats_of(of), of.priced_days.astype(np.float64)
        ahead = [self.buying.outlook(repeats, YEAR * n / _QUARTERS) for n in range(1, _QUARTERS + 1)]
        amounts = self.spending.amounts(count, np.nan_to_num(of.mean_day))
        means = np.array([np.zeros(len(count)), *(each.mean for each in ahead)])
        factors = (1 + discount) ** -((np.arange(_QUARTERS) + 0.5) / _QUARTERS)
        year = ahead[-1]
        worth = margin * np.divide(
            (factors[:, None] * np.diff(means, axis=0)).sum(0),
            year.mean,
            out=np.ones(len(count)),
            where=year.mean > 0,
        )
        low, high = (worth * quantile(year, amounts, share) for share in (0.1, 0.9))
        return Lifetimes(year.mean, self.buying.alive(repeats), worth * year.mean * amounts.mean, low, high)


def quantile(ahead: PurchaseOutlook, amounts: Amounts, share: float) -> Numbers:
    """The amount that is not exceeded with this probability: 0 as far as nothing is bought, beyond it the
    gamma distribution with the mean and variance of what is spent if anything is."""
    from scipy.special import gammaincinv  # takes long

    some = np.maximum(1 - ahead.none, np.finfo(float).tiny)
    mean = ahead.mean * amounts.mean / some
    squares = (ahead.mean * amounts.squares + ahead.pairs * amounts.products) / some
    variance = np.maximum(squares - mean**2, np.finfo(float).tiny)
    rest = np.clip((share - ahead.none) / some, 0, 1)
    with np.errstate(invalid="ignore"):
        found = gammaincinv(mean**2 / variance, rest) * variance / np.maximum(mean, np.finfo(float).tiny)
    return np.where((rest > 0) & (mean > 0), found, 0.0)


def repeats_of(of: Histories) -> Repeats:
    """What the model of buying looks at: days with purchases after the first."""
    ints = (of.days - 1, of.last - of.first, of.today - of.first)
    return Repeats(*(each.astype(np.float64) for each in ints))


def lack_of_history(of: Histories) -> str | None:
    """Why there is too little to learn from; null where there is enough."""
    if len(of.days) < FEWEST_BUYERS:
        return f"fewer than {FEWEST_BUYERS} customers have bought"
    if (of.days > 1).sum() < FEWEST_REPEATERS:
        return f"fewer than {FEWEST_REPEATERS} customers have bought on more than one day"
    if (of.today - of.first).max() < SHORTEST_DAYS:
        return f"the first purchase is less than {SHORTEST_DAYS} days ago"
    return (
        None
        if (of.net > 0).any()
        else "no purchase has an amount in the company's currency (`revenue` in the rules)"
    )


def fit_lifetimes(purchases: Purchases) -> LifetimeModel:
    """The model of all buyers, fitted to at most 100,000 of them, evenly taken."""
    of = purchases.histories
    taken = np.arange(0, len(of.days), max(-(-len(of.days) // _MOST_FITTED), 1))
    repeats = repeats_of(of)
    rows, counts = np.unique(
        np.array([repeats.x, repeats.last, repeats.age])[:, taken], axis=1, return_counts=True
    )
    buying = fit_buying(Repeats(*rows), counts.astype(np.float64))
    mean = np.nan_to_num(of.mean_day)
    repeaters = taken[(of.priced_days[taken] > 1) & (mean[taken] > 0)]
    count, means = of.priced_days[repeaters].astype(np.float64), mean[repeaters]
    correlation = _correlation(count, means)
    fits = correlation is not None and abs(correlation) < MOST_CORRELATION
    spending: Spending | None = fit_gamma_gamma(count, means) if fits else None
    if spending is None:
        known = purchases.priced > 0
        spending = credible(purchases.customer[known], purchases.amount[known])
    return LifetimeModel(buying, spending, correlation)


def spending_name(spending: Spending) -> str:
    """What the method is called in reports."""
    return "gamma_gamma" if isinstance(spending, GammaGamma) else "shrunken_mean"


def _correlation(left: Numbers, right: Numbers) -> float | None:
    if len(left) < FEWEST_REPEATERS or not left.std() or not right.std():
        return None
    return float(np.corrcoef(left, right)[0, 1])
