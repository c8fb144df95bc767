"""Runs of identity in processes of their own, and what a kill would leave of one; the mode of a run alone."""

from __future__ import annotations

import shutil
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from graph.identity.run import Mode, resolve
from graph.identity.running.steps import Run
from graph.journal import Journal
from graph.settings import Settings
from tests.support.forking import FORKING


class WatchedJournal(Journal):
    """A journal whose home is copied into the folder `kept` before each write, under its number."""

    kept: Path

    def append_table(self, name: str, rows: pa.Table) -> int:
        """Append, once a copy of what was there is kept."""
        number = sum(1 for _ in self.kept.iterdir())
        shutil.copytree(self.folder.parent, self.kept / str(number))
        return super().append_table(name, rows)


def resolve_keeping(home: Path, kept: Path) -> None:
    """Resolve what the journal of a home holds; `kept` has the home as a process leaves it that is killed:
    under n before the n-th write to the journal, under index when it begins with the index of look-ups."""
    settings = Settings(home=home)
    journal = WatchedJournal.open(settings)
    assert isinstance(journal, WatchedJournal)
    kept.mkdir()
    journal.kept = kept

    def step(name: str, _done: int, _total: int | None) -> None:
        if name == "identity: index":
            shutil.copytree(home, kept / "index")

    resolve(journal, settings, on_progress=step)


def mode_of_next(journal: Journal, settings: Settings) -> Mode:
    """The mode that the next run settles on, which ends there."""
    modes = list[Mode]()

    def settled(run: Run) -> None:
        modes.append(run.mode)
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Run, "compute", settled)
        resolve(journal, settings)
    return modes[0]


def resolving(home: Path) -> ForkServerProcess:
    """A process that has begun to resolve what the journal of a home holds."""
    here, there = FORKING.Pipe(duplex=False)
    process = FORKING.Process(target=_resolve, args=(home, there))
    process.start()
    there.close()
    assert here.recv() == "begun"
    here.close()
    return process


def _resolve(home: Path, begun: Any) -> None:
    settings = Settings(home=home)
    first = True

    def step(_name: str, _done: int, _total: int | None) -> None:
        nonlocal first
        if first:
            begun.send("begun")
        first = False

    resolve(Journal.open(settings), settings, on_progress=step)
