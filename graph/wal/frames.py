"""How the log is laid out: segments named by their first position; frames with mark, length and checksum."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from graph.errors import JournalError

_MARK = b"\xc7WAL"
_HEAD = struct.Struct("<4sII")
_SUFFIX = ".wal"


def framed(payload: bytes) -> bytes:
    """A payload as a frame."""
    return _HEAD.pack(_MARK, len(payload), zlib.crc32(payload)) + payload


def whole_frames(content: bytes) -> Iterator[tuple[bytes, int]]:
    """Payloads of the frames at the beginning of `content`, each with the place behind it, up to the first
    that is not whole."""
    at = 0
    while (payload := _payload(content, at)) is not None:
        at += _HEAD.size + len(payload)
        yield payload, at


def is_torn(content: bytes, at: int) -> bool:
    """Whether what stands at `at` is the torn end of a write: no whole frame follows. Else it is damage."""
    while (at := content.find(_MARK, at + 1)) >= 0:
        if _payload(content, at) is not None:
            return False
    return True


def damaged(path: Path, byte: int) -> JournalError:
    """That a segment cannot be read on from a byte."""
    return JournalError(
        f"The log of what waits for the journal is damaged: {path.name}, byte {byte}.",
        "Check the disk; bring the file back from a backup, or move it away to go on without it.",
    )


def segments(folder: Path) -> list[tuple[int, Path]]:
    """The segments with their first positions, in order; nothing where there is no log."""
    return sorted((int(path.stem), path) for path in folder.glob(f"*{_SUFFIX}"))


def segment_path(folder: Path, base: int) -> Path:
    """Where the segment lies that begins at a position."""
    return folder / f"{base:020}{_SUFFIX}"


def _payload(content: bytes, at: int) -> bytes | None:
    start = at + _HEAD.size
    if start > len(content):
        return None
    mark, length, checksum = _HEAD.unpack_from(content, at)
    payload = content[start : start + length]
    whole = mark == _MARK and len(payload) == length and zlib.crc32(payload) == checksum
    return payload if whole else None
