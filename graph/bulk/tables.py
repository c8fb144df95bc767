"""The tables that a graph is put together in, one for each kind of node and edge, from the model.

A row is what one write said of one node or edge. How several become one is what the packaged write queries of
`graph.model.writes` do, in SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pyarrow as pa

from graph.model import MODEL
from graph.model.personal import Personal
from graph.model.traits import Trait, TraitType
from graph.model.types import STATED_AT, EdgeKind, EdgeTime, NodeKind, Property, PropertyType
from graph.projection.writing.writer import Row

SEQ = "seq"
"""Order of the writes."""
REMOVED = "removed"
"""Properties that a write took away."""

TYPES: Mapping[PropertyType, pa.DataType] = {
    PropertyType.TEXT: pa.string(),
    PropertyType.INTEGER: pa.int64(),
    PropertyType.DECIMAL: pa.float64(),
    PropertyType.FLAG: pa.bool_(),
    PropertyType.TIME: pa.timestamp("us", "UTC"),
    PropertyType.TEXTS: pa.list_(pa.string()),
}
_OF_TRAITS = {
    TraitType.TEXT: PropertyType.TEXT,
    TraitType.CATEGORY: PropertyType.TEXT,
    TraitType.DATE: PropertyType.TEXT,
    TraitType.NUMBER: PropertyType.DECIMAL,
    TraitType.BOOLEAN: PropertyType.FLAG,
    TraitType.TIME: PropertyType.TIME,
}


@dataclass(frozen=True)
class Table:
    """One table, of nodes of a kind, or of edges of a kind between two labels (`ends`).

    `key` tells nodes or edges apart, `properties` are all that they carry, with `folds`, what becomes of the
    values of several writes, as SQL. Of nodes that are written with a map of properties a write may remove.
    """

    name: str
    ends: tuple[str, str] | None
    key: tuple[str, ...]
    properties: tuple[Property, ...]
    folds: Mapping[str, str]
    removes: bool = False

    def with_traits(self, traits: Iterable[Trait]) -> Table:
        """The same with the properties of traits."""
        more = [Property(each.property, _OF_TRAITS[each.type], "", Personal.WORDS) for each in traits]
        folds = {**self.folds, **{each.name: _given(each.name) for each in more}}
        return replace(self, properties=(*self.properties, *more), folds=folds)

    @cached_property
    def schema(self) -> pa.Schema:
        """The columns: the key, what else there is to say, and the order of the writes."""
        types = {each.name: TYPES[each.type] for each in self.properties}
        fields = {name: types.get(name, pa.string()) for name in self.key} | types
        return pa.schema([*fields.items(), (REMOVED, pa.list_(pa.string())), (SEQ, pa.int64())])

    def rows(self, rows: list[Row], first: int) -> pa.Table:
        """Rows of a write query as rows of the table, numbered from `first` on."""
        *stated, removed, seq = self.schema
        cells = [row | row["properties"] for row in rows] if self.removes else rows
        nulls = (
            [[name for name, value in row["properties"].items() if value is None] or None for row in rows]
            if self.removes
            else [None] * len(rows)
        )
        columns: Any = pa.array(cells, pa.struct(stated))
        further = (pa.array(nulls, removed.type), pa.array(range(first, first + len(rows)), seq.type))
        return pa.Table.from_arrays([*columns.flatten(), *further], schema=self.schema)


def _node_table(kind: NodeKind) -> Table:
    rest = [each.name for each in kind.properties if each.name not in kind.key]
    if not kind.stated:
        folds = {name: _given(name) for name in rest}
        return Table(f"node_{kind.label}", None, kind.key, kind.properties, folds, removes=True)
    times = [Property(name, PropertyType.TIME, "", Personal.NOT) for name in kind.times.values()]
    folds = {name: _stated(name, kind.times.get(name)) for name in rest}
    folds |= {time: _time_of(name, time) for name, time in kind.times.items()}
    return Table(f"node_{kind.label}", None, kind.key, (*kind.properties, *times), folds)


def _edge_table(kind: EdgeKind, start: str, end: str) -> Table:
    key = *_ends("start", start), *_ends("end", end), *kind.key
    rest = [each.name for each in kind.all_properties if each.name not in kind.key]
    folds = {name: _edge_fold(kind, name) for name in rest}
    return Table(f"edge_{kind.type}_{start}_{end}", (start, end), key, kind.all_properties, folds)


def _ends(side: str, label: str) -> Iterable[str]:
    return (f"{side}_{name}" for name in MODEL.node[label].key)


def _given(name: str) -> str:
    is_given = f"\"{name}\" IS NOT NULL OR list_contains({REMOVED}, '{name}')"
    return f'arg_max_null("{name}", {SEQ}) FILTER ({is_given})'


def _stated(name: str, time: str | None) -> str:
    """As it was stated last, of one time by the last write."""
    if name == STATED_AT:
        return f"max({STATED_AT})"
    return f'arg_max("{name}", ({_stated_at(time)}, {SEQ}))'


def _time_of(name: str, time: str) -> str:
    return f'nullif(max({_stated_at(time)}) FILTER ("{name}" IS NOT NULL), max({STATED_AT}))'


def _stated_at(time: str | None) -> str:
    return f"coalesce({time}, {STATED_AT})" if time else STATED_AT


def _edge_fold(kind: EdgeKind, name: str) -> str:
    if kind.time is EdgeTime.OBSERVED and name in kind.time.value:
        return f'{"min" if name == "first_seen" else "max"}("{name}")'
    if name == "valid_to" or (kind.time is EdgeTime.COUNTED and name in kind.time.value):
        return f'arg_max_null("{name}", {SEQ})'
    return f'arg_max("{name}", {SEQ})'


NODES: Mapping[str, Table] = {kind.label: _node_table(kind) for kind in MODEL.nodes}
"""Tables of nodes by label, in the order of the model."""
EDGES: Mapping[tuple[str, str, str], Table] = {
    (kind.type, *ends): _edge_table(kind, *ends) for kind in MODEL.edges for ends in kind.endpoints
}
"""Tables of edges by type and labels of their ends, in the order of the model."""
