"""A mapping that uses everything, and what could stand at any place of it instead."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

WHOLE: dict[str, Any] = {
    "source": "crm",
    "description": "Test",
    "priority": 5,
    "country": "DE",
    "timezone": "Europe/Berlin",
    "dates": "DMY",
    "decimal": ",",
    "nulls": ["-1", "leer"],
    "files": [
        {
            "path": "k*.csv",
            "format": "csv",
            "encoding": "cp1252",
            "delimiter": ";",
            "quote": "'",
            "escape": "\\",
            "skip": 1,
            "header": ["A", "B", "C"],
            "rows": [
                {
                    "kind": "customer",
                    "when": {"A": ["x", "y"], "B": {"not": ["z"]}, "C": "*"},
                    "fields": {
                        "source_id": {"template": "{A}-{B}", "clean": ["lower"]},
                        "full_name": {"columns": ["A", "B"], "join": " "},
                        "city": {"coalesce": ["B", "C"]},
                        "region": {"const": "Bayern"},
                        "birth_date": {"column": "A", "dates": ["%d%m%y", "%d.%m.%Y"]},
                        "occupation": {"column": "A", "extract": "K-(\\d+)", "map": {"1": "Koch", "*": None}},
                        "account": {"column": "A", "realm": {"column": "B"}},
                        "handle": [{"column": "A", "network": "instagram"}],
                        "document": {"column": "A", "type": "passport", "issuer": "DE"},
                        "email": {"column": "B", "split": ";"},
                        "phone": ["B", {"column": "C", "country": "AT"}],
                    },
                }
            ],
        },
        {
            "path": "o.jsonl",
            "rows": [{"kind": "event", "fields": {"source_id": "id", "name": "n", "at": "t",
                                                  "properties": {"column": "p.q", "name": "x"},
                                                  "product": "items[].sku"}}],
        },
    ],
}  # fmt: skip

HOSTILE: list[Any] = [
    "", " ", "²", "٣", "\0", "\ud800", "x" * 5_000, "rot13", "base64", "ab", "(a+)+$", "(", "a{99999}",
    "((((a{1000}){1000}){1000}){1000})", "{", "{}", "{A:>9}", "%", "%Q", "**", "/", "..", "[]", "a[].b[].c",
    ".", "~", "\ufeff", "-1", 10**400, -5, 1e400, float("nan"), True, None, [], {}, [[]], [[[["A"]]]],
    {"": ""}, {"column": []}, {"not": {"not": 1}}, [None], ["A", "A"], {"column": {"column": "A"}},
    "\u202e", "\n", "%Y %Y", "..\\..", "Europe", "../../etc/passwd", "unicode_escape", "nan",
]  # fmt: skip
"""Values of which most are wrong at most places."""

Place = tuple[str | int, ...]


def places(tree: Any, above: Place = ()) -> Iterator[Place]:
    """Where something stands in a tree, the tree itself first."""
    yield above
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in pairs:
        yield from places(value, (*above, key))


def replaced(place: Place, value: Any) -> Any:
    """The whole mapping with another value at a place."""
    if not place:
        return value
    tree: Any = deepcopy(WHOLE)
    at = tree
    for key in place[:-1]:
        at = at[key]
    at[place[-1]] = value
    return tree
