"""What a source ended is gone from the graph as if it had never been said, and back when it is said again."""

from collections.abc import Callable
from dataclasses import replace

from graph.entries import Entry, Event, RecordVersion
from graph.journal import Journal
from graph.projection import project, rebuild
from graph.projection.dump import dump
from graph.projection.resolved.customers import Golden
from graph.store import Store
from tests.support.entries import day, email, order, person, view
from tests.support.identity import assign
from tests.support.rebuilding import assert_as_rebuilt

STAYS: list[Entry] = [
    person("1", day(1), email("a@x.de"), given_name="Anna"),
    order("o1", "1", day(2), total=10.0),
    view("v1", "w", "P1", day(3)),
]
ENDS: list[Entry] = [
    person("2", day(1), email("a@x.de"), email("b@x.de"), given_name="Bernd"),
    order("o2", "9", day(4), total=5.0),
    view("v2", "w", "P2", day(5)),
]
CUSTOMERS = {"crm:1": "C1", "crm:2": "C2", "shop:1": "C1", "shop:9": "C2", "web:w": "C3"}


def ending(entry: Entry) -> Entry:
    if isinstance(entry, RecordVersion):
        return replace(entry, attributes={}, identifiers=(), observed_at=None, ended="missing")
    return Event(entry.kind, entry.key, entry.source, entry.source_id, None, entry.origin, ended="deleted")


def mirror(journal: Journal, entries: list[Entry], ingest: str) -> None:
    appending = journal.mirror(ingest)
    appending.append(entries)
    appending.finish()


def test_the_graph_is_as_if_it_had_never_been_said(
    journal: Journal, new_journal: Callable[[str], Journal], embedded_store: Store, golden: Golden
) -> None:
    never = new_journal("never")
    never.append(STAYS, "one")
    assign(never, "run", day(20), {it: CUSTOMERS[it] for it in ("crm:1", "shop:1", "web:w")})
    rebuild(never, embedded_store, golden)
    without = dump(embedded_store)

    mirror(journal, [*STAYS, *ENDS], "one")
    assign(journal, "run", day(20), CUSTOMERS)
    rebuild(journal, embedded_store, golden)
    before = dump(embedded_store)
    mirror(journal, [ending(entry) for entry in ENDS], "two")
    project(journal, embedded_store, golden)
    assert dump(embedded_store) == without

    mirror(journal, ENDS, "three")
    project(journal, embedded_store, golden)
    assert dump(embedded_store) == before
    assert_as_rebuilt(journal, embedded_store, golden)
