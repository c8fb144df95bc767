"""Events that are new grow what the graph has, once, as if it were made of all of them."""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import pytest

from graph.entries import EdgeItem, Event, Identifier, NodeItem, Origin
from graph.journal import Journal
from graph.projection import project
from graph.projection.excerpt import JournalExcerpt
from graph.projection.resolved.customers import Golden
from graph.projection.writing.writer import GraphWriter
from graph.store import Store
from graph.stores.errors import StoreUnavailableError
from tests.support.entries import day, email, order, person, view
from tests.support.identity import assign
from tests.support.rebuilding import assert_as_rebuilt
from tests.support.stores import reading

_SEEN = reading(
    "MATCH (c:Customer)-[e:INTERESTED_IN]->(p:Product) RETURN c.id AS id, p.id AS product, e.count AS count,"
    " e.score AS score, e.signals AS signals, c.last_seen AS last_seen ORDER BY id, product"
)
_COUNTED = reading(
    "MATCH ()-[e:VIEWED]->(p:Product) RETURN p.id AS product, e.count AS count ORDER BY product"
)


def carted(key: str, who: str, number: float, *identifiers: Identifier) -> Event:
    """A notable event about a product."""
    node = NodeItem("Event", (f"web:{key}",), {"name": "Product Added"})
    edges = (
        EdgeItem("DID", ("SourceRecord", ("web", who)), ("Event", node.key), {"at": day(number)}),
        EdgeItem("ABOUT", ("Event", node.key), ("Product", ("P1",))),
    )
    return Event("event", key, "web", who, day(number), Origin("w", 1), identifiers, (node,), edges)


@pytest.fixture
def known(journal: Journal, embedded_store: Store, golden: Golden) -> Journal:
    """A journal of two customers with four records, in the graph."""
    begin(journal, embedded_store, golden)
    return journal


def begin(journal: Journal, store: Store, golden: Golden) -> None:
    told = person("9", day(0), email("a@x.de"), source="web", given_name="Anna")
    journal.append([told, view("a", "1", "P1", day(1)), view("b", "2", "P2", day(2))], "first")
    assign(journal, "r1", day(2), {"web:1": "A", "web:2": "B", "web:9": "A", "shop:1": "A"})
    project(journal, store, golden)
    project(journal, store, golden)


def unread(*_: Any) -> JournalExcerpt:
    """What looks at all that was ever told."""
    raise AssertionError("older events were looked at")


