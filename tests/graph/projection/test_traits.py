"""Traits in the graph: typed properties of records and customers, written anew when declared anew."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from graph.journal import Journal
from graph.journal.withdrawing.withdrawals import Withdrawal
from graph.model.traits import Trait
from graph.projection import project
from graph.projection.resolved.customers import Golden
from graph.store import Store
from tests.support.entries import day, declares, person
from tests.support.identity import assign
from tests.support.rebuilding import assert_as_rebuilt
from tests.support.stores import reading

CUSTOMER = reading("MATCH (c:Customer) RETURN properties(c) AS found")
RECORD = reading("MATCH (c:SourceRecord {source: 'crm'}) RETURN properties(c) AS found")
LARGE = reading("MATCH (c:Customer) WHERE c.trait_shoe_size > 41 RETURN count(c) AS found")


def found(store: Store, query: Any = CUSTOMER) -> dict[str, Any]:
    """The traits of the only customer, or of the record of `crm`."""
    (row,) = store.run(query)
    values = row["found"]
    told = json.loads(values.get("traits") or "{}")
    of_their_own = {name: value for name, value in values.items() if name.startswith("trait_")}
    assert {name.removeprefix("trait_") for name in of_their_own} == told.keys()
    return of_their_own


def test_traits_are_typed_properties_that_follow_the_journal(
    journal: Journal, store: Store, golden: Golden
) -> None:
    declared = {"shoe_size": "number", "vip_until": "date", "seen_at": "time", "likes_opera": "boolean"}
    journal.append([declares("crm", *each) for each in declared.items()], "one")
    traits = {
        "shoe_size": 42.5,
        "vip_until": "2031-04-03",
        "seen_at": "2024-05-01T10:00:00+00:00",
        "likes_opera": False,
        "undeclared": "x",
    }
    journal.append([replace(person("1", day(1)), traits=traits)], "one")
    journal.append([replace(person("1", day(2), source="shop"), traits={"likes_opera": True})], "one")
    assign(journal, "run", day(3), {"crm:1": "A", "shop:1": "A"})
    project(journal, store, golden)

    expected = {
        "trait_shoe_size": 42.5,
        "trait_vip_until": "2031-04-03",
        "trait_seen_at": datetime(2024, 5, 1, 10, tzinfo=UTC),
        "trait_likes_opera": False,
    }
    assert found(store, RECORD) == expected
    assert found(store) == {**expected, "trait_likes_opera": True}  # the shop said so last
    assert store.run(LARGE) == [{"found": 1}]

    journal.append([replace(person("1", day(4)), traits={"shoe_size": 41.0})], "two")
    project(journal, store, golden)
    assert found(store, RECORD) == {"trait_shoe_size": 41.0}
    assert found(store) == {"trait_shoe_size": 41.0, "trait_likes_opera": True}
    assert store.run(LARGE) == [{"found": 0}]
    assert_as_rebuilt(journal, store, golden)


def test_a_trait_that_is_declared_anew_is_written_anew(
    journal: Journal, embedded_store: Store, golden: Golden
) -> None:
    journal.append([declares("crm", "shoe_size", "number"), declares("shop", "note", "text")], "one")
    journal.append([replace(person("1", day(1)), traits={"shoe_size": 42.5, "note": "tall"})], "one")
    assign(journal, "run", day(3), {"crm:1": "A"})
    project(journal, embedded_store, golden)

    journal.append(
        [declares("crm", "shoe_size", "text"), declares("crm", "note", "text", personal=True)], "two"
    )
    journal.append([declares("shop", "note", "text")], "two")
    project(journal, embedded_store, golden)

    assert (
        found(embedded_store, RECORD) == found(embedded_store) == {"trait_note": "tall"}
    )  # a number is no text
    (row,) = embedded_store.run(CUSTOMER)
    assert json.loads(row["found"]["traits"])["note"] == {
        "type": "text",
        "personal": True,  # since one source says so
        "value": "tall",
        "source": "crm",
        "source_id": "1",
        "at": "2024-01-02T00:00:00.000000Z",
    }
    assert_as_rebuilt(journal, embedded_store, golden)


def test_a_trait_becomes_personal_as_soon_as_any_source_says_so(
    journal: Journal, embedded_store: Store, golden: Golden
) -> None:
    journal.append([declares("crm", "note", "text")], "one")
    journal.append([replace(person("1", day(1)), traits={"note": "tall"})], "one")
    assign(journal, "run", day(3), {"crm:1": "A"})
    project(journal, embedded_store, golden)
    journal.append([declares("shop", "note", "text", personal=True)], "two")
    project(journal, embedded_store, golden)

    for query in (CUSTOMER, RECORD):
        (row,) = embedded_store.run(query)
        assert json.loads(row["found"]["traits"])["note"]["personal"] is True


def test_what_was_taken_back_is_gone(journal: Journal, embedded_store: Store, golden: Golden) -> None:
    journal.append([declares("crm", "shoe_size", "number")], "one")
    journal.append([replace(person("1", day(1)), traits={"shoe_size": 42.5})], "two")
    journal.append([person("1", day(1), source="shop")], "three")
    assign(journal, "run", day(3), {"crm:1": "A", "shop:1": "A"})
    journal.withdraw([Withdrawal("two", "crm", None, "undo")])
    project(journal, embedded_store, golden)

    assert found(embedded_store) == {}


@pytest.mark.parametrize(
    "name", ["", "Größe", "x` SET n.y = 1", "x" * 41], ids=["none", "letters", "code", "long"]
)
def test_no_trait_is_called_what_cannot_be_in_a_statement(name: str) -> None:
    with pytest.raises(ValueError, match="no trait may be called so"):
        Trait.of({"name": name, "type": "text", "personal": False})
