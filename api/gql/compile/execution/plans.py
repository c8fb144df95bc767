"""Plans: statements compiled once for an operation and the form of its variables, and run ever again."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, NamedTuple, cast

from graphql import GraphQLError, GraphQLObjectType, OperationDefinitionNode
from graphql.execution.collect_fields import GroupedFieldSet
from graphql.execution.values import VariableValues
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Executor

from api.gql.company.declared import declared_of
from api.gql.compile.fields.made_fields import MadeField
from api.gql.compile.fields.readers import FieldPlace, Reader
from api.gql.compile.fields.selected import first
from api.gql.compile.fields.selection import Compiler, list_of, object_type, python_name, sources
from api.gql.compile.lists.pages import ListPage
from api.gql.compile.statement.arguments import Arguments
from api.gql.compile.statement.columns import Scope
from api.gql.compile.statement.drafts import (
    Draft,
    Find,
    FoundFirst,
    Source,
    UncompilableField,
    subquery,
)
from api.gql.compile.statement.fragments import (
    Fragment,
    customer_by_identifier,
    node_by_key,
    packaged,
    starts_by_key,
)
from api.gql.compile.statement.joint import JointStart
from api.gql.compile.statement.relations import RELATIONS
from api.gql.compile.statement.starts import start_of
from api.gql.kinds.names import ONE_BY_KEY
from api.gql.pages.cursors import Cursors
from api.gql.policy.masking import sees_all
from cypher import Mode, Query
from graph.model import MODEL
from graph.tracing import span

KEPT = 1_000
"""Plans that are kept; the one not used for longest goes first."""


@dataclass(frozen=True)
class JointQuery:
    """A plan's statement for several values of one of its parameters, see `JointStart`."""

    query: Query
    parameter: str


@dataclass(frozen=True)
class Plan:
    """A statement, where its parameters come from, and a reader of each field that it answers.

    `key` names the attributes that hold the key of an object, for a statement that is about objects. `joint`
    is there where all of it begins at one node.
    """

    query: Query
    parameters: Mapping[str, Source]
    places: Mapping[str, FieldPlace]
    readers: Mapping[str, Reader]
    key: tuple[str, ...] = ()
    joint: JointQuery | None = None

    def values(self, variables: VariableValues) -> dict[str, Any]:
        """The parameters of one request; raises a GraphQLError for an argument that cannot be used."""
        return {name: source(variables) for name, source in self.parameters.items()}

    async def complete(self, values: dict[str, Any], context: Any) -> dict[str, Any]:
        """These parameters with what is found first; raises what finding it raises."""
        found = {
            name: await source.find(context, values[name])
            for name, source in self.parameters.items()
            if isinstance(source, FoundFirst)
        }
        return values | found if found else values


def form(value: Any, names: Collection[str] = ()) -> Hashable:
    """What of a variable a statement may depend on: never a number, nor a text but one of these names, only
    whether there is one."""
    match value:
        case str() if value in names:
            return value
        case None | bool() | Enum():
            return value
        case dict():
            return tuple((name, form(value[name], names)) for name in sorted(value))
        case list():
            return tuple(form(each, names) for each in value)
    return type(value), bool(value)


class Plans:
    """The plans of a schema. A field without one has to be resolved."""

    def __init__(
        self,
        made: Mapping[tuple[str, str], MadeField],
        cursors: Cursors,
        finds: Mapping[tuple[str, str], Find],
    ) -> None:
        self._made = made
        self._cursors = cursors
        self._finds = finds
        self._kept: OrderedDict[Hashable, tuple[OperationDefinitionNode, Plan | None]] = OrderedDict()

    def of_query(self, executor: Executor, fields: GroupedFieldSet) -> Plan | None:
        """The plan of all fields of a query that can be compiled; None where none can."""
        return self._plan(executor, "query", lambda compiler: _query(compiler, fields))

    def of_field(self, executor: Executor, place: FieldPlace) -> Plan | None:
        """The plan of one field for many objects, which `$ids` name; None where it has to be resolved."""
        node = place.details[0].node
        return self._plan(executor, (id(node), place.parent.name), lambda compiler: _field(compiler, place))

    def _plan(
        self, executor: Executor, what: Hashable, compile_: Callable[[Compiler], Plan | None]
    ) -> Plan | None:
        whole = sees_all(executor.context_value.principal)
        names = declared_of(executor.schema).names
        key = (id(executor.operation), what, whole, form(executor.variable_values.coerced, names))
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][1]
        with span("graphql.compile"):
            compiler = Compiler(executor, Draft(), self._made, self._cursors, ListPage, self._finds)
            plan = compile_(compiler)
        self._kept[key] = (executor.operation, plan)  # which stays in memory, so that no other has its id
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return plan


