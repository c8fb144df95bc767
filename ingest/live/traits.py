"""What was stated of somebody's traits, each with its time: put together, and what of it holds.

The result is the same in whatever order messages come, so that a memory that is made again has the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from graph.words.camel import snake
from graph.words.folding import fold_text
from ingest.mapping.cells import plain

MOST_BYTES = 100_000
"""Of the traits of a record; those that were stated longest ago are left out of more."""

Stated = dict[str, tuple[float, dict[str, Any]]]
"""By trait when it was stated last, in seconds, and its value, by how the message spelled the trait."""
_STATED = msgspec.json.Decoder(Stated)
_encode = msgspec.json.encode

_SAME = {"full_name": "name", "birthday": "birth_date"}
"""Names of one trait, as clients have them."""
_WORD = re.compile("[a-z0-9]+")
_WHOLE, _PARTS = "name", ("first_name", "last_name")
_NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class Traits:
    """What holds of the traits of a record, as of when, and how many bytes that takes as JSON."""

    values: Mapping[str, Any]
    at: datetime
    size: int

    @classmethod
    def of(cls, stated: Stated, at: datetime, size: int) -> Traits:
        """What holds of what was stated."""
        return cls(_in_force(stated), at, size)


def bounded(stated: Stated) -> tuple[Stated, bytes]:
    """As many traits as may be kept, those that were stated last; and as JSON."""
    whole = _encode(stated)
    if len(whole) <= MOST_BYTES:
        return stated, whole
    found, size = {}, 0
    for name, told in sorted(stated.items(), key=lambda it: it[1][0], reverse=True):
        size += len(_encode({name: told}))
        if size <= MOST_BYTES:
            found[name] = told
    return found, _encode(found)


def unpacked(kept: bytes) -> Stated:
    """The traits that were kept as JSON."""
    return _STATED.decode(kept)


def added(stated: Stated, news: Mapping[str, Any], at: float) -> Stated:
    """With what a message states: of each trait what was said last, in whatever spelling."""
    spelled: dict[str, dict[str, Any]] = {}
    for name, value in news.items():
        spelled.setdefault(_trait(name), {})[name] = value
    newer = {it: (at, values) for it, values in spelled.items() if it not in stated or stated[it][0] <= at}
    return stated | newer


def _trait(name: str) -> str:
    """The trait that is spelled in one of several ways.

    >>> _trait("lastName"), _trait("last_name"), _trait("fullName")
    ('last_name', 'last_name', 'name')
    """
    spelled = snake(name)
    return _SAME.get(spelled, spelled)


def _in_force(stated: Stated) -> dict[str, Any]:
    """The values that hold: a whole name is none any more once parts of another one were stated, nor are
    parts once a whole one was. Parts whose words it has are of the same. What is empty says nothing of other
    traits."""
    whole = _told_at(stated, _WHOLE)
    parts = {it: _told_at(stated, it) for it in _PARTS}
    over = {it for it, at in parts.items() if at < whole}
    later = [it for it, at in parts.items() if at > whole]
    over |= {_WHOLE} if any(not _words(stated, it) <= _words(stated, _WHOLE) for it in later) else set()
    held = (values for trait, (_, values) in stated.items() if trait not in over)
    return {name: value for values in held for name, value in values.items()}


def _words(stated: Stated, trait: str) -> set[str]:
    """The words of a trait, in the form in which words are compared."""
    _, values = stated.get(trait, (_NEVER, {}))
    texts = (fold_text(plain(it)) or "" for it in values.values())
    return {word for text in texts for word in _WORD.findall(text)}


def _told_at(stated: Stated, trait: str) -> float:
    """When a trait was stated last that is not empty."""
    at, values = stated.get(trait, (_NEVER, {}))
    return at if any(plain(it) is not None for it in values.values()) else _NEVER
