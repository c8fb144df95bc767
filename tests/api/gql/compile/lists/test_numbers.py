"""Numbers over lists, and over groups of what is in them."""

from datetime import datetime

import pytest

from graph.settings import Settings
from graph.store import Store
from tests.api.company import REVENUES, numbered, write_graph
from tests.api.conftest import Client, running


def test_numbers_over_lists_and_groups(client: Client) -> None:
    found = client.ask("""{
      orders(filter: {total: {lt: 20}}) {totalCount aggregate {
        count total {sum average min max} orderedAt {min max}}}
      months: orders(first: 1) {groups(by: [ORDERED_AT_MONTH, CURRENCY]) {values aggregate {total {sum}}}}
      customers {groups(by: [CITY]) {values aggregate {count revenue {sum} lastSeen {max}}}}
      none: orders(filter: {total: {lt: 0}}) {totalCount aggregate {count total {sum min}}
        groups(by: [STATUS]) {values}}
      mine: customer(id: "c01") {bought {totalCount aggregate {count price {max}}}}}""")

    assert found["orders"] == {
        "totalCount": 2,
        "aggregate": {
            "count": 2,
            "total": {"sum": 13.5, "average": 6.75, "min": 4.0, "max": 9.5},
            "orderedAt": {"min": "2026-04-01T00:00:00+00:00", "max": "2026-05-01T00:00:00+00:00"},
        },
    }
    assert found["months"]["groups"] == [
        {"values": ["2026-03", "EUR"], "aggregate": {"total": {"sum": 23.0}}},
        {"values": ["2026-04", "EUR"], "aggregate": {"total": {"sum": 4.0}}},
        {"values": ["2026-05", "EUR"], "aggregate": {"total": {"sum": 9.5}}},
    ]
    by_city = {group["values"][0]: group["aggregate"] for group in found["customers"]["groups"]}
    for city, numbers in (("Köln", range(1, 13, 2)), ("Ulm", range(2, 13, 2))):
        revenue = sum(REVENUES[key] for key in numbered(*numbers))
        assert (by_city[city]["count"], by_city[city]["revenue"]["sum"]) == (6, revenue)
    assert found["none"]["totalCount"] == 0
    assert found["none"]["aggregate"] == {"count": 0, "total": {"sum": 0.0, "min": None}}
    assert found["none"]["groups"] == []
    assert found["mine"]["bought"] == {"totalCount": 2, "aggregate": {"count": 2, "price": {"max": 9.5}}}


def test_months_are_those_of_the_companys_clocks(store: Store, store_settings: Settings) -> None:
    times = ("2026-04-30T21:30Z", "2026-04-30T22:30Z", "2025-12-31T23:30Z", "2026-05-15T00:00Z")
    orders: list[dict[str, object]] = [
        {"id": f"o{n}", "ordered_at": datetime.fromisoformat(time)} for n, time in enumerate(times)
    ]
    write_graph(store, {"Order": [*orders, {"id": "some day"}]}, {})
    query = "{orders {groups(by: [ORDERED_AT_MONTH]) {values aggregate {count}}}}"

    def counted(zone: str) -> dict[str | None, int]:
        with running(store_settings.model_copy(update={"timezone": zone})) as client:
            groups = client.ask(query)["orders"]["groups"]
        return {group["values"][0]: group["aggregate"]["count"] for group in groups}

    assert counted("Europe/Berlin") == {None: 1, "2026-01": 1, "2026-04": 1, "2026-05": 2}
    assert counted("America/Sao_Paulo") == {None: 1, "2025-12": 1, "2026-04": 2, "2026-05": 1}


def test_how_long_tickets_were_open(client: Client) -> None:
    """Of one that is open, or that ended before it began, nobody knows."""
    found = client.ask("""{
      tickets {aggregate {daysOpen {average max}} groups(by: [STATUS]) {values aggregate {daysOpen {sum}}}}
      long: tickets(filter: {daysOpen: {gt: 1}}, orderBy: DAYS_OPEN_DESC) {nodes {id daysOpen}}
      none: tickets(filter: {daysOpen: {exists: false}}) {nodes {id}}
      node(id: "Ticket:desk:t4") {... on Ticket {daysOpen}}}""")

    assert found["tickets"]["aggregate"] == {"daysOpen": {"average": 1.75, "max": 3.0}}
    groups = {
        group["values"][0]: group["aggregate"]["daysOpen"]["sum"] for group in found["tickets"]["groups"]
    }
    assert groups == {"open": 0.0, "closed": 3.0, "solved": 0.5}
    assert found["long"]["nodes"] == [{"id": "desk:t2", "daysOpen": 3.0}]
    assert found["none"]["nodes"] == [{"id": "desk:t1"}, {"id": "desk:t3"}]
    assert found["node"] == {"daysOpen": 0.5}


