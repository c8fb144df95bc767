"""Which rows of the journal are about what, by number: a few are found without a look at all others.

Numbers are hashes, of which two may be equal by chance: who looks something up is given a row too many then,
never one too few, and asks of the rows what they are about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa

from graph.journal.reading.contracts import TIMES
from graph.journal.reading.stated import OF_ORDERS, ORDER_OF, referrals_sql
from graph.journal.tables.key_index import Numbers, numbers_of
from graph.journal.tables.row_index import Places, Range, RowIndex, rows_at
from graph.journal.tables.schema import TABLES
from graph.journal.tables.table import JournalTable
from graph.model.traits import KIND


def _number(*parts: str) -> str:
    """SQL for the number of what some values name; the upper half, as times take the lower one."""
    return f"(hash({', '.join(parts)}) | {1 << 63}::UBIGINT)"


def of_record(record_id: str) -> str:
    """SQL for the number of rows of any table about a record, for the SQL of its id."""
    return _number("'record'", record_id)


def of_customer(customer_id: str) -> str:
    """SQL for the number of assignments to a customer."""
    return _number("'customer'", customer_id)


def of_event(kind: str, key: str) -> str:
    """SQL for the number of the rows of an event."""
    return _number("'event'", kind, key)


def of_lines(order_id: str) -> str:
    """SQL for the number of what else tells of an order: its lines, its states, its refunds."""
    return _number("'line'", order_id)


def of_brought(record_id: str) -> str:
    """SQL for the number of referrals by a record."""
    return _number("'brought'", record_id)


DECLARATIONS = _number("'declared'")
"""SQL for the number of the declarations of traits."""

_BOUGHT, _OVER = 1 << 62, 1 << 61
"""Where numbers of times begin: of orders and of contracts, and of the latest event of each file
that was over when stored."""
_REACH = 1 << 59
"""What all times, in microseconds from 1970, are within."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_REFERRALS = referrals_sql("(SELECT place AS key, file AS stated_at, kind, edges FROM rows)")
_RECORDS = f"SELECT {of_record('record_id')} AS number, place, file FROM rows WHERE record_id IS NOT NULL"  # noqa: S608 - columns of our own
_QUERIES = {
    "records": _RECORDS,
    "assignments": f"""{_RECORDS}
        UNION ALL SELECT {of_customer("customer_id")}, place, file FROM rows WHERE customer_id IS NOT NULL""",  # noqa: S608 - as above
    "events": f"""{_RECORDS}
        UNION ALL SELECT {of_event("kind", "key")}, place, file FROM rows
        UNION ALL SELECT {of_lines(ORDER_OF)}, place, file FROM rows WHERE {OF_ORDERS}
        UNION ALL SELECT {of_brought("bringer")}, key, stated_at FROM ({_REFERRALS})
        UNION ALL SELECT {DECLARATIONS}, place, file FROM rows WHERE kind = '{KIND}'
        UNION ALL SELECT (epoch_us(max("at")) + {_OVER})::UBIGINT, arg_max(place, "at"), file FROM rows
            WHERE "at" <= recorded_at GROUP BY file
        UNION ALL SELECT (epoch_us("at") + {_BOUGHT})::UBIGINT, place, file FROM rows
            WHERE kind = 'order' AND "at" IS NOT NULL
        UNION ALL SELECT (epoch_us(time) + {_BOUGHT})::UBIGINT, place, file
            FROM (SELECT unnest([{", ".join(TIMES)}]) AS time, place, file FROM rows WHERE kind = 'contract')
            WHERE time IS NOT NULL""",  # noqa: S608 - as above
}
"""By table the query for the numbers of its rows, see `RowIndex`."""
_COLUMNS = {
    "records": ("record_id",),
    "assignments": ("record_id", "customer_id"),
    "events": ("kind", "key", "record_id", "at", "nodes", "edges", "recorded_at"),
}
_INDEXES = 64
"""Tables whose indexes are kept for who opens their journal again, as a server does for each question."""


def bought_between(since: datetime, until: datetime) -> Range:
    """The numbers of the orders that were placed, and of the contracts that began, were cancelled or ended,
    from one time up to another, which is not in it."""
    first, last = ((at - _EPOCH) // timedelta(microseconds=1) + _BOUGHT for at in (since, until))
    return first, last


def numbers_of_records(ids: Sequence[str]) -> Numbers:
    """The numbers of rows about records, see `of_record`."""
    asked = pa.table({"id": pa.array(ids, pa.string())})
    [numbers] = numbers_of(asked, f"SELECT {of_record('id')} AS number FROM rows")  # noqa: S608 - SQL of this module
    return np.asarray(numbers)


class Rows:
    """The rows of a table in some of its data files, as they are looked up: each is given once."""

    def __init__(self, table: JournalTable, files: Sequence[str]) -> None:
        self._schema, self._files = table.schema, files
        self._index = _index_of(table.folder, table.name)
        self._given: dict[str, Places] = {}

    def more(self, numbers: Numbers, ranges: Sequence[Range] = ()) -> pa.Table:
        """Rows that have one of the numbers, or one in a range, and were not given before."""
        return self._read(self._index.places(self._files, np.unique(numbers), ranges))

    def count(self, numbers: Numbers) -> int:
        """How many rows have one of the numbers, without reading any."""
        return sum(places.size for places in self._index.places(self._files, np.unique(numbers)).values())

    def latest(self) -> pa.Table:
        """The latest event that was over when it was stored, unless it was given before."""
        return self._read(self._index.greatest(self._files, (_OVER - _REACH, _OVER + _REACH)))

    def any(self, range_: Range) -> bool:
        """Whether any row has a number in a range."""
        return bool(self._index.places(self._files, np.empty(0, np.uint64), [range_]))

    def _read(self, found: Mapping[str, Places]) -> pa.Table:
        new = {
            path: np.setdiff1d(places, self._given.get(path, places[:0])) for path, places in found.items()
        }
        for path, places in new.items():
            self._given[path] = np.union1d(self._given.get(path, places[:0]), places)
        return rows_at({path: places for path, places in new.items() if places.size}, self._schema)


@lru_cache(_INDEXES)
def _index_of(folder: Path, table: str) -> RowIndex:
    schema = pa.schema([TABLES[table].field(name) for name in _COLUMNS[table]])
    return RowIndex(folder, "rows", schema, _QUERIES[table])
