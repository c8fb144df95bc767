"""One customer whole: golden record, records, and everything that hangs on them."""

from typing import Any

from tests.api.company import TRAITS
from tests.api.conftest import Client


def of_anna(client: Client, selection: str) -> dict[str, Any]:
    found: dict[str, Any] = client.ask(f'{{customer(id: "c01") {{{selection}}}}}')["customer"]
    return found


def test_golden_record_and_provenance(client: Client) -> None:
    found = of_anna(
        client, "id fullName email revenue lastSeen provenance {attribute value source sourceId at}"
    )
    of_traits = [each for each in found["provenance"] if each["attribute"].startswith("traits.")]
    found["provenance"] = [each for each in found["provenance"] if each not in of_traits]

    assert {(each["attribute"], each["source"], each["sourceId"]) for each in of_traits} == {
        (f"traits.{name}", "crm", "1") for name in TRAITS
    }
    assert found == {
        "id": "c01",
        "fullName": "Anna Berger",
        "email": "anna@example.de",
        "revenue": 100.0,
        "lastSeen": "2026-02-01T00:00:00+00:00",
        "provenance": [
            {
                "attribute": "full_name",
                "value": "Anna Berger",
                "source": "crm",
                "sourceId": "1",
                "at": "2026-01-01T00:00:00+00:00",
            }
        ],
    }


def test_a_retired_id_resolves_through_all_merges(client: Client) -> None:
    found = client.ask('{customer(id: "old1") {id formerIds}}')

    assert found["customer"] == {"id": "c01", "formerIds": ["old1", "old2"]}


def test_an_unknown_id_is_null(client: Client) -> None:
    assert client.ask('{customer(id: "nobody") {id}}') == {"customer": None}


def test_a_customer_is_found_by_identifier_the_one_who_used_it_last(client: Client) -> None:
    query = "query ($who: IdentifierInput!) {customer(identifier: $who) {id}}"

    assert client.ask(query, who={"kind": "EMAIL", "value": "anna@example.de"})["customer"] == {"id": "c01"}
    assert client.ask(query, who={"kind": "PHONE", "value": "+4922112345"})["customer"] == {"id": "c02"}
    assert client.ask(query, who={"kind": "EMAIL", "value": "+4922112345"})["customer"] is None


def test_a_customer_takes_exactly_one_of_id_and_identifier(client: Client) -> None:
    assert client.codes("{customer {id}}") == ["BAD_USER_INPUT"]


def test_records_now_and_all_there_ever_were(client: Client) -> None:
    selected = "{edges {validFrom validTo node {source sourceId fullName otherNames}}}"
    now = of_anna(client, f"records {selected}")["records"]["edges"]
    ever = of_anna(client, "records(validity: ALL, orderBy: ID) {edges {validTo}}")["records"]["edges"]

    assert now == [
        {
            "validFrom": "2026-01-01T00:00:00+00:00",
            "validTo": None,
            "node": {"source": "crm", "sourceId": "1", "fullName": "Anna Berger", "otherNames": None},
        },
        {
            "validFrom": "2026-01-01T00:00:00+00:00",
            "validTo": None,
            "node": {
                "source": "shop",
                "sourceId": "1",
                "fullName": None,
                "otherNames": ["Anna B.", "A. Berger"],
            },
        },
    ]
    assert [record["validTo"] for record in ever] == [None, None, "2026-03-01T00:00:00+00:00"]


def test_a_record_shows_its_own_identifiers_and_customer(client: Client) -> None:
    query = "records {nodes {identifiers {nodes {kind firstSeen}} customer {id}}}"
    records = of_anna(client, query)["records"]

    assert records["nodes"] == [
        {
            "identifiers": {
                "nodes": [
                    {"kind": "EMAIL", "firstSeen": "2026-01-01T00:00:00+00:00"},
                    {"kind": "PHONE", "firstSeen": "2026-01-01T00:00:00+00:00"},
                    {"kind": "ADDRESS", "firstSeen": "2026-01-01T00:00:00+00:00"},
                ]
            },
            "customer": {"id": "c01"},
        },
        {
            "identifiers": {"nodes": [{"kind": "EMAIL", "firstSeen": "2026-02-01T00:00:00+00:00"}]},
            "customer": {"id": "c01"},
        },
    ]


def test_identifiers_span_their_use_over_all_records(client: Client) -> None:
    query = "identifiers {nodes {kind value firstSeen lastSeen shared}}"
    found = of_anna(client, query)["identifiers"]["nodes"]

    assert found == [
        {
            "kind": "EMAIL",
            "value": "anna@example.de",
            "firstSeen": "2026-01-01T00:00:00+00:00",
            "lastSeen": "2026-05-01T00:00:00+00:00",
            "shared": False,
        },
        {
            "kind": "PHONE",
            "value": "+4922112345",
            "firstSeen": "2026-01-01T00:00:00+00:00",
            "lastSeen": "2026-02-01T00:00:00+00:00",
            "shared": False,
        },
        {
            "kind": "ADDRESS",
            "value": "hauptstraße|1|50667|köln|de",
            "firstSeen": "2026-01-01T00:00:00+00:00",
            "lastSeen": None,
            "shared": False,
        },
    ]


