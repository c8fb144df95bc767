"""Households on their way from the journal into the graph."""

from typing import Any

import pyarrow as pa
import pytest

from api.gql.compile.filters.conditions import ways
from graph.journal import Journal
from graph.model.links import links
from graph.projection import project
from graph.projection.resolved.customers import Golden
from graph.store import Store
from tests.support.entries import day, person
from tests.support.identity import assign, house, merge
from tests.support.rebuilding import assert_as_rebuilt
from tests.support.stores import reading

_MEMBERSHIPS = reading(
    "MATCH (c:Customer)-[e:MEMBER_OF]->(h:Household) RETURN c.id, h.id, e.valid_from, e.valid_to"
    " ORDER BY c.id, e.valid_from"
)


@pytest.fixture
def couple(journal: Journal) -> Journal:
    """Customers A and B in household h1, and C, who lives alone."""
    journal.append([person(key, day(0)) for key in "123"], "one")
    assign(journal, "r1", day(1), {"crm:1": "A", "crm:2": "B", "crm:3": "C"})
    house(journal, "r1", day(1), {"A": "h1", "B": "h1"})
    return journal


def memberships(store: Store) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in store.run(_MEMBERSHIPS)]


def sizes(store: Store) -> dict[str, int]:
    found = store.run(reading("MATCH (h:Household) RETURN h.id AS id, h.size AS size"))
    return {row["id"]: row["size"] for row in found}


def once(store: Store, start: str, name: str, key: str, *, past: bool = True) -> list[list[Any]]:
    """What a list of the API leads to from a node, with the times of the membership."""
    link = next(link for link in links() if (link.start, link.name) == (start, name))
    text = (
        f"MATCH (_start:{start} {{id: $id}})\nMATCH {link.pattern}\n"
        f"WHERE {' AND '.join(ways(link, past=past)) or 'true'}\n"
        "RETURN _node.id AS key, _edge.valid_from AS since, _edge.valid_to AS until ORDER BY key, since"
    )
    return [list(row.values()) for row in store.run(reading(text, "id"), id=key)]


def test_a_membership_lasts_until_the_next_one_begins(couple: Journal, store: Store, golden: Golden) -> None:
    project(couple, store, golden)
    assert sizes(store) == {"h1": 2}
    house(couple, "r2", day(5), {"B": "h2", "C": "h2"})
    house(couple, "r3", day(8), {"B": "h1", "C": None})

    project(couple, store, golden)

    assert memberships(store) == [
        ("A", "h1", day(1), None),
        ("B", "h1", day(1), day(5)),
        ("B", "h2", day(5), day(8)),
        ("B", "h1", day(8), None),
        ("C", "h2", day(5), day(8)),
    ]
    assert sizes(store) == {"h1": 2, "h2": 0}
    assert [member for member, *_ in once(store, "Household", "members", "h1", past=False)] == ["A", "B"]


def test_a_merged_customers_time_in_a_household_is_that_of_the_one_in_its_place(
    couple: Journal, embedded_store: Store, golden: Golden
) -> None:
    assign(couple, "r2", day(5), {"crm:1": "B"})
    merge(couple, "r2", day(5), "A", "B")
    house(couple, "r2", day(5), {"A": None, "B": None})

    project(couple, embedded_store, golden)

    assert once(embedded_store, "Household", "members", "h1") == [
        ["B", day(1), day(5)],
        ["B", day(1), day(5)],
    ]
    assert once(embedded_store, "Customer", "households", "B") == [
        ["h1", day(1), day(5)],
        ["h1", day(1), day(5)],
    ]


def test_a_rebuilt_graph_has_the_same_households(
    couple: Journal, embedded_store: Store, golden: Golden
) -> None:
    project(couple, embedded_store, golden)
    house(couple, "r2", day(5), {"A": None, "B": None})
    project(couple, embedded_store, golden)
    assert_as_rebuilt(couple, embedded_store, golden)
    assert sizes(embedded_store) == {"h1": 0}


def test_households_of_an_unfinished_run_stay_out(
    couple: Journal, embedded_store: Store, golden: Golden
) -> None:
    couple.append_table("runs", pa.table({"run_id": ["killed"], "status": ["running"]}))
    house(couple, "killed", day(3), {"A": "h9", "C": "h9"})

    project(couple, embedded_store, golden)

    assert sizes(embedded_store) == {"h1": 2}
    assert len(memberships(embedded_store)) == 2
