"""The list in force: entries of people who were erased are told, and stay out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pyarrow as pa

from graph.entries import Rejection
from graph.errors import JournalError
from graph.files.lease import admitting_lease, excluding_lease
from graph.journal.suppressing.key import hashed, kept_key
from graph.journal.suppressing.names import names_in, names_of_rows
from graph.journal.tables.order import ARRIVAL
from graph.journal.tables.scratch import scratch
from graph.journal.tables.table import JournalTable

ERASED, LIFTED, PURGED = "erased", "lifted", "purged"
"""What a row of `erasures` says: that somebody was erased, may come back, is nowhere on disk any more."""
TRIAL = "ckg"
"""A text whose hash stands in each row, so that another key is found out."""

_READ = ("act", "hashes", "commit", "recorded_at", "seq")
_REMEMBERED = 200_000


class Suppressed:
    """The list as it was once."""

    def __init__(self, key: bytes = b"", hashes: frozenset[bytes] = frozenset()) -> None:
        self._key, self._hashes = key, hashes
        self._known: dict[str, bool] = {}

    def is_empty(self) -> bool:
        """Whether nobody has to stay out."""
        return not self._hashes

    def holds(self, names: Iterable[str]) -> bool:
        """Whether any of the names is on the list."""
        return not self.is_empty() and any(map(self._holds, names))

    def rejections_without(self, rejections: Sequence[Rejection]) -> list[Rejection]:
        """What goes into quarantine and is about nobody on the list."""
        return [rejection for rejection in rejections if not self.holds(names_in(rejection))]

    def rows_without(self, rows: pa.Table) -> pa.Table:
        """The rows of `records` or `events` that are about nobody on the list."""
        if self.is_empty():
            return rows
        stays = [not self.holds(names) for names in names_of_rows(rows)]
        return rows if all(stays) else rows.filter(pa.array(stays, pa.bool_()))

    def _holds(self, name: str) -> bool:
        known = self._known.get(name)
        if known is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            known = self._known[name] = hashed(self._key, name) in self._hashes
        return known


class Suppression:
    """Tells who was erased, whichever process erased them."""

    def __init__(self, table: JournalTable, home: Path) -> None:
        self._table, self._home = table, home
        self._version, self._list = 0, Suppressed()

    def now(self) -> Suppressed:
        """The list as it is now."""
        version = 0 if self._table.is_empty() else self._table.version()
        if version != self._version:
            acts = _acts(self._table)
            key = kept_key(self._home) if acts else b""
            self._list, self._version = Suppressed(key, frozenset(_in_force(acts, key))), version
        return self._list

    @contextmanager
    def standing(self) -> Iterator[Suppressed]:
        """The list as it is now, which nobody is put on inside the block: what is stored there is stored
        before any end that is not in it."""
        with admitting_lease(self._table.folder.parent):
            yield self.now()

    def growing(self) -> AbstractContextManager[None]:
        """Inside the block people may be put on the list, and what was told of them ended: nobody who went by
        the list as it was stores anything after that."""
        return excluding_lease(self._table.folder.parent)


def _acts(table: JournalTable) -> list[tuple[str, list[bytes]]]:
    """What was done, with the hashes of whom, in the order in which it was."""
    rows = table.rows(_READ)
    with scratch() as connection:
        connection.register("rows", rows)
        query = f"SELECT act, hashes FROM rows WHERE act IN ('{ERASED}', '{LIFTED}') ORDER BY {ARRIVAL}"  # noqa: S608 - columns of our own
        return connection.execute(query).fetchall()


def _in_force(acts: Iterable[tuple[str, list[bytes]]], key: bytes) -> set[bytes]:
    found: set[bytes] = set()
    trial = hashed(key, TRIAL)
    for act, (tried, *hashes) in acts:
        if tried != trial:
            raise JournalError(
                "The key of the list of those who were erased is not the one that the list was made with.",
                "Put erasure.key back from a copy of this home.",
            )
        (found.update if act == ERASED else found.difference_update)(hashes)
    return found
