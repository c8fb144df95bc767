"""A cell as a user has it: files through ingest and the journal into runs, with everything as packaged."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.grid.data import DataSet, write
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import resolve
from graph.journal import Journal
from graph.settings import Settings
from ingest.pipeline.pipeline import ingest


@dataclass(frozen=True)
class Found:
    """Who is who after the last run, with its report and the seconds that all runs took."""

    customers: dict[str, str]
    seconds: float
    report: dict[str, object]
    alert: str | None


def ours(data: DataSet, kept: Path | None = None) -> Found:
    """Ingest and resolve in a fresh home. With a folder `kept` the journal of data that stand in one load is
    kept there and taken again."""
    with TemporaryDirectory() as work:
        home = Path(work) / "home"
        if kept is not None and not data.in_turn:
            if not kept.exists():
                _fill(data, kept)
            shutil.copytree(kept, home)
            return _run(home)
        return _fill(data, home, run_after_each=data.in_turn) or _run(home)


def _fill(data: DataSet, home: Path, *, run_after_each: bool = False) -> Found | None:
    settings = Settings(home=home)
    journal = Journal.open(settings)
    found, seconds = None, 0.0
    with TemporaryDirectory() as work:
        for mapping, files in write(data, Path(work)):
            ingest(mapping, files, journal)
            if run_after_each:
                found = _run(home)
                seconds += found.seconds
    return found and Found(found.customers, seconds, found.report, found.alert)


def _run(home: Path) -> Found:
    settings = Settings(home=home)
    journal = Journal.open(settings)
    started = time.perf_counter()
    result = resolve(journal, settings)
    seconds = time.perf_counter() - started
    return Found(current_assignment(journal), seconds, result.report, result.alert)
