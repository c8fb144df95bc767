"""What filters may name that the company declares itself: traits, in its mappings, and segments."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from graphql import GraphQLSchema

from api.gql.segments import Segments
from api.gql.traits import DeclaredTraits

_EXTENSION = "declared"


@dataclass
class Declared:
    """The traits that the graph knows, and the segments of the company's file."""

    traits: DeclaredTraits = field(default_factory=DeclaredTraits)
    segments: Segments = field(default_factory=Segments)

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
    schema.extensions[_EXTENSION] = Declared()


def declared_of(schema: GraphQLSchema) -> Declared:
    """What a schema knows of what is declared."""
    found: Declared = schema.extensions[_EXTENSION]
    return found
