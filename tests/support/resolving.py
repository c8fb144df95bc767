"""Processes that resolve identities, and perhaps kill themselves on the way; the mode of a run alone."""

from __future__ import annotations

import os
import signal
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


class DoomedJournal(Journal):
    """A journal whose process is killed in place of a write."""

    writes_left: int | None = None

    def append_table(self, name: str, rows: pa.Table) -> int:
        """Append, unless the time has come."""
        if self.writes_left == 0:
            _die()
        if self.writes_left is not None:
            self.writes_left -= 1
        return super().append_table(name, rows)


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


def resolving(home: Path, moment: str | None = None) -> ForkServerProcess:
    """A process that has begun to resolve what the journal of a home holds.

    It kills itself at a moment: a number n, for just before the n-th write to the journal, or the name of a
    step, for its beginning.
    """
    here, there = FORKING.Pipe(duplex=False)
    process = FORKING.Process(target=_resolve, args=(home, moment, there))
    process.start()
    there.close()
    assert here.recv() == "begun"
    here.close()
    return process


def _resolve(home: Path, moment: str | None, begun: Any) -> None:
    settings = Settings(home=home)
    journal = DoomedJournal.open(settings)
    assert isinstance(journal, DoomedJournal)
    if moment is not None and moment.isdigit():
        journal.writes_left = int(moment)
    first = True

    def step(name: str, _done: int, _total: int | None) -> None:
        nonlocal first
        if first:
            begun.send("begun")
        first = False
        if name == f"identity: {moment}":
            _die()

    resolve(journal, settings, on_progress=step)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
