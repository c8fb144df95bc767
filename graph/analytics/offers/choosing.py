"""Which way of foretelling is best for a company: measured on the last product that customers took to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.analytics.arrays import Flags, Ints, Numbers
from graph.analytics.offers.again import PurchaseDays
from graph.analytics.offers.likeness import Likeness, by_cosine, by_ease

if TYPE_CHECKING:
    from scipy.sparse import csr_array

MODELS: Mapping[str, Callable[[csr_array[Any, Any]], Likeness]] = MappingProxyType(
    {"cosine": by_cosine, "ease": by_ease}
)
POPULARITY = "popularity"
FEWEST_SEVERAL = 100
"""Customers with two products or more; with fewer nothing is learned."""
_ASKED_OF = 3
_MOST_ASKED = 2_000
_LISTED = 10
_CELLS = 5_000_000
"""Scores of customers and products that are worked out at once."""


@dataclass(frozen=True)
class HitRates:
    """How often the product left out was among the first ten of all that the customer did not have, and how
    far in front (NDCG)."""

    share: float
    ndcg: float


@dataclass(frozen=True)
class HeldProducts:
    """Ones where customers have products (a row each, sorted), without the product left out of each of the
    customers `asked`; how popular products are without these."""

    had: csr_array[Any, Any]
    popularity: Numbers
    asked: Ints
    left_out: Ints


@dataclass(frozen=True)
class TakenProducts:
    """Each customer and product once, sorted by both, with the first and the last day of it."""

    customer: Ints
    product: Ints
    first: Ints
    last: Ints

    @classmethod
    def of(cls, times: PurchaseDays) -> TakenProducts:
        """What was bought, however often."""
        starts = np.flatnonzero(times.begins)
        ends = np.append(starts[1:], len(times.day)) - 1 if len(starts) else starts
        return cls(times.customer[starts], times.product[starts], times.day[starts], times.day[ends])


def popularity(taken: TakenProducts, today: int, half_life: float, products: int) -> Numbers:
    """How many customers have each product, each counting half as much with every half-life since."""
    worth = 0.5 ** ((today - taken.last) / half_life)
    return np.round(np.bincount(taken.product, weights=worth, minlength=products), 9)


def sparse(customer: Ints, product: Ints, values: Numbers, shape: tuple[int, int]) -> csr_array[Any, Any]:
    """A matrix customers x products with these values, and zeros elsewhere."""
    from scipy.sparse import csr_array  # takes long

    return csr_array((values, (customer, product)), shape=shape)


def ones(customer: Ints, product: Ints, shape: tuple[int, int]) -> csr_array[Any, Any]:
    """The same with ones at these places."""
    return sparse(customer, product, np.ones(len(customer)), shape)


def latest(taken: TakenProducts) -> Ints:
    """The rows of what each customer with several products took to last, a drawn one of one day."""
    drawn = np.random.default_rng(0).permutation(len(taken.customer))
    order = np.lexsort((drawn, taken.first, taken.customer))
    customer = taken.customer[order]
    ends = np.flatnonzero(np.diff(customer, append=-1) != 0)
    several = np.bincount(customer)[customer[ends]] > 1
    return order[ends[several]]


def held_out(
    taken: TakenProducts, rows: Ints, shape: tuple[int, int], today: int, half_life: float
) -> HeldProducts:
    """Leave rows out, one of each of some customers."""
    kept = np.ones(len(taken.customer), np.bool_)
    kept[rows] = False
    rest = TakenProducts(taken.customer[kept], taken.product[kept], taken.first[kept], taken.last[kept])
    had = ones(rest.customer, rest.product, shape)
    weights = popularity(rest, today, half_life, shape[1])
    return HeldProducts(had, weights, taken.customer[rows], taken.product[rows])


def measured(held: HeldProducts, likeness: Likeness | None) -> HitRates:
    """How often a likeness, or without one popularity alone, finds what was left out; what no likeness speaks
    for comes last, by popularity."""
    places: list[Ints] = []
    fallback = held.popularity / (held.popularity.max(initial=0) + 1) * 1e-9
    block = max(1, _CELLS // max(len(fallback), 1))
    for begin in range(0, len(held.asked), block):
        asked, wanted = held.asked[begin : begin + block], held.left_out[begin : begin + block]
        own = held.had[asked]
        scores = np.tile(fallback, (len(asked), 1))
        if likeness is not None:
            scores += (own @ likeness.matrix).toarray()
        scores[own.nonzero()] = -np.inf
        mine = scores[np.arange(len(asked)), wanted][:, None]
        before: Flags = (scores > mine) | ((scores == mine) & (np.arange(scores.shape[1]) < wanted[:, None]))
        places.append(before.sum(1))
    place = np.concatenate(places)
    found = place < _LISTED
    gains = np.where(found, 1 / np.log2(place + 2), 0.0)
    return HitRates(float(found.mean()), float(gains.mean()))


def compared(
    taken: TakenProducts, shape: tuple[int, int], today: int, half_life: float
) -> dict[str, HitRates]:
    """What popularity and each model find; empty where fewer than 100 customers have several products."""
    rows = latest(taken)
    if len(rows) < FEWEST_SEVERAL:
        return {}
    asked = min(len(rows) // _ASKED_OF, _MOST_ASKED)  # who is asked teaches less
    drawn = rows[np.arange(asked) * len(rows) // asked]
    held = held_out(taken, drawn, shape, today, half_life)
    found = {POPULARITY: measured(held, None)}
    return found | {name: measured(held, learn(held.had)) for name, learn in MODELS.items()}


def best(found: Mapping[str, HitRates]) -> str:
    """The name of what finds most, nearest the front; of equal ones the first."""
    return max(found, key=lambda name: found[name].ndcg) if found else POPULARITY
