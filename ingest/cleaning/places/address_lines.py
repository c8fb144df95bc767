"""The lines of a whole address in one text: street, then code and city, whatever stands between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from graph.words.dwellings import ENGLISH, IN_FRONT, NUMBER_FIRST, PARTS
from ingest.cleaning.base import Context, ValueType
from ingest.cleaning.places.postal_codes import CITY_WITH_CODE, may_be_of
from ingest.cleaning.texts import is_empty, tidy

BETWEEN_LINES = re.compile(r"[,;\n]")
CODE_AND_CITY = re.compile(r"(?:(?<=\d)|(?<=\d[a-zA-Z]))\s+(?=(?:[A-Z]{1,3}-)?\d{4,5}\s+[^\W\d_])")
"""What stands between house number and code where an address had two lines: Hauptstr. 5 80331 München."""

_CODE = r"(?:[A-Z]{1,3}-)?(?:\d{4,5}|\d\d-\d{3}|\d{4}-\d{3}|\d{4} ?[A-Z]{2})\s+[^\W\d_]"
_DASH = re.compile(rf"\s+[-–]\s+(?={_CODE})")
_POINT = re.compile(rf"(?<=\d)\.\s+(?={_CODE})")
_BEHIND_A_NAME = re.compile(r"(?<=[^\W\d_])\s+(?=\d{5}\s+[^\W\d_])")
"""The same where no number stands behind the name of a street: 12 rue de la Paix 75002 Paris."""

NUMBER_ALONE = re.compile(r"(?i)\d{1,4}\s?(?:bis|ter|quater|[a-z])?(?:[-/]\d{1,4}[a-z]?)?")
_NAMED_AND_NUMBERED = re.compile(r"(?=.*[^\W\d_]{3})(?=.*\d)")
_STOREY = re.compile(r"\d{1,2}\s?[ºª°]")
_BRITISH = r"(?i:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})"
BRITISH_CODE = re.compile(_BRITISH)
_CITY_AND_BRITISH = re.compile(rf"(?P<city>.*[^\W\d_])\s+(?P<code>{_BRITISH})")
_LINE_ENDS = re.compile(r"[\r\n]+")


class LinesOfAddress(ValueType):
    """What may be written on several lines, as on an envelope."""

    def of_lines(self, text: str) -> str:
        """The lines with commas between them."""
        if "\n" not in text and "\r" not in text:
            return text
        return ", ".join(line for it in _LINE_ENDS.split(text) if (line := it.strip(" \t,")))

    def native(self, value: object, context: Context) -> Any:
        """The same of lines that are in a list."""
        if isinstance(value, list | tuple) and all(isinstance(line, str) for line in value):
            value = tidy(self.of_lines("\n".join(value)))
            return None if is_empty(value) else self.clean(value, context)
        return super().native(value, context)


def lines_of(text: str, country: str) -> list[str]:
    """The lines of an address, that with the code behind that of the street."""
    if country not in ENGLISH:
        usual = (_DASH, _POINT, CODE_AND_CITY)
        for between in (*usual, _BEHIND_A_NAME) if country in NUMBER_FIRST else usual:
            text = between.sub(", ", text, count=1)
    pieces = [line for it in BETWEEN_LINES.split(text) if (line := it.strip())]
    placed = [_is_placed(line, country) for line in pieces]
    if country not in ENGLISH and placed[:1] == [True] and not any(placed[1:]) and _is_a_street(pieces[-1]):
        pieces = [*pieces[1:], pieces[0]]
    if pieces and (glued := _CITY_AND_BRITISH.fullmatch(pieces[-1])):
        pieces[-1:] = [glued["city"], glued["code"]]
    return pieces


def line_of_street(pieces: Sequence[str], country: str) -> str:
    """The last line, with that before it where it is a number or a storey (`Mayor, 5`, `Mayor 5, 3º B`), or
    where the number stands there alone: `12 bis, rue de la Paix`."""
    *before, last = pieces
    if not before:
        return last
    if NUMBER_ALONE.fullmatch(last) or (country in NUMBER_FIRST and NUMBER_ALONE.fullmatch(before[-1])):
        return f"{before[-1]} {last}"
    if _STOREY.match(last) or _first_word(last) in PARTS:
        return f"{line_of_street(before, country)}, {last}"
    return last


def british_lines(pieces: Sequence[str]) -> tuple[str, str]:
    """The line of the street and the city: a flat, or a house with a name, stands in front of the street."""
    flat = _first_word(pieces[0]) in IN_FRONT or not any(map(str.isdigit, pieces[0]))
    if flat and len(pieces) > 2 and pieces[1][:1].isdigit():
        return f"{pieces[0]}, {pieces[1]}", pieces[2]
    return pieces[0], pieces[1]


def _is_placed(line: str, country: str) -> bool:
    """Whether a line is a city with a code of so many digits as those of the country have."""
    found = CITY_WITH_CODE.match(line)
    return found is not None and may_be_of(found["code"], country)


def _is_a_street(line: str) -> bool:
    """Whether a line is a name with a number, and no flat."""
    return _NAMED_AND_NUMBERED.match(line) is not None and _first_word(line) not in PARTS | IN_FRONT


def _first_word(line: str) -> str:
    return line.split()[0].lower().rstrip(".")
