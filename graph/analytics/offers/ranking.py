"""From candidates to the few offers of a customer: of different categories, or what is popular."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from graph.analytics.arrays import Flags, Ints, Numbers


class OfferLimits(NamedTuple):
    """How many offers a customer gets, and how many of one category while there are others."""

    most: int
    of_category: int


def diverse(products: Iterable[int], category: Sequence[int], bounds: OfferLimits) -> list[int]:
    """Places of the first products, of one category no more than so many while there are others; those of no
    category (-1) are all different.

    >>> diverse([7, 8, 9, 6], [0] * 9 + [1], OfferLimits(3, 2))
    [0, 1, 2]
    >>> diverse([5, 6, 7, 9], [0] * 9 + [1], OfferLimits(3, 2))
    [0, 1, 3]
    """
    chosen, put_back, held = list[int](), list[int](), Counter[int]()
    for place, product in enumerate(products):
        of = category[product]
        if of >= 0 and held[of] >= bounds.of_category:
            put_back.append(place)
            continue
        held[of] += 1
        chosen.append(place)
        if len(chosen) == bounds.most:
            return chosen
    return (chosen + put_back)[: bounds.most]


def shortlist(customer: Ints, category: Ints, bounds: OfferLimits, known: int = 0) -> Flags:
    """Which rows, the best of each customer first, can be among those that are `diverse`, wherever `known`
    of them are left out before."""
    groups = customer * (category.max(initial=-1) + 2) + category + 1
    first = np.where(category < 0, bounds.most, bounds.of_category) + known
    found: Flags = (_places(groups) < first) | (_places(customer) < bounds.most + known)
    return found


def _places(group: Ints) -> Ints:
    """The place of each row among those of its group."""
    order = np.argsort(group, kind="stable")
    found = np.empty(len(group), np.int64)
    found[order] = np.arange(len(group)) - np.searchsorted(group[order], group[order])
    return found


@dataclass(frozen=True)
class PopularProducts:
    """What is popular today: products that are sold, the most popular first, with the category of each
    product."""

    products: Ints
    category: Ints
    bounds: OfferLimits
    _short: dict[int, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, popularity: Numbers, active: Flags, category: Ints, bounds: OfferLimits) -> PopularProducts:
        """The products that anybody bought."""
        order = np.lexsort((np.arange(len(popularity)), -popularity))
        return cls(order[(popularity[order] > 0) & active[order]], category, bounds)

    def without(self, known: set[int]) -> list[int]:
        """The most popular products but those that a customer knows."""
        rest: list[int] = []

        def unknown() -> Iterator[int]:
            for product in self._shortlist(len(known)):
                if product not in known:
                    rest.append(product)
                    yield product

        return [rest[place] for place in diverse(unknown(), self._categories, self.bounds)]

    @cached_property
    def _categories(self) -> list[int]:
        found: list[int] = self.category.tolist()
        return found

    def _shortlist(self, known: int) -> list[int]:
        if known not in self._short:
            nobody = np.zeros(len(self.products), np.int64)
            chosen = shortlist(nobody, self.category[self.products], self.bounds, known)
            self._short[known] = self.products[chosen].tolist()
        return self._short[known]
