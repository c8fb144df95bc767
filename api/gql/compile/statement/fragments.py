"""Parts of Cypher statements: packaged ones, and those that follow from a key or kind of the model.

In a part, names of variables begin with an underscore. A statement can hold a part several times, so each use
is written under names of its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cypher import PARAMETER, load, parameters_in
from graph.model import MODEL
from graph.model.types import EdgeTime

_VARIABLE = re.compile(r"\b_([a-z]\w*)")
_VALUE = re.compile(r"\bAS _(\w+)")


@dataclass(frozen=True)
class Fragment:
    """Text of a part, and the parameters that it takes."""

    text: str
    params: tuple[str, ...] = ()

    @property
    def variables(self) -> frozenset[str]:
        """Names of its variables, without the underscore."""
        return frozenset(_VARIABLE.findall(self.text))

    @property
    def values(self) -> frozenset[str]:
        """Those of its variables that are values, not nodes or edges."""
        return frozenset(_VALUE.findall(self.text))

    def renamed(self, variables: Mapping[str, str]) -> str:
        """The text with these names for its variables; parameters stay."""
        return _VARIABLE.sub(lambda found: variables[found[1]], self.text)

    def takes(self, parameter: str) -> bool:
        """Whether a parameter is in the text."""
        return parameter in parameters_in(self.text)

    def written(self, variables: Mapping[str, str], params: Mapping[str, str]) -> str:
        """The text with these names for its variables and parameters."""
        return PARAMETER.sub(lambda found: f"${params[found[1]]}", self.renamed(variables))


@cache
def packaged(name: str) -> Fragment:
    """The part in a file of `cypher/`."""
    query = load(name)
    return Fragment(query.text, query.params)


@cache
def node_by_key(label: str) -> Fragment:
    """The node `_node` of a kind with the key that the parameters name."""
    key = MODEL.node[label].key
    pattern = ", ".join(f"{name}: ${name}" for name in key)
    return Fragment(f"MATCH (_node:{label} {{{pattern}}})\nWITH _node\nLIMIT 1", key)


@cache
def starts_by_key(label: str) -> Fragment:
    """Nodes `_start` of a kind for the keys `$ids`; keys of several properties are lists."""
    key = MODEL.node[label].key
    values = ["_id"] if len(key) == 1 else [f"_id[{place}]" for place in range(len(key))]
    pattern = ", ".join(f"{name}: {value}" for name, value in zip(key, values, strict=True))
    return Fragment(f"UNWIND $ids AS _id\nMATCH (_start:{label} {{{pattern}}})", ("ids",))


@cache
def customer_by_identifier(kind: str) -> Fragment:
    """The customer whose records used an identifier of a kind last."""
    matched, latest = _users(kind, "$value")
    lines = (
        matched,
        f"WITH _customer, {latest} AS _latest",
        "ORDER BY _latest DESC, _customer.id",
        "LIMIT 1",
    )
    return Fragment("\n".join(lines), ("value",))


@cache
def customers_by_identifiers(kind: str) -> Fragment:
    """Customers whose records use one of the identifiers `$values` of a kind now, who used it last first."""
    matched, latest = _users(kind, "_value")
    grouped = f"WITH _value, _customer, {latest} AS _latest"
    return Fragment(
        f"UNWIND $values AS _value\n{matched}\n{grouped}\nORDER BY _latest DESC, _customer.id", ("values",)
    )


def _users(kind: str, value: str) -> tuple[str, str]:
    """What finds the customers whose records use an identifier, and the expression of their latest use."""
    declared = MODEL.identifier[kind]
    stated = MODEL.edge[declared.edge].time is EdgeTime.STATED
    used = "_use.valid_from" if stated else "coalesce(_use.last_seen, _use.first_seen)"
    matched = (
        f"MATCH (:{declared.label} {{value: {value}}})<-[_use:{declared.edge}]-(:SourceRecord)"
        "-[_resolves:RESOLVES_TO]->(_customer:Customer)\n"
        "WHERE _resolves.valid_to IS NULL"
    )
    return matched, f"max({used})"
