"""Plain Splink's figures: measured, or taken from an earlier run over the same data."""

from __future__ import annotations

import json
import time
from pathlib import Path

from benchmarks.grid.cells import Cell
from benchmarks.grid.data import DataSet
from benchmarks.grid.figures import Figures, figures
from benchmarks.grid.plain import plain


class Peers:
    """The peer's figures by cell; those in `file`, made with --json, are not measured again."""

    def __init__(self, file: Path | None = None) -> None:
        known = json.loads(file.read_text(encoding="utf-8")) if file else []
        self._known = {row["cell"]: row["plain"] and Figures(**row["plain"]) for row in known}

    def measure(self, cell: Cell, data: DataSet) -> tuple[Figures | None, str]:
        """Its figures, or None with what Splink said when it refused."""
        if cell.name in self._known:
            return self._known[cell.name], ""
        started = time.perf_counter()
        try:
            assignment = plain(data)
        except Exception as error:  # whatever Splink says, the peer has no figures
            return None, f"{type(error).__name__}: {error}".splitlines()[0][:200]
        return figures(data, assignment, time.perf_counter() - started), ""
