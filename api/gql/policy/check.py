"""Whether somebody may ask an operation: checked as a whole, before any of it runs, on whatever path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLArgument,
    GraphQLCompositeType,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
)
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values

from api.gql.company.declared import CompanyDeclarations, declared_of
from api.gql.company.segments import MEMBER as SEGMENT
from api.gql.company.traits import CONDITION
from api.gql.policy.arguments import ARGUMENTS, CURSORS, NODE_IDS, ORDERS, kind_of_member
from api.gql.policy.fields import mask_of, role_of
from api.gql.policy.generated import CONDITION_TYPES, compares, goes_by_masked, names_hidden
from api.gql.policy.masking import python_name, sees_all
from graph.model.personal import Personal
from graph.policy.masks import personal
from graph.policy.principals import ForbiddenError, Principal, Role


def check_operation(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    principal: Principal,
) -> bool:
    """Raise ForbiddenError where the principal may not ask a valid operation with these variables, and
    RequestError where it compares a trait that is not declared.

    False where the variables are wrong, so that it was not looked at: it will not run either.
    """
    coerced = get_variable_values(schema, operation.variable_definitions or (), dict(variables))
    if isinstance(coerced, list):
        return False
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    Check(schema, fragments, coerced, principal).operation(operation)
    return True


@dataclass
class Check:
    """Walks a validated operation; every selection set and fragment is looked at once."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues
    principal: Principal
    _seen: set[tuple[int, str]] = field(default_factory=set)

    def operation(self, operation: OperationDefinitionNode) -> None:
        """Raise ForbiddenError for what the principal may not ask."""
        root = self.schema.get_root_type(operation.operation)
        if root is not None:
            self._selections(operation.selection_set, root)

    def _selections(self, selected: SelectionSetNode | None, type_: GraphQLCompositeType) -> None:
        if selected is None or (id(selected), type_.name) in self._seen:
            return
        self._seen.add((id(selected), type_.name))
        for node in selected.selections:
            match node:
                case FieldNode():
                    self._field(node, type_)
                case InlineFragmentNode():
                    condition = node.type_condition
                    self._inner(node.selection_set, condition.name.value if condition else None, type_)
                case FragmentSpreadNode():
                    fragment = self.fragments[node.name.value]
                    self._inner(fragment.selection_set, fragment.type_condition.name.value, type_)

    def _inner(self, selected: SelectionSetNode, condition: str | None, type_: GraphQLCompositeType) -> None:
        inner: Any = self.schema.get_type(condition) if condition else type_
        self._selections(selected, inner)

    def _field(self, node: FieldNode, type_: GraphQLCompositeType) -> None:
        name = node.name.value
        found = self.schema.get_field(type_, name)
        if found is None or name.startswith("__"):
            return
        demand_field(self.principal, type_.name, name, found)
        if node.arguments and not sees_all(self.principal):
            by_masked = goes_by_masked(type_.name, python_name(name, found))
            for argument, value in get_argument_values(found, node, self.variables).items():
                self._argument(name, argument, found.args.get(argument), value)
                if by_masked and argument in CURSORS and value is not None:
                    raise _by(f"{name}({argument})")
        inner: Any = get_named_type(found.type)
        self._selections(node.selection_set, inner)

    def _argument(self, field_name: str, name: str, argument: GraphQLArgument | None, value: Any) -> None:
        """Raise ForbiddenError where an argument compares with a value that others than PII see masked."""
        if (field_name, name) in NODE_IDS:
            if any(names_hidden(each) for each in (value if isinstance(value, list) else [value])):
                raise _by(f"{field_name}({name})")
            return
        if ARGUMENTS.get(name) is None:
            raise ForbiddenError(
                f"The argument {name} of {field_name} is not classified, so nobody may use it."
            )
        if personal(ARGUMENTS[name], value):
            raise _by(f"{field_name}({name})")
        type_ = get_named_type(argument.type) if argument else None
        for member in personal_members(type_, value, declared_of(self.schema)):
            raise _by(f"{field_name}({name}: {member})")


def demand_field(principal: Principal, type_name: str, name: str, found: GraphQLField) -> None:
    """Raise ForbiddenError where the principal may not have a field at all."""
    principal.demand(role_of(type_name, name), f"{type_name}.{name}")
    try:
        mask_of(type_name, name, python_name(name, found))
    except LookupError as error:
        raise ForbiddenError(f"{error}, so nobody may see it.") from error


def _by(what: str) -> ForbiddenError:
    return ForbiddenError(f"{what} looks or orders by values that need the role {Role.PII.value}.")


def personal_members(type_: Any, value: Any, declared: CompanyDeclarations) -> Iterator[str]:
    """Names of the members of an input that compare with masked values."""
    if value is None:
        return
    if isinstance(value, list):
        for each in value:
            yield from personal_members(type_, each, declared)
    elif isinstance(type_, GraphQLEnumType):
        name = next((name for name, each in type_.values.items() if value in (each.value, name)), None)
        if type_.name in ORDERS and ORDERS[type_.name].get(str(name)) is not Personal.NOT:
            yield str(name)
    elif isinstance(type_, GraphQLInputObjectType) and isinstance(value, Mapping):
        yield from _personal_inputs(type_, value, declared)


def _personal_inputs(
    type_: GraphQLInputObjectType, value: Mapping[str, Any], declared: CompanyDeclarations
) -> Iterator[str]:
    for name, field_ in type_.fields.items():
        given = value.get(name)
        if given is None:
            continue
        kind = kind_of_member(type_.name, name, python_name(name, field_), value)
        if type_.name == CONDITION and kind is not Personal.NOT:
            kind = declared.traits.personal(value["name"])
        inner = get_named_type(field_.type)
        if name == SEGMENT:
            yield from personal_members(type_, declared.segments.filter(given), declared)
        if getattr(inner, "name", None) in CONDITION_TYPES:
            if compares(kind, given):
                yield name
        elif personal(kind, given):
            yield name
        else:
            yield from personal_members(inner, given, declared)
