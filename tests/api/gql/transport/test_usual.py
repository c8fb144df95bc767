"""What takes the short way because its operation is known is answered as on the long one."""

from itertools import count
from typing import Any

import pytest

from tests.api.conftest import Client

JSON = {"content-type": "application/json"}
_BODIES: tuple[Any, ...] = (
    {"variables": {"first": 2}},
    {"variables": {"first": "two"}},
    {"variables": {"first": 1_000_000}},
    {"variables": {"first": 2, "other": [1]}},
    {"variables": {}},
    {"variables": None},
    {"variables": []},
    {"variables": ""},
    {"variables": {"first": 2}, "operationName": "Page"},
    {"variables": {"first": 2}, "operationName": "Another"},
    {"variables": {"first": 2}, "operationName": ""},
    {"variables": {"first": 2}, "operationName": ["Page"]},
    {"variables": {"first": 2}, "extensions": {}},
    {"variables": {"first": 2}, "extensions": []},
    {"variables": {"first": 2}, "extensions": {"persistedQuery": {"version": 2}}},
    {"variables": {"first": 2}, "further": 1},
)
_HEADERS: tuple[dict[str, str], ...] = (
    JSON,
    {"content-type": "application/json; charset=utf-8", "accept": "application/json"},
    {"content-type": "APPLICATION/JSON"},
    {"content-type": "text/plain"},
    {"content-type": "application/jsonp"},
    *(
        {**JSON, "accept": accept}
        for accept in (
            "*/*",
            "application/graphql-response+json, application/json;q=0.9",
            "text/html",
            "multipart/mixed;subscriptionSpec=1.0, application/json",
        )
    ),
)
_numbers = count()


def _answers(client: Client, body: dict[str, Any], headers: dict[str, str]) -> list[tuple[Any, ...]]:
    """The answers to a request before its operation was ever executed, and after."""
    query = f"query Page($first: Int) {{customers(first: $first) {{nodes {{id}}}}}} # {next(_numbers)}"

    def asked(sent: dict[str, Any], with_: dict[str, str]) -> tuple[Any, ...]:
        answer = client.request("POST", "/graphql", json={"query": query, **sent}, headers=with_)
        kept = {name for name in answer.headers if not name.startswith(("x-request-id", "ratelimit-r"))}
        return answer.status_code, answer.json(), {name: answer.headers[name] for name in kept}

    before = asked(body, headers)
    assert asked({"variables": {"first": 1}}, JSON)[0] == 200
    assert asked({"variables": {"first": 1}, "operationName": "Page"}, JSON)[0] == 200
    return [before, asked(body, headers)]


@pytest.mark.parametrize("body", _BODIES, ids=str)
def test_whatever_is_asked(any_client: Client, body: dict[str, Any]) -> None:
    for headers in (JSON, {**JSON, "accept": "application/graphql-response+json"}):
        before, known = _answers(any_client, body, headers)
        assert known == before


@pytest.mark.parametrize("headers", _HEADERS, ids=str)
def test_however_it_is_asked(any_client: Client, headers: dict[str, str]) -> None:
    before, known = _answers(any_client, {"variables": {"first": 2}}, headers)
    assert known == before
