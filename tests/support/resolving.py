"""A process that resolves identities and kills itself on the way: HOME [MOMENT].

MOMENT is a number n, for just before the n-th write to the journal, or the name of a step, for its beginning.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pyarrow as pa

from graph.identity.run import resolve
from graph.journal import Journal
from graph.journal.table import Position
from graph.settings import Settings


class DoomedJournal(Journal):
    """A journal whose process is killed in place of a write."""

    writes_left: int | None = None

    def append_table(self, name: str, rows: pa.Table, position: Position | None = None) -> int:
        """Append, unless the time has come."""
        if self.writes_left == 0:
            _die()
        if self.writes_left is not None:
            self.writes_left -= 1
        return super().append_table(name, rows, position)


def main(home: str, moment: str | None = None) -> None:
    """Resolve what the journal holds."""
    settings = Settings(home=Path(home))
    journal = DoomedJournal.open(settings)
    assert isinstance(journal, DoomedJournal)
    if moment is not None and moment.isdigit():
        journal.writes_left = int(moment)

    def step(name: str, _done: int, _total: int | None) -> None:
        print(name, flush=True)
        if name == f"identity: {moment}":
            _die()

    resolve(journal, settings, on_progress=step)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
