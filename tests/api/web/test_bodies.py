"""What bodies the API takes, and how it answers the others."""

import base64
import gzip
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from api.gql.pages.cursors import Cursor, Cursors
from tests.api.conftest import Client

QUERY = json.dumps({"query": "{identityRuns {id}}"}).encode()
PACKED = gzip.compress(QUERY, mtime=0)  # a time would give the tests other names in each run
BY_ID = "query ($id: ID!) {order(id: $id) {id}}"
JSON = {"content-type": "application/json"}


def posted(client: Client, body: Any, **headers: str) -> tuple[int, dict[str, Any]]:
    """Status and JSON of an answer."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = client.request("POST", "/graphql", content=body, headers=JSON | sent)
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"5",
        b"null",
        b"true",
        b'"text"',
        b"[]",
        b"[5]",
        b"{}",
        b'{"query": 5}',
        b'{"query": null}',
        b'{"query": "{identityRuns {id}}", "variables": 5}',
        b'{"query": "{identityRuns {id}}", "operationName": ["x"]}',
        b'{"query": "{identityRuns {id}}", "variables": {"a": NaN}}',
        b'{"query": "\xff"}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        json.dumps({"query": BY_ID, "variables": {"id": "\ud800"}}).encode(),
        b'{"query": "x", "variables": {"id": ' + b"9" * 5_000 + b"}}",
        PACKED,
    ],
)
def test_what_is_no_request_is_refused_with_a_graphql_error(embedded_client: Client, body: bytes) -> None:
    status, answer = posted(embedded_client, body)

    assert status == 400
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_REQUEST"]
    assert "data" not in answer


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ('{order(id: "\\ud800") {id}}', "GRAPHQL_PARSE_FAILED"),
        ("{a" * 900 + "}" * 900, "GRAPHQL_PARSE_FAILED"),
        ("{order(id: " + "[" * 1_900, "GRAPHQL_PARSE_FAILED"),
        ("{order(id: " + "{a: " * 600 + "1" + "}" * 600 + ") {id}}", "GRAPHQL_PARSE_FAILED"),
        ("{" + "a" * 100_000 + "}", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_operations_that_cannot_be_meant_are_refused_shortly(
    embedded_client: Client, query: str, code: str
) -> None:
    status, answer = posted(embedded_client, json.dumps({"query": query}))

    assert status == 200
    assert [error["extensions"]["code"] for error in answer["errors"]] == [code]
    assert "data" not in answer
    assert len(json.dumps(answer)) < 1_000


async def stream(size: int) -> AsyncIterator[bytes]:
    """A body that does not say how long it is."""
    for _ in range(size // 10_000):
        yield b" " * 10_000


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b'{"query": "' + b"a" * 1_000_000 + b'"}', {}),
        (stream(2_000_000), {}),
        (gzip.compress(b" " * 50_000_000, 1, mtime=0), {"content_encoding": "gzip"}),
    ],
)
def test_too_much_is_refused_and_not_repeated(
    embedded_client: Client, body: Any, headers: dict[str, str]
) -> None:
    status, answer = posted(embedded_client, body, **headers)

    assert status == 413
    assert answer["errors"][0]["extensions"]["code"] == "BODY_TOO_LARGE"
    assert len(json.dumps(answer)) < 300


def test_a_body_may_be_as_large_as_the_limit(embedded_client: Client) -> None:
    body = QUERY + b" " * (embedded_client.app.state.settings.body_bytes - len(QUERY))

    assert posted(embedded_client, body)[1] == {"data": {"identityRuns": []}}
    assert posted(embedded_client, body + b" ")[0] == 413


def test_bodies_may_come_in_gzip(embedded_client: Client) -> None:
    assert posted(embedded_client, PACKED, content_encoding="gzip")[1] == {"data": {"identityRuns": []}}


@pytest.mark.parametrize(
    ("body", "encoding", "status"),
    [
        (PACKED[:-9], "gzip", 400),
        (PACKED + b"more", "gzip", 400),
        (QUERY, "gzip", 400),
        (QUERY, "br", 415),
        (QUERY, "gzip, gzip", 415),
    ],
)
def test_other_encodings_are_refused(
    embedded_client: Client, body: bytes, encoding: str, status: int
) -> None:
    assert posted(embedded_client, body, content_encoding=encoding)[0] == status


BROKEN = (
    *(b"5", b'["ID"]', b'["ID", {}, "x"]', b'["ID", [], "x"]', b'["ID", 1e999, "x"]', b'["ID", "a", 5]'),
    *(b'["ID", true, "a"]', b'["ID", null, "\\ud800"]', b"[" * 100_000, b"\xff"),
)


@pytest.mark.parametrize("key", BROKEN)
def test_a_broken_cursor_is_named(embedded_client: Client, key: bytes) -> None:
    after = base64.urlsafe_b64encode(key).decode()
    query = "query ($after: String) {customers(after: $after) {nodes {id}}}"

    assert embedded_client.codes(query, after=after) == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("key", [None, "Ünal", 3, 2.5, 0])
def test_a_cursor_comes_back_as_it_was(key: str | float | None) -> None:
    cursors, cursor = Cursors(lambda: b"k" * 32), Cursor("customers NAME", (key, "c1"))
    text = cursors.encode(cursor)

    assert cursors.decode(text, "customers NAME", "after") == cursor
    assert "c1" not in base64.urlsafe_b64decode(text).decode(errors="ignore")  # it may be personal


MUTATION = 'mutation {claim(case: "a", steward: "b") {id}}'


def test_nothing_is_changed_by_what_any_page_can_send(embedded_client: Client) -> None:
    """No mutation by GET, none by a form or by text, and no word of other origins."""
    got = embedded_client.request("GET", "/graphql", params={"query": MUTATION})
    form = posted(embedded_client, QUERY, content_type="application/x-www-form-urlencoded")
    text = posted(embedded_client, QUERY, content_type="text/plain; application/json")
    asked = embedded_client.request(
        "OPTIONS", "/graphql", headers={"origin": "http://a.example", "access-control-request-method": "POST"}
    )

    assert (got.status_code, form[0], text[0], asked.status_code) == (400, 400, 400, 405)
    assert not [name for name in asked.headers if name.startswith("access-control")]
