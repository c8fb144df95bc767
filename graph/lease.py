"""Who may touch a file or a folder now: one holder alone, or several that only read."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from graph.disk import disk_error
from graph.errors import JournalError

_PAUSE_SECONDS = 0.1
_READER_PAUSE_SECONDS = 0.02


@contextmanager
def lease(path: Path) -> Iterator[None]:
    """Holds the lease for the block; waits for all other holders to finish.

    It is a lock on an open file: the system takes it back from a killed process at once, so it is
    never stale. Raises JournalError when the file cannot be opened.
    """
    with _opened(path) as descriptor:
        while not _locked(descriptor, fcntl.LOCK_EX):
            time.sleep(_PAUSE_SECONDS)
        yield


def projector_lease(journal: Path) -> AbstractContextManager[None]:
    """The lease of whoever brings a journal, by its folder, into a graph, or stores what may not be seen in
    part."""
    return lease(journal / "projector.lock")


@contextmanager
def sole_lease(path: Path, taken: JournalError) -> Iterator[None]:
    """The same without waiting: raises what is given where somebody else holds it."""
    with _opened(path) as descriptor:
        if not _locked(descriptor, fcntl.LOCK_EX):
            raise taken
        yield


@contextmanager
def reader_lease(path: Path, patience: float) -> Iterator[None]:
    """The same together with other readers; raises TimeoutError where somebody holds it alone for longer than
    `patience` seconds."""
    until = time.monotonic() + patience
    with _opened(path) as descriptor:
        while not _locked(descriptor, fcntl.LOCK_SH):
            if time.monotonic() > until:
                raise TimeoutError(f"Somebody else holds {path.name}.")
            time.sleep(_READER_PAUSE_SECONDS)
        yield


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        refused = disk_error(error, path)
        told = refused.message if refused else f"{error.strerror}."
        raise JournalError(
            f"The lease {path.name} cannot be taken: {told}",
            refused.hint if refused else "Check the rights of its folder.",
        ) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _locked(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
