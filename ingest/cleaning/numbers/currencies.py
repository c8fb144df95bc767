"""Currencies, and what stands for them beside an amount."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache, lru_cache
from typing import ClassVar

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages
from babel.localedata import locale_identifiers
from babel.numbers import (
    get_currency_name,
    get_currency_symbol,
    get_territory_currencies,
    list_currencies,
)

from graph.words.currencies import COLLOQUIAL, NUMBERED, OF_SEVERAL, SHARED, SIGNS
from ingest.cleaning.base import Context, InvalidValue, ValueType
from ingest.cleaning.dates.month_names import folded

CODES = frozenset(list_currencies())
_NAMED_IN = ("en", "de", "es", "fr", "pt", "it", "nl", "pl", "tr", "ru")
_COUNTS = (1, 2, 5)
"""Of which a name has its forms in languages with several."""

_UNCLEAR = ("$", "¥", "￥", "FR", "DIN")
"""Signs that have a usual meaning, and another one in some countries."""

_BESIDE = frozenset({*(it.lower() for it in (*CODES, *SIGNS) if "$" not in it), *OF_SEVERAL, *COLLOQUIAL})
MONEY = rf"(?:[a-z]{{0,3}}\$|(?:{'|'.join(sorted(map(re.escape, _BESIDE), key=len, reverse=True))})\.?)"
"""Regular expression, without regard to case, for what stands beside an amount for its currency."""


def is_money(word: str) -> bool:
    """The same of a word without blanks around it, which is quicker."""
    plain = word.removesuffix(".").lower()
    return plain in _BESIDE or (plain.endswith("$") and len(plain) < 5 and (plain[:-1] or "a").isalpha())


def is_money_of(word: str, context: Context) -> bool:
    """The same, or whether it is the name of a currency: lekë, forint."""
    if is_money(word):
        return True
    return len(word) > 2 and word.strip(".").isalpha() and bool(_by_name(folded(word), context.country))


class Currency(ValueType):
    """ISO 4217 currency; a sign of several currencies is that of the source's country, if it is one there."""

    _known: ClassVar[re.Pattern[str]] = re.compile("[A-Z]{3}")

    def clean(self, text: str, context: Context) -> str:
        """Three capital letters; raises InvalidValue."""
        sign = text.upper().rstrip(".")
        own, its_sign = _of_country(context.country)
        is_own = sign == its_sign.upper().rstrip(".") or own in SHARED.get(sign, "").split()
        code = own if own and is_own else SIGNS.get(sign) or NUMBERED.get(sign, sign)
        if code not in CODES:
            code = _by_name(folded(text), context.country) or code
        if not self._known.fullmatch(code):
            raise InvalidValue("is not an ISO 4217 currency")
        return code


def is_clear(sign: str) -> bool:
    """Whether a sign means one currency wherever it is written: codes and €, but not $."""
    plain = sign.upper().rstrip(".")
    return plain in CODES or (plain in SIGNS and plain not in SHARED and plain not in _UNCLEAR)


@lru_cache(maxsize=1_000)
def _by_name(name: str, country: str) -> str:
    """The code of a currency by its name: that of the country by any word of it, peso; an empty text for
    others."""
    own, _ = _of_country(country)
    spoken = [it for it in get_official_languages(country, de_facto=True) if it in locale_identifiers()]
    if own and any(name == it or name in it.split() for it in _names(own, (*spoken, *_NAMED_IN))):
        return own
    meant = [code for code in _in_use() if name in _names(code, _NAMED_IN)]
    return meant[0] if len(meant) == 1 else ""


@lru_cache(maxsize=1_000)
def _names(code: str, languages: tuple[str, ...]) -> frozenset[str]:
    named = (get_currency_name(code, count, it) for it in languages for count in (None, *_COUNTS))
    return frozenset(map(folded, named))


@cache
def _in_use() -> tuple[str, ...]:
    """Currencies that some country has today."""
    countries = [code for code in map(str, Locale("en").territories) if len(code) == 2]
    return tuple(sorted({code for it in countries for code in get_territory_currencies(it)}))


@lru_cache(maxsize=64)
def _of_country(country: str) -> tuple[str, str]:
    """The currency of a country and its sign there; empty where there is none."""
    for code in get_territory_currencies(country)[:1]:
        with suppress(UnknownLocaleError):  # of islands that no language is known of
            return code, get_currency_symbol(code, Locale.parse(f"und_{country}"))
    return "", ""
