"""Pages of lists that were read whole, by the time of what is in them, the latest first."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

from api.gql.cursors import PageInfo
from api.gql.errors import bad_input

T = TypeVar("T")
_CURSOR = re.compile(r"(-?[0-9]{1,18})\.([0-9]{1,9})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Place(NamedTuple):
    """Where something stands: microseconds before the epoch, and which it is of those of one time."""

    before: int
    which: int

    def __str__(self) -> str:
        return f"{self.before}.{self.which}"


@dataclass(frozen=True)
class Page(Generic[T]):
    """A page, and how much there is in all."""

    items: list[T]
    info: PageInfo
    total: int


def page(items: Sequence[T], time: Callable[[T], datetime], first: int, after: str | None) -> Page[T]:
    """The first of what stands behind a cursor; of equal times in the order that the items have.

    Raises RequestError for what is no cursor.
    """
    placed = _placed(items, time)
    start = _parsed(after)
    behind = [each for each in placed if start is None or each[0] > start]
    shown = behind[:first]
    info = PageInfo(
        has_next_page=len(behind) > first,
        has_previous_page=len(behind) < len(placed),
        start_cursor=str(shown[0][0]) if shown else None,
        end_cursor=str(shown[-1][0]) if shown else None,
    )
    return Page([item for _, item in shown], info, len(items))


def _placed(items: Sequence[T], time: Callable[[T], datetime]) -> list[tuple[Place, T]]:
    ordered = sorted(items, key=time, reverse=True)
    return [
        (Place((_EPOCH - at) // timedelta(microseconds=1), which), item)
        for at, same in groupby(ordered, time)
        for which, item in enumerate(same)
    ]


def _parsed(cursor: str | None) -> Place | None:
    if not cursor:
        return None
    found = _CURSOR.fullmatch(cursor)
    if found is None:
        raise bad_input("after is not a cursor; pass endCursor of a page.")
    return Place(*map(int, found.groups()))
