"""Lines of streets with a plain house number, told for a whole column at once, as in `ingest.columns.usual`.

What is a street does not depend on which house of it is meant, so each street is read once, with house 5.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import pyarrow as pa

from graph.journal.appending.record_arrays import Texts, joined
from graph.journal.tables.arrow import compute as pc
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.places.streets import StreetLine
from ingest.columns.usual import LETTERS, any_of, where

_LINE = rf"^{LETTERS}\.?(?:[ -]{LETTERS}\.?){{0,3}} [1-9][0-9]{{0,2}}[a-z]?$"
"""A number of four digits may be the year of a street's name."""
_ANY = "5"
_KNOWN = 20_000


class _Street(NamedTuple):
    """The name of a street, and the whole line up to the number; both None where a line says more."""

    name: str | None
    up_to_number: str | None


def usual_street_lines(texts: Texts, context: Context) -> dict[str, Texts]:
    """Parts of the lines that are a street and a number, by name; none of other lines."""
    lines = where(pc.match_substring_regex(texts, _LINE), texts)
    lower = pc.utf8_lower(lines)
    lines = where(pc.invert(pc.or_(any_of(lower, "place"), any_of(lower, "attribute"))), lines)
    number = pc.replace_substring_regex(lines, "^.* ", "")
    same = pc.replace_substring_regex(lines, " [0-9]+([a-z]?)$", rf" {_ANY}\1").dictionary_encode()
    known = [_street(line, context) for line in same.dictionary.to_pylist()]
    name, up_to_number = (
        pa.array([it[at] for it in known], pa.string()).take(same.indices)
        for at in range(len(_Street._fields))
    )
    there = name.is_valid()
    return {
        "name": name,
        "whole": joined(up_to_number, number),
        "number": where(there, number),
        "line": where(there, lines),
    }


@lru_cache(maxsize=_KNOWN)
def _street(line: str, context: Context) -> _Street:
    """What is said of a street by a line with house 5, with a letter or without."""
    try:
        street = StreetLine().clean(line, context)
    except InvalidValue:
        return _Street(None, None)
    number = line.rpartition(" ")[2]
    plain = (street.number, street.line) == (number, line) and street.whole.endswith(f" {number}")
    if not plain or not street.name or any(map(str.isdigit, street.name)):
        return _Street(None, None)
    return _Street(street.name, street.whole.removesuffix(number))
