"""How large an operation is, before it runs: depth, aliases, and objects it could return."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
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
from api.gql.errors import RequestError

FROM_START, FROM_END, IDS = "first", "last", "ids"
SCANS = frozenset({"totalCount", "aggregate", "groups"})
SCAN_COST = 10
"""Of a number over all of a list, in objects."""

_FILTERS = frozenset({"filter", "over"})


class Measured(NamedTuple):
    """Depth in levels of objects, cost in objects, number of aliases and of conditions in filters."""

    depth: int
    cost: int
    aliases: int
    conditions: int = 0


NOTHING = Measured(0, 0, 0)


@dataclass
class Measure:
    """Walks one operation, valid or not; fragments are measured once however often they are spread."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    page: int

    def __post_init__(self) -> None:
        self._measured: dict[str, Measured] = {}

    @classmethod
    def of(cls, context: ExecutionContext, page: int) -> Measured:
        """The size of the operation that is about to run; raises RequestError for a page too large."""
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
    ) -> Measured:
        """The size of one operation of a document; raises RequestError for a page too large."""
        fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        walk = cls(schema, fragments, _variables(operation, variables), page)
        return walk.selections(operation.selection_set, schema.get_root_type(operation.operation))

    def selections(self, selected: SelectionSetNode | None, type_: GraphQLNamedType | None) -> Measured:
        """The deepest of the selections, and the sum of their costs and aliases."""
        if selected is None or not isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            return NOTHING
        parts = [self._selection(node, type_) for node in selected.selections]
        return Measured(
            max((part.depth for part in parts), default=0),
            sum(part.cost for part in parts),
            sum(part.aliases for part in parts),
            sum(part.conditions for part in parts),
        )

    def _selection(self, node: Any, type_: GraphQLObjectType | GraphQLInterfaceType) -> Measured:
        match node:
            case FieldNode():
                return self._field(node, type_)
            case InlineFragmentNode():
                condition = node.type_condition
                inner = self.schema.get_type(condition.name.value) if condition else type_
                return self.selections(node.selection_set, inner)
            case FragmentSpreadNode():
                return self._fragment(node.name.value)
        return NOTHING

    def _fragment(self, name: str) -> Measured:
        fragment = self.fragments.get(name)
        if fragment is None:
            return NOTHING
        if name not in self._measured:
            self._measured[name] = NOTHING  # of one that spreads itself, until validation refuses it
            type_ = self.schema.get_type(fragment.type_condition.name.value)
            self._measured[name] = self.selections(fragment.selection_set, type_)
        return self._measured[name]

    def _field(self, node: FieldNode, type_: GraphQLObjectType | GraphQLInterfaceType) -> Measured:
        field = type_.fields.get(node.name.value)
        aliases = 1 if node.alias else 0
        scan = SCAN_COST if node.name.value in SCANS else 0
        if field is None or node.selection_set is None:
            return Measured(0, scan, aliases)
        inner = self.selections(node.selection_set, get_named_type(field.type))
        times = self._page_size(node, field)
        conditions = inner.conditions + sum(
            _size(self._given(node, name)) for name in _FILTERS & field.args.keys()
        )
        return Measured(inner.depth + 1, scan + times * (1 + inner.cost), inner.aliases + aliases, conditions)

    def _page_size(self, node: FieldNode, field: GraphQLField) -> int:
        if IDS in field.args and isinstance(ids := self._given(node, IDS), list):
            return self._checked_size(node, IDS, len(ids))
        for name in (FROM_END, FROM_START):
            argument = field.args.get(name)
            size = self._given(node, name) if argument else None
            if argument and (size is Undefined or not isinstance(size, int)):
                size = argument.default_value
            if isinstance(size, int):
                return self._checked_size(node, name, size)
        return 1

    def _checked_size(self, node: FieldNode, name: str, size: int) -> int:
        if not 1 <= size <= self.page:
            message = f"{node.name.value}: {name} is {size}; it can be from 1 to {self.page}."
            raise RequestError(Code.PAGE_TOO_LARGE, message)
        return size

    def _given(self, node: FieldNode, name: str) -> Any:
        """The value of an argument, Undefined where it is not given."""
        value = next((a.value for a in node.arguments or () if a.name.value == name), None)
        return value_from_ast_untyped(value, dict(self.variables)) if value else Undefined


def _size(value: Any) -> int:
    """How many conditions and values a filter has."""
    count, left = 0, [value]
    while left:
        inner = left.pop()
        if isinstance(inner, dict | list):
            count += len(inner)
            left += inner.values() if isinstance(inner, dict) else inner
    return count


def _variables(operation: OperationDefinitionNode, given: Mapping[str, Any]) -> dict[str, Any]:
    """Variables with the defaults that the operation declares."""
    defaults = {
        definition.variable.name.value: value_from_ast_untyped(definition.default_value)
        for definition in operation.variable_definitions or ()
        if definition.default_value
    }
    return {**defaults, **given}
