"""An entry that cannot be projected is left out and named; everything else goes on."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any
from unittest.mock import Mock

import pytest

from graph.entries import Entry, Event, NodeItem, Origin
from graph.errors import StoreError
from graph.journal import Journal
from graph.journal.appending import appending
from graph.projection import entries_set_aside, isolation, passes, project, rebuild
from graph.projection.dump import dump
from graph.projection.resolved.customers import Golden
from graph.projection.stated import values
from graph.projection.writing.writer import GraphWriter
from graph.store import Store
from graph.stores.errors import QueryError, StoreUnavailableError
from tests.support.entries import company, day, order, person
from tests.support.identity import assign
from tests.support.stores import reading, wipe

PRIVATE = "Zauberfisch"
GOOD = list(company(3))


def note(number: int, **properties: Any) -> Event:
    node = NodeItem("Event", (f"web:{number}",), properties)
    return Event(
        "event", f"web:{number}", "web", "1", day(number), Origin("notes.csv", number), nodes=(node,)
    )


BAD = [
    note(7, at=PRIVATE),  # no Python time
    note(8, name={PRIVATE: 1}),  # nothing that a store takes
    replace(note(9), nodes=(NodeItem("Unicorn", ("1",)),)),
    order("2", "2", day(50), total=PRIVATE, ordered_at=PRIVATE),  # a newer version of a good one
]


@pytest.fixture
def store_anything(monkeypatch: pytest.MonkeyPatch) -> Callable[[Journal, Iterable[Entry], str], None]:
    """Appends entries as an earlier version did, which did not look at their values."""

    def append(journal: Journal, entries: Iterable[Entry], ingest: str) -> None:
        with monkeypatch.context() as earlier:
            earlier.setattr(appending, "check_entries", lambda _: None)
            journal.append(entries, ingest)

    return append


def _fail(_: str) -> None:
    raise ZeroDivisionError(PRIVATE)


StoreAnything = Callable[[Journal, Iterable[Entry], str], None]


@pytest.fixture
def expected(new_journal: Callable[[str], Journal], any_store: Store, golden: Golden) -> list[str]:
    """The graph of the good entries alone."""
    journal = new_journal("good")
    journal.append(GOOD, "one")
    assign(journal, "run", day(90), {"crm:1": "A", "shop:1": "A", "shop:2": "B"})
    journal.append([person("9", day(91), city="Ulm")], "two")
    project(journal, any_store, golden)
    lines = dump(any_store)
    wipe(any_store)
    return lines


def test_all_but_the_bad_entries_reach_the_graph(
    expected: list[str], journal: Journal, any_store: Store, golden: Golden, store_anything: StoreAnything
) -> None:
    store_anything(journal, [*GOOD[:9], BAD[0], *GOOD[9:], BAD[1]], "one")
    assign(journal, "run", day(90), {"crm:1": "A", "shop:1": "A", "shop:2": "B"})
    store_anything(journal, [person("9", day(91), city="Ulm"), *BAD[2:]], "two")

    result = project(journal, any_store, golden)

    assert dump(any_store) == expected
    assert result.set_aside == len(BAD)
    found = entries_set_aside(journal, any_store)
    assert sorted((entry.table, entry.file, entry.line) for entry in found) == sorted(
        ("events", bad.origin.file, bad.origin.line) for bad in BAD
    )
    assert PRIVATE not in "\n".join(map(str, found))
    assert project(journal, any_store, golden) == passes.ProjectionResult()


def test_news_of_the_same_things_do_not_meet_what_was_set_aside(
    journal: Journal, embedded_store: Store, golden: Golden, store_anything: StoreAnything
) -> None:
    store_anything(
        journal, [order("1", "1", day(1), total=5), order("1", "1", day(2), ordered_at=PRIVATE)], "one"
    )
    assign(journal, "run", day(3), {"shop:1": "A"})
    project(journal, embedded_store, golden)

    journal.append([order("1", "1", day(4), total=7)], "two")

    assert project(journal, embedded_store, golden).set_aside == 0
    lines = dump(embedded_store)
    [row] = embedded_store.run(reading("MATCH (c:Customer) RETURN c.revenue AS revenue"))
    assert row["revenue"] == 7
    assert rebuild(journal, embedded_store, golden).set_aside == 1
    assert dump(embedded_store) == lines


def test_another_version_of_the_program_tries_again(
    journal: Journal, embedded_store: Store, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append([note(1, name="a", at=day(1)), note(2, name="b")], "one")
    with monkeypatch.context() as faulty:
        faulty.setattr(values, "as_time", _fail)
        assert project(journal, embedded_store, golden).set_aside == 1
    assert project(journal, embedded_store, golden).rows == 0

    monkeypatch.setattr(isolation, "program_version", lambda: "next")
    result = project(journal, embedded_store, golden)

    assert (result.set_aside, entries_set_aside(journal, embedded_store)) == (0, ())
    rows = embedded_store.run(reading("MATCH (e:Event) RETURN e.name AS name ORDER BY name"))
    assert [row["name"] for row in rows] == ["a", "b"]


def test_no_entry_is_blamed_for_a_store_that_takes_nothing(
    journal: Journal, embedded_store: Store, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append(GOOD, "one")

    for error in (StoreUnavailableError("gone"), QueryError("full"), OSError(28, "full")):
        with monkeypatch.context() as failing:
            failing.setattr(GraphWriter, "run", Mock(side_effect=error))
            with pytest.raises(type(error)):
                project(journal, embedded_store, golden)
        assert entries_set_aside(journal, embedded_store) == ()

    assert project(journal, embedded_store, golden).rows == len(GOOD)


def test_too_many_bad_entries_are_said_to_be_a_fault_of_another_kind(
    journal: Journal,
    embedded_store: Store,
    golden: Golden,
    store_anything: StoreAnything,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(isolation, "MOST", 2)
    store_anything(journal, [note(number, at=PRIVATE) for number in range(5)], "one")

    with pytest.raises(StoreError, match="More than 2 entries"):
        project(journal, embedded_store, golden)
    with pytest.raises(StoreError, match="More than 2 entries"):
        project(journal, embedded_store, golden)
    project(journal, embedded_store, golden)

    assert len(entries_set_aside(journal, embedded_store)) == 5
