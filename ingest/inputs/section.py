"""A view of an open file with a place of its own."""

import io
import os
from typing import Any


class Section(io.RawIOBase):
    """A file read by its own place in it: others may read the same one."""

    def __init__(self, number: int, size: int) -> None:
        """`number` is that of an open file."""
        self._number, self._size, self._at = number, size, 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer as far as there is something left, and returns how far."""
        portion = os.pread(self._number, len(buffer), self._at)
        buffer[: len(portion)] = portion
        self._at += len(portion)
        return len(portion)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Goes to a place."""
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        return self._at

    def tell(self) -> int:
        """The place."""
        return self._at
