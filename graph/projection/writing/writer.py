"""One pass of writing: statements gathered into transactions that stay small enough for the store."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from types import TracebackType
from typing import Any, Protocol, Self

import pandas as pd

from cypher import Query
from graph.batches import batched
from graph.store import Store, Transaction

ROWS = 5_000
"""Rows of one statement."""
TRANSACTION_ROWS = 4 * ROWS
"""Rows after which a transaction is committed and the next begun."""

Row = dict[str, Any]


class Writer(Protocol):
    """What a pass writes with."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...

    def run(self, query: Query, /, **params: Any) -> list[Row]:
        """The rows that one statement returns; it sees what was written before."""

    def write(self, query: Query, rows: list[Row]) -> None:
        """Runs a write query over all rows."""


class GraphWriter:
    """Runs statements in one transaction, or in several when there are many rows.

    What is written before an error or a kill may stay, so everything written must be repeatable.
    The block's last transaction commits at its end: what runs last, such as a checkpoint, is stored
    with the rows before it, and a small pass is seen by readers as a whole or not at all.
    """

    def __init__(self, store: Store, wrote: Callable[[int], object] = lambda _: None) -> None:
        """`wrote` hears of the rows of each statement."""
        self._store = store
        self._wrote = wrote
        self._rows = 0

    def __enter__(self) -> Self:
        self._begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._context.__exit__(kind, error, trace)

    def run(self, query: Query, /, **params: Any) -> list[Row]:
        """The rows that one statement returns; it sees what was written before."""
        return self._transaction.run(query, **params)

    def write(self, query: Query, rows: list[Row]) -> None:
        """Runs a write query over all rows, in portions."""
        for portion in batched(rows, ROWS):
            self.run(query, rows=[sendable(row) for row in portion])
            self._wrote(len(portion))
            self._rows += len(portion)
            if self._rows >= TRANSACTION_ROWS:
                self._context.__exit__(None, None, None)
                self._begin()

    def _begin(self) -> None:
        self._context: AbstractContextManager[Transaction] = self._store.transaction()
        self._transaction = self._context.__enter__()
        self._rows = 0


_FAST = range(1678, 2262)
"""Years whose nanoseconds since 1970 fit into 64 bits."""


def sendable(row: Row) -> Row:
    """The row with times as the driver sends them ten times as fast as Python's own."""
    return {
        name: pd.Timestamp(value)
        if type(value) is datetime and value.year in _FAST
        else sendable(value)
        if type(value) is dict
        else value
        for name, value in row.items()
    }
