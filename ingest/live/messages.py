"""Messages in Segment's format: what is taken, and why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from graph.placeholders.listed import placeholders
from graph.policy.write_keys import PREFIX, WriteKey
from ingest.cleaning.texts import is_empty, tidy
from ingest.live.times import event_time, moment

TYPES = ("identify", "track", "page", "screen", "group", "alias")
BACKDATED = timedelta(days=1)
"""By how much a browser may be late with what it tells."""
LONGEST_ID = 300
"""Letters of a user's, visitor's or group's id."""
LONGEST_MESSAGE_ID = 100

Id = str | int | None


class Message(msgspec.Struct, rename="camel"):
    """What a message has to say of itself; everything else is for the mapping."""

    type: str | None = None
    message_id: str | None = None
    user_id: Id = None
    anonymous_id: Id = None
    previous_id: Id = None
    group_id: Id = None
    event: str | None = None
    timestamp: str | None = None
    original_timestamp: str | None = None
    sent_at: str | None = None
    traits: dict[str, Any] | None = None
    properties: dict[str, Any] | None = None
    context: dict[str, Any] | None = None


class Batch(msgspec.Struct, rename="camel"):
    """The body of a request with several messages; each stays as it was sent."""

    batch: list[msgspec.Raw]
    sent_at: str | None = None
    write_key: str | None = None
    context: dict[str, Any] | None = None


class Keyed(msgspec.Struct, rename="camel"):
    """The part of any body that may name the write key."""

    write_key: str | None = None


class AcceptedMessage(NamedTuple):
    """A message as it is kept until it is mapped: its type and its JSON."""

    type: str
    body: bytes


class RefusedMessage(NamedTuple):
    """A message that is not taken: its place in the request, from 0, its id, and what is wrong where."""

    place: int
    message_id: str | None
    field: str
    reason: str
    body: bytes


@dataclass(frozen=True, slots=True)
class RequestTerms:
    """What a request says for all its messages, and how large one may be."""

    key: WriteKey
    received_at: datetime
    sent_at: str | None
    longest: int


def taken(
    raw: bytes, place: int, terms: RequestTerms, type_: str | None = None
) -> AcceptedMessage | RefusedMessage:
    """The message in a piece of JSON, or why it is not taken; `type_` is known from the address."""

    def refused(field: str, reason: str, id_: str | None = None) -> RefusedMessage:
        return RefusedMessage(place, id_, field, reason, _SECRET.sub(b"", raw))

    if len(raw) > terms.longest:
        return refused("", f"is larger than {terms.longest} bytes")
    try:
        message = _MESSAGE.decode(raw)
    except msgspec.ValidationError as error:
        return refused("", f"is not as messages are: {error}")
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return refused("", "is no JSON object that can be read")
    kind = type_ or (message.type or "").lower()
    wrong = _wrong(kind, message) or _not_allowed(kind, message, terms)
    if wrong:
        return refused(*wrong, (message.message_id or "")[:LONGEST_MESSAGE_ID] or None)
    return AcceptedMessage(kind, _without_key(raw))


_SECRET = re.compile(rb"%s[\w-]+" % PREFIX.encode())
_MESSAGE = msgspec.json.Decoder(Message)
_Wrong = tuple[str, str] | None


def _wrong(kind: str, message: Message) -> _Wrong:
    """The field that is wrong and what is wrong with it, whoever sent the message."""
    if kind not in TYPES:
        return "type", f"must be one of {', '.join(TYPES)}"
    ids = {
        "userId": message.user_id,
        "anonymousId": message.anonymous_id,
        "previousId": message.previous_id,
        "groupId": message.group_id,
    }
    return _too_long(ids, message.message_id) or _missing(kind, ids, message) or _no_time(message)


def _too_long(ids: Mapping[str, Id], message_id: str | None) -> _Wrong:
    for name, id_ in ids.items():
        if len(str(id_ or "")) > LONGEST_ID:
            return name, f"is longer than {LONGEST_ID} characters"
    if len(message_id or "") > LONGEST_MESSAGE_ID:
        return "messageId", f"is longer than {LONGEST_MESSAGE_ID} characters"
    return None


def _missing(kind: str, ids: Mapping[str, Id], message: Message) -> _Wrong:
    for name in _NEEDED.get(kind, ()):
        if named(ids[name]) is None:
            return name, f"is missing in a message of type {kind}"
    if named(ids["userId"]) is None and named(ids["anonymousId"]) is None:
        return "userId", "and anonymousId are both missing, or name nobody"
    if kind == "track" and not (message.event or "").strip():
        return "event", "is missing in a message of type track"
    return None


def _no_time(message: Message) -> _Wrong:
    for name, text in (("timestamp", _stated(message)), ("sentAt", message.sent_at)):
        if text is not None and moment(text) is None:
            return name, "is no time as ISO 8601 has it"
    return None


_NEEDED = {"alias": ("userId", "previousId"), "group": ("groupId",)}


def named(id_: Id) -> str | None:
    """An id as text; None where it is one of nobody, as programs send it that have none: `undefined`, `0`."""
    text = "" if id_ is None else str(id_).strip()
    return None if is_empty(tidy(text)) or text in placeholders("key") else text


def _stated(message: Message) -> str | None:
    return message.timestamp or message.original_timestamp


def _not_allowed(kind: str, message: Message, terms: RequestTerms) -> _Wrong:
    """What the key does not allow: browser keys can be read by everybody."""
    if not terms.key.browser:
        return None
    if kind == "alias":
        return "type", "alias needs a server key: browsers may not say that two users are one"
    sent = message.sent_at or terms.sent_at
    at = event_time(moment(_stated(message)), moment(sent), terms.received_at)
    if at < terms.received_at - BACKDATED:
        return "timestamp", "lies more than a day back; to tell of the past needs a server key"
    return None


def _without_key(raw: bytes) -> bytes:
    """The message without the write key that some clients put into each: it is kept as a hash alone."""
    if b'"writeKey"' not in raw:
        return bytes(raw)
    message: dict[str, Any] = msgspec.json.decode(raw)
    message.pop("writeKey", None)
    return msgspec.json.encode(message)


def received_now() -> datetime:
    """The time of receipt."""
    return datetime.now(UTC)
