"""What is known of messages that came before: which there were, who was whom, and what they said of whom.

It is on disk, read a row at a time; it is made from the journal's messages and can be made from them again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

from graph.errors import JournalError
from graph.files.disk import writing
from graph.journal.tables.order import BELIEVED
from ingest.live.traits import Traits, added, bounded, unpacked

_SCHEMA = """
CREATE TABLE IF NOT EXISTS seen (message BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS visits (
    visitor BLOB, since REAL, user BLOB, number INTEGER, PRIMARY KEY (visitor, since)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS traits (record BLOB PRIMARY KEY, last INTEGER, stated BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reached (
    one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER, withdrawals INTEGER, journal TEXT
);
"""
_TABLES = ("seen", "visits", "traits", "reached")
_LAYOUT = 3
"""Another one is begun anew."""
_PATIENCE_SECONDS = 60.0
_ALWAYS = float("-inf")
_EPOCH, _TICK = datetime.fromtimestamp(0, UTC), timedelta(microseconds=1)
_NEVER = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // _TICK
"""In ticks, as the times of versions."""


@dataclass(frozen=True, slots=True)
class IdentityClaim:
    """What a message says about who is who; `traits` are those that one of type identify states."""

    source: str
    message_id: str
    anonymous_id: str | None
    user_id: str | None
    at: datetime
    received_at: datetime
    traits: Mapping[str, Any] | None = None

    def visitor(self, number: int) -> str | None:
        """The anonymous id, of one who is not the first to use it with their number."""
        first = number == 1 or not self.anonymous_id
        return self.anonymous_id if first else f"{self.anonymous_id}#{number}"

    def record(self, number: int) -> str | None:
        """The key of the record that it is about: the user's, else the visitor's."""
        return self.user_id or self.visitor(number)

    @property
    def stated_at(self) -> datetime:
        """When it was said, by a clock that can be believed: else when it was received."""
        return self.at if self.at <= self.received_at + BELIEVED else self.received_at

    def known_at(self, since: float, now: float) -> float:
        """Since when something is so that was known before this message came, in seconds: as it was dated, or
        `now` where that is still to come, as a clock was wrong then."""
        return since if since <= (self.received_at + BELIEVED).timestamp() else now


class Memory:
    """Messages and visitors up to a position in the log; nothing counts that is not kept by `keep`."""

    def __init__(self, path: Path) -> None:
        """A damaged file is begun anew."""
        self._path = path
        with told_failures(path):
            try:
                self._database = _opened(path)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                for file in path.parent.glob(f"{path.name}*"):
                    file.unlink()
                self._database = _opened(path)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def reached(self, journal: str) -> tuple[int, int]:
        """Up to where in the log it knows, and of how many withdrawals; 0 where it is of another journal."""
        query = "SELECT position, withdrawals FROM reached WHERE journal = ?"
        found = self._database.execute(query, (journal,)).fetchone()
        return found or (0, 0)

    def forget(self, tables: Iterable[str] = _TABLES) -> None:
        """Know nothing any more."""
        for table in tables:
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own

    def forget_people(self) -> None:
        """Know nothing any more of who was whom, and what was said of whom."""
        self.forget(("visits", "traits"))

    def shrink(self) -> None:
        """Write the file anew, without what was forgotten."""
        with told_failures(self._path):
            self._database.execute("VACUUM")
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def learning(self, journal: str, position: int, withdrawals: int) -> Iterator[None]:
        """What is taken in meanwhile counts, up to the position and without what was taken back by so many
        withdrawals, if nothing goes wrong."""
        self._database.execute("BEGIN")
        try:
            yield
            kept = (position, withdrawals, journal)
            self._database.execute("INSERT OR REPLACE INTO reached VALUES (1, ?, ?, ?)", kept)
            self._database.execute("COMMIT")
        except BaseException:
            self._database.execute("ROLLBACK")
            raise

    def mark(self) -> None:
        """While learning, remember what is known now."""
        self._database.execute("SAVEPOINT mark")

    def back_to_mark(self) -> None:
        """Know what was known at the mark, and nothing else."""
        self._database.execute("ROLLBACK TO mark")

    def is_new(self, source: str, message_id: str) -> bool:
        """Whether a message of a source was never seen; it is, from now on."""
        added = self._database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (_key(source, message_id),))
        return added.rowcount > 0

    def visitor(self, told: IdentityClaim) -> int:
        """Which of the people that used one anonymous id a message is of, from 1.

        The first known user is the first, with all that the visitor did before. From the message on by which
        another user becomes known under the id, what is done under it is theirs.
        """
        if told.anonymous_id is None:
            return 1
        visitor, at = _key(told.source, told.anonymous_id), told.stated_at.timestamp()
        found = self._database.execute(
            "SELECT since, user, number FROM visits WHERE visitor = ? ORDER BY since", (visitor,)
        )
        visits = [(told.known_at(since, at), user, number) for since, user, number in found]
        now = next((visit for visit in reversed(visits) if visit[0] <= at), None)
        if told.user_id is None:
            return int(now[2]) if now else 1
        user = _key(told.source, told.user_id)
        if now and now[1] == user:
            return int(now[2])
        known = next((number for _, one, number in visits if one == user), None)
        number = known or max((number for *_, number in visits), default=0) + 1
        since = at if visits else _ALWAYS
        self._database.execute(
            "INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?)", (visitor, since, user, number)
        )
        return int(number)

    def traits(self, told: IdentityClaim, number: int) -> Traits:
        """What is known of the traits of whom a message is about, with what it states: of each what was said
        last, which is null where that takes it back. Of traits that it leaves out a message says nothing.

        Its time is that of the message, but after those of all that came before it: versions of a record that
        have one time fill each other's gaps.
        """
        record = _key(told.source, told.record(number) or "", "traits")
        found = self._database.execute(
            "SELECT last, stated FROM traits WHERE record = ?", (record,)
        ).fetchone()
        last, kept = found or (_NEVER, b"{}")
        seconds = told.stated_at.timestamp()
        known = {name: (told.known_at(since, seconds), it) for name, (since, it) in unpacked(kept).items()}
        if told.traits:
            known, kept = bounded(added(known, told.traits, seconds))
        now, limit = ((it - _EPOCH) // _TICK for it in (told.stated_at, told.received_at + BELIEVED))
        at = now if last > limit else max(now, last + 1)
        self._database.execute("INSERT OR REPLACE INTO traits VALUES (?, ?, ?)", (record, at, kept))
        return Traits.of(known, _EPOCH + at * _TICK, len(kept))

    def date(self, source: str, record: str, at: datetime) -> None:
        """Let what is known next of the traits of a record be of a later time."""
        given = (at - _EPOCH) // _TICK, _key(source, record, "traits")
        self._database.execute("UPDATE traits SET last = max(last, ?) WHERE record = ?", given)

    def take_in(self, messages: Iterable[IdentityClaim]) -> None:
        """Learn of messages that are in the journal, in their order."""
        for told in messages:
            if self.is_new(told.source, told.message_id):
                self.take_in_people((told,))

    def take_in_people(self, messages: Iterable[IdentityClaim]) -> None:
        """Learn once more who was whom, and what messages say of whom."""
        for told in messages:
            number = self.visitor(told)
            if told.traits is not None and told.record(number):
                self.traits(told, number)


@contextmanager
def told_failures(path: Path) -> Iterator[None]:
    """Raise what SQLite refuses inside as a JournalError, and what the disk of its file refuses as a
    DiskError."""
    try:
        with writing(path):
            yield
    except sqlite3.Error as error:
        raise JournalError(
            f"What is known of earlier messages cannot be read or kept ({error}).",
            "Check free space and rights of the home folder. While nothing runs, waiting/memory.sqlite may be"
            " deleted: it is made again from the journal.",
        ) from error


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    if database.execute("PRAGMA user_version").fetchone() != (_LAYOUT,):
        dropped = "".join(f"DROP TABLE IF EXISTS {table};" for table in _TABLES)
        database.executescript(f"BEGIN;{dropped}{_SCHEMA}PRAGMA user_version = {_LAYOUT};COMMIT;")
    return database


def _key(*parts: str) -> bytes:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
