"""The quarantine over GraphQL: page by page, in groups and by day."""

from collections.abc import Iterator
from typing import Any

import pytest

from graph.entries import Origin, Rejection
from graph.journal import Journal
from graph.store import Store
from tests.api.conftest import Client, running
from tests.support.stores import settings_of

SELECTION = "rejections(first: $first, after: $after) {nodes {source file line field reason value} totalCount"
PAGE = f"""query ($first: Int!, $after: String, $source: String, $reason: String) {{
    quarantine(source: $source, reason: $reason) {{{SELECTION} pageInfo {{hasNextPage endCursor}}}}}}}}"""


def rejection(line: int, source: str = "crm", reason: str = "is no date") -> Rejection:
    return Rejection(
        source, Origin(f"{source}.csv", line), "birth_date", f"x{line}", reason, f'{{"n": {line}}}'
    )


@pytest.fixture(scope="module")
def client(embedded_session: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of a server with five rejections, in two commits, one of which was dropped."""
    settings = settings_of(embedded_session.endpoint, tmp_path_factory.mktemp("home"))
    settings = settings.model_copy(update={"stewardship": True})
    journal = Journal.open(settings)
    journal.reject([rejection(1), rejection(2), rejection(3)], "one")
    journal.reject([rejection(4, "shop"), rejection(5, reason="lies in the future")], "two")
    dropped = next(found.id for found in journal.in_quarantine() if found.line == 2)
    journal.release("crm", [dropped], "dropped")
    with running(settings) as client:
        yield client


def asked(client: Client, **variables: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.ask(PAGE, **variables)["quarantine"]["rejections"]
    return found


def test_pages_begin_behind_the_last_one(client: Client) -> None:
    lines, after = [], None
    for _ in range(3):
        page = asked(client, first=2, after=after)
        lines.append([node["line"] for node in page["nodes"]])
        assert page["totalCount"] == 4
        after = page["pageInfo"]["endCursor"] or after

    assert lines == [[1, 3], [4, 5], []]
    assert asked(client, first=2)["pageInfo"]["hasNextPage"] is True
    assert asked(client, first=2)["nodes"][0] == {
        "source": "crm",
        "file": "crm.csv",
        "line": 1,
        "field": "birth_date",
        "reason": "is no date",
        "value": "x1",
    }


def test_of_a_source_or_a_reason(client: Client) -> None:
    assert [node["line"] for node in asked(client, first=9, source="shop")["nodes"]] == [4]
    assert [node["line"] for node in asked(client, first=9, reason="FUTURE")["nodes"]] == [5]
    assert asked(client, first=9, source="nobody") == {
        "nodes": [],
        "totalCount": 0,
        "pageInfo": {"hasNextPage": False, "endCursor": None},
    }


def test_counts_by_reason_and_by_day(client: Client) -> None:
    query = "{quarantine {counts(by: SOURCE) {values count rows} days {refused released open}}}"

    assert client.ask(query)["quarantine"] == {
        "counts": [{"values": ["crm"], "count": 3, "rows": 3}, {"values": ["shop"], "count": 1, "rows": 1}],
        "days": [{"refused": 5, "released": 1, "open": 4}],
    }


def test_what_is_no_cursor_is_refused(client: Client) -> None:
    assert client.codes(PAGE, first=2, after="x") == ["BAD_USER_INPUT"]
