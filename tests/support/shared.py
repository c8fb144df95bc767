"""What takes long to make is made once for all workers of a run, which copy it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from graph.lease import lease

_BELOW: list[Path] = []


def share_below(base: Path) -> None:
    """Say what the temporary folder of this process is: that of a worker lies within the one of its run."""
    _BELOW[:] = [base.parent if "PYTEST_XDIST_WORKER" in os.environ else base]


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` fills, whichever worker comes first; only to be copied."""
    [below] = _BELOW
    made, half = below / name, below / f"{name}.new"
    with lease(below / f"{name}.lock"):
        if not made.exists():
            shutil.rmtree(half, ignore_errors=True)  # of a worker that was killed
            make(half)
            half.rename(made)
    return made
