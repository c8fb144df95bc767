"""What is in quarantine: rows and values that stayed out, until they are corrected, replayed or dropped.

The table `rejected` only grows. The row stored last of each id says whether it is a rejection, or why it
is none any more. What is refused again comes back, but for what a person has settled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from graph.journal.tables.order import ARRIVAL, LATEST

if TYPE_CHECKING:
    from graph.journal.journal import Journal

_PARTS = ", ".join(f"coalesce({name}, '')" for name in ("source", "field", "value", "reason", "row"))
ID = f"coalesce(id, left(sha256(concat_ws(chr(31), {_PARTS})), 32))"
"""The id of a rejection; those of earlier versions were stored without."""

OPEN = f"""
    SELECT * FROM (
        SELECT * FROM (SELECT * REPLACE ({ID} AS id) FROM stored_rejected)
        QUALIFY row_number() OVER (PARTITION BY id ORDER BY {LATEST}) = 1
    ) WHERE released IS NULL"""  # noqa: S608 - columns of our own
"""SQL for the rejections that are in force."""

MENDED = "mended"
SETTLED = (MENDED, "dropped")
"""Why a rejection is none any more where a person saw to it: the same row in tomorrow's export is no news."""


@dataclass(frozen=True)
class RejectionFilter:
    """Which rejections are meant; what is null does not matter. `reason` is a part of reason or field."""

    source: str | None = None
    ingest: str | None = None
    file: str | None = None
    reason: str | None = None

    def sql(self) -> tuple[str, dict[str, str]]:
        """A condition on rows of `rejected`, and its parameters."""
        tests = {
            "source": "source = $source",
            "ingest": "ingest_id = $ingest",
            "file": "file = $file",
            "reason": "contains(lower(concat(field, ' ', reason)), lower($reason))",
        }
        given = {name: value for name in tests if (value := getattr(self, name)) is not None}
        return " AND ".join(tests[name] for name in given) or "TRUE", given


EVERYTHING = RejectionFilter()


@dataclass(frozen=True)
class OpenRejection:
    """A rejection that is in force; `row` is the raw row as JSON, or the line where it is none."""

    id: str
    source: str
    file: str
    line: int
    field: str
    value: str
    reason: str
    row: str
    about: str
    ingest_id: str
    recorded_at: datetime


COLUMNS = ", ".join(each.name for each in fields(OpenRejection)).replace("about", "coalesce(about, '')")
"""Columns of `rejected` in the order of `OpenRejection`."""
_FETCH = 1_000


def open_rejections(journal: Journal, only: RejectionFilter = EVERYTHING) -> Iterator[OpenRejection]:
    """Rejections in force, in the order in which they were stored."""
    condition, params = only.sql()
    query = f"SELECT {COLUMNS} FROM rejected WHERE {condition} ORDER BY {ARRIVAL}"  # noqa: S608 - our own names
    with closing(journal.connect(views=("rejected",))) as connection:
        found = connection.execute(query, params)
        while rows := found.fetchmany(_FETCH):
            yield from (OpenRejection(*row) for row in rows)


_RELEASED_BY = f"""
    WITH told AS (SELECT * REPLACE ({ID} AS id) FROM stored_rejected WHERE source = $source),
    last AS (SELECT * FROM told QUALIFY row_number() OVER (PARTITION BY id ORDER BY {LATEST}) = 1)
    SELECT source, file, line, field, value, reason, "row", ingest_id, about, id FROM told
    WHERE released IS NULL
        AND id IN (SELECT id FROM last WHERE released IS NOT NULL AND ingest_id IN (SELECT unnest($ingests)))
        AND ingest_id NOT IN (SELECT ingest_id FROM stored_withdrawals UNION SELECT unnest($going))
    QUALIFY row_number() OVER (PARTITION BY id ORDER BY {LATEST}) = 1"""  # noqa: S608 - columns of our own


_MENDED_BY = f"""
    SELECT id FROM (
        SELECT * REPLACE ({ID} AS id) FROM stored_rejected WHERE source = $source
        QUALIFY row_number() OVER (PARTITION BY id ORDER BY {LATEST}) = 1
    ) WHERE released = '{MENDED}' AND ingest_id IN (SELECT unnest($ingests)) ORDER BY id"""  # noqa: S608 - columns of our own


def released_by(journal: Journal, source: str, ingests: Collection[str], going: Collection[str]) -> pa.Table:
    """The rows of `rejected` of what left the quarantine for what one of these ingests of a source said; none
    of ingests that were taken back themselves, or are `going` to be."""
    params = {"source": source, "ingests": sorted(ingests), "going": sorted(going)}
    with closing(journal.connect(views=("stored_rejected", "stored_withdrawals"))) as connection:
        found: pa.Table = connection.sql(_RELEASED_BY, params=params).to_arrow_table()
        return found


def mended_by(journal: Journal, source: str, ingests: Collection[str]) -> list[str]:
    """The ids of what left the quarantine since a row of one of these ingests of a source corrects it."""
    params = {"source": source, "ingests": sorted(ingests)}
    with closing(journal.connect(views=("stored_rejected",))) as connection:
        return [id_ for (id_,) in connection.execute(_MENDED_BY, params).fetchall()]


@dataclass(frozen=True)
class Group:
    """Rejections that have something in common: how many, of how many rows, since when and until when."""

    name: tuple[str, ...]
    count: int
    rows: int
    first: datetime
    last: datetime


GROUPS = {
    "reason": ("source", "file", "field", "reason"),
    "source": ("source",),
    "file": ("source", "file"),
    "ingest": ("source", "ingest_id"),
}


def groups(journal: Journal, by: str, only: RejectionFilter = EVERYTHING) -> list[Group]:
    """Rejections in force, grouped by one of GROUPS; the most frequent first."""
    names = GROUPS[by]
    condition, params = only.sql()
    query = f"""
        SELECT [{", ".join(f"coalesce({name}, '')" for name in names)}] AS name, count(*) AS count,
            count(DISTINCT (source, file, line, "row")), min(recorded_at), max(recorded_at)
        FROM rejected WHERE {condition} GROUP BY ALL ORDER BY count DESC, name"""  # noqa: S608 - our own names
    return [Group(tuple(name), *counts) for name, *counts in _rows(journal, query, params)]


@dataclass(frozen=True)
class Day:
    """One day of the quarantine: how many were refused and released on it, and how many there were then."""

    day: date
    refused: int
    released: int
    open: int


def days(journal: Journal, source: str | None = None) -> list[Day]:
    """The quarantine over time, day by day (UTC) on which something happened."""
    query = """
        WITH told AS (
            SELECT timezone('UTC', recorded_at)::DATE AS day, count(*) FILTER (released IS NULL) AS refused,
                count(*) FILTER (released IS NOT NULL) AS released
            FROM stored_rejected WHERE $source IS NULL OR source = $source GROUP BY day
        ) SELECT *, sum(refused - released) OVER (ORDER BY day)::BIGINT FROM told ORDER BY day"""
    return [Day(*row) for row in _rows(journal, query, {"source": source})]


def _rows(journal: Journal, query: str, params: Any) -> list[tuple[Any, ...]]:
    with closing(journal.connect(views=("rejected",))) as connection:
        return connection.execute(query, params).fetchall()
