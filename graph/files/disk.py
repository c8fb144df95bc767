"""What a disk refuses, in words: which one, why, and what to do about it.

Python, Arrow, DuckDB and Delta Lake each report the same refusals in their own way.
"""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import CkgError, DiskError

_LITTLE = 1_000_000
"""Free bytes below which a disk counts as full: stores ask for more than that at a time."""

_AGAIN = "then run the command again; what was stored before counts."

_REFUSALS: dict[int, tuple[str, str]] = {
    errno.ENOSPC: (
        "the disk that holds {place} is full",
        f"Make room there (df -h; df -i for inodes), {_AGAIN}",
    ),
    errno.EDQUOT: ("the quota on the disk that holds {place} is used up", f"Make room there, {_AGAIN}"),
    errno.EFBIG: ("a file in {place} may not grow further", f"Raise the limit (ulimit -f), {_AGAIN}"),
    errno.EROFS: ("the disk that holds {place} is read-only", f"Mount it for writing, {_AGAIN}"),
    errno.EACCES: ("this user has no right to {place}", f"Give the right to the user, {_AGAIN}"),
    errno.EPERM: ("this user has no right to {place}", f"Give the right to the user, {_AGAIN}"),
    errno.ENAMETOOLONG: ("the path {place} is too long", "Choose a shorter one."),
    errno.ENOTDIR: ("{file} is no folder", "Choose another path, or move that file away."),
    errno.EEXIST: ("{file} is no folder", "Choose another path, or move that file away."),
    errno.EISDIR: ("{place} is a folder, not a file", "Choose another path."),
    errno.ENOENT: ("{place} does not exist", "Make the folder that it is to be in, or correct the path."),
    errno.ELOOP: ("{place} is a symbolic link that leads to itself", "Correct the link."),
    errno.EIO: ("the disk that holds {place} fails", f"Check it (dmesg), {_AGAIN}"),
    errno.ESTALE: ("the network disk that holds {place} was lost", f"Mount it anew, {_AGAIN}"),
    errno.EMFILE: ("too many files are open", f"Raise the limit (ulimit -n), {_AGAIN}"),
    errno.ENFILE: ("too many files are open on this machine", "Run the command again later."),
}

_NUMBERED = re.compile(r"os error (\d+)|\berrno\"?:? ?\"?(\d+)", re.IGNORECASE)
# NumPy, which wrote less than it was to; DuckDB, which found no room for what does not fit in memory; SQLite.
_UNNUMBERED = re.compile(
    r"requested and \d+ written|max_temp_directory_size|failed to offload data block|database or disk is full"
)


def disk_error(error: BaseException, place: Path) -> DiskError | None:
    """What `error` says about a disk, as an error that names it; None where it is about something else.

    `place` is named where the error itself names no file.
    """
    number = _number(error)
    if number not in _REFUSALS:
        return None
    named = getattr(error, "filename", None)
    return _refusal(number, Path(os.fsdecode(named)) if isinstance(named, str | bytes) else place)


def disk_trouble(folder: Path) -> DiskError | None:
    """What keeps a program from writing in a folder now, found by looking; None where nothing does."""
    try:
        found = os.statvfs(folder)
    except OSError as error:
        return disk_error(error, folder)
    if found.f_flag & os.ST_RDONLY:
        return _refusal(errno.EROFS, folder)
    if found.f_bavail * found.f_frsize < _LITTLE or (found.f_files and not found.f_favail):
        return _refusal(errno.ENOSPC, folder)
    return None if os.access(folder, os.W_OK | os.X_OK) else _refusal(errno.EACCES, folder)


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Raise what the disk refuses inside as a DiskError that names `place`, or the file concerned."""
    try:
        yield
    except CkgError:
        raise
    except Exception as error:
        refused = disk_error(error, place)
        if refused is None:
            raise
        raise refused from error


def _number(error: BaseException) -> int | None:
    """The system's number of an error, wherever it is written."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    text = str(error)
    if found := _NUMBERED.search(text):
        return int(found[1] or found[2])
    if _UNNUMBERED.search(text):
        return errno.ENOSPC
    # DuckDB has the system's words at the end of its own.
    return next((number for number in _REFUSALS if text.rstrip('"}').endswith(os.strerror(number))), None)


def _refusal(number: int, place: Path) -> DiskError:
    what, hint = _REFUSALS[number]
    if number in (errno.EEXIST, errno.ENOTDIR) and _leads_nowhere(place):
        what, hint = "{place} is a symbolic link that leads nowhere", "Correct the link."
    told = what.format(place=place, file=_no_folder(place))
    return DiskError(f"{told[0].upper()}{told[1:]}.", hint)


def _leads_nowhere(path: Path) -> bool:
    return os.path.islink(path) and not os.path.exists(path)  # noqa: PTH110, PTH114 - they raise nothing


def _no_folder(path: Path) -> Path:
    """The part of a path that is a file where a folder is wanted."""
    return next((part for part in (path, *path.parents) if os.path.isfile(part)), path)  # noqa: PTH113 - as above
