"""A staged graph in parts, one for each kind of node and edge, its nodes numbered through."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from graph.bulk.staging import StagedGraph
from graph.bulk.tables import EDGES, NODES
from graph.model.types import Property

NUMBER, FROM, TO = "_number", "_from", "_to"
"""Columns, called like no property: number of a node; numbers of the nodes that an edge leads from and to."""


@dataclass(frozen=True)
class Part:
    """Nodes of a label, or edges of a type between two labels, as SQL that selects their numbers and
    properties; how many there are."""

    kind: str
    name: str
    numbers: tuple[str, ...]
    properties: tuple[Property, ...]
    sql: str
    count: int


def node_parts(graph: StagedGraph, without: Collection[str] = ()) -> list[Part]:
    """All nodes but those of some labels, in the order of their numbers, which begin at 0."""
    parts: list[Part] = []
    number = 0
    for label, table in NODES.items():
        count = 0 if label in without else graph.count(table)
        if count:
            graph.connection.execute(
                f"CREATE TABLE numbered_{label} AS"  # noqa: S608 - names of the model
                f" SELECT *, row_number() OVER () - 1 + {number} AS {NUMBER} FROM {table.name}"
            )
            sql = f"FROM numbered_{label} ORDER BY {NUMBER}"
            properties = graph.own(table).properties
            parts.append(Part(label, table.name, (NUMBER,), properties, sql, count))
            number += count
    return parts


def edge_parts(graph: StagedGraph, nodes: Collection[Part]) -> Iterator[Part]:
    """All edges whose nodes are there."""
    labels = {part.kind for part in nodes}
    for (type_, start, end), table in EDGES.items():
        if {start, end} <= labels and graph.count(table):
            rest = ", ".join(f'e."{each.name}"' for each in table.properties)
            graph.connection.execute(
                f"CREATE TABLE numbered_{table.name} AS"  # noqa: S608 - as above
                f" SELECT a.{NUMBER} AS {FROM}, b.{NUMBER} AS {TO}{', ' if rest else ''}{rest}"
                f" FROM {table.name} AS e JOIN numbered_{start} AS a ON {_same('a', 'start', start)}"
                f" JOIN numbered_{end} AS b ON {_same('b', 'end', end)}"
            )
            [(count,)] = graph.connection.sql(f"SELECT count(*) FROM numbered_{table.name}").fetchall()  # noqa: S608 - as above
            sql = f"FROM numbered_{table.name}"
            yield Part(type_, table.name, (FROM, TO), table.properties, sql, count)


def _same(node: str, side: str, label: str) -> str:
    return " AND ".join(f"{node}.{name} = e.{side}_{name}" for name in NODES[label].key)
