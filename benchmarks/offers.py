"""Offers on MovieLens small beside popularity, and what they take on a large shop; writes offers.md.

The set is `movielens` of the R package dslabs (100,004 ratings of films), out of Debian's package; needs
apt-get and the extra `bench`. A rating stands for a purchase: what somebody rated last is left out, and
looked for among all films that they did not rate. The large shop is drawn.
"""

from __future__ import annotations

import resource
import time
from pathlib import Path

import numpy as np

from benchmarks.r_packages import data_sets
from graph.analytics.arrays import Ints
from graph.analytics.offers.again import PurchaseDays
from graph.analytics.offers.baskets import Baskets, Products, ShownInterests
from graph.analytics.offers.choosing import MODELS, POPULARITY, TakenProducts, held_out, latest, measured
from graph.analytics.offers.score import offered, stocked
from graph.identity.rules import load_rules

REPORT = Path(__file__).with_name("offers.md")
CUSTOMERS, PRODUCTS, CATEGORIES, LINES = 100_000, 10_000, 100, 800_000

PAGE = """\
# Next best offers

`make bench-offers`: the last of {ratings:,} ratings of each of {asked:,} people (MovieLens small), looked for
among all {films:,} films that they did not rate. HR@10: for how many it was among the first ten; NDCG@10
counts less what stands further down. With so many people the standard error of HR@10 is about {error:.3f}.

| what foretells | HR@10 | NDCG@10 | processor seconds |
|---|---|---|---|
{table}

On a drawn shop of {customers:,} customers, {products:,} products and {rows:,} purchases all offers take
{seconds:.0f} processor seconds, with the choice among the models: {offers:,} offers
for {offered:,} customers; the process needs {memory:.1f} GB at most.
"""


def films() -> tuple[PurchaseDays, int]:
    """Ratings as purchases, and how many films there are."""
    [table] = data_sets("r-cran-dslabs", "movielens")
    people, customer = np.unique(np.asarray(table["userId"], np.int64), return_inverse=True)
    ids, product = np.unique(np.asarray(table["movieId"], np.int64), return_inverse=True)
    when = np.asarray(table["timestamp"], np.int64)  # in seconds: many ratings are of one day
    order = np.lexsort((when, product, customer))
    return PurchaseDays(
        customer[order], product[order], when[order], np.full(len(ids), -1, np.int64), int(when.max())
    ), len(people)


def found() -> tuple[dict[str, float], list[str]]:
    """What is said of the set, and the table."""
    times, people = films()
    taken = TakenProducts.of(times)
    shape = people, len(times.category)
    held = held_out(taken, latest(taken), shape, times.today, np.inf)
    rows = []
    for name in (POPULARITY, *MODELS):
        began = time.process_time()
        likeness = MODELS[name](held.had) if name in MODELS else None
        hits = measured(held, likeness)
        rows.append(f"| {name} | {hits.share:.3f} | {hits.ndcg:.3f} | {time.process_time() - began:.1f} |")
    share = hits.share
    error = float(np.sqrt(share * (1 - share) / len(held.asked)))
    return {"ratings": len(times.day), "asked": len(held.asked), "films": shape[1], "error": error}, rows


def shop() -> Baskets:
    """Customers with a few favourite categories each; products are as popular as in most shops, few very."""
    rng = np.random.default_rng(1)
    category = rng.integers(0, CATEGORIES, PRODUCTS)
    by_category = [np.flatnonzero(category == each) for each in range(CATEGORIES)]
    favourite = rng.integers(0, CATEGORIES, (CUSTOMERS, 3))
    customer = np.sort(rng.integers(0, CUSTOMERS, LINES))
    place = (rng.pareto(1.2, LINES) * 3).astype(np.int64)
    of = favourite[customer, rng.integers(0, 3, LINES)]
    product: Ints = np.array(
        [by_category[c][p % len(by_category[c])] for c, p in zip(of, place, strict=True)]
    )
    day = rng.integers(19_000, 19_730, LINES)
    rows = np.unique(np.stack((customer, product, day)), axis=1)
    names = [f"product {n}" for n in range(PRODUCTS)]
    products = Products(names, names, category, np.ones(PRODUCTS, np.bool_))
    none = np.zeros(0, np.int64)
    times = PurchaseDays(*rows, category=category, today=19_730)
    return Baskets(
        [f"c{n}" for n in range(CUSTOMERS)], products, times, ShownInterests(none, none, np.zeros(0))
    )


def report() -> str:
    """The page."""
    said, rows = found()
    baskets, rules = shop(), load_rules().offers
    began = time.process_time()
    sources, _ = stocked(baskets, rules)
    counts = [len(made) for _, made in offered(sources, rules)]
    return PAGE.format(
        table="\n".join(rows),
        customers=CUSTOMERS,
        products=PRODUCTS,
        rows=len(baskets.times.day),
        seconds=time.process_time() - began,
        offers=sum(counts),
        offered=len(counts),
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
        **said,
    )


if __name__ == "__main__":
    REPORT.write_text(report(), encoding="utf-8")
