"""What statements have of the company's own: traits, of its mappings, segments, and which orders are void."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from graphql import GraphQLSchema

from api.gql.company.segments import Segments
from api.gql.company.traits import DeclaredTraits
from graph.patterns import any_of

_EXTENSION = "declared"


@dataclass
class CompanyDeclarations:
    """The traits that the graph knows, the segments of the company's file, and by its rules an expression for
    the states of orders that came to nothing."""

    traits: DeclaredTraits = field(default_factory=DeclaredTraits)
    segments: Segments = field(default_factory=Segments)
    void: str = any_of(())

    @property
    def names(self) -> frozenset[str]:
        """All names, on which statements depend."""
        return self.traits.names | self.segments.by_name.keys()

    @property
    def state(self) -> Hashable:
        """What tells these declarations from others; segments stay as they were read."""
        return self.traits.state


def keep_declared(schema: GraphQLSchema) -> None:
    """Let a schema know what is declared."""
    schema.extensions[_EXTENSION] = CompanyDeclarations()


def declared_of(schema: GraphQLSchema) -> CompanyDeclarations:
    """What a schema knows of what is declared."""
    found: CompanyDeclarations = schema.extensions[_EXTENSION]
    return found
