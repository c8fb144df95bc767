"""A Delta table as it is now; its log is read again only where something was added to it since."""

from __future__ import annotations

from pathlib import Path

from deltalake import DeltaTable

from graph.journal.tables.log import commit_path

CommitMark = tuple[int, ...]
"""Tells the file of a commit from any other."""


class OpenedTable:
    """Opens the table in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last: tuple[DeltaTable, CommitMark] | None = None

    def now(self) -> DeltaTable:
        """The table as it is now."""
        if self._last is not None and self._last[1] == self._mark(self._last[0].version()):
            return self._last[0]
        return self.remember(DeltaTable(self._folder))

    def remember(self, table: DeltaTable) -> DeltaTable:
        """The same table, which is not opened again while its commit is the last."""
        mark = self._mark(table.version())
        self._last = None if mark is None else (table, mark)
        return table

    def _mark(self, version: int) -> CommitMark | None:
        """The mark of a commit; None where it is not, or no longer, the last."""
        following = commit_path(self._folder, version + 1)
        found = commit_mark(self._folder, version)
        return None if following.exists() else found


def commit_mark(folder: Path, version: int) -> CommitMark | None:
    """The mark of a table's commit; None where it is not there."""
    try:
        found = commit_path(folder, version).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size
