"""The arguments of a field, coerced for the variables of each request."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from graphql import GraphQLError, GraphQLField, ListValueNode, ObjectValueNode, ValueNode, VariableNode
from graphql.execution.collect_fields import FieldDetails
from graphql.execution.values import VariableValues, get_argument_values

from api.gql.compile.statement.drafts import Source


class _Place(NamedTuple):
    """Where the value of a variable belongs."""

    variable: str


class Arguments:
    """The arguments of a field, with defaults, for the variables of a request.

    What GraphQL takes for them looks at every member that an input could have. Where each variable has a
    value it is asked once, and what varies is filled in: it takes values of variables as they are.
    """

    def __init__(self, field: GraphQLField, details: FieldDetails) -> None:
        self._field = field
        self._details = details
        given = {a.name.value: [*_variables_in(a.value)] for a in details.node.arguments or ()}
        self.variable = {name for name, variables in given.items() if variables}
        self._variables = [name for variables in given.values() for name in variables]
        self._last: tuple[VariableValues | None, dict[str, Any]] | None = None
        self._shape: dict[str, Any] | None = None
        self._shapeless = False

    def of(self, variables: VariableValues) -> dict[str, Any]:
        """Values by name; raises a GraphQLError where one is missing or wrong."""
        if self._last and (not self.variable or self._last[0] is variables):
            return self._last[1]
        given = {name: variables.coerced.get(name) for name in self._variables}
        shape = None if any(value is None for value in given.values()) else self._shaped(variables)
        found = self._coerced(variables) if shape is None else _filled(shape, given)
        self._last = (variables if self.variable else None, found)
        return found

    def source(self, name: str) -> Source:
        """The value of one argument."""
        return lambda variables: self.of(variables).get(name)

    def _coerced(self, variables: VariableValues) -> dict[str, Any]:
        return get_argument_values(self._field, self._details.node, variables)

    def _shaped(self, variables: VariableValues) -> dict[str, Any] | None:
        """The values with places of variables; None where they are not taken as they are."""
        if self._shape is None and not self._shapeless:
            places = {name: _Place(name) for name in self._variables}
            with suppress(GraphQLError):  # it comes again, or is none for real values
                shape = self._coerced(variables._replace(coerced=places))
                self._shape = shape if sorted(_places_in(shape)) == sorted(self._variables) else None
            self._shapeless = self._shape is None
        return self._shape


def _filled(shape: Any, given: Mapping[str, Any]) -> Any:
    match shape:
        case _Place(name):
            return given[name]
        case dict():
            return {key: _filled(value, given) for key, value in shape.items()}
        case list():
            return [_filled(value, given) for value in shape]
    return shape


def _places_in(shape: Any) -> Iterator[str]:
    match shape:
        case _Place(name):
            yield name
        case dict():
            for value in shape.values():
                yield from _places_in(value)
        case list():
            for value in shape:
                yield from _places_in(value)


def _variables_in(value: ValueNode) -> Iterator[str]:
    match value:
        case VariableNode():
            yield value.name.value
        case ListValueNode():
            for each in value.values:
                yield from _variables_in(each)
        case ObjectValueNode():
            for member in value.fields:
                yield from _variables_in(member.value)
