"""Reading the values of a row as GraphQL has them; what is out of the ordinary is left to graphql-core."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import isfinite
from typing import Any, TypeVar

from graphql import GraphQLField, GraphQLObjectType, get_named_type, get_nullable_type
from graphql.execution.collect_fields import FieldDetails
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Executor

from api.gql.policy.mask import Mask
from api.gql.times import moment, time_text

Row = list[Any]
Read = TypeVar("Read")
Reader = Callable[[Row, Path | None, Executor], Any]
"""From a row, the path of its object and the execution to the value of one field."""
Usual = Callable[[Sequence[Any]], Sequence[Any] | None]
"""The values of a column as they are in the answer; None where one is out of the ordinary."""


@dataclass(frozen=True)
class ColumnReader:
    """The reader of a field out of a column; `usual` reads the column of many rows at once."""

    column: int
    read: Reader
    usual: Usual

    def __call__(self, row: Row, path: Path | None, executor: Executor) -> Any:
        """The field of one row."""
        return self.read(row, path, executor)

    def read_usual(self, rows: Sequence[Row]) -> Sequence[Any] | None:
        """The field of many rows; None where one is out of the ordinary."""
        return self.usual([row[self.column] for row in rows])


@dataclass(frozen=True)
class FieldPlace:
    """A field of an operation."""

    parent: GraphQLObjectType
    field: GraphQLField
    details: list[FieldDetails]
    key: str

    def path(self, above: Path | None) -> Path:
        """The field's path, below that of its object."""
        return Path(above, self.key, self.parent.name)

    def completed(self, value: Any, path: Path, executor: Executor) -> Any:
        """The value as graphql-core completes it; raises where it bears on the object too."""
        try:
            info = executor.build_resolve_info(
                self.field, [each.node for each in self.details], self.parent, path
            )
            return executor.complete_value(self.field.type, self.details, info, path, value, None)
        except Exception as error:  # whatever it is, it is an error of this field
            return self.failed(error, path, executor)

    def failed(self, error: Exception, path: Path, executor: Executor) -> None:
        """Null, and the error told; raises it where the field cannot be null."""
        executor.handle_field_error(error, self.field.type, self.details, path)


def contained(
    place: FieldPlace, inner: Callable[[Read, Path, Executor], Any]
) -> Callable[[Read, Path | None, Executor], Any]:
    """The reader of a field that `inner` reads, given the field's own path; an error in it that concerns the
    object, such as one of a field that cannot be null, is an error of the field."""

    def read(row: Read, path: Path | None, executor: Executor) -> Any:
        here = place.path(path)
        try:
            return inner(row, here, executor)
        except Exception as error:
            return place.failed(error, here, executor)

    return read


def leaf(place: FieldPlace, column: int, decode: Callable[[Any], Any] | None) -> Reader:
    """The reader of a scalar, an enum or a list of these."""
    type_ = get_nullable_type(place.field.type)
    nullable = type_ is place.field.type
    usual = _USUAL.get(str(type_)) if decode is None else None
    convert = decode or (moment if get_named_type(type_).name == "DateTime" else _same)

    def read(row: Row, path: Path | None, executor: Executor) -> Any:
        value = row[column]
        if value is None and nullable:
            return None
        if usual is not None and usual((value,)):
            return value
        return place.completed(None if value is None else convert(value), place.path(path), executor)

    return _time(column, read) if str(type_) == "DateTime" else read


def _time(column: int, other: Reader) -> Reader:
    def read(row: Row, path: Path | None, executor: Executor) -> Any:
        value = row[column]
        return time_text(value) if type(value) is str else other(row, path, executor)

    return read


def behind(mask: Mask, read: Reader, others: Mapping[str, Reader]) -> Reader:
    """The reader of a masked field; `others` read the fields that its mask depends on."""

    def shown(row: Row, path: Path | None, executor: Executor) -> Any:
        value = read(row, path, executor)
        return mask.shown(value, {name: other(row, path, executor) for name, other in others.items()})

    return shown


def _same(value: Any) -> Any:
    return value


def usual_column(place: FieldPlace) -> Usual | None:
    """What reads many values of a field at once; None for a type whose values are completed one by one."""
    type_ = get_nullable_type(place.field.type)
    nullable = type_ is place.field.type
    if str(type_) == "DateTime":
        return partial(_times, _TEXT | _NOTHING if nullable else _TEXT)
    usual = _USUAL.get(str(type_))
    if usual is None:
        return None
    if not nullable:
        return lambda values: values if usual(values) else None
    return lambda values: values if usual([value for value in values if value is not None]) else None


def _times(types: frozenset[type], values: Sequence[Any]) -> list[str | None] | None:
    if not types.issuperset(map(type, values)):
        return None
    return [None if value is None else time_text(value) for value in values]


def _texts(values: Iterable[Any]) -> bool:
    return _TEXT.issuperset(map(type, values))


def _flags(values: Iterable[Any]) -> bool:
    return _FLAG.issuperset(map(type, values))


def _integers(values: Iterable[Any]) -> bool:
    return all(type(value) is int and -_INT <= value < _INT for value in values)


def _floats(values: Iterable[Any]) -> bool:
    return all(type(value) is float and isfinite(value) for value in values)


_INT = 2**31
_TEXT = frozenset({str})
_FLAG = frozenset({bool})
_NOTHING = frozenset({type(None)})
_USUAL: dict[str, Callable[[Iterable[Any]], bool]] = {
    "String": _texts,
    "ID": _texts,
    "Boolean": _flags,
    "Int": _integers,
    "Float": _floats,
}
