"""Fields whose value Python makes of what is stored, read out of a row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Executor

from api.gql.compile.fields.readers import FieldPlace, Reader, Row
from api.gql.compile.statement.drafts import Arguments
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

    def reader(self, place: FieldPlace, column: int) -> Reader:
        """The reader of the field, out of a column with what it is made of."""
        show = _page_of(place) if self.paged else _whole

        def read(row: Row, path: Path | None, executor: Executor) -> Any:
            here = place.path(path)
            try:
                value = show(self.make(row[column]), executor)
            except Exception as error:  # as of a resolver
                return place.failed(error, here, executor)
            return place.completed(value, here, executor)

        return read


def _whole(made: Any, _run: Executor) -> Any:
    return made


def _page_of(place: FieldPlace) -> Callable[[Any, Executor], Any]:
    arguments = Arguments(place.field, place.details[0])
    order = f"{place.parent.name}.{python_name(place.details[0].node.name.value, place.field)}"

    def page(made: Any, executor: Executor) -> Any:
        window = Window.of(order, arguments.of(executor.variable_values))
        return window.page(cursors_of(executor.schema), made)

    return page
