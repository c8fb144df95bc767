"""Next best offers, written to the graph: to whom, what, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import numpy as np

from graph.analytics.ground import Ground
from graph.analytics.offers.again import habits
from graph.analytics.offers.barred import forbidden, waiting
from graph.analytics.offers.baskets import Baskets, read_baskets
from graph.analytics.offers.candidates import Basis, Candidates, Shelf, candidates
from graph.analytics.offers.choosing import (
    FEWEST_SEVERAL,
    MODELS,
    Taken,
    best,
    compared,
    ones,
    popularity,
)
from graph.analytics.offers.ranking import Popular, diverse
from graph.analytics.offers.reasons import popular_reasons, reasons
from graph.analytics.offers.writing import Offer, write_offers
from graph.analytics.rounding import significant
from graph.behaviour.offer_rules import OfferRules

_POOL = 6
"""Candidates that are looked at for each offer, so that categories differ."""
POPULAR = "popular"


def score_offers(ground: Ground) -> int:
    """Write what to offer next to each customer who bought or looked at a product; returns to how many there
    is something to offer."""
    rules = ground.rules.offers
    baskets = read_baskets(ground.connection, ground.rules, ground.as_of)
    denied = forbidden(ground.connection, rules, ground.as_of, list(baskets.customers))
    paused = waiting(ground.connection, rules, ground.as_of) & set(baskets.customers)
    shelf, said = stocked(baskets, rules)
    barred = denied | paused
    offers = {id_: made for id_, made in offered(shelf, rules) if id_ not in barred}
    ground.report["offers"] = said | {
        "customers": len(baskets.customers),
        "offered": len(offers),
        "forbidden": len(denied),
        "paused": len(paused - denied),
        "by_basis": dict(sorted(Counter(each.basis for made in offers.values() for each in made).items())),
    }
    write_offers(ground.store, offers)
    return len(offers)


def stocked(baskets: Baskets, rules: OfferRules) -> tuple[Shelf, dict[str, Any]]:
    """All that offers are made from, and what is said of how it was learned."""
    times, taken = baskets.times, Taken.of(baskets.times)
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
    shelf = Shelf(
        baskets,
        taken,
        learn(ones(taken.customer, taken.product, shape)) if learn else None,
        habits(times),
        rules.again_share,
        popularity(taken, times.today, rules.half_life_days, shape[1]),
    )
    return shelf, said


def offered(shelf: Shelf, rules: OfferRules) -> Iterator[tuple[str, list[Offer]]]:
    """The offers of each customer who has any, the best first."""
    baskets = shelf.baskets
    category, found = baskets.products.category.tolist(), set[int]()
    for part in candidates(shelf, _POOL * rules.most):
        chosen = _chosen(part, category, rules)
        words = reasons(shelf, chosen)
        columns = (chosen.customer, chosen.product, significant(chosen.score), chosen.basis)
        rows = zip(*(column.tolist() for column in columns), words, strict=True)
        by_customer: dict[int, list[Offer]] = {}
        for customer, product, score, basis, reason in rows:
            mine = by_customer.setdefault(customer, [])
            mine.append(
                Offer(baskets.products.ids[product], len(mine) + 1, score, Basis(basis).name.lower(), reason)
            )
        found.update(by_customer)
        yield from ((baskets.customers[it], made) for it, made in by_customer.items())
    yield from _popular(shelf, rules, found)


def _chosen(part: Candidates, category: list[int], rules: OfferRules) -> Candidates:
    """The candidates that become offers."""
    products, kept = part.product.tolist(), list[int]()
    begins = np.flatnonzero(np.diff(part.customer, prepend=-1)).tolist()
    for begin, end in zip(begins, [*begins, len(products)][1:], strict=True):
        places = diverse(products[begin:end], category, rules.most, rules.of_category)
        kept += [begin + place for place in places]
    return part.where(np.array(kept, np.int64))


def _popular(shelf: Shelf, rules: OfferRules, found: set[int]) -> Iterator[tuple[str, list[Offer]]]:
    """What is popular, for those of whom too little is known: all who are not `found`."""
    baskets, products = shelf.baskets, shelf.baskets.products
    bounds = rules.most, rules.of_category
    popular = Popular.of(shelf.popularity, products.active, products.category, bounds)
    share = significant(shelf.popularity / max(len(baskets.customers), 1)).tolist()
    words = popular_reasons(shelf)
    known: dict[int, set[int]] = {}
    for of in (shelf.taken, baskets.shown):
        for customer, product in zip(of.customer.tolist(), of.product.tolist(), strict=True):
            if customer not in found:
                known.setdefault(customer, set()).add(product)
    for customer, theirs in sorted(known.items()):
        best_sold = popular.without(theirs)
        made = [
            Offer(products.ids[product], place, share[product], POPULAR, words[product])
            for place, product in enumerate(best_sold, 1)
        ]
        if made:
            yield baskets.customers[customer], made
