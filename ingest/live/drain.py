"""From the write-ahead log into the journal, portion by portion, each message once.

What a portion becomes depends on the log and on the messages before it alone. Each table keeps with its rows
how far in the log they reach, and the messages themselves are stored last: a portion that was broken off is
worked out again, and a table that has its part of it takes nothing. So nothing is lost or doubled, wherever a
process is killed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from graph.entries import Entry, RecordVersion
from graph.errors import CkgError
from graph.home import prepared_home
from graph.journal import Journal
from graph.journal.tables.times import in_utc
from graph.lease import lease
from graph.settings import Settings
from graph.wal.reader import Frame, Span, forget, frames, span
from ingest.live.delivery import Delivery, unpacked
from ingest.live.ingests import Ingests
from ingest.live.mapped import Mapped, read
from ingest.live.memory import Memory, Told, told_failures
from ingest.live.messages import Refused, Taken
from ingest.live.portion import LOG, PORTION_TABLES, Part, Portion, Stored

_PORTION = 4_000
"""Messages that are stored in one commit of each table, or as many more as the last request has."""
_COUNTED_BYTES = 32_000_000
"""Of what waits, as much is counted; the rest is taken to be alike."""
_DECLARING = ("events", "ingests", "withdrawals")
"""Tables that say which traits are declared."""
_SINCE = """
    SELECT source, message_id, anonymous_id, user_id, "at" FROM stored_messages WHERE "position" > ?
    ORDER BY "position", "commit", seq"""


def log_folder(home: Path) -> Path:
    """Where the write-ahead log of an installation lies."""
    return home.absolute() / "waiting"


@dataclass(frozen=True, slots=True)
class Drained:
    """What a portion brought: messages, how many of them had come before, how many are about people who were
    erased, entries, and what was refused; `news` are the entries that say what nobody said before of who is
    who."""

    messages: int = 0
    repeated: int = 0
    suppressed: int = 0
    entries: int = 0
    refused: int = 0
    news: int = 0

    def __add__(self, other: Drained) -> Drained:
        return Drained(*(sum(pair) for pair in zip(astuple(self), astuple(other), strict=True)))


class Drain:
    """Brings what waits in the log into the journal; of several processes one at a time."""

    def __init__(self, journal: Journal, settings: Settings) -> None:
        self._journal = journal
        self._folder = log_folder(settings.home)
        prepared_home(self._folder)
        self._memory = Memory(self._folder / "memory.sqlite")
        self._mapped = Mapped(settings)
        self._ingests = Ingests(journal)
        self._declared_at: dict[str, int] | None = None

    def close(self) -> None:
        """Close what is open."""
        self._memory.close()

    def forget(self) -> None:
        """Know nothing of earlier messages, nor keep any trace of them on the disk; the journal's are read
        again. The caller holds the lease of drains."""
        self._memory.forget()
        self._memory.shrink()

    def waiting(self) -> int:
        """How many bytes the log has more than the journal."""
        return max(0, span(self._folder).end - self._journal.position("messages", LOG))

    def portion(self) -> Drained:
        """Store what waits, or the first part of it.

        Raises JournalError or DiskError with nothing lost: the log keeps it, and the next call tries again.
        """
        with lease(self._folder / "drain.lock"), told_failures():
            reached = {name: self._journal.position(name, LOG) for name in PORTION_TABLES}
            begin = reached["messages"]
            self._remember(begin)
            chosen = list(_first(frames(self._folder, begin)))
            if not chosen:
                return Drained()
            with self._memory.learning(self._journal.id, chosen[-1][0]):
                portion = self._worked_out(chosen)
                self._store(portion, reached)
            forget(self._folder, portion.end)
        counts = {name: len(rows) for name, rows in portion.rows.items()}
        entries = counts["records"] + counts["events"]
        met = portion.messages, portion.repeated, portion.suppressed
        return Drained(*met, entries, counts["rejected"], portion.news)

    def _remember(self, position: int) -> None:
        """Bring the memory to where the journal is; they differ after a crash between the two."""
        known = self._memory.position(self._journal.id)
        if known == position:
            return
        if known > position:
            self._memory.forget()
            known = 0
        with self._memory.learning(self._journal.id, position):
            self._memory.take_in(_told(self._journal, known))

    def _worked_out(self, chosen: list[tuple[int, Delivery]]) -> Portion:
        portion = Portion(chosen[-1][0])
        self._ingests.look()
        self._look_for_traits()
        contradictions: dict[str, str] = {}
        for end, delivery in chosen:
            part = Part(portion, end, self._ingests.of(delivery.source), delivery)
            portion.positions |= delivery.positions
            if delivery.source not in contradictions:
                contradictions[delivery.source] = self._declare(part)
            for index, taken in enumerate(delivery.taken):
                with self._of_nobody_erased(portion):
                    self._take(part, index, taken, contradictions[delivery.source])
            for refused in delivery.refused:
                if self._memory.is_new(delivery.source, f"refused {refused.body!r}"):
                    with self._of_nobody_erased(portion):
                        part.reject(refused)
        return portion

    @contextmanager
    def _of_nobody_erased(self, portion: Portion) -> Iterator[None]:
        """What the block puts into a portion stays there, unless it is about somebody who was erased."""
        before = portion.sizes()
        yield
        if self._journal.suppression.holds(portion.names(before)):
            portion.cut(before)
            portion.suppressed += 1

    def _declare(self, part: Part) -> str:
        """Let a source declare its traits; why its messages are taken without any, where it cannot."""
        source = part.delivery.source
        contradiction = self._mapped.contradiction(source)  # one source never holds up the others
        for event in () if contradiction else self._mapped.declaring(source):
            part.add("events", event)
            self._declared_at = None  # look again, once it is stored
        return contradiction

    def _look_for_traits(self) -> None:
        """Traits come with files, by what was stored here before, and by drains of other processes."""
        versions = self._journal.versions()
        when = {name: versions[name] for name in _DECLARING}
        if when != self._declared_at:
            self._declared_at = when
            self._mapped.know(self._journal.traits())

    def _take(self, part: Part, index: int, taken: Taken, contradiction: str) -> None:
        message = read(taken, part.delivery)
        part.portion.messages += 1
        if not self._memory.is_new(message.told.source, message.told.message_id):
            part.portion.repeated += 1
            return
        part.add("messages", Stored(message, part.delivery, taken.body))
        number = self._memory.visitor(message.told)
        try:
            outcome = self._mapped.outcome(message, number, part.origin(index))
        except CkgError:
            raise
        except Exception as error:  # one message never holds up the others
            reason = f"makes no sense as a whole ({type(error).__name__})"
            part.reject(Refused(index, message.told.message_id, "", reason, taken.body))
        else:
            if contradiction and any(isinstance(it, RecordVersion) and it.traits for it in outcome.entries):
                outcome.entries = [_without_traits(entry) for entry in outcome.entries]
                part.reject(Refused(index, message.told.message_id, "traits", contradiction, taken.body))
            part.take_in(outcome)
            part.portion.news += sum(map(self._is_news, outcome.entries))

    def _is_news(self, entry: Entry) -> bool:
        """Whether nobody ever said of a record what the entry says of who it is."""
        if entry.source_id is None:
            return False
        who = sorted((it.kind, it.value) for it in entry.identifiers)
        stated = entry.attributes if isinstance(entry, RecordVersion) else None
        return self._memory.is_new(entry.source, f"{entry.source_id} is {who} {stated}")

    def _store(self, portion: Portion, reached: dict[str, int]) -> None:
        for name in PORTION_TABLES:
            table = portion.table(name, reached[name])
            if table is None:
                continue
            version = self._journal.append_table(name, table, portion.reached(name))
            if name == "events" and self._declared_at and self._declared_at[name] == version - 1:
                self._declared_at[name] = version  # nobody else wrote, and this declares nothing


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is in the log and not in the journal: bytes, requests, messages, and for how many seconds the
    oldest has waited. Of very much the counts are estimated from its beginning."""

    bytes: int = 0
    requests: int = 0
    messages: int = 0
    oldest_seconds: float = 0.0


