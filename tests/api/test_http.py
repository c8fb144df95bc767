"""GraphQL over HTTP, readiness, and what reaches the log."""

import logging
from pathlib import Path

import httpx
import pytest

from api.gql.transport.media import accepted
from graph.store import Store
from tests.api.conftest import Client, running, serving
from tests.support.stores import settings_of

OWN = "application/graphql-response+json"
PLAIN = "application/json"


@pytest.fixture(scope="module")
def client(any_client: Client) -> Client:
    """On any store: HTTP is none of its business."""
    return any_client


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", PLAIN),
        ("*/*", PLAIN),
        (PLAIN, PLAIN),
        (OWN, OWN),
        (f"{OWN}, {PLAIN};q=0.9", OWN),
        (f"{PLAIN}, {OWN};q=0.9", PLAIN),
        (f"{OWN};q=0, {PLAIN};q=0.1", PLAIN),
        (f"{OWN};charset=utf-8", OWN),
        (f"{OWN};q=x", PLAIN),
    ],
)
def test_the_client_chooses_the_media_type(accept: str, media_type: str) -> None:
    assert accepted(accept) == media_type


@pytest.mark.parametrize(
    ("query", "accept", "status", "has_data"),
    [
        ("{identityRuns {id}}", PLAIN, 200, True),
        ("{identityRuns {id}}", OWN, 200, True),
        ("{nothing}", PLAIN, 200, False),
        ("{nothing}", OWN, 400, False),
        ("{", OWN, 400, False),
        ("{customer {id}}", OWN, 200, True),
        ("query A {identityRuns {id}} query B {identityRuns {id}}", OWN, 400, False),
        ("query A {identityRuns {id}} mutation B {trainModel {runId}}", OWN, 400, False),
    ],
)
def test_status_and_data_tell_whether_the_operation_ran(
    client: Client, query: str, accept: str, status: int, has_data: bool
) -> None:
    answer = client.request("POST", "/graphql", json={"query": query}, headers={"accept": accept})

    assert answer.status_code == status
    assert answer.headers["content-type"] == f"{accept}; charset=utf-8"
    assert ("data" in answer.json()) is has_data


@pytest.mark.parametrize("name", ["A", "B"])
def test_of_several_operations_the_one_that_is_named_runs(client: Client, name: str) -> None:
    several = 'query A {a: order(id: "shop:o1") {id}} query B {b: order(id: "shop:o1") {id}}'

    for _ in range(2):  # the second time it is known
        answer = client.request("POST", "/graphql", json={"query": several, "operationName": name})
        unnamed = client.request("GET", "/graphql", params={"query": several}).json()

        assert list(answer.json()["data"]) == [name.lower()]
        assert [error["extensions"]["code"] for error in unnamed["errors"]] == ["BAD_REQUEST"]


def test_queries_can_come_by_get(client: Client) -> None:
    answer = client.request("GET", "/graphql", params={"query": '{order(id: "shop:o1") {id}}'})

    assert answer.json() == {"data": {"order": {"id": "shop:o1"}}}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_subscription_is_told_how_it_is_asked_for(client: Client, method: str) -> None:
    asked = {"query": "subscription {runProgress {state}}"}

    [error] = client.request(
        method, "/graphql", **({"params": asked} if method == "GET" else {"json": asked})
    ).json()["errors"]

    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert "text/event-stream" in error["message"]


def test_graphiql_is_for_development_only(client: Client) -> None:
    settings = client.app.state.settings.model_copy(update={"development": True})

    with running(settings) as developing:
        shown = developing.request("GET", "/graphql", headers={"accept": "text/html"})
    hidden = client.request("GET", "/graphql", headers={"accept": "text/html"})

    assert "GraphiQL" in shown.text
    assert hidden.status_code == 404


def test_ready_when_store_and_journal_can_be_used(client: Client) -> None:
    assert client.request("GET", "/healthz").json() == {"status": "ok"}
    ready = client.request("GET", "/readyz")

    assert (ready.status_code, ready.json()) == (200, {"ready": True, "store": "ok", "journal": "ok"})


def test_not_ready_when_the_journal_cannot_be_kept(any_store: Store, tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("in the way")

    with running(settings_of(any_store.endpoint, tmp_path)) as client:
        answer = client.request("GET", "/readyz")

    assert answer.status_code == 503
    assert answer.json()["store"] == "ok"
    assert "cannot be read or written" in answer.json()["journal"]
    assert str(tmp_path) not in answer.text


def test_an_unforeseen_error_is_hidden_and_logged_without_values(
    client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise ValueError("anna@example.de")

    monkeypatch.setattr(type(client.app.state.store), "answer", fail)
    with caplog.at_level(logging.INFO):
        answer = client.answer('{order(id: "anna") {id}}')

    assert answer["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert answer["errors"][0]["path"] == ["order"]
    assert "anna" not in str(answer)
    assert "anna" not in caplog.text
    assert "INTERNAL_SERVER_ERROR at order: ValueError in" in caplog.text


def test_a_real_server_answers(client: Client) -> None:
    with serving(client.app.state.settings) as url:
        answer = httpx.post(f"{url}/graphql", json={"query": '{customer(id: "old1") {fullName}}'})
        ready = httpx.get(f"{url}/readyz")

    assert answer.json() == {"data": {"customer": {"fullName": "Anna Berger"}}}
    assert ready.status_code == 200
