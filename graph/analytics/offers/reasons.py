"""Why a product is offered, in words."""

from __future__ import annotations

from functools import cache

import numpy as np

from graph.analytics.offers.candidates import Basis, Candidates, CandidateSources, signs_of
from graph.analytics.purchases import day_text
from graph.analytics.rounding import significant
from graph.policy.masks import SMALLEST_GROUP

LATELY_DAYS = 90
_LONGEST = 80
_ROUND = 100


def reasons(sources: CandidateSources, offers: Candidates) -> list[str]:
    """The reason of each offer; they are sorted by customer."""
    found = np.empty(len(offers.customer), object)
    for basis, told in ((Basis.AGAIN, _again), (Basis.INTEREST, _interest), (Basis.TOGETHER, _together)):
        rows = np.flatnonzero(offers.basis == basis)
        if len(rows):
            found[rows] = told(sources, offers.where(rows))
    words: list[str] = found.tolist()
    return words


def popular_reasons(sources: CandidateSources) -> dict[int, str]:
    """The reason to offer what many bought, by product; of fewer than five customers no number is told."""
    taken, count = sources.taken, sources.width
    since = sources.baskets.times.today - LATELY_DAYS
    ever = np.bincount(taken.product, minlength=count)
    lately = np.bincount(taken.product[taken.last > since], minlength=count)
    return {
        product: f"{_customers(all_)} bought it" + _lately(all_, now)
        for product, (all_, now) in enumerate(zip(ever.tolist(), lately.tolist(), strict=True))
    }


def _again(sources: CandidateSources, offers: Candidates) -> list[str]:
    taken, habits = sources.taken, sources.habits
    place = np.searchsorted(sources.bought, offers.customer * sources.width + offers.product)
    return [
        f"bought on {day_text(day)}; of {_count(buyers)} who could have, {_part(again, buyers)} bought it"
        f" again, usually after {days:.0f} days"
        for day, buyers, again, days in zip(
            taken.last[place].tolist(),
            habits.buyers[offers.product].tolist(),
            habits.again[offers.product].tolist(),
            habits.days[offers.product].tolist(),
            strict=True,
        )
    ]


def _interest(_sources: CandidateSources, offers: Candidates) -> list[str]:
    return ["looked at or asked for, and not bought"] * len(offers.customer)


def _together(sources: CandidateSources, offers: Candidates) -> list[str]:
    """Of all that speaks for an offer, what adds most to its score."""
    likeness = sources.likeness
    if likeness is None:
        return []
    signs = signs_of(sources, int(offers.customer[0]), int(offers.customer[-1]) + 1)
    signs = signs.where(np.lexsort((signs.product, signs.customer)))
    begins, ends = (np.searchsorted(signs.customer, offers.customer, side) for side in ("left", "right"))
    offer = np.repeat(np.arange(len(offers.customer)), ends - begins)
    sign = np.arange(len(offer)) - np.repeat(np.cumsum(ends - begins) - (ends - begins), ends - begins)
    sign += begins[offer]
    weight, both = likeness.of_pairs(signs.product[sign], offers.product[offer])
    order = np.lexsort((sign, -weight * signs.score[sign], offer))
    strongest = order[np.searchsorted(offer[order], np.arange(len(offers.customer)))]
    because, shown = signs.product[sign[strongest]], signs.basis[sign[strongest]] == Basis.INTEREST
    words = [_INTERESTED if each else _BOUGHT for each in shown.tolist()]
    rows = zip(words, because.tolist(), offers.product.tolist(), both[strongest].tolist(), strict=True)
    return [
        text.format(_name(sources, first), _name(sources, other), _count(buyers), _part(count, buyers))
        for text, first, other, count in rows
        for buyers in (int(likeness.customers[first]),)
    ]


_INTERESTED = "interested in {0}; of {2} who bought that, {3} bought {1} too"
_BOUGHT = "bought {0}; of {2} who did, {3} bought {1} too"


def _name(sources: CandidateSources, product: int) -> str:
    name = sources.baskets.products.names[product]
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


@cache
def _count(count: int) -> str:
    """A number of people; large ones roundly, since they grow by the day."""
    return str(count) if count < _ROUND else f"about {significant(np.array([float(count)]))[0]:,.0f}"


def _part(count: int, of: int) -> str:
    """How many of so many; no number where it would tell what fewer than five others did not."""
    return _count(count) if of - count >= SMALLEST_GROUP or count >= of else "most"


def _customers(count: int) -> str:
    return f"{_count(count)} customers" if count >= SMALLEST_GROUP else "fewer than five customers"


def _lately(ever: int, lately: int) -> str:
    if ever < SMALLEST_GROUP:
        return ""
    count = _part(lately, ever) if lately >= SMALLEST_GROUP else "fewer than five"
    return f", {count} of them in the last {LATELY_DAYS} days"
