"""The page of customers that an operation asks for: which subqueries it takes, and how it is read."""

from collections.abc import Callable
from typing import Any, NamedTuple

from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Executor

from api.gql.compile.columns import Scope
from api.gql.compile.customers import PARAMETERS, Asked, count, page
from api.gql.compile.drafts import Arguments, Source, Unplanned
from api.gql.compile.leaves import Place, Reader, Row
from api.gql.compile.selection import Compiler, Selection, called, object_type, one, python_name
from api.gql.cursors import Cursor, PageInfo
from api.gql.declare import snake
from api.gql.policy.masking import sees_all
from graph.policy.masks import suppressed

KEY, ID = 0, 1
"""Columns of a customer's row before those that are asked for."""


class Found(NamedTuple):
    """What the store found: the rows of the page, and the number of all where it was asked for."""

    asked: Asked
    behind: Cursor | None
    rows: list[Row]
    more: bool
    total: int | None

    def cursor(self, place: int) -> str:
        """The cursor of a row."""
        row = self.rows[place]
        return Cursor(self.asked.order, row[KEY], row[ID]).encode()

    def page_info(self) -> PageInfo:
        """Where the page begins and ends."""
        return PageInfo(
            has_next_page=self.more,
            has_previous_page=self.behind is not None,
            start_cursor=self.cursor(0) if self.rows else None,
            end_cursor=self.cursor(-1) if self.rows else None,
        )


PageReader = Callable[[Found, Path, Executor], Any]


def asked_of(given: dict[str, Any]) -> Asked:
    """The arguments of `customers` as graphql-core has them."""
    conditions = {snake(name): value for name, value in (given.get("filter") or {}).items()}
    return Asked(conditions, given["orderBy"].value, given["first"], given.get("after"))


def _total(found: Found, run: Executor) -> int | None:
    """The number of all as the principal may know it."""
    if found.total is None or sees_all(run.context_value.principal):
        return found.total
    return suppressed(found.total)


class CustomersPage:
    """A field `customers`, compiled; raises Unplanned where it has to be resolved, or a RequestError."""

    def __init__(self, compiler: Compiler, place: Place) -> None:
        self._compiler = compiler
        self._place = place
        self._arguments = Arguments(place.field, place.details[0])
        self._sources = {name: self._source(name) for name in PARAMETERS}
        self._readers: dict[str, PageReader] = {}
        self._row = Selection()
        self._scope = Scope()
        self.blocks: list[str] = []
        self.answer = self._compiled(self._asked(compiler.run))

    def reader(self, column: int) -> Reader:
        """The reader of the page in a column."""
        return lambda row, _path, run: self._read(row[column], run)

    def _read(self, answer: Row, run: Executor) -> Any:
        (rows, total), here = answer, self._place.path(None)
        asked = self._asked(run)
        try:
            found = Found(asked, asked.cursor, rows[: asked.first], len(rows) > asked.first, total)
            return {key: read(found, here, run) for key, read in self._readers.items()}
        except Exception as error:  # of a field that cannot be null, or a cursor that is none
            return self._place.failed(error, here, run)

    def _asked(self, run: Executor) -> Asked:
        return asked_of(self._arguments.of(run.variable_values))

    def _source(self, name: str) -> Source:
        return lambda variables: asked_of(self._arguments.of(variables)).values().get(name)

    def _compiled(self, asked: Asked) -> str:
        """The expression of the answer, a list of the rows and the count; collects subqueries and readers."""
        places = self._compiler.places(object_type(self._place), self._place.details)
        names = {python_name(place) for place in places.values()}
        rows, total = "[]", "null"
        if names - {"total_count", "__typename"}:
            text, customer, key = page(asked, self._compiler.draft, self._sources)
            self._row.columns += [key, f"{customer}.id"]
            self._scope = Scope(node=customer)
        self._readers = {key: self._reader(place) for key, place in places.items()}
        if self._row.columns:
            rows = self._compiler.draft.name("r")
            lines = [text, *self._row.blocks, f"RETURN collect({self._row.row}) AS {rows}"]
            self.blocks.append(called(None, lines))
        if "total_count" in names:
            text, total = count(asked, self._compiler.draft, self._sources)
            self.blocks.append(called(None, [text]))
        return f"[{rows}, {total}]"

    def _reader(self, place: Place) -> PageReader:
        match python_name(place):
            case "nodes":
                return self._nodes(place)
            case "edges":
                return self._edges(place)
            case "page_info":
                return lambda found, above, run: place.completed(found.page_info(), place.path(above), run)
            case "total_count":
                return lambda found, above, run: place.completed(_total(found, run), place.path(above), run)
            case "__typename":
                return lambda _found, _above, _run: place.parent.name
        raise Unplanned

    def _nodes(self, place: Place) -> PageReader:
        inner = self._compiler.selection(object_type(place), place.details, self._scope)
        self._row.blocks += inner.blocks
        column = self._row.column(inner.row)

        def read(found: Found, above: Path, run: Executor) -> Any:
            here = place.path(above)
            try:
                return inner.read_all([row[column] for row in found.rows], here, run)
            except Exception as error:  # an error of a field that cannot be null
                return place.failed(error, here, run)

        return read

    def _edges(self, place: Place) -> PageReader:
        edge = {
            key: self._edge(each)
            for key, each in self._compiler.places(object_type(place), place.details).items()
        }

        def read(found: Found, above: Path, run: Executor) -> Any:
            here = place.path(above)
            try:
                return [
                    {key: read_one(found, i, Path(here, i, None), run) for key, read_one in edge.items()}
                    for i in range(len(found.rows))
                ]
            except Exception as error:  # an error of a field that cannot be null
                return place.failed(error, here, run)

        return read

    def _edge(self, place: Place) -> Callable[[Found, int, Path, Executor], Any]:
        match python_name(place):
            case "cursor":
                return lambda found, i, _above, _run: found.cursor(i)
            case "node":
                inner = self._compiler.selection(object_type(place), place.details, self._scope)
                self._row.blocks += inner.blocks
                read_one = one(place, self._row.column(inner.row), inner)
                return lambda found, i, above, run: read_one(found.rows[i], above, run)
            case "__typename":
                return lambda _found, _i, _above, _run: place.parent.name
        raise Unplanned
