"""Streets with their house numbers."""

import re
from collections.abc import Hashable
from typing import ClassVar, NamedTuple

from graph.placeholders.listed import placeholders
from graph.words.dwellings import CROSSES, NUMBER_FIRST, NUMBERS_OF, WITH_STAIRS
from graph.words.streets import MONTHS
from ingest.cleaning.attributes import known_text
from ingest.cleaning.base import Context, InvalidValue, ValueType
from ingest.cleaning.dates.spreadsheet_dates import is_spreadsheet_date
from ingest.cleaning.places.address_lines import NUMBER_ALONE, LinesOfAddress
from ingest.cleaning.places.dwellings import house_line
from ingest.cleaning.spreadsheets import whole_digits

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
_GERMAN = {"DE", "AT"}
_NUMBER_WORD = re.compile(
    r"(?i)^(?:haus-?\s?nr|hausnummer|hs\.?-?nr|nr|no|num|numéro|número|nº|n°|№|#)[.:]?\s*(?=\d)"
)


class Street(NamedTuple):
    """Street and house number as far as there is one, the line that they were read from, and all of it as the
    name of a street."""

    name: str
    number: str | None
    line: str
    whole: str


class StreetLine(LinesOfAddress):
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
