"""The review queue: pairs of records that a steward should look at, the most valuable first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

import duckdb
import pyarrow as pa

from graph.errors import IdentityError
from graph.identity.judgements import stewardship_lease
from graph.journal import Journal
from graph.projection.values import in_utc

CLAIM_HOURS = 8
"""Hours after which a claim lapses and the case is open to all again."""


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """A pair to look at, with the customers that its records belong to now.

    `kind`: near_threshold (the model is not sure), weak_bridge (a link was cut because it alone held two
    groups together), veto (a link that a veto cut). `value` is its priority: it grows with the records and
    revenue of both customers and with the doubt about the pair. `state` is open, claimed or closed.
    """

    id: str
    run_id: str | None
    record_l: str
    record_r: str
    state: str
    kind: str
    value: float
    probability: float
    claimed_by: str | None
    opened_at: datetime
    closed_at: datetime | None
    customer_l: str | None
    customer_r: str | None

    @property
    def together(self) -> bool:
        """Both records belong to one customer now."""
        return self.customer_l is not None and self.customer_l == self.customer_r


def review_queue(journal: Journal, steward: str | None = None, first: int = 20) -> list[ReviewCase]:
    """Cases to decide, the most valuable first; with a steward's name without those that others claimed.

    A pair between two customers comes before one inside a customer. Cut links whose ends have become one
    customer since are left out, and so is any pair with a judgement in force.
    """
    with closing(journal.connect()) as connection:
        return _cases(connection, _QUEUE, steward=steward, first=first)


def find_case(journal: Journal, case_id: str) -> ReviewCase:
    """The case of that id; raises IdentityError where there is none."""
    with closing(journal.connect()) as connection:
        return _case(connection, case_id)


def claim(journal: Journal, case_id: str, steward: str) -> ReviewCase:
    """Lock a case for a steward for CLAIM_HOURS; claiming again prolongs it.

    Raises IdentityError where another holds it, or it is closed.
    """
    with _changing(journal, case_id) as case:
        _refuse_foreign(case, steward)
        return _store(journal, replace(case, state="claimed", claimed_by=steward))


def release(journal: Journal, case_id: str, steward: str) -> ReviewCase:
    """Give a claimed case back; raises IdentityError where another holds it, or it is closed."""
    with _changing(journal, case_id) as case:
        _refuse_foreign(case, steward)
        return _store(journal, replace(case, state="open", claimed_by=None))


def refuse_foreign_claim(journal: Journal, case_id: str, steward: str) -> ReviewCase:
    """The case, if the steward may decide it; raises IdentityError otherwise."""
    case = find_case(journal, case_id)
    _refuse_foreign(case, steward)
    return case


def settle_cases(journal: Journal) -> int:
    """Close the cases of pairs with a judgement in force, open again those whose judgement was revoked.

    Returns how many changed.
    """
    with stewardship_lease(journal), closing(journal.connect()) as connection:
        judged = _cases(connection, _TO_CLOSE)
        revoked = _cases(connection, _TO_REOPEN)
        now = datetime.now(UTC)
        changed = [replace(case, state="closed", closed_at=now) for case in judged]
        changed += [replace(case, state="open", claimed_by=None, closed_at=None) for case in revoked]
        _append(journal, changed)
    return len(changed)


@contextmanager
def _changing(journal: Journal, case_id: str) -> Iterator[ReviewCase]:
    with stewardship_lease(journal), closing(journal.connect()) as connection:
        yield _case(connection, case_id)


def _case(connection: duckdb.DuckDBPyConnection, case_id: str) -> ReviewCase:
    found = _cases(connection, "SELECT * FROM cases WHERE id = $id", id=case_id)
    if not found:
        raise IdentityError(f"There is no review case {case_id}.", "`ckg review list` shows what is open.")
    return found[0]


def _refuse_foreign(case: ReviewCase, steward: str) -> None:
    if not steward.strip():
        raise IdentityError("A case is claimed by a steward.", "Say who you are.")
    if case.state == "closed":
        raise IdentityError(f"Case {case.id} is closed.", "Revoke its judgement to open it again.")
    if case.claimed_by not in (None, steward):
        raise IdentityError(
            f"Case {case.id} is claimed by {case.claimed_by}.",
            f"Ask for its release; claims lapse after {CLAIM_HOURS} hours.",
        )


def _store(journal: Journal, case: ReviewCase) -> ReviewCase:
    _append(journal, [case])
    return case


def _append(journal: Journal, cases: list[ReviewCase]) -> None:
    rows = [asdict(case) for case in cases]
    for row in rows:
        del row["customer_l"], row["customer_r"]
    if rows:
        journal.append_table("review_cases", pa.Table.from_pylist(rows))


def _cases(connection: duckdb.DuckDBPyConnection, query: str, **values: Any) -> list[ReviewCase]:
    rows = connection.sql(f"WITH {_CASES} {query}", params=values).to_arrow_table().to_pylist()
    return [
        ReviewCase(**{name: in_utc(row[name]) for name in ReviewCase.__dataclass_fields__}) for row in rows
    ]


# A claim that lapsed counts as none.
_CASES = f"""
placed AS (
    SELECT record_id, arg_max(customer_id, valid_from) AS customer_id FROM stored_assignments
    GROUP BY record_id
), cases AS (
    SELECT c.* REPLACE (
            CASE WHEN lapsed THEN 'open' ELSE state END AS state,
            CASE WHEN lapsed THEN NULL ELSE claimed_by END AS claimed_by),
        l.customer_id AS customer_l, r.customer_id AS customer_r
    FROM (
        SELECT *, state = 'claimed' AND recorded_at < now() - INTERVAL {CLAIM_HOURS} HOUR AS lapsed
        FROM review_cases
    ) AS c
    LEFT JOIN placed AS l ON l.record_id = record_l LEFT JOIN placed AS r ON r.record_id = record_r
), judged AS (
    SELECT least(record_l, record_r) AS record_l, greatest(record_l, record_r) AS record_r
    FROM judgements WHERE revoked_at IS NULL
)
"""  # noqa: S608 - a number of our own

_QUEUE = """
SELECT * FROM cases ANTI JOIN judged USING (record_l, record_r)
WHERE state <> 'closed' AND (kind = 'near_threshold' OR customer_l IS DISTINCT FROM customer_r)
AND ($steward IS NULL OR claimed_by IS NULL OR claimed_by = $steward)
ORDER BY value * CASE WHEN customer_l = customer_r THEN 0.5 ELSE 1 END DESC, id LIMIT $first
"""

_TO_CLOSE = "SELECT * FROM cases SEMI JOIN judged USING (record_l, record_r) WHERE state <> 'closed'"
_TO_REOPEN = "SELECT * FROM cases ANTI JOIN judged USING (record_l, record_r) WHERE state = 'closed'"
