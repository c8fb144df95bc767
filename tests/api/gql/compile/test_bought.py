"""What customers bought, and revenue, is of orders that came to something, by the rules of the company."""

from pathlib import Path
from typing import Any

from graph.settings import Settings
from graph.store import Store
from tests.api.company import Values, write_graph
from tests.api.conftest import running
from tests.support.stores import settings_of

ORDERS: dict[str, Values] = {
    "plain": {"total": 5.0},
    "untold": {"status": "offen"},
    "of_lines": {"lines_total": 2.0, "status": "done"},
    "cancelled": {"total": 5.0, "status": " Cancelled "},
    "sample": {"total": 0.0},
    "credit": {"total": -5.0, "status": "done"},
    "own_word": {"total": 5.0, "status": "Weg damit"},
    "paid_back": {"lines_total": 0.3, "refunded": 0.1},
    "all_back": {"total": 5.0, "refunded": 7.0},
    "credit_back": {"total": -5.0, "refunded": 1.0},
    "unpriced_back": {"refunded": 1.0},
}
REVENUE = {"plain": 5.0, "untold": None, "of_lines": 2.0, "cancelled": 0.0, "sample": 0.0, "credit": -5.0}
REVENUE |= {"own_word": 5.0, "paid_back": 0.2, "all_back": 0.0, "credit_back": -5.0, "unpriced_back": None}
OF_REVENUE = """{
  orders {nodes {id revenue} aggregate {revenue {sum max}}}
  some: orders(filter: {revenue: {gt: 0, lt: 3}}, orderBy: REVENUE_DESC) {nodes {id}}
  node(id: "Order:paid_back") {... on Order {
    revenue customer {orders(first: 1, orderBy: REVENUE) {nodes {revenue}}}}}
}"""
QUERY = """{
  customer(id: "c") {bought {nodes {id}}}
  product(id: "cancelled") {buyers {totalCount}}
  customers(filter: {bought: {some: {id: {eq: "own_word"}}, none: {id: {eq: "credit"}}}}) {totalCount}
  products(filter: {buyers: {some: {}}}) {totalCount}
}"""


def test_what_was_cancelled_is_not_bought(store: Store, tmp_path: Path) -> None:
    """One customer, and a product of each order, of the order's name."""
    write_graph(
        store,
        {
            "Customer": [{"id": "c", "status": "active"}],
            "SourceRecord": [{"source": "s", "source_id": "c"}],
            "Order": [{"id": name, **values} for name, values in ORDERS.items()],
            "Product": [{"id": name} for name in ORDERS],
        },
        {
            ("SourceRecord", "RESOLVES_TO", "Customer"): [(("s", "c"), ("c",), {})],
            ("SourceRecord", "PLACED", "Order"): [(("s", "c"), (name,), {}) for name in ORDERS],
            ("Order", "CONTAINS", "Product"): [((name,), (name,), {"line": "1"}) for name in ORDERS],
        },
    )
    rules = tmp_path / "rules.yaml"
    rules.write_text("revenue: {void: ['weg .*']}", encoding="utf-8")
    packaged = settings_of(store.endpoint, tmp_path)

    (usual, revenue), (own, others) = asked(packaged), asked(packaged.model_copy(update={"rules": rules}))

    assert usual == ({"own_word", "plain", "untold", "of_lines", "paid_back", "unpriced_back"}, 0, 1, 6)
    assert own == ({"cancelled", "plain", "untold", "of_lines", "paid_back", "unpriced_back"}, 1, 0, 6)
    assert {each["id"]: each["revenue"] for each in revenue["orders"]["nodes"]} == REVENUE
    assert revenue["orders"]["aggregate"] == {"revenue": {"sum": 2.2, "max": 5.0}}
    assert revenue["some"]["nodes"] == [{"id": "of_lines"}, {"id": "paid_back"}]
    assert revenue["node"] == {"revenue": 0.2, "customer": {"orders": {"nodes": [{"revenue": None}]}}}
    whole = {each["id"]: each["revenue"] for each in others["orders"]["nodes"]}
    assert whole == REVENUE | {"cancelled": 5.0, "own_word": 0.0}


def asked(settings: Settings) -> tuple[tuple[set[str], int, int, int], dict[str, Any]]:
    """What the customer bought, with the numbers of the query, and the revenue of orders."""
    with running(settings) as client:
        found: dict[str, Any] = client.ask(QUERY)
        revenue = client.ask(OF_REVENUE)
    return numbers_of(found), revenue


def numbers_of(found: dict[str, Any]) -> tuple[set[str], int, int, int]:
    bought = {node["id"] for node in found["customer"]["bought"]["nodes"]}
    buyers = found["product"]["buyers"]["totalCount"]
    return bought, buyers, found["customers"]["totalCount"], found["products"]["totalCount"]
