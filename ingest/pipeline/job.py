"""One ingest on its way: read in chunks, quarantine what is bad, end what is gone, count it all."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from uuid import uuid4

import pyarrow as pa

from graph.batches import batched
from graph.errors import IngestError
from graph.files.regular import shown_path
from graph.journal.quality.quarantine import RejectionFilter
from ingest.columns.row_columns import RowColumns
from ingest.mapping.mapping import FileMapping, SourceMapping
from ingest.pipeline.chunk import CHUNK_ROWS, Chunk, Tables
from ingest.pipeline.history import History
from ingest.pipeline.line_items import line_items
from ingest.pipeline.reading import ReadBlock, outcomes, read_blocks
from ingest.pipeline.rereading import FileRecord
from ingest.pipeline.sink import Appending, Sink
from ingest.pipeline.snapshot import Snapshot, in_doubt
from ingest.pipeline.source_events import source_events
from ingest.pipeline.summary import (
    FileSummary,
    IngestSummary,
    Progress,
    RejectLimit,
    ShowProgress,
    TooManyRejects,
)
from ingest.readers.base import Reader
from ingest.rows.filled_in import BirthDates
from ingest.rows.line_items import LineItems
from ingest.rows.mending import Mending
from ingest.rows.outcome import Outcome
from ingest.rows.remarks import ONE_TOTAL, OUTLASTED, EntryRemarks
from ingest.rows.told_totals import SAMPLE

_Found = tuple[list[Outcome], Tables | None]
"""Outcomes, and the entries of all their rows and of others where these are rows of the journal already."""


class IngestJob:
    """One ingest on its way."""

    def __init__(
        self, mapping: SourceMapping, journal: Sink, progress: ShowProgress, released: str = "corrected"
    ) -> None:
        """`released` says why rejections leave the quarantine whose rows go in."""
        self.mapping = mapping
        self.released = released
        self.journal = journal
        self.progress = progress
        self.started: list[datetime] = []
        self.with_totals: set[str] = set()
        self.history = History()
        self.snapshots: list[Snapshot] = []
        self.mending = Mending()
        self.appending: Appending
        self.summary = IngestSummary(uuid4().hex, mapping.source, mapping.path, datetime.now(UTC))

    def look_back(self, inputs: Sequence[tuple[Reader, FileMapping]]) -> None:
        """Finds out what the journal knows of these files."""
        self.history = History.of(self.journal, self.mapping, inputs)

    def begin(self, *, ends: bool) -> None:
        """Takes back what the same files said under another mapping, and tells the journal of the source and
        whether its files end things."""
        history = self.history
        self.summary.replaced = len(history.replaced)
        if history.replaced:
            self.journal.withdraw(history.replaced)
        self.began = self.journal.versions()
        take_in = self.journal.mirror if ends else self.journal.appending
        self.appending = take_in(self.summary.ingest_id)
        for file, (ingest_id, earlier) in history.same.items():
            self.appending.same_as(file, ingest_id, earlier)
        self.appending.append(source_events(self.mapping))

    def look_into_quarantine(self) -> None:
        """Finds out what of the source is in quarantine, which rows may make good."""
        self.mending = Mending.of(self.journal.in_quarantine(RejectionFilter(source=self.mapping.source)))

    def repeat(self, inputs: Sequence[tuple[Reader, FileMapping]], told: Sequence[FileRecord]) -> None:
        """Notes that all files are those that an earlier ingest told of, and that everything is as it was."""
        self.begin(ends=False)
        for (reader, _), earlier in zip(inputs, told, strict=True):
            summary = _summary(reader)
            earlier.fill(summary)
            self.summary.files.append(summary)
            self.started.append(datetime.now(UTC))
            if summary.unchanged:
                self.appending.confirm(self.mapping.source, summary.name)
            self.progress(Progress(reader.source.name, "storing", summary.rows, 1.0))
        self.finish()

    def try_out(self, reader: Reader, entry: FileMapping, limit: RejectLimit | None) -> None:
        """Reads a whole file without storing, where there is a limit or it is a full state; raises
        TooManyRejects when the limit is exceeded."""
        snapshot = next((it for it in self.snapshots if it.entry is entry), None)
        if limit is None and snapshot is None:
            return
        summary = _summary(reader)
        found = self._outcomes(reader, entry, summary, "checking", self._lines(reader, entry))
        for _ in snapshot.watch(found) if snapshot else found:
            if limit and limit.hopeless(summary):
                break
        if limit and limit.exceeded(summary):
            raise TooManyRejects(summary, limit)

    def sweep(self, snapshot: Snapshot) -> None:
        """Reads the keys of a table, where these are to be read by themselves; raises IngestError where that
        fails."""
        if snapshot.keys is not None:
            found = outcomes(snapshot.keys, snapshot.entry, self.mapping.source, LineItems())
            deque(snapshot.watch(found), maxlen=0)
            if snapshot.broken:
                raise snapshot.broken

    def store(self, reader: Reader, entry: FileMapping) -> None:
        """Reads a file into the journal, chunk by chunk; of one that breaks off, all until there."""
        summary, started, chunk = _summary(reader), datetime.now(UTC), Chunk()
        self.summary.files.append(summary)
        if entry.tells_status_of_orders and self.mapping.tells_states_alone:
            summary.remarks[OUTLASTED] += 1
        remarks, births = EntryRemarks(summary.remarks), BirthDates()
        for outcomes_, tables in self._until_broken(self._found(reader, entry, summary), summary):
            for outcome in outcomes_:
                self.mending.look(outcome)
                chunk.rejections += outcome.refused
                chunk.rejections += outcome.left_out
            if tables is None:
                chunk.entries += [it for outcome in outcomes_ for it in outcome.entries]
            else:
                chunk.tables.append(tables)
            if chunk.full:
                _look(chunk, remarks, births)
                chunk = self._stored(chunk, summary)
        _look(chunk, remarks, births)
        self._stored(chunk, summary)
        summary.filled_in = births.filled_in()
        summary.remarks.update(reader.remarks)
        summary.reached = None if summary.broken else reader.reached
        if reader.source.changed():  # what was read may be no longer what was looked at before
            self.history.content.pop(summary.name, None)
        self.started.append(started)

    def end(self, snapshot: Snapshot, *, accept_losses: bool) -> None:
        """Ends what a full state lacks, unless rows that stayed out may be about it."""
        _, missing = snapshot.state.counts()
        doubtful = not accept_losses and in_doubt(self.journal, self.mapping.source, snapshot)
        if snapshot.broken:
            return
        if doubtful:
            self.summary.withheld += missing
            return
        self.summary.ended += missing
        for batch in batched(snapshot.endings(), CHUNK_ROWS):
            self._stored(Chunk(batch), self.summary.files[-1])
        for batch in batched(snapshot.endings_again(), CHUNK_ROWS):
            self.appending.append(batch)

    def finish(self) -> None:
        """Stores what waited for the end, and notes the ingest of each file."""
        late = self.appending.finish()
        for summary, started in zip(self.summary.files, self.started, strict=True):
            count = late.pop(summary.name, 0)
            summary.accepted += count
            summary.unchanged -= count
            if restated := self._restated.get(summary.name):
                summary.remarks[ONE_TOTAL] += restated
            self._log(summary, started)
        for why, ids in self.mending.made_good(self.released).items():
            source, ingest_id = self.mapping.source, self.summary.ingest_id
            self.summary.released += self.journal.release(source, ids, why, ingest_id)
        if self.summary.total("accepted"):
            self.summary.spellings = self.journal.spelt_otherwise(self.summary.ingest_id, self.began)
        self.summary.references = self.journal.count_references(self.summary.ingest_id, self.began)

    def _lines(self, reader: Reader, entry: FileMapping) -> LineItems:
        return line_items(reader, entry, self.mapping.source, self.journal)

    @cached_property
    def _restated(self) -> Mapping[str, int]:
        """By file that has more rows than are looked at before, orders of which rows tell several totals."""
        long = {it.name for it in self.summary.files if it.rows > SAMPLE} & self.with_totals
        if not long:
            return {}
        return self.journal.restated_orders(self.mapping.source, self.summary.ingest_id, long)

    @staticmethod
    def _until_broken(rows: Iterator[_Found], summary: FileSummary) -> Iterator[_Found]:
        try:
            yield from rows
        except IngestError as error:
            summary.broken = error

    def _stored(self, chunk: Chunk, summary: FileSummary) -> Chunk:
        """Stores a chunk and returns an empty one."""
        chunk.store(self.appending, summary)
        if chunk.rejections:
            self.journal.reject(chunk.rejections, self.summary.ingest_id)
        return Chunk()

    def _found(self, reader: Reader, entry: FileMapping, summary: FileSummary) -> Iterator[_Found]:
        """What becomes of the rows of a file, by columns where it can be told so."""
        lines = self._lines(reader, entry)
        summary.remarks.update(lines.remarks)
        if LineItems.may_sum(entry) and not lines.summed and not lines.remarks:
            self.with_totals.add(summary.name)
        by_row = lines.summed or reader.alone
        columns = None if by_row else RowColumns.of(entry, self.mending)
        if columns:
            yield from self._blocks(
                read_blocks(reader, entry, self.mapping.source, columns, lines), reader, summary
            )
            return
        for outcome in self._outcomes(reader, entry, summary, "storing", lines):
            yield [outcome], None

    def _blocks(self, found: Iterator[ReadBlock], reader: Reader, summary: FileSummary) -> Iterator[_Found]:
        """What becomes of rows that are read by columns, counted."""
        for block in found:
            if summary.rows:
                self.progress(Progress(reader.source.name, "storing", summary.rows, reader.fraction))
            summary.rows += block.size
            summary.skipped_rows += block.skipped
            for outcome in block.outcomes:
                _count(summary, outcome)
            yield block.outcomes, block.tables
        self.progress(Progress(reader.source.name, "storing", summary.rows, 1.0))

    def _outcomes(
        self, reader: Reader, entry: FileMapping, summary: FileSummary, phase: str, lines: LineItems
    ) -> Iterator[Outcome]:
        """What becomes of each row, counted."""
        for outcome in outcomes(reader, entry, self.mapping.source, lines):
            summary.rows += 1
            _count(summary, outcome)
            if summary.rows % 1000 == 0:
                self.progress(Progress(reader.source.name, phase, summary.rows, reader.fraction))
            yield outcome
        self.progress(Progress(reader.source.name, phase, summary.rows, 1.0))

    def _log(self, summary: FileSummary, started: datetime) -> None:
        content = self.history.content.get(summary.name) if not summary.broken else None
        row: dict[str, Any] = {
            "ingest_id": self.summary.ingest_id,
            "source": self.mapping.source,
            "mapping": shown_path(self.mapping.path.name),
            "file": summary.name,
            "started_at": started,
            "finished_at": datetime.now(UTC),
            "accepted": summary.accepted,
            "unchanged": summary.unchanged,
            "suppressed": summary.suppressed,
            "rejected": summary.rejected_rows,
            "content": content,
            "reading": self.history.readings.get(summary.name),
            "cursor": summary.reached,
            "told": FileRecord.of(summary, self.began).text if content else None,
            "reached": self.journal.reached(),
        }
        self.journal.append_table("ingests", pa.Table.from_pylist([row]))


def _look(chunk: Chunk, remarks: EntryRemarks, births: BirthDates) -> None:
    """Counts what is to be told of entries."""
    remarks.look([it for it in chunk.entries if not it.ended])
    births.count(chunk.entries)
    for tables in chunk.tables:
        remarks.look_at_records(_standing(tables["records"]))
        remarks.look_at_events(_standing(tables["events"]))
        births.count_records(tables["records"])


def _standing(rows: pa.Table) -> pa.Table:
    """Rows of the journal without those that end something, and so tell nothing."""
    ended = rows.column("ended")
    return rows if ended.null_count == len(ended) else rows.filter(ended.is_null())


def _count(summary: FileSummary, outcome: Outcome) -> None:
    if outcome.refused:
        summary.reject_row(outcome.refused[0])
    elif not outcome.applied:
        summary.skipped_rows += 1
    for rejection in outcome.left_out:
        summary.reject_value(rejection)


def _summary(reader: Reader) -> FileSummary:
    found = FileSummary(reader.source.name, reader.source.shown)
    if reader.guessed:
        found.remarks[reader.guessed] += 1
    return found
