"""Garbage collection while many rows are read: rarely, as they leave no cycles behind."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW = 50_000
"""Objects that are made before the collector looks for cycles among them; Python's own 700 costs a fifth of
the time of an ingest, whose rows live for as long as a portion."""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Lets the collector run less often until the end."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _NEW) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
