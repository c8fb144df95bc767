"""The write-ahead log of messages: where it lies, and what of it waits for the journal."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from graph.files.lease import lease
from graph.journal import Journal
from graph.settings import Settings
from graph.wal.reader import LOG, Span, frames, span
from ingest.live.delivery import unpacked

PORTION_TABLES = ("records", "events", "rejected", "messages")
"""Tables that a portion goes into, in this order: the messages say that it is whole."""
_COUNTED_BYTES = 32_000_000
"""Of what waits, as much is counted; the rest is taken to be alike."""


def log_folder(home: Path) -> Path:
    """Where the write-ahead log of an installation lies."""
    return home.absolute() / "waiting"


def drain_lock(folder: Path) -> Path:
    """What is held by whoever drains."""
    return folder / "drain.lock"


def draining_lease(folder: Path) -> AbstractContextManager[None]:
    """The lease of whoever drains a log, by its folder."""
    return lease(drain_lock(folder), "messages: another process brings them into the journal")


@dataclass(frozen=True, slots=True)
class WaitingMessages:
    """What is in the log and not in the journal: bytes, requests, messages, and for how many seconds the
    oldest has waited. Of very much the counts are estimated from its beginning."""

    bytes: int = 0
    requests: int = 0
    messages: int = 0
    oldest_seconds: float = 0.0


def waiting(journal: Journal, settings: Settings) -> WaitingMessages:
    """What waits for the journal now."""
    folder, reached = log_folder(settings.home), journal.position("messages", LOG)
    requests = messages = end = 0
    oldest = None
    for frame in frames(folder, reached):
        delivery = unpacked(frame.payload)
        oldest = oldest if oldest is not None else delivery.received
        requests, messages, end = requests + 1, messages + len(delivery.taken), frame.end
        if end - reached > _COUNTED_BYTES:
            break
    if oldest is None:
        return WaitingMessages()
    size = max(end, span(folder).end) - reached
    scale = size / (end - reached)
    return WaitingMessages(
        size, round(requests * scale), round(messages * scale), max(0.0, time.time() - oldest)
    )


def floor(journal: Journal) -> int:
    """How far in the log the journal is: nothing new may be put before that."""
    return max(journal.position(name, LOG) for name in PORTION_TABLES)


def log_span(settings: Settings) -> Span:
    """How far the log reaches on disk."""
    return span(log_folder(settings.home))
