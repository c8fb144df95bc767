"""Whichever write of a pass fails, and however, the next passes come to the graph that a rebuild makes."""

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pytest

from graph.entries import Entry
from graph.journal import Journal
from graph.projection import entries_set_aside, project
from graph.projection.resolved.customers import Golden
from graph.store import Store, Transaction
from graph.stores.errors import QueryError, StoreUnavailableError
from tests.support.entries import day, email, order, person, referral, view
from tests.support.identity import assign, house, merge
from tests.support.rebuilding import assert_as_rebuilt

_FAILURES: tuple[tuple[str, Exception], ...] = (
    ("before a write", StoreUnavailableError("gone")),
    ("after a commit", StoreUnavailableError("gone")),
    ("after a write", OSError(28, "full")),
    ("before a commit", QueryError("refused")),
)
"""When and how passes fail; beside those with an odd number are the results of a run."""


@dataclass
class Failure:
    """Lets a store fail once: at which write or commit, when, and with what."""

    at: int
    moment: str
    error: Exception
    done: bool = False

    def strike(self, moment: str) -> None:
        """Fail if this is the moment."""
        if self.done or moment != self.moment:
            return
        self.at -= 1
        if self.at < 0:
            self.done = True
            raise self.error


@contextmanager
def failing(failure: Failure, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    run, transaction = Transaction.run, Store.transaction

    def run_or_fail(self: Transaction, *args: Any, **params: Any) -> Any:
        failure.strike("before a write")
        rows = run(self, *args, **params)
        failure.strike("after a write")
        return rows

    @contextmanager
    def commit_or_fail(self: Store) -> Iterator[Transaction]:
        with transaction(self) as inner:
            yield inner
            failure.strike("before a commit")
        failure.strike("after a commit")

    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "run", run_or_fail)
        patch.setattr(Store, "transaction", commit_or_fail)
        yield


def told(number: int) -> Iterator[Entry]:
    """News of known people, and of somebody new."""
    yield view(f"v{number}", "1", "P1", day(number))
    yield view(f"w{number}", "2", f"P{number}", day(number - 60))
    if number % 2 == 0:
        yield person("1", day(number), email(f"{number}@x.de"), source="shop", given_name="Anna")
        yield order("same", "2", day(number), total=number)
        yield referral("1", f"new{number}", day(number))


def resolved(journal: Journal, number: int) -> None:
    """What a run finds: links, whose records are whose, and at last that it has finished."""
    run = f"r{number}"
    announced = {"run_id": run, "started_at": day(number), "status": "running"}
    finished = {"status": "finished", "mode": "full" if number < 0 else "incremental", "report": "{}"}
    pair = {"record_l": "shop:1", "record_r": "web:1", "accepted": True, "tier": "model"}
    journal.append_table("runs", pa.Table.from_pylist([announced]))
    journal.append_table("links", pa.Table.from_pylist([{"run_id": run, "weight": 9.0 + number, **pair}]))
    assign(journal, run, day(number), {"shop:1": "A", "web:1": "BA"[number % 2], "web:2": "B"})
    merge(journal, run, day(number), "C", "A")
    house(journal, run, day(number), {"A": "h1", "B": f"h{number}"})
    journal.append_table("runs", pa.Table.from_pylist([announced | finished]))


def test_every_failure_is_made_up_for(
    journal: Journal, embedded_store: Store, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(4)  # noqa: S311 - where to fail is no secret
    resolved(journal, -1)
    for number, (moment, error) in enumerate(_FAILURES):
        journal.append(told(number), f"news {number}")
        if number % 2:
            resolved(journal, number)
        failure = Failure(chance.randrange(20) if "write" in moment else 0, moment, error)
        with failing(failure, monkeypatch), suppress(type(error)):
            project(journal, embedded_store, golden)
        assert failure.done
        project(journal, embedded_store, golden)

    assert entries_set_aside(journal, embedded_store) == ()
    assert_as_rebuilt(journal, embedded_store, golden)