def test_numbers_over_edges(client: Client) -> None:
    """Each edge counts, whatever there are of one node; those of several records of a customer are one."""
    found = client.ask("""{
      p1: product(id: "p1") {orders(first: 1) {edgeAggregate {
        quantity {sum average max} price {sum average min} total {sum}}}}
      p2: product(id: "p2") {orders(filter: {orderedAt: {gte: "2026-04-01"}}) {edgeAggregate {quantity {sum}}}
        none: orders(over: {quantity: {gt: 9}}) {edgeAggregate {quantity {sum max} price {sum}}}}
      order(id: "shop:o1") {products(orderByEdge: TOTAL_DESC, over: {total: {gt: 1}}) {
        edges {total} edgeAggregate {quantity {sum} price {sum} total {sum}}}}
      customer(id: "c01") {viewed {edgeAggregate {count {sum}}} referred {edgeAggregate {revenue {sum}}}}
      p3: product(id: "p3") {viewers {totalCount edgeAggregate {count {sum max}}}}}""")

    assert found["p1"]["orders"]["edgeAggregate"] == {
        "quantity": {"sum": 3.0, "average": 1.5, "max": 2.0},
        "price": {"sum": 19.0, "average": 9.5, "min": 9.5},
        "total": {"sum": 28.0},  # 9.0 of one line as its source states it
    }
    assert found["p2"]["orders"]["edgeAggregate"] == {"quantity": {"sum": 0.5}}
    assert found["p2"]["none"]["edgeAggregate"] == {
        "quantity": {"sum": 0.0, "max": None},
        "price": {"sum": 0.0},
    }
    assert found["order"]["products"] == {
        "edges": [{"total": 19.0}, {"total": 4.0}],
        "edgeAggregate": {"quantity": {"sum": 3.0}, "price": {"sum": 13.5}, "total": {"sum": 23.0}},
    }
    assert found["customer"]["viewed"]["edgeAggregate"] == {"count": {"sum": 7.0}}
    assert found["customer"]["referred"]["edgeAggregate"] == {"revenue": {"sum": 500.0}}
    assert found["p3"]["viewers"] == {"totalCount": 2, "edgeAggregate": {"count": {"sum": 8.0, "max": 7.0}}}


def test_records_are_grouped_by_source(client: Client) -> None:
    found = client.ask("{records {groups(by: [SOURCE]) {values aggregate {count}}}}")

    counts = {group["values"][0]: group["aggregate"]["count"] for group in found["records"]["groups"]}
    assert counts == {"crm": 13, "shop": 1, "web": 1}


@pytest.mark.parametrize(
    ("kind", "filter_"),
    [
        ("customers", '{bought: {some: {category: {eq: "getränke"}}}}'),
        ("customers", '{bought: {some: {id: {in: ["p1", "p2"]}}}, city: {eq: "Köln"}}'),
        ("customers", '{orders: {some: {id: {in: ["shop:o1", "shop:o3"]}, total: {gt: 5}}}}'),
        ("customers", '{referred: {some: {id: {in: ["c02", "c03"]}}, over: {channel: {eq: "app"}}}}'),
        ("customers", '{orders: {some: {id: {eq: "shop:o1"}}}, bought: {none: {id: {eq: "p9"}}}}'),
        ("customers", '{orders: {some: {id: {eq: "shop:o1"}}}, or: [{city: {eq: "x"}}]}'),
        ("customers", '{bought: {some: {id: {eq: "p2"}}, none: {id: {eq: "p1"}}}}'),
        ("orders", '{products: {some: {id: {eq: "p1"}}}}'),
        ("orders", '{customers: {some: {id: {in: ["c01", "c02"]}}}}'),
        ("products", '{buyers: {some: {id: {in: ["c01", "c02"]}}}}'),
        ("products", '{tickets: {some: {id: {eq: "desk:t1"}}}}'),
    ],
)
def test_numbers_are_those_of_the_list_wherever_they_begin(client: Client, kind: str, filter_: str) -> None:
    """Pages look at each node, and numbers begin at the others that the filter names."""
    found = client.ask(
        f"{{{kind}(first: 100, filter: {filter_}) {{totalCount aggregate {{count}} nodes {{id}}}}}}"
    )

    listed = found[kind]
    assert listed["totalCount"] == listed["aggregate"]["count"] == len(listed["nodes"])


