"""What the store answered to a list, as GraphQL has it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from types import SimpleNamespace
from typing import Any

from api.gql.compile.fields.readers import Row
from api.gql.compile.lists.arguments import ListArguments
from api.gql.compile.lists.numbers import Number
from api.gql.kinds.names import Measures
from api.gql.pages.cursors import Cursor, PageInfo
from api.gql.times import moment
from graph.policy.masks import SMALLEST_GROUP, sizes_told

KEY, TIES = 0, 1
"""Columns of a row before those that are asked for."""
_PEOPLE = 2
"""Column of a group's row that says of how many people it is, behind its values and how many nodes it has."""
_DECIMALS = 4
_PARTS_OF_ONE = 10**_DECIMALS


@dataclass(frozen=True)
class Page:
    """The rows of a page."""

    asked: ListArguments
    rows: Sequence[Row]
    more: bool

    @classmethod
    def of(cls, asked: ListArguments, found: Sequence[Row]) -> "Page":
        """The page of what was found in the order of the list or against it; one row more if any follow."""
        rows = found[: asked.size]
        return cls(asked, rows[::-1] if asked.backward else rows, len(found) > asked.size)

    def cursor(self, place: int) -> str:
        """The cursor of the row that stands at this place of the page."""
        key, ties = self.rows[place][KEY], self.rows[place][TIES]
        label = self.asked.label
        return self.asked.cursors.encode(Cursor(label, (key, *ties) if self.asked.key else tuple(ties)))

    def info(self) -> PageInfo:
        """Where the page begins and ends."""
        after, before = (bool(self.asked.given.get(name)) for name in ("after", "before"))
        return PageInfo(
            has_next_page=before if self.asked.backward else self.more or before,
            has_previous_page=self.more or after if self.asked.backward else after,
            start_cursor=self.cursor(0) if self.rows else None,
            end_cursor=self.cursor(-1) if self.rows else None,
        )


def total_of(answer: Sequence[int | None] | None) -> int | None:
    """How many there are; None for those of so few people that it would say something of each."""
    if not answer:
        return 0
    number, people = answer
    return number if number is not None and _enough(number, people) else None


def summary_of(
    measures: Measures, numbers: Iterable[Number], answer: Sequence[Any] | None
) -> SimpleNamespace:
    """Numbers as their type has them; none of so few people that they would say something of each.

    Amounts in several currencies are not added up.
    """
    count, people, currencies, *values = answer or [0, None, 0]
    if not _enough(count, people):
        count, values = None, []
    found = SimpleNamespace(count=count)
    for each in measures.amounts:
        setattr(found, each.name, SimpleNamespace(sum=None, average=None, min=None, max=None))
    for each in measures.times:
        setattr(found, each.name, SimpleNamespace(min=None, max=None))
    for number, value in zip(numbers, values, strict=False):
        if value is not None and not (number.property_name in measures.money and currencies > 1):
            place = getattr(found, number.property_name)
            setattr(place, number.function, _number(measures, number, value))
    return found


def _number(measures: Measures, number: Number, value: Any) -> Any:
    if number.exact(measures):
        return _exact(number.function, *value)
    return moment(value) if isinstance(value, str) else value


def _exact(function: str, whole: float, parts: float, count: int) -> float | None:
    """The sum of so many amounts, or their average to four decimals, of the sums of their parts."""
    if not isfinite(whole) or (function == "average" and not count):
        return None
    total = Decimal(whole) + Decimal(parts) / _PARTS_OF_ONE
    return float(total if function == "sum" else round(total / count, _DECIMALS))


def groups_of(
    measures: Measures, numbers: Iterable[Number], answer: Sequence[Row] | None
) -> list[SimpleNamespace]:
    """Groups as their type has them; one that is too small to be told of is no remainder of the others."""
    rows = answer or []
    people = {str(place): max(row[_PEOPLE], 1) for place, row in enumerate(rows) if row[_PEOPLE] is not None}
    told = {int(place): number for place, number in sizes_told(people).items()}
    return [
        SimpleNamespace(
            values=values,
            aggregate=summary_of(measures, numbers, [count, told.get(place, known), *others]),
        )
        for place, (values, count, known, *others) in enumerate(rows)
    ]


def _enough(number: int, people: int | None) -> bool:
    return people is None or number == 0 or people >= SMALLEST_GROUP
