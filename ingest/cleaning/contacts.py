"""Identifiers by which a person is reached or recognised; clean values are `Identifier` objects."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import ClassVar

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from graph.entries import Identifier
from graph.model.types import PropertyType
from graph.placeholders import placeholders
from graph.words.folding import words
from ingest.cleaning.base import Context, InvalidValue, ValueType
from ingest.cleaning.countries import country_code
from ingest.cleaning.german_phones import german_number
from ingest.cleaning.spreadsheets import whole_digits
from ingest.cleaning.texts import key_text

_SIMPLE_EMAIL = re.compile(
    r"[a-z0-9_+-]+(\.[a-z0-9_+-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
)
_SHORT_EMAIL = 100
_IN_BRACKETS = re.compile(r"<([^<>]*@[^<>]*)>")
_BETWEEN_EMAILS = re.compile(r"[;,|\s]+")
_AROUND_EMAIL = re.compile(r"""(?i)^[\s"'<(\[;,]*(?:mailto:)?["'\s]*|\?[^@]*$|[;,.\s>"')\]]+$""")
_QUOTED = re.compile(r'"[^"]*"')
_COMMENT = re.compile(r"\s*\([^()]*\)$")
_MOST_EMAILS = 20
_AT = re.compile(r"(?i)\s*(?:\(at\)|\[at\]|@)\s*")
_AROUND_PHONE = re.compile(
    r"(?i)^[^\d+(]*(?:tel|fon|phone|mobil|handy|fax)[^\d+(]*|^p:\s*|\s*\([^\d)]*\)\s*$"
)
_WORD_BEHIND = re.compile(r"(?i)\s*[a-zäöü]+\.?$")
_BETWEEN_PHONES = re.compile(r"[;|\n]")
_BETWEEN_WHOLE_PHONES = (
    re.compile(r"(?i),|\b(?:oder|und|or|and|et|ou|y|o|e|i|lub|ve|en|of)\b"),
    re.compile("/"),
)
_DIGITS_OF_ONE, _DIGITS_AT_MOST = 7, 15
"""How many digits a number has at least that is whole, and no number has more than that."""

_EXTENSION = re.compile(r"(?i)\s*(?:app(?:arat)?|durchwahl|dw|ext(?:ension)?|x)\.?\s*\d+$")
_LETTER = re.compile(r"[^\W\d_]")
_VANITY = 3
"""Letters that a number written in words has at least (1-800-FLOWERS); fewer are no digits at all."""

_ABROAD = re.compile(r"[\s(]*00(?=[\s()/-]*[1-9])")
UNKNOWN_COUNTRY = "ZZ"
"""What stands for a country that is not understood: no national number belongs to it."""

_SCHEME = re.compile(r"(?i)^https?://")
_NUMBERED_PROFILE = re.compile(r"(?i)profile\.php\?(?:.*&)?id=(\d+)")
_BEFORE_NAMES = words("in pub user users u c channel people profile profiles p add")
_COMPANY_PAGES = words("company school showcase pages groups")
"""Words before a name in the address of a profile on LinkedIn, Facebook, YouTube, XING and others."""

_LINES = {
    phonenumbers.PhoneNumberType.MOBILE: "mobile",
    phonenumbers.PhoneNumberType.FIXED_LINE: "fixed",
}


class IdentifierType(ValueType):
    """A value type whose clean values are identifiers of one kind of the model."""

    property_type: ClassVar[PropertyType | None] = None
    kind: ClassVar[str]

    def identifier(self, value: str, **properties: object) -> Identifier:
        """The identifier with those of its node's properties that are known."""
        if len(value) > 300:
            raise InvalidValue("is longer than 300 characters")
        return Identifier(self.kind, value, {name: it for name, it in properties.items() if it is not None})


