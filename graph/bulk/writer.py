"""What passes write a staged graph with."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from cypher import Query
from graph.bulk.staging import StagedGraph
from graph.bulk.statements import STATEMENTS
from graph.projection.writing.writer import Row


class StagingWriter:
    """Writes to a staged graph what `GraphWriter` writes to a store."""

    def __init__(self, graph: StagedGraph, wrote: Callable[[int], object]) -> None:
        self._graph = graph
        self._wrote = wrote

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """There is nothing to commit: the graph counts when it is whole."""

    def run(self, query: Query, /, **params: Any) -> list[Row]:
        """The rows that a packaged query returns."""
        return STATEMENTS[query.name](self._graph, next(iter(params.values())))

    def write(self, query: Query, rows: list[Row]) -> None:
        """Runs a packaged write query over all rows."""
        self.run(query, rows=rows)
        self._wrote(len(rows))
