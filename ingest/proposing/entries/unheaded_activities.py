"""What somebody did, told by values where no header says it: amounts with a date and a code, states that only
orders, tickets or contracts have, numbers of stars beside texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from statistics import median

from ingest.proposing.entries.around import Around
from ingest.proposing.entries.row_days import are_days, days_of, is_before
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.concepts import spaced_words
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import PERSONS

_KNOWN = (
    *("order_id", "transaction_id", "invoice_id", "ordered", "ticket_id", "contract_id", "answer_id"),
    *("event_name", "message_id", "event_id", "appointment_id", "page", "product_id", "signed"),
    *("score", "nps", "csat", "granted", "purpose", "quantity"),
)
"""Concepts by which a file says itself what its rows are."""

_WHEN = ("at", "created", "starts")
_HOW_MUCH = ("amount", "total", "gross_total", "paid_total", "fee", "price")
_NUMBERS = ("own_id", "code")
_STATES = ("status",)
"""Concepts of columns that leave open of what they are."""

_IBAN = re.compile(r"[A-Z]{2}\d{2} ?[A-Z\d]{4}[A-Z\d ]{7,26}")

_NEARLY_ALL, _MOST, _HALF = 0.95, 0.8, 0.5
_COME_AGAIN = 0.1
"""The share of rows whose person another row has, too, from which on rows are what persons did."""
_FEWEST = 4
_STARS, _FEWEST_STARS = 5, 3
_LONG, _FEW = 12, 12
"""Characters of texts that somebody wrote, and states that something has at most."""
_LASTS = 80
"""Days from which on something lasts, and is not delivered, or paid, that much later."""

Told = Iterator[tuple[int, str, str]]
"""The place of a column, what it means, and why."""


def told_by_values(around: Around) -> Told:
    """What columns mean whose headers are not understood, where their values make rows of one kind together;
    nothing where headers say what rows are, or nobody is told whose they are."""
    if around.has(*_KNOWN) or not around.has(
        "person_id", "email", "phone", "full_name", "family_name", "name"
    ):
        return
    places = _Places(around)
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


@cache
def _states() -> dict[str, set[str]]:
    """Words for states by the things that have them."""
    found: dict[str, set[str]] = {}
    for word, of in spaced_words("state_words"):
        found.setdefault(of, set()).add(word.casefold())
    return found


class _Places:
    """The places of columns that may tell what somebody did: codes, days, amounts, states, texts."""

    def __init__(self, around: Around) -> None:
        self._around = around
        columns = around.columns
        self.days = [at for at in self._open(*_WHEN) if are_days(columns[at])]
        self.days = sorted((at for at in self.days if not _is_clock_only(columns[at])), key=self._first_day)
        free = [at for at in self._open(*_HOW_MUCH) if at not in self.days]
        self.amounts = [at for at in free if columns[at].is_like("money") >= _MOST]
        others = [at for at in self._open(*_NUMBERS) if at not in (*self.days, *self.amounts)]
        self.codes = [at for at in others if _are_numbers(columns[at])]

    def _open(self, *concepts: str) -> list[int]:
        """Columns with values of which nothing is known, or no more than this."""
        return [
            at
            for at, column in enumerate(self._around.columns)
            if len(column.texts) >= _FEWEST and "[]" not in column.name
            if self._around.concept(at) in concepts or (not self._around.concept(at) and _says_little(column))
        ]

    def _first_day(self, at: int) -> int:
        """How many other columns have days before those of this one."""
        columns = self._around.columns
        others = [it for it in self.days if it != at]
        return sum(not is_before(columns[at], columns[it]) for it in others)

    def states(self, of: str, *others: str) -> int | None:
        """The column of a few words, half of which are states of such a thing or of these others, and some of
        such a thing; None for none."""
        known = _states()[of].union(*(_states()[it] for it in others))
        for at in self._open(*_STATES):
            found = {text.casefold() for text in self._around.columns[at].counts}
            if len(found) <= _FEW and len(found & known) >= _HALF * len(found) and found & _states()[of]:
                return at
        return None

    def texts(self) -> list[int]:
        """Columns of what somebody wrote."""
        columns = self._around.columns
        return [
            at
            for at in self._open()
            if columns[at].is_like("phrase") >= _MOST
            and columns[at].length >= _LONG
            and columns[at].is_like("person", "firm", "street", "address") < _HALF
            and len(columns[at].counts) >= _MOST * len(columns[at].texts)
        ]

    def stars(self) -> int | None:
        """The column of whole numbers from 1 to 5."""
        columns = self._around.columns
        for at in self._open("code"):
            values = set(columns[at].counts)
            if len(values) >= _FEWEST_STARS and values <= {str(it) for it in range(1, _STARS + 1)}:
                return at
        return None

    def last(self) -> int | None:
        """The column of the days on which something ends, behind those on which it began."""
        columns = self._around.columns
        if not self.days:
            return None
        first, *others = self.days
        return next((it for it in others if is_before(columns[first], columns[it])), None)

    def are_terms(self) -> bool:
        """Whether something has states that only contracts have, or goes on for whole months, and long."""
        if (last := self.last()) is None:
            return False
        first, later = (days_of(self._around.columns[at]) for at in (self.days[0], last))
        terms = [(start, end) for start, end in zip(first, later, strict=False) if start and end]
        unsaid = self._around.concept(self.days[0]) in ("", "starts") and not self._around.concept(last)
        lasts = median((end - start).days for start, end in terms) >= _LASTS if terms else False
        whole = sum(_is_whole_months(*term) for term in terms) >= _HALF * len(terms)
        return self.states("contract", "going on") is not None or (unsaid and lasts and whole)

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
        """Numbered terms with states of contracts."""
        last, states = self.last(), self.states("contract", "going on")
        if not self.codes or last is None:
            return
        why = "beside it are states that only contracts have, or days whole months apart"
        yield self.codes[0], "contract_id", why
        yield self.days[0], "starts", why
        yield last, "ends", why
        if states is not None:
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
        yield max(self.amounts, key=lambda at: _sum(self._around.columns[at])), "total", why
        if (states := self.states("order")) is not None:
            yield states, "status", "its values are states of orders"


def _says_little(column: Column) -> bool:
    """Whether no word of a header is known that says what it is."""
    header = said(column.name)
    return header.senses.keys() | header.outer.keys() <= PERSONS | {
        "number",
        "code",
        "date",
        "time",
        "address of",
    }


def _is_whole_months(start: datetime, end: datetime) -> bool:
    """Whether a term ends on the day of a month on which it began, the day before, or with a month; days on
    which somebody came last do so by chance."""
    return end.day in (start.day, (start - timedelta(days=1)).day) or (end + timedelta(days=1)).day == 1


def _is_clock_only(column: Column) -> bool:
    return column.is_like("clock") > _HALF or not any(days_of(column))


def _are_numbers(column: Column) -> bool:
    """Whether values number something: codes that differ, no counts and no telephones."""
    differ = len(column.counts) > _HALF * len(column.texts)
    coded = column.is_like("code", "uuid") >= _NEARLY_ALL and column.is_like("date", "phone marks") < _HALF
    of_banks = any(_IBAN.fullmatch(text) for text in column.counts)
    return differ and coded and not of_banks and column.length >= _FEWEST - 1


def _sum(column: Column) -> float:
    """All digits of amounts as one sum, whatever marks they have: it tells which has the larger ones."""
    return float(sum(int("".join(filter(str.isdigit, text)) or 0) for text in column.texts))
