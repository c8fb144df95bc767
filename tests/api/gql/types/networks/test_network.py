"""Who brings in whom, and how customers are connected."""

import gc
from typing import Any

import pytest

from tests.api.conftest import Client

REFERRALS = """query ($id: ID!, $way: ReferralDirection!, $depth: Int!, $first: Int = 20) {
  customer(id: $id) {referrals(direction: $way, depth: $depth, first: $first) {
    nodes {customer {id} depth viaId}}}
}"""


def reached(client: Client, **variables: Any) -> list[tuple[str, int, str]]:
    rows = client.ask(REFERRALS, **variables)["customer"]["referrals"]["nodes"]
    return [(row["customer"]["id"], row["depth"], row["viaId"]) for row in rows]


def test_referrals_in_both_directions_to_the_depth_asked_for(client: Client) -> None:
    assert reached(client, id="c01", way="OUT", depth=1) == [("c02", 1, "c01"), ("c03", 1, "c01")]
    assert reached(client, id="c01", way="OUT", depth=3) == [
        ("c02", 1, "c01"),
        ("c03", 1, "c01"),
        ("c04", 2, "c02"),
        ("c05", 3, "c04"),
    ]
    assert reached(client, id="c05", way="IN", depth=2) == [("c04", 1, "c05"), ("c02", 2, "c04")]


def test_a_ring_of_referrals_shows_each_customer_once_and_never_the_start(client: Client) -> None:
    found = [customer for customer, _, _ in reached(client, id="c01", way="OUT", depth=10)]

    assert found == ["c02", "c03", "c04", "c05", "c06"]


def test_referrals_are_bounded_nearest_first(client: Client) -> None:
    assert [row[0] for row in reached(client, id="c01", way="OUT", depth=10, first=3)] == [
        "c02",
        "c03",
        "c04",
    ]


@pytest.mark.parametrize("depth", [0, 11])
def test_a_depth_out_of_bounds_is_refused(client: Client, depth: int) -> None:
    assert client.codes(REFERRALS, id="c01", way="OUT", depth=depth) == ["BAD_USER_INPUT"]


def test_a_referral_says_when_and_how(client: Client) -> None:
    found = client.ask('{customer(id: "c01") {referrals(first: 1) {nodes {at channel campaign revenue}}}}')

    assert found["customer"]["referrals"]["nodes"] == [
        {"at": "2026-01-10T00:00:00+00:00", "channel": "app", "campaign": None, "revenue": 200.0}
    ]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("REFERRALS", [("c01", 2, 1000.0, 5, 4), ("c02", 1, 500.0, 3, 3)]),
        ("REVENUE", [("c01", 2, 1000.0, 5, 4), ("c02", 1, 500.0, 3, 3)]),
        ("ADVOCACY", [("c02", 1, 500.0, 3, 3), ("c01", 2, 1000.0, 5, 4)]),
    ],
)
def test_advocates_by_strength(client: Client, order: str, expected: list[Any]) -> None:
    found = client.ask(
        "query ($by: AdvocateOrder!) "
        "{advocates(by: $by, first: 2) {nodes {customer {id} referrals revenue reach treeDepth}}}",
        by=order,
    )["advocates"]["nodes"]

    assert [(row.pop("customer")["id"], *row.values()) for row in found] == expected


def test_advocates_by_their_tree(client: Client) -> None:
    query = (
        "query ($by: AdvocateOrder!) {advocates(by: $by, first: 10) {nodes {customer {id} reach referrals}}}"
    )

    for order in ("REACH", "TREE_DEPTH"):
        found = client.ask(query, by=order)["advocates"]["nodes"]
        assert len(found) == 5
        assert found[-1] == {"customer": {"id": "c09"}, "reach": 1, "referrals": 1}


def test_a_network_holds_nodes_and_edges_of_both_directions(client: Client) -> None:
    found = client.ask(
        '{referralNetwork(customer: "old1", depth: 1) '
        "{nodes {customer {id} distance} edges {fromId toId channel} complete}}"
    )["referralNetwork"]

    assert {(node["customer"]["id"], node["distance"]) for node in found["nodes"]} == {
        ("c01", 0),
        ("c02", 1),
        ("c03", 1),
        ("c06", 1),
    }
    assert {(edge["fromId"], edge["toId"]) for edge in found["edges"]} == {
        ("c01", "c02"),
        ("c01", "c03"),
        ("c06", "c01"),
    }
    assert found["complete"] is True
    for depth in (1, 2):
        nobody = client.ask(f'{{referralNetwork(customer: "nobody", depth: {depth}) {{complete}}}}')
        assert nobody == {"referralNetwork": None}


def test_a_network_goes_on_level_by_level(client: Client) -> None:
    query = """query ($depth: Int!) {referralNetwork(customer: "old1", depth: $depth) {
      nodes {customer {id} distance} edges {fromId toId}}}"""

    def found(depth: int) -> tuple[dict[str, int], set[tuple[str, str]]]:
        network = client.ask(query, depth=depth)["referralNetwork"]
        nodes = {node["customer"]["id"]: node["distance"] for node in network["nodes"]}
        return nodes, {(edge["fromId"], edge["toId"]) for edge in network["edges"]}

    near = {"c01": 0, "c02": 1, "c03": 1, "c06": 1, "c04": 2, "c05": 2}
    edges = {("c01", "c02"), ("c01", "c03"), ("c06", "c01"), ("c02", "c04"), ("c05", "c06")}
    assert found(2) == (near, edges)
    assert found(3) == (near, edges | {("c04", "c05")})


def test_what_was_read_goes_with_the_answer_and_not_with_the_garbage(any_client: Client) -> None:
    query = """{referralNetwork(customer: "c01", depth: 3) {nodes {customer {fullName}} edges {channel}}
      customers(first: 3) {nodes {segments referrals(depth: 2) {nodes {channel customer {fullName}}}}}}"""
    network = any_client.ask(query)["referralNetwork"]
    told = {node["customer"]["fullName"] for node in network["nodes"]}
    told |= {edge["channel"] for edge in network["edges"]}
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        any_client.ask(query)
        gc.collect()
        lists = [each for each in gc.garbage if isinstance(each, list)]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()

    assert len(told - {None}) > 3
    assert [each for each in lists if any(value in each for value in told - {None})] == []
