"""Taking back what an ingest or a source said: what that is, whom it would change, and doing it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from graph.errors import JournalError
from graph.journal.quality.quarantine import RejectionFilter
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
    return _standing(found, "dropped")


def _standing(found: Iterable[Reading], why: str) -> list[Withdrawal]:
    standing = {(it.ingest_id, it.source) for it in found if not it.taken_back}
    return [Withdrawal(ingest_id, source, None, why) for ingest_id, source in sorted(standing)]


@dataclass(frozen=True)
class AffectedCustomer:
    """A customer whom a withdrawal changes: how many records there are, are no more, and say less."""

    customer_id: str
    records: int
    gone: int
    changed: int


@dataclass(frozen=True)
class WithdrawalEffect:
    """What a withdrawal takes back: entries by table, records that nobody states any more, records of which
    something stays, and the customers of these; records that come `back`, since it had ended them."""

    entries: dict[str, int]
    gone: int
    changed: int
    customers: tuple[AffectedCustomer, ...]
    back: int = 0


_PLACE = f"({', '.join(PLACE)})"
# Places are those of rows as they are stored, whatever counts.
_GOING = f"""
    SELECT record_id FROM whole_{{0}}
    SEMI JOIN then_{{0}} USING {_PLACE} ANTI JOIN now_{{0}} USING {_PLACE}"""  # noqa: S608 - columns of our own
_TOUCHED = """
    WITH touched AS (SELECT DISTINCT record_id FROM going WHERE record_id IS NOT NULL)
    SELECT customer_id, record_id, record_id IN (FROM gone_then) AS gone,
        record_id IN (FROM touched) AS touched
    FROM (FROM customers FULL JOIN touched USING (record_id))"""
_CUSTOMERS = f"""
    SELECT customer_id, count(*) AS records, count(*) FILTER (gone) AS gone,
        count(*) FILTER (touched AND NOT gone) AS changed
    FROM ({_TOUCHED}) GROUP BY customer_id HAVING bool_or(touched) ORDER BY customer_id NULLS FIRST"""  # noqa: S608 - SQL of this module


def effect_of(journal: Journal, withdrawals: Sequence[Withdrawal]) -> WithdrawalEffect:
    """What withdrawals would change, as of now; nothing is changed."""
    now, then = journal.taken_back(), journal.taken_back(withdrawals)
    if then is None:
        return WithdrawalEffect(dict.fromkeys(OF_RECORDS, 0), 0, 0, ())
    going = _going(journal, now, then)
    with closing(journal.connect(views=("customers",))) as connection:
        connection.register("going", pa.concat_tables(going.values()))
        connection.register("gone_then", then.gone)
        touched = [AffectedCustomer(*row) for row in connection.execute(_CUSTOMERS).fetchall()]
    entries = {name: rows.num_rows for name, rows in going.items()}
    gone, changed = (sum(getattr(customer, name) for customer in touched) for name in ("gone", "changed"))
    back = 0 if now is None else len(_ids(now.gone) - _ids(then.gone))
    return WithdrawalEffect(
        entries, gone, changed, tuple(it for it in touched if it.customer_id is not None), back
    )


def _going(journal: Journal, now: WithdrawnEntries | None, then: WithdrawnEntries) -> dict[str, pa.Table]:
    """By table, the records of the entries that count now and not then."""
    with closing(journal.connect_whole(OF_RECORDS)) as connection:
        for name in OF_RECORDS:
            places = then.places[name]
            connection.register(f"then_{name}", places)
            connection.register(f"now_{name}", places.slice(0, 0) if now is None else now.places[name])
        return {name: connection.sql(_GOING.format(name)).to_arrow_table() for name in OF_RECORDS}


def _ids(records: pa.Table) -> set[Any]:
    return set(records.column("record_id").to_pylist())


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
        journal.quarantine_again(source, {ingest for ingest, file in of if file is None}, going)
    journal.append_table("withdrawals", pa.Table.from_pylist([asdict(one) for one in withdrawals]))
