"""Review cases: what a steward should look at, the most valuable first.

Most cases are pairs of records. A case of kind generic_identifier is about one value that more people use
than its limit allows, so that it links nobody: a steward confirms that, or overrules it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import duckdb
import pyarrow as pa

from graph.errors import NotFoundError
from graph.journal import Journal
from graph.journal.reading.views_sql import customers_sql
from graph.journal.tables.times import in_utc
from graph.model.resolution import CaseKind

CASE_VIEWS = ("review_cases", "judgements", "stored_assignments")
"""Views of the journal that cases are read from."""

CLAIM_HOURS = 8
"""Hours after which a claim lapses and the case is open to all again."""


class Resolution(StrEnum):
    """How a case was closed.

    JUDGED: by a judgement on its pair. MERGED: a run made its records one customer. SETTLED: a run found
    nothing doubtful about it any more. Of an identifier: CONFIRMED as one that says nothing, or OVERRULED,
    so that it links however many people seem to use it.
    """

    JUDGED = "judged"
    MERGED = "merged"
    SETTLED = "settled"
    CONFIRMED = "confirmed"
    OVERRULED = "overruled"


@dataclass(frozen=True, slots=True)
class SharedIdentifier:
    """An identifier value, and how many distinct people use it."""

    kind: str
    value: str
    people: int


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """A pair, or an identifier, to look at, with the customers that the records belong to now.

    `kind` is one of `CaseKind`; of a generic identifier, which is `identifier`, the records are two examples
    and `probability` is null. `value` is the priority: it grows with the records and revenue
    of both customers and with the doubt. `state` is open, claimed or closed; `resolution` says how it was
    closed. `closed_by` and `reason` name the steward who ruled on an identifier, or took that back, and why.
    """

    id: str
    run_id: str | None
    record_l: str
    record_r: str
    state: str
    kind: str
    value: float
    probability: float | None
    claimed_by: str | None
    opened_at: datetime
    closed_at: datetime | None
    identifier: SharedIdentifier | None
    resolution: str | None
    closed_by: str | None
    reason: str | None
    customer_l: str | None
    customer_r: str | None

    @property
    def together(self) -> bool:
        """Both records belong to one customer now."""
        return self.customer_l is not None and self.customer_l == self.customer_r

    @property
    def urgency(self) -> float:
        """What the queue goes by: a pair between two customers comes before one inside a customer."""
        return self.value * (0.5 if self.together else 1)


def review_queue(journal: Journal, steward: str | None = None, first: int = 20) -> list[ReviewCase]:
    """Cases to decide, the most valuable first; with a steward's name without those that others claimed.

    A pair between two customers comes before one inside a customer. Cut links whose ends have become one
    customer since are left out, and so is any pair with a judgement in force.
    """
    with closing(journal.connect(views=CASE_VIEWS)) as connection:
        return read_cases(connection, _QUEUE, _UNDECIDED, steward=steward, first=first)


@dataclass(frozen=True, slots=True)
class NextCase:
    """The case to look at next, and how many `waiting` there are with it, up to 10,000."""

    case: ReviewCase
    waiting: int


def next_case(journal: Journal, steward: str, skipped: Collection[str]) -> NextCase | None:
    """The first case that `review_queue` has for a steward, but for those of the ids in `skipped`; None where
    there is none."""
    values = {"steward": steward, "first": QUEUE, "skipped": list(skipped)}
    with closing(journal.connect(views=CASE_VIEWS)) as connection:
        found = _rows(connection, _NEXT, _UNDECIDED, **values)
    return NextCase(_case(found[0]), found[0]["waiting"]) if found else None


QUEUE = 10_000
"""Cases of the queue that are looked at; those behind them come up when these are decided."""
_UNDECIDED = "(FROM review_cases WHERE state <> 'closed')"


def find_case(journal: Journal, case_id: str) -> ReviewCase:
    """The case of that id; raises NotFoundError where there is none."""
    with closing(journal.connect(views=CASE_VIEWS)) as connection:
        return case_of(connection, case_id)


def case_of(connection: duckdb.DuckDBPyConnection, case_id: str) -> ReviewCase:
    """The same in an open journal."""
    found = read_cases(connection, "SELECT * FROM cases", "(FROM review_cases WHERE id = $id)", id=case_id)
    if not found:
        raise NotFoundError(f"There is no review case {case_id}.", "`ckg review list` shows what is open.")
    return found[0]


def append_cases(journal: Journal, cases: Sequence[ReviewCase]) -> None:
    """Store cases as they are now."""
    if cases:
        journal.append_table("review_cases", pa.Table.from_pylist([_row(case) for case in cases]))


def _row(case: ReviewCase) -> dict[str, Any]:
    row = asdict(case)
    for name in ("customer_l", "customer_r", "identifier"):
        del row[name]
    about = case.identifier
    if about is None:
        return row
    return row | {"identifier_kind": about.kind, "identifier_value": about.value, "people": about.people}


def read_cases(
    connection: duckdb.DuckDBPyConnection, query: str, among: str = "review_cases", **values: Any
) -> list[ReviewCase]:
    """The cases that a query over `cases` and `judged` selects of `among`, rows of `review_cases`."""
    return [_case(row) for row in _rows(connection, query, among, **values)]


def _rows(
    connection: duckdb.DuckDBPyConnection, query: str, among: str = "review_cases", **values: Any
) -> list[dict[str, Any]]:
    full_query = f"WITH {_CASES.format(among=among)} {query}"
    rows: list[dict[str, Any]] = connection.sql(full_query, params=values).to_arrow_table().to_pylist()
    return rows


def _case(row: dict[str, Any]) -> ReviewCase:
    kind, value, people = (row[name] for name in ("identifier_kind", "identifier_value", "people"))
    row["identifier"] = SharedIdentifier(kind, value, people) if kind else None
    return ReviewCase(**{name: in_utc(row[name]) for name in ReviewCase.__dataclass_fields__})


JUDGED = """
SELECT least(record_l, record_r) AS record_l, greatest(record_l, record_r) AS record_r
FROM judgements WHERE revoked_at IS NULL
"""
"""SQL for the pairs with a judgement in force."""

# A claim that lapsed counts as none.
_CASES = f"""
asked AS (FROM {{among}}), concerned AS (
    SELECT record_l AS record_id FROM asked UNION SELECT record_r FROM asked
), placed AS (
    {customers_sql("(FROM stored_assignments SEMI JOIN concerned USING (record_id))")}
), cases AS (
    SELECT c.* REPLACE (
            CASE WHEN lapsed THEN 'open' ELSE state END AS state,
            CASE WHEN lapsed THEN NULL ELSE claimed_by END AS claimed_by),
        l.customer_id AS customer_l, r.customer_id AS customer_r
    FROM (
        SELECT *, state = 'claimed' AND abs(epoch(now() - recorded_at)) > {CLAIM_HOURS * 3600} AS lapsed
        FROM asked
    ) AS c
    LEFT JOIN placed AS l ON l.record_id = record_l LEFT JOIN placed AS r ON r.record_id = record_r
), judged AS ({JUDGED})
"""  # noqa: S608 - a number and a query of our own

# A pair between two customers comes before one inside a customer.
_ORDER = "ORDER BY value * CASE WHEN customer_l = customer_r THEN 0.5 ELSE 1 END DESC, id"

_QUEUE = f"""
SELECT * FROM cases ANTI JOIN judged AS j
    ON j.record_l = cases.record_l AND j.record_r = cases.record_r AND cases.identifier_kind IS NULL
WHERE (kind IN ('{CaseKind.NEAR_THRESHOLD}', '{CaseKind.GENERIC_IDENTIFIER}')
    OR customer_l IS DISTINCT FROM customer_r)
AND ($steward IS NULL OR claimed_by IS NULL OR claimed_by = $steward)
{_ORDER} LIMIT $first
"""  # noqa: S608 - an order of our own

_NEXT = f"""
SELECT *, count(*) OVER () AS waiting FROM ({_QUEUE}) WHERE NOT list_contains($skipped::VARCHAR[], id)
{_ORDER} LIMIT 1
"""  # noqa: S608 - queries of our own
