"""What was told lately of things, so that it can be told where a row says less of one than another did."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias

_REMEMBERED = 100_000
Names: TypeAlias = frozenset[str]


class Statements(NamedTuple):
    """What each of some rows is about, and by position when it was so, and the names of what it states."""

    keys: Sequence[str]
    time: Callable[[int], datetime | None]
    names: Callable[[int], Names]


class _Told:
    """The last statement about each thing, by its number among all: texts and numbers cost no collection."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._starts: list[int] = []
        self._rows: list[Statements] = []
        self._count = 0

    def add(self, rows: Statements) -> None:
        """Takes note of statements about different things."""
        if rows.keys:
            self._starts.append(self._count)
            self._rows.append(rows)
            start, self._count = self._count, self._count + len(rows.keys)
            self.numbers.update(zip(rows.keys, range(start, self._count), strict=True))

    def pop(self, key: str) -> tuple[datetime | None, Names] | None:
        """When the last statement about a thing was so, and what it states; it is forgotten."""
        number = self.numbers.pop(key, None)
        if number is None:
            return None
        at = bisect_right(self._starts, number) - 1
        rows, place = self._rows[at], number - self._starts[at]
        return rows.time(place), rows.names(place)


class ToldLately:
    """Remembers the last statement about each thing of the last `_REMEMBERED` rows, or twice as many; rows
    are kept with those that they came with, however few of them still count."""

    def __init__(self) -> None:
        self._told, self._older = _Told(), _Told()
        self._rows = 0

    def poorer(self, rows: Statements) -> list[int]:
        """The positions of rows that leave out what others told before of the same thing and time."""
        if self._rows >= _REMEMBERED:
            self._told, self._older, self._rows = _Told(), self._told, 0
        self._rows += len(rows.keys)
        again = self._told_again(rows.keys)
        if not again:  # most things come once, and nobody has to look at what is stated of them
            self._told.add(rows)
            return []
        several = [at for at, key in enumerate(rows.keys) if key in again]
        last: dict[str, tuple[datetime | None, Names]] = {}
        poorer = [at for at in several if self._is_poorer(rows, at, last)]
        keys, said = list(last), list(last.values())
        once = [at for at, key in enumerate(rows.keys) if key not in again]
        self._told.add(Statements(keys, lambda at: said[at][0], lambda at: said[at][1]))
        self._told.add(_taken(rows, once))
        return poorer

    def _told_again(self, keys: Sequence[str]) -> set[str]:
        """Which of the keys are there several times, or were told before."""
        before = [it.numbers.keys() for it in (self._told, self._older)]
        again = set[str]().union(*(it & set(keys) for it in before if not it.isdisjoint(keys)))
        if len(set(keys)) < len(keys):
            again.update(key for key, count in Counter(keys).items() if count > 1)
        return again

    def _is_poorer(self, rows: Statements, at: int, last: dict[str, tuple[datetime | None, Names]]) -> bool:
        """Whether a row leaves out what was told; `last` is what these rows told so far of each thing."""
        key, time, names = rows.keys[at], rows.time(at), rows.names(at)
        before = last.get(key) or self._told.pop(key) or self._older.pop(key)
        same_time = before is not None and before[0] == time
        told = before[1] if before is not None and same_time else frozenset()
        last[key] = time, told | names
        return not told <= names


def _taken(rows: Statements, places: Sequence[int]) -> Statements:
    """Some of the statements."""
    return Statements(
        [rows.keys[at] for at in places], lambda at: rows.time(places[at]), lambda at: rows.names(places[at])
    )
