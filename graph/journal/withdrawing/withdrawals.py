"""What counts no more: entries of an ingest, or of one file of it, that were taken back, and what was ended.

Nothing is rewritten: a withdrawal is a row of its own, and every reader leaves out the entries that it is
about. An entry stays where another ingest, not taken back, said the same: what an ingest brought that
the journal held already is kept as `confirmations`, by hash, or by naming the ingest that read the same file.
What sources ended is found by `graph.journal.withdrawing.ended`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import duckdb
import pyarrow as pa

from graph.files.lease import reading_lease
from graph.journal.tables.clocks import received_at_sql, told_of_clocks
from graph.journal.tables.schema import TABLES
from graph.journal.tables.scratch import scratch
from graph.journal.tables.table import JournalTable
from graph.journal.withdrawing import ended

OF_RECORDS = ("records", "events")
"""Tables of what sources say."""
PLACE = ("commit", "recorded_at", "seq")
"""The columns that tell the rows of a table apart, as they are stored: whatever is told of clocks later."""

_ENDS = {
    "assignments": ("record_id",),
    **dict.fromkeys(("links", "judgements", "review_cases"), ("record_l", "record_r")),
}
"""Tables about records, with the columns that name these: of records that nobody states nothing counts."""


_CUSTOMERS = {"households": ("customer_id",), "aliases": ("retired_id", "surviving_id")}
"""Tables about customers, with the columns that name these: of one who was erased nothing counts."""


@dataclass(frozen=True)
class Withdrawal:
    """That what an ingest of a source said counts no more: of one file, or of all where `file` is null.

    `why` is `undone`, `source_dropped`, or `replaced` by an ingest under another mapping.
    """

    ingest_id: str
    source: str
    file: str | None
    why: str


@dataclass(frozen=True)
class WithdrawnEntries:
    """Entries that count no more: their places by table, the records that no entry states any more, those
    of which any entry counts no more (`once`) with the first commit by table that brought one which does, and
    the tombstones: entries by which sources ended something; `ends` tells by commits when they ended what.
    `customers` are those who were erased; `ingests` those whose entries were looked at."""

    places: Mapping[str, pa.Table]
    gone: pa.Table
    once: pa.Table
    tombstones: pa.Table
    ends: pa.Table
    customers: pa.Table
    ingests: pa.Table

    def register(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Makes the tables that the conditions name."""
        for name, rows in {
            **{f"taken_{name}": rows for name, rows in self.places.items()},
            "gone": self.gone,
            "erased_customers": self.customers,
        }.items():
            connection.register(f"arrow_{name}", rows)
            connection.execute(f"CREATE TEMP TABLE {name} AS FROM arrow_{name}")
            connection.unregister(f"arrow_{name}")

    def without(self, table: str, rows: pa.Table) -> pa.Table:
        """The rows of a table that count."""
        with scratch() as connection:
            self.register(connection)
            connection.register("rows", rows)
            mask = connection.sql(f"SELECT {self.condition(table)} AS counts FROM rows").to_arrow_table()  # noqa: S608 - SQL of this module
        return rows.filter(mask.column("counts"))

    @staticmethod
    def condition(table: str) -> str:
        """SQL for which rows of a table count."""
        if table in OF_RECORDS:
            place = ", ".join(_COUNTED)
            return f"({place}) NOT IN (FROM taken_{table})"
        named = [f"{end} NOT IN (FROM gone)" for end in _ENDS.get(table, ())]
        named += [f"{id_} NOT IN (FROM erased_customers)" for id_ in _CUSTOMERS.get(table, ())]
        return " AND ".join(f"coalesce({test}, TRUE)" for test in named) or "TRUE"


_COUNTED = ('coalesce("commit", 0)', "recorded_at", "seq")

