"""Whole objects of the schema's types, for resolvers: all of them that is stored, in one list a row."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, cast

import strawberry
from graphql import GraphQLObjectType, get_named_type
from strawberry.types.base import StrawberryObjectDefinition

from api.gql.company.declared import declared_of
from api.gql.compile.statement.columns import DECODED, Scope, as_time
from api.gql.times import moment

Maker = Callable[[list[Any]], Any]


class Objects:
    """How to read objects of a schema's types."""

    def __init__(self, schema: strawberry.Schema) -> None:
        self._schema = schema

    @property
    def void(self) -> str:
        """The states of orders that came to nothing, as an expression."""
        return declared_of(self._schema._schema).void

    def target(self, type_name: str, name: str) -> str:
        """The type that a field leads to."""
        return str(get_named_type(self._fields(type_name)[name].type).name)

    def columns(self, type_name: str, scope: Scope) -> tuple[str, Maker]:
        """What reads an object, and what makes it of the list that comes back."""
        declared = cast("StrawberryObjectDefinition", self._schema.get_type_by_name(type_name))
        names = [field.name for field in fields(declared.origin) if field.init]
        read = {name: self._column(type_name, name, scope) for name in names}
        makers = {name: maker for name, (_, maker) in read.items()}

        def make(row: list[Any]) -> Any:
            values = zip(makers.items(), row, strict=True)
            return declared.origin(**{name: None if v is None else maker(v) for (name, maker), v in values})

        return f"[{', '.join(text for text, _ in read.values())}]", make

    def _column(self, type_name: str, name: str, scope: Scope) -> tuple[str, Callable[[Any], Any]]:
        if name in scope.objects:
            return self.columns(self.target(type_name, name), Scope(node=scope.objects[name]))
        text = scope.expression(type_name, name) or "null"
        field = self._fields(type_name).get(name)
        if field and get_named_type(field.type).name == "DateTime":
            return as_time(text), moment
        return text, DECODED.get((type_name, name), _same)

    def _fields(self, type_name: str) -> Mapping[str, Any]:
        type_ = cast("GraphQLObjectType", self._schema._schema.type_map[type_name])
        return {
            field.extensions["strawberry-definition"].python_name: field for field in type_.fields.values()
        }


def _same(value: Any) -> Any:
    return value
