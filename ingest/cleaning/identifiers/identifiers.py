"""Identifiers of persons: what all kinds have in common, and those that are keys of some system."""

import re
from collections.abc import Mapping
from typing import ClassVar

from graph.entries import Identifier
from ingest.cleaning.base import Context, InvalidValue, ValueType
from ingest.cleaning.texts import key_text

_IBAN = re.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_IBAN_MODULUS = 97
"""ISO 13616: the number, its first four characters behind the rest and letters from 10 on, is 1 more than a
multiple of it."""
_GROUPED = re.compile(r"[\s.-]")


class IdentifierType(ValueType):
    """A value type whose clean values are identifiers of one kind of the model."""

    kind: ClassVar[str]

    def identifier(self, value: str, **properties: object) -> Identifier:
        """The identifier with those of its node's properties that are known."""
        if len(value) > 300:
            raise InvalidValue("is longer than 300 characters")
        return Identifier(self.kind, value, {name: it for name, it in properties.items() if it is not None})


class Account(IdentifierType):
    """A login, customer or loyalty number; the word `realm` says of which system."""

    kind: ClassVar[str] = "account"
    names_things: ClassVar[bool] = True
    words: ClassVar[Mapping[str, bool]] = {"realm": False}

    def clean(self, text: str, context: Context) -> Identifier:
        """The identifier `realm:number`; the realm is the source where none is given. Numbers of banks are
        written in groups, and are one."""
        realm = (context.word("realm") or context.source).lower()
        return self.identifier(f"{realm}:{_plain_iban(text) or key_text(text)}", realm=realm)


def _plain_iban(text: str) -> str | None:
    """An international bank account number without blanks, in capitals; None where its digits are of none."""
    plain = _GROUPED.sub("", text).upper()
    if not _IBAN.fullmatch(plain):
        return None
    digits = "".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])
    return plain if int(digits) % _IBAN_MODULUS == 1 else None


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
