"""How far the graph has come, for those who wait for changes; the graph says so, to all processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.projection.checkpoint import parse_checkpoint
from graph.projection.passes import ADDED
from graph.store import Row


@dataclass(frozen=True, slots=True)
class WatchedState:
    """The state that the graph was seen in: versions of the journal's tables that are in it, and since when.

    Two that are equal are one state. While the graph is emptied for a rebuild it is `whole` in no way.
    """

    text: str
    versions: Mapping[str, int]
    whole: bool
    at: datetime

    @classmethod
    def of(cls, rows: list[Row]) -> WatchedState:
        """The state that the rows of `projection/checkpoint` say."""
        if not rows:
            return cls("", {}, True, datetime.now(UTC))
        [row] = rows
        found = parse_checkpoint(row["journal"], row["checkpoint"])
        text = f"{row['journal']} {row['checkpoint']} {row['updated_at']}"
        return cls(text, found.versions, not found.wiping, row["updated_at"] or datetime.now(UTC))

    def holds(self, versions: Mapping[str, int]) -> bool:
        """Whether the graph has what the journal held at these versions."""
        return self.whole and not self.lacking(versions)

    def lacking(self, versions: Mapping[str, int]) -> list[str]:
        """The tables of which the graph has not all that the journal held at these versions."""
        return [table for table in ADDED if self.versions.get(table, 0) < versions.get(table, 0)]
