"""Lists whose objects are made by hand have pages like all others."""

from typing import Any

import pytest

from tests.api.conftest import Client

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
