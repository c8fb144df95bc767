"""What a slice of the journal writes, where most of it are tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import pyarrow as pa

from graph.bulk.staging import StagedGraph
from graph.bulk.tables import EDGES, NODES, Table
from graph.model import MODEL
from graph.model.links import RECORD
from graph.projection.writing.batch import GraphBatch
from graph.projection.writing.slice import TableSlice
from graph.projection.writing.writer import Writer


class ColumnBatch(GraphBatch):
    """A batch for a staged graph, which takes the rows of write queries as tables, too.

    Tables are written before everything else, in their order.
    """

    def __init__(self, graph: StagedGraph) -> None:
        super().__init__()
        self._graph = graph
        self._tables: list[tuple[Table, pa.Table]] = []
        self._bare: list[tuple[Table, pa.Table]] = []

    def node_rows(self, label: str, rows: pa.Table) -> None:
        """Adds statements on nodes, each later one after those before it."""
        self._tables.append((NODES[label], rows))

    def bare_nodes(self, label: str, keys: pa.Table) -> None:
        """Adds nodes of which nothing else is said, by the columns of their key."""
        self._bare.append((NODES[label], keys))

    def edge_rows(self, ends: tuple[str, str, str], rows: pa.Table) -> None:
        """Adds edges of a type between two labels, each later one after those before it."""
        self._tables.append((EDGES[ends], rows))

    @property
    def nodes(self) -> int:
        """Number of nodes; what is told of one row by row as well counts twice."""
        return super().nodes + _count(it for it in (*self._tables, *self._bare) if it[0].ends is None)

    @property
    def edges(self) -> int:
        """Number of edges; what is told of one row by row as well counts twice."""
        return super().edges + _count(it for it in self._tables if it[0].ends is not None)

    def write(self, writer: Writer) -> None:
        """Writes the tables into the graph, and by the writer whatever else there is."""
        for table, keys in self._bare:
            self._graph.insert_bare(table, keys)
        for table, rows in self._tables:
            self._graph.insert(table, rows)
        super().write(writer)


def _count(told: Iterable[tuple[Table, pa.Table]]) -> int:
    """How many nodes or edges rows tell of."""
    keys: dict[str, list[pa.Table]] = {}
    for table, rows in told:
        keys.setdefault(table.name, []).append(rows.select(table.key))
    return sum(_distinct(pa.concat_tables(parts)).num_rows for parts in keys.values())


def _distinct(keys: pa.Table) -> pa.Table:
    return keys.group_by(keys.column_names).aggregate([])


def columns_of(slice_: TableSlice) -> ColumnBatch:
    """The batch of a slice that is written by tables."""
    return cast(ColumnBatch, slice_.batch)


def add_bare_records(batch: ColumnBatch, keys: pa.Table) -> None:
    """Adds records with their source, by their columns source and source_id."""
    keys = _distinct(keys)
    source, source_id = (keys.column(name) for name in ("source", "source_id"))
    ends = {"start_source": source, "start_source_id": source_id, "end_name": source}
    batch.bare_nodes("SourceRecord", keys)
    batch.bare_nodes("Source", pa.table({"name": source.unique()}))
    batch.edge_rows(("FROM_SOURCE", "SourceRecord", "Source"), pa.table(ends))


def add_ends(batch: ColumnBatch, ends: tuple[str, str, str], edges: pa.Table) -> None:
    """Adds the nodes that edges of a type between two labels lead from and to."""
    for side, label in zip(("start", "end"), ends[1:], strict=True):
        names = MODEL.node[label].key
        keys = edges.select([f"{side}_{name}" for name in names]).rename_columns(list(names))
        if label == RECORD:
            add_bare_records(batch, keys)
        else:
            batch.bare_nodes(label, _distinct(keys))
