"""Which products are bought again, how often and after how long, learned from who did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analytics.arrays import Flags, Ints, Numbers

FEWEST_GAPS = 5
"""Times between two purchases of a product, or else of its category, that its usual one is the median of."""
_WORTH = 20
"""Buyers that the rate of the category counts like."""


@dataclass(frozen=True)
class RepeatHabits:
    """By product: the share of its buyers who buy it again, and after how many days they do, NaN where that
    is not known. Of `buyers` who bought it long enough ago, so many did `again`."""

    share: Numbers
    days: Numbers
    buyers: Ints
    again: Ints


@dataclass(frozen=True)
class PurchaseDays:
    """Who bought which product when, a row for each customer, product and day, sorted by all three; the
    category of each product, -1 for none, and today, in days since 1970."""

    customer: Ints
    product: Ints
    day: Ints
    category: Ints
    today: int

    @property
    def begins(self) -> Flags:
        """Whether a row is the first of its customer and product."""
        found = np.ones(len(self.day), np.bool_)
        found[1:] = (np.diff(self.customer) != 0) | (np.diff(self.product) != 0)
        return found


def habits(times: PurchaseDays) -> RepeatHabits:
    """The habits that show in what was bought. Who bought a product for the first time less than the usual
    time ago says nothing of whether it is bought again."""
    begins = times.begins
    starts = np.flatnonzero(begins)
    several = np.diff(np.append(starts, len(times.day))) > 1
    of_product, first = times.product[starts], times.day[starts]
    count = len(times.category)
    days = _usual(times.product[~begins], np.diff(times.day, prepend=0)[~begins], times.category)
    known = first <= times.today - days[of_product]  # never, where no time is usual
    buyers = np.bincount(of_product[known], minlength=count)
    again = np.bincount(of_product[known & several], minlength=count)
    return RepeatHabits(_shares(again, buyers, times.category), days, buyers, again)


def _shares(again: Ints, buyers: Ints, category: Ints) -> Numbers:
    """Shares, drawn towards that of the category, and these towards that of all (as 20 more buyers would)."""
    overall = again.sum() / max(buyers.sum(), 1.0)
    groups = category + 1
    sums = [np.bincount(groups, weights=of) for of in (again, buyers)]
    of_category = (sums[0] + _WORTH * overall) / (sums[1] + _WORTH)
    found: Numbers = (again + _WORTH * of_category[groups]) / (buyers + _WORTH)
    return found


def _usual(product: Ints, gap: Ints, category: Ints) -> Numbers:
    """The median days between two purchases of each product, else of its category, else of all."""
    count, groups = len(category), category + 1
    found = medians(product, gap, count)
    of_category = medians(groups[product], gap, int(groups.max(initial=0)) + 1)
    of_category[0] = np.nan  # of no category
    overall = medians(np.zeros(len(gap), np.int64), gap, 1)[0]
    for fallback in (of_category[groups], np.full(count, overall)):
        found = np.where(np.isnan(found), fallback, found)
    return found


def medians(group: Ints, value: Ints, count: int) -> Numbers:
    """The median of the values of each group, the lower one of two; NaN for groups of fewer than five."""
    order = np.lexsort((value, group))
    sizes = np.bincount(group, minlength=count)
    middles = np.cumsum(sizes) - sizes + (sizes - 1) // 2
    enough = sizes >= FEWEST_GAPS
    found = np.full(count, np.nan)
    found[enough] = value[order][middles[enough]]
    return found
