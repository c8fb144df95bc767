"""Reads that are shared: whoever waits for a row gets its own, whatever becomes of the others."""

import asyncio
import time
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from api.gql.compile.execution import shared_reads
from api.gql.compile.execution.plans import JointQuery, Plan
from api.gql.compile.execution.shared_reads import LARGEST, MOST, SharedReads
from cypher import Dialect, Mode, Query
from graph.errors import StoreError
from graph.stores.errors import QueryError, StoreUnavailableError

ALONE = Query("test/alone", Mode.READ, ("p1", "p2"), "One.", "")
PLAN = Plan(
    ALONE, {}, {}, {}, joint=JointQuery(Query("test/joint", Mode.READ, ("p2", "asked"), "", ""), "p1")
)

OTHER = replace(PLAN, joint=replace(PLAN.joint, parameter="p1"))  # type: ignore[type-var]  # it has one


class Echo:
    """Takes the place of a store: answers each value with itself in its turn, or as it is told to."""

    def __init__(
        self, joint: Exception | None = None, seconds: float = 0.01, dialect: Dialect = Dialect.NEO4J
    ) -> None:
        self.dialect = dialect
        self.sent: list[list[str]] = []
        self._joint, self._seconds = joint, seconds

    async def answer(self, query: Query, **params: Any) -> Any:
        together = query is not ALONE
        sought = [each for _, each in params["asked"]] if together else [params["p1"]]
        self.sent.append(sought)
        await asyncio.sleep(self._seconds * len(sought))
        if together and self._joint:
            raise self._joint
        if "wrong" in sought:
            raise QueryError("This one cannot be read.")
        return [[number, [each]] for number, each in params["asked"]] if together else [params["p1"]]


async def _rows(store: Any, *asked: tuple[str, int], cost: int = 1, patience: float = 20.0) -> list[Any]:
    reads = SharedReads(patience)
    coming = (reads.row(store, PLAN, {"p1": value, "p2": fixed}, cost) for value, fixed in asked)
    return await asyncio.gather(*coming, return_exceptions=True)


def test_who_comes_together_is_read_together() -> None:
    store = Echo()
    asked = [(f"c{number}", 0) for number in range(MOST + 1)]

    assert asyncio.run(_rows(store, *asked)) == [[value] for value, _ in asked]
    assert [len(values) for values in store.sent] == [MOST, 1]


def test_each_page_and_each_large_operation_by_itself() -> None:
    store = Echo()

    assert asyncio.run(_rows(store, ("a", 1), ("b", 2), ("c", 1))) == [["a"], ["b"], ["c"]]
    assert sorted(map(sorted, store.sent)) == [["a", "c"], ["b"]]

    store.sent.clear()
    asyncio.run(_rows(store, ("a", 1), ("b", 1), cost=LARGEST + 1))
    assert store.sent == [["a"], ["b"]]


@pytest.mark.parametrize("dialect", Dialect)
def test_what_is_equal_is_read_once(dialect: Dialect) -> None:
    """Alone or among others; what differs in anything is not equal, nor is what is asked later."""
    store: Any = Echo(dialect=dialect)
    asked = [("a", 1), ("a", 1), ("a", 2), ("b", 1), *[("a", 1)] * MOST]

    assert asyncio.run(_rows(store, *asked, cost=LARGEST + 1)) == [[value] for value, _ in asked]
    assert store.sent == [["a"], ["a"], ["b"]]

    store.sent.clear()
    assert asyncio.run(_rows(store, *asked)) == [[value] for value, _ in asked]
    assert sorted(store.sent) == ([["a"], ["a", "b"]] if dialect is Dialect.NEO4J else [["a"], ["a"], ["b"]])

    async def later() -> None:
        reads = SharedReads()
        begun = asyncio.create_task(reads.row(store, PLAN, {"p1": "a", "p2": 1}, 1))
        while not store.sent:
            await asyncio.sleep(0)
        await asyncio.gather(begun, reads.row(store, PLAN, {"p1": "a", "p2": 1}, 1))

    store.sent.clear()
    asyncio.run(later())
    assert store.sent == [["a"], ["a"]]


def test_what_is_equal_and_wrong_is_wrong_for_all() -> None:
    store = Echo()

    rows = asyncio.run(_rows(store, *[("wrong", 1)] * 3, cost=LARGEST + 1))

    assert [type(row) for row in rows] == [QueryError] * 3


def test_what_one_cannot_have_the_others_have() -> None:
    first, second, third = asyncio.run(_rows(Echo(), ("a", 1), ("wrong", 1), ("c", 1)))

    assert isinstance(second, StoreError)
    assert [first, third] == [["a"], ["c"]]


def test_what_takes_long_is_read_side_by_side() -> None:
    store = Echo(seconds=0.2)

    rows = asyncio.run(_rows(store, ("a", 1), ("b", 1), ("c", 1), patience=0.1))

    assert rows == [["a"], ["b"], ["c"]]
    assert sorted(map(len, store.sent)) == [1, 1, 1, 3]


def test_nothing_slow_is_tried_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a while; what is asked by another operation is read together."""
    store: Any = Echo(seconds=0.2)
    reads = SharedReads(0.1)

    async def asked(plan: Plan) -> list[Any]:
        return await asyncio.gather(*(reads.row(store, plan, {"p1": it, "p2": 0}, 1) for it in "ab"))

    async def sent() -> list[list[int]]:
        found = []
        for plan in (PLAN, PLAN, OTHER):
            store.sent.clear()
            assert await asked(plan) == [["a"], ["b"]]
            found.append(sorted(map(len, store.sent)))
        monkeypatch.setattr(shared_reads, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + 60))
        store.sent.clear()
        await asked(PLAN)
        return [*found, sorted(map(len, store.sent))]

    assert asyncio.run(sent()) == [[1, 1, 2], [1, 1], [1, 1, 2], [1, 1, 2]]


def test_a_store_that_is_away_is_asked_once() -> None:
    store = Echo(StoreUnavailableError("Nobody answers."))

    rows = asyncio.run(_rows(store, ("a", 1), ("b", 1)))

    assert [type(row) for row in rows] == [StoreUnavailableError] * 2
    assert len(store.sent) == 1


@pytest.mark.parametrize("gone", [0, 1])
@pytest.mark.parametrize("turns", [0, 1, 2])
@pytest.mark.parametrize("values", ["abc", "aaa"])
def test_who_hangs_up_takes_nobody_along(gone: int, turns: int, values: str) -> None:
    async def asked() -> list[Any]:
        store: Any = Echo()
        reads = SharedReads()
        tasks = [asyncio.create_task(reads.row(store, PLAN, {"p1": value, "p2": 0}, 1)) for value in values]
        for _ in range(turns):
            await asyncio.sleep(0)
        tasks[gone].cancel()
        return await asyncio.gather(*tasks, return_exceptions=True)

    rows = asyncio.run(asked())

    assert isinstance(rows.pop(gone), asyncio.CancelledError)
    assert rows == [[value] for place, value in enumerate(values) if place != gone]
