"""What is told in portions, late and again, is in the graph as if it had been told in order."""

from datetime import datetime
from typing import Any

import pytest

from graph.entries import EdgeItem, Entry, Event, Identifier, NodeItem, Origin
from graph.journal import Journal
from graph.projection import project
from graph.projection.resolved.customers import Golden
from graph.settings import Settings
from graph.store import Store
from tests.support.entries import address, day, email, person, view
from tests.support.stores import reading, wipe


def product(at: datetime, **properties: str) -> Event:
    """What is stated of a product on a day."""
    node = NodeItem("Product", ("stated",), properties)
    return Event("product", f"{at}", "erp", None, at, Origin("p", 1), nodes=(node,))


def consent(at: datetime, type_: str) -> Event:
    """What a record said of mail on a day."""
    node = NodeItem("Consent", ("mail:any",), {"purpose": "mail", "channel": "any"})
    edge = EdgeItem(type_, ("SourceRecord", ("crm", "asked")), ("Consent", ("mail:any",)))
    return Event("consent", f"{at}", "crm", "asked", at, Origin("c", 1), (), (node,), (edge,))


PORTIONS: tuple[tuple[Entry, ...], ...] = (
    (
        person("anna", day(2), email("b@x.de"), given_name="Anna"),
        person("seen", day(5), email("seen@x.de")),
        person("moved", day(1), address("alt")),
        view("m1", "v", "P1", day(1)),
        view("m2", "v", "P1", day(5)),
        product(day(5), name="New"),
        consent(day(1), "GRANTED"),
        Event(
            "device",
            "d",
            "app",
            "7",
            day(1),
            Origin("d", 1),
            (Identifier("device", "d1", {"platform": "iOS"}),),
        ),
    ),
    (
        person("anna", day(1), email("a@x.de"), given_name="Ana", city="Ulm"),
        person("seen", day(2), email("seen@x.de")),
        person("moved", day(9), address("neu")),
        view("m3", "v", "P1", day(3)),
        view("m1", "v", "P1", day(1)),
        product(day(1), name="Old", brand="B"),
        consent(day(9), "GRANTED"),
    ),
    (
        person("seen", day(9), email("seen@x.de")),
        person("moved", day(4), address("mitte")),
        consent(day(4), "DENIED"),
    ),
)


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, golden: Golden) -> Store:
    """Each of the two stores after all portions, one after the other; tests only read."""
    store: Store = wipe(request.getfixturevalue(f"{request.param}_session"))
    journal = Journal.open(Settings(home=tmp_path_factory.mktemp("home")))
    for number, portion in enumerate(PORTIONS):
        journal.append(portion, str(number))
        project(journal, store, golden)
    return store


def rows(store: Store, text: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in store.run(reading(text))]


def test_record_carries_current_attributes_and_all_identifiers(told: Store) -> None:
    anna = "(r:SourceRecord {source_id: 'anna'})"

    assert rows(told, f"MATCH {anna} RETURN r.given_name, r.city, r.observed_at") == [("Anna", None, day(2))]
    found = rows(
        told,
        f"MATCH {anna}-[e:HAS_EMAIL]->(m) RETURN m.value, m.domain, e.first_seen, e.last_seen"
        " ORDER BY m.value",
    )
    assert found == [("a@x.de", "x.de", day(1), day(1)), ("b@x.de", "x.de", day(2), day(2))]


def test_time_seen_widens(told: Store) -> None:
    found = rows(told, "MATCH ()-[e:HAS_EMAIL]->({value: 'seen@x.de'}) RETURN e.first_seen, e.last_seen")

    assert found == [(day(2), day(9))]


def test_addresses_are_intervals_whatever_the_order(told: Store) -> None:
    found = rows(
        told, "MATCH ()-[e:LIVES_AT]->(a) RETURN a.street, e.valid_from, e.valid_to ORDER BY e.valid_from"
    )

    assert found == [("alt", day(1), day(4)), ("mitte", day(4), day(9)), ("neu", day(9), None)]


def test_views_are_counted_over_everything(told: Store) -> None:
    found = rows(told, "MATCH ()-[e:VIEWED]->(p) RETURN p.id, e.count, e.first_seen, e.last_seen")

    assert found == [("P1", 3, day(1), day(5))]


def test_late_statement_only_fills_gaps(told: Store) -> None:
    assert rows(told, "MATCH (p:Product {id: 'stated'}) RETURN p.name, p.brand") == [("New", "B")]


def test_consent_holds_until_the_next_statement(told: Store) -> None:
    found = rows(
        told, "MATCH ()-[e]->(:Consent) RETURN type(e), e.valid_from, e.valid_to ORDER BY e.valid_from"
    )

    assert found == [
        ("GRANTED", day(1), day(4)),
        ("DENIED", day(4), day(9)),
        ("GRANTED", day(9), None),
    ]


def test_identifier_of_an_event_belongs_to_its_record(told: Store) -> None:
    found = rows(told, "MATCH (r)-[:USES_DEVICE]->(d) RETURN r.source, r.source_id, d.platform, d.stated_at")

    assert found == [("app", "7", "iOS", day(1))]
