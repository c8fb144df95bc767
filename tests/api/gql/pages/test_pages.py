"""Lists page by page: orders and cursors both ways, of lists made by hand as of all others."""

from typing import Any

import pytest

from tests.api.company import NAMES, REVENUES, numbered
from tests.api.conftest import Client

PAGE = """query ($filter: CustomerFilter, $by: CustomerOrder! = ID, $first: Int! = 20, $after: String) {
  customers(filter: $filter, orderBy: $by, first: $first, after: $after) {
    nodes {id} edges {cursor} totalCount
    pageInfo {hasNextPage hasPreviousPage startCursor endCursor}
  }
}"""


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


def test_runs_are_read_page_by_page(client: Client) -> None:
    query = """query ($after: String) {runs(first: 1, after: $after, orderBy: STARTED_AT_DESC) {
      nodes {id mode} totalCount pageInfo {hasNextPage endCursor}}}"""

    latest = client.ask(query)["runs"]
    first = client.ask(query, after=latest["pageInfo"]["endCursor"])["runs"]

    assert [page["nodes"][0]["id"] for page in (latest, first)] == ["run2", "run1"]
    assert [page["pageInfo"]["hasNextPage"] for page in (latest, first)] == [True, False]
    assert latest["totalCount"] == 2
    assert client.ask('{runs(filter: {mode: {eq: "full"}}) {totalCount}}')["runs"]["totalCount"] >= 1


BETWEEN = "$first: Int!, $after: String, $last: Int, $before: String"


WINDOW = "first: $first, after: $after, last: $last, before: $before"


LISTS = {
    "identifiers": ('{{customer(id: "c01") {{found: identifiers({}) {}}}}}', "kind value"),
    "consents": ('{{customer(id: "c01") {{found: consents({}) {}}}}}', "purpose channel"),
    "referrals": ('{{customer(id: "c01") {{found: referrals({}) {}}}}}', "viaId customer {id}"),
    "walked": ('{{customer(id: "c01") {{found: referrals(depth: 9, {}) {}}}}}', "depth customer {id}"),
    "advocates": ("{{top: __typename found: advocates(by: REACH, {}) {}}}", "reach customer {id}"),
}


class Listed:
    """A list, asked for page by page."""

    def __init__(self, client: Client, name: str) -> None:
        self._client = client
        text, selected = LISTS[name]
        page = "pageInfo {hasNextPage hasPreviousPage endCursor startCursor} totalCount"
        node = f"{{nodes {{{selected}}} edges {{cursor node {{{selected}}}}} {page}}}"
        self._query = f"query ({BETWEEN}) {text.format(WINDOW, node)}"

    def page(self, first: int = 20, **window: Any) -> Any:
        """A page of it."""
        found = self._client.ask(self._query, first=first, **window)
        return (found.get("customer") or found)["found"]

    def codes(self, **window: Any) -> list[str]:
        """The errors of a page."""
        return self._client.codes(self._query, **{"first": 20} | window)


@pytest.mark.parametrize("name", LISTS)
def test_pages_hold_all_of_a_list_once_either_way(client: Client, name: str) -> None:
    listed = Listed(client, name)
    whole = listed.page()
    assert whole["totalCount"] == len(whole["nodes"]) > 1
    assert [edge["node"] for edge in whole["edges"]] == whole["nodes"]
    assert not whole["pageInfo"]["hasNextPage"]

    onward, window = [], dict[str, Any]()
    while len(onward) < len(whole["nodes"]):
        page = listed.page(first=1, **window)
        assert page["pageInfo"]["hasPreviousPage"] is bool(window)
        onward += page["nodes"]
        window = {"after": page["pageInfo"]["endCursor"]}
        assert page["pageInfo"]["hasNextPage"] is (len(onward) < len(whole["nodes"]))
    assert onward == whole["nodes"]

    last = listed.page(last=1)
    assert last["nodes"] == whole["nodes"][-1:]
    assert listed.page(last=20, before=last["pageInfo"]["startCursor"])["nodes"] == whole["nodes"][:-1]


def test_a_cursor_belongs_to_one_list(client: Client) -> None:
    identifiers, consents = Listed(client, "identifiers"), Listed(client, "consents")
    cursor = identifiers.page(first=1)["pageInfo"]["endCursor"]

    assert consents.codes(after=cursor) == ["BAD_USER_INPUT"]
    assert identifiers.codes(before="no cursor") == ["BAD_USER_INPUT"]


def test_the_first_page_of_referrals_is_part_of_the_one_statement(client: Client) -> None:
    before = client.app.state.store.queries_sent

    client.ask(
        '{customer(id: "c01") {referrals {nodes {customer {identifiers {nodes {value} totalCount}}}}}}'
    )

    assert client.app.state.store.queries_sent == before + 1
