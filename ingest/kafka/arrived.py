"""What comes out of a topic, whatever client reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class Partition(NamedTuple):
    """A partition of a topic."""

    topic: str
    number: int

    @property
    def shown(self) -> str:
        """What it is called in messages, and as the file that entries come from."""
        return f"topic {self.topic}:{self.number}"


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """A message: where it stood, its key, its value (none for a tombstone), and the time that Kafka tells."""

    partition: Partition
    offset: int
    key: bytes | None
    value: bytes | None
    at: datetime
