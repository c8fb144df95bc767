"""Offers into the graph: edges from customers to products, of which what changed is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import cypher
from graph.model.writes import edge_query
from graph.store import Store

_AT_ONCE = 20_000
_LAST = "\U0010ffff"
"""Comes after every id."""


class Offer(NamedTuple):
    """A product for a customer: its place among theirs, how strong it is, and what speaks for it."""

    product: str
    rank: int
    score: float
    basis: str
    reason: str


def write_offers(store: Store, offers: Iterable[tuple[str, Sequence[Offer]]]) -> int:
    """Make these the offers of all customers, in the order of their ids; all others lose theirs. Repeating it
    changes nothing. Returns how many customers have any."""
    count, after, rest = 0, "", iter(offers)
    while portion := dict(islice(rest, _AT_ONCE)):
        until = next(reversed(portion))
        _write(store, portion, after, until)
        count, after = count + len(portion), until
    _write(store, {}, after, _LAST)
    return count


def _write(store: Store, offers: Mapping[str, Sequence[Offer]], after: str, until: str) -> None:
    """Make these the offers of the customers after one id, up to another."""
    held = {
        row["id"]: {each["product"]: Offer(**each) for each in row["offers"]}
        for row in store.run(cypher.load("analytics/offers_held"), after=after, until=until)
    }
    wanted = {id_: {each.product: each for each in made} for id_, made in offers.items()}
    gone = (
        {"start_id": id_, "end_id": product}
        for id_, theirs in held.items()
        for product in theirs.keys() - wanted.get(id_, {}).keys()
    )
    store.write_batches(cypher.load("analytics/delete_offers"), gone)
    changed = (
        {"start_id": id_, "end_id": product, **offer._asdict()}
        for id_, theirs in wanted.items()
        for product, offer in theirs.items()
        if held.get(id_, {}).get(product) != offer
    )
    store.write_batches(edge_query("MAY_BUY", "Customer", "Product"), changed)
