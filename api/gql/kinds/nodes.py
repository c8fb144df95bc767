"""Nodes of the graph by an id that is unique in all of it."""

import strawberry
from strawberry.types import get_object_definition

from api.gql.declare import resolved
from api.gql.kinds.names import KINDS

PARTS = 2


@strawberry.interface(description="An object of the graph, which can be fetched by its id alone.")
class Node:
    """Relay's node; its id has a name that leaves `id` to the key that graph, files and command line know."""

    @resolved(
        "Unique among all objects: the kind and the key, such as `Order:shop:4711`. For `node` and `nodes`."
    )
    def node_id(self) -> strawberry.ID:
        """Kind and key."""
        label = get_object_definition(type(self), strict=True).name
        return strawberry.ID(node_id(label, [getattr(self, name) for name in KINDS[label].key]))


def node_id(label: str, key: list[str]) -> str:
    """The id of a node of a kind.

    >>> node_id("SourceRecord", ["crm", "7:1"])
    'SourceRecord:crm:7:1'
    """
    return ":".join((label, *key))


def key_of(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The kind and the key in an id; None where it is the id of nothing that could be.

    >>> key_of("SourceRecord:crm:7:1"), key_of("Order:shop:4711"), key_of("Nothing:1")
    (('SourceRecord', ('crm', '7:1')), ('Order', ('shop:4711',)), None)
    """
    label, _, rest = text.partition(":")
    if label not in KINDS:
        return None
    key = tuple(rest.split(":", len(KINDS[label].key) - 1))
    return (label, key) if len(key) == len(KINDS[label].key) else None
