"""What a value may look like: an address, a number, a date, a name …"""

from __future__ import annotations

import re
from collections.abc import Callable

from graph.words.folding import words
from graph.words.given_names import given_names
from graph.words.legal_forms import SURE
from graph.words.streets import TYPES
from graph.words.titles import (
    BEHIND,
    CAPITALS,
    COURTEOUS,
    DEGREES,
    GENDERS,
    HEADS,
    IN_A_COLUMN,
    NO_GENDER,
    PARTS,
    RANKS,
)
from ingest.cleaning.base import Context, InvalidValue, ValueType
from ingest.cleaning.countries import country_code, state_codes
from ingest.cleaning.dates.birth_dates import BirthDate
from ingest.cleaning.dates.times import Time
from ingest.cleaning.identifiers.emails import Email
from ingest.cleaning.identifiers.phones import Phone
from ingest.cleaning.names.firms import is_firm
from ingest.cleaning.numbers.currencies import CODES, MONEY
from ingest.cleaning.numbers.numbers import Flag
from ingest.cleaning.places.address_lines import CODE_AND_CITY
from ingest.cleaning.words import EntityType, Gender
from ingest.proposing.meaning.answers import agreed, says_nothing

_NUMBER = re.compile(
    rf"(?i)\(?[+-]?(?:{MONEY})?\s?[+-]?(?:\d{{1,3}}(?:(?:[.,' \u2019]\d{{3}})*|(?:,\d{{2}})+,\d{{3}})|\d+)"
    rf"(?:[.,]\d+)?\s?(?:{MONEY}|%)?\)?|[+-]?\d*[.,]?\d+"
)
_WHOLE = re.compile(r"[+-]?\d{1,9}(?:[.,]0+)?")
_UUID = re.compile(r"(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,64}")
_URL = re.compile(r"(?i)(?:https?://|www\.)\S+|/[\w/.?=&%-]*")
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|(?i:[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){4,7})")
_POSTAL = re.compile(
    r"(?i)(?:[a-z]{1,2}-)?(?:\d{4,8}|\d{4,5}-\d{3,4}|\d{3}-\d{4}|\d{2,3}[ -]\d{2,3}|\d{4} ?[a-z]{2}"
    r"|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d|[a-z]\d[\dw] ?[a-z\d]{4}|[a-z]{3} ?\d{4})"
)
_YEAR = re.compile(r"(?:18[89]|19\d|20[0-4])\d(?:[.,]0)?")
_HOUSE = re.compile(r"(?i)\d{1,4} ?[a-z]?(?:[-/] ?\d{0,4} ?[a-z]?)?")

