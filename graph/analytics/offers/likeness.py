"""How much having one product speaks for another: item-based nearest neighbours, and EASE."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.analytics.arrays import Flags, Ints, Numbers
from graph.policy.masks import SMALLEST_GROUP

if TYPE_CHECKING:
    from scipy.sparse import csr_array

MOST_DENSE = 4_000
"""Products, those that most customers have, that EASE is learned of: time grows with their cube."""
NEIGHBOURS = 200
_BLOCK = 1_000
_REGULAR = 100.0


@dataclass(frozen=True)
class Likeness:
    """Pairs of products sorted by `key`, `had * products + other`: the weight with which having one speaks
    for the other, and how many customers have both. `customers` is how many have each product."""

    key: Ints
    weight: Numbers
    both: Ints
    customers: Ints

    @cached_property
    def matrix(self) -> csr_array[Any, Any]:
        """The weights, a row for each product that is had."""
        from scipy.sparse import csr_array  # takes long

        count = len(self.customers)
        had, other = np.divmod(self.key, max(count, 1))
        return csr_array((self.weight, (had, other)), shape=(count, count))

    def of_pairs(self, had: Ints, other: Ints) -> tuple[Numbers, Ints]:
        """Weight and number of customers with both of each pair; 0 for pairs that are not among these."""
        wanted = had * len(self.customers) + other
        place = np.minimum(np.searchsorted(self.key, wanted), max(len(self.key) - 1, 0))
        if not len(self.key):
            return np.zeros(len(wanted)), np.zeros(len(wanted), np.int64)
        there = self.key[place] == wanted
        return np.where(there, self.weight[place], 0.0), np.where(there, self.both[place], 0)


def by_cosine(had: csr_array[Any, Any]) -> Likeness:
    """Cosine of the sets of customers who have each (Sarwar et al. 2001), of a matrix customers x products of
    ones; of each product the 200 nearest."""
    customers = _customers(had)
    parts = []
    for begin in range(0, had.shape[1], _BLOCK):
        both = (had[:, begin : begin + _BLOCK].T @ had).tocoo()
        other, one = both.row + begin, both.col
        counts = both.data.astype(np.int64)
        weight = counts / np.sqrt(customers[other] * customers[one])
        parts.append(_nearest(one.astype(np.int64), other.astype(np.int64), weight, counts))
    return _likeness(parts, customers)


def by_ease(had: csr_array[Any, Any]) -> Likeness:
    """Weights of the linear model that foretells each product by all others (EASE, Steck 2019) of the 4,000
    products that most have; what speaks against a product is left out, so that every score has reasons."""
    from scipy.linalg import inv  # takes long
    from threadpoolctl import threadpool_limits

    customers = _customers(had)
    dense = np.sort(np.argsort(-customers, kind="stable")[:MOST_DENSE])
    both = (had[:, dense].T @ had[:, dense]).toarray().astype(np.float64)
    regular = both + _REGULAR * np.eye(len(dense))
    with threadpool_limits(limits=1):  # the same digits on every machine
        inverse = inv(regular, overwrite_a=True, check_finite=False)
    weight = inverse / -np.diag(inverse)
    np.fill_diagonal(weight, 0)
    parts = []
    for begin in range(0, len(dense), _BLOCK):
        one, other = np.nonzero(weight[:, begin : begin + _BLOCK] > 0)
        counts = both[one, other + begin].astype(np.int64)
        parts.append(_nearest(dense[one], dense[other + begin], weight[one, other + begin], counts))
    return _likeness(parts, customers)


def _customers(had: csr_array[Any, Any]) -> Ints:
    return np.bincount(had.indices, minlength=had.shape[1]).astype(np.int64)


Pairs = tuple[Ints, Ints, Numbers, Ints]
_NONE = np.zeros(0, np.int64)
_NOTHING: Pairs = (_NONE, _NONE, np.zeros(0), _NONE)


def _nearest(one: Ints, other: Ints, weight: Numbers, both: Ints) -> Pairs:
    """Of each other product the pairs of most weight that enough customers have."""
    kept: Flags = (both >= SMALLEST_GROUP) & (one != other)
    one, other, weight, both = one[kept], other[kept], weight[kept], both[kept]
    order = np.lexsort((one, -weight, other))
    one, other, weight, both = one[order], other[order], weight[order], both[order]
    first = np.searchsorted(other, other)
    near = np.arange(len(other)) - first < NEIGHBOURS
    return one[near], other[near], weight[near], both[near]


def _likeness(parts: list[Pairs], customers: Ints) -> Likeness:
    one, other, weight, both = (np.concatenate(columns) for columns in zip(_NOTHING, *parts, strict=True))
    key = one * len(customers) + other
    order = np.argsort(key)
    return Likeness(key[order], weight[order], both[order], customers)
