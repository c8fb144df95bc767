"""A log without what is drained: its last segment keeps that until it is full."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from graph.files.durable import sync
from graph.wal.frames import segment_path, segments
from graph.wal.reader import span


def begin_anew(folder: Path, reached: int) -> bool:
    """Begin a new segment behind `reached`, and delete all before it; false, with nothing done, where there
    is more in the log. Whoever appends goes on in the new segment."""
    if not segments(folder):
        return True
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        end = span(folder).end
        if end > reached:
            return False
        gone = [path for base, path in segments(folder) if base != end]
        segment_path(folder, end).touch(mode=0o600)
        sync(folder)
        for path in gone:
            path.unlink()
        sync(folder)
    finally:
        os.close(descriptor)
    return True
