"""Conditions on lists, by what nodes and edges have and what hangs on them, as people write it."""

from typing import Any

import pytest

from cypher import Dialect
from tests.api.company import numbered
from tests.api.conftest import Client

LISTED = """query ($filter: CustomerFilter, $by: CustomerOrder! = ID) {
  customers(filter: $filter, orderBy: $by, first: 20) {nodes {id} totalCount}
}"""


def ids(client: Client, **variables: Any) -> list[str]:
    return [node["id"] for node in client.ask(LISTED, **variables)["customers"]["nodes"]]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"text": "weber"}, numbered(7, 8, 9)),
        ({"text": "HANNA@"}, numbered(8)),
        ({"text": "Lea K"}, numbered(12)),
        ({"lifecycleStage": {"eq": "loyal"}, "city": {"eq": "Ulm"}}, numbered(2, 4)),
        ({"revenue": {"gte": 400}}, numbered(4, 9)),
        ({"revenue": {"gt": 200, "lt": 400}}, numbered(3, 8)),
        ({"country": {"eq": "AT"}}, []),
        ({"anonymous": {"eq": True}}, []),
        ({"anonymous": {"exists": False}, "city": {"in": ["Ulm"]}}, numbered(*range(2, 13, 2))),
        ({"id": {"in": ["c03", "c05", "old1"]}}, numbered(3, 5)),
        ({"familyName": {"startsWith": "Web"}, "givenName": {"contains": "an"}}, numbered(8)),
        ({"lastSeen": {"gte": "2026-05-01", "lt": "2026-06-01T00:00:00+00:00"}}, numbered(4, 10)),
        ({"lastSeen": {"exists": False}}, numbered(12)),
        ({"or": [{"id": {"eq": "c01"}}, {"id": {"eq": "c02"}, "city": {"eq": "Ulm"}}]}, numbered(1, 2)),
        ({"or": []}, []),
        ({"and": [{"city": {"eq": "Ulm"}}, {"not": {"revenue": {"lt": 300}}}]}, numbered(4, 8)),
        ({"not": {"lastSeen": {"lt": "2027-01-01"}}}, numbered(12)),  # what has no value is not earlier
        ({"orders": {"some": {"total": {"gt": 5}}}}, numbered(1, 2)),
        ({"orders": {"some": {"products": {"some": {"name": {"eq": "Tee"}}}}}}, numbered(1)),
        ({"orders": {"none": {}}, "viewed": {"some": {}}}, []),
        ({"orders": {"some": {}, "none": {"total": {"lt": 5}}}}, numbered(2)),
        ({"campaigns": {"some": {}, "over": {"outcome": {"eq": "clicked"}}}}, numbered(1)),
        ({"campaigns": {"some": {}, "over": {"outcome": {"eq": "bounced"}}}}, []),
        ({"bought": {"some": {"id": {"eq": "p1"}}, "over": {"count": {"gte": 2}}}}, numbered(1)),
        (
            {
                "granted": {"some": {"channel": {"eq": "email"}}},
                "denied": {"none": {"channel": {"eq": "email"}}},
            },
            numbered(2),
        ),
        ({"hasConsent": {"purpose": "newsletter", "channel": "email"}}, numbered(2)),
        ({"hasConsent": {"purpose": "analytics"}}, numbered(1)),
        ({"hasConsent": {"purpose": "analytics", "channel": "email"}}, numbered(1)),
        ({"hasConsent": {"purpose": " Newsletter", "channel": "E-Mail"}}, numbered(2)),
        # with an end that lies ahead, both granted and denied
        ({"hasConsent": {"purpose": "letters", "channel": "post"}}, numbered(7, 8)),
        # what is said to begin later is said, and does not hold yet
        ({"granted": {"some": {"purpose": {"eq": "letters"}}}}, numbered(2, 6, 7, 8)),
        ({"denied": {"some": {"purpose": {"eq": "letters"}}}}, numbered(2)),
        # what once held counts if it is asked for
        ({"granted": {"some": {"id": {"eq": "newsletter:email"}}}}, numbered(1, 2)),
        ({"granted": {"some": {"id": {"eq": "newsletter:email"}}, "validity": "ALL"}}, numbered(1, 2, 3)),
        (
            {
                "granted": {"none": {"id": {"eq": "newsletter:email"}}, "validity": "ALL"},
                "id": {"in": ["c02", "c03", "c04"]},
            },
            numbered(4),
        ),
        ({"contracts": {"some": {}}}, numbered(1, 8)),
        # who was merged by a run; by an earlier one, into ids that are retired since
        (
            {"mergedFrom": {"some": {}, "over": {"run": {"eq": "run2"}, "at": {"gte": "2026-02-01"}}}},
            numbered(1),
        ),
        ({"mergedFrom": {"some": {}, "over": {"run": {"eq": "run1"}}}}, []),
        (
            {"mergedFrom": {"some": {"mergedFrom": {"some": {}, "over": {"run": {"eq": "run1"}}}}}},
            numbered(1),
        ),
        ({"text": "'}) DETACH DELETE c //"}, []),
        # as people write them
        ({"city": {"eq": "uLM"}, "revenue": {"gte": 400}}, numbered(4)),
        ({"city": {"in": ["KÖLN", "Bonn"]}, "revenue": {"gte": 400}}, numbered(9)),
        ({"country": {"eq": "Germany"}, "revenue": {"gte": 400}}, numbered(4, 9)),
        ({"country": {"in": ["France", "deutschland"]}, "revenue": {"gte": 400}}, numbered(4, 9)),
        ({"not": {"country": {"eq": "germany"}}}, []),
        ({"email": {"eq": "Hanna Weber <HANNA@Example.de>"}}, numbered(8)),
        ({"phones": {"some": {"value": {"eq": "0221 / 12345"}}}}, numbered(1, 2)),
        ({"or": [{"phones": {"some": {"value": {"in": ["+49 (221) 12345"]}}}}]}, numbered(1, 2)),
        ({"orders": {"some": {"products": {"some": {"name": {"eq": "tee"}}}}}}, numbered(1)),
        ({"bought": {"some": {"category": {"eq": "GETRÄNKE"}}}, "revenue": {"gte": 100}}, numbered(1, 2)),
        ({"lifecycleStage": {"in": ["Loyal", "ADVOCATE"]}, "city": {"eq": "ulm"}}, numbered(2, 4)),
        ({"familyName": {"startsWith": "web"}, "givenName": {"contains": "AN"}}, numbered(8)),
        ({"fullName": {"eq": "lea kurz"}}, numbered(12)),
        ({"fullName": {"contains": "A K"}}, numbered(12)),
        ({"city": {"startsWith": "u"}, "revenue": {"gte": 400}}, numbered(4)),
    ],
    ids=str,
)
def test_filters(client: Client, conditions: dict[str, Any], expected: list[str]) -> None:
    by_id = client.ask(LISTED, filter=conditions)["customers"]

    assert [node["id"] for node in by_id["nodes"]] == expected
    assert by_id["totalCount"] == len(expected)
    if client.app.state.store.dialect is not Dialect.NEO4J:  # it would plan half a second for each
        assert sorted(ids(client, filter=conditions, by="FULL_NAME")) == expected


