"""Where an identity run is, in a file of the home folder, so that other processes can tell who waits."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from graph.files.home import prepared_home
from graph.files.lease import hold
from graph.progress import OnProgress

RUNNING, FINISHED, FAILED = "running", "finished", "failed"


@dataclass(frozen=True, slots=True)
class RunProgress:
    """The run that is under way, or was the last: its state, its step, and how many of all steps are done."""

    state: str
    started_at: datetime
    step: str
    done: int
    total: int


@contextmanager
def published(home: Path, on_progress: OnProgress) -> Iterator[OnProgress]:
    """What tells the file of progress, and then `on_progress`; the block is one run.

    A file that cannot be written keeps no run from going on.
    """
    with _held(home, on_progress) as descriptor:
        told = RunProgress(RUNNING, datetime.now(UTC), "identity", 0, 1)
        _write(descriptor, told)

        def tell(step: str, done: int, total: int | None) -> None:
            nonlocal told
            told = replace(told, step=step.removeprefix("identity: "))
            if total is not None:
                told = replace(told, done=done, total=total)
            _write(descriptor, told)
            on_progress(step, done, total)

        try:
            yield tell
        except BaseException:
            _write(descriptor, replace(told, state=FAILED))
            raise
        _write(descriptor, replace(told, state=FINISHED, done=told.total))


def read_progress(home: Path) -> RunProgress | None:
    """The run under way, or the last one; None before the first. One that was killed has failed."""
    try:
        with _path(home).open("rb") as file:
            told = json.loads(file.read())
            running = not _free(file.fileno())
        progress = RunProgress(**told | {"started_at": datetime.fromisoformat(told["started_at"])})
    except (OSError, ValueError, TypeError, KeyError):  # none yet, one being written, or of another version
        return None
    return progress if running or progress.state != RUNNING else replace(progress, state=FAILED)


def _path(home: Path) -> Path:
    return home.absolute() / "run_progress.json"


@contextmanager
def _held(home: Path, on_progress: OnProgress) -> Iterator[int | None]:
    """The file, locked for as long as the run goes on: the system frees it when the process is killed."""
    descriptor = None
    with suppress(OSError):
        descriptor = os.open(prepared_home(home.absolute()) / _path(home).name, os.O_RDWR | os.O_CREAT, 0o600)
        # one run at a time, as identity.lock has it
        hold(descriptor, "identity: another run goes on", on_progress)
    try:
        yield descriptor
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _write(descriptor: int | None, told: RunProgress) -> None:
    if descriptor is not None:
        text = json.dumps(asdict(told) | {"started_at": told.started_at.isoformat()}).encode()
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, text, 0)


def _free(descriptor: int) -> bool:
    """Whether nobody holds the file; looked at without keeping out others who look."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
