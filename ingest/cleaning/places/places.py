"""Places: streets with house numbers, whole addresses in one text."""

import re
from collections.abc import Hashable
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

from graph.placeholders.listed import placeholders
from graph.words.dwellings import CROSSES, NUMBER_FIRST, NUMBERS_OF, WITH_STAIRS
from graph.words.folding import fold_text
from graph.words.streets import MONTHS, street_key
from ingest.cleaning.attributes import known_text
from ingest.cleaning.base import Context, InvalidValue, ValueType
from ingest.cleaning.countries import CAR_CODES, country_code, subdivision_code
from ingest.cleaning.dates.spreadsheet_dates import is_spreadsheet_date
from ingest.cleaning.places.address_lines import (
    BETWEEN_LINES,
    BRITISH_CODE,
    NUMBER_ALONE,
    british_lines,
    line_of_street,
    lines_of,
)
from ingest.cleaning.places.dwellings import house_line
from ingest.cleaning.places.postal_codes import CITY_WITH_CODE
from ingest.cleaning.spreadsheets import whole_digits
from ingest.cleaning.texts import is_empty, tidy

_FURTHER = r"\s?(?:bis|ter|quater|[^\W\d_])(?![^\W\d_])"
_NUMBER = rf"\d+(?:\s1/2|/bis|{_FURTHER})?(?:\s?[-–/+]\s?(?:\d+(?:\s?[^\W\d_])?|[^\W\d_])(?![^\W\d_])){{0,3}}"
_TRAILING = re.compile(
    rf"^(?P<street>.*?[^\W\d_].*?)[\s,]+(?:nr\.?\s*)?(?P<number>{_NUMBER})$", re.IGNORECASE
)
_LEADING = re.compile(
    r"^(?P<number>\d+(?:\s1/2|\s?(?:bis|ter|quater)(?!\w)|[a-zA-Z])?(?:\s?[-–/]\s?\d+[a-zA-Z]?|(?:[-–/]|\s?[-–/]\s?(?=[a-zA-Z],))[a-zA-Z](?![^\W\d_])){0,3})[\s,]+"
    r"(?:[-–]\s+(?=.*[^\W\d_]{2}))?(?P<street>(?![-–]\s).*[^\W\d_].*)$",
    re.IGNORECASE,
)
_OF_A_DAY = re.compile(rf"(?i)\b\d{{1,2}}(?:er)?\.? (?:{'|'.join(sorted(MONTHS))}) (?:1[89]|20)\d\d$")
"""A street that is called by a day, whose year is no house: Rue du 8 Mai 1945."""
_GLUED = re.compile(
    r"^(?P<street>.*(?:str\.|straße|strasse|weg|platz|allee))(?P<number>\d+\s?[a-zA-Z]?)$", re.IGNORECASE
)
_MANNHEIM = re.compile(r"^(?P<street>[A-Z]\d{1,2}),?\s+(?P<number>\d+[a-z]?)$")  # squares: "Q7, 12"
_STREET_WORD = re.compile(
    r"(?i)(?<=[^\W\d_])(stra?ss?e|str\.?)(?=$|\s|,)|(?<![^\W\d_])(strasse|str\.?)(?=$|\s|,)"
)
_CEDEX = re.compile(r"(?i)\s+cedex(?:\s+\d{1,2})?$")
_CITIES_TOO = ("DJ", "LU", "MC", "SG", "SM")
"""Countries that are called as their capitals are."""
_PROVINCE = re.compile(r"(?P<city>.*[^\W\d_])\s+\(?(?P<region>[A-Z]{2})\)?")
_IN_BRACKETS = re.compile(r"(?<=[^\W\d_])\s*\((?P<region>[A-Z]{2})\)$")
_BEHIND_IN_BRACKETS = re.compile(r"\s*\((?P<nation>[^()]+)\)$")
_DUTCH_CODE = re.compile(r"^([1-9]\d{3})\s([A-Z]{2})(?=\s)")
_US_TAIL = re.compile(r"^(?P<rest>.*?)[\s,]+(?P<region>[A-Z]{2})\s+(?P<code>\d{5}(?:-\d{4})?)$")
_ZIP = re.compile(r"\d{5}(?:-\d{4})?")
_GERMAN = {"DE", "AT"}


class Street(NamedTuple):
    """Street and house number as far as there is one, the line that they were read from, and all of it as the
    name of a street."""

    name: str
    number: str | None
    line: str
    whole: str


class AddressParts(NamedTuple):
    """What could be read from an address in one text."""

    street: str | None = None
    house_number: str | None = None
    postal_code: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None


_NUMBER_WORD = re.compile(
    r"(?i)^(?:haus-?\s?nr|hausnummer|hs\.?-?nr|nr|no|num|numéro|número|nº|n°|№|#)[.:]?\s*(?=\d)"
)
_LINE_ENDS = re.compile(r"[\r\n]+")


class _LinesOfAddress(ValueType):
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


class StreetLine(_LinesOfAddress):
    """A street, with or without its house number."""

    longest: ClassVar[int] = 200

    def clean(self, text: str, context: Context) -> Street:
        """Street and number apart; German `Str.`, `strasse` become `straße`. Raises InvalidValue for a
        placeholder."""
        if text in placeholders("place"):
            raise InvalidValue("is a placeholder, not a street")
        return split_street(known_text(text), context.country)


def street_habits(country: str) -> Hashable:
    """How a country writes streets: whether the number is in front, whether `Str.` stands for Straße, whether
    flats stand behind the letter of their stairs, and what else the reading of a line asks the country."""
    own = NUMBERS_OF.get(country, frozenset())
    return *(country in those for those in (NUMBER_FIRST, _GERMAN, WITH_STAIRS, CROSSES)), own


