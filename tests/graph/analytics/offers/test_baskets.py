"""What offers are made from: purchases, interests, complaints and contracts of a day, and what is sold."""

from typing import Any, cast

import pytest

from graph.analytics.ground import open_ground
from graph.analytics.offers.baskets import Baskets, Pairs, read_baskets
from graph.entries import EdgeItem, Event, NodeItem, Origin
from graph.identity.rules import load_rules
from graph.journal import Journal
from graph.settings import Settings
from tests.graph.behaviour.test_interests import about, line, view
from tests.support.entries import day, order
from tests.support.identity import assign


def price(number: float, product: str, **properties: Any) -> Event:
    """A row of a price list of a day."""
    node = NodeItem("Product", (product,), properties)
    return Event("product", product, "shop", None, day(number), Origin("p.csv", 1), nodes=(node,))


def contract(key: str, product: str, **properties: Any) -> Event:
    """A contract for a product, signed on day 5."""
    node = NodeItem("Contract", (key,), properties)
    edge = EdgeItem("COVERS", ("Contract", (key,)), ("Product", (product,)))
    return Event("contract", key, "shop", "1", day(5), Origin("c.csv", 1), nodes=(node,), edges=(edge,))


@pytest.fixture(scope="module")
def baskets(tmp_path_factory: pytest.TempPathFactory) -> Baskets:
    """Those of customer A, on day 10."""
    journal = Journal.open(Settings(home=tmp_path_factory.mktemp("baskets")))
    told = [
        *(view(f"v{number}", 10, product=f"P{number}") for number in (1, 2, 6, 9)),
        *(order("1", "1", day(10)), line("1", "P4")),
        *(order("2", "1", day(10), status="refunded"), line("2", "P2"), line("2", "P3")),
        *(order("3", "1", day(99_999)), line("3", "P3")),
        about("Ticket", "t1", 10, "P4", sentiment="negative"),
        about("Event", "e1", 10, "P5", name="remove_from_cart"),
        *(price(1, "P9", name="Kettle", active=False), price(2, "P9", name="Kettle 2")),
        *(contract("k1", "P6"), contract("k2", "P1", ends_at=day(8))),
    ]
    journal.append(told, "one")
    journal.append([contract("k2", "P1")], "a list that tells no end")
    assign(journal, "r1", day(0), {"shop:1": "A"})
    with open_ground(journal, cast("Any", None), load_rules()) as ground:
        return read_baskets(ground.connection, ground.rules, ground.as_of)


def named(baskets: Baskets, pairs: Any) -> list[str]:
    return [baskets.products.ids[place] for place in pairs.product.tolist()]


def test_only_what_came_to_something_by_today_counts(baskets: Baskets) -> None:
    """With a half-life of 30 days, nothing has faded on the day itself: a view is an eighth of an order."""
    strengths = dict(zip(named(baskets, baskets.shown), baskets.shown.strength.tolist(), strict=True))

    assert strengths == {"P1": 0.125, "P2": 0.125, "P4": 0.25, "P5": -0.25, "P6": 0.125, "P9": 0.125}
    assert sorted(set(named(baskets, baskets.times))) == ["P1", "P4", "P6"]


def test_complaints_and_running_contracts_are_told_apart_from_interests(baskets: Baskets) -> None:
    found: tuple[Pairs, Pairs] = (baskets.complained, baskets.running)

    assert [named(baskets, pairs) for pairs in found] == [["P4"], ["P6"]]


def test_what_the_latest_price_list_leaves_out_an_earlier_one_tells(baskets: Baskets) -> None:
    products = baskets.products
    sold = dict(zip(products.ids, zip(products.names, products.active.tolist(), strict=True), strict=True))

    assert sold["P9"] == ("Kettle 2", False)
    assert sold["P1"] == ("P1", True)
