"""Languages, by code or name."""

import re
from functools import cache, lru_cache
from typing import ClassVar

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

from graph.placeholders.listed import placeholders
from graph.words.family_names import SPANISH
from ingest.cleaning.base import Context, InvalidValue, ValueType
from ingest.cleaning.dates.month_names import folded

COMMON = ("de", "en", "fr", "it", "es", "nl", "pl", "tr", "da", "sv", "pt", "cs")
"""Languages in which all others are named; the rest of the world names its own."""

_NONE = frozenset(("und", "mul", "zxx", "mis", "root", "qaa"))
"""Codes for no language, or for several."""

_LETTERS = {"d": "de", "f": "fr", "i": "it", "e": "en"}
"""One letter, as in Switzerland and in SAP; E is Spanish where that is spoken."""

_BEHIND = re.compile(r"\s*[(,;].*$")
_LONGEST_CODE = 3


class Language(ValueType):
    """Preferred language, as ISO 639 code of two letters where it has one; `de-DE` gives `de`."""

    longest: ClassVar[int] = 60

    def clean(self, text: str, context: Context) -> str:
        """Two or three lower-case letters; raises InvalidValue."""
        code = language_code(text) or _LETTERS.get(text.lower())
        if text in ("E", "e") and context.country in SPANISH:
            code = "es"
        if code is None or text in placeholders("attribute"):
            raise InvalidValue("is not an ISO 639 language")
        return code


@lru_cache(maxsize=1_000)
def language_code(text: str) -> str | None:
    """The code of a language given by a code of two or three letters, with a country or without, or by its
    name in usual languages, or in its own; None for other texts."""
    name = folded(_BEHIND.sub("", text))
    code = re.split("[-_]", name)[0]
    if len(code) <= _LONGEST_CODE and code.isascii():
        code = get_global("language_aliases").get(code, code)
        return code if code in _codes() else None
    return _codes_by_name().get(name) or _codes_by_own_name().get(name)


@cache
def _codes() -> frozenset[str]:
    known = map(str, Locale("en").languages)
    return frozenset(code for code in known if len(code) <= _LONGEST_CODE) - _NONE


@cache
def _codes_by_name() -> dict[str, str]:
    named = ((code, name) for it in reversed(COMMON) for code, name in Locale(it).languages.items())
    return {folded(name): code for code, name in named if code in _codes()}


@cache
def _codes_by_own_name() -> dict[str, str]:
    own = {code: Locale(code).languages.get(code) for code in locale_identifiers() if code in _codes()}
    return {folded(name): code for code, name in own.items() if name}
