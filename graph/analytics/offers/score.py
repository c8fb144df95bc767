"""Next best offers, written to the graph: to whom, what, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from graph.analytics.ground import ScoreGround
from graph.analytics.offers.again import habits
from graph.analytics.offers.barred import forbidden, waiting
from graph.analytics.offers.baskets import Baskets, read_baskets
from graph.analytics.offers.candidates import Basis, Candidates, CandidateSources, candidates
from graph.analytics.offers.choosing import (
    FEWEST_SEVERAL,
    MODELS,
    TakenProducts,
    best,
    compared,
    ones,
    popularity,
)
from graph.analytics.offers.ranking import OfferLimits, PopularProducts, diverse
from graph.analytics.offers.reasons import popular_reasons, reasons
from graph.analytics.offers.writing import Offer, write_offers
from graph.analytics.rounding import significant
from graph.policy.masks import SMALLEST_GROUP
from graph.rules.offers import OfferRules

POPULAR = "popular"


def score_offers(ground: ScoreGround) -> int:
    """Write what to offer next to each customer who bought or looked at a product; returns to how many there
    is something to offer."""
    rules = ground.rules.offers
    baskets = read_baskets(ground.connection, ground.rules, ground.as_of)
    denied = forbidden(ground.connection, rules, ground.as_of, list(baskets.customers))
    paused = waiting(ground.connection, rules, ground.as_of) & set(baskets.customers)
    sources, said = stocked(baskets, rules)
    barred, bases = denied | paused, OfferBases()
    offers = ((id_, made) for id_, made in offered(sources, rules) if id_ not in barred)
    count = write_offers(ground, bases.counted(offers))
    ground.report["offers"] = said | {
        "customers": len(baskets.customers),
        "offered": count,
        "forbidden": len(denied),
        "paused": len(paused - denied),
        "bases": bases.told,
    }
    return count


@dataclass
class OfferBases:
    """What offers rest on: how many there are, and to how many customers."""

    offers: Counter[str] = field(default_factory=Counter)
    customers: Counter[str] = field(default_factory=Counter)

    def counted(self, offers: Iterable[tuple[str, list[Offer]]]) -> Iterator[tuple[str, list[Offer]]]:
        """The same; on their way they are counted."""
        for id_, made in offers:
            self.offers.update(each.basis for each in made)
            self.customers.update({each.basis for each in made})
            yield id_, made

    @property
    def told(self) -> list[dict[str, Any]]:
        """Both numbers by basis, for the report."""
        return [
            {"basis": name, "offers": count, "customers": self.customers[name]}
            for name, count in sorted(self.offers.items())
        ]


def stocked(baskets: Baskets, rules: OfferRules) -> tuple[CandidateSources, dict[str, Any]]:
    """All that offers are made from, and what is said of how it was learned."""
    times, taken = baskets.times, TakenProducts.of(baskets.times)
    shape = len(baskets.customers), len(baskets.products.ids)
    found = compared(taken, shape, times.today, rules.half_life_days)
    name = best(found)
    learn = MODELS.get(name)
    lacks = None
    if not found:
        lacks = f"fewer than {FEWEST_SEVERAL} customers bought several products"
    said = {
        "model": name,
        "lacks": lacks,
        "measured": {each: {k: round(v, 6) for k, v in asdict(hits).items()} for each, hits in found.items()},
    }
    sources = CandidateSources(
        baskets,
        taken,
        learn(ones(taken.customer, taken.product, shape)) if learn else None,
        habits(times),
        rules.again_share,
        popularity(taken, times.today, rules.half_life_days, shape[1]),
    )
    return sources, said


def offered(sources: CandidateSources, rules: OfferRules) -> Iterator[tuple[str, list[Offer]]]:
    """The offers of each customer who has any, the best first; customers in the order of their ids."""
    bounds = OfferLimits(rules.most, rules.of_category)
    category = sources.baskets.products.category.tolist()
    best_sold = _BestSold.of(sources, bounds)
    for begin, end, part in candidates(sources, bounds):
        found = _made(sources, _chosen(part, category, bounds))
        for place in range(begin, min(end, len(sources.baskets.customers))):
            made = found.get(place) or best_sold.offers(place)
            if made:
                yield sources.baskets.customers[place], made


def _chosen(part: Candidates, category: list[int], bounds: OfferLimits) -> Candidates:
    """The candidates that become offers."""
    products, kept = part.product.tolist(), list[int]()
    begins = np.flatnonzero(np.diff(part.customer, prepend=-1)).tolist()
    for begin, end in zip(begins, [*begins, len(products)][1:], strict=True):
        kept += [begin + place for place in diverse(products[begin:end], category, bounds)]
    return part.where(np.array(kept, np.int64))


def _made(sources: CandidateSources, chosen: Candidates) -> dict[int, list[Offer]]:
    """The offers of customers, by place."""
    rows = zip(
        chosen.customer.tolist(),
        chosen.product.tolist(),
        significant(chosen.score).tolist(),
        chosen.basis.tolist(),
        reasons(sources, chosen),
        strict=True,
    )
    found: dict[int, list[Offer]] = {}
    for customer, product, score, basis, reason in rows:
        mine, id_ = found.setdefault(customer, []), sources.baskets.products.ids[product]
        mine.append(Offer(id_, len(mine) + 1, score, Basis(basis).name.lower(), reason))
    return found


@dataclass(frozen=True)
class _BestSold:
    """What is popular, for those of whom too little is known."""

    sources: CandidateSources
    popular: PopularProducts
    share: list[float]
    words: dict[int, str]

    @classmethod
    def of(cls, sources: CandidateSources, bounds: OfferLimits) -> _BestSold:
        """That of all customers; no share is told of what fewer than five bought."""
        products = sources.baskets.products
        popular = PopularProducts.of(sources.popularity, products.active, products.category, bounds)
        buyers = np.bincount(sources.taken.product, minlength=sources.width)
        share = np.where(
            buyers >= SMALLEST_GROUP, sources.popularity / max(len(sources.baskets.customers), 1), 0
        )
        return cls(sources, popular, significant(share).tolist(), popular_reasons(sources))

    def offers(self, customer: int) -> list[Offer]:
        """The offers of one customer, by place: nothing that was bought or complained about."""
        ids, known = self.sources.baskets.products.ids, set[int]()
        for of in (self.sources.taken, self.sources.baskets.complained):
            begin, end = np.searchsorted(of.customer, (customer, customer + 1))
            known.update(of.product[begin:end].tolist())
        return [
            Offer(ids[product], place, self.share[product], POPULAR, self.words[product])
            for place, product in enumerate(self.popular.without(known), 1)
        ]
