"""Fields whose value Python makes of what is stored, read out of a row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Executor

from api.gql.compile.fields.held import HeldNodes
from api.gql.compile.fields.readers import FieldPlace, Reader, Row, contained
from api.gql.compile.statement.arguments import Arguments
from api.gql.pages.connected import Window
from api.gql.pages.cursors import cursors_of
from api.gql.policy.masking import python_name


@dataclass(frozen=True)
class MadeField:
    """A field whose value Python makes: of stored fields of the object, or of a relation's rows.

    Of a `paged` one it makes a list of keys and objects, of which the field shows a page.
    """

    make: Callable[[Any], Any]
    stored: tuple[str, ...] = ()
    paged: bool = False

    def reader(self, place: FieldPlace, column: int, nodes: HeldNodes | None = None) -> Reader:
        """The reader of the field, out of a column with what it is made of; of a page of which nothing but
        these nodes is asked for they alone are read."""
        if self.paged and nodes is not None:
            return contained(place, self._nodes(place, column, nodes))
        show = self._page(place) if self.paged else _whole

        def read(row: Row, path: Path | None, executor: Executor) -> Any:
            here = place.path(path)
            try:
                value = show(self.make(row[column]), executor)
            except Exception as error:  # as of a resolver
                return place.failed(error, here, executor)
            return place.completed(value, here, executor)

        return read

    def _page(self, place: FieldPlace) -> Callable[[Any, Executor], Any]:
        window = _window_of(place)
        return lambda made, executor: window(executor).page(cursors_of(executor.schema), made)

    def _nodes(
        self, place: FieldPlace, column: int, nodes: HeldNodes
    ) -> Callable[[Row, Path, Executor], dict[str, Any]]:
        window, shown = _window_of(place), contained(nodes.place, nodes.read)

        def read(row: Row, path: Path, executor: Executor) -> dict[str, Any]:
            objects = window(executor).nodes(cursors_of(executor.schema), self.make(row[column]))
            return {nodes.place.key: shown(objects, path, executor)}

        return read


def _whole(made: Any, _run: Executor) -> Any:
    return made


def _window_of(place: FieldPlace) -> Callable[[Executor], Window]:
    arguments = Arguments(place.field, place.details[0])
    order = f"{place.parent.name}.{python_name(place.details[0].node.name.value, place.field)}"
    return lambda executor: Window.of(order, arguments.of(executor.variable_values))
