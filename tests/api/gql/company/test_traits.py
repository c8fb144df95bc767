"""Traits in GraphQL: read on customers and records, compared in filters, masked where they are personal."""

from typing import Any

import pytest

from tests.api.conftest import Client

BY_TRAIT = "query ($filter: CustomerFilter) {customers(filter: $filter, orderBy: ID) {nodes {id}}}"


def having(client: Client, *traits: dict[str, Any]) -> list[str]:
    """Ids of the customers that fit."""
    nodes = client.ask(BY_TRAIT, filter={"traits": list(traits)})["customers"]["nodes"]
    return [node["id"] for node in nodes]


def test_what_is_declared(client: Client) -> None:
    nodes = client.ask("{traits {nodes {name type personal values}}}")["traits"]["nodes"]

    assert {node["name"]: (node["type"], node["personal"]) for node in nodes} == {
        "likes_opera": ("boolean", False),
        "note": ("text", True),
        "seen_at": ("time", True),
        "shoe_size": ("number", False),
        "tier": ("category", False),
    }
    assert [node["values"] for node in nodes if node["values"]] == [["gold", "silver"]]


def test_values_are_typed_and_say_where_they_come_from(client: Client) -> None:
    selection = "name type value number flag time source sourceId"
    found = client.ask(f'{{customer(id: "c01") {{traits {{{selection}}} provenance {{attribute value}}}}}}')
    values = {trait["name"]: trait for trait in found["customer"]["traits"]}

    assert list(values) == ["likes_opera", "note", "seen_at", "shoe_size", "tier"]
    assert (values["shoe_size"]["value"], values["shoe_size"]["number"]) == ("41.0", 41.0)
    assert (values["likes_opera"]["value"], values["likes_opera"]["flag"]) == ("true", True)
    assert values["seen_at"]["time"] == "2026-01-01T00:00:00+00:00"
    assert values["tier"] == {
        "name": "tier",
        "type": "category",
        "value": "gold",
        "number": None,
        "flag": None,
        "time": None,
        "source": "crm",
        "sourceId": "1",
    }
    assert {"attribute": "traits.note", "value": "mag Rot"} in found["customer"]["provenance"]
    assert client.ask('{customer(id: "c09") {traits {name}}}') == {"customer": {"traits": []}}


def test_customers_are_found_by_typed_conditions(client: Client) -> None:
    assert having(client, {"name": "shoe_size", "number": {"gt": 41, "lte": 43}}) == ["c02", "c03"]
    assert having(client, {"name": "shoe_size", "number": {"in": [41, 43]}}) == ["c01", "c03"]
    assert having(client, {"name": "tier", "text": {"eq": "gold"}}) == ["c01", "c02"]
    assert having(client, {"name": "likes_opera", "flag": {"eq": False}}) == ["c02", "c03"]
    assert having(client, {"name": "seen_at", "time": {"lt": "2026-01-02"}}) == ["c01"]
    assert having(client, {"name": "note"}) == ["c01"]
    both = {"name": "tier", "text": {"eq": "gold"}}, {"name": "shoe_size", "number": {"gte": 42}}
    assert having(client, *both) == ["c02"]


def test_a_statement_is_of_the_trait_that_a_variable_names(client: Client) -> None:
    """Operations are compiled once for many variables, and the name of a property is part of a statement."""
    query = """query ($name: String!, $text: String) {
        customers(filter: {traits: {name: $name, text: {startsWith: $text}}}) {nodes {id}}}"""

    assert client.ask(query, name="tier", text="si")["customers"]["nodes"] == [{"id": "c03"}]
    assert client.ask(query, name="note", text="mag")["customers"]["nodes"] == [{"id": "c01"}]
    assert client.ask(query, name="tier", text="mag")["customers"]["nodes"] == []


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ({"name": "shoesize", "number": {"gt": 1}}, "Did you mean shoe_size?"),
        ({"name": "shoe_size", "text": {"eq": "42"}}, "compare it by `number`"),
        ({"name": "x} RETURN 1 //", "text": {"eq": "42"}}, "No such trait"),
    ],
    ids=["unknown", "of another type", "no name"],
)
def test_mistakes_are_told(client: Client, condition: dict[str, Any], told: str) -> None:
    (error,) = client.answer(BY_TRAIT, filter={"traits": [condition]})["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert told in error["message"]
