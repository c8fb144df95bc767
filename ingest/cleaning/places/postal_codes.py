"""Postal codes: without the country or the city beside them, and with the zeros that they have lost."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import ClassVar

from graph.placeholders.listed import placeholders
from ingest.cleaning.base import Context, InvalidValue, ValueType
from ingest.cleaning.countries import CAR_CODES, is_country_code
from ingest.cleaning.spreadsheets import whole_digits

_POSTAL_PREFIX = re.compile(r"(?i)^〒\s?|^(?:[A-Z]{1,3}|DEU)\s*[-–]\s*(?=\d)|^(?:D|DE|A|CH)\s*(?=\d{4,5}$)")
_COUNTRY_BEFORE = re.compile(r"(?P<country>[A-Z]{1,3})\s+(?=\d[\d -]{3,}$)")
_BERMUDA = re.compile("[A-Z]{2} ?[A-Z]{2}")
_LETTERED = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]\d[\dW] [A-Z][A-Z\d]{3}"
"""Codes of Britain, Canada and Ireland, which are nothing else."""

CITY_WITH_CODE = re.compile(
    r"^(?:(?P<prefix>[A-Z]{1,3})-)?(?P<code>\d{4,5}|\d{4}[A-Z]{2}|\d{3} \d{2}"
    rf"|\d{{2}}-\d{{3}}|\d{{3}}-\d{{4}}|\d{{4,5}}-\d{{3}}|{_LETTERED})\s+(?P<city>[^\W\d_].*)$"
)
"""A code with the city behind it, and the country in front of it."""

_DUTCH_CODE = re.compile(r"^([1-9]\d{3}) ?([A-Z]{2})(?=\s+[^\W\d_]{2})")
"""A code of the Netherlands before a city, with or without a blank within it."""

_SAINT = re.compile(r"\d{4} ST\b")
"""3100 ST PÖLTEN is in Austria rather, where nothing says the country."""

_FOUR_DIGITS = frozenset(("AT", "AU", "BE", "BG", "CH", "DK", "HU", "LI", "LU", "NO", "NZ", "SI", "ZA"))
"""Countries in which letters behind four digits are of the city: 2300 LA CHAUX-DE-FONDS."""

_CODE_BEHIND = re.compile(rf"^(?P<city>[^\W\d_][^\d]*?),?\s+(?P<code>{_LETTERED})$")
"""A city with the code behind it, where that can be nothing else."""

_POSTAL_DIGITS = {
    "DE": (5, 1), "FR": (5, 1), "ES": (5, 1), "MX": (5, 1), "TR": (5, 1), "KR": (5, 1), "UA": (5, 1),
    "US": (5, 2), "IT": (5, 2), "FI": (5, 2), "NO": (4, 1), "DK": (4, 1), "AU": (4, 1), "BR": (8, 1),
    "JP": (7, 1),
}  # fmt: skip
"""How many digits the postal codes of a country have, and with how many zeros they may begin."""
_ZIP_AND_FOUR = 9
_WITH_A_ZERO = {
    "DE": ((1067, 1945), (2625, 2999), (3042, 3253), (4103, 4936), (6108, 6928), (7318, 7989), (8056, 8648),
           (9111, 9669)),
}  # fmt: skip
"""The first and last code of each region whose codes begin with a zero: 04020 is nowhere, 4020 is Linz."""


def code_and_city(text: str, country: str = "") -> tuple[str, str] | None:
    """A postal code and the city beside it in one text, in a country if that is known; None where there are
    not both."""
    of_the_city = country != "NL" and (country in _FOUR_DIGITS or _SAINT.match(text))
    text = _DUTCH_CODE.sub(r"\1 \2" if of_the_city else r"\1\2", text)
    found = CITY_WITH_CODE.match(text) or _CODE_BEHIND.match(text)
    return (found["code"], found["city"]) if found else None


class PlacedCode(str):
    """A postal code that stood beside a city."""

    __slots__ = ("city",)

    def __new__(cls, code: str, city: str) -> PlacedCode:
        """The code, which knows its city."""
        placed = super().__new__(cls, code)
        placed.city = city
        return placed

    city: str


class PostalCode(ValueType):
    """A postal code in capitals, without the country before it; of a city in the same cell, too."""

    longest: ClassVar[int] = 40
    names_things: ClassVar[bool] = True

    def clean(self, text: str, context: Context) -> str:
        """The code; raises InvalidValue."""
        code, city = whole_digits(text), ""
        beside = code_and_city(code, context.country)
        if beside and len(beside[1]) > 2:  # 1012 AB is one of the Netherlands
            code, city = beside
        code = _without_country(_POSTAL_PREFIX.sub("", code).upper())
        if not (any(map(str.isdigit, code)) or _BERMUDA.fullmatch(code)) or len(code) > 12:
            raise InvalidValue("is not a postal code")
        if code in placeholders("postal_code") or not code.strip("0- "):
            raise InvalidValue("is a placeholder, not a postal code")
        return PlacedCode(code, city) if city else code


def _without_country(code: str) -> str:
    """A code of digits without the country that stands before it and a blank: F 75008, DK 2100."""
    found = _COUNTRY_BEFORE.match(code)
    if not found or not (found["country"] in CAR_CODES or is_country_code(found["country"])):
        return code
    return code[found.end() :]


def may_be_of(code: str, country: str) -> bool:
    """Whether a code has as many digits as those of a country, as far as these are known."""
    digits, _ = _POSTAL_DIGITS.get(country, (0, 0))
    return not digits or sum(map(str.isdigit, code)) == digits


@lru_cache(maxsize=20_000)
def full_postal_code(code: str, country: str) -> str:
    """The code with the leading zeros that spreadsheets drop, where the country's codes begin with zeros, and
    in America with the hyphen before its last four digits."""
    if country == "US" and len(code) == _ZIP_AND_FOUR and code.isdigit():
        return f"{code[:5]}-{code[5:]}"
    digits, zeros = _POSTAL_DIGITS.get(country, (0, 0))
    lost = digits - len(code)
    if not 0 < lost <= zeros or not re.fullmatch("[1-9][0-9]*", code):
        return code
    regions = _WITH_A_ZERO.get(country)
    there = regions is None or any(first <= int(code) <= last for first, last in regions)
    return code.zfill(digits) if there else code