_HANDLE = re.compile(r"@[\w.]{2,40}")
_IN_A_NAMESPACE = re.compile(r"(?i)(?:urn|https?|mailto|tel):")
_CODE = re.compile(r"[\w.:#/-]*\d[\w.:#/-]*")
_NUMBERED = re.compile(r"[^\W\d_]{1,3}\d+")
_DOCUMENT = re.compile(r"(?i)(?=(?:[^\d]*\d){4})[a-z\d][a-z\d ./-]{4,24}")
_VAT_NUMBER = re.compile(
    r"(?:AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE|SI|SK|XI|CHE)"
    r"[ -]?(?=(?:[^\d]*\d){7})[\dA-Z][\dA-Z .-]{6,13}"
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3}){0,3}")
_CLOCK = re.compile(r"(?i)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?")
_ASIDE = re.compile(r"\([^\d()]*\)")
_DIALABLE = re.compile(r"(?:[^\d]*\d){6}")
_PHONE_MARKS = re.compile(r"^\+|^\(?0[\d\s()/.-]{6,}$|^\(?\d{2,4}[)\s.-]+\d{2,4}[\s.-]\d{2,}")
_NAMES = re.compile(r"[^\W\d_][^\W\d_]*(?:[ '’.-]+[^\W\d_]+\.?){0,4}\.?")
_TURNED_NAME = re.compile(rf"{_NAMES.pattern}, {_NAMES.pattern}")
_NUMBERED_NAME = re.compile(r"[^\W\d_](?:[ '’.-]?[^\W\d_]){2,}\d{1,3}")
_STREET = re.compile(r"(?i)[^\d,;@]{3,}[ .:]\d{1,4} ?[a-z]?(?:[-/]\d+)?|\d{1,5},? [^\d@]{3,}.*")
_EAST_ASIAN_STREET = re.compile(
    "(?=.*[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}).{4,}[\\d\uff10-\uff19\u53f7\u865f\u8def\u8857\u756a\u4e01\ub85c\uae38].*"
)
"""Streets and whole addresses in Chinese, Japanese and Korean: with a number, or a word for a street."""
_MONEY = re.compile(r"\D{0,4}\d[\d.,' ]*[.,]\d{2}\D{0,4}")
_STREET_WORD = re.compile(
    r"(?i)(?:str(?:aße|asse|\.)?|weg|allee|gasse|platz|straat|laan|gatan|vej|ring|damm|ufer)$"
)
_PROFILE = re.compile(
    r"(?i)https?://(?:[\w-]+\.)?(?:instagram|facebook|twitter|x|tiktok|linkedin|xing|snapchat|threads)\.(?:com|net)"
    r"/(?:in/|pub/|_u/|add/|profile/|profiles/)?@?[\w.%-]+/?"
)
"""The address of somebody in a social network."""
_NETWORKS = words("instagram facebook twitter x tiktok linkedin youtube xing snapchat pinterest threads")
_SALUTATIONS = GENDERS.keys() | NO_GENDER | DEGREES | IN_A_COLUMN.keys() | words("divers")
_TITLES = (
    GENDERS.keys() | IN_A_COLUMN.keys() | NO_GENDER | DEGREES | HEADS | PARTS | BEHIND | CAPITALS | RANKS
)
_STATUS = words(
    """
    enabled disabled active inactive open opened closed pending new invited declined confirmed cancelled
    canceled approved rejected verified unverified valid invalid draft archived deleted blocked good bad paid
    unpaid aktiv inaktiv offen geschlossen neu gesperrt gelöscht gut schlecht actif inactif ouvert fermé bon
    mauvais activo inactivo abierto cerrado bueno malo attivo inattivo aperto chiuso actief inactief
    delivered shipped processing completed refunded fulfilled returned geliefert versendet versandt
    storniert bezahlt entregado enviado cancelado pendiente completado pagado devuelto entregue pendente
    concluido pago livré expédié annulé payé consegnato spedito annullato pagato geleverd
    verzonden geannuleerd betaald
    """
)
_LONGEST_CODE = 3
_MONTHS, _DAYS = 12, 31
_OF_A_COUNTRY = re.compile(r"(?<=\w) \([A-Z]{2,3}\)$")
"""What stands behind the name of a state: `Texas (US)`."""
_FIRMS = words("group sons co company associates partners inc esq")


def _cleans(type_: ValueType, context: Context | None = None) -> Callable[[str], bool]:
    """Whether a value type takes a text."""
    within = context or Context()

    def test(text: str) -> bool:
        try:
            return type_.clean(text, within) is not None
        except InvalidValue:
            return False

    return test


