"""Requests that are sent again under the key of an earlier one."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from httpx import Response

from api.gql.transport import idempotency
from api.idempotent_answers import KeptAnswers
from api.stewardship import StewardDesk
from graph.errors import NotFoundError
from graph.policy.keys import Keys
from graph.policy.principals import Role
from tests.api.conftest import Client, running

CLAIM = 'mutation {claimCase(id: "nothing") {id}}'


def post(client: Client, query: str, who: str, key: str) -> Response:
    """The answer to an operation under an idempotency key."""
    headers = {"x-api-key": who, "idempotency-key": key}
    return client.request("POST", "/graphql", json={"query": query}, headers=headers)


def test_a_key_belongs_to_one_request_of_one_caller(embedded_client: Client, tmp_path: Path) -> None:
    settings = embedded_client.app.state.settings.model_copy(update={"home": tmp_path})
    one, other = (Keys(tmp_path).add(name, [Role.STEWARD])[1] for name in ("one", "other"))

    with running(settings) as client:
        first, again = post(client, CLAIM, one, "k1"), post(client, CLAIM, one, "k1")
        wrong = post(client, CLAIM.replace("nothing", "else"), one, "k1")
        others = post(client, CLAIM.replace("nothing", "else"), other, "k1")
    with running(settings) as client:
        later = post(client, CLAIM, one, "k1")

    assert first.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert [answer.headers.get("idempotency-replayed") for answer in (first, again, later)] == [
        None,
        "true",
        "true",
    ]
    assert first.content == again.content == later.content
    assert (wrong.status_code, wrong.json()["errors"][0]["extensions"]["code"]) == (
        422,
        "IDEMPOTENCY_KEY_REUSED",
    )
    assert "idempotency-replayed" not in others.headers


def test_requests_that_come_at_once_have_one_effect(
    embedded_client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = embedded_client.app.state.settings.model_copy(update={"home": tmp_path})
    who = Keys(tmp_path).add("one", [Role.STEWARD])[1]
    begun, others_are_told, names = Event(), Event(), []

    def claim(_: StewardDesk, case: str, name: str) -> None:
        names.append(name)
        begun.set()
        others_are_told.wait(30)
        raise NotFoundError(case)

    monkeypatch.setattr(StewardDesk, "claim", claim)
    with running(settings) as client, ThreadPoolExecutor(1) as threads:
        first = threads.submit(post, client, CLAIM, who, "k")
        assert begun.wait(30)
        meanwhile = [post(client, CLAIM, who, "k") for _ in range(3)]
        others_are_told.set()
        answered, later = first.result(), post(client, CLAIM, who, "k")

    assert [answer.status_code for answer in meanwhile] == [409] * 3
    assert all("send it again later" in answer.text for answer in meanwhile)
    assert later.content == answered.content
    assert names == ["one"]


def test_that_an_answer_is_on_its_way_is_said_again_after_it_could_not_be(
    embedded_client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = embedded_client.app.state.settings.model_copy(update={"home": tmp_path})
    who = Keys(tmp_path).add("one", [Role.STEWARD])[1]
    errors, said_again = iter([sqlite3.OperationalError("database is locked")]), Event()

    def go_on(*_: object) -> None:
        for error in errors:
            raise error
        said_again.set()

    def claim(*_: object) -> None:
        assert said_again.wait(30)
        raise NotFoundError("nothing")

    monkeypatch.setattr(idempotency, "GOING_SECONDS", 0.01)
    monkeypatch.setattr(KeptAnswers, "go_on", go_on)
    monkeypatch.setattr(StewardDesk, "claim", claim)
    with running(settings) as client:
        answer = post(client, CLAIM, who, "k")

    assert answer.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


@pytest.mark.parametrize("query", ["{identityRuns {id}}", "mutation {nothing}", "{"])
def test_what_did_nothing_may_be_sent_again(embedded_client: Client, query: str) -> None:
    headers = {"idempotency-key": "k2"}
    answers = [
        embedded_client.request("POST", "/graphql", json={"query": text}, headers=headers)
        for text in (query, query, "{identityRuns {id}}")
    ]

    assert [answer.headers.get("idempotency-replayed") for answer in answers] == [None] * 3
    assert answers[2].json() == {"data": {"identityRuns": []}}


@pytest.mark.parametrize("key", ["", "a b", "x" * 256])
def test_a_key_that_is_none_is_refused(embedded_client: Client, key: str) -> None:
    answer = embedded_client.request(
        "POST", "/graphql", json={"query": "{identityRuns {id}}"}, headers={"idempotency-key": key}
    )

    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")