def split_street(text: str, country: str) -> Street:
    """Street and house number; in English-speaking countries and France the number comes first."""
    line = text.strip(" ,")
    whole, house = german_street(line, country), house_line(line, country)
    before, _, rest = house.partition(",")
    if re.search(r"[^\W\d_]", rest) and _LEADING.match(before) and not NUMBER_ALONE.fullmatch(before):
        return split_street(before, country)._replace(line=line, whole=whole)  # 228 Runamuck Pl, Suite 4
    if (
        rest
        and country in NUMBER_FIRST
        and not any(map(str.isdigit, before))
        and _LEADING.match(rest.strip())
    ):
        return split_street(rest, country)._replace(line=line, whole=whole)  # The Willows, 12 Mill Lane
    patterns = (_LEADING, _TRAILING) if country in NUMBER_FIRST else (_MANNHEIM, _GLUED, _TRAILING, _LEADING)
    for pattern in patterns:
        found = pattern.match(house)
        if found and not (pattern is _TRAILING and _OF_A_DAY.search(house)):
            number = found["number"].replace(" ", "").replace("–", "-").lower()
            return Street(german_street(found["street"].strip(" ,"), country), number, line, whole)
    if rest and (first := split_street(before, country)).number:  # Vesterbrogade 12, 3. tv
        return first._replace(line=line, whole=whole)
    return Street(german_street(house, country), None, line, whole)


def german_street(name: str, country: str) -> str:
    """`Hauptstr.` and `Hauptstrasse` as `Hauptstraße`; names abroad and in Switzerland are left alone."""
    if country not in _GERMAN:
        return name

    def spelled(found: re.Match[str]) -> str:
        word = found[0]
        if name.isupper():
            return "STRASSE"
        return "Straße" if word[0] == "S" else "straße"

    return _STREET_WORD.sub(spelled, name)


class HouseNumber(ValueType):
    """A house number with its addition, such as 5a or 12-14."""

    longest: ClassVar[int] = 40

    def clean(self, text: str, context: Context) -> str:
        """The number in lower case without blanks; raises InvalidValue where a spreadsheet made it a date,
        and for what says that there is none."""
        if is_spreadsheet_date(text, context.country):
            raise InvalidValue("is a date, not a house number")
        number = re.sub(r"\s", "", _NUMBER_WORD.sub("", whole_digits(text))).lower()
        if number in placeholders("house_number"):
            raise InvalidValue("is a placeholder, not a house number")
        return number


class AddressText(_LinesOfAddress):
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
        city, region = _with_province(found["city"], prefix or country)
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
    if behind and (nation := _country_of(behind["nation"])):
        return text[: behind.start()], nation
    whole = text.rstrip(" ,;\n")
    last = BETWEEN_LINES.split(whole)[-1]
    before = whole.removesuffix(last)
    return (before, nation) if before and (nation := _country_of(last.strip())) else (text, None)


def _with_province(city: str, country: str) -> tuple[str, str | None]:
    """A city without the word for those who get much post, and the province behind it in Italy."""
    city = _CEDEX.sub("", city)
    found = _PROVINCE.fullmatch(city) if country == "IT" else None
    return (found["city"], found["region"]) if found else (city, None)


def _american(tail: re.Match[str]) -> AddressParts:
    first, _, rest = tail["rest"].rstrip(" ,").partition(",")
    street = split_street(first, "US")
    city = rest.rpartition(",")[2].strip() or None
    return AddressParts(street.name, street.number, tail["code"], city, tail["region"], "US")


def _country_of(text: str) -> str | None:
    """The country that a text names, None if it names none; codes of two letters are states too often."""
    if (len(text) < 4 and text not in ("USA", "UK")) or re.search(r"\d", text):
        return None
    try:
        return country_code(text)
    except InvalidValue:
        return None


def is_a_city(text: str) -> bool:
    """Whether what stands behind a postal code is a city, and no country or `CEDEX 8`."""
    return not _CEDEX.fullmatch(f" {text}") and _country_of(text) in (None, *_CITIES_TOO)


def says_more_than_a_city(text: str) -> bool:
    """Whether a city has its code in front, or in some country a province or `Cedex` behind."""
    return split_city(text)[0] is not None or bool(_CEDEX.search(text) or _IN_BRACKETS.search(text))


def with_province(city: str, country: str) -> tuple[str, str | None]:
    """A city of France without the word for those who get much post; one of Italy without the province in
    brackets behind it, and that."""
    if country == "FR":
        return _CEDEX.sub("", city), None
    found = _IN_BRACKETS.search(city) if country == "IT" else None
    return (city[: found.start()], found["region"]) if found else (city, None)


def split_city(text: str) -> tuple[str | None, str]:
    """Postal code and city of `12345 Berlin`; None and the text where there is no code."""
    found = CITY_WITH_CODE.match(text)
    return (found["code"], found["city"]) if found else (None, text)


_NO_WORD = re.compile(r"\W+")


def address_value(
    street: str, house_number: str, postal_code: str = "", city: str = "", country: str = ""
) -> str:
    """Value of the address identifier: folded parts joined by a bar, the same for all usual spellings."""
    code = postal_code.replace(" ", "").lower()
    return f"{folded_street(street)}|{house_number.lower()}|{code}|{folded_place(city)}|{country.lower()}"


@lru_cache(maxsize=20_000)
def folded_place(text: str) -> str:
    """A place as the address identifier has it."""
    return _NO_WORD.sub(" ", fold_text(text) or "").strip()


@lru_cache(maxsize=20_000)
def folded_street(street: str) -> str:
    """A street as the address identifier has it."""
    return street_key(street).replace(" ", "")