def test_orders_latest_first_with_their_lines(client: Client) -> None:
    lines = "products {edges {line quantity price node {name}}}"
    found = of_anna(client, f"orders {{nodes {{id total customer {{id}} {lines}}}}}")

    assert found["orders"]["nodes"] == [
        {
            "id": "shop:o2",
            "total": 4.0,
            "customer": {"id": "c01"},
            "products": {"edges": [{"line": "1", "quantity": 0.5, "price": 8.0, "node": {"name": "Tee"}}]},
        },
        {
            "id": "shop:o1",
            "total": 23.0,
            "customer": {"id": "c01"},
            "products": {
                "edges": [
                    {"line": "1", "quantity": 2, "price": 9.5, "node": {"name": "Kaffee"}},
                    {"line": "2", "quantity": 1, "price": 4.0, "node": {"name": "Tee"}},
                ]
            },
        },
    ]


def test_lists_are_bounded_by_first(client: Client) -> None:
    assert of_anna(client, "orders(first: 1) {nodes {id}}")["orders"]["nodes"] == [{"id": "shop:o2"}]


def test_products_bought_and_viewed(client: Client) -> None:
    found = of_anna(
        client,
        "bought {edges {count lastSeen node {id}}} viewed {edges {count firstSeen node {id active}}}",
    )

    assert found["bought"]["edges"] == [
        {"node": {"id": "p1"}, "count": 2, "lastSeen": "2026-03-01T00:00:00+00:00"},
        {"node": {"id": "p2"}, "count": 2, "lastSeen": "2026-04-01T00:00:00+00:00"},
    ]
    assert found["viewed"]["edges"] == [
        {"node": {"id": "p3", "active": False}, "count": 7, "firstSeen": "2026-01-01T00:00:00+00:00"}
    ]


def test_what_ends_later_holds_until_then(client: Client) -> None:
    contracts = "contracts {nodes {id}} ever: contracts(validity: ALL) {nodes {id}}"
    hanna = client.ask(f'{{customer(id: "c08") {{{contracts} consents {{nodes {{purpose granted}}}}}}}}')[
        "customer"
    ]
    bernd = client.ask('{customer(id: "c02") {consents {nodes {purpose granted disputed}}}}')["customer"]

    assert [each["id"] for each in hanna["contracts"]["nodes"]] == ["abo:k2"]
    assert {each["id"] for each in hanna["ever"]["nodes"]} == {"abo:k2", "abo:k3"}
    assert hanna["consents"]["nodes"] == [{"purpose": "letters", "granted": True}]
    assert {"purpose": "letters", "granted": False, "disputed": True} in bernd["consents"]["nodes"]


def test_tickets_contracts_and_events_with_what_they_are_about(client: Client) -> None:
    found = of_anna(
        client,
        "tickets {nodes {id subject products {nodes {id}} orders {nodes {id}} customer {id}}} "
        "contracts {nodes {id monthlyFee products {nodes {id}} customer {id}}} "
        "events {nodes {name at products {nodes {id}} customer {id}}}",
    )

    assert {name: listed["nodes"] for name, listed in found.items()} == {
        "tickets": [
            {
                "id": "desk:t1",
                "subject": "Bruch",
                "products": {"nodes": [{"id": "p3"}]},
                "orders": {"nodes": [{"id": "shop:o1"}]},
                "customer": {"id": "c01"},
            }
        ],
        "contracts": [
            {
                "id": "abo:k1",
                "monthlyFee": 7.5,
                "products": {"nodes": [{"id": "p1"}]},
                "customer": {"id": "c01"},
            }
        ],
        "events": [
            {
                "name": "app_installed",
                "at": "2026-02-01T00:00:00+00:00",
                "products": {"nodes": [{"id": "p1"}]},
                "customer": {"id": "c01"},
            }
        ],
    }


def test_a_denial_by_one_record_outweighs_the_grant_of_another(client: Client) -> None:
    query = "consents {nodes {purpose channel granted since source sourceId disputed}}"
    found = of_anna(client, query)["consents"]["nodes"]

    assert found == [
        {
            "purpose": "analytics",
            "channel": "any",
            "granted": True,
            "since": "2026-01-01T00:00:00+00:00",
            "source": "crm",
            "sourceId": "1",
            "disputed": False,
        },
        {
            "purpose": "newsletter",
            "channel": "email",
            "granted": False,
            "since": "2026-02-01T00:00:00+00:00",
            "source": "shop",
            "sourceId": "1",
            "disputed": True,
        },
    ]


def test_interests_answers_and_campaigns(client: Client) -> None:
    found = of_anna(
        client,
        "interests {edges {count lastSeen node {id}}} surveyResponses {nodes {metric score customer {id}}} "
        "campaigns {edges {at outcome node {name}}}",
    )

    assert found["interests"]["edges"] == [
        {"node": {"id": "kaffee"}, "count": 7, "lastSeen": "2026-03-01T00:00:00+00:00"},
        {"node": {"id": "reisen"}, "count": 1, "lastSeen": "2026-01-01T00:00:00+00:00"},
    ]
    assert found["surveyResponses"]["nodes"] == [{"metric": "nps", "score": 9, "customer": {"id": "c01"}}]
    assert found["campaigns"]["edges"] == [
        {"node": {"name": "Frühling"}, "at": "2026-04-01T00:00:00+00:00", "outcome": "clicked"},
        {"node": {"name": "Frühling"}, "at": "2026-03-01T00:00:00+00:00", "outcome": "opened"},
    ]


def test_household_of_now(client: Client) -> None:
    query = "query ($id: ID!) {customer(id: $id) {household {id size members {nodes {id}}}}}"

    assert client.ask(query, id="c01")["customer"] == {"household": None}
    assert client.ask(query, id="c08")["customer"] == {
        "household": {"id": "h1", "size": 2, "members": {"nodes": [{"id": "c08"}, {"id": "c09"}]}},
    }
