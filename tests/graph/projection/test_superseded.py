"""A newer version of an event takes the place of the older one: what only the old one stated goes.

The cases stand side by side in one journal, each with records and things that are called after it, in up to
three portions that are projected one after the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, permutations, zip_longest
from typing import Any

import pytest

from graph.entries import CountedItem, EdgeItem, Entry, Event, Identifier, NodeItem, Origin
from graph.journal import Journal
from graph.projection import project
from graph.projection.resolved.customers import Golden
from graph.settings import Settings
from graph.store import Store
from tests.support.entries import day, order, order_status, refund, view
from tests.support.identity import assign
from tests.support.rebuilding import assert_as_rebuilt
from tests.support.stores import reading, wipe

EDGES = reading(
    "MATCH (a)-[e]->(b) WHERE NOT b:Source AND NOT b:Customer AND NOT b:Cookie"
    " RETURN type(e) AS type, coalesce(a.id, a.source_id) AS start, coalesce(b.id, b.source_id) AS end"
)


def event(kind: str, key: str, who: str, at: datetime, *stated: EdgeItem) -> Event:
    """Version of an event about a record of the shop."""
    nodes = tuple(NodeItem(*ref, {}) for ref in dict.fromkeys(e.end for e in stated) if ref[0] == "Contract")
    return Event(kind, key, "shop", who, at, Origin("e.csv", 1), (), nodes, stated)


def coupon(code: str) -> Event:
    """A message with a coupon's code."""
    properties = {"name": "coupon", "properties": f'{{"code": "{code}"}}'}
    node = NodeItem("Event", ("shop:m1",), properties)
    did = EdgeItem("DID", ("SourceRecord", ("shop", "coupon")), ("Event", node.key), {"at": day(1)})
    return Event("event", "shop:m1", "shop", "coupon", day(1), Origin("e.csv", 1), (), (node,), (did,))


def login(number: str, at: datetime, **told: str) -> Event:
    """What a message tells of the account `app:1`."""
    account = Identifier("account", "app:1", {"realm": "app", **told})
    return Event("account", number, "shop", "login", at, Origin("a.csv", 1), (account,))


def line(of: str, number: str, product: str, **told: Any) -> Event:
    """A line of an order of the shop."""
    edge = EdgeItem("CONTAINS", ("Order", (f"shop:{of}",)), ("Product", (product,)), {"line": number} | told)
    return Event("order_line", f"shop:{of}:{number}", "shop", None, None, Origin("l.csv", 1), edges=(edge,))


def contract(who: str, at: datetime, start: datetime, product: str) -> Event:
    """A contract of a record for a product, from a day on."""
    node = ("Contract", (f"shop:{who}",))
    signed = EdgeItem("SIGNED", ("SourceRecord", ("shop", who)), node, {"valid_from": start})
    covers = EdgeItem("COVERS", node, ("Product", (product,)))
    return event("contract", f"shop:{who}", who, at, signed, covers)


def consent(type_: str, who: str, key: str, at: datetime, valid_from: datetime) -> Event:
    """What a record said of a newsletter."""
    ends = ("SourceRecord", ("shop", who)), ("Consent", (f"{who}:any",))
    return event("consent", f"{who}:{key}", who, at, EdgeItem(type_, *ends, {"valid_from": valid_from}))


IN_1970 = datetime(1970, 1, 1, tzinfo=UTC)
"""From when programs count: no time that anybody knows."""
REFUNDED = [(back, way) for back in (10.1, 30.3) for way in permutations(range(3))]
"""What was paid back of orders of 30.30, and in which order they are placed, sent and refunded."""


def refunded(of: str, back: float) -> list[Event]:
    """An order that was placed, sent and paid back."""
    placed = order(of, of, day(1), total=30.3)
    return [placed, order_status(of, "sent", day(2)), refund(of, back, day(5))]


def priced(of: str, way: tuple[int, ...], **stated: str) -> list[Entry]:
    """An order, what is told of its state, and a line whose price has its currency beside it."""
    number = of + "".join(map(str, way))
    sold = sold_in("USD", number, "1")
    return [order(number, number, day(1), **stated), order_status(number, "sent", day(2)), sold]


def sold_in(currency: str, number: str, place: str) -> Event:
    """A line of an order that comes to 5, with the currency beside it."""
    node = NodeItem("Order", (f"shop:{number}",), {"currency": currency})
    return replace(line(number, place, "P1", quantity=1, price=5.0), nodes=(node,))


def in_order(way: tuple[int, ...], told: Sequence[Entry]) -> list[list[Entry]]:
    """Entries of which one comes after the other, in another order."""
    return [[told[place]] for place in way]


