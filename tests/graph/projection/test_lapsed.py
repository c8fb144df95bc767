"""Customers lapse as time goes on for the company, though nothing new is known of them."""

import pytest

from graph.entries import Event, NodeItem, Origin
from graph.identity.outcome.golden import GoldenRecords
from graph.journal import Journal
from graph.projection import project
from graph.projection.resolved.customers import Golden
from graph.store import Store
from tests.support.entries import contract, day, order
from tests.support.identity import assign
from tests.support.rebuilding import assert_as_rebuilt
from tests.support.stores import reading

STAGES = reading("MATCH (c:Customer) RETURN c.id AS id, c.lifecycle_stage AS stage")


def stages(store: Store) -> dict[str, str]:
    return {row["id"]: row["stage"] for row in store.run(STAGES)}


@pytest.fixture
def buyers(journal: Journal) -> Journal:
    """A ordered on day 1, B on day 100, and C on day 200; customers lapse after 365 days without an order."""
    journal.append([order(key, key, day(at)) for key, at in (("1", 1), ("2", 100), ("3", 200))], "one")
    assign(journal, "run", day(200), {"shop:1": "A", "shop:2": "B", "shop:3": "C"})
    return journal


def test_customers_lapse_when_the_companys_time_passes_their_date(
    buyers: Journal, embedded_store: Store, golden: Golden
) -> None:
    project(buyers, embedded_store, golden)
    assert stages(embedded_store) == {"A": "customer", "B": "customer", "C": "customer"}

    buyers.append([order("4", "3", day(366))], "two")
    project(buyers, embedded_store, golden)
    assert stages(embedded_store) == {"A": "customer", "B": "customer", "C": "customer"}
    buyers.append([order("5", "3", day(367))], "three")
    project(buyers, embedded_store, golden)
    assert stages(embedded_store) == {"A": "lapsed", "B": "customer", "C": "customer"}
    buyers.append([order("6", "3", day(470))], "four")
    project(buyers, embedded_store, golden)

    assert stages(embedded_store) == {"A": "lapsed", "B": "lapsed", "C": "loyal"}
    assert_as_rebuilt(buyers, embedded_store, golden)


def version_without_times(number: str, key: str) -> Event:
    node = NodeItem("Contract", (f"shop:{number}",), {"status": "cancelled"})
    return Event("contract", f"shop:{number}", "shop", key, None, Origin("list.csv", 1), (), (node,))


def test_a_contract_is_a_purchase_until_it_ends(
    journal: Journal, embedded_store: Store, golden: Golden
) -> None:
    """`runs` has no end, `ends` one on day 100, `over` one that nobody tells, `four` are what makes loyal.

    `over` and `listed`, whose contract ended on day 101.5, are in a newer list that has no times."""
    journal.append(
        [
            contract("1", "1", day(1)),
            contract("2", "2", day(1), ends_at=day(100)),
            contract("3", "3", day(50), status="active"),
            contract("6", "6", day(1), status="cancelled", ends_at=day(101.5)),
            *(contract(f"4{number}", "4", day(number), ends_at=day(464)) for number in range(3)),
            order("5", "4", day(2)),
            order("6", "5", day(2)),
        ],
        "one",
    )
    journal.append([version_without_times("3", "3"), version_without_times("6", "6")], "list")
    names = ("runs", "ends", "over", "four", "buys", "listed")
    assign(journal, "run", day(2), {f"shop:{n}": name for n, name in enumerate(names, 1)})
    expected = dict.fromkeys(names, "customer") | {"four": "loyal"}
    project(journal, embedded_store, golden)
    assert stages(embedded_store) == expected

    # what passed since lets them lapse, one by one
    for at, lapsed in ((415, ""), (415.5, "over"), (465, ""), (466, "ends"), (467, "listed"), (830, "four")):
        journal.append([order(f"at {at}", "5", day(at))], f"at {at}")
        project(journal, embedded_store, golden)
        expected |= {"buys": "loyal" if at > 415.5 else "customer"}
        expected |= {lapsed: "lapsed"} if lapsed else {}
        assert stages(embedded_store) == expected, at

    assert_as_rebuilt(journal, embedded_store, golden)


def test_nobody_lapses_by_an_event_from_the_future(
    buyers: Journal, embedded_store: Store, golden: Golden
) -> None:
    project(buyers, embedded_store, golden)

    buyers.append([order("4", "3", day(60_000))], "clock error")
    project(buyers, embedded_store, golden)

    assert stages(embedded_store) == {"A": "customer", "B": "customer", "C": "customer"}


def test_a_changed_rule_counts_with_the_next_news(
    buyers: Journal, embedded_store: Store, golden: GoldenRecords
) -> None:
    lifecycle = golden.rules.lifecycle
    patient = GoldenRecords(
        golden.rules.model_copy(update={"lifecycle": lifecycle.model_copy(update={"lapsed_days": 10_000})})
    )
    buyers.append([order("4", "3", day(500))], "two")
    project(buyers, embedded_store, golden)
    assert stages(embedded_store) == {"A": "lapsed", "B": "lapsed", "C": "customer"}

    buyers.append([order("5", "3", day(501))], "three")
    project(buyers, embedded_store, patient)

    assert stages(embedded_store) == {"A": "customer", "B": "customer", "C": "customer"}
