"""Identifiers by which a person is reached or recognised; clean values are `Identifier` objects."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import ClassVar

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from graph.entries import Identifier
from graph.types import PropertyType
from ingest.cleaning.base import Context, InvalidValue, ValueType
from ingest.cleaning.countries import country_code

_SIMPLE_EMAIL = re.compile(
    r"[a-z0-9_+-]+(\.[a-z0-9_+-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
)
_AROUND_EMAIL = re.compile(r"(?i)^mailto:|[;,.\s>]+$")
_AT = re.compile(r"(?i)\s*(?:\(at\)|\[at\]|@)\s*")
_AROUND_PHONE = re.compile(
    r"(?i)^[^\d+(]*(?:tel|fon|phone|mobil|handy|fax)[^\d+(]*|\s*\([^\d)]*\)\s*$|\s*[a-zäöü]+\.?$"
)
_EXTENSION = re.compile(r"(?i)\s*(?:app(?:arat)?|durchwahl|dw|ext(?:ension)?|x)\.?\s*\d+$")
# German mobile numbers are most of what German sources have; phonenumbers takes 30 µs for each.
_GERMAN_MOBILE = re.compile(r"(?:\+49|0049|0)(15[0-25-9]\d{8}|16[023]\d{7,8}|17\d{8})")
_SEPARATORS = str.maketrans("", "", " /-.")
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

    def clean(self, text: str, context: Context) -> Identifier:
        """The identifier with its domain; raises InvalidValue."""
        del context
        address = _AT.sub("@", _AROUND_EMAIL.sub("", text) if not text.endswith(">") else text).lower()
        if not _SIMPLE_EMAIL.fullmatch(address) or len(address) > 100:
            address = self._checked(address)
        return self.identifier(address, domain=address.rpartition("@")[2])

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
    """A phone number, in E.164 form; national ones belong to the word `country` or the source's."""

    kind: ClassVar[str] = "phone"
    words: ClassVar[Mapping[str, bool]] = {"country": False}

    def word(self, text: str, name: str, context: Context) -> str:
        """The country's ISO code."""
        del name, context
        return country_code(text)

    def clean(self, text: str, context: Context) -> Identifier:
        """The identifier with country and line; raises InvalidValue."""
        region = context.word("country") or context.country
        if region == "DE" and (mobile := _GERMAN_MOBILE.fullmatch(text.translate(_SEPARATORS))):
            return self.identifier(f"+49{mobile[1]}", country="DE", line="mobile")
        try:
            dialled = _dialled(text, region)
            number = phonenumbers.parse(dialled, region)
        except phonenumbers.NumberParseException as error:
            raise InvalidValue("is not a phone number") from error
        number.extension = None
        if _is_local(dialled, region) or not phonenumbers.is_possible_number(number):
            raise InvalidValue("is not a possible phone number (area code missing, too short or too long)")
        national = str(number.national_number)
        if len(set(national)) == 1 or national in "01234567890123":
            raise InvalidValue("is an invented phone number")
        kind = phonenumbers.number_type(number)
        return self.identifier(
            phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
            country=phonenumbers.region_code_for_number(number),
            line=_LINES.get(kind, "other"),
        )


def _dialled(text: str, region: str) -> str:
    """The number without words around it, and with its + where only the calling code is given."""
    number = _EXTENSION.sub("", _AROUND_PHONE.sub("", text)).replace("/", " ")
    digits = re.sub(r"\D", "", number)
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
    words: ClassVar[Mapping[str, bool]] = {"realm": False}

    def clean(self, text: str, context: Context) -> Identifier:
        """The identifier `realm:number`; the realm is the source where none is given."""
        realm = (context.word("realm") or context.source).lower()
        return self.identifier(f"{realm}:{text}", realm=realm)


class Handle(IdentifierType):
    """A name in a social network, without @; a profile address gives its last part."""

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
        name = re.sub(r"[?#].*$", "", text).rstrip("/").rpartition("/")[2].lstrip("@").lower()
        if not name or " " in name:
            raise InvalidValue("is not a name in a social network")
        return self.identifier(f"{network}:{name}", network=network, name=name)


class Cookie(IdentifierType):
    """A cookie id; the word `domain` says which site set it."""

    kind: ClassVar[str] = "cookie"
    words: ClassVar[Mapping[str, bool]] = {"domain": True}

    def word(self, text: str, name: str, context: Context) -> str:
        """The domain in lower case, without `www.` and a leading dot."""
        del name, context
        return text.lower().lstrip(".").removeprefix("www.")

    def clean(self, text: str, context: Context) -> Identifier:
        """The identifier `domain:id`."""
        domain = context.word("domain")
        return self.identifier(f"{domain}:{text}", domain=domain)


class Device(IdentifierType):
    """A device id, such as an advertising id; UUIDs in lower case."""

    kind: ClassVar[str] = "device"
    _uuid: ClassVar[re.Pattern[str]] = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")

    def clean(self, text: str, context: Context) -> Identifier:
        """The identifier; raises InvalidValue for the all-zero id that means "tracking refused"."""
        del context
        if not text.strip("0-"):
            raise InvalidValue("is the id of no device (only zeros)")
        return self.identifier(text.lower() if self._uuid.fullmatch(text) else text)