def cases() -> Iterator[list[list[Entry]]]:
    """What each case states, portion by portion."""
    yield [[coupon("1"), coupon("2")]]
    yield [
        [login("1", day(5), tier="gold")],
        [login("2", day(2), tier="none"), login("3", day(9), status="active")],
    ]
    wrong = order("dated", "dated", datetime(2098, 1, 1, tzinfo=UTC), status="open", total=7.0)
    yield [[wrong], [order("dated", "dated", day(1), status="paid")]]
    undated = order("undated", "undated", IN_1970, status="open", total=7.0)
    yield [[undated], [order("undated", "undated", day(1), status="paid")], [undated]]
    yield [
        [order("lines", "lines", day(1))],
        [line("lines", "P1", "P1", quantity=3, price=0.1)],
        [line("lines", "P2", "P2", quantity=3, price=2.0)],
    ]
    yield [[order("mixed", "mixed", day(1)), sold_in("USD", "mixed", "1")], [sold_in("CHF", "mixed", "2")]]
    for way in permutations(range(3)):
        yield in_order(way, priced("priced", way, currency="GBP"))
        yield in_order(way, priced("bare", way))
    yield [
        [
            order("new", "new1", day(1)),
            line("new", "1", "new P1"),
            contract("new", day(1), day(3), "new P1"),
            consent("GRANTED", "new", "k", day(1), day(1)),
        ],
        [
            order("new", "new2", day(2)),
            line("new", "1", "new P2"),
            contract("new", day(2), day(5), "new P2"),
            consent("DENIED", "new", "k", day(2), day(1)),
        ],
    ]
    yield [[order("late", "late2", day(2))], [order("late", "late1", day(1))]]
    placed = EdgeItem(
        "PLACED", ("SourceRecord", ("shop", "kept1")), ("Order", ("shop:kept",)), {"at": day(1)}
    )
    paid = event("payment", "p", "kept1", day(3), placed)
    yield [[paid], [order("kept", "kept1", day(1))], [order("kept", "kept2", day(2))]]
    granted = consent("GRANTED", "ended", "k", day(1), day(1))
    ended = replace(granted.edges[0], properties={"valid_from": day(1), "valid_to": day(30)})
    yield [[replace(granted, edges=(ended,))], [consent("GRANTED", "ended", "k", day(2), day(1))]]
    yield [
        [consent("GRANTED", "moved", "a", day(1), day(1))],
        [consent("DENIED", "moved", "b", day(4), day(4))],
        [consent("DENIED", "moved", "b", day(5), day(9))],
    ]
    then = consent("DENIED", "then", "k", IN_1970, IN_1970)
    until = replace(then.edges[0], properties={"valid_from": IN_1970, "valid_to": day(30)})
    yield [[then], [replace(then, edges=(until,))], [consent("GRANTED", "then", "k", IN_1970, IN_1970)]]
    dated = consent("DENIED", "dated", "k", day(9), day(9))
    yield [[consent("DENIED", "dated", "k", IN_1970, IN_1970)], [dated]]
    seen = view("m1", "seen", "seen P1", day(1))
    right = replace(seen, at=day(2), counted=(CountedItem("VIEWED", "Product", "seen P2"),))
    yield [[seen], [view("m2", "seen", "seen P2", day(1))], [right]]
    yield [[order("hers", "hers1", day(1), total=5.0)], [order("hers", "hers2", day(2), total=5.0)]]
    for number, (back, way) in enumerate(REFUNDED):
        yield in_order(way, refunded(f"back{number}", back))


@dataclass(frozen=True)
class Told:
    """The graph of all cases after the last portion, and the journal that it is of."""

    store: Store
    journal: Journal

    def edges(self, case: str) -> list[str]:
        """The edges of a case's records and things."""
        found = ["{start} {type} {end}".format_map(row) for row in self.store.run(EDGES)]
        return sorted(edge for edge in found if case in edge)

    def rows(self, text: str) -> list[tuple[Any, ...]]:
        """What a query finds."""
        return [tuple(row.values()) for row in self.store.run(reading(text))]


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, golden: Golden) -> Told:
    store: Store = wipe(request.getfixturevalue(f"{request.param}_session"))
    journal = Journal.open(Settings(home=tmp_path_factory.mktemp("superseded")))
    owners = {"shop:lines": "L", "shop:hers1": "A", "shop:hers2": "B"}
    owners |= {f"shop:back{number}": f"back{number}" for number in range(len(REFUNDED))}
    assign(journal, "run", day(9), owners)
    for number, portion in enumerate(zip_longest(*cases(), fillvalue=[])):
        journal.append(chain.from_iterable(portion), str(number))
        project(journal, store, golden)
    return Told(store, journal)


def test_of_one_event_told_twice_in_one_file_the_last_counts(told: Told) -> None:
    assert told.rows("MATCH (e:Event) RETURN e.id, e.properties") == [("shop:m1", '{"code": "2"}')]


def test_what_was_stated_long_ago_does_not_win_as_it_comes_with_something_new(told: Told) -> None:
    assert told.rows("MATCH (a:Account) RETURN a.tier, a.status") == [("gold", "active")]


