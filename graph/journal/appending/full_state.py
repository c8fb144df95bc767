"""A full state of a source, held against what the journal has of it: what is gone from it has ended."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import duckdb
import pyarrow as pa

from graph.duck import connect
from graph.entries import Entry, Event, Origin, RecordVersion
from graph.journal.withdrawing.withdrawals import WithdrawnEntries

OF_STATE = ("stored_records", "stored_events")
"""Views that it reads."""
MISSING, DELETED = "missing", "deleted"
"""Why something has ended: it is gone from a full state, or its source says so."""

# What a mapping says of its source and of traits is no row's, and ends with none.
_FILES = """
    SELECT file FROM stored_records WHERE source = $source
    UNION SELECT file FROM stored_events WHERE source = $source AND kind NOT IN ('source', 'trait')"""
_STANDING = """
    SELECT DISTINCT '' AS kind, record_id AS key, source_id FROM stored_records
    WHERE source = $source AND file IN (SELECT unnest($files::VARCHAR[]))
    UNION ALL
    SELECT kind, key, max(source_id) FROM stored_events
    WHERE source = $source AND file IN (SELECT unnest($files::VARCHAR[])) AND kind NOT IN ('source', 'trait')
    GROUP BY kind, key"""
_ENDED = """
    SELECT DISTINCT kind, key,
        CASE kind WHEN '' THEN substr(key, length($source) + 2) ELSE record END AS source_id
    FROM (SELECT *, substr(record_id, length(source) + 2) AS record FROM tombstones)
    WHERE source = $source AND ended = 'missing' AND file IN (SELECT unnest($files::VARCHAR[]))
        AND (kind, key) NOT IN (SELECT (kind, key) FROM standing)"""
_GONE = "SELECT kind, key, source_id FROM {} WHERE hash(kind, key) NOT IN (FROM named) ORDER BY kind, key"
_FETCH = 10_000


class Subject(NamedTuple):
    """What entries are about: of a record the kind is empty, and the key its id."""

    kind: str
    key: str

    @classmethod
    def of(cls, entry: Entry) -> Subject:
        """What an entry is about."""
        if isinstance(entry, RecordVersion):
            return cls("", f"{entry.source}:{entry.source_id}")
        return cls(entry.kind, entry.key)


@dataclass
class FullState:
    """What some files of a source have told, as of now, and what of it the state `names`."""

    source: str
    connection: duckdb.DuckDBPyConnection

    @classmethod
    def of(
        cls,
        journal: duckdb.DuckDBPyConnection,
        source: str,
        fits: Callable[[str], bool],
        taken: WithdrawnEntries | None,
    ) -> FullState:
        """What stands of the files of a source whose names fit; `journal` shows the views `OF_STATE`."""
        names = {name for (name,) in journal.execute(_FILES, {"source": source}).fetchall()}
        if taken is not None:  # a state may have told of endings alone
            names |= set(taken.tombstones.column("file").to_pylist())
        params = {"source": source, "files": sorted(name for name in names if fits(name))}
        connection = connect()
        connection.register("found", journal.sql(_STANDING, params=params).to_arrow_table())
        connection.execute("CREATE TABLE standing AS FROM found")
        connection.execute("CREATE TABLE ended AS FROM standing LIMIT 0")
        connection.execute("CREATE TABLE named (print UBIGINT)")
        if taken is not None:
            connection.register("tombstones", taken.tombstones)
            connection.execute(f"INSERT INTO ended {_ENDED}", params)
        return cls(source, connection)

    def only(self, kinds: Collection[str]) -> FullState:
        """The same for these kinds alone, of which the empty one is that of records."""
        for table in ("standing", "ended"):
            query = f"DELETE FROM {table} WHERE kind NOT IN (SELECT unnest($kinds::VARCHAR[]))"  # noqa: S608 - our own tables
            self.connection.execute(query, {"kinds": sorted(kinds)})
        return self

    def names(self, subjects: Iterable[Subject]) -> None:
        """Takes note of what the state names."""
        found = list(subjects)
        if found:
            kinds, keys = zip(*found, strict=True)
            self.connection.register("portion", pa.table({"kind": kinds, "key": keys}))
            self.connection.execute("INSERT INTO named SELECT hash(kind, key) FROM portion")

    def counts(self) -> tuple[int, int]:
        """How many things there are, and how many of them the state does not name."""
        gone = _GONE.format("standing")
        query = f"SELECT (SELECT count(*) FROM standing), (SELECT count(*) FROM ({gone}))"  # noqa: S608 - SQL of this module
        there, missing = self.connection.execute(query).fetchall()[0]
        return there, missing

    def missing(self, origin: Origin) -> Iterator[Entry]:
        """Entries that end what the state does not name; `origin` is where it was read."""
        return self._endings("standing", origin)

    def missing_still(self, origin: Origin) -> Iterator[Entry]:
        """The same for what an earlier state has ended: said again, it outlasts that state."""
        return self._endings("ended", origin)

    def _endings(self, table: str, origin: Origin) -> Iterator[Entry]:
        found = self.connection.execute(_GONE.format(table))
        while rows := found.fetchmany(_FETCH):
            for kind, key, source_id in rows:
                if kind:
                    yield Event(kind, key, self.source, source_id, None, origin, ended=MISSING)
                else:
                    yield RecordVersion(self.source, source_id, {}, (), None, origin, MISSING)
