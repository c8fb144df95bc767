"""Answers to requests that have a key, for whoever sends them again.

They are kept for a day in the home folder, so that it holds over restarts and for all processes.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from graph.erasure.subject import Subject
from graph.erasure.traces import Traces
from graph.files.disk import writing
from graph.files.home import prepared_home

KEPT_SECONDS = 24 * 3600

Answer = tuple[int, str, bytes]
"""Status, media type and body."""

_FILE = "answers.sqlite"
_TABLE = """CREATE TABLE IF NOT EXISTS answers (
    who TEXT, key TEXT, request TEXT, begun REAL, status INTEGER, media TEXT, body BLOB,
    PRIMARY KEY (who, key))"""
_MAKING = Lock()
_APART = "abs(begun - ?) > ?"


@dataclass(frozen=True)
class EarlierRequest:
    """A request that came before under a key, and its answer, None while it is on its way."""

    request: str
    answer: Answer | None


@dataclass(frozen=True)
class KeptAnswers:
    """Answers by caller and key; a crash has cost one that does not come within `lost_after` seconds of the
    time when it was said last that it is on its way.

    What began as long ahead of the clock as that was kept while the clock was wrong, and goes alike.
    """

    home: Path
    lost_after: float

    def begin(self, who: str, key: str, request: str) -> EarlierRequest | None:
        """Note that a request begins; what began before under its key instead, if anything did."""
        now = time.time()
        with self._open() as database:
            database.execute(f"DELETE FROM answers WHERE {_APART}", (now, KEPT_SECONDS))  # noqa: S608 - a condition of our own
            lost = f"DELETE FROM answers WHERE who = ? AND key = ? AND status IS NULL AND {_APART}"  # noqa: S608 - as above
            database.execute(lost, (who, key, now, self.lost_after))
            new = database.execute(
                "INSERT OR IGNORE INTO answers (who, key, request, begun) VALUES (?, ?, ?, ?)",
                (who, key, request, now),
            )
            if new.rowcount:
                return None
            found = database.execute(
                "SELECT request, status, media, body FROM answers WHERE who = ? AND key = ?", (who, key)
            ).fetchone()
        return EarlierRequest(found[0], None if found[1] is None else found[1:])

    def go_on(self, who: str, key: str) -> None:
        """Say that the answer to a request is on its way still."""
        with self._open() as database:
            database.execute(
                "UPDATE answers SET begun = ? WHERE who = ? AND key = ? AND status IS NULL",
                (time.time(), who, key),
            )

    def end(self, who: str, key: str, answer: Answer | None) -> None:
        """Keep the answer to a request that began, or forget the request."""
        with self._open() as database:
            if answer is None:
                database.execute("DELETE FROM answers WHERE who = ? AND key = ?", (who, key))
                return
            database.execute(
                "UPDATE answers SET status = ?, media = ?, body = ? WHERE who = ? AND key = ?",
                (*answer, who, key),
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        path = prepared_home(self.home) / _FILE
        with writing(path):
            _make(path)
            with closing(sqlite3.connect(path, timeout=10.0, isolation_level=None)) as database:
                database.execute("PRAGMA synchronous = FULL")
                database.execute(_TABLE)
                database.execute("BEGIN IMMEDIATE")
                yield database
                database.execute("COMMIT")


def _make(path: Path) -> None:
    """Make the file for its owner alone, as answers may hold personal data. One that is there is not opened:
    to close it would take the locks on it from SQLite, those of all threads."""
    with _MAKING, suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def forget_answers(home: Path, tells: Callable[[bytes], bool]) -> None:
    """Take those answers off the disk that tell of somebody, and those that are out of date."""
    path = home / _FILE
    if not path.exists():
        return
    with writing(path), closing(sqlite3.connect(path, timeout=10.0, isolation_level=None)) as database:
        database.create_function("tells", 1, lambda body: body is not None and tells(body))
        database.execute(_TABLE)
        out_of_date = f"DELETE FROM answers WHERE {_APART} OR tells(body)"  # noqa: S608 - as above
        gone = database.execute(out_of_date, (time.time(), KEPT_SECONDS)).rowcount
        if gone:
            database.execute("VACUUM")


def forget_in_answers(home: Path, subject: Subject) -> None:
    """The same of those that tell of a person."""
    forget_answers(home, Traces(subject).in_page)
