"""How long steps report where they are, without knowing who listens."""

from collections.abc import Callable

OnProgress = Callable[[str, int, int | None], None]
"""Called with the name of the step, how much is done, and how much there is (null: unknown)."""


def silent(_step: str, _done: int, _total: int | None) -> None:
    """Nobody listens."""
