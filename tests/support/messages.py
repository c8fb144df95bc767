"""Messages in Segment's format, and what takes them into a journal without a server."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from graph.journal import Journal
from graph.policy.write_keys import WriteKey
from graph.settings import Settings
from graph.wal import Appender
from ingest.live.delivery import Delivery, packed
from ingest.live.drain import Drain, DrainedPortion
from ingest.live.log import log_folder
from ingest.live.messages import AcceptedMessage, RefusedMessage, RequestTerms, taken

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SERVER = WriteKey(id="1", source="web", browser=False, origins=(), hash="", created_at="")
BROWSER = WriteKey(
    id="2", source="web", browser=True, origins=("https://shop.example",), hash="", created_at=""
)


def decided(
    message: dict[str, Any], key: WriteKey = SERVER, sent_at: str | None = None
) -> AcceptedMessage | RefusedMessage:
    """Whether a message is taken."""
    return taken(json.dumps(message).encode(), 0, RequestTerms(key, NOW, sent_at, 32_000))


_IDS = count()


def message(type_: str, **said: Any) -> dict[str, Any]:
    """A message of a type with an id of its own, an hour before NOW."""
    return {"type": type_, "messageId": f"m{next(_IDS)}", "timestamp": "2026-05-01T11:00:00Z", **said}


def four_messages() -> list[dict[str, Any]]:
    """Messages of a device that two users sign in on, the second of whom the other's order follows; of the
    order the total is no number."""
    return [
        message("page", anonymousId="a", properties={"category": "Shoes"}),
        message("identify", anonymousId="a", userId="u1", traits={"email": "anna@kranich.example"}),
        message("page", anonymousId="a", userId="u2"),
        message("track", userId="u1", event="Order Completed", properties={"order_id": "9", "total": "x"}),
    ]


@dataclass
class Line:
    """A log and the journal behind it."""

    settings: Settings
    journal: Journal

    @classmethod
    def at(cls, home: Path) -> Line:
        """An empty one."""
        settings = Settings(home=home)
        return cls(settings, Journal.open(settings))

    def put(
        self, *messages: dict[str, Any], context: dict[str, Any] | None = None, source: str = "web"
    ) -> None:
        """Put messages into the log, as one request."""
        found = [decided(message) for message in messages]
        good = [each for each in found if isinstance(each, AcceptedMessage)]
        bad = [each for each in found if isinstance(each, RefusedMessage)]
        delivery = Delivery(source, NOW.timestamp(), None, context, good, bad, "/v1/batch")
        Appender(log_folder(self.settings.home)).append([packed(delivery)])

    def drain(self) -> DrainedPortion:
        """Bring all of it into the journal; what the last portion was."""
        with closing(Drain(self.journal, self.settings)) as drain:
            last = DrainedPortion()
            while drain.waiting():
                last = drain.portion()
            return last

    def catch_up(self) -> None:
        """Let what is known of messages follow the journal, as an undo does."""
        with closing(Drain(self.journal, self.settings)) as drain:
            drain.catch_up()

    def send(self, *messages: dict[str, Any], context: dict[str, Any] | None = None) -> DrainedPortion:
        """Both."""
        self.put(*messages, context=context)
        return self.drain()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the journal has."""
        views = (
            "records",
            "events",
            "identifiers",
            "orders",
            "rejected",
            "stored_messages",
            "stored_events",
            "stored_records",
        )
        with closing(self.journal.connect(views=views)) as connection:
            return connection.execute(sql).fetchall()


def kept_in_mind(line: Line) -> set[tuple[Any, ...]]:
    """What is on the disk of the messages that came."""
    with closing(sqlite3.connect(line.settings.home / "waiting" / "memory.sqlite")) as database:
        tables = [database.execute(f"SELECT * FROM {table}") for table in ("seen", "visits", "traits")]  # noqa: S608 - names of our own
        return {row for rows in tables for row in rows}
