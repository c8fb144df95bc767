"""Writing to the log: durable when it returns, by any number of processes."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.files.disk import writing
from graph.files.durable import sync
from graph.files.home import prepared_home
from graph.wal.frames import damaged, framed, is_torn, segment_path, segments, whole_frames

SEGMENT_BYTES = 16 * 2**20
"""Size from which a new segment is begun; one that is drained as a whole is deleted."""


@dataclass(slots=True)
class _Segment:
    """The segment that is written to: its first position, and where its last whole frame ends."""

    base: int
    descriptor: int
    end: int


class Appender:
    """Adds frames at the end of the log in a folder; one at a time in a process.

    The last segment may end in a torn frame, of a process that was killed or a disk that was full: whoever
    writes next cuts it off. Whole frames are never cut off, acknowledged or not: the reader may have them.
    """

    def __init__(self, folder: Path, floor: int = 0) -> None:
        """`floor` is how far the journal has the log: no position below is given out, be it that the log was
        lost. Raises JournalError for a damaged log, DiskError where it cannot be written."""
        self._folder = folder
        self._segment: _Segment | None = None
        self._distrusted = False  # a disk that failed to sync may say later that all is well
        prepared_home(folder)
        with writing(folder), self._locked():
            if self._tail().end < floor:
                self._begin(floor)

    def append(self, payloads: Sequence[bytes]) -> None:
        """Add payloads together; they are on disk when this returns.

        Raises DiskError where the disk does not take them. They may be there all the same, unacknowledged.
        """
        content = b"".join(map(framed, payloads))
        with writing(self._folder), self._locked():
            segment = self._tail()
            if segment.end - segment.base >= SEGMENT_BYTES or self._distrusted:
                segment = self._begin(segment.end)
            _write(segment.descriptor, content, segment.end - segment.base)
            try:
                os.fdatasync(segment.descriptor)
            except OSError:
                self._distrusted = True
                raise
            segment.end += len(content)

    def _tail(self) -> _Segment:
        """The segment to write to, without a torn end."""
        last = segments(self._folder)
        if not last:
            return self._begin(0)
        base, path = last[-1]
        if self._segment is None or self._segment.base != base:
            self._close()
            self._segment = _Segment(base, os.open(path, os.O_RDWR), base)
        return _mended(self._segment, path)

    def _begin(self, base: int) -> _Segment:
        self._close()
        path = segment_path(self._folder, base)
        self._segment = _Segment(base, os.open(path, os.O_RDWR | os.O_CREAT, 0o600), base)
        sync(self._folder)
        self._distrusted = False
        return self._segment

    def _close(self) -> None:
        if self._segment is not None:
            os.close(self._segment.descriptor)
            self._segment = None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """No other process writes meanwhile; the system takes the lock back from one that is killed."""
        descriptor = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def _mended(segment: _Segment, path: Path) -> _Segment:
    """The segment with what others added to it, and without a torn end."""
    known, size = segment.end - segment.base, os.fstat(segment.descriptor).st_size
    if size == known:
        return segment
    content = os.pread(segment.descriptor, size - known, known)
    end = 0
    for _, end in whole_frames(content):  # noqa: B007 - where the last one ends
        pass
    if end < len(content):
        if not is_torn(content, end):
            raise damaged(path, known + end)
        os.ftruncate(segment.descriptor, known + end)
    segment.end += end
    return segment


def _write(descriptor: int, content: bytes, at: int) -> None:
    view = memoryview(content)
    while view:
        written = os.pwrite(descriptor, view, at)
        view, at = view[written:], at + written
