"""What a connection is told that may not, or does not ask as the protocol has it."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from api.gql.company.traits import SECONDS
from api.gql.transport import sockets
from graph.policy.keys import Keys
from graph.policy.principals import Role
from graph.store import Store
from tests.api.company import found_company
from tests.api.conftest import serving
from tests.api.gql.live.listener import Socket, events_from, socket_to
from tests.support.stores import settings_of, wipe, writing

CHANGED = """subscription($id: ID!) { customerChanged(id: $id) { kind customer { id fullName } } }"""
FILTERED = 'subscription { membersChanged(filter: {fullName: {eq: "Anna Berger"}}) { count } }'

BY_TRAIT = """subscription { membersChanged(filter: {traits: [{name: "tier", text: {eq: "gold"}}]}) {
    count left { customerId } } }"""
PERSONAL = "MATCH (t:Trait {name: 'tier'}) SET t.personal = $personal"
MOVED = """MATCH (c:Customer {id: 'c02'}) SET c.trait_tier = 'silver'
MERGE (p:Projection {id: 'journal'}) SET p.journal = 'j', p.checkpoint = '{}', p.updated_at = datetime()"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def keys(home: Path) -> dict[str, str]:
    """Keys by who has them."""
    kept = Keys(home)
    roles = {"reader": [Role.READ], "seer": [Role.READ, Role.PII]}
    roles |= {"leaver": [Role.READ], "parted": [Role.READ]}
    return {name: kept.add(name, granted)[1] for name, granted in roles.items()}


@pytest.fixture(scope="module")
def address(embedded_session: Store, home: Path, keys: dict[str, str]) -> Iterator[str]:
    """A server of the small company that asks for keys."""
    assert keys
    found_company(wipe(embedded_session))
    settings = settings_of(embedded_session.endpoint, home).model_copy(
        update={"graphql_seconds": 300.0, "graphql_subscriptions": 2}
    )
    with serving(settings) as address:
        yield address


@pytest.mark.parametrize("header", ["Authorization", "authorization", "X-Api-Key"])
def test_a_key_in_the_payload_says_who_asks(address: str, keys: dict[str, str], header: str) -> None:
    value = keys["reader"] if header == "X-Api-Key" else f"Bearer {keys['reader']}"
    with socket_to(address, begin=False) as socket:
        assert socket.begin({header: value}) == {"type": "connection_ack"}
        socket.subscribe(CHANGED, id="old1")
        told = socket.data()["customerChanged"]

    assert told == {"kind": "BEGINNING", "customer": {"id": "c01", "fullName": "A. B."}}


def test_a_key_in_a_header_does_too(address: str, keys: dict[str, str]) -> None:
    with socket_to(address, x_api_key=keys["seer"]) as socket:
        socket.subscribe(CHANGED, id="c01")

        assert socket.data()["customerChanged"]["customer"]["fullName"] == "Anna Berger"


@pytest.mark.parametrize("payload", [{}, {"Authorization": "Bearer ckg_none"}, {"Authorization": 7}])
def test_nobody_gets_in_without_one(address: str, payload: dict[str, Any]) -> None:
    with socket_to(address, begin=False) as socket:
        socket.send(type="connection_init", payload=payload)

        assert socket.close_code() == 4403


@pytest.mark.parametrize("header", ["reader", None])
def test_nobody_is_two(address: str, keys: dict[str, str], header: str | None) -> None:
    """In one payload, or by header and payload."""
    given = {"x_api_key": keys[header]} if header else {}
    twice = {"X-Api-Key": keys["seer"], **({} if header else {"authorization": f"Bearer {keys['reader']}"})}
    with socket_to(address, begin=False, **given) as socket:
        socket.send(type="connection_init", payload=twice)

        assert socket.close_code() == 4403
    with pytest.raises(InvalidStatus, match="403"), socket_to(address, host="localhost"):
        pass  # a second header that counts once


