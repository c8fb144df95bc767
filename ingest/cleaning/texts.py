"""Texts: Unicode, white space, empty values, codes and keys."""

import json
import re
import unicodedata
from typing import Any, ClassVar

from graph.types import PropertyType
from ingest.cleaning.base import Context, InvalidValue, ValueType

# Spellings of "nothing" that no name, city or key has. "Null" and "Nan" are people's names, so these
# count in lower and upper case only.
_EMPTY = {"n/a", "#n/a", "(null)", "undefined", "k.a.", "k. a.", "k.a", "keine angabe", "keine angaben"}
_EMPTY |= {"nicht angegeben", "nicht bekannt", "unbekannt", "unknown", "not specified", "entfällt", "\\n"}
_EMPTY_EXACT = {"null", "NULL", "None", "nan", "NaN", "NAN", "nil", "#NV", "#N/A"}
_DASHES = re.compile(r"[-–—_.?*/\\ ]+")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad]")
_SPACE = re.compile(r"\s+")
# UTF-8 read as Latin-1 or cp1252: a lead byte shown as Ã, Â, Å or â before another byte beyond ASCII.
_MOJIBAKE = re.compile("[ÃÂÅâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


def tidy(text: str) -> str:
    """The text in Unicode NFC, mis-decoded UTF-8 repaired, white space trimmed and collapsed."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", repair(text))
    if not text.isprintable():
        text = _INVISIBLE.sub("", text)
    return _SPACE.sub(" ", text).strip()


def repair(text: str) -> str:
    """Undoes one decoding of UTF-8 as cp1252 or Latin-1 ("MÃ¼ller"); other texts come back unchanged."""
    if not _MOJIBAKE.search(text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


def is_empty(text: str) -> bool:
    """Whether a tidy text means that there is no value."""
    return not text or text in _EMPTY_EXACT or text.lower() in _EMPTY or (_DASHES.fullmatch(text) is not None)


class Text(ValueType):
    """Any text on one line, at most 4,000 characters."""

    def clean(self, text: str, context: Context) -> str:
        """The text itself."""
        del context
        if len(text) > 4000:
            raise InvalidValue("is longer than 4000 characters")
        return text


class Key(ValueType):
    """A key or number that names a thing in its source, at most 200 characters."""

    def clean(self, text: str, context: Context) -> str:
        """The key itself."""
        del context
        if len(text) > 200:
            raise InvalidValue("is longer than 200 characters")
        return text


class Topic(Key):
    """A topic of interest; upper and lower case are the same topic, the first spelling is its name."""


class Currency(ValueType):
    """ISO 4217 currency; signs of the common ones are understood."""

    _signs: ClassVar[dict[str, str]] = {"€": "EUR", "EURO": "EUR", "$": "USD", "£": "GBP", "SFR": "CHF"}

    def clean(self, text: str, context: Context) -> str:
        """Three capital letters; raises InvalidValue."""
        del context
        code = self._signs.get(text.upper().rstrip("."), text.upper())
        if not re.fullmatch("[A-Z]{3}", code):
            raise InvalidValue("is not an ISO 4217 currency")
        return code


class Language(ValueType):
    """Preferred language, as ISO 639 code of two letters; `de-DE` gives `de`."""

    _names: ClassVar[dict[str, str]] = {
        "deutsch": "de", "german": "de", "englisch": "en", "english": "en", "französisch": "fr",
        "french": "fr", "türkisch": "tr", "turkish": "tr", "polnisch": "pl", "russisch": "ru",
        "italienisch": "it", "spanisch": "es", "spanish": "es", "arabisch": "ar", "ukrainisch": "uk",
    }  # fmt: skip

    def clean(self, text: str, context: Context) -> str:
        """Two or three lower-case letters; raises InvalidValue."""
        del context
        code = self._names.get(text.lower()) or re.split("[-_]", text.lower())[0]
        if not re.fullmatch("[a-z]{2,3}", code):
            raise InvalidValue("is not an ISO 639 language")
        return code


class Json(ValueType):
    """Any value, kept as it is to become part of a JSON object."""

    property_type: ClassVar[PropertyType | None] = None

    def clean(self, text: str, context: Context) -> Any:
        """The text."""
        del context
        return text

    def native(self, value: object, context: Context) -> Any:
        """The value; times become ISO 8601 texts."""
        del context
        return json.loads(json.dumps(value, default=str))