class Email(IdentifierType):
    """An e-mail address, in lower case; a display name around it is dropped."""

    kind: ClassVar[str] = "email"
    longest: ClassVar[int] = 320

    def pieces(self, text: str) -> Sequence[str]:
        """The addresses in a cell that has several, each with its display name or without."""
        if text.count("@") < 2 or len(text) > self.longest * _MOST_EMAILS:
            return (text,)
        bracketed = _IN_BRACKETS.findall(text)
        bare = _IN_BRACKETS.sub(" ", _QUOTED.sub(" ", text)) if bracketed else text
        parts = [part for part in _BETWEEN_EMAILS.split(bare) if part]
        if bracketed:
            return [part for part in parts if "@" in part] + [it.partition("|")[0] for it in bracketed]
        return parts if all("@" in part for part in parts) else (text,)

    def clean(self, text: str, context: Context) -> Identifier:
        """The identifier with its domain; raises InvalidValue."""
        del context
        address = text.lower()
        if len(address) > _SHORT_EMAIL or not _SIMPLE_EMAIL.fullmatch(address):
            address = self._unusual(text)
        name, _, domain = address.rpartition("@")
        invented = placeholders("email")
        if address in invented or name in invented:
            raise InvalidValue("is a placeholder, not an address")
        return self.identifier(address, domain=domain)

    def _unusual(self, text: str) -> str:
        """The address in a text that is more than one, or that has other letters than most."""
        address = self._address_in(text)
        if len(address) <= _SHORT_EMAIL and _SIMPLE_EMAIL.fullmatch(address):
            return address
        return self._checked(address)

    @staticmethod
    def _address_in(text: str) -> str:
        """The address without what is written around it."""
        inner = _IN_BRACKETS.findall(text)
        written = inner[0].partition("|")[0] if len(inner) == 1 else _COMMENT.sub("", text)
        return _AT.sub("@", _AROUND_EMAIL.sub("", written)).lower()

    @staticmethod
    def _checked(address: str) -> str:
        try:
            checked = validate_email(
                address, check_deliverability=False, globally_deliverable=False, allow_display_name=True
            )
        except EmailNotValidError as error:
            raise InvalidValue("is not an e-mail address") from error
        if "." not in checked.domain:
            raise InvalidValue("is an e-mail address without a domain")
        return checked.normalized.lower()


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
        """The same; where it is not understood, national numbers cannot be, but international ones can."""
        try:
            return self.word(text, name, context)
        except InvalidValue:
            return UNKNOWN_COUNTRY

    def clean(self, text: str, context: Context) -> Identifier:
        """The identifier with country and line; raises InvalidValue."""
        region = context.word("country") or context.country
        text = whole_digits(text)
        if region == "DE" and (known := german_number(text)):
            _refuse_invented(known[0])
            return self.identifier(f"+49{known[0]}", country="DE", line=known[1])
        number, dialled = _parsed(text, region)
        if _is_local(dialled, region) or not phonenumbers.is_possible_number(number):
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


class Account(IdentifierType):
    """A login, customer or loyalty number; the word `realm` says of which system."""

    kind: ClassVar[str] = "account"
    names_things: ClassVar[bool] = True
    words: ClassVar[Mapping[str, bool]] = {"realm": False}

    def clean(self, text: str, context: Context) -> Identifier:
        """The identifier `realm:number`; the realm is the source where none is given."""
        realm = (context.word("realm") or context.source).lower()
        return self.identifier(f"{realm}:{key_text(text)}", realm=realm)


class Handle(IdentifierType):
    """A name in a social network, without @, or the address of a profile."""

    kind: ClassVar[str] = "handle"
    words: ClassVar[Mapping[str, bool]] = {"network": True}
    _networks: ClassVar[dict[str, str]] = {
        "twitter": "x",
        "ig": "instagram",
        "insta": "instagram",
        "fb": "facebook",
    }

    def word(self, text: str, name: str, context: Context) -> str:
        """The network in lower case; a former or short name gives the present one."""
        del name, context
        return self._networks.get(text.lower(), text.lower())

    def clean(self, text: str, context: Context) -> Identifier:
        """The identifier `network:name` in lower case; raises InvalidValue."""
        network = context.word("network")
        name = _name_in_profile(text).lstrip("@").lower()
        if not name or " " in name or name in placeholders("key"):
            raise InvalidValue("is not a name in a social network")
        return self.identifier(f"{network}:{name}", network=network, name=name)


def _name_in_profile(text: str) -> str:
    """The name in the address of a profile, whatever page of it that is; another text is a name itself.

    Pages of companies keep the word for it, so that nobody is called as the company.
    """
    if found := _NUMBERED_PROFILE.search(text):
        return found[1]
    host, *path = [part for part in _SCHEME.sub("", re.split("[?#]", text, maxsplit=1)[0]).split("/") if part]
    if not path:
        return host
    if len(path) > 1 and path[0].lower() in _COMPANY_PAGES:
        return "/".join(path[:2])
    return path[1] if len(path) > 1 and path[0].lower() in _BEFORE_NAMES else path[0]


class Cookie(IdentifierType):
    """A cookie id; the word `domain` says which site set it."""

    kind: ClassVar[str] = "cookie"
    names_things: ClassVar[bool] = True
    words: ClassVar[Mapping[str, bool]] = {"domain": True}

    def word(self, text: str, name: str, context: Context) -> str:
        """The domain in lower case, without `www.` and a leading dot."""
        del name, context
        return text.lower().lstrip(".").removeprefix("www.")

    def clean(self, text: str, context: Context) -> Identifier:
        """The identifier `domain:id`."""
        domain = context.word("domain")
        return self.identifier(f"{domain}:{key_text(text)}", domain=domain)


class Device(IdentifierType):
    """A device id, such as an advertising id; UUIDs in lower case."""

    kind: ClassVar[str] = "device"
    names_things: ClassVar[bool] = True
    _uuid: ClassVar[re.Pattern[str]] = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")

    def clean(self, text: str, context: Context) -> Identifier:
        """The identifier; raises InvalidValue for placeholders, such as the zeros of "tracking refused"."""
        del context
        key = key_text(text)
        return self.identifier(key.lower() if self._uuid.fullmatch(key) else key)