def _either(*tests: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda text: any(test(text) for test in tests)


def _fits(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


_is_date = _either(
    *(_cleans(Time(), Context(dates=order)) for order in ("DMY", "MDY", "YMD")), _cleans(BirthDate())
)


_is_phone = _cleans(Phone())


def _date(text: str) -> bool:
    """Whether a text is a date; numbers that may be anything are none, days written as eight digits are."""
    if re.fullmatch(r"\d+", text):
        return bool(
            re.fullmatch(
                r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:\d{6})?|1[4-9]\d{8}(?:\d{3}){0,2}", text
            )
        )
    return bool(re.search(r"\d", text)) and not _NUMBER.fullmatch(text) and _is_date(text)


def _country(text: str) -> bool:
    if text in ("No", "no"):  # mostly an answer; Norway's code is NO
        return False
    try:
        return any(map(str.isalpha, text)) and bool(country_code(text))
    except InvalidValue:
        return False


def _given(text: str) -> bool:
    parts = [word.lower().strip(".") for word in text.split()]
    if len(text) == 1:  # a class, a section, a middle name
        return False
    return bool(_NAMES.fullmatch(text)) and all(len(word) == 1 or word in given_names() for word in parts)


def _full_name(text: str) -> bool:
    parts = [word for word in re.split(r"[\s,]+", text) if word]
    known = any(w.lower().strip(".") in given_names() for w in parts)
    return 2 <= len(parts) <= 5 and not re.search(r"\d", text) and known


def _street(text: str) -> bool:
    if _IN_A_NAMESPACE.match(text):
        return False
    parts = re.split(r"[\s,]+", text.lower())
    kind = any(word.strip(".") in TYPES or _STREET_WORD.search(word) for word in parts)
    plain = _STREET.fullmatch(text) or _EAST_ASIAN_STREET.fullmatch(text)
    return bool(plain) or (kind and len(parts) < 8)


def _addressed(text: str) -> bool:
    return all(word in GENDERS or word in NO_GENDER or word in IN_A_COLUMN for word in _bare_words(text))


def _title(text: str) -> bool:
    return not _addressed(text) and all(word in _TITLES for word in _bare_words(text))


def _job(text: str) -> bool:
    return len(text) > 1 and not text.isdigit() and not all(word in _TITLES for word in _bare_words(text))


def is_currency(text: str) -> bool:
    """Whether a text is the code of a currency."""
    return text.upper() in CODES


def _bare_words(text: str) -> list[str]:
    return [
        word.strip(".") for word in re.split(r"[\s,-]+|(?<=\.)(?=\w{2})", text.lower()) if word.strip(".")
    ]


def _firm(text: str) -> bool:
    parts = {word.strip(".,").lower() for word in text.split()}
    return bool(parts & SURE) or bool(parts & _FIRMS)


def _only_person(text: str) -> bool:
    return _full_name(text) and not is_firm(text)


def _dialable(text: str) -> bool:
    """Whether most of a text is a number of six digits or more, beside words in brackets."""
    number = _ASIDE.sub("", text)
    return bool(_DIALABLE.match(number)) and 2 * sum(map(str.isdigit, number)) >= len(number)


def _whole_address(text: str) -> bool:
    return (
        ("," in text or CODE_AND_CITY.search(text) is not None)
        and bool(re.search(r"\d", text))
        and len(text) > 15
    )


TESTS: dict[str, Callable[[str], bool]] = {
    "email": lambda text: "@" in text and _cleans(Email())(text),
    "phone": lambda text: bool(re.search(r"\d{2}", text)) and _is_phone(text.split(" x")[0]),
    "dialable": _dialable,
    "international phone": lambda text: text.startswith("+") and _is_phone(text),
    "phone marks": lambda text: bool(_PHONE_MARKS.search(text)),
    "date": _date,
    "year": _fits(_YEAR),
    "month": lambda text: text.isdecimal() and 0 < int(text) <= _MONTHS,
    "day of a month": lambda text: text.isdecimal() and 0 < int(text) <= _DAYS,
    "number": _fits(_NUMBER),
    "money": _fits(_MONEY),
    "whole": _fits(_WHOLE),
    "flag": _cleans(Flag()),
    "answer": lambda text: agreed(text) is not None or says_nothing(text),
    "uuid": _fits(_UUID),
    "url": _fits(_URL),
    "profile": _fits(_PROFILE),
    "ip": _fits(_IP),
    "country": _country,
    "country name": lambda text: len(text) > _LONGEST_CODE and _country(_OF_A_COUNTRY.sub("", text)),
    "gender": _cleans(Gender()),
    "entity": _cleans(EntityType()),
    "salutation": lambda text: text.lower().rstrip(".").split()[0].rstrip(".") in _SALUTATIONS,
    "greeting": lambda text: text.lower().split()[0].rstrip(".") in COURTEOUS,  # Dear Ms Ott
    "currency": lambda text: is_currency(text) or text in "€$£",
    "postal": _fits(_POSTAL),
    "three digits": _fits(re.compile(r"[1-9]\d\d")),  # postal codes of Iceland and Taiwan, and much else
    "house": _fits(_HOUSE),
    "handle": _fits(_HANDLE),
    "code": _fits(_CODE),
    "numbered": _fits(_NUMBERED),  # P100, Q1: codes, names of columns, and amounts in few countries
    "document": _fits(_DOCUMENT),
    "vat number": _fits(_VAT_NUMBER),
    "clock": _fits(_CLOCK),
    "epoch": _fits(_EPOCH),  # seconds since 1970 or parts of them; some phone numbers are like that too
    "numbered name": _fits(_NUMBERED_NAME),  # Elwanda490: generators of made patients number names
    "phrase": _fits(re.compile(r"\D*[^\W\d_]\W+[^\W\d_]\D*")),
    "names": lambda text: _NAMES.fullmatch(text) is not None and len(text) < 60,
    "turned name": _fits(_TURNED_NAME),  # GARCÍA LÓPEZ, ANA
    "given": _given,
    "person": _full_name,
    "only person": _only_person,
    "named user": _fits(re.compile(r"[^()]*[^\W\d_]{2}[^()]* \([\w.@-]+\)")),  # Mary Wilson (mary1)
    "street": _street,
    "firm": _firm,
    "organization": is_firm,
    "addressed": _addressed,
    "title": _title,
    "job": _job,
    "digits": lambda text: any(map(str.isdigit, text)) and not any(map(str.isalpha, text)),
    "status": lambda text: text.lower() in _STATUS,
    "us state": lambda text: text in state_codes("US"),
    "network": lambda text: text.lower() in _NETWORKS,
    "address": _whole_address,
    "language": lambda text: bool(re.fullmatch("[a-z]{2}(?:[-_][A-Za-z]{2})?", text)),
}
"""What a value may look like, by name."""
