"""What is known of messages that came before: which there were, and who was whom.

It is on disk, read a row at a time; it is made from the journal's messages and can be made from them again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from graph.disk import writing
from graph.errors import JournalError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS seen (message BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS visits (
    visitor BLOB, since REAL, user BLOB, number INTEGER, PRIMARY KEY (visitor, since)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reached (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER, journal TEXT);
"""
_PATIENCE_SECONDS = 60.0
_ALWAYS = float("-inf")


@dataclass(frozen=True, slots=True)
class Told:
    """What a message says about who is who."""

    source: str
    message_id: str
    anonymous_id: str | None
    user_id: str | None
    at: datetime


class Memory:
    """Messages and visitors up to a position in the log; nothing counts that is not kept by `keep`."""

    def __init__(self, path: Path) -> None:
        """A damaged file is begun anew."""
        with writing(path), told_failures():
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

    def position(self, journal: str) -> int:
        """Up to where in the log it knows; 0 where it is of another journal."""
        found = self._database.execute(
            "SELECT position FROM reached WHERE journal = ?", (journal,)
        ).fetchone()
        return int(found[0]) if found else 0

    def forget(self) -> None:
        """Know nothing any more."""
        for table in ("seen", "visits", "reached"):
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own

    def shrink(self) -> None:
        """Write the file anew, without what was forgotten."""
        with told_failures():
            self._database.execute("VACUUM")
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def learning(self, journal: str, position: int) -> Iterator[None]:
        """What is taken in meanwhile counts, up to the position, if nothing goes wrong."""
        self._database.execute("BEGIN")
        try:
            yield
            kept = (position, journal)
            self._database.execute("INSERT OR REPLACE INTO reached VALUES (1, ?, ?)", kept)
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

    def visitor(self, told: Told) -> int:
        """Which of the people that used one anonymous id a message is of, from 1.

        The first known user is the first, with all that the visitor did before. From the message on by which
        another user becomes known under the id, what is done under it is theirs.
        """
        if told.anonymous_id is None:
            return 1
        visitor, at = _key(told.source, told.anonymous_id), told.at.timestamp()
        visits = self._database.execute(
            "SELECT since, user, number FROM visits WHERE visitor = ? ORDER BY since", (visitor,)
        ).fetchall()
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

    def take_in(self, messages: Iterable[Told]) -> None:
        """Learn of messages that are in the journal, in their order."""
        for told in messages:
            if self.is_new(told.source, told.message_id):
                self.visitor(told)


@contextmanager
def told_failures() -> Iterator[None]:
    """Raise what SQLite refuses inside as a JournalError."""
    try:
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
    database.executescript(_SCHEMA)
    return database


def _key(*parts: str) -> bytes:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
