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
_SECTOR = 512
"""Bytes that a disk writes as a whole."""


def framed(payload: bytes) -> bytes:
    """A payload behind its mark, length and checksum."""
    return _HEAD.pack(_MARK, len(payload), zlib.crc32(payload)) + payload


def whole_frames(content: bytes) -> Iterator[tuple[bytes, int]]:
    """Payloads of the frames at the beginning of `content`, each with the place behind it, up to the first
    that is not whole."""
    at = 0
    while (payload := _payload(content, at)) is not None:
        at += _HEAD.size + len(payload)
        yield payload, at


def is_torn(content: bytes, at: int) -> bool:
    """Whether what stands at `at` is the torn end of a write. Else it is damage.

    Of a write that was broken off a beginning is there, and behind it at most space that was never written
    to; no whole frame follows.
    """
    rest = content[at:]
    written = rest.rstrip(b"\0")
    if not rest.startswith(_MARK[: len(written)]) or _whole_frame_in(rest):
        return False
    if len(written) < _HEAD.size:
        return True
    _, length, checksum = _HEAD.unpack_from(rest)
    payload = rest[_HEAD.size :]
    if len(payload) < length:
        return bool(zlib.crc32(payload) != checksum)  # else the length alone is wrong
    return _is_unwritten(payload[:length]) and not payload[length:].strip(b"\0")


def _is_unwritten(payload: bytes) -> bool:
    """Whether at least a sector at its end, or all of it, was never written to."""
    zeros = len(payload) - len(payload.rstrip(b"\0"))
    return 0 < min(_SECTOR, len(payload)) <= zeros


def _whole_frame_in(rest: bytes) -> bool:
    at = 0
    while (at := rest.find(_MARK, at + 1)) >= 0:
        if _payload(rest, at) is not None:
            return True
    return False


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
