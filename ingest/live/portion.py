"""What becomes of a portion of the log: rows by table, each with how far in the log it reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from graph.entries import Origin, RecordVersion, Rejection
from graph.journal.appending.encode import event_columns, record_columns, rejection_columns
from graph.journal.suppressing.names import is_address, names_in, names_in_text, names_of, of_record
from graph.journal.tables.committing import Position
from graph.journal.tables.schema import TABLES
from graph.wal.reader import LOG
from ingest.live.delivery import Delivery
from ingest.live.log import PORTION_TABLES
from ingest.live.mapped import ParsedMessage
from ingest.live.memory import IdentityClaim
from ingest.live.messages import RefusedMessage
from ingest.rows.outcome import Outcome

_LONGEST_ROW = 10_000


@dataclass
class Portion:
    """What becomes of frames, by table, each row with the position behind its frame and its ingest; `news`
    are the records of which something is said that nobody said before of who they are."""

    end: int
    rows: dict[str, list[tuple[int, str, Any]]] = field(
        default_factory=lambda: {name: [] for name in PORTION_TABLES}
    )
    positions: dict[str, int] = field(default_factory=dict)
    messages: int = 0
    repeated: int = 0
    suppressed: int = 0
    news: set[str] = field(default_factory=set)

    def sizes(self) -> dict[str, int]:
        """How many rows there are of each table."""
        return {name: len(rows) for name, rows in self.rows.items()}

    def names(self, since: Mapping[str, int]) -> Iterator[str]:
        """By what those may be known whom the entries and rejections are about that came since."""
        for name, of_row in _NAMES.items():
            for *_, row in self.rows[name][since[name] :]:
                yield from of_row(row)

    def reached(self, table: str) -> list[Position]:
        """What a table's commit says that it reaches; topics go by the last one, of the messages."""
        of_topics = self.positions if table == "messages" else {}
        return [Position(LOG, self.end), *(Position(*it) for it in of_topics.items())]

    def table(self, name: str, reached: int) -> pa.Table | None:
        """The rows of a table that lie behind a position in the log; None where it needs none.

        The messages always get theirs, which may be empty: it closes the portion.
        """
        rows = [row for row in self.rows[name] if row[0] > reached]
        if not rows and name != "messages":
            return None
        columns = dict(_COLUMNS[name]([row for *_, row in rows]))
        columns["ingest_id"] = pa.array([ingest for _, ingest, _ in rows], pa.string())
        if name == "messages":
            columns["position"] = pa.array([end for end, *_ in rows], pa.int64())
        return pa.table(columns)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a portion that one delivery becomes; `end` is the position behind it."""

    portion: Portion
    end: int
    ingest: str
    delivery: Delivery

    def add(self, table: str, row: Any) -> None:
        """Put a row into a table."""
        self.portion.rows[table].append((self.end, self.ingest, row))

    def take_in(self, outcome: Outcome) -> None:
        """Put what a message became where it belongs."""
        for entry in outcome.entries:
            self.add("records" if isinstance(entry, RecordVersion) else "events", entry)
        for rejection in (*outcome.refused, *outcome.left_out):
            self.add("rejected", rejection)

    def origin(self, place: int) -> Origin:
        """Where the message at a place of the delivery comes from."""
        return Origin(self.delivery.path, self.delivery.first + place)

    def reject(self, refused: RefusedMessage) -> None:
        """Put a message, or a field of it, into quarantine."""
        self.add("rejected", self.rejection(refused))

    def rejection(self, refused: RefusedMessage) -> Rejection:
        """What goes into quarantine of a message, or of a field of it."""
        row = refused.body.decode("utf-8", "backslashreplace")[:_LONGEST_ROW]
        origin = self.origin(refused.place)
        return Rejection(self.delivery.source, origin, refused.field, "", refused.reason, row)


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message on its way into the journal."""

    read: ParsedMessage
    delivery: Delivery
    body: bytes


def _message_columns(rows: list[StoredMessage]) -> dict[str, pa.Array[Any]]:
    columns: dict[str, list[Any]] = {
        "source": [row.read.told.source for row in rows],
        "message_id": [row.read.told.message_id for row in rows],
        "type": [row.read.type for row in rows],
        "anonymous_id": [row.read.told.anonymous_id for row in rows],
        "user_id": [row.read.told.user_id for row in rows],
        "at": [row.read.told.at for row in rows],
        "timestamp": [
            row.read.body.get("timestamp") or row.read.body.get("originalTimestamp") for row in rows
        ],
        "sent_at": [row.read.body.get("sentAt") or row.delivery.sent_at for row in rows],
        "received_at": [row.delivery.received_at for row in rows],
        "body": [row.body.decode() for row in rows],
    }
    schema = TABLES["messages"]
    return {name: pa.array(values, schema.field(name).type) for name, values in columns.items()}


def names_of_sender(told: IdentityClaim, body: bytes) -> Iterator[str]:
    """By what the sender of a message may be known, whatever the mapping makes of it."""
    for id_ in filter(None, (told.user_id, told.anonymous_id)):
        yield of_record(f"{told.source}:{id_}")
    yield from filter(is_address, names_in_text(body.decode()))


_NAMES: dict[str, Callable[[Any], Iterator[str]]] = {
    "records": names_of,
    "events": names_of,
    "rejected": names_in,
}
_COLUMNS: dict[str, Callable[[Any], Mapping[str, Any]]] = {
    "records": record_columns,
    "events": event_columns,
    "rejected": rejection_columns,
    "messages": _message_columns,
}
