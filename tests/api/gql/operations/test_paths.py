"""How customers are connected: shortest and several paths, neighbourhoods, all that connects two."""

from typing import Any

import pytest

from tests.api.conftest import Client

PATH = """query ($from: ID!, $to: ID!, $longest: Int!) {
  path(from: $from, to: $to, maxLength: $longest) {
    length customers {id} steps {kind fromId toId identifierKind identifierValue forward}
  }
}"""


def test_a_path_runs_over_a_device_a_household_and_a_referral(client: Client) -> None:
    found = client.ask(PATH, **{"from": "c07", "to": "c10", "longest": 4})["path"]

    assert [customer["id"] for customer in found["customers"]] == ["c07", "c08", "c09", "c10"]
    assert found["length"] == 3
    assert found["steps"] == [
        {
            "kind": "IDENTIFIER",
            "fromId": "c07",
            "toId": "c08",
            "identifierKind": "DEVICE",
            "identifierValue": "d1",
            "forward": None,
        },
        {
            "kind": "HOUSEHOLD",
            "fromId": "c08",
            "toId": "c09",
            "identifierKind": None,
            "identifierValue": None,
            "forward": None,
        },
        {
            "kind": "REFERRED",
            "fromId": "c09",
            "toId": "c10",
            "identifierKind": None,
            "identifierValue": None,
            "forward": True,
        },
    ]


@pytest.mark.parametrize(
    ("ends", "length"),
    [
        (("c01", "c01"), 0),
        (("old1", "c02"), 1),  # a retired id; both use one phone and one brought the other
        (("c03", "c05"), 3),  # c03 ← c01 ← c06 ← c05; over c02 and c04 it would be four
        (("c10", "c07"), 3),
    ],
)
def test_the_shortest_of_several_paths_is_found(client: Client, ends: tuple[str, str], length: int) -> None:
    start, end = ends

    found = client.ask(PATH, **{"from": start, "to": end, "longest": 8})["path"]

    assert found["length"] == length
    assert len(found["customers"]) == found["length"] + 1


@pytest.mark.parametrize(
    ("start", "end", "longest"),
    [
        ("c07", "c10", 2),  # needs three steps
        ("c11", "c12", 8),  # one e-mail, but too many use it
        ("c01", "c07", 8),  # nothing in common
        ("c01", "nobody", 8),
    ],
)
def test_no_path_is_null(client: Client, start: str, end: str, longest: int) -> None:
    assert client.ask(PATH, **{"from": start, "to": end, "longest": longest}) == {"path": None}


def ends(paths: list[Any]) -> list[list[str]]:
    return [[customer["id"] for customer in path["customers"]] for path in paths]


def test_a_path_passes_and_avoids_whom_it_is_told_to(client: Client) -> None:
    query = """query ($via: [ID!], $avoid: [ID!], $kinds: [ConnectionKind!], $sure: Float) {
      path(from: "c03", to: "c05", maxLength: 6, via: $via, avoid: $avoid, kinds: $kinds,
        minProbability: $sure) {customers {id}}}"""

    def found(**given: Any) -> list[str] | None:
        path = client.ask(query, **given)["path"]
        return ends([path])[0] if path else None

    assert found() == ["c03", "c01", "c06", "c05"]
    assert found(via=["c04"]) == ["c03", "c01", "c02", "c04", "c05"]
    assert found(avoid=["c06"]) == ["c03", "c01", "c02", "c04", "c05"]
    assert found(avoid=["old1"]) is None  # c01 by a retired id
    assert found(via=["c04"], avoid=["c02"]) is None  # c05 would come before
    assert found(kinds=["HOUSEHOLD", "IDENTIFIER"]) is None
    assert client.codes(query, via=["c03"]) == ["BAD_USER_INPUT"]
    assert client.codes(query, kinds=["ACTIVITY"]) == ["BAD_USER_INPUT"]
    assert client.codes(query, kinds=[]) == ["BAD_USER_INPUT"]
    assert client.codes(query, sure=1.5) == ["BAD_USER_INPUT"]
    assert client.codes(query, avoid=["x"] * 101) == ["BAD_USER_INPUT"]