def test_an_order_with_an_impossible_date_is_put_right(told: Told) -> None:
    for name in ("dated", "undated"):
        found = told.rows(f"MATCH (o:Order {{id: 'shop:{name}'}}) RETURN o.status, o.total")
        assert found == [("paid", 7.0)]


def test_orders_without_a_total_have_that_of_their_lines(told: Told) -> None:
    assert told.rows("MATCH (c:Customer {id: 'L'}) RETURN c.revenue") == [(6.3,)]
    assert told.rows("MATCH (o:Order {id: 'shop:lines'}) RETURN o.total, o.lines_total") == [(None, 6.3)]
    in_two_currencies = told.rows("MATCH (o:Order {id: 'shop:mixed'}) RETURN o.total, o.lines_total")
    assert in_two_currencies == [(None, None)]


@pytest.mark.parametrize(("of", "currency"), [("priced", "GBP"), ("bare", "USD")])
def test_a_line_tells_the_currency_of_an_order_without_one(told: Told, of: str, currency: str) -> None:
    found = told.rows(
        f"MATCH (o:Order) WHERE o.id STARTS WITH 'shop:{of}' RETURN o.currency, o.status, o.lines_total"
    )
    assert found == [(currency, "sent", 5.0)] * 6


def test_edges_of_the_older_version_go(told: Told) -> None:
    assert told.edges("new") == [
        "new DENIED new:any",
        "new SIGNED shop:new",
        "new2 PLACED shop:new",
        "shop:new CONTAINS new P2",
        "shop:new COVERS new P2",
    ]
    assert told.rows("MATCH ()-[e:SIGNED]->({id: 'shop:new'}) RETURN e.valid_from") == [(day(5),)]


def test_an_older_version_that_arrives_late_brings_no_edges(told: Told) -> None:
    assert told.edges("late") == ["late2 PLACED shop:late"]


def test_an_edge_that_another_event_states_too_stays(told: Told) -> None:
    assert told.edges("kept") == ["kept1 PLACED shop:kept", "kept2 PLACED shop:kept"]


def test_an_end_that_the_newer_version_does_not_state_goes(told: Told) -> None:
    assert told.rows("MATCH ()-[e]->(:Consent {id: 'ended:any'}) RETURN e.valid_to") == [(None,)]


def test_a_consent_holds_on_where_the_denial_that_ended_it_is_moved(told: Told) -> None:
    found = told.rows(
        "MATCH ()-[e]->(:Consent {id: 'moved:any'}) RETURN type(e) AS type, e.valid_from, e.valid_to"
        " ORDER BY type"
    )

    assert found == [("DENIED", day(9), None), ("GRANTED", day(1), day(9))]


def test_of_a_denial_without_a_time_nothing_is_left_where_it_got_one_or_became_a_grant(told: Told) -> None:
    found = told.rows("MATCH ()-[e]->(:Consent {id: 'then:any'}) RETURN type(e), e.valid_from, e.valid_to")
    assert found == [("GRANTED", IN_1970, None)]
    found = told.rows("MATCH ()-[e]->(:Consent {id: 'dated:any'}) RETURN type(e), e.valid_from, e.valid_to")
    assert found == [("DENIED", day(9), None)]


def test_what_is_counted_is_counted_in_the_latest_version(told: Told) -> None:
    assert told.edges("seen") == ["seen INTERESTED_IN garden", "seen VIEWED seen P2"]
    counts = told.rows(
        "MATCH (:SourceRecord {source_id: 'seen'})-[e]->() WHERE e.count IS NOT NULL RETURN type(e), e.count"
    )
    assert dict(counts) == {"INTERESTED_IN": 1, "VIEWED": 2}


def test_an_order_that_turns_out_to_be_somebody_elses_leaves_the_customers_figures(told: Told) -> None:
    found = told.rows(
        "MATCH (c:Customer) WHERE c.id IN ['A', 'B'] RETURN c.id AS id, c.order_count, c.revenue ORDER BY id"
    )

    assert found == [("A", 0, 0.0), ("B", 1, 5.0)]


def test_states_and_refunds_of_orders_count_whenever_they_come(told: Told) -> None:
    stated = "o.id, o.ordered_at, o.status, o.total, o.refunded, e.at"
    found = told.rows(f"MATCH ()-[e:PLACED]->(o:Order) WHERE o.id STARTS WITH 'shop:back' RETURN {stated}")
    customers = told.rows(
        "MATCH (c:Customer) WHERE c.id STARTS WITH 'back' RETURN c.id, c.order_count, c.revenue"
    )

    backs = {f"back{number}": back for number, (back, _) in enumerate(REFUNDED)}
    assert set(found) == {(f"shop:{key}", day(1), "sent", 30.3, back, day(1)) for key, back in backs.items()}
    assert set(customers) == {(key, *((1, 20.2) if back < 30 else (0, 0.0))) for key, back in backs.items()}


def test_a_rebuilt_graph_is_the_same(told: Told, golden: Golden) -> None:
    assert_as_rebuilt(told.journal, told.store, golden)
