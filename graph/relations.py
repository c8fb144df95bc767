"""Relations of one shape, derived from the model: parts of the statements that GraphQL operations become.

What a record did, each kind with a moment of its own (`NodeKind.moment`), has

- `customer_<kinds>`: those of a customer, the latest first;
- `<kind>_customer`: the customer behind one;
- `<kind>_<others>`: what one is about or covers.

Relations that count, or that carry an edge of their own, are written by hand beside them. And alternations of
all identifier edges, which stand in many queries, are kept as the model has them.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cypher import Mode, Query
from graph.model import MODEL
from graph.types import EdgeKind, EdgeTime, NodeKind
from graph.writes import snake

_RECORD = "SourceRecord"
_NOW = "WHERE _resolves.valid_to IS NULL"
_EDGES = tuple(
    edge.type for edge in MODEL.edges if edge.type in {identifier.edge for identifier in MODEL.identifiers}
)
_ALTERNATION = re.compile(rf"\b(?:{'|'.join(_EDGES)})(?:\|(?:{'|'.join(_EDGES)}))+\b")


class OneShape(NamedTuple):
    """A relation that follows from the model: the kind that it starts from, its name, its query, and the
    variable of the nodes that it leads to."""

    label: str
    name: str
    query: Query
    node: str


def relations() -> Iterator[OneShape]:
    """Every relation of one shape as the model wants it."""
    for edge in MODEL.edges:
        for start, end in edge.endpoints:
            kinds = MODEL.node[start], MODEL.node[end]
            if start == _RECORD and kinds[1].moment:
                yield OneShape("Customer", _several(end), _of_customer(edge, kinds[1]), snake(end))
                yield OneShape(end, "customer", _customer(edge, kinds[1]), "customer")
            elif kinds[0].moment and edge.time is EdgeTime.TIMELESS and not edge.properties:
                yield OneShape(start, _several(end), _others(edge, *kinds), snake(end))


def with_all_identifiers(text: str) -> str:
    """The text of a query with every alternation of identifier edges naming all of them."""
    return _ALTERNATION.sub("|".join(_EDGES), text)


def _of_customer(edge: EdgeKind, kind: NodeKind) -> Query:
    name = f"relation/customer_{_several(kind.label)}"
    to = f"-[:{edge.type}]->({_variable(kind)}:{kind.label})"
    pattern = [f"MATCH (_start)<-[_resolves:RESOLVES_TO]-(:{_RECORD}){to}", _NOW]
    return _list(name, f"{kind.label} nodes of a customer, {_order_in_words(kind)}.", pattern, kind)


def _others(edge: EdgeKind, start: NodeKind, kind: NodeKind) -> Query:
    name = f"relation/{snake(start.label)}_{_several(kind.label)}"
    pattern = f"MATCH (_start)-[:{edge.type}]->({_variable(kind)}:{kind.label})"
    about = f"{kind.label} nodes that one {start.label} node is connected with, {_order_in_words(kind)}."
    return _list(name, about, [pattern], kind)


def _list(name: str, about: str, pattern: list[str], kind: NodeKind) -> Query:
    found = _variable(kind)
    latest = f"{found}.{kind.moment} DESC, " if kind.moment else ""
    order = [f"WITH DISTINCT {found}", f"ORDER BY {latest}{found}.id", "LIMIT $first"]
    return Query(name, Mode.READ, ("first",), about, "\n".join([*pattern, *order]))


def _customer(edge: EdgeKind, kind: NodeKind) -> Query:
    lines = [
        f"MATCH (_start)<-[:{edge.type}]-(:{_RECORD})-[_resolves:RESOLVES_TO]->(_customer:Customer)",
        _NOW,
        "WITH DISTINCT _customer",
        "ORDER BY _customer.id",
        "LIMIT 1",
    ]
    about = f"The customer behind one {kind.label} node."
    return Query(f"relation/{snake(kind.label)}_customer", Mode.READ, (), about, "\n".join(lines))


def _several(label: str) -> str:
    return f"{snake(label)}s"


def _variable(kind: NodeKind) -> str:
    return f"_{snake(kind.label)}"


def _order_in_words(kind: NodeKind) -> str:
    return "the latest first" if kind.moment else "by id"
