"""Reading the values of a row as GraphQL has them; what is out of the ordinary is left to graphql-core."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLField, GraphQLObjectType, get_named_type, get_nullable_type
from graphql.execution.collect_fields import FieldDetails
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Executor

from api.gql.compile.columns import moment, time_text
from api.gql.policy.mask import Mask
from api.gql.policy.masking import sees_all

Row = list[Any]
Reader = Callable[[Row, Path | None, Executor], Any]
"""From a row, the path of its object and the execution to the value of one field."""

_INT = 2**31


@dataclass(frozen=True)
class Place:
    """A field of an operation."""

    parent: GraphQLObjectType
    field: GraphQLField
    details: list[FieldDetails]
    key: str

    def path(self, above: Path | None) -> Path:
        """The field's path, below that of its object."""
        return Path(above, self.key, self.parent.name)

    def completed(self, value: Any, path: Path, run: Executor) -> Any:
        """The value as graphql-core completes it; raises where it bears on the object too."""
        try:
            info = run.build_resolve_info(self.field, [each.node for each in self.details], self.parent, path)
            return run.complete_value(self.field.type, self.details, info, path, value, None)
        except Exception as error:  # whatever it is, it is an error of this field
            return self.failed(error, path, run)

    def failed(self, error: Exception, path: Path, run: Executor) -> None:
        """Null, and the error told; raises it where the field cannot be null."""
        run.handle_field_error(error, self.field.type, self.details, path)


def leaf(place: Place, column: int, decode: Callable[[Any], Any] | None) -> Reader:
    """The reader of a scalar, an enum or a list of these."""
    type_ = get_nullable_type(place.field.type)
    plain = _PLAIN.get(str(type_)) if decode is None else None
    name = get_named_type(place.field.type).name
    convert = decode or (moment if name == "DateTime" else _same)

    def read(row: Row, path: Path | None, run: Executor) -> Any:
        value = row[column]
        if plain is not None and plain(value):
            return value
        made = value if value is None else convert(value)
        return place.completed(made, place.path(path), run)

    return _time(column, read) if str(type_) == "DateTime" else read


def _time(column: int, other: Reader) -> Reader:
    def read(row: Row, path: Path | None, run: Executor) -> Any:
        value = row[column]
        return time_text(value) if type(value) is str else other(row, path, run)

    return read


def behind(mask: Mask, read: Reader, others: Mapping[str, Reader]) -> Reader:
    """The reader of a masked field; `others` read the fields that its mask depends on."""

    def shown(row: Row, path: Path | None, run: Executor) -> Any:
        value = read(row, path, run)
        if sees_all(run.context_value.principal):
            return value
        return mask.shown(value, {name: other(row, path, run) for name, other in others.items()})

    return shown


def _same(value: Any) -> Any:
    return value


_PLAIN: dict[str, Callable[[Any], bool]] = {
    "String": lambda value: type(value) is str,
    "ID": lambda value: type(value) is str,
    "Boolean": lambda value: type(value) is bool,
    "Int": lambda value: type(value) is int and -_INT <= value < _INT,
    "Float": lambda value: type(value) is float and value - value == 0.0,
}
"""By type: whether a value is in the answer as it is in the row."""
