"""Messages over HTTP: the answers that clients understand, and who may say what."""

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from httpx import ASGITransport, AsyncClient, Response

from api.app import create_app
from api.intake import door, group_commit
from graph.journal import Journal
from graph.policy.write_keys import WriteKeys
from graph.settings import Settings
from graph.wal import Appender
from ingest.live.drain import Drain
from ingest.live.log import log_folder
from tests.support.disk import small_files

SITE = "https://shop.example"
TRACK: dict[str, Any] = {"type": "track", "event": "x", "userId": "anna", "messageId": "m-1"}
Send = Callable[..., Response]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def keys(settings: Settings) -> dict[str, str]:
    kept = WriteKeys(settings.home)
    made = {"server": kept.add("shop")[1], "browser": kept.add("shop", [SITE])[1]}
    revoked, made["revoked"] = kept.add("shop")
    kept.revoke(revoked.id)
    return made


@pytest.fixture
def send(settings: Settings) -> Iterator[Send]:
    """Posts to the application, whose store is never asked."""
    client = AsyncClient(transport=ASGITransport(create_app(settings)), base_url="http://localhost")
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(client):

        async def request(path: str, body: Any = b"", method: str = "POST", **options: Any) -> Response:
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            return await client.request(method, f"/v1/{path}", content=content, **options)

        def send(*arguments: Any, **options: Any) -> Response:
            return portal.call(lambda: request(*arguments, **options))

        yield send


def stored(settings: Settings) -> list[tuple[Any, ...]]:
    journal = Journal.open(settings)
    with closing(Drain(journal, settings)) as drain:
        drain.portion()
    with closing(journal.connect(views=("stored_messages",))) as connection:
        return connection.execute("SELECT message_id FROM stored_messages ORDER BY ALL").fetchall()


def test_the_key_may_come_in_each_of_the_usual_ways(
    send: Send, keys: dict[str, str], settings: Settings
) -> None:
    ways: list[dict[str, Any]] = [
        {"auth": (keys["server"], "")},
        {"headers": {"authorization": f"Bearer {keys['server']}"}},
    ]
    for number, way in enumerate(ways):
        assert send("track", TRACK | {"messageId": f"m-{number}"}, **way).json()["accepted"] == 1
    in_body = {"batch": [TRACK | {"messageId": "m-8"}], "writeKey": keys["server"]}
    packed = gzip.compress(json.dumps(in_body).encode())
    headers = {"content-encoding": "gzip", "content-type": "application/x-www-form-urlencoded"}
    assert send("batch", packed, headers=headers).status_code == 200

    assert stored(settings) == [("m-0",), ("m-1",), ("m-8",)]


@pytest.mark.parametrize(
    ("path", "body", "key", "status"),
    [
        ("track", TRACK, "unknown", 401),
        ("track", TRACK, "revoked", 404),
        ("tracks", TRACK, "server", 404),
        ("track", b"{", "server", 400),
        ("track", {"event": "x"}, "server", 400),
        ("batch", b"[]", "server", 400),
        ("batch", {"batch": {}}, "server", 400),
        ("batch", b"[" * 5_000, "server", 400),
        ("track", {**TRACK, "properties": {"long": "x" * 40_000}}, "server", 413),
        ("batch", b" " * 500_500, "server", 413),
        ("batch", b" " * 600_000, "server", 413),
        ("batch", {"batch": []}, "server", 200),
    ],
)
def test_errors_have_a_status_and_what_clients_read(
    send: Send, keys: dict[str, str], path: str, body: Any, key: str, status: int
) -> None:
    answer = send(path, body, auth=(keys.get(key, "ckgw_unknown"), ""))

    assert answer.status_code == status
    assert status == 200 or {"code", "message"} <= set(answer.json())


def test_refused_messages_are_told_one_by_one_and_kept(
    send: Send, keys: dict[str, str], settings: Settings
) -> None:
    bad = {"type": "track", "userId": "anna", "messageId": "m-bad"}
    answer = send("batch", {"batch": [bad, TRACK, 5]}, auth=(keys["server"], ""))

    assert answer.status_code == 200
    assert [(it["index"], it["messageId"], it["field"]) for it in answer.json()["refused"]] == [
        (0, "m-bad", "event"),
        (2, None, ""),
    ]
    assert stored(settings) == [("m-1",)]
    kept = list(Journal.open(settings).in_quarantine())
    assert [(it.file, it.line, it.field) for it in kept] == [("/v1/batch", 1, "event"), ("/v1/batch", 3, "")]


def test_a_browser_s_key_counts_on_its_pages_alone(send: Send, keys: dict[str, str]) -> None:
    """As text, as a beacon sends it, and with the question that a browser asks before."""
    body = {**TRACK, "writeKey": keys["browser"]}
    headers = {"content-type": "text/plain;charset=UTF-8"}

    taken = send("track", body, headers={**headers, "origin": SITE})
    assert (taken.status_code, taken.headers["access-control-allow-origin"]) == (200, SITE)
    assert taken.headers["access-control-expose-headers"] == "Retry-After"  # which scripts do not see else
    for origin in ({"origin": "https://evil.example"}, {"origin": "null"}, {}):
        refused = send("track", body, headers={**headers, **origin})
        assert refused.status_code == 403
        assert "access-control-allow-origin" not in refused.headers
    alias = send("alias", {"userId": "a", "previousId": "b", **body}, headers={"origin": SITE})
    assert alias.status_code == 400
    asked = send("batch", method="OPTIONS", headers={"origin": SITE})
    assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (204, SITE)


def test_a_full_disk_is_told_and_acknowledges_nothing(
    send: Send, keys: dict[str, str], settings: Settings
) -> None:
    assert send("track", TRACK, auth=(keys["server"], "")).status_code == 200
    with small_files(1_000):
        answer = send("track", {**TRACK, "messageId": "m-2", "x": "y" * 2_000}, auth=(keys["server"], ""))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")

    assert send("track", {**TRACK, "messageId": "m-3"}, auth=(keys["server"], "")).status_code == 200
    assert stored(settings) == [("m-1",), ("m-3",)]


def test_too_much_is_put_off(
    send: Send, keys: dict[str, str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before memory grows, and before the disk is full of what waits."""
    monkeypatch.setattr(door, "LOOK_SECONDS", -1.0)
    with monkeypatch.context() as patch:
        patch.setattr(group_commit, "WAITING_BYTES", 10)
        assert send("track", TRACK, auth=(keys["server"], "")).status_code == 429
    Appender(log_folder(settings.home)).append([b"x" * 1_000_001])
    monkeypatch.setattr(settings, "intake_waiting_bytes", 1_000_000)
    answer = send("track", TRACK, auth=(keys["server"], ""))

    assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")


def test_a_key_sends_as_much_as_it_may(settings: Settings, send: Send) -> None:
    """A batch counts with its messages; what is refused is not counted, and other keys do not feel it."""
    kept = WriteKeys(settings.home)
    slow, other = (kept.add("shop", rate=rate)[1] for rate in (3, None))

    def batch(key: str, count: int) -> Response:
        return send(
            "batch", {"batch": [TRACK | {"messageId": f"{key}{n}"} for n in range(count)]}, auth=(key, "")
        )

    assert [batch(slow, count).status_code for count in (2, 2, 1, 1)] == [200, 429, 200, 429]
    assert 1 <= int(batch(slow, 1).headers["retry-after"]) <= 60
    assert batch(other, 50).status_code == 200
