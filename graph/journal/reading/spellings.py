"""Keys of a source that differ in zeros in front, capitals or blanks alone: mostly one record under two keys.

Keys of capitals and small letters tell things apart by them, as those of Salesforce's reports do. So only
those in capitals throughout, and e-mail addresses, are taken for others in small letters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from graph.journal.reading.finding import of_record
from graph.journal.reading.views import open_nearby
from graph.journal.tables.key_index import KeyIndex, Numbers, Run, any_other, contain, numbers_of
from graph.journal.tables.table import JournalTable

_TABLES, _VIEWS = ("records", "events"), ("stored_records", "stored_events")
_FIRST = 3
"""Pairs that are named."""

_ONE_CASE = """CASE WHEN contains(record_id, '@') OR upper(own_key) = own_key
    THEN of_source || lower(own_key) ELSE record_id END"""
_CLOSE = rf"regexp_replace({_ONE_CASE}, '[\s\x{{00A0}}\x{{202F}}]+', '', 'g')"
_FOLDED = rf"regexp_replace({_CLOSE}, '(^|[^0-9.,])0+([0-9])', '\1\2', 'g')"
_PARTED = """SELECT *, record_id[:instr(record_id, ':')] AS of_source,
    record_id[instr(record_id, ':') + 1:] AS own_key"""
_NUMBERS = f"""
    SELECT hash({_FOLDED}) AS folded, {of_record("record_id")} AS written
    FROM ({_PARTED} FROM (SELECT DISTINCT record_id FROM rows WHERE record_id IS NOT NULL))"""  # noqa: S608 - SQL of this module
_ALL = " UNION ALL ".join(f"SELECT record_id, ingest_id FROM near_{name}" for name in _TABLES)  # noqa: S608 - as above
_PAIRS = f"""
    WITH told AS (
        SELECT record_id, bool_or(ingest_id = $ingest) AS is_own FROM ({_ALL})
        WHERE record_id IS NOT NULL GROUP BY record_id
    ), keys AS MATERIALIZED (SELECT record_id, is_own, {_FOLDED} AS folded FROM ({_PARTED} FROM told))
    SELECT own.record_id, min(other.record_id) FROM keys AS own JOIN keys AS other USING (folded)
    WHERE own.is_own AND own.record_id <> other.record_id GROUP BY ALL ORDER BY ALL"""  # noqa: S608 - as above


class Spellings(NamedTuple):
    """How many keys of an ingest are written in another way elsewhere, and the first with the other one."""

    keys: int = 0
    pairs: tuple[tuple[str, str], ...] = ()


def spelt_otherwise(
    tables: Mapping[str, JournalTable], ingest_id: str, since: Mapping[str, int]
) -> Spellings:
    """The keys of records that an ingest told of, after a state of the tables, which are those of other
    records of their source but for zeros in front, capitals or blanks. Of what is older no more is read than
    these."""
    runs = {name: _index(tables[name]).runs()[0] for name in _TABLES}
    told = [new for name in _TABLES for new in _told(tables[name], since[name], runs[name])]
    stored = [run for name in _TABLES for run in runs[name]]
    otherwise = (new[0][any_other(stored, new[0], new[1])] for new in told)
    folded = np.unique(np.concatenate([np.empty(0, np.uint64), *otherwise]))
    if not folded.size:
        return Spellings()
    near = open_nearby(tables, _VIEWS, _TABLES)
    with closing(near.connection) as connection:
        connection.register("asked", pa.table({"number": _written(stored, folded)}))
        for name in _TABLES:
            near.look_up(name, "FROM asked")
        pairs = connection.execute(_PAIRS, {"ingest": ingest_id}).fetchall()
    return Spellings(len(pairs), tuple((own, other) for own, other in pairs[:_FIRST]))


def _written(runs: Sequence[Run], folded: Numbers) -> Numbers:
    """The numbers of the rows of all keys that are folded to one of these numbers, which are sorted."""
    return np.unique(np.concatenate([run[1][contain([folded[np.newaxis]], run[0])] for run in runs]))


def _told(table: JournalTable, since: int, runs: Sequence[Run]) -> Sequence[Run]:
    """The numbers of what was stored after a version, of which the table has these runs."""
    return runs if since == 0 else [_index(table).added(since, table.version())]


def _index(table: JournalTable) -> KeyIndex:
    return KeyIndex(table, "spelt", ("record_id",), _NUMBERS, numbers_of)