def waiting(journal: Journal, settings: Settings) -> Waiting:
    """What waits for the journal now."""
    folder, reached = log_folder(settings.home), journal.position("messages", LOG)
    requests = messages = end = 0
    oldest = None
    for frame in frames(folder, reached):
        delivery = unpacked(frame.payload)
        oldest = oldest if oldest is not None else delivery.received
        requests, messages, end = requests + 1, messages + len(delivery.taken), frame.end
        if end - reached > _COUNTED_BYTES:
            break
    if oldest is None:
        return Waiting()
    size = max(end, span(folder).end) - reached
    scale = size / (end - reached)
    return Waiting(size, round(requests * scale), round(messages * scale), max(0.0, time.time() - oldest))


def floor(journal: Journal) -> int:
    """How far in the log the journal is: nothing new may be put before that."""
    return max(journal.position(name, LOG) for name in PORTION_TABLES)


def log_span(settings: Settings) -> Span:
    """How far the log reaches on disk."""
    return span(log_folder(settings.home))


def _first(found: Iterator[Frame]) -> Iterator[tuple[int, Delivery]]:
    """The deliveries of a portion, each with the position behind it."""
    count = 0
    for frame in found:
        delivery = unpacked(frame.payload)
        yield frame.end, delivery
        count += len(delivery.taken) + len(delivery.refused)
        if count >= _PORTION:
            return


def _told(journal: Journal, after: int) -> Iterator[Told]:
    with closing(journal.connect(views=("stored_messages",))) as connection:
        found = connection.execute(_SINCE, [after])
        while rows := found.fetchmany(10_000):
            for source, message_id, anonymous_id, user_id, at in rows:
                yield Told(source, message_id, anonymous_id, user_id, in_utc(at))


def _without_traits(entry: Entry) -> Entry:
    return replace(entry, traits={}) if isinstance(entry, RecordVersion) else entry
