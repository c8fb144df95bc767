"""From the write-ahead log into the journal, portion by portion, each message once.

What a portion becomes depends on the log and on the messages before it alone. Each table keeps with its rows
how far in the log they reach, and the messages themselves are stored last: a portion that was broken off is
worked out again, and a table that has its part of it takes nothing. So nothing is lost or doubled, wherever a
process is killed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import astuple, dataclass
from operator import add

import pyarrow as pa
from msgspec.json import decode

from graph.errors import JournalError
from graph.files.home import prepared_home
from graph.files.lease import sole_lease
from graph.journal import Journal
from graph.journal.tables.committing import Position
from graph.journal.tables.schema import TABLES
from graph.settings import Settings
from graph.wal.reader import LOG, Frame, forget, frames, span
from ingest.live.delivery import Delivery, unpacked
from ingest.live.log import PORTION_TABLES, drain_lock, draining_lease, log_folder
from ingest.live.mapped import SourceMappings, stored_told, traits_of
from ingest.live.memory import IdentityClaim, Memory, told_failures
from ingest.live.portion import Portion
from ingest.live.portion_maker import PortionMaker
from ingest.live.restating import Restating

_PORTION = 4_000
"""Messages that are stored in one commit of each table, or as many more as the last request has,"""
_PORTION_BYTES = 1_000_000
"""unless they have so many bytes: a message may become thousands of entries, each of some kilobytes."""
_MESSAGES = """
    SELECT source, message_id, anonymous_id, user_id, "at", received_at, CASE WHEN type = 'identify' THEN
        CASE WHEN ingest_id IN (SELECT ingest_id FROM stored_withdrawals) THEN '{{}}' ELSE body END END
    FROM stored_messages WHERE {} ORDER BY "position", "commit", seq"""
_SINCE = _MESSAGES.format('"position" > $after')
_OF_PEOPLE = _MESSAGES.format("type = 'identify' OR (anonymous_id IS NOT NULL AND user_id IS NOT NULL)")
"""Those that tell who is whom, or something of somebody."""
_RESTATED = "restated"
"""Under this name the records keep up to which withdrawal they were stated anew."""
_DRAINS = JournalError("Another process brings messages into the journal.", "Nothing is to be done.")
_BROUGHT = (
    "SELECT DISTINCT ingest_id FROM stored_messages WHERE ingest_id IN (SELECT unnest($ingests::VARCHAR[]))"
)


@dataclass(frozen=True, slots=True)
class DrainedPortion:
    """What a portion brought: messages, how many of them had come before, how many are about people who were
    erased, entries, and what was refused; `news` are the records of which something was said that nobody said
    before of who they are."""

    messages: int = 0
    repeated: int = 0
    suppressed: int = 0
    entries: int = 0
    refused: int = 0
    news: tuple[str, ...] = ()

    def __add__(self, other: DrainedPortion) -> DrainedPortion:
        return DrainedPortion(*map(add, astuple(self), astuple(other)))


class Drain:
    """Brings what waits in the log into the journal; of several processes one at a time."""

    def __init__(self, journal: Journal, settings: Settings) -> None:
        self._journal = journal
        self._folder = log_folder(settings.home)
        prepared_home(self._folder)
        self._memory = Memory(self._folder / "memory.sqlite")
        mapped = SourceMappings(settings)
        self._maker = PortionMaker(journal, self._memory, mapped)
        self._restating = Restating(journal, self._memory, mapped)

    def close(self) -> None:
        """Close what is open."""
        self._memory.close()

    def forget(self) -> None:
        """Know nothing of earlier messages, nor keep any trace of them on the disk; the journal's are read
        again. The caller holds the lease of drains."""
        self._memory.forget()
        self._memory.shrink()

    def catch_up(self) -> None:
        """Know what the journal has by now, and state anew what was stated together with what was taken back
        since; raises JournalError or DiskError."""
        with draining_lease(self._folder), told_failures(self._folder):
            self._remember(self._journal.position("messages", LOG), self._journal.versions()["withdrawals"])

    def waiting(self) -> int:
        """How many bytes the log has more than the journal."""
        return max(0, span(self._folder).end - self._journal.position("messages", LOG))

    def portion(self) -> DrainedPortion:
        """Store what waits, or the first part of it.

        Raises JournalError or DiskError with nothing lost: the log keeps it, and the next call tries again.
        """
        with draining_lease(self._folder), told_failures(self._folder):
            reached = {name: self._journal.position(name, LOG) for name in PORTION_TABLES}
            begin = reached["messages"]
            withdrawals = self._journal.versions()["withdrawals"]
            self._remember(begin, withdrawals)
            chosen = list(_first(frames(self._folder, begin)))
            if not chosen:
                return DrainedPortion()
            learning = self._memory.learning(self._journal.id, chosen[-1][0], withdrawals)
            with self._journal.suppression.standing() as erased, learning:
                portion = self._maker.made(chosen, erased)
                self._store(portion, reached)
            forget(self._folder, portion.end)
        counts = {name: len(rows) for name, rows in portion.rows.items()}
        entries = counts["records"] + counts["events"]
        met = portion.messages, portion.repeated, portion.suppressed
        return DrainedPortion(*met, entries, counts["rejected"], tuple(sorted(portion.news)))

    def _remember(self, position: int, withdrawals: int) -> None:
        """Bring the memory to where the journal is; they differ after a crash between the two, and where
        something was taken back."""
        memory, journal = self._memory, self._journal
        known, without = memory.reached(journal.id)
        if (known, without) == (position, withdrawals):
            return
        if known > position or not known:
            memory.forget()
            known, without = 0, withdrawals
        with memory.learning(journal.id, position, withdrawals):
            memory.take_in(_told(journal, _SINCE, after=known))
            if _taken_back(journal, without, withdrawals):
                memory.forget_people()
                memory.take_in_people(_told(journal, _OF_PEOPLE))
            self._restating.remember()
            self._restate(withdrawals)

    def _restate(self, withdrawals: int) -> None:
        """State anew what stands of records of which ingests said something that were taken back since."""
        ingests = _to_restate(self._journal, withdrawals)
        if ingests is None:
            return
        with self._journal.suppression.standing() as erased:
            rows = self._restating.portion(ingests, erased).table("records", 0) if ingests else None
            _restated(self._journal, withdrawals, rows)

    def _store(self, portion: Portion, reached: dict[str, int]) -> None:
        for name in PORTION_TABLES:
            table = portion.table(name, reached[name])
            if table is None:
                continue
            version = self._journal.append_table(name, table, portion.reached(name))
            if name == "events":
                self._maker.stored(version)


def state_anew(journal: Journal, settings: Settings) -> None:
    """Let records that messages stated together with what was taken back say what stands, unless they do.

    Only where there are such records does it wait for whoever drains. Raises JournalError or DiskError.
    """
    folder, withdrawals = log_folder(settings.home), journal.versions()["withdrawals"]
    ingests = _to_restate(journal, withdrawals) if folder.is_dir() else None
    if ingests:
        with closing(Drain(journal, settings)) as drain:
            drain.catch_up()
    elif ingests is not None:
        # Whoever holds it does the same.
        with suppress(JournalError), sole_lease(drain_lock(folder), _DRAINS):
            if _to_restate(journal, withdrawals) == []:
                _restated(journal, withdrawals)


def _first(found: Iterator[Frame]) -> Iterator[tuple[int, Delivery]]:
    """The deliveries of a portion, each with the position behind it; before damage, what is whole."""
    count = size = 0
    try:
        for frame in found:
            delivery = unpacked(frame.payload)
            yield frame.end, delivery
            count += len(delivery.taken) + len(delivery.refused)
            size += len(frame.payload)
            if count >= _PORTION or size >= _PORTION_BYTES:
                return
    except JournalError:
        if not count:
            raise


def _to_restate(journal: Journal, withdrawals: int) -> list[str] | None:
    """Ingests with messages that were taken back since records were last stated anew, up to a version of the
    withdrawals; null where nothing was taken back since."""
    since = journal.position("records", _RESTATED)
    return _taken_back(journal, since, withdrawals) if since < withdrawals else None


def _restated(journal: Journal, withdrawals: int, rows: pa.Table | None = None) -> None:
    """Store records that were stated anew, if there are any, and up to which withdrawal."""
    stored = TABLES["records"].empty_table() if rows is None else rows
    journal.append_table("records", stored, [Position(_RESTATED, withdrawals)])


def _taken_back(journal: Journal, since: int, until: int) -> list[str]:
    """Ingests with messages that were taken back between versions of the withdrawals; most are of files."""
    if since >= until:
        return []
    ingests = journal.changes("withdrawals", since, until).column("ingest_id").to_pylist()
    with closing(journal.connect(views=("stored_messages",))) as connection:
        found = connection.execute(_BROUGHT, {"ingests": ingests}).fetchall()
    return [ingest for (ingest,) in found]


def _told(journal: Journal, query: str, **params: int) -> Iterator[IdentityClaim]:
    with closing(journal.connect(views=("stored_messages", "stored_withdrawals"))) as connection:
        found = connection.execute(query, params)
        while rows := found.fetchmany(10_000):
            for *stored, body in rows:
                yield stored_told(stored, traits_of(decode(body)) if body else None)
