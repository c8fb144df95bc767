"""Where an operation can start: a customer by what people know of them, others by their ids, a record."""

from typing import Any

import pytest

from tests.api.conftest import Client

BY = "query ($by: CustomerBy!, $country: String) {customer(by: $by, country: $country) {id}}"


def found(client: Client, country: str | None = None, **by: str) -> str | None:
    customer = client.ask(BY, by=by, country=country)["customer"]
    return customer["id"] if customer else None


@pytest.mark.parametrize(
    ("kind", "text", "customer"),
    [
        ("id", "old1", "c01"),
        ("record", "crm:3", "c03"),
        ("record", " crm : 3 ", "c03"),
        ("record", "crm:nobody", None),
        ("email", "Anna <ANNA@Example.de>", "c01"),
        ("phone", "0221 / 123-45", "c02"),  # used last by a record that is c02's now
        ("phone", "+49 221 12345", "c02"),
        ("account", "L-4711", "c10"),
        ("account", "CLUB:77", "c11"),
        ("handle", "@Jan.Kurz", "c10"),
        ("handle", "https://instagram.com/jan.kurz", "c10"),
        ("handle", "mastodon:jan.kurz", None),
        ("cookie", "GA1.2.77", "c10"),
        ("document", "c01 x00 t47", "c10"),
        ("device", "d1", "c07"),
        ("text", "anna@EXAMPLE.de", "c01"),
        ("text", "0221-12345", "c02"),
        ("text", "c03", "c03"),
        ("text", "l-4711 ", "c10"),
        ("email", "nobody@example.de", None),
    ],
)
def test_a_customer_is_found_as_people_write_it(
    client: Client, kind: str, text: str, customer: str | None
) -> None:
    assert found(client, **{kind: text}) == customer


def test_a_national_number_is_of_the_country_asked_for(client: Client) -> None:
    assert found(client, phone="022112345", country="Germany") == "c02"
    assert found(client, phone="022112345", country="AT") is None
    assert client.codes(BY, by={"phone": "022112345"}, country="Utopia") == ["BAD_USER_INPUT"]


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ({"email": "anna"}, "customer(by: email) is not an e-mail address."),
        ({"record": "4711"}, "customer(by: record) is written with its source"),
        ({"record": "crm:"}, "customer(by: record) is written with its source"),
        ({"phone": "12"}, "customer(by: phone) is not a possible phone number"),
        ({"account": "77"}, "customer(by: account) is somebody else in each of club, shop: write which"),
    ],
)
def test_what_cannot_be_read_or_is_not_clear_is_told(client: Client, by: dict[str, str], told: str) -> None:
    [error] = client.answer(BY, by=by)["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["message"].startswith(told)


def test_exactly_one_thing_is_given(client: Client) -> None:
    assert client.answer(BY, by={"email": "anna@example.de", "id": "c01"})["errors"]
    assert client.answer(BY, by={})["errors"]
    assert client.codes('{customer(id: "c01", by: {id: "c01"}) {id}}') == ["BAD_USER_INPUT"]


def test_nodes_are_found_by_ids_unique_in_the_graph(client: Client) -> None:
    query = """query ($ids: [ID!]!) {nodes(ids: $ids) {nodeId ... on Customer {fullName}
      ... on Email {records {nodes {nodeId}}} ... on Order {products {nodes {name}} customer {id}}}}"""
    ids = ["Email:anna@example.de", "Customer:old1", "Order:shop:o3", "SourceRecord:crm:1", "Order:1", "x"]
    found = client.ask(query, ids=ids)["nodes"]

    assert [each and each["nodeId"] for each in found] == [
        *("Email:anna@example.de", "Customer:c01", "Order:shop:o3", "SourceRecord:crm:1", None, None)
    ]
    assert {each["nodeId"] for each in found[0]["records"]["nodes"]} == {
        "SourceRecord:crm:1",
        "SourceRecord:shop:1",
    }
    assert found[2] == {
        "nodeId": "Order:shop:o3",
        "products": {"nodes": [{"name": "Kaffee"}]},
        "customer": {"id": "c02"},
    }
    assert client.ask('{node(id: "Product:p1") {... on Product {name}}}') == {"node": {"name": "Kaffee"}}


RESOLVE = "query ($input: RecordInput!) { resolveRecord(input: $input) { runId } }"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"source": "crm"}, "source and sourceId"),
        ({"fullName": "A" * 1_001}, "fullName has a value of more than 1,000"),
        ({"identifiers": [{"kind": "EMAIL", "value": "a" * 1_001}]}, "identifiers has a value of more"),
    ],
)
def test_what_is_wrong_with_a_record_is_named(client: Client, asked: dict[str, Any], message: str) -> None:
    [error] = client.answer(RESOLVE, input=asked)["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert message in error["message"]


def test_that_there_is_no_run_is_no_mistake_of_who_asks(any_client: Client) -> None:
    [error] = any_client.answer(RESOLVE, input={"fullName": "Ada"})["errors"]

    assert error["extensions"]["code"] == "STORE_UNAVAILABLE"
    assert "`ckg resolve`" in error["message"]


def test_products_tickets_orders_and_runs_are_starting_points(client: Client) -> None:
    found = client.ask(
        '{product(id: "p1") {name buyers {edges {count node {id}}}} '
        'seen: product(id: "p3") {viewers {edges {count lastSeen node {id}}}} '
        'ticket(id: "desk:t1") {customer {fullName}} order(id: "shop:o3") {customer {id}} '
        'identityRuns {id} identityRun(id: "run1") {mode records threshold} none: order(id: "x") {id}}'
    )

    assert found == {
        "product": {
            "name": "Kaffee",
            "buyers": {"edges": [{"count": 2, "node": {"id": "c01"}}, {"count": 1, "node": {"id": "c02"}}]},
        },
        "seen": {
            "viewers": {
                "edges": [
                    {"count": 7, "lastSeen": "2026-04-01T00:00:00+00:00", "node": {"id": "c01"}},
                    {"count": 1, "lastSeen": "2026-03-01T00:00:00+00:00", "node": {"id": "c02"}},
                ]
            }
        },
        "ticket": {"customer": {"fullName": "Anna Berger"}},
        "order": {"customer": {"id": "c02"}},
        "identityRuns": [{"id": "run2"}, {"id": "run1"}],
        "identityRun": {"mode": "full", "records": 14, "threshold": 0.9},
        "none": None,
    }
