"""What a steward does, and what comes of it at once: the customers concerned are clustered again."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum

from graph.errors import IdentityError
from graph.identity import judgements
from graph.identity.judgements import (
    DECIDING,
    RECORD_VIEWS,
    Author,
    Judgement,
    UnknownRecordError,
    Verdict,
    check_records,
)
from graph.identity.stewards.cases import Resolution, ReviewCase, find_case
from graph.identity.stewards.review import (
    check_pair_case,
    refuse_foreign_claim,
    reopen_identifier,
    rule_identifier,
    settle_cases,
)
from graph.journal import Journal
from graph.journal.reading.views_sql import customers_sql
from graph.settings import Settings


class Reconnection(StrEnum):
    """Whether what was taken apart may come together again: when other evidence says so, or never."""

    ALLOWED = "allowed"
    BANNED = "banned"


@dataclass(frozen=True, slots=True)
class Move:
    """A record with its customers before and after."""

    record: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act of a steward came to.

    `case` is the review case about an identifier that was ruled on, null for judgements. `run_id` names the
    identity run that put it into effect; null where nothing had to be clustered again, or where that is
    `pending`: no run has been made yet, or the rules have changed since the last or its model is of another
    version, so that the next run has more to do than a steward should wait for. `moves` lists the judged
    records and all others that changed customer.
    """

    judgements: tuple[Judgement, ...]
    run_id: str | None
    pending: bool
    moves: tuple[Move, ...]
    case: ReviewCase | None = None


