"""Reading the log, while others write to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from graph.files.disk import writing
from graph.files.durable import sync
from graph.wal.frames import damaged, is_torn, segments, whole_frames

LOG = "http"
"""Under this name the tables of the journal keep positions in the log."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A payload and the position behind it."""

    payload: bytes
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """From where to where the log reaches; it may be missing at either side what is torn or drained."""

    begin: int
    end: int


def frames(folder: Path, after: int) -> Iterator[Frame]:
    """The whole frames after a position at which one ends, in order, as far as they are written now.

    Raises JournalError where something in between is damaged.
    """
    found = segments(folder)
    for number, (base, path) in enumerate(found):
        if number + 1 < len(found) and found[number + 1][0] <= after:
            continue
        begin = max(base, after)
        with writing(path), path.open("rb") as file:
            file.seek(begin - base)
            content = file.read()
        end = 0
        for payload, end in whole_frames(content):
            yield Frame(payload, begin + end)
        if end < len(content) and not is_torn(content, end):
            raise damaged(path, begin - base + end)


def span(folder: Path) -> Span:
    """How far the log reaches, by the sizes of its segments."""
    found = segments(folder)
    if not found:
        return Span(0, 0)
    base, path = found[-1]
    return Span(found[0][0], base + path.stat().st_size)


def missing(folder: Path, after: int) -> int:
    """How many bytes behind a position the log lacks that lie before others which it has."""
    count, reached = 0, after
    for base, path in segments(folder):
        count += max(0, base - reached)
        reached = max(reached, base + path.stat().st_size)
    return count


def forget(folder: Path, before: int) -> None:
    """Delete the segments that end at a position or before; the last one stays."""
    found = segments(folder)
    gone = [path for (_, path), (end, _) in pairwise(found) if end <= before]
    for path in gone:
        path.unlink()
    if gone:
        sync(folder)
