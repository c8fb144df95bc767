"""A newer version of an event takes the place of the older one: what only the old one stated goes."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

from graph.entries import CountedItem, EdgeItem, Entry, Event, Identifier, NodeItem, Origin
from graph.journal import Journal
from graph.projection import project
from graph.projection.resolved.customers import Golden
from graph.store import Store
from tests.support.entries import day, order, order_status, refund, view
from tests.support.identity import assign
from tests.support.rebuilding import assert_as_rebuilt
from tests.support.stores import reading

EDGES = reading(
    "MATCH (a)-[e]->(b) WHERE NOT b:Source AND NOT b:Customer AND NOT b:Cookie"
    " RETURN type(e) AS type, coalesce(a.id, a.source_id) AS start, coalesce(b.id, b.source_id) AS end"
)
ENDS = reading("MATCH ()-[e]->(:Consent) RETURN e.valid_to AS end")
ORDERS = reading(
    "MATCH ()-[e:PLACED]->(o:Order) RETURN o.ordered_at AS ordered_at, o.status AS status,"
    " o.total AS total, o.refunded AS refunded, e.at AS placed, o.id AS id"
)
CUSTOMERS = reading("MATCH (c:Customer) RETURN c.id AS id, c.order_count AS orders, c.revenue AS revenue")


def edges(store: Store) -> list[str]:
    return sorted("{start} {type} {end}".format_map(row) for row in store.run(EDGES))


def event(kind: str, key: str, at: datetime, *stated: EdgeItem) -> Event:
    """Version of an event about record `shop:1`."""
    nodes = tuple(NodeItem(*ref, {}) for ref in dict.fromkeys(e.end for e in stated) if ref[0] == "Contract")
    return Event(kind, key, "shop", "1", at, Origin("e.csv", 1), (), nodes, stated)


def coupon(code: str) -> Event:
    """A message about record `shop:1` with a coupon's code."""
    properties = {"name": "coupon", "properties": f'{{"code": "{code}"}}'}
    node = NodeItem("Event", ("shop:m1",), properties)
    did = EdgeItem("DID", ("SourceRecord", ("shop", "1")), ("Event", node.key), {"at": day(1)})
    return Event("event", "shop:m1", "shop", "1", day(1), Origin("e.csv", 1), (), (node,), (did,))


def test_of_one_event_told_twice_in_one_file_the_last_counts(
    journal: Journal, store: Store, golden: Golden
) -> None:
    journal.append([coupon("1"), coupon("2")], "one")

    project(journal, store, golden)

    found = store.run(reading("MATCH (e:Event) RETURN e.id AS id, e.properties AS properties"))
    assert found == [{"id": "shop:m1", "properties": '{"code": "2"}'}]


def login(number: str, at: datetime, **told: str) -> Event:
    """What is told of the account `app:1`, by a message about record `shop:1`."""
    account = Identifier("account", "app:1", {"realm": "app", **told})
    return Event("account", number, "shop", "1", at, Origin("a.csv", 1), (account,))


def test_what_was_stated_long_ago_does_not_win_as_it_comes_with_something_new(
    journal: Journal, store: Store, golden: Golden
) -> None:
    journal.append([login("1", day(5), tier="gold")], "one")
    project(journal, store, golden)
    journal.append([login("2", day(2), tier="none"), login("3", day(9), status="active")], "two")
    project(journal, store, golden)

    found = store.run(reading("MATCH (a:Account) RETURN a.tier AS tier, a.status AS status"))
    assert found == [{"tier": "gold", "status": "active"}]
    assert_as_rebuilt(journal, store, golden)


def test_an_order_with_an_impossible_date_is_put_right(
    journal: Journal, store: Store, golden: Golden
) -> None:
    wrong = order("o", "1", datetime(2098, 1, 1, tzinfo=UTC), status="open", total=7.0)
    project_each(journal, store, golden, wrong, order("o", "1", day(1), status="paid"))

    found = store.run(reading("MATCH (o:Order) RETURN o.status AS status, o.total AS total"))
    assert found == [{"status": "paid", "total": 7.0}]
    assert_as_rebuilt(journal, store, golden)


