"""Offers into the graph: edges from customers to products, of which what changed is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import cypher
from graph.analytics.ground import ScoreGround
from graph.analytics.marks import UNKNOWN, mark
from graph.model.writes import edge_query
from graph.store import Store

_AT_ONCE = 20_000
_MARKS, _COUNTS = "offers", "offer_counts"


class Offer(NamedTuple):
    """A product for a customer: its place among theirs, how strong it is, and what speaks for it."""

    product: str
    rank: int
    score: float
    basis: str
    reason: str


def write_offers(ground: ScoreGround, offers: Iterable[tuple[str, Sequence[Offer]]]) -> int:
    """Make these the offers of all customers; all others lose theirs. Repeating it changes nothing. Returns
    how many customers have any."""
    before, rest = _held(ground), iter(offers)
    marks, counts = dict[str, int](), dict[str, int]()
    while portion := dict(islice(rest, _AT_ONCE)):
        now = {id_: mark(made) for id_, made in portion.items()}
        _write(ground.store, {id_: made for id_, made in portion.items() if now[id_] != before.get(id_)})
        marks |= now
        counts |= {id_: len(made) for id_, made in portion.items()}
    _delete(ground.store, {id_: () for id_ in before if id_ not in marks})
    ground.marks.put(_MARKS, marks)
    ground.marks.put(_COUNTS, counts)
    return len(marks)


def _held(ground: ScoreGround) -> dict[str, int]:
    """By customer with offers in the graph the mark of these; unknown of those who have not all that were
    written: with a node its edges go."""
    marks, counts = ground.marks.of(_MARKS), ground.marks.of(_COUNTS)
    held = {
        id_: count
        for row in ground.store.run(cypher.load("analytics/offers_held"))
        for id_, count in zip(row["ids"], row["counts"], strict=True)
    }
    return {id_: marks[id_] if counts.get(id_) == count else UNKNOWN for id_, count in held.items()}


def _write(store: Store, offers: Mapping[str, Sequence[Offer]]) -> None:
    """Make these the offers of these customers."""
    _delete(store, {id_: [each.product for each in made] for id_, made in offers.items()})
    rows = (
        {"start_id": id_, "end_id": offer.product, **offer._asdict()}
        for id_, made in offers.items()
        for offer in made
    )
    store.write_batches(edge_query("MAY_BUY", "Customer", "Product"), rows)


def _delete(store: Store, wanted: Mapping[str, Sequence[str]]) -> None:
    """Take the offers of customers away, but of the products wanted."""
    rows = ({"id": id_, "products": list(products)} for id_, products in wanted.items())
    store.write_batches(cypher.load("analytics/delete_offers"), rows)
