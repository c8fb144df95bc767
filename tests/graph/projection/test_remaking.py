"""Rules that decide what customers are shown with count for all customers once they are others."""

from decimal import Decimal

from graph.identity.outcome.golden import GoldenRecords
from graph.journal import Journal
from graph.projection import project
from graph.projection.remaking import made_by_others, remake_customers
from graph.store import Store
from tests.support.entries import day, order
from tests.support.identity import assign
from tests.support.rebuilding import assert_as_rebuilt
from tests.support.stores import reading

REVENUE = reading("MATCH (c:Customer) RETURN c.id AS id, c.revenue AS revenue")


def revenues(store: Store) -> dict[str, float]:
    return {row["id"]: row["revenue"] for row in store.run(REVENUE)}


def test_other_rates_count_for_all_customers_and_not_for_those_alone_of_whom_something_is_new(
    journal: Journal, embedded_store: Store, golden: GoldenRecords
) -> None:
    revenue = golden.rules.revenue.model_copy(update={"currency": "USD", "rates": {"EUR": Decimal("1.5")}})
    other = GoldenRecords(golden.rules.model_copy(update={"revenue": revenue}))
    journal.append([order(key, key, day(1), total=10.0, currency="EUR") for key in ("1", "2")], "one")
    assign(journal, "run", day(2), {"shop:1": "A", "shop:2": "B"})
    project(journal, embedded_store, golden)
    journal.append([order("3", "2", day(3), total=20.0, currency="EUR")], "two")
    project(journal, embedded_store, other)
    mixed = revenues(embedded_store)

    rules = [made_by_others(journal, embedded_store, other)]
    made = [remake_customers(journal, embedded_store, other) for _ in range(2)]

    assert mixed == {"A": 10.0, "B": 45.0}
    assert [*rules, made_by_others(journal, embedded_store, other)] == [True, False]
    assert made == [2, 0]
    assert revenues(embedded_store) == {"A": 15.0, "B": 45.0}
    assert_as_rebuilt(journal, embedded_store, other)
