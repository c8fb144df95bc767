"""Phone numbers as people and programs write them."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import ClassVar

import phonenumbers

from graph.entries import Identifier
from graph.placeholders.listed import placeholders
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.countries import country_code
from ingest.cleaning.dates.spreadsheet_dates import is_spreadsheet_date
from ingest.cleaning.identifiers.german_phones import german_number
from ingest.cleaning.identifiers.identifiers import IdentifierType
from ingest.cleaning.spreadsheets import whole_digits

_AROUND_PHONE = re.compile(
    r"(?i)^[^\d+(]*(?:tel|fon|phone|mobil|handy|fax)[^\d+(]*|^[tmpf]:\s*|\s*\([^\d)]*\)\s*$"
)
_WORD_BEHIND = re.compile(r"(?i)\s*[a-zäöü]+\.?$")
_BETWEEN_PHONES = re.compile(r"[;|\n]")
_BETWEEN_WHOLE_PHONES = (
    re.compile(r"(?i),|\b(?:oder|und|or|and|et|ou|y|o|e|i|lub|ve|en|of)\b"),
    re.compile("/"),
)
_DIGITS_OF_ONE, _DIGITS_AT_MOST = 7, 15
"""How many digits a number has at least that is whole, and no number has more than that."""

_FEWEST_DIGITS = 5

_EXTENSION = re.compile(r"(?i)\s*(?:app(?:arat)?|durchwahl|dw|ext(?:ension)?|x)\.?\s*\d+$")
_OTHER_LAST_DIGITS = re.compile(r"(?<=\d)/(?:-?\d|-\d{2})$")
"""Of a second number that differs in its end: 030 123456/7."""

_LETTER = re.compile(r"[^\W\d_]")
_VANITY = 3
"""Letters that a number written in words has at least (1-800-FLOWERS); fewer are no digits at all."""

_ABROAD = re.compile(r"[\s(]*00(?=[\s()/-]*[1-9])")
UNKNOWN_COUNTRY = "ZZ"
"""What stands for a country that is not understood: no national number belongs to it."""
_LINES = {
    phonenumbers.PhoneNumberType.MOBILE: "mobile",
    phonenumbers.PhoneNumberType.FIXED_LINE: "fixed",
}


class Phone(IdentifierType):
    """A phone number, in E.164 form; national ones belong to the word `country`, or the country of the row
    or else of the source."""

    kind: ClassVar[str] = "phone"
    longest: ClassVar[int] = 60
    names_things: ClassVar[bool] = True
    words: ClassVar[Mapping[str, bool]] = {"country": False}

    def pieces(self, text: str) -> Sequence[str]:
        """The numbers in a cell, between which a semicolon, a bar or a line end stands; between whole
        ones also a comma, a word or a slash."""
        if _BETWEEN_PHONES.search(text):
            return [part for part in _BETWEEN_PHONES.split(text) if part.strip()] or (text,)
        if _digits(text) > _DIGITS_AT_MOST and len(text) < 4 * self.longest:
            for between in _BETWEEN_WHOLE_PHONES:
                parts = [part.strip() for part in between.split(text)]
                if len(parts) > 1 and all(_digits(part) >= _DIGITS_OF_ONE for part in parts):
                    return parts
        return (text,)

    def word(self, text: str, name: str, context: Context) -> str:
        """The country's ISO code."""
        del name, context
        return country_code(text)

    def word_of_row(self, text: str, name: str, context: Context) -> str:
        """The same; where it is not understood, national numbers cannot be, but international ones can.

        What is filled in where no country is known says nothing.
        """
        if text != UNKNOWN_COUNTRY and text in placeholders("country"):
            return ""
        try:
            return self.word(text, name, context)
        except InvalidValue:
            return UNKNOWN_COUNTRY

    def clean(self, text: str, context: Context) -> Identifier:
        """The identifier with country and line; raises InvalidValue."""
        region = context.word("country") or context.country
        text = whole_digits(text)
        if is_spreadsheet_date(text, region):
            raise InvalidValue("is a date, not a phone number")
        text = _OTHER_LAST_DIGITS.sub("", text)
        if region == "DE" and (known := german_number(text)):
            _refuse_invented(known[0])
            return self.identifier(f"+49{known[0]}", country="DE", line=known[1])
        number, dialled = _parsed(text, region)
        if _is_local(dialled, region) or not _is_possible(number):
            raise InvalidValue("is not a possible phone number (area code missing, too short or too long)")
        _refuse_invented(str(number.national_number))
        kind = phonenumbers.number_type(number)
        return self.identifier(
            phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
            country=phonenumbers.region_code_for_number(number),
            line=_LINES.get(kind, "other"),
        )


def _parsed(text: str, region: str) -> tuple[phonenumbers.PhoneNumber, str]:
    """The number, without extension, and as it is dialled; raises InvalidValue."""
    dialled = _dialled(text, region)
    if 0 < len(_LETTER.findall(dialled)) < _VANITY:
        raise InvalidValue("is not a phone number")
    if not dialled.startswith("+") and region == UNKNOWN_COUNTRY:
        raise InvalidValue("is a national number, and the country of its row is not understood")
    try:
        number = phonenumbers.parse(dialled, region)
    except phonenumbers.NumberParseException as error:
        raise InvalidValue("is not a phone number") from error
    number.extension = None
    return number, dialled


def _is_possible(number: phonenumbers.PhoneNumber) -> bool:
    """Whether it is as long as numbers there are; few digits (0170) are one where all have so few."""
    if len(str(number.national_number)) < _FEWEST_DIGITS and not phonenumbers.is_valid_number(number):
        return False
    return phonenumbers.is_possible_number(number)


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def _refuse_invented(national: str) -> None:
    if national in placeholders("phone"):
        raise InvalidValue("is an invented phone number")


def _dialled(text: str, region: str) -> str:
    """The number without words around it, and with its + where only the calling code is given."""
    number = _AROUND_PHONE.sub("", text)
    if _digits(number) >= _DIGITS_OF_ONE:  # else the word is of the number
        number = _WORD_BEHIND.sub("", number)
    number = _EXTENSION.sub("", number).replace("/", " ")
    digits = re.sub(r"\D", "", number)
    if _ABROAD.match(number):  # 00 is dialled nearly everywhere, and begins no national number
        return f"+{number.lstrip(' (+')[2:].lstrip(' )')}"
    code = _calling_code(region)
    # National German numbers begin with 0: one that begins with 49 and is long lacks its plus sign.
    if number[:1].isdigit() and code != "1" and digits.startswith(code) and len(digits) >= len(code) + 9:
        return f"+{digits}"
    return number


def _is_local(dialled: str, region: str) -> bool:
    """Whether an area code is missing, in a country where all of them begin with 0."""
    digits = re.sub(r"\D", "", dialled)
    no_prefix = dialled[:1].isdigit() and not digits.startswith("0")
    return no_prefix and len(digits) < 9 and phonenumbers.ndd_prefix_for_region(region, True) == "0"


@lru_cache(maxsize=256)
def _calling_code(region: str) -> str:
    return str(phonenumbers.country_code_for_region(region))
