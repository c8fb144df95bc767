"""How long steps report where they are, without knowing who listens."""

from collections.abc import Callable
from dataclasses import dataclass

OnProgress = Callable[[str, int, int | None], None]
"""Called with the name of the step, how much is done, and how much there is (null: unknown)."""


def silent(_step: str, _done: int, _total: int | None) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How fast a step goes on, from what was done at a moment, in seconds."""

    done: int
    at: float

    def seconds_left(self, done: int, total: int, now: float) -> float | None:
        """How long the rest takes, at the rate since; None where there is none yet."""
        return (now - self.at) * (total - done) / (done - self.done) if done > self.done else None
