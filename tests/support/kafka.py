"""Brokers that librdkafka makes within this process, and what produces to them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from confluent_kafka import Producer

_SECONDS = 20.0


@dataclass
class Broker:
    """One broker, with a client that produces; topics are made as they are named, with four partitions."""

    producer: Producer
    address: str

    def put(self, topic: str, *values: Any, key: str | None = None, partition: int = 0) -> None:
        """Messages in their order: bytes as they are, None as a tombstone, everything else as JSON."""
        for value in values:
            content = value if value is None or isinstance(value, bytes) else json.dumps(value).encode()
            self.producer.produce(topic, content, key, partition)
        assert self.producer.flush(_SECONDS) == 0

    def make(self, topic: str) -> None:
        """Make a topic, empty."""
        self.producer.list_topics(topic, timeout=_SECONDS)


@contextmanager
def broker() -> Iterator[Broker]:
    """A broker for as long as the block lasts."""
    settings: dict[str, Any] = {"test.mock.num.brokers": 1, "log_level": 0, "allow.auto.create.topics": True}
    producer = Producer(settings)
    [one] = producer.list_topics(timeout=_SECONDS).brokers.values()
    yield Broker(producer, f"{one.host}:{one.port}")
