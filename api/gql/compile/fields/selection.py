"""From the fields selected of an object to columns of a statement, and back from a row to the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLList, GraphQLObjectType, get_named_type, get_nullable_type
from graphql.execution.collect_fields import FieldDetails
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Executor

from api.gql.company.declared import declared_of
from api.gql.compile.fields.held import HeldNodes, held
from api.gql.compile.fields.made_fields import MadeField
from api.gql.compile.fields.readers import (
    ColumnReader,
    FieldPlace,
    Reader,
    behind,
    leaf,
    usual_column,
)
from api.gql.compile.fields.selected import Selection, first, many, one, stored, within
from api.gql.compile.statement.arguments import Arguments
from api.gql.compile.statement.columns import DECODED, Scope, as_time, takes_void
from api.gql.compile.statement.drafts import (
    Draft,
    Find,
    Source,
    StatementPart,
    UncompilableField,
    constant,
    subquery,
)
from api.gql.compile.statement.relations import RELATIONS, Choice, Relation
from api.gql.kinds.made import ListField
from api.gql.pages.cursors import Cursors
from api.gql.policy import masking
from api.gql.policy.mask import Mask
from api.gql.policy.masking import mask_for
from graph.model.links import Link
from graph.model.revenue import VOID


@dataclass(frozen=True)
class Compiler:
    """Compiles selections of one execution into a draft; raises UncompilableField for what is resolved."""

    executor: Executor
    draft: Draft
    made: Mapping[tuple[str, str], MadeField]
    cursors: Cursors
    pages: Callable[..., Any]
    """Makes the compiled page of a list, see `lists.pages.ListPage`."""
    finds: Mapping[tuple[str, str], Find]
    """What relations begin with that is found outside the graph."""

    def written(self, part: StatementPart, start: str | None) -> tuple[str, dict[str, str]]:
        """A part of a list's statement under names of its own, and these by what the part calls them."""
        return self.draft.written(part.part, part.sources, {"start": start} if start else {})

    def selection(self, type_: GraphQLObjectType, details: list[FieldDetails], scope: Scope) -> Selection:
        """What is selected of an object that is read from the scope."""
        selected = Selection()
        for key, place in self.places(type_, details).items():
            selected.add(key, self.reader(selected, place, scope))
        return selected

    def places(self, type_: GraphQLObjectType, details: list[FieldDetails]) -> dict[str, FieldPlace]:
        """The fields that are selected of an object, by the key in the answer."""
        grouped = self.executor.collect_subfields(type_, details).grouped_field_set
        return {key: self.place(type_, key, group) for key, group in grouped.items()}

    def place(self, type_: GraphQLObjectType, key: str, details: list[FieldDetails]) -> FieldPlace:
        """A field of a type in the operation."""
        found = self.executor.schema.get_field(type_, details[0].node.name.value)
        if found is None or details[0].fragment_variable_values is not None:
            raise UncompilableField
        return FieldPlace(type_, found, details, key)

    def relation(self, place: FieldPlace, arguments: Arguments) -> Relation:
        """The relation that a field stands for, with its arguments as they are now."""
        found = RELATIONS.get((place.parent.name, python_name(place)))
        given = arguments.of(self.executor.variable_values)
        if isinstance(found, Choice):
            found = found.relations[given[found.argument]]
        if found is None or any(
            name in arguments.variable or given.get(name) != value for name, value in found.needs.items()
        ):
            raise UncompilableField
        return found

    def reader(self, selected: Selection, place: FieldPlace, scope: Scope) -> Reader:
        """The reader of one field of an object, which adds to what is selected."""
        name = python_name(place)
        if name == "__typename":
            return lambda _row, _path, _run: place.parent.name
        made = self.made.get((place.parent.name, name))
        if made and made.stored:
            return self._made(selected, place, scope, made)
        if name in scope.objects:
            return self._embedded(selected, place, Scope(node=scope.objects[name]))
        if scope.node and (place.parent.name, name) in RELATIONS:
            return self._related(selected, place, scope.node)
        if scope.node and (link := list_of(place)):
            return self._listed(selected, place, link, scope.node)
        return self._leaf(selected, place, scope)

    def _leaf(self, selected: Selection, place: FieldPlace, scope: Scope) -> Reader:
        name = python_name(place)
        expression = scope.expression(place.parent.name, name)
        if expression is None or place.details[0].node.selection_set:
            raise UncompilableField
        if takes_void(expression):
            self.draft.parameters[VOID] = constant(declared_of(self.executor.schema).void)
        if get_named_type(place.field.type).name == "DateTime":
            expression = as_time(expression)
        decode = DECODED.get((place.parent.name, name))
        column = selected.column(expression)
        reader = leaf(place, column, decode)
        mask = self._mask(place)
        if mask is not None:
            return behind(mask, reader, self._others(selected, place, scope, mask))
        usual = usual_column(place) if decode is None else None
        return ColumnReader(column, reader, usual) if usual else reader

    def _mask(self, place: FieldPlace) -> Mask | None:
        """The mask of a field for who asks: those who see all have plans of their own."""
        principal = self.executor.context_value.principal
        return mask_for(principal, place.parent.name, place.details[0].node.name.value, place.field)

    def _others(self, selected: Selection, place: FieldPlace, scope: Scope, mask: Mask) -> dict[str, Reader]:
        """Readers of the fields that a mask depends on, whether they were asked for or not."""
        read: dict[str, Reader] = {}
        for name in mask.needs:
            expression = scope.expression(place.parent.name, name)
            if expression is None:
                raise UncompilableField
            read[name] = stored(selected.column(expression), DECODED.get((place.parent.name, name)))
        return read

    def _made(self, selected: Selection, place: FieldPlace, scope: Scope, made: MadeField) -> Reader:
        read = {name: scope.expression(place.parent.name, name) for name in made.stored}
        column = selected.column("{" + ", ".join(f"{name}: {text}" for name, text in read.items()) + "}")
        return made.reader(place, column)

    def _embedded(self, selected: Selection, place: FieldPlace, scope: Scope) -> Reader:
        inner = self.selection(object_type(place), place.details, scope)
        selected.blocks += inner.blocks
        return one(place, selected.column(inner.row), inner)

    def _related(self, selected: Selection, place: FieldPlace, start: str) -> Reader:
        arguments = Arguments(place.field, place.details[0])
        relation = self.relation(place, arguments)
        block, column, reader = self.block(place, relation, sources(relation, arguments), start)
        selected.blocks.append(block)
        return reader(selected.column(column))

    def _listed(self, selected: Selection, place: FieldPlace, link: Link, start: str) -> Reader:
        page = self.pages(self, place, link, start)
        selected.blocks += page.blocks
        reader: Reader = page.reader(selected.column(page.answer))
        return reader

    def block(
        self, place: FieldPlace, relation: Relation, given: Mapping[str, Source], start: str | None
    ) -> tuple[str, str, Callable[[int], Reader]]:
        """A subquery that answers a field from a node, the name of its answer, and what makes its reader."""
        known = {"start": start} if start else {}
        text, variables = self.draft.written(relation.part, given, known)
        items = self._nodes if relation.paged else self._items
        blocks, row, reader = items(place, Scope.of(relation, variables))
        answer = self.draft.name("r")
        return subquery(start, [text, *blocks, f"RETURN collect({row}) AS {answer}"]), answer, reader

    def _nodes(self, place: FieldPlace, scope: Scope) -> tuple[list[str], str, Callable[[int], Reader]]:
        """The same of a page of which nothing but its nodes is asked for."""
        nodes = self._only_nodes(place)
        if nodes is None:
            raise UncompilableField
        blocks, row, reader = self._items(nodes, scope)
        return blocks, row, lambda column: within(place, nodes.key, reader(column))

    def _only_nodes(self, place: FieldPlace) -> FieldPlace | None:
        """The field of a page's nodes; None where more is asked for, or nothing: all may be skipped."""
        match [*self.places(object_type(place), place.details).values()]:
            case [nodes] if python_name(nodes) == "nodes":
                return nodes
        return None

    def _held_nodes(self, place: FieldPlace) -> HeldNodes | None:
        """The nodes of a page that Python makes, where nothing is asked for but what they hold."""
        nodes = self._only_nodes(place)
        if nodes is None:
            return None
        read = {
            key: held(it, self.executor) for key, it in self.places(object_type(nodes), nodes.details).items()
        }
        columns = {key: column for key, column in read.items() if column}
        return HeldNodes(nodes, columns) if len(columns) == len(read) else None

    def _items(self, place: FieldPlace, scope: Scope) -> tuple[list[str], str, Callable[[int], Reader]]:
        """The subqueries of each row of a relation, the row, and what makes the reader of all rows."""
        made = self.made.get((place.parent.name, python_name(place)))
        if made:
            nodes = self._held_nodes(place) if made.paged else None
            return [], as_map(scope), lambda column: made.reader(place, column, nodes)
        if place.details[0].node.selection_set is None:
            if self._mask(place):
                raise UncompilableField
            [value] = scope.values.values()
            return [], value, lambda column: leaf(place, column, None)
        inner = self.selection(object_type(place), place.details, scope)
        read = many if isinstance(get_nullable_type(place.field.type), GraphQLList) else first
        return inner.blocks, inner.row, lambda column: read(place, column, inner)


def as_map(scope: Scope) -> str:
    """The values of a row by their names."""
    return "{" + ", ".join(f"{name}: {variable}" for name, variable in sorted(scope.values.items())) + "}"


def sources(relation: Relation, arguments: Arguments) -> dict[str, Source]:
    """Where the parameters of a relation come from."""
    past: Source = lambda variables: arguments.of(variables).get("validity") == "all"  # noqa: E731
    fixed = {name: constant(value) for name, value in relation.fixed.items()}
    return {"first": arguments.source("first"), "past": past, **fixed}


def list_of(place: FieldPlace) -> Link | None:
    """The list that a field leads to, if it is generated."""
    definition = place.field.extensions.get("strawberry-definition")
    return definition.link if isinstance(definition, ListField) else None


def python_name(place: FieldPlace) -> str:
    """What a field is called in Python, as properties in the model are."""
    return masking.python_name(place.details[0].node.name.value, place.field)


def object_type(place: FieldPlace) -> GraphQLObjectType:
    """The type of the objects that a field leads to."""
    type_ = get_named_type(place.field.type)
    if not isinstance(type_, GraphQLObjectType):
        raise UncompilableField
    return type_