def test_an_unsure_record_makes_no_step_where_more_is_asked_for(client: Client) -> None:
    """How sure links to records of other customers are says nothing of a record."""
    query = 'query ($sure: Float) {path(from: "c07", to: "c08", minProbability: $sure) {length}}'

    assert client.ask(query)["path"] == {"length": 1}
    assert client.ask(query, sure=0.6)["path"] == {"length": 1}
    assert client.ask(query, sure=0.9)["path"] is None


def test_several_paths_the_shortest_first(client: Client) -> None:
    query = """query ($first: Int!, $avoid: [ID!]) {
      paths(from: "c01", to: "c05", first: $first, maxLength: 6, avoid: $avoid) {length customers {id}}}"""

    assert ends(client.ask(query, first=5)["paths"]) == [["c01", "c06", "c05"], ["c01", "c02", "c04", "c05"]]
    assert ends(client.ask(query, first=1)["paths"]) == [["c01", "c06", "c05"]]
    assert client.ask(query, first=5, avoid=["c06", "c04"])["paths"] == []
    assert client.codes(query, first=21) == ["BAD_USER_INPUT"]


def test_a_neighbourhood_says_how_each_was_reached(client: Client) -> None:
    query = """query ($depth: Int!, $limit: Int = 100, $kinds: [ConnectionKind!]) {
      neighbourhood(customer: "c09", depth: $depth, limit: $limit, kinds: $kinds) {
        nodes {distance customer {id}} steps {kind fromId toId identifierValue} complete}}"""

    found = client.ask(query, depth=2)["neighbourhood"]
    assert [(node["customer"]["id"], node["distance"]) for node in found["nodes"]] == [
        ("c09", 0), ("c08", 1), ("c10", 1), ("c07", 2),
    ]  # fmt: skip
    assert [(step["kind"], step["fromId"], step["toId"]) for step in found["steps"]] == [
        ("HOUSEHOLD", "c09", "c08"), ("REFERRED", "c09", "c10"), ("IDENTIFIER", "c08", "c07"),
    ]  # fmt: skip
    assert found["complete"] is True
    cut = client.ask(query, depth=2, limit=2)["neighbourhood"]
    assert (len(cut["nodes"]), cut["complete"]) == (2, False)
    assert len(client.ask(query, depth=2, kinds=["REFERRED"])["neighbourhood"]["nodes"]) == 2
    assert client.codes(query, depth=5) == ["BAD_USER_INPUT"]
    assert client.codes(query, depth=1, limit=501) == ["BAD_USER_INPUT"]
    assert client.ask('{neighbourhood(customer: "nobody") {complete}}') == {"neighbourhood": None}


def test_all_that_connects_two_customers_is_told(client: Client) -> None:
    query = """query ($from: ID!, $to: ID!) {
      connectedBy(from: $from, to: $to) {kind identifierKind identifierValue shared thingId at forward}}"""

    def found(start: str, end: str) -> list[dict[str, Any]]:
        rows = client.ask(query, **{"from": start, "to": end})["connectedBy"]
        return [{name: value for name, value in row.items() if value not in (None, False)} for row in rows]

    assert found("c07", "c08") == [
        {"kind": "IDENTIFIER", "identifierKind": "DEVICE", "identifierValue": "d1"}
    ]
    assert found("c08", "c09") == [{"kind": "HOUSEHOLD", "thingId": "h1"}]
    assert found("old1", "c02") == [
        {"kind": "IDENTIFIER", "identifierKind": "PHONE", "identifierValue": "+4922112345"},
        {"kind": "REFERRED", "at": "2026-01-10T00:00:00+00:00", "forward": True},
    ]
    assert found("c11", "c12") == [
        {"kind": "IDENTIFIER", "identifierKind": "EMAIL", "identifierValue": "info@firma.de", "shared": True}
    ]
    assert found("c01", "c07") == found("c01", "c01") == found("c01", "nobody") == []
