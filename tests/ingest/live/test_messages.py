"""Which messages are taken, and when what they tell happened."""

from datetime import timedelta
from typing import Any

import pytest

from graph.policy.write_keys import WriteKey
from ingest.live.messages import RefusedMessage
from ingest.live.times import event_time, moment
from tests.support.messages import BROWSER, NOW, SERVER, decided

TRACK: dict[str, Any] = {"type": "track", "event": "x", "userId": "1"}


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ({**TRACK, "userId": None}, "userId"),
        ({**TRACK, "userId": " ", "anonymousId": ""}, "userId"),
        ({**TRACK, "event": None}, "event"),
        ({**TRACK, "type": "tracks"}, "type"),
        ({**TRACK, "userId": "x" * 301}, "userId"),
        ({**TRACK, "messageId": "x" * 101}, "messageId"),
        ({**TRACK, "timestamp": "yesterday"}, "timestamp"),
        ({**TRACK, "properties": [1]}, ""),
        ({**TRACK, "properties": {"long": "x" * 32_000}}, ""),
        ({"type": "alias", "userId": "1"}, "previousId"),
        ({"type": "group", "userId": "1"}, "groupId"),
    ],
)
def test_what_is_wrong_is_named(message: dict[str, Any], field: str) -> None:
    found = decided(message)

    assert isinstance(found, RefusedMessage)
    assert found.field == field


@pytest.mark.parametrize("key", [SERVER, BROWSER])
def test_a_browser_neither_joins_users_nor_tells_of_the_past(key: WriteKey) -> None:
    alias = {"type": "alias", "userId": "1", "previousId": "2"}
    past = {**TRACK, "timestamp": "2026-04-20T12:00:00Z"}

    for message in (alias, past):
        assert isinstance(decided(message, key), RefusedMessage) == key.browser
    assert not isinstance(decided({**TRACK, "timestamp": "2026-05-01T02:00:00Z"}, key), RefusedMessage)


def test_a_write_key_within_a_message_is_not_kept() -> None:
    kept = decided({**TRACK, "writeKey": "ckgw_secret-1"})
    refused = decided({**TRACK, "event": None, "writeKey": "ckgw_secret-1"})

    assert b"secret" not in kept.body + refused.body


@pytest.mark.parametrize(
    ("stated", "sent", "happened"),
    [
        (-600, -10, -600),  # ten seconds on the way say nothing of the clock
        (-600, 300, -900),  # a clock five minutes ahead
        (-600, -3600, 3000),  # an hour behind
        (-600, -8 * 86400, -600),  # sent a week ago, and again now
        (-600, None, -600),
        (None, -3600, 0),
    ],
)
def test_the_sender_s_clock_is_put_right_where_it_is_wrong(
    stated: int | None, sent: int | None, happened: int
) -> None:
    def at(seconds: int) -> Any:
        return NOW + timedelta(seconds=seconds)

    found = event_time(None if stated is None else at(stated), None if sent is None else at(sent), NOW)

    assert found == at(happened)


def test_times_without_a_zone_are_in_utc() -> None:
    assert moment("2026-05-01T12:00:00") == NOW == moment("2026-05-01T14:00:00+02:00")
    assert moment("0001-01-01T00:00:00+14:00") is None
