"""Rows of topics into the journal: each once, wherever it breaks off.

Each table keeps in the commit of its rows which offsets it has; what of a portion, or of a part of a large
one, it has it does not take again. The last commit says that all tables have it. Rows that say what the
journal holds already change nothing, as in files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from operator import add

import pyarrow as pa

from graph.entries import Entry, Origin, RecordVersion, Rejection
from graph.journal import Journal
from graph.journal.appending.appending import CHUNK
from graph.journal.appending.encode import record_id
from graph.journal.tables.committing import Position
from ingest.kafka.arrived import Partition, ReceivedMessage
from ingest.kafka.reached import LAST, ROWS, ReachedOffsets
from ingest.kafka.values import row_of, row_of_key
from ingest.live.ingests import Ingests
from ingest.mapping.mapping import FileMapping, KafkaSource, RowMapping, SourceMapping
from ingest.mapping.row_uses import field_of
from ingest.pipeline.sink import Appending
from ingest.pipeline.source_events import source_events
from ingest.readers.base import BadRow, GoodRow
from ingest.rows.clean_rows import clean_rows
from ingest.rows.outcome import Outcome

_Become = tuple[ReceivedMessage, Outcome | None]
"""A message, and what it becomes: nothing, where it is a tombstone that ends nothing of the mapping."""


@dataclass(frozen=True, slots=True)
class PortionCounts:
    """What a portion brought: messages, entries that were new, that were there and that are about people who
    were erased, what stayed out, tombstones that say nothing; `news` are records that the new
    entries are about."""

    messages: int = 0
    accepted: int = 0
    unchanged: int = 0
    suppressed: int = 0
    rejected: int = 0
    passed_over: int = 0
    news: tuple[str, ...] = ()

    def __add__(self, other: PortionCounts) -> PortionCounts:
        return PortionCounts(*map(add, astuple(self), astuple(other)))


class TopicRows:
    """Takes in the rows of the topics of one source."""

    def __init__(self, journal: Journal, mapping: SourceMapping) -> None:
        self._journal, self._mapping = journal, mapping
        self._reached = ReachedOffsets(journal, mapping.source)
        self._entries = {
            kafka.topics[0]: _Entry(entry, kafka, _deleting(entry, kafka))
            for entry in mapping.files
            if (kafka := entry.reading.kafka) and not kafka.messages
        }
        self._ends = any(it.entry.ends or it.deleting for it in self._entries.values())
        self._ingests = Ingests(journal)
        self._open: tuple[str, Appending, _Held] | None = None
        self._had: dict[tuple[str, Partition], int] = {}

    @property
    def topics(self) -> frozenset[str]:
        """The topics that have rows."""
        return frozenset(self._entries)

    def store(self, messages: Sequence[ReceivedMessage], numbers: Mapping[str, int]) -> PortionCounts:
        """Store a portion, of topics with these numbers; all of it is on disk when this returns.

        Raises JournalError with nothing lost: the journal knows what to read again.
        """
        brought = PortionCounts()
        for part in _parts(list(zip(messages, self._outcomes(messages), strict=True))):
            brought += self._stored(part, numbers)
        return brought

    def _stored(self, part: Sequence[_Become], numbers: Mapping[str, int]) -> PortionCounts:
        entries: list[Entry] = []
        refused: list[Rejection] = []
        for message, outcome in part:
            if outcome:
                entries += [it for it in outcome.entries if not self._has(_table(it), message)]
                refused += (*outcome.refused, *outcome.left_out)
        ingest_id, appending, held = self._appending()
        result = appending.append_checked(entries)
        late = appending.finish().total()
        offsets = next_offsets([message for message, _ in part])
        positions = [Position(*it) for it in self._reached.names(offsets, numbers).items()]
        erased = held.commit(positions)
        rejected = self._journal.reject(refused, ingest_id)
        self._journal.append_table(LAST, pa.table({}), positions)
        accepted = result.accepted + late - erased
        news = {record_id(it.source, it.source_id) for it in entries if it.source_id} if accepted else ()
        met = accepted, result.unchanged - late, result.suppressed + erased
        passed_over = sum(outcome is None for _, outcome in part)
        return PortionCounts(len(part), *met, rejected, passed_over, tuple(news))

    def _outcomes(self, messages: Sequence[ReceivedMessage]) -> list[Outcome | None]:
        """What each message becomes; None for a tombstone that ends nothing of the mapping. Rows that are
        read alike are cleaned together."""
        found: list[Outcome | None] = [None] * len(messages)
        alike: dict[tuple[str, bool], list[int]] = {}
        for at, message in enumerate(messages):
            row = self._row(message)
            if isinstance(row, BadRow):
                place = Origin(message.partition.shown, message.offset)
                rejection = Rejection(self._mapping.source, place, "", "", row.reason, row.text)
                found[at] = Outcome(refused=[rejection], nameless=[rejection])
            elif row is not None:
                found[at] = Outcome(raw=row.values | {"_line": row.line})
                alike.setdefault((message.partition.topic, message.value is None), []).append(at)
        for (topic, is_tombstone), places in alike.items():
            entry = self._entries[topic]
            outcomes = [it for at in places if (it := found[at])]
            origins = [Origin(messages[at].partition.shown, messages[at].offset) for at in places]
            for mapping in entry.deleting if is_tombstone else entry.entry.rows:
                made = clean_rows(mapping, [it.raw for it in outcomes], origins)
                for outcome, more in zip(outcomes, made, strict=True):
                    outcome.add(more)
        return found

    def _row(self, message: ReceivedMessage) -> GoodRow | BadRow | None:
        """The row of a message, or of what its key says has ended; None where that is nothing."""
        entry = self._entries[message.partition.topic]
        if message.value is not None:
            return row_of(message, entry.kafka.max_bytes)
        return row_of_key(message, entry.kafka.key) if entry.deleting else None

    def _has(self, table: str, message: ReceivedMessage) -> bool:
        """Whether a table has a message's entries, from a portion that broke off."""
        place = table, message.partition
        if place not in self._had:
            self._had[place] = self._reached.next(message.partition, table) or 0
        return message.offset < self._had[place]

    def _appending(self) -> tuple[str, Appending, _Held]:
        """What takes entries in, for the ingest that is open now."""
        self._ingests.look()
        ingest_id = self._ingests.of(self._mapping.source)
        if self._open is None or self._open[0] != ingest_id:
            held = _Held(self._journal)
            take_in = self._journal.mirror if self._ends else self._journal.appending
            self._open = ingest_id, take_in(ingest_id, held.store), held
            self._open[1].append(source_events(self._mapping))
        return self._open


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a mapping says of a topic, with what a tombstone in it ends."""

    entry: FileMapping
    kafka: KafkaSource
    deleting: tuple[RowMapping, ...]


@dataclass
class _Held:
    """Keeps rows back until all of a portion are there: those of a table go in with the portion's positions,
    or not at all."""

    journal: Journal
    rows: dict[str, list[pa.Table]] = field(default_factory=lambda: {name: [] for name in ROWS})

    def store(self, table: str, rows: pa.Table) -> int:
        """Take rows; those of other tables are stored at once. Returns the table's version."""
        if table not in self.rows:
            return self.journal.append_table(table, rows)
        self.rows[table].append(rows)
        return 0

    def commit(self, positions: Sequence[Position]) -> int:
        """Store what was held back, each table's rows in one commit, without those about people who were
        erased meanwhile; returns how many these are."""
        held, self.rows = self.rows, {name: [] for name in ROWS}
        count = 0
        with self.journal.suppression.standing() as erased:
            for table, parts in held.items():
                if parts:
                    rows = pa.concat_tables(parts)
                    kept = erased.rows_without(rows)
                    count += rows.num_rows - kept.num_rows
                    self.journal.append_table(table, kept, positions)
        return count


