"""Where an ingest puts what it read: what it needs of the journal, and nothing more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Protocol

import pyarrow as pa

from graph.entries import Entry, Rejection
from graph.journal.appending.full_state import FullState
from graph.journal.quality.quarantine import OpenRejection, RejectionFilter
from graph.journal.reading.spellings import Spellings
from graph.journal.withdrawing.withdrawals import Withdrawal
from graph.model.traits import Trait
from ingest.pipeline.history import EarlierReading
from ingest.rows.line_numbers import StoredLine


class AppendCounts(Protocol):
    """How many entries were new, and how many were there already."""

    @property
    def accepted(self) -> int:
        """Entries stored."""

    @property
    def unchanged(self) -> int:
        """Entries that were stored before."""

    @property
    def suppressed(self) -> int:
        """Entries of people who were erased: they are not stored."""


class Appending(Protocol):
    """Takes the entries of one ingest."""

    def append(self, entries: Sequence[Entry]) -> AppendCounts:
        """Stores entries."""

    def append_checked(self, entries: Sequence[Entry]) -> AppendCounts:
        """Stores entries that were checked when they were made."""

    def append_rows(self, table: str, rows: pa.Table) -> AppendCounts:
        """The same of records or events that are rows of the journal's table already."""

    def same_as(self, file: str, ingest_id: str, earlier: str) -> None:
        """Says that a file was read before, as `earlier` by an ingest."""

    def confirm(self, source: str, file: str) -> None:
        """Says that all entries of a file that was read before are said again."""

    def finish(self) -> Counter[str]:
        """Stores what waited for further entries and counted as unchanged; returns how many of each file."""


class States(Protocol):
    """Knows what is there."""

    def full_state(
        self,
        source: str,
        fits: Callable[[str], bool],
        more: Sequence[Withdrawal],
        kinds: Collection[str] | None,
        /,
    ) -> FullState:
        """What files whose names fit have told of a source, without what `more` withdrawals take back; of
        these kinds alone, if given."""

    def in_quarantine(self, only: RejectionFilter, /) -> Iterable[OpenRejection]:
        """What is in quarantine."""


class Sink(States, Protocol):
    """Where entries go: the journal."""

    def appending(self, ingest_id: str) -> Appending:
        """Takes the entries of one ingest."""

    def mirror(self, ingest_id: str) -> Appending:
        """Takes the entries of one ingest whose files end things."""

    def reject(self, rejections: Sequence[Rejection], ingest_id: str) -> int:
        """Stores rejections and returns how many."""

    def release(self, source: str, ids: Sequence[str], why: str, ingest_id: str) -> int:
        """Says of rejections that they are none any more."""

    def readings(self, source: str, content: str | None) -> Sequence[EarlierReading]:
        """The files that ingests of a source read, or those of this content, the oldest first."""

    def logged(self, source: str, /) -> Sequence[EarlierReading]:
        """The files of ingests of a source that came to their end and count, the oldest first."""

    def lines_of_orders(self, source: str, keys: Collection[str], /) -> Iterable[StoredLine]:
        """The lines of orders of these keys, or of these with a number behind, the latest last."""

    def restated_orders(self, source: str, ingest_id: str, files: Collection[str], /) -> Mapping[str, int]:
        """By file of an ingest, how many orders have several totals in it, and nothing else that differs."""

    def versions(self) -> Mapping[str, int]:
        """What state its tables are in."""

    def untouched(self, source: str, since: Mapping[str, int], but_by: str, /) -> bool:
        """Whether nothing of a source was stored after a state, but by one ingest."""

    def reached(self) -> str:
        """Which commits there are of what ingests depend on."""

    def has_reached(self, text: str | None, /) -> bool:
        """Whether the commits are there that an ingest saw."""

    def withdraw(self, withdrawals: Sequence[Withdrawal], /) -> None:
        """Takes back what ingests said."""

    def append_table(self, name: str, rows: pa.Table) -> int:
        """Stores rows of another table."""

    def traits(self) -> Sequence[tuple[str, Trait]]:
        """What each source declares of traits, with its name."""

    def count_references(self, ingest_id: str, since: Mapping[str, int]) -> dict[str, int]:
        """How many things that entries of an ingest, stored after a state, name and no entry states, by
        label."""

    def spelt_otherwise(self, ingest_id: str, since: Mapping[str, int]) -> Spellings:
        """The keys of an ingest, stored after a state, that are written in another way elsewhere."""
