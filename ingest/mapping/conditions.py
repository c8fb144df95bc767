"""Conditions on rows: what a column must hold, or must not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.mapping.cache import Cache
from ingest.mapping.cells import plain
from ingest.mapping.expressions import Column, Reader, as_listed
from ingest.mapping.mapping import Raw

_REMEMBERED = 1_000
_SHORT = 100

Condition = Callable[[Raw], bool]
Test = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The condition that what is read of a row `fits`."""

    read: Reader
    fits: Test

    def __call__(self, row: Raw) -> bool:
        """Whether it does."""
        return self.fits(self.read(row))


@dataclass(frozen=True, slots=True)
class Conjunction:
    """The condition that all of some hold; true of each row where there is none."""

    conditions: Sequence[Condition]

    def __call__(self, row: Raw) -> bool:
        """Whether they do."""
        return all(condition(row) for condition in self.conditions)


class MatchingRows:
    """Which of many rows fulfil conditions, asked one after the other; each column is read once."""

    def __init__(self, rows: Sequence[Raw]) -> None:
        self._rows = rows
        self._columns: dict[Column, list[Any]] = {}

    def places(self, condition: Condition, among: Sequence[int]) -> Sequence[int]:
        """The places of rows that fulfil a condition, among some places."""
        if isinstance(condition, Conjunction):
            for part in condition.conditions:
                among = self.places(part, among)
            return among
        if not isinstance(condition, Comparison) or not isinstance(condition.read, Column):
            return [at for at in among if condition(self._rows[at])]
        fits, values = condition.fits, self._of(condition.read)
        return [at for at in among if fits(values[at])]

    def _of(self, column: Column) -> list[Any]:
        if column not in self._columns:
            self._columns[column] = column.of_all(self._rows)
        return self._columns[column]


class _Among:
    """The test that a value is one of some; each short text is looked at once."""

    def __init__(self, values: frozenset[str]) -> None:
        self._values = values
        self._known = Cache(self._is_listed, _REMEMBERED)

    def __call__(self, raw: Any) -> bool:
        is_short = raw.__class__ is str and len(raw) < _SHORT
        return bool(self._known[raw]) if is_short else self._is_listed(raw)

    def _is_listed(self, raw: Any) -> bool:
        text = plain(raw)
        return text is not None and as_listed(text, self._values) is not None


def _is_there(raw: Any) -> bool:
    return plain(raw) is not None


def compared(read: Reader, values: frozenset[str], *, negated: bool) -> Condition:
    """The condition that the column has, or has not, one of the values; `*` stands for any value."""
    test: Test = _is_there if values == {"*"} else _Among(values)
    return Comparison(read, (lambda raw: not test(raw)) if negated else test)
