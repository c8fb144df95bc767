"""Only one process at a time: projects a journal, resolves it, or judges."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import JournalError

_PAUSE_SECONDS = 0.1


@contextmanager
def lease(path: Path) -> Iterator[None]:
    """Holds the lease for the block; waits for another holder to finish.

    It is a lock on an open file: the system takes it back from a killed process at once, so it is
    never stale. Raises JournalError when the file cannot be opened.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise JournalError(
            f"The lease of the projector cannot be taken: {error.strerror}.",
            "Check the rights of the journal's folder.",
        ) from error
    try:
        while not _locked(descriptor):
            time.sleep(_PAUSE_SECONDS)
        yield
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
