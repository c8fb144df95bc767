"""What one request, or one message of a topic, brought, as the write-ahead log keeps it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from ingest.live.messages import AcceptedMessage, RefusedMessage


class Delivery(msgspec.Struct, array_like=True):
    """The messages of a request, in their order; `context` is what they have in common.

    `path` and the number of the `first` message are where it came from. A topic gives a single message an
    `id` that tells it from all others, and `positions` that are reached with this delivery, by name.
    """

    source: str
    received: float
    sent_at: str | None
    context: dict[str, Any] | None
    taken: list[AcceptedMessage]
    refused: list[RefusedMessage]
    path: str
    first: int = 1
    id: str = ""
    positions: dict[str, int] = msgspec.field(default_factory=dict)

    @property
    def received_at(self) -> datetime:
        """When it came."""
        return datetime.fromtimestamp(self.received, UTC)


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Delivery)


def packed(delivery: Delivery) -> bytes:
    """The delivery as bytes."""
    return _ENCODER.encode(delivery)


def unpacked(payload: bytes) -> Delivery:
    """The delivery that `packed` made."""
    return _DECODER.decode(payload)
