"""What customers bought is of orders that came to something, by the rules of the company."""

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
}
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

    usual, own = asked(packaged), asked(packaged.model_copy(update={"rules": rules}))

    assert usual == ({"own_word", "plain", "untold", "of_lines"}, 0, 1, 4)
    assert own == ({"cancelled", "plain", "untold", "of_lines"}, 1, 0, 4)


def asked(settings: Settings) -> tuple[set[str], int, int, int]:
    """What the customer bought, and the numbers of the query."""
    with running(settings) as client:
        found: dict[str, Any] = client.ask(QUERY)
    bought = {node["id"] for node in found["customer"]["bought"]["nodes"]}
    buyers = found["product"]["buyers"]["totalCount"]
    return bought, buyers, found["customers"]["totalCount"], found["products"]["totalCount"]
