"""Offers into the graph: edges from customers to products, of which what changed is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import cypher
from graph.model.writes import edge_query
from graph.store import Store


class Offer(NamedTuple):
    """A product for a customer: its place among theirs, how strong it is, and what speaks for it."""

    product: str
    rank: int
    score: float
    basis: str
    reason: str


def write_offers(store: Store, offers: Mapping[str, Sequence[Offer]]) -> None:
    """Make these the offers of all customers, by id; all others lose theirs. Repeating it changes nothing."""
    held = {
        row["id"]: {each["product"]: Offer(**each) for each in row["offers"]}
        for row in store.run(cypher.load("analytics/offers_held"))
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
