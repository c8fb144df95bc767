"""Write queries for every node and edge kind, derived from the model.

The texts live in `cypher/write/`, where `python -m graph.generate` puts them. Each takes `rows`:

- nodes: the key properties and, for kinds with `stated_at`, every property that sources state by its name;
  other kinds take a map `properties` that is written as it is, nulls removing what was there;
- shared identifiers: `value` and `shared`; nodes must exist;
- edges: the keys of the end nodes as `start_<key>` and `end_<key>`, and the properties by name. End
  nodes must exist;
- counted edges of events that were never counted before: the same, with what is to be added;
- withdrawn edges: the same keys, and the properties of the edge's own key.
"""

from collections.abc import Iterator, Sequence
from functools import cache

import cypher
from cypher import Mode, Query
from graph.model import MODEL
from graph.model.edges import OF_EVENTS
from graph.model.types import STATED_AT, EdgeKind, EdgeTime, NodeKind
from graph.words.camel import snake

_TOLD = f"row.{STATED_AT}"
_BEFORE = f"n.{STATED_AT}"
_LATE = f"CASE WHEN {_TOLD} < {_BEFORE} THEN {_TOLD} END"
"""The time of a statement that comes after a later one."""


@cache
def node_query(label: str) -> Query:
    """The packaged query that writes nodes of a label."""
    return cypher.load(_node_name(label))


@cache
def edge_query(type_: str, start: str, end: str) -> Query:
    """The packaged query that writes edges of a type between two labels."""
    return cypher.load(_edge_name(type_, start, end))


@cache
def addition_query(type_: str, start: str, end: str) -> Query:
    """The packaged query that writes edges of a type between two labels where events are new: counts of what
    records did grow by those of the rows, all other edges are written as ever."""
    counted = MODEL.edge[type_].time is EdgeTime.COUNTED and start != "Customer"
    return cypher.load(_addition_name(type_, start, end)) if counted else edge_query(type_, start, end)


def withdrawal_query(type_: str, start: str, end: str) -> Query:
    """The packaged query that deletes edges of a type between two labels."""
    return cypher.load(_withdrawal_name(type_, start, end))


def shared_query(label: str) -> Query:
    """The packaged query that marks identifier nodes of a label as shared, or no longer."""
    return cypher.load(_shared_name(label))


def write_queries() -> Iterator[Query]:
    """Every write query as the model wants it, nodes first."""
    for node in MODEL.nodes:
        yield _node(node)
    for identifier in MODEL.identifiers:
        if identifier.links:
            yield _shared(MODEL.node[identifier.label])
    for edge in MODEL.edges:
        for start, end in edge.endpoints:
            yield _edge(edge, MODEL.node[start], MODEL.node[end])
            if edge.time is EdgeTime.COUNTED and start != "Customer":
                yield _addition(edge, MODEL.node[start], MODEL.node[end])
    for edge in OF_EVENTS:
        for start, end in edge.endpoints:
            if withdrawable(edge, start):
                yield _withdrawal(edge, MODEL.node[start], MODEL.node[end])


def withdrawable(kind: EdgeKind, start: str) -> bool:
    """Whether events state edges of a kind that begin at a label, and may state them no more."""
    return kind in OF_EVENTS and start != "Customer"


def _node_name(label: str) -> str:
    return f"write/node_{snake(label)}"


def _shared_name(label: str) -> str:
    return f"write/shared_{snake(label)}"


def _edge_name(type_: str, start: str, end: str) -> str:
    return f"write/edge_{type_.lower()}_{snake(start)}_{snake(end)}"


def _addition_name(type_: str, start: str, end: str) -> str:
    return f"write/more_{type_.lower()}_{snake(start)}_{snake(end)}"


def _withdrawal_name(type_: str, start: str, end: str) -> str:
    return f"write/no_{type_.lower()}_{snake(start)}_{snake(end)}"


def _node(kind: NodeKind) -> Query:
    text = f"UNWIND $rows AS row\nMERGE (n:{kind.label} {_map(kind.key, 'row.')})\n"
    if kind.stated:
        about = "each property is as it was stated last."
        # Most nodes are new, and what decides between statements takes a store longer than to write one.
        text += "ON CREATE SET n += row\nON MATCH SET " + ",\n    ".join(_latest(kind))
    else:
        about = "with exactly the properties given, a null removes."
        text += "SET n += row.properties"
    description = f"Write {kind.label} nodes: {about}"
    return Query(_node_name(kind.label), Mode.WRITE, ("rows",), description, text)


def _shared(kind: NodeKind) -> Query:
    """Apart from the other properties: it is our finding, no source's statement with a time of its own."""
    lines = [
        "UNWIND $rows AS row",
        _match("n", kind, "row."),
        "SET n.shared = row.shared",
    ]
    description = f"Mark {kind.label} nodes as shared by too many people, or as no longer shared."
    return Query(_shared_name(kind.label), Mode.WRITE, ("rows",), description, "\n".join(lines))