class Stewardship:
    """The acts of stewards on one journal.

    Each is stored first and put into effect then, by an incremental run over the components that it
    touches. The graph follows with the next projection.
    """

    def __init__(self, journal: Journal, settings: Settings) -> None:
        self._journal = journal
        self._settings = settings

    def judge(self, pair: tuple[str, str], verdict: Verdict, author: Author) -> Outcome:
        """Rule on two records; raises UnknownRecordError, ContradictionError or IdentityError."""
        if verdict is Verdict.UNLINKED:
            raise IdentityError("unlinked is no verdict on a pair.", "Unmerge the two records instead.")
        return self._effect([judgements.judge(self._journal, pair, verdict, author)])

    def decide(self, case_id: str, verdict: Verdict, author: Author) -> Outcome:
        """Rule on the pair of a review case, which is closed by it.

        Raises as `judge` does, and where another steward holds it or it is about an identifier.
        """
        case = check_pair_case(refuse_foreign_claim(self._journal, case_id, author.steward))
        return self.judge((case.record_l, case.record_r), verdict, author)

    def unlink_record(self, record: str, author: Author, reconnection: Reconnection) -> Outcome:
        """Take a record out of its customer.

        Raises UnknownRecordError, IdentityError where it is alone, or ContradictionError where a match
        ties it to the others.
        """
        others = self._fellows(record)
        if not others:
            raise IdentityError(f"{record} is the only record of its customer.", "Nothing to take apart.")
        return self._unlink([(record, other) for other in others], author, reconnection)

    def unlink_pair(self, pair: tuple[str, str], author: Author, reconnection: Reconnection) -> Outcome:
        """Set aside what links two records directly; with a ban, their customers stay apart for good.

        Without a ban, other records may still hold them together; the outcome's moves tell. Raises as
        `unlink_record` does.
        """
        if pair[1] not in self._fellows(pair[0]):
            raise IdentityError(f"{pair[0]} and {pair[1]} are not one customer.", "Nothing to take apart.")
        return self._unlink([pair], author, reconnection)

    def revoke(self, judgement_id: str, author: Author) -> Outcome:
        """Take a judgement back, or all of an unmerge: what it moved goes back, with its former ids."""
        return self._effect(judgements.revoke(self._journal, judgement_id, author))

    def confirm(self, case_id: str, author: Author) -> Outcome:
        """Say that an identifier says nothing about who somebody is: its case is closed, and stays closed.

        Raises IdentityError where the case is about a pair, closed, or claimed by another.
        """
        case = rule_identifier(self._journal, case_id, Resolution.CONFIRMED, author)
        return Outcome((), None, pending=False, moves=(), case=case)

    def overrule(self, case_id: str, author: Author) -> Outcome:
        """Say that an identifier tells something although many use it: it links again, for good.

        Raises as `confirm` does.
        """
        case = rule_identifier(self._journal, case_id, Resolution.OVERRULED, author)
        return replace(self._follow([], clustering=True), case=case)

    def reopen(self, case_id: str, author: Author) -> Outcome:
        """Take a ruling on an identifier back; an overruled one is shared again.

        Raises IdentityError where no steward ruled on it.
        """
        before = find_case(self._journal, case_id).resolution
        case = reopen_identifier(self._journal, case_id, author)
        return replace(self._follow([], clustering=before == Resolution.OVERRULED), case=case)

    def _unlink(self, pairs: list[tuple[str, str]], author: Author, reconnection: Reconnection) -> Outcome:
        verdict = Verdict.NO_MATCH if reconnection is Reconnection.BANNED else Verdict.UNLINKED
        return self._effect(judgements.judge_all(self._journal, pairs, verdict, author))

    def _effect(self, found: list[Judgement]) -> Outcome:
        settle_cases(self._journal)
        clustering = any(judgement.verdict in DECIDING for judgement in found)
        return self._follow(found, clustering=clustering)

    def _follow(self, found: list[Judgement], *, clustering: bool) -> Outcome:
        """Put what is stored into effect, where it touches clusters."""
        run_id = self._run() if clustering else None
        return Outcome(tuple(found), run_id, clustering and not run_id, self._moves(found, run_id))

    def _run(self) -> str | None:
        """The id of a run over what changed; None where a run would have more to do."""
        from graph.identity.run import can_follow, resolve  # takes long, and most acts need none

        if not can_follow(self._journal, self._settings):
            return None
        return resolve(self._journal, self._settings).run_id

    def _fellows(self, record: str) -> Collection[str]:
        views = ("customers", "stored_assignments", *RECORD_VIEWS)
        with closing(self._journal.connect(views=views)) as connection:
            check_records(connection, [record])
            rows = connection.execute(_FELLOWS, {"record": record}).fetchall()
        return [row[0] for row in rows]

    def _moves(self, found: list[Judgement], run_id: str | None) -> tuple[Move, ...]:
        judged = sorted({record for j in found for record in (j.record_l, j.record_r)})
        with closing(self._journal.connect(views=("stored_assignments",))) as connection:
            rows = connection.execute(_MOVES, {"judged": judged, "run": run_id or ""}).fetchall()
        return tuple(Move(*row) for row in rows)


_FELLOWS = f"""
WITH own AS (SELECT customer_id FROM customers WHERE record_id = $record), once AS (
    SELECT DISTINCT record_id FROM stored_assignments SEMI JOIN own USING (customer_id)
), placed AS (
    {customers_sql("(FROM stored_assignments SEMI JOIN once USING (record_id))")}
)
SELECT record_id FROM placed SEMI JOIN own USING (customer_id) WHERE record_id <> $record ORDER BY record_id
"""  # noqa: S608 - a query of our own

_MOVES = f"""
WITH concerned AS (
    SELECT unnest($judged::VARCHAR[]) AS record_id
    UNION SELECT record_id FROM stored_assignments WHERE run_id = $run
), history AS (
    FROM stored_assignments SEMI JOIN concerned USING (record_id)
), before AS ({customers_sql("(FROM history WHERE run_id IS DISTINCT FROM $run)")}),
after AS ({customers_sql("history")})
SELECT record_id, before.customer_id, after.customer_id FROM after LEFT JOIN before USING (record_id)
ORDER BY record_id
"""  # noqa: S608 - a query of our own

__all__ = ["Author", "Outcome", "Reconnection", "Stewardship", "UnknownRecordError", "Verdict"]
