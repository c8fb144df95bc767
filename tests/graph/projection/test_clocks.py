"""A clock of this machine that was ahead: what is stored after it was put right counts as stated later, in
the graph as it is written and as it is made anew."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from graph.entries import Entry, Event, NodeItem, Origin
from graph.journal import Journal
from graph.journal.appending import storing
from graph.journal.tables import clocks, committing
from graph.journal.withdrawing.undo import of_ingest
from graph.projection import project
from graph.projection.resolved.customers import Golden
from graph.store import Store
from tests.support.clock import Clock
from tests.support.entries import person
from tests.support.identity import assign
from tests.support.rebuilding import assert_as_rebuilt
from tests.support.stores import reading

SAID = reading("MATCH (a:Account) RETURN a.value AS id, a.status AS status ORDER BY id")
LIVES = reading("MATCH (r:SourceRecord) RETURN r.source_id AS id, r.city AS status ORDER BY id")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch, storing, committing, clocks)


def ago(hours: float) -> datetime:
    return datetime.now(UTC) - timedelta(hours=hours)


def told(key: str, said: str, at: datetime | None = None) -> Iterator[Entry]:
    """A person whose city is said to be something, and the same of the state of an account, each time by an
    event of its own."""
    node = NodeItem("Account", (f"app:{key}",), {"status": said})
    yield person(key, at, city=said)
    yield Event("told", f"{key}.{said}", "crm", key, at, Origin("e.csv", 1), nodes=(node,))


def test_what_is_said_after_a_clock_was_ahead_counts(
    journal: Journal, any_store: Store, golden: Golden, clock: Clock
) -> None:
    """Of each: what is said before, under the wrong clock, and after; whether with a time, hours ago."""
    cases: dict[str, list[tuple[str, float | None]]] = {
        "a": [("before", None), ("wrong", None), ("after", None)],
        "b": [("before", None), ("wrong", None), ("after", 1)],
        "c": [("before", 11), ("wrong", None), ("after", 1)],
        "d": [("before", 11), ("wrong", None)],
        "e": [("before", None), ("wrong", None)],
        "f": [("wrong", -9_000), ("after", 1)],
        "g": [("wrong", None), ("later", 0.5)],
        "h": [("wrong", -9_000), ("later", None)],
        "i": [("before", 11), ("wrong", 1)],
        "j": [("before", None), ("wrong", 1)],
        "k": [("before", 11), ("wrong", 2), ("after", 1)],
    }
    for name, ahead in (("before", -10), ("wrong", 400 * 24), ("after", 0), ("later", 0)):
        clock.ahead = timedelta(hours=ahead)
        said = [
            told(key, name, None if at is None else ago(at))
            for key, of in cases.items()
            for each, at in of
            if each == name
        ]
        journal.append([entry for entries in said for entry in entries], name)
        project(journal, any_store, golden)
        assign(journal, name, ago(-24 * 400), {f"crm:{key}": f"C{key}" for key in cases})

    assert journal.versions()["clocks"] == 1, "told of both tables at once"
    assert_said(any_store, {key: of[-1][0] for key, of in cases.items()})
    assert_as_rebuilt(journal, any_store, golden)

    journal.withdraw(of_ingest(journal, "wrong"))
    journal.append(told("a", "news", ago(0)), "news")
    project(journal, any_store, golden)

    left = {key: [name for name, _ in of if name != "wrong"][-1] for key, of in cases.items()}
    assert_said(any_store, left | {"a": "news"})
    assert_as_rebuilt(journal, any_store, golden)


def assert_said(store: Store, expected: dict[str, str]) -> None:
    lives = [{"id": key, "status": said} for key, said in expected.items()]
    assert store.run(LIVES) == lives
    assert store.run(SAID) == [row | {"id": f"app:{row['id']}"} for row in lives]
