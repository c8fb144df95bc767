"""What is offered to whom, and why, of small shops whose answers can be told by hand."""

from typing import Any

import numpy as np

from graph.analytics.offers.again import Times
from graph.analytics.offers.baskets import Baskets, Products, Shown
from graph.analytics.offers.score import offered, stocked
from graph.analytics.offers.writing import Offer
from graph.behaviour.offer_rules import OfferRules
from graph.identity.rules import load_rules

TODAY = 20_000
RULES = load_rules().offers
Row = tuple[int, int, int]


def shop(
    rows: list[Row], category: list[int], shown: dict[tuple[int, int], float] | None = None, gone: int = -1
) -> Baskets:
    """Customers who bought products so many days ago, and what else interests them; `gone` is sold
    no more."""
    told = [(customer, product, TODAY - ago) for customer, product, ago in rows]
    customer, product, day = np.array(sorted(told), np.int64).reshape(-1, 3).T
    categories = np.array(category, np.int64)
    names = [f"p{each}" for each in range(len(category))]
    products = Products(names, names, categories, np.arange(len(category)) != gone)
    pairs = sorted((shown or {}).items())
    interests = Shown(
        np.array([pair[0] for pair, _ in pairs], np.int64),
        np.array([pair[1] for pair, _ in pairs], np.int64),
        np.array([strength for _, strength in pairs]),
    )
    count = max([*customer.tolist(), *interests.customer.tolist()], default=-1) + 1
    ids = [f"c{each}" for each in range(count)]
    return Baskets(ids, products, Times(customer, product, day, categories, TODAY), interests)


def offers(baskets: Baskets, **rules: Any) -> tuple[dict[str, list[Offer]], dict[str, Any]]:
    given = OfferRules.model_validate(RULES.model_dump() | rules)
    shelf, said = stocked(baskets, given)
    return dict(offered(shelf, given)), said


def pairs(first: int, second: int, customers: range) -> list[Row]:
    return [(who, product, 10 + who % 7) for who in customers for product in (first, second)]


def two_tastes() -> list[Row]:
    """Sixty buy products 0 and 1, sixty 2 and 3, and one each (120, 121) just the first of them."""
    return [*pairs(0, 1, range(60)), *pairs(2, 3, range(60, 120)), (120, 0, 3), (121, 2, 3)]


def test_who_bought_one_of_two_is_offered_the_other_with_the_reason() -> None:
    found, said = offers(shop(two_tastes(), [-1] * 4))

    assert said["lacks"] is None
    assert said["model"] in ("cosine", "ease")
    assert said["measured"][said["model"]]["ndcg"] == 1.0 > said["measured"]["popularity"]["ndcg"]
    assert [(it.product, it.rank, it.basis) for it in found["c120"]] == [("p1", 1, "together")]
    assert found["c120"][0].reason == "bought p0; of 61 who did, 60 bought p1 too"
    assert [it.product for it in found["c121"]] == ["p3"]


def test_with_little_history_it_is_what_is_popular_or_nothing() -> None:
    """Three bought product 0 and one product 1, which nobody is offered twice; product 2 is sold no more."""
    rows = [(0, 0, 5), (1, 0, 5), (2, 0, 200), (3, 1, 5), (3, 2, 5)]

    found, said = offers(shop(rows, [-1] * 3, gone=2))

    assert said["model"] == "popularity"
    assert said["lacks"] == "fewer than 100 customers bought several products"
    assert [(it.product, it.basis) for it in found["c0"]] == [("p1", "popular")]
    assert [it.product for it in found["c3"]] == ["p0"]
    assert found["c3"][0].reason == "3 customers bought it, 2 of them in the last 90 days"
    assert found["c0"][0].reason == "one customer bought it, 1 of them in the last 90 days"
    assert offers(shop([], []))[0] == {}
    assert offers(shop([(0, 0, 5)], [-1]))[0] == {}  # all that is sold was bought


def test_what_is_bought_again_and_again_is_offered_when_it_is_due() -> None:
    """Ten buy product 0 every 30 days, product 1 once; one bought it last 31 days ago, another
    29."""
    rows = [(who, 0, 20 + 30 * n) for who in range(10) for n in range(4)]
    rows += [(who, 1, 100) for who in range(10)]
    rows += [(10, 0, 31), (10, 0, 61), (11, 0, 29), (11, 0, 59)]

    found, _ = offers(shop(rows, [-1, -1]))

    assert [(it.product, it.basis) for it in found["c10"]] == [("p0", "again")]
    assert found["c10"][0].reason.startswith("bought on 2024-09-03; ")
    assert found["c10"][0].reason.endswith("usually after 30 days")
    assert [it.product for it in found["c11"]] == ["p1"]  # popular; product 0 is not due


def test_interests_are_offered_and_what_a_customer_complained_about_is_not() -> None:
    shown = {(120, 3): 0.5, (121, 3): -0.5, (122, 2): 0.25}

    found, _ = offers(shop(two_tastes(), [-1] * 4, shown))

    assert next((it.product, it.basis) for it in found["c120"]) == ("p1", "together")
    assert ("p3", "interest") in [(it.product, it.basis) for it in found["c120"]]
    assert "p3" not in [it.product for it in found.get("c121", [])]
    by_product = {it.product: it for it in found["c122"]}
    assert by_product["p2"].basis == "interest"
    assert by_product["p3"].reason == "interested in p2; of 61 who bought that, 60 bought p3 too"


def test_offers_are_of_several_categories_while_there_are_others() -> None:
    """All hundred and twenty have products 0 to 5, but the last one just product 0."""
    rows = [(who, product, 10) for who in range(120) for product in range(6)] + [(120, 0, 3)]

    mixed, _ = offers(shop(rows, [0, 0, 0, 0, 1, 1]), most=4, of_category=2)
    alike, _ = offers(shop(rows, [0] * 6), most=4, of_category=2)

    assert [it.product for it in mixed["c120"]] == ["p1", "p2", "p4", "p5"]
    assert [it.product for it in alike["c120"]] == ["p1", "p2", "p3", "p4"]
