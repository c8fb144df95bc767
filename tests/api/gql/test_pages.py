"""Lists page by page: filters, orders, cursors, on the way there and back."""

from typing import Any

import pytest

from graph.settings import Settings
from graph.store import Store
from tests.api.company import NAMES, REVENUES, write_graph
from tests.api.conftest import Client, running

PAGE = """query ($filter: CustomerFilter, $by: CustomerOrder! = ID, $first: Int! = 20, $after: String) {
  customers(filter: $filter, orderBy: $by, first: $first, after: $after) {
    nodes {id} edges {cursor} totalCount
    pageInfo {hasNextPage hasPreviousPage startCursor endCursor}
  }
}"""


def ids(client: Client, **variables: Any) -> list[str]:
    return [node["id"] for node in client.ask(PAGE, **variables)["customers"]["nodes"]]


def numbered(*numbers: int) -> list[str]:
    return [f"c{number:02}" for number in numbers]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("ID", sorted(REVENUES)),
        ("FULL_NAME", [f"c{n:02}" for _, n in sorted((name.lower(), n) for n, name in enumerate(NAMES, 1))]),
        ("REVENUE_DESC", sorted(REVENUES, key=lambda key: (-REVENUES[key], key))),
        # by the month of the company's customers; c12 was never seen
        ("LAST_SEEN_DESC", numbered(5, 11, 4, 10, 3, 9, 2, 8, 1, 7, 6, 12)),
        ("ADVOCACY_DESC", numbered(2, 1, *range(3, 13))),
        ("CITY", [*numbered(*range(1, 13, 2)), *numbered(*range(2, 13, 2))]),
        ("ID_DESC", sorted(REVENUES, reverse=True)),
    ],
)
def test_pages_follow_each_other_in_every_order(client: Client, order: str, expected: list[str]) -> None:
    found: list[str] = []
    after, pages = None, 0
    while True:
        page = client.ask(PAGE, by=order, first=5, after=after)["customers"]
        assert page["pageInfo"]["hasPreviousPage"] is (pages > 0)
        assert page["totalCount"] == 12
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        found += [node["id"] for node in page["nodes"]]
        after, pages = page["pageInfo"]["endCursor"], pages + 1
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert found == expected
    assert pages == 3


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
        ({"contracts": {"some": {}}}, numbered(1, 8)),
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
    by_id = client.ask(PAGE, filter=conditions)["customers"]

    assert [node["id"] for node in by_id["nodes"]] == expected
    assert by_id["totalCount"] == len(expected)
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
    [error] = client.answer(PAGE, filter=conditions)["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert named in error["message"]
    assert "Narnia" not in error["message"]


def test_an_empty_page_has_no_cursors(client: Client) -> None:
    assert client.ask(PAGE, filter={"country": {"eq": "AT"}})["customers"]["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": False,
        "startCursor": None,
        "endCursor": None,
    }


@pytest.mark.parametrize("cursor", ["x", "ImEi", "WyJJRCJd", "é"])
def test_a_text_that_is_no_cursor_is_refused(client: Client, cursor: str) -> None:
    assert client.codes(PAGE, after=cursor) == ["BAD_USER_INPUT"]


def test_a_count_alone_refuses_it_too(client: Client) -> None:
    query = "query ($after: String) {customers(after: $after) {totalCount}}"

    assert client.ask(query)["customers"] == {"totalCount": 12}
    assert client.codes(query, after="x") == ["BAD_USER_INPUT"]


def test_a_cursor_of_another_order_is_refused(client: Client) -> None:
    cursor = client.ask(PAGE, first=1)["customers"]["pageInfo"]["endCursor"]

    assert client.codes(PAGE, by="FULL_NAME", after=cursor) == ["BAD_USER_INPUT"]


NESTED = """query ($first: Int! = 2, $after: String, $last: Int, $before: String) {product(id: "p1") {
  orders(orderBy: CURRENCY, first: $first, after: $after, last: $last, before: $before) {
    nodes {id} pageInfo {hasNextPage hasPreviousPage startCursor endCursor} totalCount}}}"""


def test_equal_ones_of_a_nested_list_are_paged_by_key_both_ways(client: Client) -> None:
    def page(**variables: Any) -> tuple[list[str], dict[str, Any]]:
        found = client.ask(NESTED, **variables)["product"]["orders"]
        assert found["totalCount"] == 2
        return [node["id"] for node in found["nodes"]], found["pageInfo"]

    begin, first = page(first=1)
    rest, second = page(after=first["endCursor"])
    end, last = page(last=1)
    before, info = page(last=5, before=last["startCursor"])

    assert (begin, rest) == (["shop:o1"], ["shop:o3"])
    assert (first["hasNextPage"], first["hasPreviousPage"]) == (True, False)
    assert (second["hasNextPage"], second["hasPreviousPage"]) == (False, True)
    assert (end, last["hasPreviousPage"], last["hasNextPage"]) == (["shop:o3"], True, False)
    assert (before, info["hasPreviousPage"], info["hasNextPage"]) == (["shop:o1"], False, True)


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


def test_numbers_over_lists_and_groups(client: Client) -> None:
    found = client.ask("""{
      orders(filter: {total: {lt: 20}}) {totalCount aggregate {
        count total {sum average min max} orderedAt {min max}}}
      months: orders(first: 1) {groups(by: [ORDERED_AT_MONTH, CURRENCY]) {values aggregate {total {sum}}}}
      customers {groups(by: [CITY]) {values aggregate {count revenue {sum} lastSeen {max}}}}
      none: orders(filter: {total: {lt: 0}}) {totalCount aggregate {count total {sum min}}
        groups(by: [STATUS]) {values}}
      mine: customer(id: "c01") {bought {totalCount aggregate {count price {max}}}}}""")

    assert found["orders"] == {
        "totalCount": 2,
        "aggregate": {
            "count": 2,
            "total": {"sum": 13.5, "average": 6.75, "min": 4.0, "max": 9.5},
            "orderedAt": {"min": "2026-04-01T00:00:00+00:00", "max": "2026-05-01T00:00:00+00:00"},
        },
    }
    assert found["months"]["groups"] == [
        {"values": ["2026-03", "EUR"], "aggregate": {"total": {"sum": 23.0}}},
        {"values": ["2026-04", "EUR"], "aggregate": {"total": {"sum": 4.0}}},
        {"values": ["2026-05", "EUR"], "aggregate": {"total": {"sum": 9.5}}},
    ]
    by_city = {group["values"][0]: group["aggregate"] for group in found["customers"]["groups"]}
    for city, numbers in (("Köln", range(1, 13, 2)), ("Ulm", range(2, 13, 2))):
        revenue = sum(REVENUES[key] for key in numbered(*numbers))
        assert (by_city[city]["count"], by_city[city]["revenue"]["sum"]) == (6, revenue)
    assert found["none"]["totalCount"] == 0
    assert found["none"]["aggregate"] == {"count": 0, "total": {"sum": 0.0, "min": None}}
    assert found["none"]["groups"] == []
    assert found["mine"]["bought"] == {"totalCount": 2, "aggregate": {"count": 2, "price": {"max": 9.5}}}


@pytest.mark.parametrize(
    ("kind", "filter_"),
    [
        ("customers", '{bought: {some: {category: {eq: "getränke"}}}}'),
        ("customers", '{bought: {some: {id: {in: ["p1", "p2"]}}}, city: {eq: "Köln"}}'),
        ("customers", '{orders: {some: {id: {in: ["shop:o1", "shop:o3"]}, total: {gt: 5}}}}'),
        ("customers", '{referred: {some: {id: {in: ["c02", "c03"]}}, over: {channel: {eq: "app"}}}}'),
        ("customers", '{orders: {some: {id: {eq: "shop:o1"}}}, bought: {none: {id: {eq: "p9"}}}}'),
        ("customers", '{orders: {some: {id: {eq: "shop:o1"}}}, or: [{city: {eq: "x"}}]}'),
        ("customers", '{bought: {some: {id: {eq: "p2"}}, none: {id: {eq: "p1"}}}}'),
        ("orders", '{products: {some: {id: {eq: "p1"}}}}'),
        ("orders", '{customers: {some: {id: {in: ["c01", "c02"]}}}}'),
        ("products", '{buyers: {some: {id: {in: ["c01", "c02"]}}}}'),
        ("products", '{tickets: {some: {id: {eq: "desk:t1"}}}}'),
    ],
)
def test_numbers_are_those_of_the_list_wherever_they_begin(client: Client, kind: str, filter_: str) -> None:
    """Pages look at each node, and numbers begin at the others that the filter names."""
    found = client.ask(
        f"{{{kind}(first: 100, filter: {filter_}) {{totalCount aggregate {{count}} nodes {{id}}}}}}"
    )

    listed = found[kind]
    assert listed["totalCount"] == listed["aggregate"]["count"] == len(listed["nodes"])


def test_groups_go_by_one_to_three_things(client: Client) -> None:
    assert client.codes("{orders {groups(by: []) {values}}}") == ["BAD_USER_INPUT"]
    assert client.codes("{orders {groups(by: [STATUS, STATUS, STATUS, CURRENCY]) {values}}}") == [
        "BAD_USER_INPUT"
    ]


def test_amounts_are_added_up_in_decimals_and_never_in_several_currencies(
    store: Store, store_settings: Settings
) -> None:
    totals = {"EUR": (0.1, 0.1, 0.1), "CHF": (10.0, 10.0, 10.01), "KWD": (-1.005, -0.002, 1e13)}
    orders = [
        {"id": f"{currency}{n}", "total": total, "currency": currency}
        for currency, amounts in totals.items()
        for n, total in enumerate(amounts)
    ]
    customers = [{"id": f"c{n}", "revenue": amount} for n, amount in enumerate((1e15 + 1, 12.1, 0.2))]
    customers += [{"id": "nothing"}, {"id": "points", "advocacy": 0.3}]
    write_graph(store, {"Order": orders, "Customer": customers}, {})
    with running(store_settings) as client:
        found = client.ask("""{
          orders {aggregate {count total {sum average max}}
            groups(by: [CURRENCY]) {values aggregate {total {sum average min}}}}
          customers {aggregate {revenue {sum average} advocacy {sum average}}}
          small: customers(filter: {revenue: {lt: 100}}) {aggregate {revenue {sum average}}}
          none: customers(filter: {revenue: {lt: 0}}) {aggregate {revenue {sum average}}}
          customer(id: "c0") {revenue}}""")

    assert found["orders"]["aggregate"] == {"count": 9, "total": {"sum": None, "average": None, "max": None}}
    assert [(each["values"], each["aggregate"]["total"]) for each in found["orders"]["groups"]] == [
        (["CHF"], {"sum": 30.01, "average": 10.0033, "min": 10.0}),
        (["EUR"], {"sum": 0.3, "average": 0.1, "min": 0.1}),
        (["KWD"], {"sum": 9999999999998.993, "average": 3333333333332.9977, "min": -1.005}),
    ]
    assert found["small"]["aggregate"]["revenue"] == {"sum": 12.3, "average": 6.15}
    assert found["none"]["aggregate"]["revenue"] == {"sum": 0.0, "average": None}
    assert found["customers"]["aggregate"] == {
        "revenue": {"sum": 1000000000000013.3, "average": 333333333333337.7667},
        "advocacy": {"sum": 0.3, "average": 0.3},
    }
    assert found["customer"]["revenue"] == 1_000_000_000_000_001


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


def test_runs_are_read_page_by_page(client: Client) -> None:
    query = """query ($after: String) {runs(first: 1, after: $after, orderBy: STARTED_AT_DESC) {
      nodes {id mode} totalCount pageInfo {hasNextPage endCursor}}}"""

    latest = client.ask(query)["runs"]
    first = client.ask(query, after=latest["pageInfo"]["endCursor"])["runs"]

    assert [page["nodes"][0]["id"] for page in (latest, first)] == ["run2", "run1"]
    assert [page["pageInfo"]["hasNextPage"] for page in (latest, first)] == [True, False]
    assert latest["totalCount"] == 2
    assert client.ask('{runs(filter: {mode: {eq: "full"}}) {totalCount}}')["runs"]["totalCount"] >= 1


@pytest.mark.parametrize("time", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_time_beyond_the_calendar_is_named(client: Client, time: str) -> None:
    query = "query ($at: DateTime!) {orders(filter: {orderedAt: {gt: $at}}) {nodes {id}}}"

    [error] = client.answer(query, at=time)["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "between the years 1 and 9999" in error["message"]
