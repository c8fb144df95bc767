"""Currencies, and what stands for them beside an amount."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import ClassVar, NamedTuple

from babel import Locale
from babel.languages import get_official_languages
from babel.localedata import locale_identifiers
from babel.numbers import get_currency_name, get_territory_currencies, list_currencies

from graph.words.currencies import COLLOQUIAL, NUMBERED, SIGNS, Elsewhere
from ingest.cleaning.base import Context, InvalidValue, ValueType
from ingest.cleaning.dates.month_names import folded

CODES = frozenset(list_currencies())
_NAMED_IN = ("en", "de", "es", "fr", "pt", "it", "nl", "pl", "tr", "ru")
_COUNTS = (1, 2, 5)
"""Of which a name has its forms in languages with several."""

_STILL_WRITTEN = date(1999, 1, 1)
"""Since when currencies that a country had are in files of today."""

_BESIDE = frozenset({*(it.lower() for it in (*CODES, *SIGNS) if "$" not in it), *COLLOQUIAL})
MONEY = rf"(?:[a-z]{{0,3}}\$|(?:{'|'.join(sorted(map(re.escape, _BESIDE), key=len, reverse=True))})\.?)"
"""Regular expression, without regard to case, for what stands beside an amount for its currency in some
country."""


class Meant(NamedTuple):
    """The currency that something stands for, empty where nobody can tell, and all for which it may."""

    currency: str
    may_be: frozenset[str]


def is_money(word: str, country: str) -> bool:
    """Whether a word without blanks around it stands for a currency beside an amount, in a country."""
    plain = word.removesuffix(".").upper()
    if (sign := SIGNS.get(plain)) and sign.elsewhere is Elsewhere.NOTHING:
        return not _of_country(country).isdisjoint(sign.currencies)
    if plain.lower() in _BESIDE or (plain.endswith("$") and len(plain) < 5 and (plain[:-1] or "A").isalpha()):
        return True
    return len(word) > 2 and word.strip(".").isalpha() and bool(_by_name(folded(word), country).currency)


@lru_cache(maxsize=1_000)
def meant_by(written: str, country: str) -> Meant:
    """What a code, number, sign or name of a currency stands for in a country."""
    plain = written.upper().rstrip(".").replace(" $", "$")
    plain = NUMBERED.get(plain, plain)
    if (code := plain.removesuffix("$")) in CODES:
        return Meant(code, frozenset((code,)))
    sign = SIGNS.get(plain)
    if sign is None:
        return _by_name(folded(written), country)
    own = [it for it in sign.currencies if it in _of_country(country)]
    first = sign.elsewhere is Elsewhere.FIRST or len(sign.currencies) == 1
    return Meant((own or sign.currencies)[0] if own or first else "", frozenset(sign.currencies))


class Currency(ValueType):
    """ISO 4217 currency; a sign of several currencies is that of the source's country, if it is one there."""

    _known: ClassVar[re.Pattern[str]] = re.compile("[A-Z]{3}")

    def clean(self, text: str, context: Context) -> str:
        """Three capital letters; raises InvalidValue."""
        meant = meant_by(text, context.country)
        if meant.currency:
            return meant.currency
        if meant.may_be:
            raise InvalidValue("stands for several currencies: write the code of one, as of ISO 4217")
        raise InvalidValue("is not an ISO 4217 currency")


def the_only_one(written: Iterable[str]) -> str:
    """The currency that all of these stand for in any country; empty where they do not."""
    may_be = {meant_by(it, "").may_be for it in written}
    return next(iter(may_be.pop())) if len(may_be) == 1 and len(min(may_be)) == 1 else ""


@lru_cache(maxsize=1_000)
def _by_name(name: str, country: str) -> Meant:
    """What the name of a currency stands for: that of the country by any word of it, peso."""
    may_be = frozenset(
        code for code in _in_use() if any(name in {it, *it.split()} for it in _names(code, _NAMED_IN))
    )
    spoken = [it for it in get_official_languages(country, de_facto=True) if it in locale_identifiers()]
    for own in get_territory_currencies(country)[:1]:
        if any(name in {it, *it.split()} for it in _names(own, (*spoken, *_NAMED_IN))):
            return Meant(own, may_be | {own})
    whole = [code for code in may_be if name in _names(code, _NAMED_IN)]
    return Meant(whole[0], frozenset(whole)) if len(whole) == 1 else Meant("", may_be)


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
def _of_country(country: str) -> frozenset[str]:
    """The currencies of a country, and those that it had of late."""
    return frozenset(get_territory_currencies(country, _STILL_WRITTEN, datetime.now(UTC).date()))