def test_new_events_are_added_without_a_look_at_older_ones(
    known: Journal, embedded_store: Store, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(JournalExcerpt, "of", unread)
    half_life = timedelta(days=30)
    known.append([view("c", "1", "P1", day(2)), view("d", "1", "P2", day(2))], "more")
    project(known, embedded_store, golden)
    found = {(row["id"], row["product"]): row for row in embedded_store.run(_SEEN)}
    assert [(key, row["count"]) for key, row in found.items()] == [
        (("A", "P1"), 2),
        (("A", "P2"), 1),
        (("B", "P2"), 1),
    ]
    assert found["A", "P1"]["score"] == pytest.approx(1 + 0.5 ** (timedelta(days=1) / half_life))
    assert found["A", "P2"]["last_seen"] == day(2)
    assert embedded_store.run(_COUNTED) == [
        {"product": "P1", "count": 2},
        {"product": "P2", "count": 1},
        {"product": "P2", "count": 1},
    ]


def news() -> Iterator[list[Event]]:
    """Passes of events: new, late, told again, corrected, moved to another record, beside orders, of who
    nobody knew, and dated where programs begin to count."""
    yield [view("c", "1", "P1", day(3)), carted("d", "2", 2.5), view("e", "9", "P3", day(1))]
    yield [view("f", "1", "P2", day(0.5)), view("c", "1", "P1", day(3)), view("g", "2", "P1", day(3))]
    yield [replace(view("g", "2", "P4", day(3.2))), view("h", "2", "P1", day(3.1))]
    yield [
        replace(view("c", "2", "P1", day(3))),
        view("i", "1", "P1", day(3.3)),
        view("j", "2", "P1", day(4)),
    ]
    yield [order("1", "1", day(4)), view("k", "1", "P1", day(4)), view("l", "2", "P1", day(4.1))]
    yield [carted("m", "2", 4.2, Identifier("account", "shop:2")), view("n", "1", "P2", day(90))]
    yield [view("o", "new", "P1", day(90)), view("p", "1", "P1", day(90.01)), view("q", "2", "P3", day(7))]
    yield [carted("r", "2", 91, email("b@x.de")), view("s", "1", "P1", day(91))]
    yield [view("zero", "1", "P1", datetime(1970, 1, 1, tzinfo=UTC))]


@pytest.mark.parametrize(("store", "passes"), [("embedded", 9), ("neo4j", 2)], indirect=["store"])
def test_additions_and_a_rebuild_are_one_graph(
    journal: Journal, store: Store, golden: Golden, passes: int
) -> None:
    """On Neo4j as many as it takes for each statement to be sent."""
    begin(journal, store, golden)
    for number, events in enumerate(islice(news(), passes)):
        journal.append(events, f"news {number}")
        if any(event.source_id == "new" for event in events):
            assign(journal, "r2", day(90), {"web:new": "C"})
        project(journal, store, golden)

    assert_as_rebuilt(journal, store, golden)


def test_merged_split_and_faint_interests_are_as_a_rebuild_makes_them(
    known: Journal, embedded_store: Store, golden: Golden
) -> None:
    """Signals of years ago, which score next to nothing, among them."""
    known.append([order("2", "2", day(2))], "kept")  # who has no record at all is another matter
    owners = {"web:1": "A", "web:9": "A", "shop:1": "A", "shop:2": "B"}
    for number, (owner, at) in enumerate([("A", 1_500), ("B", 1_501), ("A", 3)]):
        known.append([view(f"m{number}", "1", "P1", day(at)), view(f"n{number}", "2", "P2", day(at))], "more")
        project(known, embedded_store, golden)
        assign(known, f"m{number}", day(1_501 + number), owners | {"web:2": owner})
        known.append(
            [view(f"o{number}", "2", "P2", day(at)), view(f"p{number}", "9", "P3", day(2))], "beside"
        )
        project(known, embedded_store, golden)

    assert_as_rebuilt(known, embedded_store, golden)


def test_customers_lapse_by_the_visits_of_others(
    known: Journal, embedded_store: Store, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the very moment when the time has come; nobody is looked at before, however far that is."""
    stages = reading("MATCH (c:Customer) RETURN c.id AS id, c.lifecycle_stage AS stage ORDER BY id")

    def visited(at: float) -> str:
        known.append([view(f"at {at}", "2", "P1", day(at))], "visited")
        project(known, embedded_store, golden)
        first = embedded_store.run(stages)[0]
        assert first["id"] == "A"
        return str(first["stage"])

    known.append([order("1", "1", day(3))], "ordered")
    project(known, embedded_store, golden)
    with monkeypatch.context() as patched:
        patched.setattr(JournalExcerpt, "of", unread)
        assert [visited(at) for at in (100, 367.9, 368)] == ["customer"] * 3

    assert visited(368.00001) == "lapsed"
    assert_as_rebuilt(known, embedded_store, golden)


def test_much_is_added_pass_by_pass(
    known: Journal, embedded_store: Store, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits is no reason to look at everything; beside it are views of somebody who was not known."""
    known.append([view("new", "new", "P1", day(3)), view("x", "1", "P3", day(3))], "new")
    for number in range(4):
        views = [view(f"{number} {who}", who, "P1", day(3 + number)) for who in ("1", "2")]
        known.append(views, f"more {number}")
    with monkeypatch.context() as patched:
        patched.setattr("graph.projection.spans.SLICE_ROWS", 2)
        patched.setattr("graph.projection.spans.MOST_AT_ONCE", 3)
        patched.setattr(JournalExcerpt, "of", unread)
        patched.setattr("graph.projection.spans.Passes", unread)
        assert project(known, embedded_store, golden).rows == 10

    assert_as_rebuilt(known, embedded_store, golden)


def breaking_after(writes: int) -> Callable[..., None]:
    """`GraphWriter.write`, which fails after so many."""
    write, left = GraphWriter.write, iter(range(writes))

    def breaking(writer: GraphWriter, query: Any, rows: Any) -> None:
        if next(left, None) is None:
            raise StoreUnavailableError("gone", "")
        write(writer, query, rows)

    return breaking


def test_additions_that_are_broken_off_count_once(
    known: Journal, embedded_store: Store, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever part of a pass is there, with each statement in a transaction of its own."""
    monkeypatch.setattr("graph.projection.writing.writer.TRANSACTION_ROWS", 1)
    chance = random.Random(8)  # noqa: S311 - where to break off is no secret
    for number, events in enumerate(islice(news(), 2)):
        known.append(events, f"news {number}")
        for left in chance.sample(range(6, 14), 2):
            with monkeypatch.context() as patched, suppress(StoreUnavailableError):
                patched.setattr(GraphWriter, "write", breaking_after(left))
                project(known, embedded_store, golden)
        project(known, embedded_store, golden)

    assert_as_rebuilt(known, embedded_store, golden)
