"""Filters as they are meant: values as people write them become those that the graph holds."""

from collections.abc import Mapping
from typing import Any

from strawberry.utils.str_converters import to_camel_case

from api.gql.company.traits import MEMBERS
from api.gql.errors import bad_input
from api.gql.kinds.names import LINKS, property_of
from api.gql.kinds.special import SPECIAL
from graph.model.types import Property, PropertyType
from graph.words.camel import snake
from ingest.asked.properties import read_property
from ingest.cleaning.base import InvalidValue

_COMPARED = ("eq", "in")


def meant(label: str, chosen: Mapping[str, Any], country: str) -> dict[str, Any]:
    """A filter on nodes of a kind whose values are as the graph holds them.

    Raises RequestError that names the field of a value which cannot be read.
    """
    return {name: _member(label, name, value, country) for name, value in chosen.items()}


def _member(label: str, name: str, value: Any, country: str) -> Any:
    if value is None or name in MEMBERS or (label, name) in SPECIAL:
        return value
    if name == "not":
        return meant(label, value, country)
    if name in ("and", "or"):
        return [meant(label, each, country) for each in value]
    link = LINKS.get((label, snake(name)))
    if link is not None:
        inner = {each: meant(link.end, value[each], country) for each in ("some", "none") if value.get(each)}
        return {**value, **inner}
    by = property_of(label, name)
    if by.type is not PropertyType.TEXT:
        return value
    read = {each: _read(label, by, value[each], country) for each in _COMPARED if value.get(each)}
    return {**value, **read}


def _read(label: str, by: Property, value: Any, country: str) -> Any:
    if isinstance(value, list):
        return [_read(label, by, each, country) for each in value]
    try:
        return read_property(label, by.name, value, country)
    except InvalidValue as reason:
        name = to_camel_case(by.name)
        raise bad_input(f"A value that {name} of {label} is compared with {reason}.") from reason
