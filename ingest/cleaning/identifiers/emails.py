"""E-mail addresses as people and programs write them."""

import re
from collections.abc import Sequence
from typing import ClassVar
from urllib.parse import unquote

from email_validator import EmailNotValidError, validate_email

from graph.entries import Identifier
from graph.placeholders.listed import placeholders
from graph.words.folding import words
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.identifiers.identifiers import IdentifierType
from ingest.cleaning.texts import is_empty

_SIMPLE_EMAIL = re.compile(
    r"[a-z0-9_+-]+(\.[a-z0-9_+-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
)
_SHORT_EMAIL = 100
_IN_BRACKETS = re.compile(r"<([^<>]*@[^<>]*)>")
_BETWEEN_EMAILS = re.compile(r"[;,|\s]+")
_AROUND_EMAIL = re.compile(r"""(?i)^[\s"'<(\[;,]*(?:mailto:)?["'\s]*|\?[^@]*$|[;,.\s>"')\]]+$""")
_ENCODED = re.compile(r"(?i)<?mailto:[^\s]*%[0-9a-f]{2}")
_QUOTED = re.compile(r'"[^"]*"')
ENCODED_DOMAIN = "xn--"
"""What a domain with other letters than ours begins with where it is written in ours: xn--mller-kva.de."""

_LINKED = re.compile(r"(?i)(?<=\S)#mailto:[^#\s]*#?")
"""To where a cell of a database links, behind what it shows: `a@b.de#mailto:a@b.de#`."""

_COMMENT = re.compile(r"\s*\([^()]*\)$")
_COMMENTS = re.compile(r"\([^()@]*\)")
_MOST_EMAILS = 20
_AT = re.compile(r"(?i)\s*(?:\(at\)|\[at\]|@|＠)\s*")
_DOT = re.compile(r"(?i)\s*(?:\((?:dot|punkt)\)|\[(?:dot|punkt)\])\s*")
_MARKED = re.compile(r"""[<(\[:]\s*([^\s<>()\[\]:;,|"'/]+@[^\s<>()\[\]:;,|"'/]+)""")
"""An address behind a word for it, or in brackets behind a name: `SMTP:a@b.de`, `Anna Kern (a@b.de)`."""

_JOINING = words("/ & + und oder and or et ou y o e i of en")


def _is_simple(address: str) -> bool:
    """Whether an address is one as it stands, with nothing to be checked or written in other letters."""
    short = len(address) <= _SHORT_EMAIL and ENCODED_DOMAIN not in address
    return short and _SIMPLE_EMAIL.fullmatch(address) is not None


class Email(IdentifierType):
    """An e-mail address, in lower case; a display name around it is dropped."""

    kind: ClassVar[str] = "email"
    longest: ClassVar[int] = 320

    def pieces(self, text: str) -> Sequence[str]:
        """The addresses in a cell that has several, each with its display name or without."""
        if text.count("@") < 2 or len(text) > self.longest * _MOST_EMAILS:
            return (text,)
        bracketed = _IN_BRACKETS.findall(text)
        bare = _IN_BRACKETS.sub(" ", _QUOTED.sub(" ", text)) if bracketed else _LINKED.sub("", text)
        bare = _COMMENTS.sub(" ", bare)
        parts = [part for part in _BETWEEN_EMAILS.split(bare) if not is_empty(part)]
        parts = [each for part in parts for each in (part.split("/") if part.count("@") > 1 else (part,))]
        if bracketed:
            return [part for part in parts if "@" in part] + [it.partition("|")[0] for it in bracketed]
        parts = [part for part in parts if part.lower() not in _JOINING and not part.endswith(":")]
        return parts if all("@" in part for part in parts) else (text,)

    def clean(self, text: str, context: Context) -> Identifier:
        """The identifier with its domain; raises InvalidValue."""
        del context
        address = text.lower()
        if not _is_simple(address):
            address = self._unusual(text)
        name, _, domain = address.rpartition("@")
        invented = placeholders("email")
        if address in invented or name in invented:
            raise InvalidValue("is a placeholder, not an address")
        return self.identifier(address, domain=domain)

    def _unusual(self, text: str) -> str:
        """The address in a text that is more than one, or that has other letters than most."""
        address = self._address_in(text)
        return address if _is_simple(address) else self._checked(address)

    @staticmethod
    def _address_in(text: str) -> str:
        """The address without what is written around it."""
        text = _DOT.sub(".", _AT.sub("@", unquote(text) if _ENCODED.match(text) else text))
        inner = _IN_BRACKETS.findall(text)
        marked = _MARKED.findall(text)
        if len(inner) == 1:
            written = inner[0].partition("|")[0]
        else:
            written = marked[0] if len(marked) == 1 else _COMMENT.sub("", text)
        return _AROUND_EMAIL.sub("", written).lower()

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