@pytest.mark.parametrize(
    ("zone", "months"),
    [(None, "345"), ("UTC", "345"), ("Europe/Berlin", "345"), ("America/New_York", "234")],
)
def test_months_begin_in_the_zone_that_is_asked_for(client: Client, zone: str | None, months: str) -> None:
    """All orders are of midnight, the first of a month, UTC; a ticket that is open was closed in no month."""
    query = """query ($zone: String) {
      orders {groups(by: [ORDERED_AT_MONTH], zone: $zone) {values}}
      tickets {groups(by: [CLOSED_AT_MONTH], zone: $zone) {values aggregate {count}}}}"""

    found = client.ask(query, zone=zone)

    assert found["orders"]["groups"] == [{"values": [f"2026-0{month}"]} for month in months]
    assert found["tickets"]["groups"] == [
        {"values": ["2026-03"], "aggregate": {"count": 3}},
        {"values": [None], "aggregate": {"count": 1}},
    ]


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "CEST", "../etc/passwd", "+02:00"])
def test_a_zone_that_is_none_is_refused(client: Client, zone: str) -> None:
    query = "query ($zone: String) {orders {groups(by: [ORDERED_AT_MONTH], zone: $zone) {values}}}"

    assert client.codes(query, zone=zone) == ["BAD_USER_INPUT"]


def test_groups_go_by_one_to_three_things(client: Client) -> None:
    assert client.codes("{orders {groups(by: []) {values}}}") == ["BAD_USER_INPUT"]
    assert client.codes("{orders {groups(by: [STATUS, STATUS, STATUS, CURRENCY]) {values}}}") == [
        "BAD_USER_INPUT"
    ]


def test_amounts_are_added_up_in_decimals_and_never_in_several_currencies(
    store: Store, store_settings: Settings
) -> None:
    totals = {"EUR": (0.1, 0.1, 0.1), "CHF": (10.0, 10.0, 10.01), "KWD": (-1.005, -0.002, 1e13)}
    orders = [
        {"id": f"{currency}{n}", "total": total, "currency": currency}
        for currency, amounts in totals.items()
        for n, total in enumerate(amounts)
    ]
    customers = [{"id": f"c{n}", "revenue": amount} for n, amount in enumerate((1e15 + 1, 12.1, 0.2))]
    customers += [{"id": "nothing"}, {"id": "points", "advocacy": 0.3}]
    write_graph(store, {"Order": orders, "Customer": customers}, {})
    with running(store_settings) as client:
        found = client.ask("""{
          orders {aggregate {count total {sum average max}}
            groups(by: [CURRENCY]) {values aggregate {total {sum average min}}}}
          customers {aggregate {revenue {sum average} advocacy {sum average}}}
          small: customers(filter: {revenue: {lt: 100}}) {aggregate {revenue {sum average}}}
          none: customers(filter: {revenue: {lt: 0}}) {aggregate {revenue {sum average}}}
          customer(id: "c0") {revenue}}""")

    assert found["orders"]["aggregate"] == {"count": 9, "total": {"sum": None, "average": None, "max": None}}
    assert [(each["values"], each["aggregate"]["total"]) for each in found["orders"]["groups"]] == [
        (["CHF"], {"sum": 30.01, "average": 10.0033, "min": 10.0}),
        (["EUR"], {"sum": 0.3, "average": 0.1, "min": 0.1}),
        (["KWD"], {"sum": 9999999999998.993, "average": 3333333333332.9977, "min": -1.005}),
    ]
    assert found["small"]["aggregate"]["revenue"] == {"sum": 12.3, "average": 6.15}
    assert found["none"]["aggregate"]["revenue"] == {"sum": 0.0, "average": None}
    assert found["customers"]["aggregate"] == {
        "revenue": {"sum": 1000000000000013.3, "average": 333333333333337.7667},
        "advocacy": {"sum": 0.3, "average": 0.3},
    }
    assert found["customer"]["revenue"] == 1_000_000_000_000_001
