"""A statement in the making: generated names, and parameters bound anew for each request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from graphql import GraphQLField, ListValueNode, ObjectValueNode, ValueNode, VariableNode
from graphql.execution.collect_fields import FieldDetails
from graphql.execution.values import VariableValues, get_argument_values

from api.gql.compile.statement.fragments import Fragment

Source = Callable[[Any], Any]
"""From an operation's variables to the value of a parameter."""


def constant(value: Any) -> Source:
    """A parameter that is the same for every request."""
    return lambda _variables: value


@dataclass(frozen=True)
class StatementPart:
    """A part of a statement, and where its parameters come from."""

    part: Fragment
    sources: Mapping[str, Source]


class UncompilableField(Exception):  # noqa: N818 - no error: a field that has to be resolved
    """A field cannot be compiled as it is asked for."""


class Draft:
    """Parts of a statement under names that nothing in a request has a say in."""

    def __init__(self) -> None:
        self.parameters: dict[str, Source] = {}
        self._numbers = count()

    def name(self, word: str) -> str:
        """A name that the statement does not have yet."""
        return f"{word}{next(self._numbers)}"

    def written(
        self, part: Fragment, sources: Mapping[str, Source], known: Mapping[str, str] | None = None
    ) -> tuple[str, dict[str, str]]:
        """A part's text with names of its own, and these by what the part calls them; `known` ones stay."""
        variables = {name: (known or {}).get(name) or self.name(name) for name in sorted(part.variables)}
        params = {name: self.parameter(sources[name]) for name in part.params}
        return part.written(variables, params), variables

    def parameter(self, source: Source) -> str:
        """The name of a new parameter."""
        name = self.name("p")
        self.parameters[name] = source
        return name


def subquery(start: str | None, lines: list[str]) -> str:
    """A subquery that sees one variable of the statement around it, or none."""
    return "\n".join([f"CALL ({start or ''}) {{", *lines, "}"])


class Arguments:
    """The arguments of a field, with defaults, for the variables of a request."""

    def __init__(self, field: GraphQLField, details: FieldDetails) -> None:
        self._field = field
        self._details = details
        self.variable = {a.name.value for a in details.node.arguments or () if _varies(a.value)}
        self._last: tuple[VariableValues | None, dict[str, Any]] | None = None

    def of(self, variables: VariableValues) -> dict[str, Any]:
        """Values by name; raises a GraphQLError where one is missing or wrong."""
        if self._last and (not self.variable or self._last[0] is variables):
            return self._last[1]
        found = get_argument_values(self._field, self._details.node, variables)
        self._last = (variables if self.variable else None, found)
        return found

    def source(self, name: str) -> Source:
        """The value of one argument."""
        return lambda variables: self.of(variables).get(name)


def _varies(value: ValueNode) -> bool:
    match value:
        case VariableNode():
            return True
        case ListValueNode():
            return any(_varies(each) for each in value.values)
        case ObjectValueNode():
            return any(_varies(each.value) for each in value.fields)
    return False
