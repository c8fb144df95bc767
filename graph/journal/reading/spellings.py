"""Keys of a source that differ in zeros in front, case or blanks alone: mostly one record under two keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from graph.journal.reading.views import open_views
from graph.journal.tables.key_index import KeyIndex, Numbers, Run, any_other, numbers_of
from graph.journal.tables.table import JournalTable

_TABLES, _VIEWS = ("records", "events"), ("stored_records", "stored_events")
_FIRST = 3
"""Pairs that are named."""

_CLOSE = r"regexp_replace(lower(record_id), '[\s\x{00A0}\x{202F}]+', '', 'g')"
_FOLDED = rf"regexp_replace({_CLOSE}, '(^|[^0-9.,])0+([0-9])', '\1\2', 'g')"
_NUMBERS = f"""
    SELECT hash({_FOLDED}) AS folded, hash(record_id) AS written
    FROM (SELECT DISTINCT record_id FROM rows WHERE record_id IS NOT NULL)"""  # noqa: S608 - SQL of this module
_ALL = "SELECT record_id, ingest_id FROM stored_records UNION SELECT record_id, ingest_id FROM stored_events"
_PAIRS = f"""
    WITH told AS (SELECT record_id, {_FOLDED} AS folded, ingest_id FROM ({_ALL}) WHERE record_id IS NOT NULL),
    own AS (SELECT DISTINCT record_id, folded FROM told WHERE ingest_id = $ingest)
    SELECT own.record_id, min(told.record_id) FROM own JOIN told USING (folded)
    WHERE own.record_id <> told.record_id
    AND split_part(own.record_id, ':', 1) = split_part(told.record_id, ':', 1) GROUP BY ALL ORDER BY ALL"""  # noqa: S608 - as above


class Spellings(NamedTuple):
    """How many keys of an ingest are written in another way elsewhere, and the first with the other one."""

    keys: int = 0
    pairs: tuple[tuple[str, str], ...] = ()


def spelt_otherwise(
    tables: Mapping[str, JournalTable], ingest_id: str, since: Mapping[str, int]
) -> Spellings:
    """The keys of records that an ingest told of, after a state of the tables, which are those of other
    records of their source but for zeros in front, case or blanks. Where there are none, nothing older is
    read."""
    runs = {name: _index(tables[name]).runs()[0] for name in _TABLES}
    told = [new for name in _TABLES for new in _told(tables[name], since[name], runs[name])]
    stored = [run for name in _TABLES for run in runs[name]]
    if not any(any_other(stored, new[0], new[1]).any() for new in told):
        return Spellings()
    with closing(open_views(tables, _VIEWS)) as connection:
        pairs = connection.execute(_PAIRS, {"ingest": ingest_id}).fetchall()
    return Spellings(len(pairs), tuple((own, other) for own, other in pairs[:_FIRST]))


def _told(table: JournalTable, since: int, runs: Sequence[Run]) -> Sequence[Run]:
    """The numbers of what was stored after a version, of which the table has these runs."""
    return runs if since == 0 else [_numbers(table.added(("record_id",), since, table.version()))]


def _index(table: JournalTable) -> KeyIndex:
    return KeyIndex(table, "spelt", ("record_id",), _numbers)


def _numbers(rows: Any) -> Numbers:
    """Two numbers for each key: what it is folded, and as it is written."""
    return numbers_of(rows, _NUMBERS)