def _query(compiler: Compiler, fields: GroupedFieldSet) -> Plan | None:
    type_ = cast("GraphQLObjectType", compiler.executor.schema.query_type)
    places: dict[str, FieldPlace] = {}
    readers: dict[str, Reader] = {}
    blocks: list[str] = []
    answers: list[str] = []
    joint: JointStart | None = None
    for key, details in fields.items():
        known = dict(compiler.draft.parameters)
        try:
            place = compiler.place(type_, key, details)
            root = _root(compiler, place, alone=len(fields) == 1)
        except (UncompilableField, GraphQLError):  # the latter comes again when it is resolved
            compiler.draft.parameters = known
            continue
        blocks += root.blocks
        places[key], readers[key] = place, root.reader(len(answers))
        answers.append(root.answer)
        joint = root.joint
    if not readers:
        return None
    plan = _plan("\n".join([*blocks, f"RETURN [{', '.join(answers)}] AS answer"]), compiler, places, readers)
    if joint is None or len(answers) > 1:
        return plan
    return replace(plan, joint=_joint(plan, joint.parameter, joint.text(answers[0])))


class _Root(NamedTuple):
    """The subqueries of a field of the query, the expression of its answer, the maker of its reader, and what
    begins at several nodes in the place of one."""

    blocks: list[str]
    answer: str
    reader: Callable[[int], Reader]
    joint: JointStart | None = None


def _root(compiler: Compiler, place: FieldPlace, *, alone: bool) -> _Root:
    arguments = Arguments(place.field, place.details[0])
    name = python_name(place)
    if link := list_of(place):
        page = ListPage(compiler, place, link, None)
        return _Root(page.blocks, page.answer, page.reader)
    if (place.parent.name, name) in RELATIONS:
        relation = compiler.relation(place, arguments)
        given = sources(relation, arguments)
        if find := compiler.finds.get((place.parent.name, name)):
            if not alone:  # others would wait for what is found, and fail with it
                raise UncompilableField
            given = {parameter: FoundFirst(find, arguments.of) for parameter in relation.part.params}
        block, answer, reader = compiler.block(place, relation, given, None)
        return _Root([block], answer, reader)
    part, given, node = _found(compiler, name, arguments)
    text, variables = compiler.draft.written(part, given)
    inner = compiler.selection(object_type(place), place.details, Scope(node=variables[node]))
    answer = compiler.draft.name("r")
    lines = [*inner.blocks, f"RETURN collect({inner.row}) AS {answer}"]
    reader = lambda column: first(place, column, inner)  # noqa: E731
    return _Root([subquery(None, [text, *lines])], answer, reader, JointStart.of(text, lines))


def _found(compiler: Compiler, name: str, arguments: Arguments) -> tuple[Fragment, dict[str, Source], str]:
    """What finds the node that a field of the query names, its parameters, and the node's variable."""
    if name in ONE_BY_KEY:
        return node_by_key(ONE_BY_KEY[name]), {"id": arguments.source("id")}, "node"
    given = arguments.of(compiler.executor.variable_values)
    identifier = given.get("identifier")
    alone = (given.get("id") is None) is not (identifier is None) and given.get("by") is None
    if name != "customer" or not alone:
        raise UncompilableField
    if identifier is None:
        return packaged("relation/customer_by_id"), {"id": arguments.source("id")}, "customer"
    value: Source = lambda variables: arguments.of(variables)["identifier"]["value"]  # noqa: E731
    return customer_by_identifier(identifier["kind"].value), {"value": value}, "customer"


def _field(compiler: Compiler, place: FieldPlace) -> Plan | None:
    try:
        label, key, blocks_of = _led(compiler, place)
        starts = starts_by_key(label)
        names = {name: compiler.draft.name(name) for name in sorted(starts.variables)}
        blocks, answer, reader = blocks_of(names["start"])
    except (UncompilableField, GraphQLError):  # the latter comes again when it is resolved
        return None
    lines = [
        starts.written(names, {"ids": "ids"}),
        *blocks,
        f"RETURN collect([{names['id']}, {answer}]) AS answer",
    ]
    plan = _plan("\n".join(lines), compiler, {place.key: place}, {place.key: reader(1)}, ("ids",))
    return replace(plan, key=key)


Blocks = Callable[[str], tuple[list[str], str, Callable[[int], Reader]]]


def _led(compiler: Compiler, place: FieldPlace) -> tuple[str, tuple[str, ...], Blocks]:
    """The kind that a field starts from, what holds its key, and what makes subqueries from a variable."""
    if link := list_of(place):

        def listed(start: str) -> tuple[list[str], str, Callable[[int], Reader]]:
            page = ListPage(compiler, place, link, start)
            return page.blocks, page.answer, page.reader

        return place.parent.name, MODEL.node[place.parent.name].key, listed
    arguments = Arguments(place.field, place.details[0])
    relation = compiler.relation(place, arguments)

    def related(start: str) -> tuple[list[str], str, Callable[[int], Reader]]:
        block, answer, reader = compiler.block(place, relation, sources(relation, arguments), start)
        return [block], answer, reader

    return (*start_of(place.parent.name, relation), related)


def _plan(
    text: str,
    compiler: Compiler,
    places: Mapping[str, FieldPlace],
    readers: Mapping[str, Reader],
    further: tuple[str, ...] = (),
) -> Plan:
    parameters = compiler.draft.parameters
    query = Query("graphql/compiled", Mode.READ, (*parameters, *further), "Compiled from an operation.", text)
    return Plan(query, parameters, places, readers)


def _joint(plan: Plan, parameter: str, text: str) -> JointQuery:
    names = (*(name for name in plan.query.params if name != parameter), "asked")
    return JointQuery(replace(plan.query, name="graphql/joint", params=names, text=text), parameter)
