"""Fields that objects hold as they are, read of many objects at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graphql import get_named_type
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Executor

from api.gql.compile.fields.readers import FieldPlace, usual_column
from api.gql.policy.masking import mask_for, python_name

Paths = Callable[[], Sequence[Path | None]]
"""The paths of objects, made where something is out of the ordinary."""
Column = Callable[[Sequence[Any], Paths, Executor], list[Any]]
"""From objects, their paths and the execution to the values of one field."""


def answers(keys: Sequence[str], columns: Mapping[str, Sequence[Any]], size: int) -> list[dict[str, Any]]:
    """So many objects as they are in the answer, out of the values of each of their fields."""
    if not keys:
        return [{} for _ in range(size)]
    rows = zip(*(columns[key] for key in keys), strict=True)
    return [dict(zip(keys, row, strict=True)) for row in rows]


@dataclass(frozen=True)
class HeldNodes:
    """The field of a page's nodes, of which nothing is asked for but what they hold."""

    place: FieldPlace
    columns: Mapping[str, Column]

    def read(self, objects: Sequence[Any], path: Path, executor: Executor) -> list[dict[str, Any]]:
        """The nodes as they are in the answer."""
        paths: Paths = lambda: [Path(path, i, None) for i in range(len(objects))]  # noqa: E731
        found = {key: column(objects, paths, executor) for key, column in self.columns.items()}
        return answers([*self.columns], found, len(objects))


def held(place: FieldPlace, executor: Executor) -> Column | None:
    """What reads a field that objects hold as it is; None for one that has to be resolved."""
    name = place.details[0].node.name.value
    if name == "__typename":
        return lambda objects, _paths, _run: [place.parent.name] * len(objects)
    mask = mask_for(executor.context_value.principal, place.parent.name, name, place.field)
    if mask or place.details[0].node.selection_set or not _held_as_it_is(place):
        return None
    return _times(place) if get_named_type(place.field.type).name == "DateTime" else _values(place)


def _held_as_it_is(place: FieldPlace) -> bool:
    """Whether the schema's own resolver of a field does nothing but look at the object."""
    return getattr(place.field.resolve, "_is_default", False) is True


def _values(place: FieldPlace) -> Column:
    name, usual = _python_name(place), usual_column(place)

    def read(objects: Sequence[Any], paths: Paths, executor: Executor) -> list[Any]:
        values = [getattr(each, name) for each in objects]
        shown = usual(values) if usual is not None else None
        if shown is not None:
            return list(shown)
        return _completed(place, values, paths, executor)

    return read


def _times(place: FieldPlace) -> Column:
    name = _python_name(place)

    def read(objects: Sequence[Any], paths: Paths, executor: Executor) -> list[Any]:
        values = [getattr(each, name) for each in objects]
        if all(type(value) is datetime for value in values):
            return [value.isoformat() for value in values]
        return _completed(place, values, paths, executor)

    return read


def _completed(place: FieldPlace, values: Sequence[Any], paths: Paths, executor: Executor) -> list[Any]:
    return [
        place.completed(value, place.path(path), executor)
        for value, path in zip(values, paths(), strict=True)
    ]


def _python_name(place: FieldPlace) -> str:
    return python_name(place.details[0].node.name.value, place.field)
