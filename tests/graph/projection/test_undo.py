"""What was taken back is gone from the graph, and what others said stays, as if it had never been said."""

from collections.abc import Callable

import pytest

from graph.entries import Entry
from graph.journal import Journal
from graph.journal.withdrawing.undo import effect_of, of_ingest, of_source
from graph.projection import project, rebuild
from graph.projection.dump import dump
from graph.projection.resolved.customers import Golden
from graph.store import Store
from tests.support.entries import company, day, email, order, person, view
from tests.support.identity import assign
from tests.support.looking import look

INGESTS: dict[str, list[Entry]] = {
    "first": [
        person("1", day(1), email("a@x.de"), given_name="Anna"),
        person("2", day(1), email("b@x.de"), given_name="Bernd"),
        order("o1", "1", day(2), total=10.0, status="open"),
        view("v1", "w", "P1", day(3)),
    ],
    "second": [
        person("1", day(1), email("a@x.de"), given_name="Anna"),
        person("1", day(9), email("wrong@x.de"), given_name="Falsch"),
        person("3", day(9), email("b@x.de"), given_name="Clara"),
        order("o1", "2", day(4), total=99.0, status="paid"),
        order("o2", "1", day(4), total=5.0),
        view("v1", "w", "P1", day(3)),
        view("v2", "w", "P1", day(5)),
    ],
    "third": [person("1", day(10), email("c@x.de"), given_name="Anna"), view("v3", "w", "P2", day(6))],
}


def ingested(journal: Journal, *names: str) -> Journal:
    for name in names:
        journal.append(INGESTS[name], name)
    customers = {"crm:1": "C1", "crm:2": "C2", "shop:1": "C1", "web:w": "C3"}
    stated = {record for (record,) in look(journal, "SELECT record_id FROM records")}
    assign(journal, "run", day(20), {record: it for record, it in customers.items() if record in stated})
    return journal


def undo(journal: Journal, ingest: str) -> None:
    journal.withdraw(of_ingest(journal, ingest))


@pytest.mark.parametrize("gone", INGESTS)
def test_the_graph_is_as_if_it_had_never_been_said(
    journal: Journal, new_journal: Callable[[str], Journal], any_store: Store, golden: Golden, gone: str
) -> None:
    ingested(journal, *INGESTS)
    project(journal, any_store, golden)
    undo(journal, gone)
    project(journal, any_store, golden)
    undone = dump(any_store)

    rebuild(ingested(new_journal("never"), *(name for name in INGESTS if name != gone)), any_store, golden)

    assert undone == dump(any_store)


def test_undone_twice_is_undone_once_and_ingested_again_it_is_back(
    journal: Journal, embedded_store: Store, golden: Golden
) -> None:
    store = embedded_store
    ingested(journal, *INGESTS)
    project(journal, store, golden)
    before = dump(store)
    undo(journal, "sec")
    assert of_ingest(journal, "second") == []
    undo(journal, "second")
    project(journal, store, golden)
    assert dump(store) != before

    result = journal.append(INGESTS["second"], "again")
    assert (result.accepted, result.unchanged) == (5, 2)
    project(journal, store, golden)
    assert dump(store) == before


def test_what_was_confirmed_stays_until_nobody_says_it_any_more(journal: Journal) -> None:
    for name in ("one", "two", "three"):
        journal.append(company(3), name)
    for name in ("one", "two"):
        undo(journal, name)
        assert look(journal, "SELECT count(*) FROM records") == [(9,)]
    undo(journal, "three")
    assert look(journal, "SELECT count(*) FROM records") == [(0,)]
    assert look(journal, "SELECT count(*) FROM identifiers") == [(0,)]


def test_a_source_is_dropped(journal: Journal, embedded_store: Store, golden: Golden) -> None:
    journal.append(company(3), "one")
    assign(journal, "run", day(20), {"crm:1": "C1", "shop:1": "C1", "web:1": "C2"})
    project(journal, embedded_store, golden)

    effect = effect_of(journal, of_source(journal, "crm"))
    assert (effect.entries, effect.gone, effect.changed) == ({"records": 6, "events": 0}, 3, 0)
    assert [(it.customer_id, it.records, it.gone) for it in effect.customers] == [("C1", 2, 1)]
    journal.withdraw(of_source(journal, "crm"))
    assert look(journal, "SELECT DISTINCT source FROM records ORDER BY source") == [("shop",), ("web",)]
    assert effect_of(journal, of_source(journal, "crm")).customers == ()
