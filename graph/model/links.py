"""Ways between nodes, derived from the model: what lists of GraphQL lead from a node of each kind to others.

Each edge kind is a way in both directions. Edges of source records are ways of their customers too, over the
records that belong to them now: what several records state of one node is one then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from graph.model import MODEL
from graph.model.nodes import QUALITY_PROPERTIES
from graph.model.revenue import LINE_TOTAL, purchased
from graph.model.scores import SCORE_PROPERTIES
from graph.model.types import EdgeKind, EdgeTime, NodeKind, Property
from graph.words.camel import snake

RECORD, CUSTOMER = "SourceRecord", "Customer"
_CALLED = {RECORD: "records", "Address": "addresses", "IdentityRun": "runs"}
_CLEARER = {
    ("INTERESTED_IN", CUSTOMER, "Product"): ("interesting_products", "interested_customers"),
    ("INTERESTED_IN", CUSTOMER, "Interest"): ("scored_interests", "interested_customers"),
}
"""What lists are called that the names of kinds do not tell from others, there and back."""

_RESOLVES = "[_resolves:RESOLVES_TO]"
_NOW = "_resolves.valid_to IS NULL"
HOLDS = "coalesce(_edge.valid_to > datetime(), true)"
"""What tells of a stated edge that it holds now: sources foretell ends, of contracts and consents."""
_LAST = "NOT (_node)-[:MERGED_INTO]->()"
_ALIASES = "[:MERGED_INTO*0..50]"


_LINES = "-[:PLACED]->(_order:Order)-[_edge:CONTAINS]->"
_LINES_BACK = "<-[_edge:CONTAINS]-(_order:Order)<-[:PLACED]-"

_ALSO_MERGED = {"id", "status", "record_count", *(p.name for p in (*QUALITY_PROPERTIES, *SCORE_PROPERTIES))}
_GOLDEN = frozenset(MODEL.node[CUSTOMER].property_names - _ALSO_MERGED)

_MADE = {"CONTAINS": (("total", LINE_TOTAL.format(line="_edge")),)}
"""What reads values of edges that they do not always hold, by type and name."""

BOUGHT = EdgeKind(
    "BOUGHT",
    ((CUSTOMER, "Product"),),
    EdgeTime.COUNTED,
    "Ordered the product, this many pieces; of all lines of all orders that came to something",
)
"""Not in the graph, but made of what is there."""

EDGE_KINDS: Mapping[str, EdgeKind] = {**MODEL.edge, BOUGHT.type: BOUGHT}
"""Kinds of edges that lists go over, by type."""


@dataclass(frozen=True)
class Link:
    """A way from `_start`, a node of the kind `start`, to nodes `_node` of the kind `end`.

    Without `start` it is all nodes of a kind. `over` is the kind of the edges `_edge`, `conditions` what must
    hold on the way. `merged` says that several edges may lead to one node and count as one. `carried` is what
    reads a property of an edge, by its name, where the edge itself does not hold it. Only nodes for which the
    conditions hold have one of the properties `golden`.
    """

    name: str
    end: str
    pattern: str
    description: str
    start: str | None = None
    over: EdgeKind | None = None
    conditions: tuple[str, ...] = ()
    merged: bool = False
    carried: tuple[tuple[str, str], ...] = ()
    golden: frozenset[str] = frozenset()

    @cached_property
    def kind(self) -> NodeKind:
        """The kind of the nodes."""
        return MODEL.node[self.end]

    @property
    def edge_properties(self) -> tuple[Property, ...]:
        """What the edges carry."""
        return self.over.all_properties if self.over else ()

    def carries(self, name: str) -> str:
        """What reads a property of an edge."""
        return dict(self.carried).get(name, f"_edge.{name}")

    @property
    def stated(self) -> bool:
        """Whether the edges hold for a time, so that some of them once held."""
        return bool(self.over and self.over.time is EdgeTime.STATED)


def several(label: str) -> str:
    """What several nodes of a kind are called.

    >>> several("SurveyResponse"), several("Address")
    ('survey_responses', 'addresses')
    """
    return _CALLED.get(label) or f"{snake(label)}s"


def all_of(label: str) -> Link:
    """All nodes of a kind; customers that were merged into others, who have no golden record, are none."""
    everything = Link(several(label), label, f"(_node:{label})", MODEL.node[label].description)
    if label != CUSTOMER:
        return everything
    return replace(everything, conditions=("coalesce(_node.status, 'active') <> 'merged'",), golden=_GOLDEN)


def links() -> Iterator[Link]:
    """Every way over the edges of the model, but those that it says are not read."""
    for edge in MODEL.edges:
        if not edge.unread:
            for start, end in edge.endpoints:
                yield from _of_edge(edge, start, end)
    yield _bought("bought", CUSTOMER, "Product", f"(_start)<-{_RESOLVES}-(:{RECORD}){_LINES}(_node:Product)")
    yield _bought(
        "buyers", "Product", CUSTOMER, f"(_start){_LINES_BACK}(:{RECORD})-{_RESOLVES}->(_node:{CUSTOMER})"
    )


def _of_edge(edge: EdgeKind, start: str, end: str) -> Iterator[Link]:
    there, back = _CLEARER.get((edge.type, start, end)) or edge.names or (several(end), several(start))
    if there == back:
        yield _link(there, edge, start, end, f"(_start)-[_edge:{edge.type}]-(_node:{end})")
        return
    yield from _along(edge, start, end, there)
    if start == RECORD and end not in (RECORD, CUSTOMER):
        customers = back if edge.names else several(CUSTOMER)
        yield _through(
            customers, edge, end, CUSTOMER, f"(_start)<-[_edge:{edge.type}]-(:{RECORD})-{_RESOLVES}->"
        )
        back = f"{back.removesuffix('s')}_records" if edge.names else back
    yield _back(edge, start, end, back)


def _along(edge: EdgeKind, start: str, end: str, name: str) -> Iterator[Link]:
    if _follows_merges(edge, start):
        yield _link(name, edge, start, end, f"(_start)<-{_ALIASES}-()-[_edge:{edge.type}]->(_node:{end})")
        return
    yield _link(name, edge, start, end, f"(_start)-[_edge:{edge.type}]->(_node:{end})")
    if start == RECORD and end not in (RECORD, CUSTOMER):
        yield _through(name, edge, CUSTOMER, end, f"(_start)<-{_RESOLVES}-(:{RECORD})-[_edge:{edge.type}]->")


def _back(edge: EdgeKind, start: str, end: str, name: str) -> Link:
    if _follows_merges(edge, start):
        pattern = f"(_start)<-[_edge:{edge.type}]-()-{_ALIASES}->(_node:{start})"
        return _link(name, edge, end, start, pattern, _LAST)
    return _link(name, edge, end, start, f"(_start)<-[_edge:{edge.type}]-(_node:{start})")


def _follows_merges(edge: EdgeKind, start: str) -> bool:
    """Whether what was said of an alias is said of who took its place; scores are made anew for that."""
    return start == CUSTOMER and edge.time is EdgeTime.STATED


def _link(name: str, edge: EdgeKind, start: str, end: str, pattern: str, *conditions: str) -> Link:
    carried = _MADE.get(edge.type, ())
    return Link(name, end, pattern, _said(edge, end), start, edge, conditions, carried=carried)


def _through(name: str, edge: EdgeKind, start: str, end: str, pattern: str) -> Link:
    whole = f"{pattern}(_node:{end})"
    return Link(name, end, whole, _said(edge, end), start, edge, (_NOW,), merged=True)


def _bought(name: str, start: str, end: str, pattern: str) -> Link:
    ordered = "_order.ordered_at"
    pieces = "toInteger(ceil(coalesce(_edge.quantity, 1)))"  # half a kilogram is one purchase
    carried = (("first_seen", ordered), ("last_seen", ordered), ("count", pieces))
    on = (_NOW, purchased("_order"))
    return Link(name, end, pattern, _said(BOUGHT, end), start, BOUGHT, on, merged=True, carried=carried)


def _said(edge: EdgeKind, end: str) -> str:
    return f"{several(end).replace('_', ' ').capitalize()} over `{edge.type}`: {edge.description}"
