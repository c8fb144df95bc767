"""Pages behind a cursor; and of lists that were read whole, by the time of what is in them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Generic, NamedTuple, Self, TypeVar

from api.gql.errors import bad_input
from api.gql.pages.cursors import PageInfo, page_info

T = TypeVar("T")
_CURSOR = re.compile(r"(-?[0-9]{1,18})\.([0-9]{1,9})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class TimePosition(NamedTuple):
    """Where something stands: microseconds before the epoch, and which it is of those of one time."""

    before: int
    which: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The place that a text names; None for any other text."""
        found = _CURSOR.fullmatch(text)
        return cls(*map(int, found.groups())) if found else None

    def __str__(self) -> str:
        return f"{self.before}.{self.which}"


@dataclass(frozen=True)
class Page(Generic[T]):
    """A page, and how much there is in all."""

    items: list[T]
    info: PageInfo
    total: int


def parsed(after: str | None, parse: Callable[[str], T | None]) -> T | None:
    """The place that a cursor names, None without a cursor; raises RequestError for what is none."""
    if not after:
        return None
    place = parse(after)
    if place is None:
        raise bad_input("after is not a cursor; pass endCursor of a page.")
    return place


def page(items: Sequence[T], time: Callable[[T], datetime], first: int, after: str | None) -> Page[T]:
    """What stands behind a cursor, the latest first; of equal times in the order that the items have.

    Raises RequestError for what is no cursor.
    """
    placed = _placed(items, time)
    start = parsed(after, TimePosition.parse)
    behind = [each for each in placed if start is None or each[0] > start]
    shown = behind[:first]
    cursors = [str(place) for place, _ in shown]
    info = page_info(cursors, before=len(behind) < len(placed), more=len(behind) > first)
    return Page([item for _, item in shown], info, len(items))


def _placed(items: Sequence[T], time: Callable[[T], datetime]) -> list[tuple[TimePosition, T]]:
    ordered = sorted(items, key=time, reverse=True)
    return [
        (TimePosition((_EPOCH - at) // timedelta(microseconds=1), which), item)
        for at, same in groupby(ordered, time)
        for which, item in enumerate(same)
    ]
