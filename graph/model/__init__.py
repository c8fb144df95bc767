"""The model of the customer graph: the one declaration everything else follows from.

Constraints, indexes, write queries, ingest validation and `docs/schema.md` are derived from
`MODEL`; packaged queries and GraphQL types are checked against it.
"""

from dataclasses import dataclass
from functools import cached_property

from graph.model.edges import EDGES
from graph.model.identifiers import IDENTIFIERS
from graph.model.nodes import NODES
from graph.model.types import EdgeKind, IdentifierKind, NodeKind


@dataclass(frozen=True)
class Model:
    """All node, edge and identifier kinds, with look-ups by their names."""

    nodes: tuple[NodeKind, ...]
    edges: tuple[EdgeKind, ...]
    identifiers: tuple[IdentifierKind, ...]

    @cached_property
    def node(self) -> dict[str, NodeKind]:
        """Node kinds by label."""
        return {kind.label: kind for kind in self.nodes}

    @cached_property
    def edge(self) -> dict[str, EdgeKind]:
        """Edge kinds by relationship type."""
        return {kind.type: kind for kind in self.edges}

    @cached_property
    def identifier(self) -> dict[str, IdentifierKind]:
        """Identifier kinds by name."""
        return {kind.name: kind for kind in self.identifiers}


MODEL = Model(NODES, EDGES, IDENTIFIERS)
