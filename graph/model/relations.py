"""Relations of one shape, derived from the model: parts of the statements that GraphQL operations become.

`<kind>_customer` is the customer behind one of what a record did, of each kind with a moment of its own
(`NodeKind.moment`). Other relations of one object are written by hand beside them; lists are
`graph.model.links`. And alternations of all identifier edges, which stand in many queries, are kept as the
model has them.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cypher import Mode, Query
from graph.model import MODEL
from graph.model.types import EdgeKind, NodeKind
from graph.words.camel import snake

_RECORD = "SourceRecord"
_NOW = "WHERE _resolves.valid_to IS NULL"
_EDGES = tuple(
    edge.type for edge in MODEL.edges if edge.type in {identifier.edge for identifier in MODEL.identifiers}
)
_ALTERNATION = re.compile(rf"\b(?:{'|'.join(_EDGES)})(?:\|(?:{'|'.join(_EDGES)}))+\b")


class DerivedRelation(NamedTuple):
    """A relation that follows from the model: the kind that it starts from, its name, its query, and the
    variable of the node that it leads to."""

    label: str
    name: str
    query: Query
    node: str


def relations() -> Iterator[DerivedRelation]:
    """Every relation of one shape as the model wants it."""
    for edge in MODEL.edges:
        for start, end in edge.endpoints:
            if start == _RECORD and MODEL.node[end].moment:
                yield DerivedRelation(end, "customer", _customer(edge, MODEL.node[end]), "customer")


def with_all_identifiers(text: str) -> str:
    """The text of a query with every alternation that names most of the identifier edges naming all of them;
    one that names a few, as those of devices, means these."""
    return _ALTERNATION.sub(_all_for_most, text)


def _all_for_most(found: re.Match[str]) -> str:
    return "|".join(_EDGES) if 2 * len(set(found[0].split("|"))) > len(_EDGES) else found[0]


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
