"""What the limiter counts is what the directives of the schema say."""

import inspect
from typing import Any

import pytest
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLObjectType,
    OperationDefinitionNode,
    get_directive_values,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
    parse,
    value_from_ast_untyped,
)

from api.gql.limits.blocking import Workers
from api.gql.limits.costs import LOOKED_UP, cost_of
from api.gql.limits.measure import Measure
from tests.api.gql.schemas import SCHEMA, published

OURS = SCHEMA._schema

OPERATIONS = {
    "{customer(id: 1) {id}}": 1,
    "{customers {totalCount}}": 11,
    "{customers(first: 7) {totalCount pageInfo {endCursor} nodes {id}}}": 1 + 10 + 1 + 7,
    "{customers(last: 5) {edges {cursor node {id}}}}": 1 + 5 * 2,
    "{customers(first: 3, last: 4) {nodes {id}}}": 1 + 4,
    "{orders {aggregate {count total {sum}}}}": 1 + 10 + 1 + 1,
    "{orders {groups(by: [CURRENCY], first: 4) {values aggregate {count}}}}": 1 + 10 + 4 * 2,
    "{customers(first: 10) {nodes {orders(first: 2) {nodes {id}} tickets {edges {node {id}}}}}}": 1
    + 10 * (1 + (1 + 2) + (1 + 20 * 2)),
    "{nodes(ids: [1, 2, 3]) {... on Customer {records(first: 2) {nodes {id: sourceId}}}}}": 3 * (1 + 1 + 2),
    "{advocates(first: 6) {nodes {customer {id}}}}": 1 + 6 * 2,
    "{customers(first: 4) {...page}} fragment page on CustomerConnection {nodes {id household {id}}}": 1
    + 4 * 2,
    "{customers(first: 4) {... {nodes {id}} nodes {id}}}": 1 + 4 + 4,
    "{referralNetwork(customer: 1) {complete nodes {customer {id}} edges {toId}}}": 1 + 500 * 2 + 500,
    "{neighbourhood(customer: 1, limit: 30) {nodes {customer {id}} steps {kind}}}": 1 + 30 * 2 + 30,
    "{neighbourhood(customer: 1) {nodes {customer {orders(first: 2) {nodes {id}}}}}}": 1 + 100 * (2 + 1 + 2),
    "{paths(from: 1, to: 2, first: 4) {length customers {id} steps {kind}}}": 4 * (1 + 9 + 8),
    "{journey(customer: 1) {interests(first: 2) {score}}}": 5_000 + 1 + 5_000 + 2,
    '{resolveRecord(input: {fullName: "Jan"}, first: 3) {probability candidates {source}}}': 500 + 1 + 3,
    '{search(text: "Jan", first: 7) {score customer {id}}}': 500 + 7 * 2,
    "{sourceQuality(first: 4) {source trend(first: 3) {at}}}": 5_000 + 4 * (1 + 500 + 3),
    "{reviewQueue(first: 2) {nodes {identifier {users(first: 3) {nodes {record}}}}}}": 500
    + 1
    + 2 * (1 + 1 + 500 + 1 + 3),
    "mutation {trainModel {runId}}": 50_000 + 1,
    "query ($n: Int = 9) {customers(first: $n) {nodes {id}}}": 1 + 9,
    "query ($n: Int!) {customers(first: $n) {nodes {id}}}": 1 + 30,
    "subscription {membersChanged(filter: {}, first: 8) {count entered {customer {id}} left {customerId}}}": 1
    + 8 * 2
    + 8,
}
GIVEN = {"n": 30}


