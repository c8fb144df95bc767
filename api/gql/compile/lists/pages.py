"""A list that an operation asks for: which subqueries it takes, and how its answer is read."""

from collections.abc import Callable
from typing import Any, NamedTuple

from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Executor

from api.gql.company.declared import declared_of
from api.gql.compile.fields.readers import FieldPlace, Reader, Row, contained
from api.gql.compile.fields.selected import Selection, one
from api.gql.compile.fields.selection import Compiler, object_type, python_name
from api.gql.compile.lists.answers import Page, groups_of, summary_of, total_of
from api.gql.compile.lists.arguments import ListArguments
from api.gql.compile.lists.grouping import Grouping
from api.gql.compile.lists.numbers import Number
from api.gql.compile.lists.statements import Listing, edge_scope
from api.gql.compile.statement.arguments import Arguments
from api.gql.compile.statement.columns import Scope
from api.gql.compile.statement.drafts import StatementPart, UncompilableField, subquery
from api.gql.kinds.names import edge_measures_of, measures_of
from api.gql.policy.masking import sees_all
from graph.model.links import Link

_OF_ROWS = ("nodes", "edges", "page_info")


class ListResult(NamedTuple):
    """The page, and all that was answered beside it."""

    page: Page
    answers: Row


PageReader = Callable[[ListResult, Path, Executor], Any]


