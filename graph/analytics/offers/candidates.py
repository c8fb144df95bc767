"""Which products may be offered to each customer, how strong each is, and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np

from graph.analytics.arrays import Flags, Ints, Numbers
from graph.analytics.offers.again import RepeatHabits
from graph.analytics.offers.baskets import Baskets, Pairs
from graph.analytics.offers.choosing import TakenProducts, sparse
from graph.analytics.offers.likeness import Likeness
from graph.analytics.offers.ranking import OfferLimits, shortlist
from graph.policy.masks import SMALLEST_GROUP

FAINTEST = 0.005
"""What is less is no reason to offer anything; shown scores have three decimals."""
_AT_ONCE = 4_000


class Basis(IntEnum):
    """What speaks for an offer; of equal strength the first counts."""

    AGAIN = 0
    INTEREST = 1
    TOGETHER = 2


@dataclass(frozen=True)
class Candidates:
    """Products for customers, sorted by customer, then the strongest first; all columns are as long."""

    customer: Ints
    product: Ints
    score: Numbers
    basis: Ints

    def where(self, chosen: Flags | Ints) -> Candidates:
        """The candidates of a mask, or at these places."""
        return Candidates(self.customer[chosen], self.product[chosen], self.score[chosen], self.basis[chosen])


@dataclass(frozen=True)
class CandidateSources:
    """All that candidates come from: baskets, each product that customers took to once, how products are
    alike, the habits of buying again, and which of them are habits; how popular products are now."""

    baskets: Baskets
    taken: TakenProducts
    likeness: Likeness | None
    habits: RepeatHabits
    again_share: float
    popularity: Numbers

    @property
    def width(self) -> int:
        """How many products there are."""
        return len(self.popularity)

    @cached_property
    def bought(self) -> Ints:
        """What customers bought, as sorted keys of pairs."""
        return _pairs(self, self.taken.customer, self.taken.product)

    @cached_property
    def complained(self) -> Ints:
        """What they complained about."""
        return self._keys(self.baskets.complained)

    @cached_property
    def running(self) -> Ints:
        """What they have a contract for."""
        return self._keys(self.baskets.running)

    def _keys(self, pairs: Pairs) -> Ints:
        return _pairs(self, pairs.customer, pairs.product)


def candidates(sources: CandidateSources, bounds: OfferLimits) -> Iterator[tuple[int, int, Candidates]]:
    """The places from which to which customers are, and what can become an offer of theirs, in parts of some
    thousand customers."""
    own = _sorted(sources, [_again(sources), _interests(sources)])
    for begin in range(0, len(sources.baskets.customers), _AT_ONCE):
        end = begin + _AT_ONCE
        mine = own.where(np.arange(*np.searchsorted(own.customer, (begin, end))))
        found = _sorted(sources, [mine, _alike(sources, begin, end)])
        category = sources.baskets.products.category[found.product]
        yield begin, end, found.where(shortlist(found.customer, category, bounds))


def _again(sources: CandidateSources) -> Candidates:
    """What is due again: the share of buyers who buy it again, halved as often as its usual time has passed
    since it was due. Of what has a contract that runs, nothing, nor of what so few bought again that it would
    tell of single people."""
    taken, habits = sources.taken, sources.habits
    days = habits.days[taken.product]
    late = sources.baskets.times.today - taken.last - days
    due = (late >= 0) & (habits.share[taken.product] >= sources.again_share)  # no usual time: never
    due &= (habits.again[taken.product] >= SMALLEST_GROUP) & ~_among(sources.running, sources.bought)
    score = habits.share[taken.product][due] * 0.5 ** (late[due] / np.maximum(days[due], 1))
    return _made(taken.customer[due], taken.product[due], score, Basis.AGAIN)


def _interests(sources: CandidateSources) -> Candidates:
    """What customers looked at, put into a cart, and did not buy."""
    shown = sources.baskets.shown
    wanted = shown.strength > 0
    found = _made(shown.customer[wanted], shown.product[wanted], shown.strength[wanted], Basis.INTEREST)
    return found.where(~_among(sources.bought, _pairs(sources, found.customer, found.product)))


def _alike(sources: CandidateSources, begin: int, end: int) -> Candidates:
    """What those buy, too, who bought the same as some customers, or what these are interested in."""
    if sources.likeness is None:
        return _made(*(np.zeros(0, np.int64),) * 2, np.zeros(0), Basis.TOGETHER)
    signs = signs_of(sources, begin, end)
    shape = (min(end, len(sources.baskets.customers)) - begin, sources.width)
    matrix = sparse(signs.customer - begin, signs.product, signs.score, shape)
    scores = (matrix @ sources.likeness.matrix).tocoo()
    customer, product = scores.row.astype(np.int64) + begin, scores.col.astype(np.int64)
    found = _made(customer, product, scores.data, Basis.TOGETHER)
    return found.where(~_among(sources.bought, _pairs(sources, found.customer, found.product)))


def signs_of(sources: CandidateSources, begin: int, end: int) -> Candidates:
    """What speaks for other products, of the customers from one place to another: each product that they
    bought, with 1, and what they are interested in and did not buy, with the strength of that."""
    rows = slice(*np.searchsorted(sources.taken.customer, (begin, end)))
    customer, product = sources.taken.customer[rows], sources.taken.product[rows]
    bought = _made(customer, product, np.ones(len(customer)), Basis.TOGETHER)
    shown = sources.baskets.shown
    rows = slice(*np.searchsorted(shown.customer, (begin, end)))
    liked = _made(shown.customer[rows], shown.product[rows], shown.strength[rows], Basis.INTEREST)
    mine = _pairs(sources, customer, product)
    liked = liked.where((liked.score > 0) & ~_among(mine, _pairs(sources, liked.customer, liked.product)))
    return _joined([bought, liked])


def _sorted(sources: CandidateSources, parts: list[Candidates]) -> Candidates:
    """All that may be offered, of one customer and product the strongest alone."""
    found = _joined(parts)
    allowed = sources.baskets.products.active[found.product] & (found.score >= FAINTEST)
    allowed &= ~_among(sources.complained, _pairs(sources, found.customer, found.product))
    found = found.where(allowed)
    found = found.where(
        np.lexsort((found.basis, -found.score, _pairs(sources, found.customer, found.product)))
    )
    pairs = _pairs(sources, found.customer, found.product)
    found = found.where(np.diff(pairs, prepend=-1) != 0)
    order = (found.product, -sources.popularity[found.product], -found.score, found.customer)
    return found.where(np.lexsort(order))


def _made(customer: Ints, product: Ints, score: Numbers, basis: Basis) -> Candidates:
    return Candidates(customer, product, np.round(score, 3), np.full(len(customer), basis, np.int64))


def _joined(parts: list[Candidates]) -> Candidates:
    columns = zip(*((it.customer, it.product, it.score, it.basis) for it in parts), strict=True)
    return Candidates(*(np.concatenate(column) for column in columns))


def _pairs(sources: CandidateSources, customer: Ints, product: Ints) -> Ints:
    return customer * sources.width + product


def _among(keys: Ints, wanted: Ints) -> Flags:
    """Which of some keys are among sorted ones: what is asked costs, and hardly how many there are."""
    place = np.searchsorted(keys, wanted)
    found: Flags = place < len(keys)
    found[found] = keys[place[found]] == wanted[found]
    return found
