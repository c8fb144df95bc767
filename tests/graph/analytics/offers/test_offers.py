"""What is offered to whom, and why, of small shops whose answers can be told by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from graph.analytics.offers.again import PurchaseDays
from graph.analytics.offers.baskets import Baskets, Pairs, Products, ShownInterests
from graph.analytics.offers.score import OfferBases, offered, stocked
from graph.analytics.offers.writing import Offer
from graph.analytics.purchases import EPOCH
from graph.identity.rules import load_rules
from graph.rules.offers import OfferRules

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
    interests = ShownInterests(
        np.array([pair[0] for pair, _ in pairs], np.int64),
        np.array([pair[1] for pair, _ in pairs], np.int64),
        np.array([strength for _, strength in pairs]),
    )
    count = max([*customer.tolist(), *interests.customer.tolist()], default=-1) + 1
    ids = [f"c{each}" for each in range(count)]
    return Baskets(ids, products, PurchaseDays(customer, product, day, categories, TODAY), interests)


def offers(baskets: Baskets, **rules: Any) -> tuple[dict[str, list[Offer]], dict[str, Any]]:
    given = OfferRules.model_validate(RULES.model_dump() | rules)
    sources, said = stocked(baskets, given)
    return dict(offered(sources, given)), said


def pairs(first: int, second: int, customers: range) -> list[Row]:
    return [(who, product, 10 + who % 7) for who in customers for product in (first, second)]


def pairs_of(*rows: tuple[int, int]) -> Pairs:
    customer, product = np.array(sorted(rows), np.int64).T
    return Pairs(customer, product)


def two_tastes() -> list[Row]:
    """Sixty buy products 0 and 1, sixty 2 and 3, and one each (120, 121) just the first of them."""
    return [*pairs(0, 1, range(60)), *pairs(2, 3, range(60, 120)), (120, 0, 3), (121, 2, 3)]


def test_who_bought_one_of_two_is_offered_the_other_with_the_reason() -> None:
    found, said = offers(shop(two_tastes(), [-1] * 4))

    assert said["lacks"] is None
    assert said["model"] in ("cosine", "ease")
    assert said["measured"][said["model"]]["ndcg"] == 1.0 > said["measured"]["popularity"]["ndcg"]
    assert [(it.product, it.rank, it.basis) for it in found["c120"]] == [("p1", 1, "together")]
    assert found["c120"][0].reason == "bought p0; of 61 who did, most bought p1 too"
    assert [it.product for it in found["c121"]] == ["p3"]


def test_with_little_history_it_is_what_is_popular_or_nothing() -> None:
    """Six bought product 0, five of them lately, and one product 1, which nobody is offered twice; product 2
    is sold no more."""
    rows = [*((who, 0, 5) for who in range(5)), (5, 0, 200), (6, 1, 5), (6, 2, 5)]

    found, said = offers(shop(rows, [-1] * 3, gone=2))

    assert said["model"] == "popularity"
    assert said["lacks"] == "fewer than 100 customers bought several products"
    assert [(it.product, it.basis) for it in found["c0"]] == [("p1", "popular")]
    assert [it.product for it in found["c6"]] == ["p0"]
    assert found["c6"][0].reason == "6 customers bought it, most of them in the last 90 days"
    assert found["c0"][0][2:] == (0.0, "popular", "fewer than five customers bought it")
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


def test_nothing_is_due_again_that_hardly_anybody_bought_twice_or_that_a_contract_covers() -> None:
    """Of two products of a category product 0 is bought every 30 days; product 1 was bought by two, who never
    did so again. Customer 9 has a contract for product 0."""
    rows = [(who, 0, 31 + 30 * n) for who in range(10) for n in range(4)] + [(10, 1, 61), (11, 1, 61)]
    baskets = replace(shop(rows, [0, 0]), running=pairs_of((9, 0)))

    found, _ = offers(baskets)

    assert found["c0"][0].reason == (
        f"bought on {date.fromordinal(TODAY - 31 + EPOCH)}; of 10 who could have, 10 bought it again,"
        " usually after 30 days"
    )
    assert [(it.product, it.basis) for it in found["c9"]] == [("p1", "popular")]
    assert [(it.product, it.basis) for it in found["c10"]] == [("p0", "popular")]


def test_interests_are_offered_and_what_a_customer_complained_about_is_not() -> None:
    """Customer 121 complained of product 3, customer 123 took it out of the cart."""
    shown = {(120, 3): 0.5, (122, 2): 0.25, (123, 3): -0.5}
    bought = [*two_tastes(), (123, 2, 3)]
    baskets = replace(shop(bought, [-1] * 4, shown), complained=pairs_of((121, 3)))

    found, _ = offers(baskets)

    assert next((it.product, it.basis) for it in found["c120"]) == ("p1", "together")
    assert ("p3", "interest") in [(it.product, it.basis) for it in found["c120"]]
    assert "p3" not in [it.product for it in found["c121"]]
    assert [it.product for it in found["c123"]] == ["p3"]
    by_product = {it.product: it for it in found["c122"]}
    assert by_product["p2"].basis == "interest"
    assert by_product["p3"].reason == "interested in p2; of 62 who bought that, most bought p3 too"


def test_offers_are_of_several_categories_while_there_are_others() -> None:
    """All hundred and twenty have products 0 to 5, but the last one just product 0."""
    rows = [(who, product, 10) for who in range(120) for product in range(6)] + [(120, 0, 3)]

    mixed, _ = offers(shop(rows, [0, 0, 0, 0, 1, 1]), most=4, of_category=2)
    alike, _ = offers(shop(rows, [0] * 6), most=4, of_category=2)

    assert [it.product for it in mixed["c120"]] == ["p1", "p2", "p4", "p5"]
    assert [it.product for it in alike["c120"]] == ["p1", "p2", "p3", "p4"]


def test_other_categories_are_found_however_far_behind_they_are() -> None:
    """Forty products of one category are before two of another: together, and by what is popular."""
    rows = [(who, product, 10) for who in range(120) for product in range(42)] + [(120, 0, 3)]
    category = [0] * 40 + [1, 1]
    sold = [(2 * product + n, product, 10) for product in range(40) for n in range(2)] + [(80, 40, 10)]

    together, _ = offers(shop(rows, category), most=4, of_category=2)
    popular, _ = offers(shop(sold, category), most=4, of_category=2)

    assert [it.product for it in together["c120"]] == ["p1", "p2", "p40", "p41"]
    assert [it.product for it in popular["c0"]] == ["p1", "p2", "p40", "p3"]


def test_bases_tell_of_offers_and_of_customers() -> None:
    """Who gets three offers of one basis is one customer."""
    bases = OfferBases()
    again, popular = Offer("p", 1, 1.0, "again", ""), Offer("q", 2, 1.0, "popular", "")
    made = [("a", [again, again, again, popular]), ("b", [popular])]

    assert list(bases.counted(made)) == made
    assert bases.told == [
        {"basis": "again", "offers": 3, "customers": 1},
        {"basis": "popular", "offers": 2, "customers": 2},
    ]
