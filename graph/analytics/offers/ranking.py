"""From candidates to the few offers of a customer: of different categories, or what is popular."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from graph.analytics.arrays import Flags, Ints, Numbers


def diverse(products: Iterable[int], category: Sequence[int], most: int, of_category: int) -> list[int]:
    """Places of the first products, of one category no more than so many while there are others; those of no
    category (-1) are all different.

    >>> diverse([7, 8, 9, 6], [0] * 9 + [1], 3, 2)
    [0, 1, 2]
    >>> diverse([5, 6, 7, 9], [0] * 9 + [1], 3, 2)
    [0, 1, 3]
    """
    chosen, put_back, held = list[int](), list[int](), Counter[int]()
    for place, product in enumerate(products):
        of = category[product]
        if of >= 0 and held[of] >= of_category:
            put_back.append(place)
            continue
        held[of] += 1
        chosen.append(place)
        if len(chosen) == most:
            return chosen
    return (chosen + put_back)[:most]


@dataclass(frozen=True)
class Popular:
    """What is popular today: products that are sold, the most popular first, as many as can be needed."""

    products: list[int]
    category: Sequence[int]
    most: int
    of_category: int

    @classmethod
    def of(cls, popularity: Numbers, active: Flags, category: Ints, bounds: tuple[int, int]) -> Popular:
        """The products that anybody bought."""
        order = np.lexsort((np.arange(len(popularity)), -popularity))
        sold = order[(popularity[order] > 0) & active[order]]
        return cls(sold.tolist(), category.tolist(), *bounds)

    def without(self, known: set[int]) -> list[int]:
        """The most popular products but those that a customer knows."""
        rest: list[int] = []
        for product in self.products:
            if product not in known:
                rest.append(product)
            if len(rest) == 4 * self.most:
                break
        return [rest[place] for place in diverse(rest, self.category, self.most, self.of_category)]
