"""What stewards do to review cases: claim them, give them back, rule on identifiers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from graph.errors import ConflictError, IdentityError
from graph.identity.connection.temporary import finds
from graph.identity.judgements import Author, stewardship_lease
from graph.identity.stewards.cases import (
    CASE_VIEWS,
    CLAIM_HOURS,
    JUDGED,
    Resolution,
    ReviewCase,
    append_cases,
    case_of,
    find_case,
    read_cases,
)
from graph.journal import Journal

_RULINGS = (Resolution.CONFIRMED, Resolution.OVERRULED)


def claim(journal: Journal, case_id: str, steward: str) -> ReviewCase:
    """Lock a case for a steward for CLAIM_HOURS; claiming again prolongs it.

    Raises ConflictError where another holds it, or it is closed.
    """
    with _changing(journal, case_id) as case:
        _refuse_foreign(case, steward)
        return _store(journal, replace(case, state="claimed", claimed_by=steward))


def release(journal: Journal, case_id: str, steward: str) -> ReviewCase:
    """Give a claimed case back; raises ConflictError where another holds it, or it is closed."""
    with _changing(journal, case_id) as case:
        _refuse_foreign(case, steward)
        return _store(journal, replace(case, state="open", claimed_by=None))


def refuse_foreign_claim(journal: Journal, case_id: str, steward: str) -> ReviewCase:
    """The case, if the steward may decide it; raises IdentityError otherwise."""
    case = find_case(journal, case_id)
    _refuse_foreign(case, steward)
    return case


def check_pair_case(case: ReviewCase) -> ReviewCase:
    """The case, if it is about a pair; raises IdentityError otherwise."""
    if case.identifier:
        raise IdentityError(
            f"Case {case.id} is about an identifier, not about a pair.", "Confirm or overrule it."
        )
    return case


def rule_identifier(journal: Journal, case_id: str, ruling: Resolution, author: Author) -> ReviewCase:
    """Close a case about an identifier: CONFIRMED or OVERRULED; the next run follows.

    Raises ConflictError where another steward holds it or it is closed, IdentityError for one about a pair.
    """
    with _changing(journal, case_id) as case:
        _refuse_foreign(case, author.steward)
        _refuse_pair(case)
        closed = replace(case, state="closed", closed_at=datetime.now(UTC), resolution=str(ruling))
        return _store(journal, _signed(closed, author))


def reopen_identifier(journal: Journal, case_id: str, author: Author) -> ReviewCase:
    """Take a ruling on an identifier back: its case is open again, claimed by nobody; the next run follows.

    Raises ConflictError where no steward closed it.
    """
    with _changing(journal, case_id) as case:
        _refuse_pair(case)
        if case.resolution not in _RULINGS:
            raise ConflictError(f"No steward ruled on case {case.id}.", "There is nothing to take back.")
        opened = replace(case, state="open", closed_at=None, resolution=None)
        return _store(journal, _signed(opened, author))


def settle_cases(journal: Journal) -> int:
    """Close the cases of pairs with a judgement in force, open again those whose judgement was revoked.

    Returns how many changed.
    """
    with stewardship_lease(journal), closing(journal.connect(views=CASE_VIEWS)) as connection:
        if not finds(connection, f"FROM {_UNSETTLED}"):  # to plan for customers, too, takes as long again
            return 0
        now = datetime.now(UTC)
        judged = {"state": "closed", "closed_at": now, "resolution": str(Resolution.JUDGED)}
        opened = {"state": "open", "claimed_by": None, "closed_at": None, "resolution": None}
        changed = [
            replace(case, **(opened if case.state == "closed" else judged))
            for case in read_cases(connection, "SELECT * FROM cases", _UNSETTLED)
        ]
        append_cases(journal, changed)
    return len(changed)


@contextmanager
def _changing(journal: Journal, case_id: str) -> Iterator[ReviewCase]:
    with stewardship_lease(journal), closing(journal.connect(views=CASE_VIEWS)) as connection:
        yield case_of(connection, case_id)


def _refuse_foreign(case: ReviewCase, steward: str) -> None:
    if not steward.strip():
        raise IdentityError("A case is claimed by a steward.", "Say who you are.")
    if case.state == "closed":
        raise ConflictError(f"Case {case.id} is closed.", _WAYS_BACK[Resolution(case.resolution or "judged")])
    if case.claimed_by not in (None, steward):
        raise ConflictError(
            f"Case {case.id} is claimed by {case.claimed_by}.",
            f"Ask for its release; claims lapse after {CLAIM_HOURS} hours.",
        )


_WAYS_BACK = {
    Resolution.JUDGED: "Revoke its judgement to open it again.",
    Resolution.MERGED: "Judge its two records directly if that is wrong.",
    Resolution.SETTLED: "Judge its two records directly if that is wrong.",
    Resolution.CONFIRMED: "Reopen it with `ckg review reopen`.",
    Resolution.OVERRULED: "Reopen it with `ckg review reopen`.",
}


def _signed(case: ReviewCase, author: Author) -> ReviewCase:
    return replace(case, claimed_by=None, closed_by=author.steward, reason=author.reason)


def _refuse_pair(case: ReviewCase) -> None:
    if case.identifier is None:
        raise IdentityError(f"Case {case.id} is about a pair.", "Give a verdict on its two records.")


def _store(journal: Journal, case: ReviewCase) -> ReviewCase:
    append_cases(journal, [case])
    return case


_UNSETTLED = f"""(
    FROM review_cases SEMI JOIN ({JUDGED}) USING (record_l, record_r)
    WHERE state <> 'closed' AND identifier_kind IS NULL
    UNION ALL FROM review_cases ANTI JOIN ({JUDGED}) USING (record_l, record_r)
    WHERE state = 'closed' AND resolution = 'judged')"""
"""Cases that are open although their pair is judged, and those whose judgement was revoked."""
