"""Phone numbers as people and programs write them."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import ClassVar

import phonenumbers

from graph.entries import Identifier
from graph.placeholders.listed import placeholders
from graph.words.extensions import EXTENSIONS
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.countries import country_code
from ingest.cleaning.dates.spreadsheet_dates import is_spreadsheet_date
from ingest.cleaning.identifiers.german_phones import german_number
from ingest.cleaning.identifiers.identifiers import IdentifierType
from ingest.cleaning.spreadsheets import whole_digits

_AROUND_PHONE = re.compile(
    r"(?i)^[^\d+(]*(?:tel|fon|phone|mobil|handy|fax)[^\d+(]*|^[tmpfhwc]:\s*|\s*\([^\d)]*\)\s*$"
)
_WORD_BEHIND = re.compile(r"(?i)\s*[a-zäöü]+\.?$")
_BETWEEN_PHONES = re.compile(r"[;|\n]")
_BETWEEN_WHOLE_PHONES = (
    re.compile(r"(?i)[,&]|\bu\.(?=\s)|\b(?:oder|und|or|and|et|ou|y|o|e|i|lub|ve|en|of)\b"),
    re.compile("/"),
    re.compile(r"(?<=\d)\s*\([^()\d]{1,12}\)\s*(?=\(?[+\d])|(?<=\d)\s+(?=[^\W\d_]{1,12}[.:]*\s*\(?[+\d])"),
    re.compile(r"\s+(?=\(?[0+])"),
)
"""What stands between whole numbers: marks, words, what one is for (`privat 089 … mobil 0171 …`), blanks."""
_DIGITS_OF_ONE, _DIGITS_AT_MOST = 7, 15
"""How many digits a number has at least that is whole, and no number has more than that."""

_FEWEST_DIGITS = 5

_WORDS = "|".join(sorted(map(re.escape, EXTENSIONS), key=len, reverse=True))
_EXTENSION = re.compile(rf"(?i)(?<=\d)[\s,;(（\[-]*(?:{_WORDS})\s*[.:=#№]*\s*\d{{1,7}}[)）\]]?$")
_EXTENSION_BEFORE = re.compile(r"(?i)(?<=\d)\s*[/,;-]?\s*\d{1,5}\.?\s*(?:mellék|mell\.?)$")
"""Where the word stands behind: / 12 mellék."""

_DIALLED_LATER = re.compile(rf"(?<=\d)(?:(?:,{{2,}}|[pPwW])\d{{1,7}}|;\d{{1,{_FEWEST_DIGITS - 1}}})#?$")
"""What a telephone dials by itself after a while, 02112345678,,123#; behind a semicolon only what is too
short for a number of its own."""

_LAST_GROUP = re.compile(r"(?<=\d)(?:-\d{1,5}|\s?/\s?\d{1,4})$")
"""An extension where the number is too long with it, and is one without: 010-12345678-8001."""

_CARRIER = re.compile(r"(?i)^\(?0(?:xx|\*\*)(?=\d)")
"""In Brazil the two digits of whichever company is chosen stand there: 0xx11 3123-4567."""

_OLD_PREFIXES = {52: re.compile(r"(?:1|44|45)(\d{10})")}
"""What stood before national numbers once, by calling code, and is still written: 044 55 …, +52 1 55 …."""
_OTHER_LAST_DIGITS = re.compile(r"(?<=\d)/(?:-?\d|-\d{2})$")
"""Of a second number that differs in its end: 030 123456/7."""

_FRACTION = re.compile(r"\d{8,}[.,]\d")
"""A number that is not whole: such marks stand between groups of digits, not before a last one alone."""

_LETTER = re.compile(r"[^\W\d_]")
_VANITY = 3
"""Letters that a number written in words has at least (1-800-FLOWERS); fewer are no digits at all."""

_ABROAD = re.compile(r"[\s(]*00(?=[\s()/-]*[1-9])")
UNKNOWN_COUNTRY = "ZZ"
"""What stands for a country that is not understood: no national number belongs to it."""
_OF_NO_AREA = (
    phonenumbers.PhoneNumberType.UAN,
    phonenumbers.PhoneNumberType.TOLL_FREE,
    phonenumbers.PhoneNumberType.SHARED_COST,
)
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
        text = _without_extension(text)
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
        if _FRACTION.fullmatch(text):
            raise InvalidValue("is a number with a fraction, not a phone number")
        text = _OTHER_LAST_DIGITS.sub("", _without_extension(text))
        if region == "DE" and (known := german_number(text)):
            _refuse_invented(known[0])
            return self.identifier(f"+49{known[0]}", country="DE", line=known[1])
        number, dialled = _parsed(text, region)
        if (_is_local(dialled, region) and not _is_of_no_area(number)) or not _is_possible(number):
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
    old = _OLD_PREFIXES.get(number.country_code or 0)
    if old and (found := old.fullmatch(str(number.national_number))):
        number = phonenumbers.PhoneNumber(number.country_code, int(found[1]))
    if (found := _LAST_GROUP.search(text)) and _is_too_long(number, stroke="/" in found[0]):
        with suppress(InvalidValue):
            shorter = _parsed(text[: found.start()], region)
            return shorter if phonenumbers.is_valid_number(shorter[0]) else (number, dialled)
    return number, dialled


def _is_too_long(number: phonenumbers.PhoneNumber, *, stroke: bool) -> bool:
    """Whether it is no number; behind a stroke stands an extension wherever the number is not in use."""
    if stroke:
        return not phonenumbers.is_valid_number(number)
    reason = phonenumbers.is_possible_number_with_reason(number)
    return bool(reason == phonenumbers.ValidationResult.TOO_LONG)


def _without_extension(text: str) -> str:
    """A number without what is dialled after it."""
    if not (any(map(str.isalpha, text)) or "," in text or ";" in text):
        return text
    if text[-1:] in ("k", "l", "."):
        return _EXTENSION_BEFORE.sub("", text)
    if text[-1:].isdigit() or text[-1:] in "#)）]":
        return _EXTENSION.sub("", _DIALLED_LATER.sub("", text))
    return text


def _is_of_no_area(number: phonenumbers.PhoneNumber) -> bool:
    """Whether it is one of those that are dialled as they are from everywhere in their country.

    So 444 0 332 is in Turkey, but not 8001234 in the Netherlands: that may be a number of any town where
    0800 1234 was not written.
    """
    if phonenumbers.number_type(number) not in _OF_NO_AREA:
        return False
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return not written.lstrip("(").startswith("0")


def _is_possible(number: phonenumbers.PhoneNumber) -> bool:
    """Whether it is as long as numbers there are; few digits (0170) are one where all have so few."""
    if len(str(number.national_number)) < _FEWEST_DIGITS and not phonenumbers.is_valid_number(number):
        return False
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason == phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY:  # of any area: 555-0101
        return phonenumbers.is_valid_number(number)
    return bool(reason == phonenumbers.ValidationResult.IS_POSSIBLE)


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
    number = _CARRIER.sub("0", number).replace("/", " ")
    digits = re.sub(r"\D", "", number)
    if _ABROAD.match(number):  # 00 is dialled nearly everywhere, and begins no national number
        return f"+{number.lstrip(' (+')[2:].lstrip(' )')}"
    code = _calling_code(region)
    # National German numbers begin with 0: one that begins with 49 and is long lacks its plus sign.
    if (
        number.lstrip("(")[:1].isdigit()
        and code != "1"
        and digits.startswith(code)
        and len(digits) >= len(code) + 9
    ):
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