def test_nothing_is_answered_before_the_beginning(address: str, keys: dict[str, str]) -> None:
    with socket_to(address, begin=False, x_api_key=keys["reader"]) as socket:
        socket.subscribe(CHANGED, id="c01")

        assert socket.close_code() == 4401


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
def test_pages_of_other_sites_are_refused(address: str, keys: dict[str, str], origin: str) -> None:
    with pytest.raises(InvalidStatus, match="403"), socket_to(address, origin=origin, x_api_key=keys["seer"]):
        pass


def test_names_of_other_hosts_are_refused(address: str, keys: dict[str, str]) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "X-Api-Key": keys["seer"]}

    answer = httpx.get(f"{address}/graphql", headers={**upgrade, **key, "Host": "evil.example"}, timeout=60)

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ('subscription { customerChanged(id: "c99") { kind } }', "NOT_FOUND"),
        (FILTERED, "FORBIDDEN"),
        ("subscription { membersChanged(filter: {}, first: 1000) { count } }", "PAGE_TOO_LARGE"),
        ("query A { __typename } query B { __typename }", "BAD_REQUEST"),
        ('mutation { releaseCase(caseId: "1", steward: "ana") { id } }', "BAD_REQUEST"),
    ],
    ids=["text", "field", "customer", "masked filter", "page", "several", "mutation"],
)
def test_errors_have_the_codes_of_other_answers(
    address: str, keys: dict[str, str], query: str, code: str
) -> None:
    with socket_to(address, x_api_key=keys["reader"]) as socket:
        socket.subscribe(query)
        over_socket = socket.next()
    headers = {"X-Api-Key": keys["reader"], "Accept": "text/event-stream"}
    over_events = httpx.post(f"{address}/graphql", json={"query": query}, headers=headers, timeout=60).text

    [error] = over_socket["payload"] if over_socket["type"] == "error" else over_socket["payload"]["errors"]
    assert error["extensions"]["code"] == code
    assert f'"code":"{code}"' in over_events.replace(" ", "")


@pytest.mark.parametrize(
    ("accept", "told"),
    [
        ("application/graphql-response+json, application/graphql+json, application/json, text/event-stream,"
         " multipart/mixed", "application/graphql-response+json"),
        ("application/json, text/event-stream;q=0.9", "application/json"),
        ("*/*", "application/json"),
        ("text/event-stream, multipart/mixed", "text/event-stream"),
        ("text/event-stream, application/json;q=0.5", "text/event-stream"),
    ],
    ids=["urql's queries", "JSON rather", "anything", "urql's subscriptions", "events rather"],
)  # fmt: skip
def test_a_client_gets_what_it_asks_for_first(
    address: str, keys: dict[str, str], accept: str, told: str
) -> None:
    headers = {"X-Api-Key": keys["reader"], "Accept": accept}
    answer = httpx.post(f"{address}/graphql", json={"query": "{__typename}"}, headers=headers, timeout=60)

    assert answer.headers["content-type"].partition(";")[0] == told


def test_events_end_as_urql_looks_for_them(address: str, keys: dict[str, str]) -> None:
    headers = {"X-Api-Key": keys["reader"], "Accept": "text/event-stream"}
    answer = httpx.post(f"{address}/graphql", json={"query": "{__typename}"}, headers=headers, timeout=60)

    assert answer.text == 'event: next\ndata: {"data":{"__typename":"Query"}}\n\nevent: complete\ndata: \n\n'


def test_a_mutation_is_told_where_it_is_run(address: str, keys: dict[str, str]) -> None:
    asked, key = {"query": 'mutation { releaseCase(id: "1") { id } }'}, keys["reader"]
    with socket_to(address, x_api_key=key) as socket:
        socket.subscribe(asked["query"])
        [over_socket] = socket.next()["payload"]
    by_get = httpx.get(f"{address}/graphql", params=asked, headers={"X-Api-Key": key}, timeout=60).json()

    for error in (over_socket, *by_get["errors"]):
        assert "send them in a POST" in error["message"]
        assert error["extensions"]["advice"] == "Change the request as the message says."


@pytest.mark.parametrize(
    "text",
    ["", "[]", "7", '{"type": 7}', '{"type": "subscribe", "id": "1"}', '{"type": "complete"}',
     '{"type": "subscribe", "id": "1", "payload": {"query": 7}}', '{"type": "other"}', b"\x00"],
)  # fmt: skip
def test_what_is_no_message_ends_the_connection(address: str, keys: dict[str, str], text: Any) -> None:
    with socket_to(address, x_api_key=keys["reader"]) as socket:
        socket.raw.send(text)

        assert socket.close_code() == 4400


