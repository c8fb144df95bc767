"""Lists of objects that were resolved: answered column by column, where all that is asked of the objects is
what they hold, or a compiled field."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graphql import get_named_type
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Executor

from api.gql.compile.execution.entries import CompiledEntry, Paths
from api.gql.compile.fields.readers import FieldPlace, usual_column
from api.gql.compile.fields.selection import python_name
from api.gql.policy.masking import mask_for

Column = Callable[[Sequence[Any], Paths, Executor], list[Any]]
"""From objects, their paths and the execution to the values of one field."""


@dataclass(frozen=True)
class ResolvedList:
    """How the objects of a list are answered: columns of what they hold, entries for what is compiled."""

    keys: tuple[str, ...]
    held: Mapping[str, Column]
    compiled: Mapping[str, CompiledEntry]

    def answer(self, objects: Sequence[Any], path: Path, executor: Executor) -> Any:
        """The objects as they are in the answer, at once or later."""
        paths: Paths = lambda: [Path(path, i, None) for i in range(len(objects))]  # noqa: E731
        found = {key: column(objects, paths, executor) for key, column in self.held.items()}
        if not self.compiled:
            return self._joined(found, len(objects))
        awaited = {key: entry.values(objects, paths, executor) for key, entry in self.compiled.items()}
        return self._later(found, awaited, len(objects))

    async def _later(
        self, found: dict[str, list[Any]], awaited: Mapping[str, Awaitable[list[Any]]], size: int
    ) -> list[dict[str, Any]]:
        values = await asyncio.gather(*awaited.values())
        return self._joined(found | dict(zip(awaited, values, strict=True)), size)

    def _joined(self, columns: Mapping[str, list[Any]], size: int) -> list[dict[str, Any]]:
        if not self.keys:
            return [{} for _ in range(size)]
        rows = zip(*(columns[key] for key in self.keys), strict=True)
        return [dict(zip(self.keys, row, strict=True)) for row in rows]


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
    name, usual = python_name(place), usual_column(place)

    def read(objects: Sequence[Any], paths: Paths, executor: Executor) -> list[Any]:
        values = [getattr(each, name) for each in objects]
        shown = usual(values) if usual is not None else None
        if shown is not None:
            return list(shown)
        return _completed(place, values, paths, executor)

    return read


def _times(place: FieldPlace) -> Column:
    name = python_name(place)

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
