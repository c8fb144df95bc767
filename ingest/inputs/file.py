"""A file on the disk as an input: one that changes while it is read is told."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from graph.errors import IngestError
from graph.files.regular import file_fault, shown_path
from ingest.inputs.base import Input, StoredInput
from ingest.inputs.partitions import partition_folders, partitions


class FileInput(Input):
    """A regular file; raises IngestError where the path leads to none that may be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        within = [folder.name for folder in partition_folders(path)]
        self.shown, self.name = shown_path(path), shown_path("/".join((*within, path.name)))
        self.partitions = partitions(path)
        self.check()
        try:
            self._stamp = _Stamp.of(path.stat())
        except OSError as error:
            raise self._vanished(error) from error

    def check(self) -> None:
        """Raises IngestError where the path leads to no file that may be read."""
        if fault := file_fault(self.path):
            raise IngestError(fault.message, fault.hint)

    @contextmanager
    def stored(self) -> Iterator[StoredInput]:
        """Opens the file, whose bytes end where it ended when it was found."""
        try:
            raw = self.path.open("rb", buffering=0)
        except OSError as error:
            raise self._vanished(error) from error
        with raw, io.BufferedReader(_Bounded(raw, self._stamp.size), 1 << 16) as bounded:
            changed = lambda: _Stamp.of(os.fstat(raw.fileno())) != self._stamp  # noqa: E731 - asked while it is open
            yield StoredInput(bounded, self._stamp.size, changed)

    def changed(self) -> bool:
        """Whether the path leads to other bytes by now, or to none."""
        try:
            return _Stamp.of(self.path.stat()) != self._stamp
        except OSError:
            return True

    def _itself(self) -> BinaryIO:
        return self.path.open("rb")

    def _vanished(self, error: OSError) -> IngestError:
        return IngestError(f"File {self.shown} cannot be read any more: {error.strerror}.", "Check the path.")


class _Stamp(NamedTuple):
    """Which content a path leads to."""

    device: int
    inode: int
    size: int
    changed: int

    @classmethod
    def of(cls, found: os.stat_result) -> _Stamp:
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


class _Bounded(io.RawIOBase):
    """The first bytes of a file: one that grows faster than it is read has an end too."""

    def __init__(self, raw: io.FileIO, size: int) -> None:
        self._raw, self._size = raw, size

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer as far as there is something left, and returns how far."""
        left = max(0, self._size - self._raw.tell())
        return self._raw.readinto(memoryview(buffer)[:left]) or 0

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Goes to a place, of which the end is that of the first bytes."""
        if whence == io.SEEK_END:
            offset, whence = self._size + offset, io.SEEK_SET
        return self._raw.seek(offset, whence)

    def tell(self) -> int:
        """The place."""
        return self._raw.tell()
