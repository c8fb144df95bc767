"""Reading for many objects at once: where each starts from, and which row is whose."""

from collections.abc import Sequence
from typing import Any

from api.gql.compile.statement.columns import label_of
from api.gql.compile.statement.drafts import UncompilableField
from api.gql.compile.statement.relations import Relation
from graph.model import MODEL


def start_of(type_name: str, relation: Relation) -> tuple[str, tuple[str, ...]]:
    """The node kind that a relation starts from, and which attributes of an object hold that node's key."""
    if relation.start:
        return relation.start[0], (relation.start[1],)
    label = label_of(type_name)
    if label is None:
        raise UncompilableField
    return label, MODEL.node[label].key


def ids_of(keys: Sequence[Any]) -> list[Any]:
    """Keys as a parameter has them."""
    return [list(key) if isinstance(key, tuple) else key for key in keys]


def by_key(rows: list[list[Any]]) -> dict[Any, list[Any]]:
    """Rows by the key that each begins with."""
    return {tuple(row[0]) if isinstance(row[0], list) else row[0]: row for row in rows}
