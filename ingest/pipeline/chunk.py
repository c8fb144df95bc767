"""What is held in memory of a file before it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from graph.entries import Entry, Rejection
from ingest.pipeline.sink import AppendCounts, Appending
from ingest.pipeline.summary import FileSummary

CHUNK_ROWS = 10_000
"""Entries and rejections held in memory before they are stored."""

Tables = Mapping[str, pa.Table]
"""Rows of the journal by table."""


@dataclass
class Chunk:
    """Entries and rejections that wait to be stored."""

    entries: list[Entry] = field(default_factory=list)
    tables: list[Tables] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether it is time to store them."""
        rows = sum(rows.num_rows for tables in self.tables for rows in tables.values())
        return len(self.entries) + rows + len(self.rejections) >= CHUNK_ROWS

    def store(self, appending: Appending, summary: FileSummary) -> None:
        """Stores the entries, and counts what was new in the summary of their file."""
        if self.entries:
            _add(summary, appending.append_checked(self.entries))
        for name in self.tables[0] if self.tables else ():
            rows = pa.concat_tables([tables[name] for tables in self.tables])
            _add(summary, appending.append_rows(name, rows))


def _add(summary: FileSummary, result: AppendCounts) -> None:
    summary.accepted += result.accepted
    summary.unchanged += result.unchanged
    summary.suppressed += result.suppressed