@pytest.mark.parametrize(
    ("conditions", "named"),
    [
        ({"country": {"eq": "Narnia"}}, "country"),
        ({"or": [{"email": {"in": ["a@b.example", "nobody"]}}]}, "email"),
        ({"phones": {"none": {"value": {"eq": "12"}}}}, "value of Phone"),
        ({"birthDate": {"eq": "35.13.1990"}}, "birthDate"),
    ],
    ids=str,
)
def test_a_value_that_cannot_be_read_is_named_by_its_field(
    client: Client, conditions: dict[str, Any], named: str
) -> None:
    [error] = client.answer(LISTED, filter=conditions)["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert named in error["message"]
    assert "Narnia" not in error["message"]


def test_edges_of_a_list_are_ordered_and_restricted(client: Client) -> None:
    query = """{product(id: "p3") {viewers(orderByEdge: LAST_SEEN) {edges {lastSeen node {id}}}
      often: viewers(over: {count: {gt: 3}}) {nodes {id}}}
      consent: consents(filter: {id: {eq: "newsletter:email"}}) {nodes {now: grantedBy {nodes {id}}
        ever: grantedBy(validity: ALL, orderBy: ID) {edges {validTo node {id}}}}}}"""
    found = client.ask(query)

    assert [edge["node"]["id"] for edge in found["product"]["viewers"]["edges"]] == numbered(2, 1)
    # c01 looked 3 and 4 times by two records: conditions are on what each of them states
    assert found["product"]["often"]["nodes"] == [{"id": "c01"}]
    [consent] = found["consent"]["nodes"]
    assert sorted(node["id"] for node in consent["now"]["nodes"]) == numbered(1, 2)
    assert [edge["node"]["id"] for edge in consent["ever"]["edges"]] == numbered(1, 2, 3)
    assert [bool(edge["validTo"]) for edge in consent["ever"]["edges"]] == [False, False, True]


def test_texts_of_edges_are_compared_without_case(client: Client) -> None:
    query = """query ($over: ReferredEdgeFilter) {
      customer(id: "c01") {referred(over: $over) {nodes {id} totalCount}}}"""

    for over in ({"eq": "APP"}, {"in": ["App", "fax"]}):
        found = client.ask(query, over={"channel": over})["customer"]["referred"]
        assert found == {"nodes": [{"id": "c02"}], "totalCount": 1}
    some = '{customers(filter: {campaigns: {some: {}, over: {outcome: {eq: "Clicked"}}}}) {nodes {id}}}'
    assert client.ask(some) == {"customers": {"nodes": [{"id": "c01"}]}}


@pytest.mark.parametrize("time", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_time_beyond_the_calendar_is_named(client: Client, time: str) -> None:
    query = "query ($at: DateTime!) {orders(filter: {orderedAt: {gt: $at}}) {nodes {id}}}"

    [error] = client.answer(query, at=time)["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "between the years 1 and 9999" in error["message"]
