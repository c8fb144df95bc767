"""The columns of a file whose headers leave open what they are, by what their values are: days in their
order, amounts, codes, states, texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.proposing.entries.unheaded.around import TOTALS, Around
from ingest.proposing.meaning.answers import agreed
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import PERSONS
from ingest.proposing.meaning.row_days import are_days, days_of, is_before
from ingest.proposing.meaning.states_of import are_states, tells_intervals

Told = Iterator[tuple[int, str, str]]
"""The place of a column, what it means, and why."""

_WHEN = ("at", "created", "starts")
_HOW_MUCH = ("amount", *TOTALS, "fee", "price")
NUMBERS = ("own_id", "code")
_STATES = ("status",)
"""Concepts of columns that leave open of what they are."""

_IBAN = re.compile(r"[A-Z]{2}\d{2} ?[A-Z\d]{4}[A-Z\d ]{7,26}")

_NEARLY_ALL, _MOST, _HALF, _SOME = 0.95, 0.8, 0.5, 0.3
_FEWEST = 4
_STARS, _FEWEST_STARS = 5, 3
_FEW_WORDS = 8
_LONG = 12
"""Characters of texts that somebody wrote, at least."""


class OpenColumns:
    """The places of columns that may tell what somebody did: codes, days, amounts, states, texts."""

    def __init__(self, around: Around) -> None:
        self.around = around
        columns = around.columns
        self.days = [at for at in self.open(*_WHEN) if are_days(columns[at])]
        self.days = sorted((at for at in self.days if not _is_clock_only(columns[at])), key=self._first_day)
        free = [at for at in self.open(*_HOW_MUCH) if at not in self.days]
        self.amounts = [at for at in free if columns[at].is_like("money") >= _MOST]
        others = [at for at in self.open(*NUMBERS) if at not in (*self.days, *self.amounts)]
        self.codes = [at for at in others if _are_codes(columns[at], _HALF)]

    def open(self, *concepts: str) -> list[int]:
        """Columns with values of which nothing is known, or no more than this."""
        return [
            at
            for at, column in enumerate(self.around.columns)
            if len(column.texts) >= _FEWEST and "[]" not in column.name
            if self.around.concept(at) in concepts or (not self.around.concept(at) and _says_little(column))
        ]

    def _first_day(self, at: int) -> int:
        """How many other columns have days before those of this one."""
        columns = self.around.columns
        others = [it for it in self.days if it != at]
        return sum(not is_before(columns[at], columns[it]) for it in others)

    def states(self, of: str, *others: str) -> int | None:
        """The column of a few words, half of which are states of such a thing or of these others, and some of
        such a thing; None for none."""
        for at in self.open(*_STATES):
            if are_states(self.around.columns[at], of, *others):
                return at
        return None

    def agreements(self) -> int | None:
        """The column of a few words each of which says yes or no; None for none."""
        for at in self.open(*_STATES):
            words = self.around.columns[at].counts
            if len(words) <= _FEW_WORDS and all(agreed(word) is not None for word in words):
                return at
        return None

    def intervals(self) -> bool:
        """Whether a column tells of each row in which intervals something is paid or renewed."""
        return any(map(tells_intervals, self.around.columns))

    def numbers(self) -> list[int]:
        """Columns of codes, some of which may be there in several rows; first those that never are."""
        columns = self.around.columns
        found = [
            at for at in self.open(*NUMBERS) if at not in self.amounts and _are_codes(columns[at], _SOME)
        ]
        return sorted(found, key=lambda at: not columns[at].unique)

    def largest_amount(self) -> int:
        """The column of amounts with the larger ones."""
        return max(self.amounts, key=lambda at: _sum(self.around.columns[at]))

    def texts(self) -> list[int]:
        """Columns of what somebody wrote."""
        columns = self.around.columns
        return [
            at
            for at in self.open()
            if columns[at].is_like("phrase") >= _MOST
            and columns[at].length >= _LONG
            and columns[at].is_like("person", "firm", "street", "address") < _HALF
            and len(columns[at].counts) >= _MOST * len(columns[at].texts)
        ]

    def stars(self) -> int | None:
        """The column of whole numbers from 1 to 5."""
        columns = self.around.columns
        for at in self.open("code"):
            values = set(columns[at].counts)
            if len(values) >= _FEWEST_STARS and values <= {str(it) for it in range(1, _STARS + 1)}:
                return at
        return None

    def last(self) -> int | None:
        """The column of the days on which something ends, behind those on which it began."""
        columns = self.around.columns
        if not self.days:
            return None
        first, *others = self.days
        return next((it for it in others if is_before(columns[first], columns[it])), None)


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


def _is_clock_only(column: Column) -> bool:
    return column.is_like("clock") > _HALF or not any(days_of(column))


def _are_codes(column: Column, different: float) -> bool:
    """Whether values number something: codes of which this share differs, no counts and no telephones."""
    differ = len(column.counts) > different * len(column.texts)
    coded = column.is_like("code", "uuid") >= _NEARLY_ALL and column.is_like("date", "phone marks") < _HALF
    of_banks = any(_IBAN.fullmatch(text) for text in column.counts)
    return differ and coded and not of_banks and column.length >= _FEWEST - 1


def _sum(column: Column) -> float:
    """All digits of amounts as one sum, whatever marks they have: it tells which has the larger ones."""
    return float(sum(int("".join(filter(str.isdigit, text)) or 0) for text in column.texts))
