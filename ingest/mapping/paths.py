"""Paths to values in a row: keys parted by points, through lists and to one element of them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ingest.mapping.cells import plain

OUTER = "_outer"
"""The column of rows in a list of JSON with what the object around the list says beside it."""

_POINT = re.compile(r"\.(?![^\[\]]*\])")
"""What parts the keys of a path; a point in brackets belongs to a value."""
_CHOSEN = re.compile(r"(?P<list>.+)\[(?P<key>[^\[\]=]+)=(?P<value>[^\[\]]*)\]")
"""The element of a list that has a value: `event_params[key=page_location]`."""
_FIRST = "[0]"
"""The first element of a list, whatever it is: `names[0].givenName`."""
_LISTED = re.compile(r"\[(?:0|[^\[\]=]+=[^\[\]]*)?\].*")


def list_path(column: str) -> str | None:
    """The part of a path up to its first list (`order.items[]` of `order.items[].sku`), if any."""
    head, mark, _ = column.partition("[]")
    return head + mark if mark else None


def is_outer(column: str) -> bool:
    """Whether a column is of what stands beside the list of its row."""
    return column.partition(".")[0] == OUTER


def keys_of(path: str) -> list[str]:
    """The keys of a path, with what tells the element of a list."""
    return _POINT.split(path)


def path_keys(column: str, explode: str | None) -> tuple[str, ...]:
    """Keys from the row to the value; the element of an exploded list is a key of its own."""
    if explode and (column == explode or column.startswith(f"{explode}.")):
        rest = column[len(explode) + 1 :]
        return (explode, *keys_of(rest)) if rest else (explode,)
    return tuple(keys_of(column))


def top_of(column: str) -> str:
    """The column of a row that a path begins with."""
    return _LISTED.sub("", column).partition(".")[0]


def walk(value: Any, keys: Sequence[str]) -> Any:
    """The value at the end of the keys, None if there is none; a list where a key goes through one."""
    for position, key in enumerate(keys):
        if not isinstance(value, Mapping):
            return None
        if key in value:
            value = value[key]
        elif key.endswith("[]"):
            elements = value.get(key[:-2])
            rest = keys[position + 1 :]
            return [walk(element, rest) for element in elements] if isinstance(elements, list) else None
        elif key.endswith("]"):
            value = chosen(value, key)
        else:
            return None
    return value


def chosen(value: Mapping[str, Any], key: str) -> Any:
    """The first element of a list, or the first that has what a key asks for; None where there is none."""
    if key.endswith(_FIRST):
        listed = value.get(key.removesuffix(_FIRST))
        return listed[0] if isinstance(listed, list) and listed else None
    asked = _CHOSEN.fullmatch(key)
    elements = value.get(asked["list"]) if asked else None
    if not asked or not isinstance(elements, list):
        return None
    having = (
        it for it in elements if isinstance(it, Mapping) and plain(it.get(asked["key"])) == asked["value"]
    )
    return next(having, None)
