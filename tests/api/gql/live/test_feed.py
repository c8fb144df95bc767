"""When changes are told: not while the graph is half written, and several as one to who is slow."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from api.gql.live import feed as feeds
from api.gql.live.customers import Change, changes
from api.gql.live.feed import StateFeed
from cypher import Query
from graph.store_async import AsyncStore

ANNA = {"id": "a", "city": "Ulm"}


@dataclass
class Graph:
    """A graph of customers that a test moves, and a journal; answers what subscriptions ask of a store."""

    customers: dict[str, dict[str, Any]] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    journal: dict[str, int] = field(default_factory=dict)
    at: datetime = datetime(2026, 11, 1, tzinfo=UTC)
    asked: int = 0

    async def run(self, query: Query, **params: Any) -> list[dict[str, Any]]:
        """The rows of a query."""
        match query.name:
            case "projection/checkpoint":
                return [{"journal": "j", "checkpoint": json.dumps(self.versions), "updated_at": self.at}]
            case "read/customers_watched":
                self.asked += 1
                return [{"id": id_, **self.customers[id_]} for id_ in params["ids"] if id_ in self.customers]
            case "read/record_owners":
                keys = {":".join(key) for key in params["records"]}
                return [{"id": id_} for id_, each in self.customers.items() if keys & set(each["records"])]
        raise AssertionError(query.name)

    def set(self, version: int | Mapping[str, int], **customers: Any) -> None:
        """Move the graph."""
        self.versions = (
            {"assignments": version, "aliases": version} if isinstance(version, int) else {**version}
        )
        self.customers = customers
        self.at += timedelta(seconds=1)


def customer(properties: Mapping[str, Any], *records: str, former: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"properties": dict(properties), "records": list(records), "former": list(former)}


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> Graph:
    monkeypatch.setattr(feeds, "LOOK_SECONDS", 0.01)
    graph = Graph(journal={"assignments": 1, "aliases": 1})
    graph.set(1, a=customer(ANNA, "crm:1", "crm:2"))
    return graph


async def told(graph: Graph, *steps: Any) -> list[Change]:
    """What a listener hears of customer `a` while the graph takes steps; each ends with its first event."""
    listener = changes(
        StateFeed(lambda: cast("AsyncStore", graph), lambda: graph.journal), cast("Any", graph), "a"
    )
    heard = [await anext(listener)]
    for step in steps:
        coming = asyncio.ensure_future(anext(listener))
        for part in step:
            part()
            await asyncio.sleep(0.1)
        heard.append(await asyncio.wait_for(coming, 10))
    await listener.aclose()
    return heard


async def test_a_merge_that_is_half_written_is_told_once_it_is_whole(graph: Graph) -> None:
    graph.journal = {"assignments": 2, "aliases": 2}
    merged = customer({"id": "b", "city": "Ulm"}, "crm:1", "crm:2", former=("a",))
    moved = {"a": customer(ANNA), "b": customer({"id": "b", "city": "Ulm"}, "crm:1", "crm:2")}

    _, change = await told(
        graph,
        [
            lambda: graph.set({"assignments": 2, "aliases": 1}, **moved),
            lambda: graph.set(2, a=merged, b=merged),
        ],
    )

    assert (change.kind, change.customer_id, change.others) == ("merged", "b", ("a",))


async def test_a_graph_that_nobody_brings_up_to_the_journal_is_told_as_it_is(
    graph: Graph, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(feeds, "REST_SECONDS", 0.05)
    graph.journal = {"assignments": 3, "aliases": 2}

    _, change = await told(
        graph, [lambda: graph.set(2, a=customer({**ANNA, "city": "Köln"}, "crm:1", "crm:2"))]
    )

    assert change.kind == "golden_record"
    assert "the journal's assignments" in caplog.text


async def test_a_rebuild_is_no_change(graph: Graph) -> None:
    other = customer({**ANNA, "city": "Köln"}, "crm:1", "crm:2")

    _, change = await told(
        graph,
        [
            lambda: graph.set({"wiping": 1}),
            lambda: graph.set({"assignments": 0}),
            lambda: graph.set({"assignments": 1, "aliases": 0}, a=customer({"id": "a"})),
            lambda: graph.set(1, a=other),
        ],
    )

    assert change.kind == "golden_record"


async def test_an_older_journal_that_was_restored_is_a_new_beginning(graph: Graph) -> None:
    graph.journal = {"assignments": 3, "aliases": 3}
    graph.set(3, a=customer(ANNA, "crm:1", "crm:2"))

    def restore() -> None:
        graph.journal = {"assignments": 1, "aliases": 1}
        graph.set(1, a=customer({**ANNA, "city": "Köln"}, "crm:1", "crm:2"))

    _, change = await told(graph, [restore])

    assert change.kind == "golden_record"


async def test_who_is_slow_gets_several_changes_as_one_and_nothing_is_kept(graph: Graph) -> None:
    listener = changes(
        StateFeed(lambda: cast("AsyncStore", graph), lambda: graph.journal), cast("Any", graph), "a"
    )
    await anext(listener)
    before = graph.asked
    for version in range(2, 12):
        graph.set(version, a=customer({**ANNA, "city": f"City {version}"}, "crm:1", "crm:2"))
        await asyncio.sleep(0.03)
    asked = graph.asked
    change = await anext(listener)
    waiting = asyncio.ensure_future(anext(listener))
    await asyncio.wait({waiting}, timeout=0.2)

    assert asked == before
    assert change.kind == "golden_record"
    assert not waiting.done()
    waiting.cancel()


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        ({"a": customer({**ANNA, "advocacy": 0.5}, "crm:1", "crm:2")}, "scores"),
        ({"a": customer({**ANNA, "advocacy": 0.5, "phone": "1"}, "crm:1", "crm:2")}, "golden_record"),
        ({"a": customer(ANNA, "crm:1", "crm:2", "crm:3")}, "golden_record"),
        ({"a": customer(ANNA, "crm:1")}, "golden_record"),
        ({"a": customer(ANNA, "crm:1"), "b": customer({"id": "b"}, "crm:2")}, "split"),
        ({"a": customer(ANNA, "crm:1", "crm:2", former=("b",))}, "merged"),
        ({"a": customer(ANNA)}, "erased"),
        ({}, "erased"),
    ],
    ids=[
        "scores",
        "both",
        "more records",
        "a record gone",
        "a record elsewhere",
        "one more",
        "empty",
        "gone",
    ],
)
async def test_what_became_of_a_customer_has_a_name(graph: Graph, now: dict[str, Any], kind: str) -> None:
    _, change = await told(graph, [lambda: graph.set(2, **now)])

    assert change.kind == kind
