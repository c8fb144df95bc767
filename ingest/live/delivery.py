"""What one request brought, as the write-ahead log keeps it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from ingest.live.messages import Refused, Taken


class Delivery(msgspec.Struct, array_like=True):
    """The messages of a request, in their order; `context` is what they have in common."""

    source: str
    received: float
    sent_at: str | None
    context: dict[str, Any] | None
    taken: list[Taken]
    refused: list[Refused]
    path: str

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
