"""Who may touch a file or a folder now: one holder alone, or several that only read."""

import fcntl
import logging
import os
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path

from graph.errors import JournalError
from graph.files.disk import disk_error
from graph.progress import OnProgress, silent

log = logging.getLogger("ckg.leases")

LONG_SECONDS = 10.0
"""After so long the log says what is waited for, unless whoever waits was told at once."""
_READER_PAUSE_SECONDS = 0.02
_PATIENCE_WITH_READERS, _PATIENCE_WITH_ONE = 60.0, 600.0
_STORED_IN = "journal: other processes store rows in it"
_IDENTITY = "identity.lock"
_APPENDING, _READING, _ADMITTING = "appending.lock", "reading.lock", "admitting.lock"


@contextmanager
def lease(
    path: Path, why: str = "another process holds it", on_progress: OnProgress = silent
) -> Iterator[None]:
    """Holds the lease for the block; waits for all other holders to finish, and for whoever waits already.
    `on_progress` hears of that, with `why`; the log does where nobody listens and it takes long.

    It is a lock on an open file: the system takes it back from a killed process at once, so it is
    never stale. Who waits next holds the turn, so that nobody who gives the lease back and wants it again at
    once keeps it from them. Raises JournalError when the file cannot be opened.
    """
    with ExitStack() as stack:
        with _opened(_turn(path)) as turn:
            hold(turn, why, on_progress)
            descriptor = stack.enter_context(_opened(path))
            hold(descriptor, why, on_progress)
        yield


def projector_lease(journal: Path, on_progress: OnProgress = silent) -> AbstractContextManager[None]:
    """The lease of whoever brings a journal, by its folder, into a graph, or stores what may not be seen in
    part; `on_progress` hears of another that is waited for."""
    return lease(journal / "projector.lock", "graph: another process writes to it", on_progress)


def identity_lease(journal: Path, on_progress: OnProgress = silent) -> AbstractContextManager[None]:
    """The lease of a run, by the journal's folder, and of who takes away what runs read; in the same way."""
    return lease(journal / _IDENTITY, "identity: another process works on it", on_progress)


def placing_lease(journal: Path) -> AbstractContextManager[None]:
    """The lease of whoever gives customers to records, by the journal's folder; of a run as far as it fixes
    what it sees or stores what it found. Its holder may wait for the projector's, not the reverse."""
    return lease(journal / "placing.lock", "identity: another process stores customers")


def erasing_lease(journal: Path, on_progress: OnProgress = silent) -> AbstractContextManager[None]:
    """The lease of whoever hides people, lets them back or takes them off the disk; in the same way."""
    return lease(journal / "erasing.lock", "erasures: another process carries one out", on_progress)


@contextmanager
def sole_lease(path: Path, taken: JournalError) -> Iterator[None]:
    """The same without waiting: raises what is given where somebody else holds it."""
    with _opened(path) as descriptor:
        if not _locked(descriptor, fcntl.LOCK_EX):
            raise taken
        yield


def identity_is_held(journal: Path) -> bool:
    """Whether somebody holds the lease of runs now."""
    with _opened(journal / _IDENTITY) as descriptor:
        return not _locked(descriptor, fcntl.LOCK_SH)


@contextmanager
def reader_lease(path: Path, patience: float) -> Iterator[None]:
    """The same together with other readers, behind whoever waits to hold it alone; raises TimeoutError where
    that takes longer than `patience` seconds."""
    until = time.monotonic() + patience
    with ExitStack() as stack:
        with _shared(_turn(path), until):
            stack.enter_context(_shared(path, until))
        yield


def appending_lease(journal: Path) -> AbstractContextManager[None]:
    """The lease of whoever stores rows in a journal, by its folder, together with others who do.

    Raises JournalError where somebody keeps everybody out for longer than anybody should wait.
    """
    return _together(journal / _APPENDING)


def admitting_lease(journal: Path) -> AbstractContextManager[None]:
    """The same of whoever stores what the list of those who were erased does not keep out."""
    return _together(journal / _ADMITTING)


@contextmanager
def reading_lease(journal: Path) -> Iterator[None]:
    """The same of whoever reads its files; who reads already may read more, whoever waits."""
    with _told_why(), _shared(journal / _READING, time.monotonic() + _PATIENCE_WITH_ONE):
        yield


def read_for_the_life_of(holder: object, journal: Path) -> None:
    """Hold the lease of readers until an object is gone."""
    stack = ExitStack()
    stack.enter_context(reading_lease(journal))
    weakref.finalize(holder, stack.close)


def rewriting_lease(journal: Path) -> AbstractContextManager[None]:
    """Holds off whoever stores rows in a journal, and waits until those who do are done."""
    return lease(journal / _APPENDING, _STORED_IN)


def excluding_lease(journal: Path) -> AbstractContextManager[None]:
    """Holds off whoever goes by the list of those who were erased, and waits until those who do are done."""
    return lease(journal / _ADMITTING, _STORED_IN)


@contextmanager
def removing_lease(journal: Path) -> Iterator[None]:
    """Holds off whoever reads files of a journal; raises JournalError where they do not come to an end."""
    until = time.monotonic() + _PATIENCE_WITH_READERS
    with _opened(journal / _READING) as descriptor:
        while not _locked(descriptor, fcntl.LOCK_EX):
            if time.monotonic() > until:
                raise JournalError(
                    "Others read the journal all the time, so that no file of it can be removed.",
                    "Run the command again when less is going on; it goes on where it was.",
                )
            time.sleep(_READER_PAUSE_SECONDS)
        yield


@contextmanager
def _together(path: Path) -> Iterator[None]:
    with _told_why(), reader_lease(path, _PATIENCE_WITH_ONE):
        yield


@contextmanager
def _told_why() -> Iterator[None]:
    try:
        yield
    except _HeldTooLongError as error:
        raise JournalError(
            "The journal is being rewritten, as somebody is erased from it.", "Try again in a while."
        ) from error


class _HeldTooLongError(TimeoutError):
    """Somebody else holds a lease for longer than there is patience."""


@contextmanager
def _shared(path: Path, until: float) -> Iterator[None]:
    with _opened(path) as descriptor:
        if not _locked(descriptor, fcntl.LOCK_SH):
            with _logged(f"{path.parent.name}: another process rewrites it"):
                _hold_with_others(descriptor, path, until)
        yield


def _hold_with_others(descriptor: int, path: Path, until: float) -> None:
    while not _locked(descriptor, fcntl.LOCK_SH):
        if time.monotonic() > until:
            raise _HeldTooLongError(f"Somebody else holds {path.name}.")
        time.sleep(_READER_PAUSE_SECONDS)


def _turn(path: Path) -> Path:
    """What is held by whoever waits next for a lease."""
    return path.with_name(f"{path.name}.turn")


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


def hold(descriptor: int, why: str, on_progress: OnProgress) -> None:
    """Hold an open file alone for as long as it is open; where somebody else has it, `on_progress` is told
    `why` as a step without numbers, and the log where nobody listens."""
    if not _locked(descriptor, fcntl.LOCK_EX):
        on_progress(f"{why}, waiting", 0, None)
        with _logged(why) if on_progress is silent else nullcontext():
            fcntl.flock(descriptor, fcntl.LOCK_EX)


@contextmanager
def _logged(why: str) -> Iterator[None]:
    """Lets the log say what is waited for, once that takes long."""
    told = threading.Timer(LONG_SECONDS, log.warning, ("%s; waiting", why))
    told.daemon = True
    told.start()
    try:
        yield
    finally:
        told.cancel()


def _locked(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
