"""What takes long to make is made once for all workers of a run, which copy it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from graph.files.lease import lease

_BELOW: list[Path] = []


def share_below(base: Path) -> None:
    """Say what the temporary folder of this process is: that of a worker lies within the one of its run."""
    _BELOW[:] = [base.parent if worker_name() else base]


def worker_name() -> str | None:
    """What this process is called among the workers of its run; None where there are none."""
    return os.environ.get("PYTEST_XDIST_WORKER")


def shared_folder() -> Path:
    """The temporary folder of the run."""
    [below] = _BELOW
    return below


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` fills, whichever worker comes first; only to be copied."""
    below = shared_folder()
    made, half = below / name, below / f"{name}.new"
    with lease(below / f"{name}.lock"):
        if not made.exists():
            shutil.rmtree(half, ignore_errors=True)  # of a worker that was killed
            make(half)
            half.rename(made)
    return made
