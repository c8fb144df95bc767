"""A broker for the tests of a module, and a shop that reads from it into a journal of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from graph.journal import Journal
from graph.settings import Settings
from ingest.kafka.consuming import ConsumeOptions, Consumption, consumption
from ingest.kafka.rows import PortionCounts
from ingest.mapping_files.loader import load_mapping
from tests.ingest.support import write
from tests.support.kafka import Broker, broker

_NUMBERS = count()

MAPPING = """
    source: shop
    files:
      - kafka: {{bootstrap: "{address}", topic: {topic}, key: nr, max_bytes: 100000}}
        rows:
          - kind: customer
            fields: {{source_id: nr, full_name: name, email: mail, observed_at: _timestamp}}
          - kind: order
            when: {{order: "*"}}
            fields: {{source_id: nr, number: order, ordered_at: at, total: total}}
"""


@pytest.fixture(scope="module")
def kafka() -> Iterator[Broker]:
    """A broker."""
    with broker() as found:
        yield found


@dataclass
class Shop:
    """A topic of its own on the broker, and the journal of its source."""

    folder: Path
    kafka: Broker
    topic: str
    mapping: str = MAPPING

    def __post_init__(self) -> None:
        self.settings = Settings(home=self.folder / "home")
        self.journal = Journal.open(self.settings)
        self.path = write(
            self.folder / "shop.yaml", self.mapping.format(address=self.kafka.address, topic=self.topic)
        )

    def put(self, *values: Any, key: str | None = None, partition: int = 0) -> None:
        self.kafka.put(self.topic, *values, key=key, partition=partition)

    def opened(self, how: ConsumeOptions | None = None) -> Any:
        journal = Journal.open(self.settings)  # of another process
        return consumption(load_mapping(self.path), journal, self.settings, how or ConsumeOptions())

    def read(self, how: ConsumeOptions | None = None) -> PortionCounts:
        """Read all that is there."""
        with self.opened(how) as topics:
            return read_all(topics)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the journal has, opened anew."""
        views = ("records", "events", "rejected", "stored_records", "stored_events", "stored_messages")
        with closing(Journal.open(self.settings).connect(views=views)) as connection:
            return connection.execute(sql).fetchall()

    @property
    def names(self) -> list[str]:
        return [name for (name,) in self.rows("SELECT full_name FROM records ORDER BY source_id")]


def read_all(topics: Consumption) -> PortionCounts:
    """What is brought until all is read that was there at the beginning."""
    total = PortionCounts()
    while not topics.done:
        total += topics.portion()
    return total


@pytest.fixture
def shop(kafka: Broker, tmp_path: Path) -> Shop:
    """An empty topic."""
    found = Shop(tmp_path, kafka, f"orders-{next(_NUMBERS)}")
    kafka.make(found.topic)
    return found


def person(nr: int, **more: Any) -> dict[str, Any]:
    """A row."""
    return {"nr": nr, "name": f"Anna Alt{nr:02}", "mail": f"anna{nr}@mail.de", **more}
