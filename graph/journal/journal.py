"""The journal: takes entries in, hands out what was added since, opens it all for SQL."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.duck import connect
from graph.entries import Entry, Rejection
from graph.errors import JournalError
from graph.files.home import prepared_home
from graph.journal.appending.appending import Appending, AppendResult, Store
from graph.journal.appending.full_state import OF_STATE, FullState
from graph.journal.appending.known import ARRIVING, TIMED, Places, told_once
from graph.journal.appending.quarantining import Quarantine
from graph.journal.appending.reached import lacking, reached
from graph.journal.appending.storing import store_rows
from graph.journal.appending.untouched import OF_SOURCES, untouched
from graph.journal.quality.quarantine import (
    EVERYTHING,
    OpenRejection,
    RejectionFilter,
    open_rejections,
    released_by,
)
from graph.journal.reading.between import any_ends, any_ends_of, records_named, records_returning
from graph.journal.reading.finding import Rows, bought_between
from graph.journal.reading.nearby import NearbyRows
from graph.journal.reading.orders import lines_of_keys, restated
from graph.journal.reading.references import count_of_ingest, count_of_new, count_references
from graph.journal.reading.spellings import Spellings, spelt_otherwise
from graph.journal.reading.traits import declarations
from graph.journal.reading.views import VIEWS, open_nearby, open_views, open_whole, show_views
from graph.journal.suppressing.suppression import Suppression
from graph.journal.tables.clocks import CLOCKS, DATED, as_rows, found_ahead, received, told_of_clocks
from graph.journal.tables.committing import Position
from graph.journal.tables.schema import TABLES
from graph.journal.tables.scratch import room
from graph.journal.tables.table import JournalTable
from graph.journal.withdrawing.undo import Reading, logged, readings, withdraw
from graph.journal.withdrawing.withdrawals import Withdrawal, WithdrawnEntries, taken_back, withdrawn
from graph.model.traits import Trait
from graph.settings import Settings

OF_THE_PAST = ("withdrawals", CLOCKS)
"""Tables whose rows change what was said before: what is made of the journal is made anew after them."""


class Journal:
    """The append-only tables under `home/journal`; any number of processes may append at once.

    Every method raises JournalError when the tables cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tables = {name: JournalTable(folder / name, schema) for name, schema in TABLES.items()}
        self.suppression = Suppression(self._tables["erasures"], folder.parent)
        self._quarantine = Quarantine(self._tables["rejected"], self.suppression, self._append_rejected)

    @classmethod
    def open(cls, settings: Settings) -> Journal:
        """The journal of this installation; creates its tables the first time.

        All that an installation knows of people lies in its home, which is made for its owner alone.
        """
        journal = cls(prepared_home(settings.home) / "journal")
        for table in journal._tables.values():
            table.ensure()
        return journal

    def append(self, entries: Iterable[Entry], ingest_id: str) -> AppendResult:
        """Stores the entries of one ingest, see `Appending`."""
        appending = self.appending(ingest_id)
        result = appending.append(entries)
        late = appending.finish().total()
        return result + AppendResult(late, -late)

    def appending(self, ingest_id: str, store: Store | None = None) -> Appending:
        """Takes the entries of one ingest, in as many portions as need be; `store` stores its rows in another
        way than `append_table` does."""
        return self._appending(ingest_id, store, self.taken_back(), suppression=self.suppression)

    def mirror(self, ingest_id: str, store: Store | None = None) -> Appending:
        """The same for files that end things: whatever its time, what comes last of a thing holds."""
        return self._appending(ingest_id, store, withdrawn(self._tables), ARRIVING, self.suppression)

    def end(self, entries: Iterable[Entry], ingest_id: str) -> None:
        """Stores entries that end what was told of somebody, whoever is not to come back."""
        appending = self._appending(ingest_id, None, self.taken_back())
        appending.append(entries)
        appending.finish()

    def _appending(
        self,
        ingest_id: str,
        store: Store | None,
        taken: WithdrawnEntries | None,
        places: Places = TIMED,
        suppression: Suppression | None = None,
    ) -> Appending:
        return Appending(self._tables, store or self.append_table, ingest_id, taken, places, suppression)

    def full_state(
        self,
        source: str,
        fits: Callable[[str], bool],
        more: Sequence[Withdrawal] = (),
        kinds: Collection[str] | None = None,
    ) -> FullState:
        """What files whose names fit have told of a source, see `graph.journal.appending.full_state`."""
        with closing(open_views(self._tables, OF_STATE, more=more)) as connection:
            found = FullState.of(connection, source, fits, self.taken_back(more))
        return found if kinds is None else found.only(kinds)

    def reject(self, rejections: Iterable[Rejection], ingest_id: str) -> int:
        """Stores rejected rows in quarantine and returns how many were new, see `Quarantine`."""
        return self._quarantine.reject(rejections, ingest_id)

    def release(self, source: str, ids: Sequence[str], why: str, ingest_id: str | None = None) -> int:
        """Says of rejections that they are none any more, and why; returns how many these are."""
        return self._quarantine.release(source, ids, why, ingest_id)

    def quarantine_again(self, source: str, ingests: Collection[str], going: Collection[str]) -> int:
        """Puts back what left the quarantine for what ingests of a source said, as that no longer counts, but
        for what ingests refused that are `going` to be taken back; returns how many rejections these are."""
        return self._quarantine.put_back(source, released_by(self, source, ingests, going))

    def in_quarantine(self, only: RejectionFilter = EVERYTHING) -> Iterator[OpenRejection]:
        """What is in quarantine now, see `graph.journal.quality.quarantine`."""
        return open_rejections(self, only)

    def traits(self) -> list[tuple[str, Trait]]:
        """What each source declares of traits, with its name; see `graph.journal.reading.traits`."""
        with closing(self.connect(views=("stored_events",))) as connection:
            return declarations(connection)

    def readings(self, source: str | None = None, content: str | None = None) -> list[Reading]:
        """See `graph.journal.withdrawing.undo`."""
        return readings(self, source, content)

    def logged(self, source: str) -> list[Reading]:
        """See `graph.journal.withdrawing.undo`."""
        return logged(self, source)

    def lines_of_orders(self, source: str, keys: Collection[str]) -> list[tuple[str, str, int]]:
        """See `graph.journal.reading.orders`."""
        with closing(self.connect(views=("stored_events",))) as connection:
            return lines_of_keys(connection, source, keys)

    def restated_orders(self, source: str, ingest_id: str, files: Collection[str]) -> dict[str, int]:
        """See `graph.journal.reading.orders`."""
        with closing(self.connect(views=("stored_events",))) as connection:
            return restated(connection, source, ingest_id, files)

    def untouched(self, source: str, since: Mapping[str, int], but_by: str) -> bool:
        """Whether nothing of a source was stored after a state of `versions`, but by one ingest, and nobody
        was erased or may come back since."""
        return self._table("erasures").version() == since.get("erasures", 0) and all(
            untouched(self._table(name), source, since.get(name), "" if name == "withdrawals" else but_by)
            for name in OF_SOURCES
        )

    def reached(self) -> str:
        """Which commits there are of what ingests depend on, to be told from others later."""
        return reached(self._tables)

    def has_reached(self, text: str | None) -> bool:
        """Whether the journal has the commits that `reached` told of: no table is an older copy."""
        return not any(lacking(self._tables, text))

    def withdraw(self, withdrawals: Sequence[Withdrawal]) -> None:
        """Takes back what ingests said."""
        withdraw(self, withdrawals)

    def append_table(self, name: str, rows: pa.Table, positions: Sequence[Position] = ()) -> int:
        """Stores rows of any table in one commit, with the positions of who brings them, and returns the
        table's version.

        Columns that the rows lack are null; JournalError names those that the table lacks. Before anything is
        stored of what sources say, it is noted whether the clock was ahead.
        """
        if name in DATED and (ahead := found_ahead(self._tables)):
            store_rows(self._table(CLOCKS), as_rows(ahead))
        return store_rows(self._table(name), rows, positions)

    def _append_rejected(self, rows: pa.Table) -> None:
        self.append_table("rejected", rows)

    def position(self, name: str, of: str) -> int:
        """The position of somebody that was stored last with rows of a table; 0 where there is none."""
        return self._table(name).position(of)

    def versions(self) -> dict[str, int]:
        """Version of every table now."""
        return {name: table.version() for name, table in self._tables.items()}

    def commit_ids(self, versions: Mapping[str, int]) -> dict[str, str]:
        """What tells the commit of each table's version from others of that number; see `commit_id`."""
        return {name: self._table(name).commit_id(version) for name, version in sorted(versions.items())}

    def last_additions(self) -> dict[str, int]:
        """By table the version of the latest commit that added rows: others join files, or say how far
        somebody has come."""
        return {name: table.last_addition() for name, table in self._tables.items()}

    def changes(self, name: str, since: int, until: int) -> pa.Table:
        """Rows of a table added after version `since` up to `until`, in the order they were stored.

        Rows that were taken back are not among them.
        """
        rows, taken = self._table(name).changes(since, until), self.taken_back()
        if taken is not None and rows.num_rows:
            rows = taken.without(name, rows)
        return received(told_of_clocks(self._tables), name, rows)

    def taken_back(self, more: Sequence[Withdrawal] = ()) -> WithdrawnEntries | None:
        """What was taken back or ended, and what `more` withdrawals would take; None for nothing."""
        return taken_back(self._tables, more)

    def spans(self, name: str, since: int, rows: int) -> Iterator[tuple[int, int, int]]:
        """Ranges of a table's versions after `since`, see `JournalTable.spans`."""
        return self._table(name).spans(since, rows)

    def records_named(self, since: Mapping[str, int], until: Mapping[str, int]) -> list[str]:
        """Ids of the records that entries stored between two states of `versions` are about, sorted."""
        return records_named(self._tables, since, until)

    def ended(self, since: Mapping[str, int], until: Mapping[str, int]) -> bool:
        """Whether entries stored between two states of `versions` end anything."""
        return any_ends(self._tables, since, until)

    def ended_of(self, since: Mapping[str, int], until: Mapping[str, int]) -> bool:
        """Whether entries stored between two states of `versions` end anything that was told before."""
        return any_ends_of(self._tables, since, until)

    def returning(self, since: Mapping[str, int], until: Mapping[str, int]) -> list[str]:
        """Ids of the records that were taken back or ended, and are stated again by entries stored between
        two states of `versions`; sorted."""
        return records_returning(self._tables, since, until)

    def told_once(self, events: pa.Table) -> npt.NDArray[np.bool_]:
        """Which of these rows of events are of an event that the journal holds in one row only."""
        return told_once(self._tables["events"], events)

    def count_references(
        self, ingest_id: str | None = None, since: Mapping[str, int] | None = None
    ) -> dict[str, int]:
        """How many things are named and no entry states, by label; of an ingest, those that its entries name,
        all of which were stored after a state of `versions`."""
        if ingest_id is None:
            return count_references(self)
        if since is None or self.taken_back() is not None:
            return count_of_ingest(self, ingest_id)
        return count_of_new(self._tables, ingest_id, since["events"])

    def spelt_otherwise(self, ingest_id: str, since: Mapping[str, int]) -> Spellings:
        """The keys of an ingest, all of whose entries were stored after a state of `versions`, that are
        written in another way elsewhere, see `graph.journal.reading.spellings`."""
        return spelt_otherwise(self._tables, ingest_id, since)

    def committed_at(self, name: str, version: int) -> float:
        """When a version of a table was made, in seconds since 1970."""
        return self._table(name).committed_at(version)

    def clock_behind(self) -> timedelta:
        """How far the clock is behind the latest commit: the clock is wrong now, or was then. Zero if it is
        not behind."""
        latest = max((table.committed_at() for table in self._tables.values()), default=0.0)
        return timedelta(seconds=max(0.0, latest - time.time()))

    @property
    def id(self) -> str:
        """Names this journal; another one, even with the same content, has another id."""
        return self._tables["records"].id()

    def connect(
        self,
        only: Sequence[str] | None = None,
        views: Collection[str] = VIEWS,
        beside: duckdb.DuckDBPyConnection | None = None,
        then: Mapping[str, int] = MappingProxyType({}),
    ) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection with the journal as views, as it is now; later commits are not seen.

        The views are those of `graph.journal.reading.views`, or as many of them as `views` names: fewer open
        faster. With `only`, they leave out versions, events and customers of records with other ids. The
        limits are those of the connection `beside` it, if there is one; without one, tables may be as they
        were `then`, at these versions. The caller closes the connection.
        """
        if beside is None:
            return open_views(self._tables, views, only, then=then)
        return show_views(room(beside), self._tables, views, only)

    def nearby(
        self,
        views: Collection[str],
        names: Collection[str],
        then: Mapping[str, int] = MappingProxyType({}),
    ) -> NearbyRows:
        """The same, in which rows of the tables `names`, among those of the views, can be looked up."""
        return open_nearby(self._tables, views, names, then)

    def may_have_bought(self, since: datetime, until: datetime) -> bool:
        """Whether any order was placed, or any contract began, was cancelled or ended, from one time up to
        another, which is not in it; by any version."""
        events = self._table("events")
        return Rows(events, events.files()).any(bought_between(since, until))

    def connect_whole(self, names: Collection[str]) -> duckdb.DuckDBPyConnection:
        """The same with tables as `whole_NAME`: every row that was ever stored, whatever counts no more."""
        return open_whole(self._tables, names)

    def connect_apart(
        self, views: Collection[str], then: Mapping[str, int] = MappingProxyType({})
    ) -> duckdb.DuckDBPyConnection:
        """The same in a DuckDB of its own, for who sets limits, attaches files or adds functions to it; it
        takes thirty times as long to open."""
        return show_views(connect(), self._tables, views, then=then)

    def compact(self, files: int = 1) -> None:
        """Joins the small files of the tables that have more than `files`; reading gets faster, nothing else
        changes. Not for two processes at once."""
        for table in self._tables.values():
            if table.file_count() > files:
                table.compact()

    def _table(self, name: str) -> JournalTable:
        if name not in self._tables:
            raise JournalError(f"There is no journal table {name}.", f"There are {', '.join(TABLES)}.")
        return self._tables[name]
