"""Objects in lists of JSON rows, by the paths under which a mapping finds their values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.proposing.meaning.headers import said

_NAMES_OF_VALUES = ("key", "attribute_code", "name", "code")
_OF_PAIRS = {*_NAMES_OF_VALUES, "id", "value", "display_key", "display_value"}
_USUAL = ("default_billing", "default", "is_default", "isDefault", "primary", "is_primary", "isPrimary")
_NAME_OF_A_VALUE = re.compile(r"[^\W\d][\w .:/-]{0,60}")
"""In lists of pairs: what names a value, what else stands beside it, and how it may be called."""
_OF_ONE = {
    frozenset(("name", "full name")): frozenset(("given name", "family name")),
    frozenset(("address", "address of")): frozenset(("city", "postal code")),
    frozenset(("birth date",)): frozenset(("date", "year")),
}
"""Senses of the parts of a name, an address, a birthday, by those that lists of them are called by."""
_SORTS, _WAYS = ("system", "type", "kind"), frozenset(("email", "phone"))
"""What says by which of several ways somebody is reached, and ways that are always among them."""
_MOST_NAMES = 200
"""Names in lists that are called alike, from which on they are values themselves, as titles of films are."""


@dataclass
class Listed:
    """The objects in the lists of rows."""

    _names: dict[str, set[str]] = field(default_factory=dict)
    """The names of values in lists of pairs, by what the lists are called."""

    def objects_in(self, name: str, elements: Sequence[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The objects of a list that is called so: values of pairs by their names, if these are few, of
        several addresses the usual one, of ways to reach somebody the first of each sort, of names, addresses
        and birthdays of one person the first, all others as elements of the list."""
        named = _named_by(elements)
        if named and self._are_few(name, [it[named] for it in elements]):
            for it in elements:
                if not it[named].startswith("_"):  # as programs call what is their own
                    yield f"{name}[{named}={it[named]}]", {"value": it["value"]}
        elif flag := _flag_of_one(elements):
            yield f"{name}[{flag}=true]", next(it for it in elements if it[flag] is True)
        elif key := _ways_named_by(elements):
            yield from ((f"{name}[{key}={way}]", it) for way, it in _first_of_each(key, elements))
        elif _are_of_one(name, elements):
            yield f"{name}[0]", elements[0]
        else:
            yield from ((f"{name}[]", it) for it in elements if isinstance(it, Mapping))

    def is_one_of_many(self, path: str) -> bool:
        """Whether a path was given for one of few names, of which there turned out to be many."""
        many = (name for name, known in self._names.items() if len(known) > _MOST_NAMES)
        return any(path.startswith(f"{name}[") and not path.startswith(f"{name}[]") for name in many)

    def _are_few(self, name: str, names: Sequence[str]) -> bool:
        known = self._names.setdefault(name, set())
        if len(known) <= _MOST_NAMES:
            known.update(names)
        return len(known) <= _MOST_NAMES


def _named_by(elements: Sequence[Any]) -> str:
    """The key under which the elements of a list say what their values are: `{"key": "page", "value": 7}`;
    nothing where they are no such pairs."""
    if not all(isinstance(it, Mapping) and "value" in it and it.keys() <= _OF_PAIRS for it in elements):
        return ""
    for name in _NAMES_OF_VALUES:
        told = [it.get(name) for it in elements]
        if told and len(set(map(str, told))) == len(told) and all(map(_is_a_name, told)):
            return name
    return ""


def _flag_of_one(elements: Sequence[Any]) -> str:
    """The key that says of one of several addresses that it is the usual one; nothing where none does."""
    if not all(isinstance(it, Mapping) and "city" in it for it in elements):
        return ""
    flags = (name for name in _USUAL if sum(it.get(name) is True for it in elements) == 1)
    return next(flags, "")


def _ways_named_by(elements: Sequence[Any]) -> str:
    """The key under which the elements of a list say how somebody is reached: `system` of FHIR's
    `{"system": "phone", "value": "…"}`; nothing where they do not."""
    if not all(isinstance(it, Mapping) and isinstance(it.get("value"), str) for it in elements):
        return ""
    told = {key: [it.get(key) for it in elements] for key in _SORTS}
    return next(
        (
            key
            for key, ways in told.items()
            if all(map(_is_a_name, ways)) and any(_WAYS & said(way).senses.keys() for way in ways)
        ),
        "",
    )


def _first_of_each(key: str, elements: Sequence[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The first element of each sort, with its sort."""
    yield from {it[key]: it for it in reversed(elements)}.items()


def _are_of_one(name: str, elements: Sequence[Any]) -> bool:
    """Whether a list has the names of one person, with their parts, or addresses or birthdays: `names` of
    address books, `address` of patients."""
    called = said(name.rpartition(".")[2]).senses.keys()
    first = elements[0] if elements else None
    told = {sense for it in first for sense in said(it).senses} if isinstance(first, Mapping) else set()
    wanted = next((parts for senses, parts in _OF_ONE.items() if called and called <= senses), None)
    return wanted is not None and not wanted.isdisjoint(told)


def _is_a_name(value: Any) -> bool:
    return isinstance(value, str) and _NAME_OF_A_VALUE.fullmatch(value) is not None