def _parts(messages: Sequence[_Become]) -> Iterator[Sequence[_Become]]:
    """Messages whose entries are appended at once. It is looked up in what is committed whether an entry
    changes anything, and each part is before the next."""
    begin = count = 0
    for at, (_, outcome) in enumerate(messages):
        more = len(outcome.entries) if outcome else 0
        if at > begin and count + more > CHUNK:
            yield messages[begin:at]
            begin, count = at, 0
        count += more
    if messages:
        yield messages[begin:]


def _deleting(entry: FileMapping, kafka: KafkaSource) -> tuple[RowMapping, ...]:
    """The rows of an entry whose key a message's key tells, each as what ends by a tombstone."""
    keyed = [
        row
        for row in entry.rows
        if row.ingestor.key and not row.explode and _key_columns(row) & set(kafka.key)
    ]
    return tuple(replace(row, applies=_always, deletes=_always) for row in keyed)


def _key_columns(row: RowMapping) -> set[str]:
    return {use.column for use in row.columns if field_of(use.where) == row.ingestor.key}


def _always(_: object) -> bool:
    return True


def _table(entry: Entry) -> str:
    return "records" if isinstance(entry, RecordVersion) else "events"


def next_offsets(messages: Sequence[ReceivedMessage]) -> dict[Partition, int]:
    """The offset behind the last message of each partition."""
    return {message.partition: message.offset + 1 for message in messages}
