"""What was taken back is gone from the graph, and what others said stays, as if it had never been said."""

from collections.abc import Callable

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

NAMES = ("first", "second", "third")
GONE = dict(zip("abc", NAMES, strict=True))
"""Of people who have nothing to do with each other, which of their ingests is taken back."""


def ingests(who: str = "") -> dict[str, list[Entry]]:
    """What is told of some people, in three ingests that begin with whose they are."""
    anna, wrong, bernd = email(f"{who}a@x.de"), email(f"{who}wrong@x.de"), email(f"{who}b@x.de")
    told: list[list[Entry]] = [
        [
            person(f"{who}1", day(1), anna, given_name="Anna"),
            person(f"{who}2", day(1), bernd, given_name="Bernd"),
            order(f"{who}o1", f"{who}1", day(2), total=10.0, status="open"),
            view(f"{who}v1", f"{who}w", f"{who}P1", day(3)),
        ],
        [
            person(f"{who}1", day(1), anna, given_name="Anna"),
            person(f"{who}1", day(9), wrong, given_name="Falsch"),
            person(f"{who}3", day(9), bernd, given_name="Clara"),
            order(f"{who}o1", f"{who}2", day(4), total=99.0, status="paid"),
            order(f"{who}o2", f"{who}1", day(4), total=5.0),
            view(f"{who}v1", f"{who}w", f"{who}P1", day(3)),
            view(f"{who}v2", f"{who}w", f"{who}P1", day(5)),
        ],
        [
            person(f"{who}1", day(10), email(f"{who}c@x.de"), given_name="Anna"),
            view(f"{who}v3", f"{who}w", f"{who}P2", day(6)),
        ],
    ]
    return {f"{who}{name}": entries for name, entries in zip(NAMES, told, strict=True)}


INGESTS = ingests()


def ingested(journal: Journal, told: dict[str, list[Entry]]) -> Journal:
    for name, entries in told.items():
        journal.append(entries, name)
    stated = [record for (record,) in look(journal, "SELECT record_id FROM records")]
    assign(journal, "run", day(20), {record: whose(record) for record in stated if whose(record)})
    return journal


def whose(record: str) -> str:
    """The customer of a record: Anna's, Bernd's or the visitor's of its people; of others none."""
    source, _, key = record.partition(":")
    customer = {"crm1": "C1", "crm2": "C2", "shop1": "C1", "webw": "C3"}.get(f"{source}{key[-1]}", "")
    return customer and f"{key[:-1]}{customer}"


def undo(journal: Journal, ingest: str) -> None:
    journal.withdraw(of_ingest(journal, ingest))


def test_the_graph_is_as_if_it_had_never_been_said(
    journal: Journal, new_journal: Callable[[str], Journal], any_store: Store, golden: Golden
) -> None:
    everything = {name: entries for who in GONE for name, entries in ingests(who).items()}
    gone = {f"{who}{name}" for who, name in GONE.items()}
    ingested(journal, everything)
    project(journal, any_store, golden)
    for name in gone:
        undo(journal, name)
    project(journal, any_store, golden)
    undone = dump(any_store)

    never = {name: entries for name, entries in everything.items() if name not in gone}
    rebuild(ingested(new_journal("never"), never), any_store, golden)

    assert undone == dump(any_store)


def test_undone_twice_is_undone_once_and_ingested_again_it_is_back(
    journal: Journal, embedded_store: Store, golden: Golden
) -> None:
    store = embedded_store
    ingested(journal, INGESTS)
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
