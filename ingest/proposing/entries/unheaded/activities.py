"""What somebody did, told by values where no header says it: amounts with a date and a code, states that only
orders, tickets or contracts have, numbers of stars beside texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import combinations
from statistics import median

from ingest.proposing.entries.unheaded.around import Around
from ingest.proposing.entries.unheaded.open_columns import OpenColumns, Told
from ingest.proposing.meaning.row_days import days_of

_KNOWN = (
    *("order_id", "transaction_id", "invoice_id", "ordered", "ticket_id", "contract_id", "answer_id"),
    *("event_name", "message_id", "event_id", "appointment_id", "page", "product_id", "signed"),
    *("score", "nps", "csat", "granted", "purpose", "quantity"),
)
"""Concepts by which a file says itself what its rows are."""

_MOST, _HALF = 0.8, 0.5
_COME_AGAIN = 0.1
"""The share of rows whose person another row has, too, from which on rows are what persons did."""
_FEWEST = 4
_LASTS = 80
"""Days from which on something lasts, and is not delivered, or paid, that much later."""
_A_MONTH = 27
"""The same where nearly all last for whole months."""


def told_by_values(around: Around) -> Told:
    """What columns mean whose headers are not understood, where their values make rows of one kind together;
    nothing where headers say what rows are, or nobody is told whose they are."""
    if around.has(*_KNOWN) or not around.has(
        "person_id", "email", "phone", "full_name", "family_name", "name"
    ):
        return
    places = _Activities(around)
    if places.are_rated():
        yield from places.answers()
    elif places.states("ticket") is not None and places.are_asked():
        yield from places.tickets()
    elif places.are_terms():
        yield from places.contracts()
    elif places.states("order") is not None or persons_come_again(around):
        yield from places.orders()


def persons_come_again(around: Around) -> bool:
    """Whether some persons are in several rows, and not because they are listed twice, with what they are."""
    if around.has("birth_date", "gender"):
        return False
    for concept in ("email", "phone", "full_name"):
        column = around.column_of(concept)
        if column is not None and len(column.texts) >= _FEWEST:
            return len(column.counts) <= (1 - _COME_AGAIN) * len(column.texts)
    return False


class _Activities(OpenColumns):
    """What the open columns of a file may be together."""

    def are_terms(self) -> bool:
        """Whether something has states that only contracts have, is paid in intervals, or goes on for whole
        months, and long."""
        if not self.codes or not self.days:
            return False
        ended = self.states("contract", "going on") is not None and self.last() is not None
        return ended or self._is_paid_in_intervals() or self._term() is not None

    def _is_paid_in_intervals(self) -> bool:
        """Whether each row tells in which intervals, and nobody comes again, as who pays each time does."""
        return self.intervals() and not persons_come_again(self.around)

    def _term(self) -> tuple[int, int] | None:
        """The first and the last days of what goes on for whole months; the longest, None for none."""
        unsaid = [at for at in self.days if self.around.concept(at) in ("", "starts")]
        terms = [
            (one, later) for one, later in combinations(unsaid, 2) if _are_terms(*self._days_of(one, later))
        ]
        return terms[-1] if terms else None

    def _days_of(self, *places: int) -> list[list[datetime | None]]:
        return [days_of(self.around.columns[at]) for at in places]

    def are_rated(self) -> bool:
        """Whether there are stars beside texts and a day, and nothing was paid."""
        return self.stars() is not None and bool(self.texts()) and bool(self.days) and not self.amounts

    def are_asked(self) -> bool:
        """Whether there is what somebody asked, or how urgent that is, and nothing was paid."""
        urgent = self.states("urgent") is not None
        return bool(self.days) and bool(self.codes) and (urgent or bool(self.texts())) and not self.amounts

    def answers(self) -> Told:
        """Stars with a day and a text."""
        stars = self.stars()
        if stars is not None:
            yield stars, "csat", "its values are numbers of stars, beside a text and a day"
        yield self.days[-1], "answered", "its days are those of answers with stars"
        yield self.texts()[0], "comment", "its texts stand beside numbers of stars"

    def tickets(self) -> Told:
        """Numbered texts, or urgencies, with states of what is asked."""
        why = "beside it are states that only tickets have"
        yield self.codes[0], "ticket_id", why
        yield self.days[0], "opened", why
        if (last := self.last()) is not None:
            yield last, "closed", why
        if self.texts():
            yield self.texts()[0], "subject", why
        if (urgent := self.states("urgent")) is not None:
            yield urgent, "priority", "its values are words for how urgent something is"
        if (states := self.states("ticket")) is not None:
            yield states, "status", "its values are states of tickets"

    def contracts(self) -> Told:
        """Numbered terms with states of contracts, or intervals in which they are paid."""
        first, last = self._term() or (self.days[0], self.last())
        why = "beside it are states that only contracts have, intervals, or days whole months apart"
        yield self.codes[0], "contract_id", why
        yield first, "starts", why
        if last is not None:
            yield last, "ends", why
        if (states := self.states("contract", "going on")) is not None:
            yield states, "status", "its values are states of contracts"
        if self.amounts:
            yield self.amounts[0], "fee", why

    def orders(self) -> Told:
        """Numbered amounts with a day."""
        if not (self.codes and self.days and self.amounts):
            return
        why = "its rows have codes, days and amounts, and states of orders or persons that come again"
        yield self.codes[0], "order_id", why
        yield self.days[0], "ordered", why
        yield self.largest_amount(), "total", why
        if (states := self.states("order")) is not None:
            yield states, "status", "its values are states of orders"


def _are_terms(starts: Sequence[datetime | None], ends: Sequence[datetime | None]) -> bool:
    """Whether nearly all terms end on the day of a month on which they began, or half of long ones do."""
    terms = [(start, end) for start, end in zip(starts, ends, strict=False) if start and end]
    if len(terms) < _FEWEST or any(end < start for start, end in terms):
        return False
    lasts = median((end - start).days for start, end in terms)
    whole = sum(_is_whole_months(*term) for term in terms) / len(terms)
    return (whole >= _HALF and lasts >= _LASTS) or (whole >= _MOST and lasts >= _A_MONTH)


def _is_whole_months(start: datetime, end: datetime) -> bool:
    """Whether a term ends on the day of a month on which it began, the day before, or with a month; days on
    which somebody came last do so by chance."""
    return end.day in (start.day, (start - timedelta(days=1)).day) or (end + timedelta(days=1)).day == 1
