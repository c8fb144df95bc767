"""Whole addresses in one text."""

import re
from typing import NamedTuple

from ingest.cleaning.base import Context
from ingest.cleaning.countries import CAR_CODES, subdivision_code
from ingest.cleaning.places.address_lines import (
    BETWEEN_LINES,
    BRITISH_CODE,
    LinesOfAddress,
    british_lines,
    line_of_street,
    lines_of,
)
from ingest.cleaning.places.cities import city_of_line, country_told
from ingest.cleaning.places.postal_codes import CITY_WITH_CODE
from ingest.cleaning.places.streets import split_street

_BEHIND_IN_BRACKETS = re.compile(r"\s*\((?P<nation>[^()]+)\)$")
_DUTCH_CODE = re.compile(r"^([1-9]\d{3})\s([A-Z]{2})(?=\s)")
_US_TAIL = re.compile(r"^(?P<rest>.*?)[\s,]+(?P<region>[A-Z]{2})\s+(?P<code>\d{5}(?:-\d{4})?)$")
_ZIP = re.compile(r"\d{5}(?:-\d{4})?")


class AddressParts(NamedTuple):
    """What could be read from an address in one text."""

    street: str | None = None
    house_number: str | None = None
    postal_code: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None


class AddressText(LinesOfAddress):
    """A whole address in one text."""

    def clean(self, text: str, context: Context) -> tuple[str, AddressParts]:
        """The text, and the parts that could be read from it."""
        return text, address_parts(text, context.country)


def address_parts(text: str, country: str) -> AddressParts:
    """Parts of `Street 5, 12345 City`, `5 Street, City ST 12345`, `5 Street, City, State, 12345` or
    `5 Street, City, LE11 1UU`.

    A country at the end is understood. All parts are None for other forms.
    """
    text, nation = _without_nation(text)
    country = nation or country
    pieces = lines_of(text, country)
    if british := [piece for piece in pieces if BRITISH_CODE.fullmatch(piece)]:
        pieces.remove(british[0])
    if len(pieces) < 2:
        return AddressParts(country=nation)
    if british:
        line, city = british_lines(pieces)
        street = split_street(line, "GB")
        return AddressParts(street.name, street.number, british[0].upper(), city, country="GB")
    if country == "NL":
        pieces[-1] = _DUTCH_CODE.sub(r"\1\2", pieces[-1])
    if found := CITY_WITH_CODE.match(pieces[-1]):
        street = split_street(line_of_street(pieces[:-1], country), country)
        prefix = found["prefix"] and CAR_CODES.get(found["prefix"].upper())
        city, region = city_of_line(found["city"], prefix or country)
        return AddressParts(street.name, street.number, found["code"], city, region, nation or prefix)
    if country == "US" and (tail := _US_TAIL.match(", ".join(pieces))):
        return _american(tail)
    if len(pieces) > 3 and _ZIP.fullmatch(pieces[-1]) and subdivision_code(pieces[-2], "US"):
        street = split_street(pieces[0], "US")
        return AddressParts(street.name, street.number, pieces[-1], pieces[-3], pieces[-2], "US")
    return AddressParts(country=nation)


def _without_nation(text: str) -> tuple[str, str | None]:
    """An address without the country at its end, in brackets or on a line of its own, and that country."""
    behind = _BEHIND_IN_BRACKETS.search(text)
    if behind and (nation := country_told(behind["nation"])):
        return text[: behind.start()], nation
    whole = text.rstrip(" ,;\n")
    last = BETWEEN_LINES.split(whole)[-1]
    before = whole.removesuffix(last)
    return (before, nation) if before and (nation := country_told(last.strip())) else (text, None)


def _american(tail: re.Match[str]) -> AddressParts:
    first, _, rest = tail["rest"].rstrip(" ,").partition(",")
    street = split_street(first, "US")
    city = rest.rpartition(",")[2].strip() or None
    return AddressParts(street.name, street.number, tail["code"], city, tail["region"], "US")