class ListPage:
    """A field that leads to a list, compiled; raises Unplanned where it has to be resolved, or RequestError.

    `answer` is the expression of what `reader` reads: the rows of the page, then each number asked for.
    """

    def __init__(self, compiler: Compiler, place: FieldPlace, link: Link, start: str | None) -> None:
        self._compiler, self._place, self._link, self._start = compiler, place, link, start
        self._arguments = Arguments(place.field, place.details[0])
        self._first = self._asked(compiler.executor.variable_values)
        self._first.check()
        protected = not sees_all(compiler.executor.context_value.principal)
        self._listing = Listing(self._first, self._asked, protected=protected)
        self._row, self._node, self._edge = Selection(), Scope(), Scope()
        self._answers: list[str] = []
        self.blocks: list[str] = []
        self._readers = self._compiled()
        self.answer = f"[{', '.join(self._answers)}]"

    def reader(self, column: int) -> Reader:
        """The reader of the list in a column."""

        def read(row: Row, path: Path, executor: Executor) -> Any:
            answers = row[column] or [[], *([None] * len(self._answers))]
            asked = self._asked(executor.variable_values)
            asked.check()
            found = ListResult(Page.of(asked, answers[0]), answers)
            return {key: reader(found, path, executor) for key, reader in self._readers.items()}

        return contained(self._place, read)

    def _asked(self, variables: Any) -> ListArguments:
        compiler = self._compiler
        return ListArguments(
            self._link,
            self._arguments.of(variables),
            compiler.cursors,
            declared_of(compiler.executor.schema),
            compiler.executor.context_value.settings.country,
        )

    def _compiled(self) -> dict[str, PageReader]:
        places = self._compiler.places(object_type(self._place), self._place.details)
        if not any(python_name(place) in _OF_ROWS for place in places.values()):
            self._answers.append("[]")
            return {key: self._reader(place) for key, place in places.items()}
        text, variables = self._compiler.written(self._listing.page(), self._start)
        self._row.columns += [variables["key"], variables["ties"]]
        self._node, self._edge = Scope(node=variables["node"]), edge_scope(self._link, variables)
        self._answers.append(self._compiler.draft.name("r"))
        readers = {key: self._reader(place) for key, place in places.items()}
        lines = [text, *self._row.blocks, f"RETURN collect({self._row.row}) AS {self._answers[0]}"]
        self.blocks.insert(0, subquery(self._start, lines))
        return readers

    def _reader(self, place: FieldPlace) -> PageReader:
        match python_name(place):
            case "nodes":
                return self._nodes(place)
            case "edges":
                return self._edges(place)
            case "page_info":
                return self._completed(place, lambda found: found.page.info())
            case "total_count":
                column = self._answered(self._listing.total())
                return self._completed(place, lambda found: total_of(found.answers[column]))
            case "aggregate":
                return self._aggregate(place)
            case "edge_aggregate":
                return self._edge_aggregate(place)
            case "groups":
                return self._groups(place)
            case "__typename":
                return lambda _found, _above, _run: place.parent.name
        raise UncompilableField

    def _completed(self, place: FieldPlace, value: Callable[[ListResult], Any]) -> PageReader:
        return lambda found, above, executor: place.completed(value(found), place.path(above), executor)

    def _answered(self, written: StatementPart) -> int:
        """The place of an answer beside the page."""
        text, variables = self._compiler.written(written, self._start)
        answer = self._compiler.draft.name("r")
        self.blocks.append(subquery(self._start, [text, f"RETURN {variables['answer']} AS {answer}"]))
        self._answers.append(answer)
        return len(self._answers) - 1

    def _aggregate(self, place: FieldPlace) -> PageReader:
        numbers, measures = numbers_in(self._compiler, place), measures_of(self._link.end)
        column = self._answered(self._listing.summary(numbers))
        return self._completed(place, lambda found: summary_of(measures, numbers, found.answers[column]))

    def _edge_aggregate(self, place: FieldPlace) -> PageReader:
        if self._link.over is None:
            raise UncompilableField
        numbers, measures = numbers_in(self._compiler, place), edge_measures_of(self._link.over.type)
        column = self._answered(self._listing.edge_summary(numbers))
        return self._completed(place, lambda found: summary_of(measures, numbers, found.answers[column]))

    def _groups(self, place: FieldPlace) -> PageReader:
        arguments, measures = Arguments(place.field, place.details[0]), measures_of(self._link.end)
        zone = self._compiler.executor.context_value.settings.timezone
        grouping = Grouping.of(arguments.of(self._compiler.executor.variable_values), arguments.of, zone)
        inner = self._compiler.places(object_type(place), place.details).values()
        numbers = [
            n for each in inner if python_name(each) == "aggregate" for n in numbers_in(self._compiler, each)
        ]
        column = self._answered(self._listing.groups(grouping, numbers))
        return self._completed(place, lambda found: groups_of(measures, numbers, found.answers[column]))

    def _nodes(self, place: FieldPlace) -> PageReader:
        inner = self._compiler.selection(object_type(place), place.details, self._node)
        self._row.blocks += inner.blocks
        column = self._row.column(inner.row)

        def read(found: ListResult, path: Path, executor: Executor) -> Any:
            return inner.read_all([row[column] for row in found.page.rows], path, executor)

        return contained(place, read)

    def _edges(self, place: FieldPlace) -> PageReader:
        places = self._compiler.places(object_type(place), place.details)
        edge = {key: self._in_edge(each) for key, each in places.items()}

        def read(found: ListResult, path: Path, executor: Executor) -> Any:
            return [
                {
                    key: read_one(found.page, i, Path(path, i, None), executor)
                    for key, read_one in edge.items()
                }
                for i in range(len(found.page.rows))
            ]

        return contained(place, read)

    def _in_edge(self, place: FieldPlace) -> Callable[[Page, int, Path, Executor], Any]:
        match python_name(place):
            case "cursor":
                return lambda page, i, _above, _run: page.cursor(i)
            case "node":
                inner = self._compiler.selection(object_type(place), place.details, self._node)
                self._row.blocks += inner.blocks
                read_node = one(place, self._row.column(inner.row), inner)
                return lambda page, i, above, executor: read_node(page.rows[i], above, executor)
        read = self._compiler.reader(self._row, place, self._edge)
        return lambda page, i, above, executor: read(page.rows[i], above, executor)


def numbers_in(compiler: Compiler, place: FieldPlace) -> list[Number]:
    """The numbers that are selected of an aggregate."""
    found = []
    for each in compiler.places(object_type(place), place.details).values():
        if each.details[0].node.selection_set is not None:
            inner = compiler.places(object_type(each), each.details)
            found += [Number(python_name(each), python_name(function)) for function in inner.values()]
    return [number for number in dict.fromkeys(found) if number.function != "__typename"]
