"""Operations that clients name by their SHA-256."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.gql.transport.persisted import read_operations, sha256
from graph.errors import SettingsError
from tests.api.conftest import Client, running

RUNS, ORDER = "{identityRuns {id}}", '{order(id: "1") {id}}'


def post(client: Client, query: str | None, digest: Any = None, version: Any = 1) -> tuple[int, Any]:
    """Status, and data or the code of the error."""
    body: dict[str, Any] = {} if query is None else {"query": query}
    if digest is not None:
        body["extensions"] = {"persistedQuery": {"version": version, "sha256Hash": digest}}
    answer = client.request("POST", "/graphql", json=body)
    told = answer.json()
    return answer.status_code, told.get("data") or told["errors"][0]["extensions"]["code"]


def test_an_operation_is_sent_once_and_then_named(embedded_client: Client) -> None:
    with running(embedded_client.app.state.settings) as client:
        asked = [post(client, text, sha256(RUNS)) for text in (None, RUNS, None)]
        extensions = json.dumps({"persistedQuery": {"version": 1, "sha256Hash": sha256(RUNS)}})
        got = client.request("GET", "/graphql", params={"extensions": extensions})

    assert asked == [
        (200, "PERSISTED_QUERY_NOT_FOUND"),
        (200, {"identityRuns": []}),
        (200, {"identityRuns": []}),
    ]
    assert got.json() == {"data": {"identityRuns": []}}


@pytest.mark.parametrize(
    ("query", "digest", "version"),
    [(ORDER, sha256(RUNS), 1), (None, 5, 1), (None, sha256(RUNS), 2), (RUNS, {"a": 1}, 1)],
)
def test_names_that_are_none_are_refused(
    embedded_client: Client, query: str | None, digest: Any, version: int
) -> None:
    assert post(embedded_client, query, digest, version) == (400, "BAD_REQUEST")


def test_the_file_alone_is_allowed_where_the_settings_say_so(embedded_client: Client, tmp_path: Path) -> None:
    file = tmp_path / "operations.json"
    file.write_text(json.dumps({sha256(RUNS): RUNS}))
    settings = embedded_client.app.state.settings.model_copy(
        update={"graphql_operations": file, "graphql_operations_only": True}
    )

    with running(settings) as client:
        named, written = post(client, None, sha256(RUNS)), post(client, RUNS)
        others = [post(client, ORDER), post(client, ORDER, sha256(ORDER)), post(client, None, sha256(ORDER))]

    assert named == written == (200, {"identityRuns": []})
    assert others == [(400, "OPERATION_NOT_ALLOWED")] * 3


def test_a_manifest_is_read(tmp_path: Path) -> None:
    file = tmp_path / "manifest.json"
    listed = [{"id": sha256(RUNS), "body": RUNS, "name": "Runs", "type": "query"}]
    file.write_text(
        json.dumps({"format": "apollo-persisted-query-manifest", "version": 1, "operations": listed})
    )

    assert read_operations(file) == {sha256(RUNS): RUNS}


@pytest.mark.parametrize("content", ["", "[]", "{", '{"operations": [{}]}', '{"a": 5}', '{"a": "{x}"}'])
def test_a_file_that_is_none_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "operations.json"
    file.write_text(content)

    with pytest.raises(SettingsError, match=r"operations\.json"):
        read_operations(file)
