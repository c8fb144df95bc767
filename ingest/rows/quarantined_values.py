"""What the rows in quarantine have in their columns, by which other rows are told from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest import row_text
from ingest.rows.clean_rows import LONGEST_ROW

_TOLD_APART = (str, int)
"""Types of values that are the same in a row and in its text."""


@dataclass
class QuarantinedValues:
    """The values of rows in quarantine by column; nothing is known where the text of one is cut off."""

    _columns: dict[str, set[Any]] = field(default_factory=dict)
    _whole: bool = True

    def add(self, row: str) -> None:
        """Takes note of a row, as the quarantine keeps it."""
        values = row_text.read(row)
        self._whole &= values is not None or len(row) < LONGEST_ROW
        for name, value in (values or {}).items():
            known = self._columns.setdefault(name, set())
            if value.__class__ in _TOLD_APART:
                known.add(value)

    @property
    def columns(self) -> Sequence[str]:
        """The columns by which rows can be told apart, those of most values first."""
        return sorted(self._columns, key=lambda name: -len(self._columns[name])) if self._whole else ()

    def may_have(self, column: str, value: Any) -> bool:
        """Whether a row in quarantine may have a value in one of these columns."""
        return value.__class__ not in _TOLD_APART or value in self._columns[column]
