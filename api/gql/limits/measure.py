"""How large an operation is, before it runs: depth, aliases, and objects it could return."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    get_operation_ast,
    value_from_ast_untyped,
)
from graphql.pyutils import Undefined
from strawberry.types import ExecutionContext

from api.gql.codes import Code
from api.gql.errors import RequestError, bad_input
from api.gql.limits.costs import IDS, SLICING, Cost, cost_of


class QueryMeasure(NamedTuple):
    """Depth in levels of objects, cost in objects, number of aliases and of conditions in inputs, and how
    many objects stand in each other there."""

    depth: int
    cost: int
    aliases: int
    conditions: int = 0
    nested: int = 0


NOTHING = QueryMeasure(0, 0, 0)
_MANY = 10_000
"""Members and values of an input after which nobody goes on counting: it may be given again and again."""

Sized = tuple[tuple[str, ...], int]
"""Fields of an object that hold so many others each."""

_NONE: Sized = ((), 1)


@dataclass
class Measure:
    """Walks one operation, valid or not; fragments are measured once however often they are spread."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    page: int

    def __post_init__(self) -> None:
        self._measured: dict[tuple[str, Sized], QueryMeasure] = {}

    @classmethod
    def of(cls, context: ExecutionContext, page: int) -> QueryMeasure:
        """The size of the operation that is about to run; raises RequestError for a page of a wrong size."""
        document = context.graphql_document
        operation = get_operation_ast(document, context.operation_name) if document else None
        if document is None or operation is None:
            return NOTHING
        return cls.of_operation(context.schema._schema, document, operation, context.variables or {}, page)

    @classmethod
    def of_operation(
        cls,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        page: int,
    ) -> QueryMeasure:
        """The size of one operation of a document; raises RequestError for a page of a wrong size."""
        fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        walk = cls(schema, fragments, _variables(operation, variables), page)
        return walk.selections(operation.selection_set, schema.get_root_type(operation.operation))

    def selections(
        self, selected: SelectionSetNode | None, type_: GraphQLNamedType | None, sized: Sized = _NONE
    ) -> QueryMeasure:
        """The deepest of the selections, and the sum of their costs and aliases."""
        if selected is None or not isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            return NOTHING
        parts = [self._selection(node, type_, sized) for node in selected.selections]
        return QueryMeasure(
            max((part.depth for part in parts), default=0),
            sum(part.cost for part in parts),
            sum(part.aliases for part in parts),
            sum(part.conditions for part in parts),
            max((part.nested for part in parts), default=0),
        )

    def _selection(
        self, node: Any, type_: GraphQLObjectType | GraphQLInterfaceType, sized: Sized
    ) -> QueryMeasure:
        match node:
            case FieldNode():
                return self._field(node, type_, sized)
            case InlineFragmentNode():
                condition = node.type_condition
                inner = self.schema.get_type(condition.name.value) if condition else type_
                return self.selections(node.selection_set, inner, sized)
            case FragmentSpreadNode():
                return self._fragment(node.name.value, sized)
        return NOTHING

    def _fragment(self, name: str, sized: Sized) -> QueryMeasure:
        fragment = self.fragments.get(name)
        if fragment is None:
            return NOTHING
        if (name, sized) not in self._measured:
            self._measured[name, sized] = NOTHING  # of one that spreads itself, until validation refuses it
            type_ = self.schema.get_type(fragment.type_condition.name.value)
            self._measured[name, sized] = self.selections(fragment.selection_set, type_, sized)
        return self._measured[name, sized]

    def _field(
        self, node: FieldNode, type_: GraphQLObjectType | GraphQLInterfaceType, sized: Sized
    ) -> QueryMeasure:
        field = type_.fields.get(node.name.value)
        aliases = 1 if node.alias else 0
        if field is None:
            return QueryMeasure(0, 0, aliases)
        cost = cost_of(field)
        if node.selection_set is None:
            return QueryMeasure(0, cost.weight, aliases)
        size = self._size(node, cost)
        inside = (cost.sized, size) if cost.sized else _NONE
        inner = self.selections(node.selection_set, get_named_type(field.type), inside)
        names, times = sized
        objects = times if node.name.value in names else 1 if cost.sized else size
        inputs = [_extent(self._given(node, name)) for name in field.args.keys() - {IDS}]
        return QueryMeasure(
            inner.depth + 1,
            cost.weight + objects * (1 + inner.cost),
            inner.aliases + aliases,
            inner.conditions + sum(count for count, _ in inputs),
            max((inner.nested, *(levels for _, levels in inputs))),
        )

    def _size(self, node: FieldNode, cost: Cost) -> int:
        """How many objects a field could return, as its arguments say."""
        given = {name: self._given(node, name) for name in cost.slicing}
        sizes = [
            self._checked_size(node, name, len(value) if isinstance(value, list) else value)
            for name, value in given.items()
            if isinstance(value, int | list)
        ]
        return max(sizes, default=1 if cost.assumed is None else cost.assumed)

    def _checked_size(self, node: FieldNode, name: str, size: int) -> int:
        if name not in (*SLICING, IDS):  # its field has bounds of its own for it
            return max(size, 0)
        if size < 1 and name != IDS:
            raise bad_input(f"{node.name.value}: {name} is {size}; it can be from 1 to {self.page}.")
        if size > self.page:
            message = f"{node.name.value}: {name} is {size}, where {self.page} are allowed."
            raise RequestError(Code.PAGE_TOO_LARGE, message)
        return size

    def _given(self, node: FieldNode, name: str) -> Any:
        """The value of an argument, Undefined where it is not given."""
        value = next((a.value for a in node.arguments or () if a.name.value == name), None)
        return value_from_ast_untyped(value, dict(self.variables)) if value else Undefined


def _extent(value: Any) -> tuple[int, int]:
    """How many members and values an input has, of very many some, and how many objects are in each other."""
    count, levels, left = 0, 0, [(value, 0)]
    while left and count < _MANY:
        inner, around = left.pop()
        if isinstance(inner, dict):
            levels = max(levels, around + 1)
            left += [(each, around + 1) for each in inner.values()]
        elif isinstance(inner, list):
            left += [(each, around) for each in inner]
        else:
            continue
        count += len(inner)
    return count, levels


def form_of(variables: Mapping[str, Any]) -> Hashable:
    """What of variables the size of an operation depends on: their numbers, and which are null; None where
    one is a list or an input, of which more counts."""
    if any(isinstance(value, dict | list) for value in variables.values()):
        return None
    return tuple(
        (name, value if value is None or isinstance(value, int | float) else "")
        for name, value in sorted(variables.items())
    )


def _variables(operation: OperationDefinitionNode, given: Mapping[str, Any]) -> dict[str, Any]:
    """Variables with the defaults that the operation declares; whole numbers as GraphQL takes them: JSON may
    write 200 as 2e2."""
    defaults = {
        definition.variable.name.value: value_from_ast_untyped(definition.default_value)
        for definition in operation.variable_definitions or ()
        if definition.default_value
    }
    return {**defaults, **{name: _whole(value) for name, value in given.items()}}


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
