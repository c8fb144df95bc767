"""How many things somebody may have open at once: subscriptions, sockets."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from api.gql.codes import Code
from api.gql.errors import RequestError


class Slots:
    """Slots by who takes them, in one process."""

    def __init__(self, most: int, what: str) -> None:
        self._most, self._what = most, what
        self._taken: Counter[str] = Counter()

    @contextmanager
    def taken(self, who: str) -> Iterator[None]:
        """A slot for the block; raises RequestError where somebody has no more."""
        if self._taken[who] >= self._most:
            message = f"{self._most} {self._what} are open already; close one first."
            raise RequestError(Code.TOO_MANY_OPEN, message)
        self._taken[who] += 1
        try:
            yield
        finally:
            self._taken[who] -= 1
            self._taken += Counter()  # who has none is forgotten
