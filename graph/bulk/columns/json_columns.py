"""JSON of the journal as columns of the model's types; the journal takes nothing of other types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from graph.model.types import Property, PropertyType

_TYPES: Mapping[PropertyType, Any] = {
    PropertyType.TEXT: "VARCHAR",
    PropertyType.INTEGER: "BIGINT",
    PropertyType.DECIMAL: "DOUBLE",
    PropertyType.FLAG: "BOOLEAN",
    PropertyType.TIME: "VARCHAR",
    PropertyType.TEXTS: ["VARCHAR"],
}


def read_json(json: str, properties: Iterable[Property]) -> str:
    """SQL for a struct of these properties of a JSON object, times as texts; null where there are none."""
    form = {each.name: _TYPES[each.type] for each in properties}
    return f"from_json({json}, '{orjson.dumps(form).decode()}')" if form else "NULL"


def typed(struct: str, each: Property) -> str:
    """SQL for a property of such a struct in the model's type; an error for a text that is no time."""
    value = f'{struct}."{each.name}"'
    return f"CAST({value} AS TIMESTAMPTZ)" if each.type is PropertyType.TIME else value
