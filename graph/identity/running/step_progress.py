"""The steps of a run as they begin: told to who waits, and timed."""

from __future__ import annotations

import time

from graph.progress import OnProgress

_ALL = 8
"""Steps of a run that is stored."""


class Steps:
    """Steps by name, each until the next one begins."""

    def __init__(self, on_progress: OnProgress) -> None:
        self._on_progress = on_progress
        self._times: list[tuple[str, float]] = []

    def begin(self, name: str) -> None:
        """Ends the step before, if there was one, and tells who waits that this one begins."""
        self._times.append((name, time.monotonic()))
        self._on_progress(f"identity: {name}", len(self._times) - 1, _ALL)

    def seconds(self) -> dict[str, float]:
        """How long each step took, or has taken so far."""
        ends = [at for _, at in self._times[1:]] + [time.monotonic()]
        return {name: round(end - start, 3) for (name, start), end in zip(self._times, ends, strict=True)}