_FIND = """
CREATE TEMP TABLE withdrawn AS SELECT DISTINCT ingest_id, source, file FROM withdrawals;
CREATE TEMP TABLE confirming AS FROM confirmations AS c WHERE NOT EXISTS (
    FROM withdrawn AS w
    WHERE w.ingest_id = c.ingest_id AND w.source = c.source AND (w.file IS NULL OR w.file = c.file));
CREATE TEMP TABLE looked_at AS
    SELECT ingest_id FROM withdrawn UNION SELECT same_ingest FROM confirming WHERE same_ingest IS NOT NULL;
CREATE TEMP TABLE entries AS
    SELECT 'records' AS of_table, source, record_id, content_hash, ingest_id, file, {place} FROM records
        SEMI JOIN looked_at USING (ingest_id)
    UNION ALL SELECT 'events', source, record_id, content_hash, ingest_id, file, {place} FROM events
        SEMI JOIN looked_at USING (ingest_id);
CREATE TEMP TABLE kept AS
    SELECT unnest(hashes) AS content_hash FROM confirming
    UNION SELECT content_hash FROM entries SEMI JOIN confirming
        ON confirming.same_ingest = entries.ingest_id AND confirming.same_file = entries.file
    UNION SELECT unnest(c.hashes) FROM confirmations AS c SEMI JOIN confirming
        ON confirming.same_ingest = c.ingest_id AND confirming.same_file = c.file;
CREATE TEMP TABLE taken AS SELECT of_table, record_id, "commit", recorded_at, seq FROM entries
    SEMI JOIN withdrawn ON withdrawn.ingest_id = entries.ingest_id AND withdrawn.source = entries.source
        AND (withdrawn.file IS NULL OR withdrawn.file = entries.file)
    ANTI JOIN kept USING (content_hash);
"""
_NOTHING_TAKEN = """
CREATE TEMP TABLE looked_at (ingest_id VARCHAR);
CREATE TEMP TABLE taken (
    of_table VARCHAR, record_id VARCHAR, "commit" BIGINT, recorded_at TIMESTAMPTZ, seq BIGINT)
"""
_NOTHING_ENDED = """
CREATE TEMP TABLE tombstones AS SELECT *, '' AS kind, '' AS key, '' AS source, '' AS ended, '' AS file
    FROM taken LIMIT 0;
CREATE TEMP TABLE ended AS FROM taken LIMIT 0;
CREATE TEMP TABLE ends AS SELECT of_table, "commit", "commit" AS before FROM taken LIMIT 0;
"""
_COUNTLESS = """
CREATE TEMP TABLE countless AS
    SELECT of_table, record_id, "commit", recorded_at, seq FROM taken
    UNION SELECT of_table, record_id, "commit", recorded_at, seq FROM ended;
CREATE TEMP TABLE once AS SELECT DISTINCT record_id FROM countless WHERE record_id IS NOT NULL;
"""
_LEFT = """
    SELECT '{name}' AS of_table, record_id, min(coalesce("commit", 0)) AS first FROM {name}
    WHERE record_id IN (FROM once) AND ({place}) NOT IN (
        SELECT ("commit", recorded_at, seq) FROM countless WHERE of_table = '{name}')
    GROUP BY record_id"""
_ONCE = """
    SELECT record_id, min(first) FILTER (of_table = 'records') AS records,
        min(first) FILTER (of_table = 'events') AS events
    FROM once LEFT JOIN ({left}) USING (record_id) GROUP BY record_id"""
# What changes nothing of what was found: entries that end nothing, of other ingests, of records and events of
# which all entries count.
_CONCERNED = """
    SELECT 1 FROM {name} AS entry WHERE ended IS NOT NULL OR ingest_id IN (FROM ingests)
        OR record_id IN (SELECT record_id FROM once)
        OR {named} IN (SELECT ({columns}) FROM tombstones WHERE of_table = '{name}') LIMIT 1"""
_NAMED = {"records": ("record_id", "key"), "events": ("(kind, key)", "kind, key")}
"""By table what its entries are about, and the columns of tombstones that tell the same."""
_PLACES = 'SELECT "commit", recorded_at, seq FROM countless WHERE of_table = $name'
_NAMES = (*OF_RECORDS, "withdrawals", "confirmations")


def taken_back(
    tables: Mapping[str, JournalTable], more: Sequence[Withdrawal] = ()
) -> WithdrawnEntries | None:
    """What was taken back or ended, and what would be if there were `more` withdrawals; None for nothing."""
    return _found(tables, more, any_ended=not tables[ended.MARKED].is_empty())


def withdrawn(tables: Mapping[str, JournalTable]) -> WithdrawnEntries | None:
    """What was taken back, whatever was ended; None where that is nothing."""
    return _found(tables, (), any_ended=False)


def _found(
    tables: Mapping[str, JournalTable], more: Sequence[Withdrawal], *, any_ended: bool
) -> WithdrawnEntries | None:
    any_taken = bool(more) or not tables["withdrawals"].is_empty()
    if not any_taken and not any_ended:
        return None
    find_ended = ended.find_sql(received_at_sql(told_of_clocks(tables), "records"))
    steps = (_FIND if any_taken else _NOTHING_TAKEN, find_ended if any_ended else _NOTHING_ENDED, _COUNTLESS)
    with reading_lease(tables["withdrawals"].folder.parent):
        files = tuple(tuple(tables[name].files()) for name in _NAMES)
        return _LATEST.of(files, tuple(more), steps)


