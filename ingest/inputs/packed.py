"""Packed streams: told by their first bytes, unpacked as they are read, within limits."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from typing import IO, Any, cast
from zipfile import BadZipFile

import pyarrow as pa

from graph.errors import IngestError

MAX_RATIO = 250
"""How many bytes one packed byte may become, once they are many."""
FREE = 256 * 2**20
"""Bytes that may come out of a packed stream whatever went in."""

DAMAGE = (OSError, EOFError, zlib.error, lzma.LZMAError, pa.ArrowException, BadZipFile)
"""What reading a stream raises that breaks off or is damaged."""


def _xz(raw: BufferedIOBase) -> Any:
    return lzma.LZMAFile(cast(IO[bytes], raw))


def _zstd(raw: BufferedIOBase) -> Any:
    return pa.CompressedInputStream(pa.PythonFile(raw, mode="r"), "zstd")


_PACKINGS: dict[bytes, tuple[str, Callable[[BufferedIOBase], Any]]] = {
    b"\x1f\x8b": ("gzip", lambda raw: gzip.GzipFile(fileobj=raw)),
    b"BZh": ("bzip2", bz2.BZ2File),
    b"\xfd7zXZ\x00": ("xz", _xz),
    b"\x28\xb5\x2f\xfd": ("zstd", _zstd),
}


def packing_of(start: bytes) -> str | None:
    """What packed a stream that begins like this; None for a plain one."""
    return next((name for magic, (name, _) in _PACKINGS.items() if start.startswith(magic)), None)


def packing(raw: BufferedIOBase) -> str | None:
    """What packed a stream, which is at its beginning before and after."""
    start = raw.read(6)
    raw.seek(0)
    return packing_of(start)


@contextmanager
def unpacked(raw: BufferedIOBase, shown: str) -> Iterator[BufferedIOBase]:
    """The plain bytes of a stream; raises IngestError, while they are read, where they are far too many."""
    found = packing(raw)
    if found is None:
        yield raw
        return
    opener = next(opener for name, opener in _PACKINGS.values() if name == found)
    with opener(raw) as stream:
        yield io.BufferedReader(_Guarded(stream, raw, shown), 1 << 16)


class _Guarded(io.RawIOBase):
    """Unpacked bytes, as long as they are in proportion to the packed ones."""

    def __init__(self, stream: Any, raw: BufferedIOBase, shown: str) -> None:
        self._stream, self._raw, self._shown = stream, raw, shown
        self._count = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer as far as there is something left, and returns how far."""
        portion = self._stream.read1(len(buffer))  # what comes before damage counts
        buffer[: len(portion)] = portion
        self._count += len(portion)
        if self._count > FREE and self._count > MAX_RATIO * max(1, self._raw.tell()):
            raise too_much(self._shown)
        return len(portion)


def too_much(shown: str) -> IngestError:
    """That an archive becomes so large that it looks made to fill memory or disk."""
    return IngestError(
        f"File {shown} becomes more than {MAX_RATIO} times as large when it is unpacked.",
        "If that is right, unpack it first, and name what came out.",
    )