def test_states_and_refunds_of_orders_count_whenever_they_come(
    journal: Journal, store: Store, golden: Golden
) -> None:
    ways = [(back, way) for back in (10.1, 30.3) for way in permutations(range(3))]
    told = [
        (
            order(f"{n}", f"{n}", day(1), total=30.3),
            order_status(f"{n}", "sent", day(2)),
            refund(f"{n}", back, day(5)),
        )
        for n, (back, _) in enumerate(ways)
    ]
    assign(journal, "run", day(9), {f"shop:{n}": f"C{n}" for n in range(len(ways))})
    for place in range(3):
        journal.append([told[n][way[place]] for n, (_, way) in enumerate(ways)], str(place))
        project(journal, store, golden)

    expected = {"ordered_at": day(1), "status": "sent", "total": 30.3, "placed": day(1)}
    rows = sorted(store.run(ORDERS), key=lambda row: int(row["id"].partition(":")[2]))
    assert rows == [{**expected, "id": f"shop:{n}", "refunded": back} for n, (back, _) in enumerate(ways)]
    found = {row["id"]: (row["orders"], row["revenue"]) for row in store.run(CUSTOMERS)}
    kept = {f"C{n}": (1, 20.2) if back < 30 else (0, 0.0) for n, (back, _) in enumerate(ways)}
    assert found == kept
    assert_as_rebuilt(journal, store, golden)


def test_orders_without_a_total_have_that_of_their_lines(
    journal: Journal, store: Store, golden: Golden
) -> None:
    assign(journal, "run", day(3), {"shop:1": "A"})
    lines = [
        Event("order_line", f"shop:o:{product}", "shop", None, None, Origin("l.csv", 1), edges=(
            EdgeItem("CONTAINS", ("Order", ("shop:o",)), ("Product", (product,)),
                     {"line": product, "quantity": 3, "price": price}),
        ))
        for product, price in (("P1", 0.1), ("P2", 2.0))
    ]  # fmt: skip
    project_each(journal, store, golden, order("o", "1", day(1)), *lines)

    assert [row["revenue"] for row in store.run(CUSTOMERS)] == [6.3]
    found = store.run(reading("MATCH (o:Order) RETURN o.total AS total, o.lines_total AS lines"))
    assert found == [{"total": None, "lines": 6.3}]
    assert_as_rebuilt(journal, store, golden)


def contract(at: datetime, start: datetime, product: str) -> Event:
    """A contract of record `shop:1` for a product, from a day on."""
    node = ("Contract", ("shop:c",))
    signed = EdgeItem("SIGNED", ("SourceRecord", ("shop", "1")), node, {"valid_from": start})
    return event("contract", "shop:c", at, signed, EdgeItem("COVERS", node, ("Product", (product,))))


def line(product: str) -> Event:
    """The first line of order `shop:o`."""
    edge = EdgeItem("CONTAINS", ("Order", ("shop:o",)), ("Product", (product,)), {"line": "1"})
    return Event("order_line", "shop:o:1", "shop", None, None, Origin("l.csv", 1), edges=(edge,))


def consent(type_: str, key: str, at: datetime, valid_from: datetime) -> Event:
    """What record `shop:1` said of the newsletter."""
    ends = ("SourceRecord", ("shop", "1")), ("Consent", ("mail:any",))
    return event("consent", key, at, EdgeItem(type_, *ends, {"valid_from": valid_from}))


def project_each(journal: Journal, store: Store, golden: Golden, *entries: Entry) -> None:
    """Take in and project one entry after the other."""
    for number, entry in enumerate(entries):
        journal.append([entry], str(number))
        project(journal, store, golden)