_Files = tuple[tuple[str, ...], ...]
"""Files by table, in the order of `_NAMES`."""
_Steps = tuple[str, ...]
_Trial = tuple[_Files, tuple[Withdrawal, ...], _Steps]


class _Latest:
    """What was found last, which still holds where nothing but entries that do not concern it came since.

    What `more` withdrawals would take is tried once, and asked for several times in a row.
    """

    def __init__(self) -> None:
        self._known: dict[_Steps, tuple[_Files, WithdrawnEntries]] = {}
        self._tried: tuple[_Trial, WithdrawnEntries] | None = None

    def of(self, files: _Files, more: tuple[Withdrawal, ...], steps: _Steps) -> WithdrawnEntries:
        """What is found in these files."""
        if more:
            return self._trial((files, more, steps))
        found = self._holding(files, steps) or _worked_out(files, (), steps)
        self._known[steps] = files, found
        return found

    def _trial(self, trial: _Trial) -> WithdrawnEntries:
        tried = self._tried
        if tried is None or tried[0] != trial:
            tried = self._tried = trial, _worked_out(*trial)
        return tried[1]

    def _holding(self, files: _Files, steps: _Steps) -> WithdrawnEntries | None:
        if steps not in self._known:
            return None
        before, found = self._known[steps]
        if before == files:
            return found
        told = len(OF_RECORDS)
        gone = any(set(known) - set(now) for known, now in zip(before, files, strict=True))
        if gone or before[told:] != files[told:]:
            return None
        new = {
            name: sorted(set(now) - set(known))
            for name, known, now in zip(OF_RECORDS, before, files, strict=False)
        }
        return None if _concern(new, found) else found


_LATEST = _Latest()


def _concern(new: Mapping[str, Sequence[str]], found: WithdrawnEntries) -> bool:
    """Whether any entry of new files may change what was found."""
    with scratch() as connection:
        for name in ("ingests", "once", "tombstones"):
            connection.register(name, getattr(found, name))
        for name, files in new.items():
            named, columns = _NAMED[name]
            connection.execute(f"CREATE TEMP VIEW {name} AS {_rows_of(connection, name, files, ())}")
            query = _CONCERNED.format(name=name, named=named, columns=columns)
            if files and connection.execute(query).fetchall():
                return True
    return False


def _worked_out(files: _Files, more: tuple[Withdrawal, ...], steps: _Steps) -> WithdrawnEntries:
    with scratch() as connection:
        for name, listed in zip(_NAMES, files, strict=True):
            connection.execute(f"CREATE TEMP VIEW {name} AS {_rows_of(connection, name, listed, more)}")
        for step in steps:
            connection.execute(step.format(place=f'{_COUNTED[0]} AS "commit", recorded_at, seq'))
        places = {
            name: connection.sql(_PLACES, params={"name": name}).to_arrow_table() for name in OF_RECORDS
        }
        left = " UNION ALL ".join(_LEFT.format(name=name, place=", ".join(_COUNTED)) for name in OF_RECORDS)
        connection.execute(f"CREATE TEMP TABLE left_over AS {_ONCE.format(left=left)}")
        gone = "SELECT record_id FROM left_over WHERE coalesce(records, events) IS NULL"
        erased = f"SELECT DISTINCT key AS customer_id FROM tombstones WHERE kind = '{ended.ERASED_CUSTOMER}'"  # noqa: S608 - a word of our own
        ends, ingests = "SELECT DISTINCT * FROM ends", "FROM looked_at"
        tables = (gone, "FROM left_over", "FROM tombstones", ends, erased, ingests)
        return WithdrawnEntries(places, *(connection.sql(query).to_arrow_table() for query in tables))


def _rows_of(
    connection: duckdb.DuckDBPyConnection, name: str, files: Sequence[str], more: Sequence[Withdrawal]
) -> str:
    schema = TABLES[name]
    given: list[dict[str, Any]] = [asdict(one) for one in more] if name == "withdrawals" else []
    connection.register(f"more_{name}", pa.Table.from_pylist(given, schema=schema))
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in files)
    stored = f" UNION ALL BY NAME FROM read_parquet([{listed}], union_by_name=true)" if files else ""
    return f"FROM more_{name}{stored}"
