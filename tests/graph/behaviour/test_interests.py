"""Interests of customers: from what they did, through the journal, into the graph."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from math import log2
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies

from graph.behaviour.interests import grown
from graph.entries import CountedItem, EdgeItem, Event, NodeItem, Origin
from graph.identity.outcome.golden import GoldenRecords
from graph.identity.rules import load_rules
from graph.journal import Journal
from graph.journal.withdrawing.undo import of_ingest
from graph.projection import project
from graph.settings import Settings
from graph.store import Store
from tests.support.entries import day, order
from tests.support.identity import assign
from tests.support.rebuilding import assert_as_rebuilt
from tests.support.stores import reading

_GOLDEN = GoldenRecords(load_rules())
_INTERESTS = reading(
    "MATCH (c:Customer)-[e:INTERESTED_IN]->(it) RETURN c.id AS customer, it.id AS thing, e.score AS score,"
    " e.scored_at AS at, e.count AS count, e.heat AS heat, e.signals AS signals"
)


def view(key: str, number: float, *topics: str, record: str = "1", product: str | None = None) -> Event:
    """A page view, or one of a product."""
    items = [CountedItem("INTERESTED_IN", "Interest", topic) for topic in topics]
    items += [CountedItem("VIEWED", "Product", product)] if product else []
    kind = "product_view" if product else "page_view"
    return Event(kind, key, "shop", record, day(number), Origin("w.csv", 1), counted=tuple(items))


def about(label: str, key: str, number: float, product: str, **properties: str) -> Event:
    """A ticket or an event about a product."""
    node = NodeItem(label, (key,), properties)
    edge = EdgeItem("ABOUT", (label, (key,)), ("Product", (product,)))
    origin = Origin("t.csv", 1)
    return Event(label.lower(), key, "shop", "1", day(number), origin, nodes=(node,), edges=(edge,))


def line(number: str, product: str, place: str = "1") -> Event:
    """A line of an order."""
    edge = EdgeItem("CONTAINS", ("Order", (f"shop:{number}",)), ("Product", (product,)), {"line": place})
    return Event(
        "order_line", f"{number}:{product}:{place}", "shop", None, None, Origin("l.csv", 1), edges=(edge,)
    )


@pytest.fixture
def journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    return Journal.open(Settings(home=tmp_path_factory.mktemp("interests")))


def shown(
    journal: Journal, store: Store, *entries: Event, customers: Iterable[str] = "AA"
) -> dict[str, dict[str, Any]]:
    """Interests by customer and thing, once the entries of records 1 and 2 of the shop are in the graph."""
    journal.append(entries, "one")
    assign(journal, "r1", day(0), {f"shop:{n}": c for n, c in enumerate(customers, 1)})
    return projected(journal, store)


def projected(journal: Journal, store: Store) -> dict[str, dict[str, Any]]:
    project(journal, store, _GOLDEN)
    return {f"{row['customer']}>{row['thing']}": row for row in store.run(_INTERESTS)}


def test_a_signal_of_a_half_life_ago_counts_half(journal: Journal, embedded_store: Store) -> None:
    found = shown(
        journal, embedded_store, view("a", 0, "tea"), view("b", 30, "tea", "coffee"), view("c", 60, "coffee")
    )
    assert found["A>tea"]["score"] == pytest.approx(0.25 + 0.5)
    assert found["A>coffee"]["score"] == pytest.approx(0.5 + 1)
    assert {row["at"] for row in found.values()} == {day(60)}, "scores of one customer are of one time"
    half_lives = day(60).timestamp() / 86_400 / 30
    assert found["A>tea"]["heat"] == pytest.approx(log2(0.75) + half_lives)


def test_each_signal_has_its_weight(journal: Journal, any_store: Store) -> None:
    """An order that was refunded, or a credit, shows no interest."""
    found = shown(
        journal,
        any_store,
        view("v", 1, product="P1"),
        about("Event", "e1", 1, "P2", name="Product Added"),
        about("Event", "e2", 1, "P3", name="wishlist shared"),
        order("1", "1", day(1)),
        line("1", "P4"),
        order("2", "1", day(1), status="refunded"),
        line("2", "P7"),
        order("3", "1", day(1), total=-20.0),
        line("3", "P8"),
        about("Ticket", "t1", 1, "P5", sentiment="negative"),
        about("Ticket", "t2", 1, "P6", sentiment="positive"),
    )
    scores = {thing: row["score"] for thing, row in found.items()}
    assert scores == {"A>P1": 1, "A>P2": 4, "A>P3": 2, "A>P4": 8, "A>P5": -6}
    assert json.loads(found["A>P4"]["signals"]) == {"order": 1}
    assert found["A>P5"]["heat"] is None


def test_customers_who_merge_have_the_interests_of_both(journal: Journal, embedded_store: Store) -> None:
    views = view("a", 0, "tea"), view("b", 30, "tea", record="2")
    apart = shown(journal, embedded_store, *views, customers="AB")
    assert [apart[f"{customer}>tea"]["score"] for customer in "AB"] == [1, 1]
    assign(journal, "r2", day(40), {"shop:2": "A"})
    merged = projected(journal, embedded_store)
    assert {thing: row["score"] for thing, row in merged.items()} == {"A>tea": 1.5}
    assign(journal, "r3", day(50), {"shop:2": "B"})
    assert {t: row["score"] for t, row in projected(journal, embedded_store).items()} == {
        "A>tea": 1,
        "B>tea": 1,
    }


def test_a_repeated_or_corrected_view_counts_once(journal: Journal, embedded_store: Store) -> None:
    shown(journal, embedded_store, view("a", 0, "tea"), view("b", 0, "tea"))
    journal.append([view("a", 0, "tea"), replace(view("b", 0, "milk"), at=day(30))], "two")
    found = projected(journal, embedded_store)
    assert {thing: row["score"] for thing, row in found.items()} == {"A>tea": 0.5, "A>milk": 1}


def test_lines_that_come_after_their_order_count(journal: Journal, embedded_store: Store) -> None:
    assert shown(journal, embedded_store, order("1", "1", day(1))) == {}
    journal.append([line("1", "P1"), line("1", "P2"), line("1", "P2", "2")], "two")
    assert {thing: row["score"] for thing, row in projected(journal, embedded_store).items()} == {
        "A>P1": 8,
        "A>P2": 8,
    }


def test_a_rebuilt_graph_has_the_same_interests(journal: Journal, embedded_store: Store) -> None:
    shown(journal, embedded_store, *(view(f"v{n}", n * 1.7, "tea", "coffee") for n in range(20)))
    journal.append([view("late", 3.3, "tea", record="2")], "two")
    projected(journal, embedded_store)
    assert_as_rebuilt(journal, embedded_store, _GOLDEN)


_TIMES = strategies.one_of(  # many at the same times, others from one microsecond to years apart
    strategies.sampled_from([0.0, 30.0, 30.0 + 1e-6 / 86_400, 400.0]),
    strategies.floats(0, 2_000, allow_nan=False),
)
_SIGNALS = strategies.lists(
    strategies.tuples(_TIMES, strategies.sampled_from([1.0, 4.0, 8.0, -6.0])), min_size=1
)


@settings(max_examples=60, deadline=None)
@given(strategies.lists(_SIGNALS, min_size=1, max_size=6))
def test_what_is_added_bit_by_bit_is_what_the_formula_says(passes: list[list[tuple[float, float]]]) -> None:
    """Late, early and at the same time: s(t) = Σ w·0.5^((t − at)/half-life), with t of the latest signal."""
    half_life, held = timedelta(days=30), None
    for signals in passes:
        more = {
            "score": sum(weight * 0.5 ** ((max(signals)[0] - at) / 30) for at, weight in signals),
            "scored_at": day(max(signals)[0]),
            **dict(
                zip(("first_seen", "last_seen"), (day(min(signals)[0]), day(max(signals)[0])), strict=True)
            ),
            "count": len(signals),
            "signals": json.dumps({"event": len(signals)}),
            "heat": None,
        }
        until = max(more["scored_at"], held["scored_at"] if held else more["scored_at"])
        held = grown(held, more, until, half_life)

    told = [signal for signals in passes for signal in signals]
    assert held
    assert held["scored_at"] == held["last_seen"] == day(max(told)[0])
    wanted = sum(weight * 0.5 ** ((max(told)[0] - at) / 30) for at, weight in told)
    assert held["score"] == pytest.approx(wanted, abs=1e-8)
    assert (held["count"], json.loads(held["signals"])) == (len(told), {"event": len(told)})


def test_views_in_any_order_come_to_what_the_formula_says(journal: Journal, embedded_store: Store) -> None:
    """By a graph that was grown from pass to pass, of two records."""
    chance = random.Random(4)  # noqa: S311 - no secret
    times = [
        chance.choice([0.0, 30.0, 60.0, chance.uniform(0, 90), chance.uniform(300, 301)]) for _ in range(60)
    ]
    views = [view(f"v{n}", at, f"t{n % 3}", record=str(1 + n % 2)) for n, at in enumerate(times)]
    found = shown(journal, embedded_store, *views[:15])
    for first in range(15, 60, 15):
        journal.append(views[first : first + 15], f"from {first}")
        found = projected(journal, embedded_store)
        so_far = times[: first + 15]
        wanted = {
            f"A>t{topic}": sum(0.5 ** ((max(so_far) - at) / 30) for at in so_far[topic::3])
            for topic in range(3)
        }
        assert {thing: row["score"] for thing, row in found.items()} == pytest.approx(wanted, abs=1e-8)


def test_what_shows_nothing_is_not_asked_for_and_has_the_columns_of_interests(journal: Journal) -> None:
    def found() -> pa.Table:
        with closing(journal.connect(views=("assignments", "orders", "stored_events"))) as connection:
            return _GOLDEN.interests(connection, ["A"])

    assign(journal, "r1", day(0), {"shop:1": "A"})
    nothing = found()
    journal.append([view("a", 1, "tea")], "views")
    seen = found()
    journal.withdraw(of_ingest(journal, "views"))
    journal.append([order("o", "1", day(1), total=5.0), line("o", "p")], "orders")
    bought = found()
    journal.append([view("b", 1, "coffee")], "both")
    both = found()

    assert nothing.schema == seen.schema == bought.schema == both.schema
    assert [it.column("id").to_pylist() for it in (nothing, seen, bought, both)] == [
        [],
        ["tea"],
        ["p"],
        ["coffee", "p"],
    ]
    assert both.slice(1).drop_columns(["scored_at"]) == bought.drop_columns(["scored_at"])
