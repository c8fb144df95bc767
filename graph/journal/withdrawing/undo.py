"""Taking back what an ingest or a source said: what that is, whom it would change, and doing it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from graph.errors import JournalError
from graph.journal.quality.quarantine import RejectionFilter, mended_by
from graph.journal.tables.order import ARRIVAL
from graph.journal.withdrawing.withdrawals import OF_RECORDS, PLACE, Withdrawal, WithdrawnEntries

if TYPE_CHECKING:
    from graph.journal.journal import Journal


@dataclass(frozen=True)
class Reading:
    """A file that an ingest read, and how many entries it brought; of an ingest that was killed only these
    are known, and no file. `content` and `reading` tell the file, and how it was read, from others;
    `cursor` is where reading a table goes on, `told` what an ingest leaves for one of the very same file,
    `reached` which commits it saw."""

    ingest_id: str
    source: str
    file: str | None
    mapping: str | None
    at: datetime
    accepted: int
    unchanged: int
    rejected: int
    content: str | None
    reading: str | None
    cursor: str | None
    told: str | None
    reached: str | None
    taken_back: bool


# In the order of the journal, whatever the clock said: a time is no later than those of what came after.
_LATER = f"ORDER BY {ARRIVAL} ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING"
_LOGGED = f"""
    SELECT ingest_id, source, file, mapping, finished_at AS "at", accepted, unchanged, rejected, content,
        reading, cursor, told, reached, row_number() OVER (ORDER BY {ARRIVAL}) AS place,
        min(recorded_at) OVER ({_LATER}) AS placed_at
    FROM stored_ingests"""  # noqa: S608 - columns of our own
# Of ingests that were killed, or go on, the entries alone tell.
_UNLOGGED = """
    SELECT ingest_id, source, max(recorded_at) AS "at", "at" AS placed_at, sum(accepted)::BIGINT AS accepted
    FROM (
        SELECT ingest_id, source, recorded_at, 1 AS accepted FROM stored_records
        UNION ALL SELECT ingest_id, source, recorded_at, 1 FROM stored_events
        UNION ALL SELECT ingest_id, source, recorded_at, 0 FROM stored_confirmations
        UNION ALL SELECT ingest_id, source, recorded_at, 0 FROM stored_withdrawals
    ) WHERE ingest_id IS NOT NULL AND ingest_id NOT IN (SELECT ingest_id FROM stored_ingests) GROUP BY ALL"""
_READINGS = """
    SELECT ingest_id, source, file, mapping, "at", accepted, coalesce(unchanged, 0), coalesce(rejected, 0),
        content, reading, cursor, told, reached,
        EXISTS (FROM stored_withdrawals AS w WHERE w.ingest_id = found.ingest_id
            AND w.source = found.source AND (w.file IS NULL OR w.file = found.file))
    FROM ({found}) AS found
    WHERE ($source IS NULL OR source = $source) AND ($content IS NULL OR content = $content)
    ORDER BY placed_at, place, file"""
_ALL = f"FROM ({_LOGGED}) UNION ALL BY NAME FROM ({_UNLOGGED})"
_VIEWS = tuple(f"stored_{name}" for name in ("ingests", *OF_RECORDS, "confirmations", "withdrawals"))
_VIEWS_OF_LOGGED = ("stored_ingests", "stored_withdrawals")


def readings(journal: Journal, source: str | None = None, content: str | None = None) -> list[Reading]:
    """All files that ingests read, the oldest first; those of a source, or with this content.

    Of contents those ingests alone know that are logged: for these no entry is looked at.
    """
    found, views = (_ALL, _VIEWS) if content is None else (_LOGGED, _VIEWS_OF_LOGGED)
    with closing(journal.connect(views=views)) as connection:
        given = {"source": source, "content": content}
        rows = connection.execute(_READINGS.format(found=found), given).fetchall()
    return [Reading(*row) for row in rows]


def logged(journal: Journal, source: str) -> list[Reading]:
    """The files that ingests of a source read to their end and that count, the oldest first; no entry is
    looked at."""
    with closing(journal.connect(views=_VIEWS_OF_LOGGED)) as connection:
        given = {"source": source, "content": None}
        rows = connection.execute(_READINGS.format(found=_LOGGED), given).fetchall()
    return [it for it in (Reading(*row) for row in rows) if not it.taken_back]


def of_ingest(journal: Journal, ingest: str) -> list[Withdrawal]:
    """What to take back for one ingest, named by its id or the beginning of it; nothing where that was done.

    Raises JournalError where there is no such ingest, or more than one.
    """
    found = [reading for reading in readings(journal) if reading.ingest_id.startswith(ingest)]
    ids = {reading.ingest_id for reading in found}
    if len(ids) != 1 or not ingest:
        problem = "begins the ids of several ingests" if ids and ingest else "is the id of no ingest"
        raise JournalError(f'"{ingest}" {problem}.', "`ckg source ingests` lists them.")
    return _standing(found, "undone")


def of_source(journal: Journal, source: str) -> list[Withdrawal]:
    """What to take back for a whole source as it is now; raises JournalError for one that is not known."""
    found = readings(journal, source)
    if not found:
        known = ", ".join(sorted({reading.source for reading in readings(journal)})) or "none"
        raise JournalError(f'There is no source "{source}".', f"Sources: {known}.")
    return _standing(found, "source_dropped")


def _standing(found: Iterable[Reading], why: str) -> list[Withdrawal]:
    standing = {(it.ingest_id, it.source) for it in found if not it.taken_back}
    return [Withdrawal(ingest_id, source, None, why) for ingest_id, source in sorted(standing)]


@dataclass(frozen=True)
class AffectedCustomer:
    """A customer whom a withdrawal changes: how many records there are, are no more, say something else, and
    come back."""

    customer_id: str
    records: int
    gone: int
    changed: int
    back: int


@dataclass(frozen=True)
class WithdrawalEffect:
    """What a withdrawal takes back: entries by table, and those that come back, since it had ended them;
    records that nobody states any more, those of which something stays, and those that come back; and the
    customers of all these."""

    entries: dict[str, int]
    returning: dict[str, int]
    gone: int
    changed: int
    back: int
    customers: tuple[AffectedCustomer, ...]


_PLACE = f"({', '.join(PLACE)})"
# Places are those of rows as they are stored, whatever counts.
_LEFT_OUT = f"""
    SELECT record_id FROM whole_{{0}}
    SEMI JOIN more_{{0}} USING {_PLACE} ANTI JOIN fewer_{{0}} USING {_PLACE}"""  # noqa: S608 - columns of our own
_CUSTOMERS_BEFORE = """
    SELECT record_id, arg_max(customer_id, valid_from) AS customer_id FROM whole_assignments
    WHERE customer_id IS NOT NULL AND record_id IN (SELECT unnest($back)) GROUP BY record_id"""
_TOUCHED = """
    WITH whose AS (FROM customers UNION ALL BY NAME FROM customers_before)
    SELECT customer_id, record_id, record_id IN (FROM gone_then) AS gone,
        record_id IN (SELECT record_id FROM customers_before) AS back,
        record_id IN (FROM touched) AS touched
    FROM (FROM whose FULL JOIN (SELECT DISTINCT record_id FROM touched) USING (record_id))"""
_CUSTOMERS = f"""
    SELECT customer_id, count(*) FILTER (NOT back) AS records, count(*) FILTER (gone) AS gone,
        count(*) FILTER (touched AND NOT gone AND NOT back) AS changed, count(*) FILTER (back) AS back
    FROM ({_TOUCHED}) GROUP BY customer_id HAVING bool_or(touched) ORDER BY customer_id NULLS FIRST"""  # noqa: S608 - SQL of this module


def effect_of(journal: Journal, withdrawals: Sequence[Withdrawal]) -> WithdrawalEffect:
    """What withdrawals would change, as of now; nothing is changed."""
    now, then = journal.taken_back(), journal.taken_back(withdrawals)
    going, returning = _left_out(journal, then, now), _left_out(journal, now, then)
    gone = _ids(then)
    back = (_ids(now) - gone) & _named(returning)
    touched = _named(going) | _named(returning)
    with closing(journal.connect_whole(("assignments",))) as connection:
        before = connection.sql(_CUSTOMERS_BEFORE, params={"back": sorted(back)}).to_arrow_table()
    with closing(journal.connect(views=("customers",))) as connection:
        connection.register("customers_before", before)
        connection.register("touched", pa.table({"record_id": pa.array(touched, pa.string())}))
        connection.register("gone_then", pa.table({"record_id": pa.array(gone, pa.string())}))
        customers = [AffectedCustomer(*row) for row in connection.execute(_CUSTOMERS).fetchall()]
    return WithdrawalEffect(
        {name: rows.num_rows for name, rows in going.items()},
        {name: rows.num_rows for name, rows in returning.items()},
        len(gone & touched),
        len(touched - gone - back),
        len(back),
        tuple(it for it in customers if it.customer_id is not None),
    )


def _left_out(
    journal: Journal, more: WithdrawnEntries | None, fewer: WithdrawnEntries | None
) -> dict[str, pa.Table]:
    """By table, the records of the entries that are taken back or ended in `more`, and not in `fewer`."""
    if more is None:
        return {name: pa.table({"record_id": pa.array([], pa.string())}) for name in OF_RECORDS}
    with closing(journal.connect_whole(OF_RECORDS)) as connection:
        for name, places in more.places.items():
            connection.register(f"more_{name}", places)
            connection.register(f"fewer_{name}", places.slice(0, 0) if fewer is None else fewer.places[name])
        return {name: connection.sql(_LEFT_OUT.format(name)).to_arrow_table() for name in OF_RECORDS}


def _named(entries: dict[str, pa.Table]) -> set[str]:
    """The records of entries."""
    return {id_ for rows in entries.values() for id_ in rows.column("record_id").to_pylist() if id_}


def _ids(left_out: WithdrawnEntries | None) -> set[str]:
    """The records that no entry states any more."""
    return set() if left_out is None else _named({"gone": left_out.gone})


def withdraw(journal: Journal, withdrawals: Sequence[Withdrawal]) -> None:
    """Take back what ingests said; their quarantine goes, what left it for them is back.

    What they said goes last: killed in between, a call finds all of it still to be done when it is repeated.
    """
    if not withdrawals:
        return
    going = {one.ingest_id for one in withdrawals}
    for source in sorted({one.source for one in withdrawals}):
        of = {(one.ingest_id, one.file): one.why for one in withdrawals if one.source == source}
        leaving: dict[str, list[str]] = {}
        for it in journal.in_quarantine(RejectionFilter(source=source)):
            if why := of.get((it.ingest_id, None)) or of.get((it.ingest_id, it.file)):
                leaving.setdefault(why, []).append(it.id)
        for why, ids in leaving.items():
            journal.release(source, ids, why)
        whole = {ingest: why for (ingest, file), why in of.items() if file is None}
        journal.quarantine_again(source, whole, going)
        if mended := mended_by(journal, source, whole):  # by rows that count no more
            journal.release(source, mended, next(iter(whole.values())))
    journal.append_table("withdrawals", pa.Table.from_pylist([asdict(one) for one in withdrawals]))
