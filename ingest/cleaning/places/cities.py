"""Cities: without the code, the province or the word for much post beside them."""

import re

from ingest.cleaning.base import InvalidValue
from ingest.cleaning.countries import country_code
from ingest.cleaning.places.postal_codes import code_and_city

_CEDEX = re.compile(r"(?i)\s+cedex(?:\s+\d{1,2})?$")
_CITIES_TOO = ("DJ", "LU", "MC", "SG", "SM")
"""Countries that are called as their capitals are."""
_PROVINCE = re.compile(r"(?P<city>.*[^\W\d_])\s+\(?(?P<region>[A-Z]{2})\)?")
_IN_BRACKETS = re.compile(r"(?<=[^\W\d_])\s*\((?P<region>[A-Z]{2})\)$")


def split_city(text: str, country: str = "") -> tuple[str | None, str]:
    """Postal code and city of `12345 Berlin`; None and the text where there is no code."""
    return code_and_city(text, country) or (None, text)


def is_a_city(text: str) -> bool:
    """Whether what stands behind a postal code is a city, and no country or `CEDEX 8`."""
    return not _CEDEX.fullmatch(f" {text}") and country_told(text) in (None, *_CITIES_TOO)


def says_more_than_a_city(text: str) -> bool:
    """Whether a city has its code in front, or in some country a province or `Cedex` behind."""
    return split_city(text)[0] is not None or bool(_CEDEX.search(text) or _IN_BRACKETS.search(text))


def city_of_field(city: str, country: str) -> tuple[str, str | None]:
    """What a field for the city alone says: in France without the word for those who get much post; in Italy
    without the province in brackets behind it, and that."""
    if country == "FR":
        return _CEDEX.sub("", city), None
    found = _IN_BRACKETS.search(city) if country == "IT" else None
    return (city[: found.start()], found["region"]) if found else (city, None)


def city_of_line(city: str, country: str) -> tuple[str, str | None]:
    """What the last line of an address says behind its code: a city without the word for those who get much
    post, and the province behind it in Italy."""
    city = _CEDEX.sub("", city)
    found = _PROVINCE.fullmatch(city) if country == "IT" else None
    return (found["city"], found["region"]) if found else (city, None)


def country_told(text: str) -> str | None:
    """The country that a text names, None if it names none; codes of two letters are states too often."""
    if (len(text) < 4 and text not in ("USA", "UK")) or re.search(r"\d", text):
        return None
    try:
        return country_code(text)
    except InvalidValue:
        return None