def test_subscriptions_and_connections_are_counted_by_who_has_them(
    address: str, keys: dict[str, str]
) -> None:
    given = {"x_api_key": keys["seer"]}
    with socket_to(address, **given) as one, socket_to(address, **given) as two:
        for name in ("1", "2"):
            one.subscribe(CHANGED, name, id="c01")
            one.data()
        two.subscribe(CHANGED, "3", id="c01")
        assert two.code() == "TOO_MANY_OPEN"
        with socket_to(address, begin=False, **given) as three:
            three.send(type="connection_init")
            assert three.close_code() == 4429
        one.send(type="complete", id="1")
        while not _has_place(two):
            time.sleep(0.01)
        with socket_to(address, x_api_key=keys["reader"]) as other:
            other.subscribe(CHANGED, id="c01")
            other.data()


def _has_place(socket: Socket) -> bool:
    socket.subscribe(CHANGED, "4", id="c01")
    return socket.next()["type"] == "next"


def test_a_trait_that_becomes_personal_tells_no_more(
    address: str, keys: dict[str, str], embedded_session: Store
) -> None:
    try:
        with (
            socket_to(address, x_api_key=keys["reader"]) as reader,
            socket_to(address, x_api_key=keys["seer"]) as seer,
        ):
            for socket, count in ((reader, None), (seer, 2)):  # so few are not counted for everybody
                socket.subscribe(BY_TRAIT)
                assert socket.data()["membersChanged"]["count"] == count
            time.sleep(SECONDS)
            embedded_session.run(writing(PERSONAL, "personal"), personal=True)
            embedded_session.run(writing(MOVED))

            [error] = reader.next()["payload"]["errors"]
            assert error["extensions"]["code"] == "FORBIDDEN"
            assert reader.next()["type"] == "complete"
            assert [each["customerId"] for each in seer.data()["membersChanged"]["left"]] == ["c02"]
    finally:
        embedded_session.run(writing(PERSONAL, "personal"), personal=False)


def test_a_key_that_is_revoked_hears_no_more(
    address: str, keys: dict[str, str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.gql.transport.hearing.RECHECK_SECONDS", 0.05)
    with socket_to(address, x_api_key=keys["leaver"]) as socket:
        socket.subscribe(CHANGED, id="c01")
        socket.data()
        _revoke(home, "leaver")
        told = socket.next()

    assert told["payload"]["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_an_open_connection_answers_nothing_to_a_key_that_is_revoked(
    address: str, keys: dict[str, str], home: Path
) -> None:
    with socket_to(address, x_api_key=keys["parted"]) as socket:
        _revoke(home, "parted")
        socket.subscribe("{ customers { totalCount } }")

        assert socket.code() == "UNAUTHENTICATED"


def _revoke(home: Path, name: str) -> None:
    kept = Keys(home)
    kept.revoke(next(key.id for key in kept.all() if key.name == name))


def test_a_connection_that_asks_nothing_is_closed(
    address: str, keys: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "IDLE_SECONDS", 0.1)
    with socket_to(address, x_api_key=keys["reader"]) as socket:
        assert socket.close_code() == 1000


def test_operations_that_are_not_in_the_file_are_not_run(embedded_session: Store, tmp_path: Path) -> None:
    settings = settings_of(embedded_session.endpoint, tmp_path).model_copy(
        update={"graphql_operations_only": True}
    )
    with serving(settings) as address, socket_to(address) as socket:
        socket.subscribe("{ customers { totalCount } }")

        assert socket.code() == "OPERATION_NOT_ALLOWED"


def test_events_are_kept_by_nobody_on_the_way(address: str, keys: dict[str, str]) -> None:
    with events_from(address, "{ customers { totalCount } }", key=keys["reader"]) as events:
        told = list(events)

    assert told == [("next", {"data": {"customers": {"totalCount": 12}}}), ("complete", None)]
