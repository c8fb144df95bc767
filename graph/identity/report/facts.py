"""What a report tells of a run besides what is in the run's tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class IdChange:
    """What happened to a customer id: `kind` is merge, split, new or retired; `others` are the ids that it
    took in or gave to."""

    kind: str
    customer_id: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class RunFacts:
    """One identity run in figures.

    `counts` are what the run came to, by name, in the order in which they are shown; `previous` are those of
    the run before, or None for the first. `seconds` is how long each step took, in their order, and
    `peak_memory` the most memory in bytes. `cluster_sizes` says how many clusters have so many records.
    """

    run_id: str
    started_at: datetime
    finished_at: datetime
    mode: str
    engine: str
    model_version: str
    counts: Mapping[str, int]
    seconds: Mapping[str, float]
    peak_memory: int
    cluster_sizes: Mapping[int, int]
    previous: Mapping[str, float] | None = None
    changes: Sequence[IdChange] = field(default_factory=tuple)