def test_edges_of_the_older_version_go(journal: Journal, store: Store, golden: Golden) -> None:
    old = [
        order("o", "1", day(1)),
        line("P1"),
        contract(day(1), day(3), "P1"),
        consent("GRANTED", "k", day(1), day(1)),
    ]
    new = [
        order("o", "2", day(2)),
        line("P2"),
        contract(day(2), day(5), "P2"),
        consent("DENIED", "k", day(2), day(1)),
    ]
    for number, version in enumerate((old, new)):
        journal.append(version, str(number))
        project(journal, store, golden)

    assert edges(store) == [
        "1 DENIED mail:any",
        "1 SIGNED shop:c",
        "2 PLACED shop:o",
        "shop:c COVERS P2",
        "shop:o CONTAINS P2",
    ]
    assert_as_rebuilt(journal, store, golden)


def test_an_older_version_that_arrives_late_brings_no_edges(
    journal: Journal, store: Store, golden: Golden
) -> None:
    project_each(journal, store, golden, order("o", "2", day(2)), order("o", "1", day(1)))

    assert edges(store) == ["2 PLACED shop:o"]


def test_an_edge_that_another_event_states_too_stays(journal: Journal, store: Store, golden: Golden) -> None:
    ends = ("SourceRecord", ("shop", "1")), ("Order", ("shop:o",))
    paid = event("payment", "p", day(3), EdgeItem("PLACED", *ends, {"at": day(1)}))

    project_each(journal, store, golden, paid, order("o", "1", day(1)), order("o", "2", day(2)))

    assert edges(store) == ["1 PLACED shop:o", "2 PLACED shop:o"]


def test_an_end_that_the_newer_version_does_not_state_goes(
    journal: Journal, store: Store, golden: Golden
) -> None:
    old, new = consent("GRANTED", "k", day(1), day(1)), consent("GRANTED", "k", day(2), day(1))
    ended = replace(old.edges[0], properties={"valid_from": day(1), "valid_to": day(30)})

    project_each(journal, store, golden, replace(old, edges=(ended,)), new)

    assert [row["end"] for row in store.run(ENDS)] == [None]
    assert_as_rebuilt(journal, store, golden)


def test_a_consent_holds_on_where_the_denial_that_ended_it_is_moved(
    journal: Journal, store: Store, golden: Golden
) -> None:
    granted, denied = consent("GRANTED", "a", day(1), day(1)), consent("DENIED", "b", day(4), day(4))

    project_each(journal, store, golden, granted, denied, consent("DENIED", "b", day(5), day(9)))

    found = store.run(
        reading("MATCH ()-[e]->(:Consent) RETURN type(e) AS type, e.valid_from, e.valid_to ORDER BY type")
    )
    assert [tuple(row.values()) for row in found] == [("DENIED", day(9), None), ("GRANTED", day(1), day(9))]


def test_what_is_counted_is_counted_in_the_latest_version(
    journal: Journal, store: Store, golden: Golden
) -> None:
    wrong = view("m1", "v", "P1", day(1))
    right = replace(wrong, at=day(2), counted=(CountedItem("VIEWED", "Product", "P2"),))

    project_each(journal, store, golden, wrong, view("m2", "v", "P2", day(1)), right)

    assert edges(store) == ["v INTERESTED_IN garden", "v VIEWED P2"]
    counts = store.run(
        reading("MATCH ()-[e]->() WHERE e.count IS NOT NULL RETURN type(e) AS type, e.count AS n")
    )
    assert {row["type"]: row["n"] for row in counts} == {"INTERESTED_IN": 1, "VIEWED": 2}


def test_an_order_that_turns_out_to_be_somebody_elses_leaves_the_customers_figures(
    journal: Journal, store: Store, golden: Golden
) -> None:
    journal.append([order("o", "1", day(1), total=5.0)], "one")
    assign(journal, "run", day(3), {"shop:1": "A", "shop:2": "B"})
    project(journal, store, golden)

    project_each(journal, store, golden, order("o", "2", day(2), total=5.0))

    found = {row["id"]: (row["orders"], row["revenue"]) for row in store.run(CUSTOMERS)}
    assert found == {"A": (0, 0.0), "B": (1, 5.0)}
