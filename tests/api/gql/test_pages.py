"""Customers page by page: filters, orders, cursors."""

from typing import Any

import pytest

from tests.api.company import NAMES, REVENUES
from tests.api.conftest import Client

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
        ("NAME", [f"c{n:02}" for _, n in sorted((name.lower(), n) for n, name in enumerate(NAMES, 1))]),
        ("REVENUE_DESC", sorted(REVENUES, key=lambda key: (-REVENUES[key], key))),
        # by the month of the company's customers; c12 was never seen
        ("LAST_SEEN_DESC", numbered(5, 11, 4, 10, 3, 9, 2, 8, 1, 7, 6, 12)),
        ("ADVOCACY_DESC", numbered(2, 1, *range(3, 13))),
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
        ({"stage": "loyal", "city": "Ulm"}, numbered(2, 4)),
        ({"minRevenue": 400}, numbered(4, 9)),
        ({"country": "AT"}, []),
        ({"anonymous": True}, []),
        ({"hasConsent": {"purpose": "newsletter", "channel": "email"}}, numbered(2)),
        ({"hasConsent": {"purpose": "analytics"}}, numbered(1)),
        ({"hasConsent": {"purpose": "analytics", "channel": "email"}}, numbered(1)),
        ({"text": "'}) DETACH DELETE c //"}, []),
    ],
)
def test_filters(client: Client, conditions: dict[str, Any], expected: list[str]) -> None:
    by_id = client.ask(PAGE, filter=conditions)["customers"]

    assert [node["id"] for node in by_id["nodes"]] == expected
    assert by_id["totalCount"] == len(expected)
    assert sorted(ids(client, filter=conditions, by="NAME")) == expected


def test_an_empty_page_has_no_cursors(client: Client) -> None:
    assert client.ask(PAGE, filter={"country": "AT"})["customers"]["pageInfo"] == {
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

    assert client.codes(PAGE, by="NAME", after=cursor) == ["BAD_USER_INPUT"]
