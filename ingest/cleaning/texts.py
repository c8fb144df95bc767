"""Texts: Unicode, white space, empty values, codes and keys."""

import html
import math
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, ClassVar

from graph.placeholders.listed import nothing, placeholders
from ingest.cleaning.base import EXACT_FLOATS, Context, InvalidValue, ValueType, as_text, may_lack_digits
from ingest.cleaning.spreadsheets import unwrapped, written_out

_DASH_MARKS = "-–—_.?*/\\ "
_DASHES = re.compile(f"[{re.escape(_DASH_MARKS)}]+")
# Controls, marks of direction and joiners outside the scripts that need them, fillers that show nothing: they
# change what one sees and not what is said, or the other way round.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
    "|(?<![\u0300-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?![\u0300-\U0010ffff])"
)
_GUID = re.compile(r"\{?([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\}?")
"""One id whether in capitals, as SQL Server writes it, in braces or neither."""

_CLOSING = (")", "}")
_OF_MONGO = re.compile(
    r"""(?:ObjectId|ISODate|NumberLong|NumberInt|NumberDecimal|UUID)\(\s*["']?([^"'(){}]*)["']?\s*\)"""
    r"""|\{\s*"\$(?:oid|date|uuid|number\w+)"\s*:\s*"?([^"{}]*)"?\s*\}"""
    r"""|\{\s*"\$date"\s*:\s*\{\s*"\$numberLong"\s*:\s*"(-?\d+)"\s*\}\s*\}"""
)
"""What MongoDB's shell and its Extended JSON have around a value: ObjectId("507f…"), {"$oid": "507f…"}."""

_WRAPPED = ("=", "'", "’", "`")
_DEEPEST = 50
_SPACE = re.compile(r"\s+")
_OF_PAGES = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_INLINE = re.compile(r"(?i)</?(?:a|b|em|font|i|span|strong|u)(?:\s+[a-z-]+\s*=[^<>]*+)?>")
_BLOCK = re.compile(
    r"(?i)</?(?:blockquote|br|div|h[1-6]|hr|li|ol|p|table|tbody|td|th|tr|ul)(?:\s+[a-z-]+\s*=[^<>]*+)?\s*+/?>"
)
"""What programs that edit texts on web pages leave in these, within words and between them."""
# UTF-8 read as Latin-1 or cp1252: a lead byte shown as Ã, Â, Å or â before another byte beyond ASCII.
_MOJIBAKE = re.compile("[ÃÂÅâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


def tidy(text: str) -> str:
    """The text in Unicode NFC, mis-decoded UTF-8 repaired, white space trimmed and collapsed.

    What is not seen goes, and so do the marks by which a spreadsheet knows a text: `="0123"`, `'0123`.
    What web pages write for a character is that character: `O&#39;Brien`, `Smith &amp; Sons`.
    """
    if "&" in text and ";" in text:
        text = _OF_PAGES.sub(lambda found: html.unescape(found[0]), text)
    if not text.isascii():
        text = _SPACE.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", repair(text))))
    elif text.isalnum():
        return text
    elif not text.isprintable():
        text = _SPACE.sub(" ", _INVISIBLE.sub("", text))
    elif "  " in text:
        text = _SPACE.sub(" ", text)
    text = text.strip()
    if text[-1:] in _CLOSING and (found := _OF_MONGO.fullmatch(text)):
        return next(filter(None, found.groups()), "")
    return unwrapped(text) if text[:1] in _WRAPPED else text


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
    if not text or (text[0] in _DASH_MARKS and _DASHES.fullmatch(text)):
        return True
    any_case, as_written = nothing()
    return text in as_written or text.lower() in any_case


class Text(ValueType):
    """Any text on one line, at most 4,000 characters."""

    longest: ClassVar[int] = 4000
    mends: ClassVar[bool] = True
    of_any_words: ClassVar[bool] = True

    def clean(self, text: str, context: Context) -> str | None:
        """The text itself, without the markup of web pages; None where there is nothing else."""
        del context
        if "<" not in text or ">" not in text:
            return text
        return _SPACE.sub(" ", _BLOCK.sub(" ", _INLINE.sub("", text))).strip() or None


class Key(ValueType):
    """A key or number that names a thing in its source, at most 200 characters."""

    longest: ClassVar[int] = 200
    names_things: ClassVar[bool] = True

    def clean(self, text: str, context: Context) -> str:
        """The key itself; raises InvalidValue for a word that means "nothing" and for a broken number."""
        del context
        return key_text(text)


class CountedZero(str):
    """The zero of a column that counts its rows from zero: a key, where other zeros are placeholders."""

    __slots__ = ()


def key_text(text: str) -> str:
    """What names a thing, the same for all ways in which a number may be written.

    Raises InvalidValue for the placeholders of keys (`0`, `anonymous`) and for numbers that lack digits.
    """
    if isinstance(text, CountedZero):
        return str(text)
    if text in placeholders("key"):
        raise InvalidValue("is a placeholder and names nothing")
    if found := _GUID.fullmatch(text):
        return found[1].lower()
    return written_out(text)


class Position(Text):
    """The number of something in a list, which may be 0; at most 200 characters."""

    longest: ClassVar[int] = 200
    names_things: ClassVar[bool] = True

    def clean(self, text: str, context: Context) -> str:
        """The number itself; raises InvalidValue for a broken one."""
        del context
        return written_out(text)


class Topic(Key):
    """A topic of interest; upper and lower case are the same topic, the first spelling is its name."""

    names_things: ClassVar[bool] = False


class Json(ValueType):
    """Any value, kept as it is to become part of a JSON object."""

    longest: ClassVar[int] = 10_000
    mends: ClassVar[bool] = True
    of_any_words: ClassVar[bool] = True

    def clean(self, text: str, context: Context) -> Any:
        """The text."""
        del context
        return text

    def native(self, value: object, context: Context) -> Any:
        """The value; times become ISO 8601 texts. Raises InvalidValue for what is too large or too deep."""
        del context
        return _plain_json(value, depth=0)


def _plain_json(value: object, depth: int) -> Any:
    """A value that any reader of JSON understands as it is meant: numbers too long for it become texts."""
    if depth > _DEEPEST:
        raise InvalidValue(f"is nested more than {_DEEPEST} deep")
    if isinstance(value, Mapping):
        return {_storable(str(name)): _plain_json(it, depth + 1) for name, it in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_json(it, depth + 1) for it in value]
    if isinstance(value, str):
        return _storable(value)
    if value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < 2**63):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if may_lack_digits(value):
        return int(value) if abs(value) < EXACT_FLOATS else str(value)
    return as_text(value) if isinstance(value, int) else str(value)


def _storable(text: str) -> str:
    """The text, with a question mark for each half of a character."""
    return text.encode("utf-8", "replace").decode()
