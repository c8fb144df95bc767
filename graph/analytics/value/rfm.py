"""Recency, frequency and monetary value as scores from 1 to 5, 5 the best, and the segments made of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.analytics.arrays import Ints, Numbers

FEWEST_CUSTOMERS = 50
FEWEST_VALUES = 5
_BEST = 5


def ranked_by(values: Numbers) -> bool:
    """Whether values are enough to be ranked: 50 customers with 5 different values."""
    known = values[~np.isnan(values)]
    return len(known) >= FEWEST_CUSTOMERS and len(np.unique(known)) >= FEWEST_VALUES


def scores(values: Numbers, bounds: Sequence[float]) -> Ints:
    """The score of each value, the greatest best: its fifth by the mean rank of equal values, or, where there
    are not enough to rank, one more than the bounds that it reaches; 0 for what is not known."""
    known = ~np.isnan(values)
    found = np.zeros(len(values), np.int64)
    found[known] = fifths(values[known]) if ranked_by(values) else _reached(values[known], bounds)
    return found


def fifths(values: Numbers) -> Ints:
    """The fifth that each value lies in, 1 to 5, by the mean rank of equal values.

    >>> fifths(np.array([7.0, 7.0, 7.0, 8.0, 9.0])).tolist()
    [2, 2, 2, 4, 5]
    """
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    twice = 2 * np.cumsum(counts) - counts  # twice the mean rank, less one; whole, so that nothing is rounded
    fifth: Ints = 1 + (_BEST * twice) // (2 * max(len(values), 1))
    return fifth[which]


def _reached(values: Numbers, bounds: Sequence[float]) -> Ints:
    return 1 + np.searchsorted(np.sort(bounds), values, side="right").astype(np.int64)


def recency_scores(days: Ints, bounds: Sequence[float]) -> Ints:
    """The score of the days since the last purchase, few being best; a bound is reached by as many days."""
    return scores(-days.astype(np.float64), [-bound for bound in bounds])


def segment(recency: int, frequency: int, purchases: int) -> str:
    """The customary name of customers of these scores. Who bought once has the lowest frequency here: where
    most did, their mean rank lies in the second fifth, and nobody would be new.

    >>> segment(5, 5, 9), segment(1, 5, 9), segment(5, 2, 2), segment(5, 2, 1)
    ('champions', 'cannot_lose', 'potential_loyal', 'new')
    """
    return _TABLE[_BEST - recency][frequency - 1 if purchases > 1 else 0]


_TABLE = (
    ("new", "potential_loyal", "potential_loyal", "champions", "champions"),
    ("promising", "potential_loyal", "potential_loyal", "loyal", "loyal"),
    ("about_to_sleep", "about_to_sleep", "need_attention", "loyal", "loyal"),
    ("hibernating", "hibernating", "at_risk", "at_risk", "cannot_lose"),
    ("hibernating", "hibernating", "at_risk", "at_risk", "cannot_lose"),
)
"""Names by recency, the most recent first, and by frequency."""