class Reader:
    """Computes costs as the Cost Directives Specification has it, from the schema's text alone."""

    def __init__(self, text: str) -> None:
        document = parse(text)
        [self.operation] = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
        self.fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        self.variables = {
            each.variable.name.value: value_from_ast_untyped(each.default_value)
            for each in self.operation.variable_definitions or ()
            if each.default_value
        } or GIVEN

    def cost(self) -> int:
        """The cost of the operation."""
        root = published().get_root_type(self.operation.operation)
        return self._selections(self.operation.selection_set, root, {})

    def _selections(self, selected: Any, type_: Any, sizes: dict[str, int]) -> int:
        total = 0
        for node in selected.selections:
            if isinstance(node, FieldNode):
                total += self._field(node, type_.fields[node.name.value], sizes.get(node.name.value))
                continue
            inner = self.fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else node
            on = inner.type_condition
            total += self._selections(
                inner.selection_set, published().type_map[on.name.value] if on else type_, sizes
            )
        return total

    def _field(self, node: FieldNode, field: GraphQLField, given: int | None) -> int:
        declared: Any = field.ast_node
        cost = get_directive_values(_directive("cost"), declared)
        weight = int(cost["weight"]) if cost else 0
        target = get_named_type(field.type)
        if not is_composite_type(target):
            return weight
        size = self._size(node, get_directive_values(_directive("listSize"), declared))
        sized = (get_directive_values(_directive("listSize"), declared) or {}).get("sizedFields") or []
        inner = self._selections(node.selection_set, target, dict.fromkeys(sized, size))
        return weight + (given or (1 if sized else size)) * (1 + inner)

    def _size(self, node: FieldNode, directive: dict[str, Any] | None) -> int:
        if directive is None:
            return 1
        names = directive.get("slicingArguments") or []
        values = [
            value_from_ast_untyped(each.value, self.variables)
            for each in node.arguments or ()
            if each.name.value in names
        ]
        return max(
            (len(v) if isinstance(v, list) else v for v in values), default=directive.get("assumedSize", 1)
        )


def _directive(name: str) -> Any:
    return published().get_directive(name)


def test_every_list_from_which_the_graph_goes_on_has_a_size() -> None:
    """Else each of its objects, and all below it, would count once however many they are."""
    lists = {
        (type_.name, name): field
        for type_ in published().type_map.values()
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__")
        for name, field in type_.fields.items()
    }
    sized = {key for key, field in lists.items() if _listed(field)}
    for field in lists.values():
        sized |= {(get_named_type(field.type).name, name) for name in _listed(field).get("sizedFields") or ()}

    unsized = {
        key
        for key, field in lists.items()
        if is_list_type(get_nullable_type(field.type)) and _leads_on(get_named_type(field.type), set())
    }.difference(sized)

    assert {("ReferralNetwork", "nodes"), ("Neighbourhood", "nodes")} <= sized
    assert not unsized


def test_whatever_threads_work_on_has_a_price() -> None:
    """Else anybody could have the server do it again and again for what an object costs."""
    worked_on = {
        (type_.name, name): cost_of(field).weight
        for type_ in OURS.type_map.values()
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__")
        for name, field in type_.fields.items()
        if _is_worked_on(
            getattr(field.extensions["strawberry-definition"].base_resolver, "wrapped_func", None)
        )
    }

    assert {("Query", "why"), ("Query", "search"), ("SharedIdentifier", "users")} <= worked_on.keys()
    assert [each for each, weight in worked_on.items() if weight < LOOKED_UP] == []


def _is_worked_on(resolver: Any) -> bool:
    """Whether a resolver, or a function of the API that it names, hands something to workers."""
    left, seen = [resolver], set[Any]()
    while left:
        found = left.pop()
        if isinstance(found, Workers):
            return True
        if inspect.isfunction(found) and found.__module__.startswith("api.gql.") and found not in seen:
            seen.add(found)
            left += [found.__globals__.get(name) for name in found.__code__.co_names]
            left += [cell.cell_contents for cell in found.__closure__ or ()]
    return False


def _listed(field: GraphQLField) -> dict[str, Any]:
    """What the schema says of the size of a list; nothing where it says nothing."""
    return get_directive_values(_directive("listSize"), field.ast_node) or {} if field.ast_node else {}


def _leads_on(type_: Any, seen: set[str]) -> bool:
    """Whether lists with a size can be reached from objects of a type."""
    if not is_composite_type(type_) or type_.name in seen:
        return False
    seen.add(type_.name)
    fields = type_.fields.values()
    return any(map(_listed, fields)) or any(_leads_on(get_named_type(each.type), seen) for each in fields)


@pytest.mark.parametrize("text", OPERATIONS)
def test_the_limiter_counts_what_the_schema_says(text: str) -> None:
    document, reader = parse(text), Reader(text)
    measured = Measure.of_operation(
        OURS, document, reader.operation, GIVEN if "$n: Int!" in text else {}, 200
    )

    assert measured.cost == reader.cost() == OPERATIONS[text]
