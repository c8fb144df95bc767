"""Numbers of lines that nothing but their place tells apart: amounts of one order, one product twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, Self

_REMEMBERED = 200_000
"""Keys of lines that are remembered, so that a repeated one is told apart."""
_MARK = "#"

Place = tuple[str, int]
"""File and line where a row was first read."""

StoredLine = tuple[str, str, int]
"""Key of a line that the journal has, with the file and the line that told of it."""


class LineNumbers(Protocol):
    """Which of the lines of one key a row is."""

    def of(self, key: str, place: Place, /) -> int | None:
        """Its number, from 1; None where nothing tells."""


@dataclass
class InTurn:
    """Of rows that come as their file has them."""

    _seen: OrderedDict[str, int] = field(default_factory=OrderedDict)

    def of(self, key: str, _place: Place, /) -> int:
        """One more than that of the row before."""
        number = self._seen.pop(key, 0) + 1
        self._seen[key] = number
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return number


@dataclass(frozen=True)
class ByPlace:
    """Of rows that come without the others of their file, beside those of them that are stored."""

    stored: Mapping[str, Mapping[Place, int]]
    _others: InTurn = field(default_factory=InTurn)

    @classmethod
    def of_stored(cls, keys: Collection[str], lines: Iterable[StoredLine]) -> Self:
        """Beside lines of these keys, without their numbers; the latest come last."""
        found: dict[str, dict[Place, int]] = {}
        for name, file, line in lines:
            key, mark, number = (name, "", "1") if name in keys else name.rpartition(_MARK)
            if key in keys and (number.isdecimal() or not mark):
                found.setdefault(key, {})[file, line] = int(number)
        return cls(found)

    def of(self, key: str, place: Place, /) -> int | None:
        """That under which it is stored; where no line of its key is, in turn."""
        known = self.stored.get(key)
        return known.get(place) if known else self._others.of(key, place)


@dataclass
class Asked:
    """Numbers nothing, and notes for which keys it was asked."""

    keys: set[str] = field(default_factory=set)

    def of(self, key: str, _place: Place, /) -> int:
        """Always 1."""
        self.keys.add(key)
        return 1


def numbered(key: str, number: int) -> str:
    """The key, or number, of a line of several."""
    return key if number == 1 else f"{key}{_MARK}{number}"