def _latest(kind: NodeKind) -> Iterator[str]:
    """What is set of a node that is there: the order in which statements arrive makes no difference."""
    for name in kind.stated:
        time = kind.times.get(name)
        known = f"coalesce(n.{time}, {_BEFORE})" if time else _BEFORE
        wins = f"row.{name} IS NOT NULL AND (n.{name} IS NULL OR {_TOLD} >= {known})"
        if time:  # before the value, whose time it tells
            stays = f"n.{name} IS NOT NULL AND {_TOLD} > {_BEFORE}"
            yield f"n.{time} = CASE WHEN {wins} THEN {_LATE} WHEN {stays} THEN {known} ELSE n.{time} END"
        yield f"n.{name} = CASE WHEN {wins} THEN row.{name} ELSE n.{name} END"
    last = f"CASE WHEN {_TOLD} < {_BEFORE} THEN {_BEFORE} ELSE coalesce({_TOLD}, {_BEFORE}) END"
    yield f"n.{STATED_AT} = {last}"  # behind the others, which are held against what it was


def _edge(kind: EdgeKind, start: NodeKind, end: NodeKind) -> Query:
    text = _merged(start, end, f"{kind.type}{_edge_key(kind)}", list(_edge_settings(kind)))
    name = _edge_name(kind.type, start.label, end.label)
    description = f"Write {kind.type} edges from {start.label} to {end.label}: {_EDGE_RULES[kind.time]}"
    return Query(name, Mode.WRITE, ("rows",), description, text)


def _addition(kind: EdgeKind, start: NodeKind, end: NodeKind) -> Query:
    settings = [*map(_widened, _WIDENED), "e.count = coalesce(e.count, 0) + row.count"]
    name = _addition_name(kind.type, start.label, end.label)
    description = (
        f"Count {kind.type} edges from {start.label} to {end.label} further, by events that are new."
    )
    return Query(name, Mode.WRITE, ("rows",), description, _merged(start, end, kind.type, settings))


def _merged(start: NodeKind, end: NodeKind, edge: str, settings: Sequence[str]) -> str:
    """Edges between nodes that are there, made or found, with what is set of them."""
    lines = [
        "UNWIND $rows AS row",
        *matched_ends(start, end),
        f"MERGE (a)-[e:{edge}]->(b)",
    ]
    if settings:
        lines.append("SET " + ",\n    ".join(settings))
    return "\n".join(lines)


def _withdrawal(kind: EdgeKind, start: NodeKind, end: NodeKind) -> Query:
    lines = [
        "UNWIND $rows AS row",
        f"MATCH (a:{start.label} {_map(start.key, 'row.start_')})-[e:{kind.type}]->"
        f"(:{end.label} {_map(end.key, 'row.end_')})",
        _seek("a", start),
        *(["WHERE " + " AND ".join(f"e.{name} = row.{name}" for name in kind.key)] if kind.key else []),
        "DELETE e",
    ]
    name = _withdrawal_name(kind.type, start.label, end.label)
    description = f"Delete {kind.type} edges from {start.label} to {end.label} that no event states any more."
    return Query(name, Mode.WRITE, ("rows",), description, "\n".join(lines))


_EDGE_RULES = {
    EdgeTime.OBSERVED: "the time seen only widens.",
    EdgeTime.COUNTED: "count and times replace what was there.",
    EdgeTime.STATED: "the end of validity replaces what was there, null while it holds.",
    EdgeTime.DATED: "null leaves a property as it was.",
    EdgeTime.TIMELESS: "null leaves a property as it was.",
}
_WIDENED = {"first_seen": "<=", "last_seen": ">="}


def _edge_settings(kind: EdgeKind) -> Iterator[str]:
    for name in (*kind.time.value, *(p.name for p in kind.properties)):
        if name in kind.key:
            continue
        if kind.time is EdgeTime.OBSERVED and name in _WIDENED:
            yield _widened(name)
        elif name == "valid_to" or (kind.time is EdgeTime.COUNTED and name in kind.time.value):
            yield f"e.{name} = row.{name}"
        else:
            yield f"e.{name} = coalesce(row.{name}, e.{name})"


def _widened(name: str) -> str:
    kept = f"e.{name} {_WIDENED[name]} row.{name}"
    return f"e.{name} = CASE WHEN {kept} THEN e.{name} ELSE row.{name} END"


def matched_ends(start: NodeKind, end: NodeKind) -> tuple[str, str]:
    """The clauses that find the end nodes `a` and `b` of an edge, by their keys in a row."""
    return _match("a", start, "row.start_"), _match("b", end, "row.end_")


def _match(name: str, kind: NodeKind, prefix: str) -> str:
    return f"MATCH ({name}:{kind.label} {_map(kind.key, prefix)})\n{_seek(name, kind)}"


def _seek(name: str, kind: NodeKind) -> str:
    """Without the hint Neo4j plans by what the graph holds at first, and a scan of few nodes looks cheap."""
    return f"USING INDEX SEEK {name}:{kind.label}({', '.join(kind.key)})"


def _edge_key(kind: EdgeKind) -> str:
    return f" {_map(kind.key, 'row.')}" if kind.key else ""


def _map(names: tuple[str, ...], prefix: str) -> str:
    return "{" + ", ".join(f"{name}: {prefix}{name}" for name in names) + "}"
