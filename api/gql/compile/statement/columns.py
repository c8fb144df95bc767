"""What of a row a field shows: the expression that reads it, by the names of the model alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from api.gql.compile.statement.relations import Relation
from api.gql.kinds.names import KINDS
from api.gql.kinds.nodes import node_id
from graph.model import MODEL
from graph.model.revenue import REVENUE, TOTAL, VOID, revenue_of
from graph.model.tickets import DAYS_OPEN, days_open_of

_COMPUTED = {
    ("Order", "total"): TOTAL.format(order="{node}"),
    ("Order", REVENUE.name): revenue_of("{node}"),
    ("Ticket", DAYS_OPEN.name): days_open_of("{node}"),
    ("Product", "number"): "{node}.id",
    ("Customer", "provenance_json"): "{node}.provenance",
    ("Customer", "left_out_json"): "{node}.revenue_left_out",
    ("Customer", "parts_json"): "{node}.advocacy_parts",
    ("Customer", "reasons_json"): "{node}.churn_reasons",
    ("Customer", "steps_json"): "{node}.stage_steps",
    ("Customer", "traits_json"): "{node}.traits",
    ("SourceRecord", "traits_json"): "{node}.traits",
}
DECODED: Mapping[tuple[str, str], Callable[[Any], Any]] = {
    ("Product", "number"): lambda product: product.partition(":")[2],
    **{(label, "node_id"): partial(node_id, label) for label in KINDS},
}
"""Fields whose value is made of the stored one."""


def label_of(type_name: str) -> str | None:
    """The node kind that a GraphQL type mirrors, if it does."""
    return type_name if type_name in MODEL.node else None


def stored(label: str, name: str, node: str = "_node") -> str:
    """What reads a property of a node as its field shows it."""
    shown = _COMPUTED.get((label, name)) if (label, name) not in DECODED else None
    return shown.format(node=node) if shown else f"{node}.{name}"


@dataclass(frozen=True)
class Scope:
    """The variables of a statement that the fields of one object are read from."""

    node: str | None = None
    edge: tuple[str, str] | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    objects: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, relation: Relation, variables: Mapping[str, str]) -> "Scope":
        """What a relation offers, under the names that the statement gave its variables."""
        return cls(
            variables[relation.node] if relation.node else None,
            (variables[relation.edge[0]], relation.edge[1]) if relation.edge else None,
            {name: variables[name] for name in relation.part.values},
            {name: variables[variable] for name, variable in relation.objects.items()},
        )

    def expression(self, type_name: str, name: str) -> str | None:
        """What reads a field of the object; None where nothing stored does."""
        computed = _COMPUTED.get((type_name, name))
        if computed and self.node:
            return computed.format(node=self.node)
        if name in self.values:
            return self.values[name]
        label = label_of(type_name)
        if self.node and label and name == "node_id":
            return f"[{', '.join(f'{self.node}.{each}' for each in MODEL.node[label].key)}]"
        if self.node and label and name in MODEL.node[label].property_names:
            return f"{self.node}.{name}"
        if self.edge and name in MODEL.edge[self.edge[1]].property_names:
            return f"{self.edge[0]}.{name}"
        return None


def takes_void(text: str) -> bool:
    """Whether something in a statement depends on which orders are void."""
    return f"${VOID}" in text


def as_time(expression: str) -> str:
    """A time as text, so that nobody decodes it."""
    return f"toString({expression})"
