"""Currencies, and what stands for them beside an amount."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from typing import ClassVar

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_symbol, get_territory_currencies, list_currencies

from graph.words.folding import words
from ingest.cleaning.base import Context, InvalidValue, ValueType

CODES = frozenset(list_currencies())
_SIGNS = {
    "€": "EUR", "EURO": "EUR", "EUROS": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY",
    "￥": "JPY", "円": "JPY", "元": "CNY", "原": "CNY", "₩": "KRW", "원": "KRW", "₹": "INR",
    "RS": "INR", "₺": "TRY", "TL": "TRY", "₽": "RUB", "РУБ": "RUB", "Р": "RUB", "₴": "UAH",
    "ГРН": "UAH", "₪": "ILS", "₫": "VND", "₱": "PHP", "₦": "NGN", "฿": "THB", "₸": "KZT",
    "₾": "GEL", "₵": "GHS", "₡": "CRC", "₲": "PYG", "R$": "BRL", "A$": "AUD", "AU$": "AUD",
    "C$": "CAD", "CA$": "CAD", "HK$": "HKD", "NZ$": "NZD", "S$": "SGD", "MX$": "MXN", "NT$": "TWD",
    "SFR": "CHF", "FR": "CHF", "ZŁ": "PLN", "ZL": "PLN", "KČ": "CZK", "FT": "HUF", "LEI": "RON",
    "LEU": "RON", "ЛВ": "BGN", "DIN": "RSD", "KN": "HRK", "RP": "IDR", "RM": "MYR", "KSH": "KES",
    "TSH": "TZS", "USH": "UGX",
}  # fmt: skip
"""What people write for a currency, in capitals and without a full stop, where the country tells nothing."""

_OF_SEVERAL = words("kr dh dhs r s/ bs")
"""What is written for currencies of several countries."""

_BESIDE = frozenset({*(it.lower() for it in (*CODES, *_SIGNS) if "$" not in it), *_OF_SEVERAL})
MONEY = rf"(?:[a-z]{{0,3}}\$|(?:{'|'.join(sorted(map(re.escape, _BESIDE), key=len, reverse=True))})\.?)"
"""Regular expression, without regard to case, for what stands beside an amount for its currency."""


def is_money(word: str) -> bool:
    """The same of a word without blanks around it, which is quicker."""
    plain = word.removesuffix(".").lower()
    return plain in _BESIDE or (plain.endswith("$") and len(plain) < 5 and (plain[:-1] or "a").isalpha())


class Currency(ValueType):
    """ISO 4217 currency; a sign of several currencies is that of the source's country, if it is one there."""

    _known: ClassVar[re.Pattern[str]] = re.compile("[A-Z]{3}")

    def clean(self, text: str, context: Context) -> str:
        """Three capital letters; raises InvalidValue."""
        sign = text.upper().rstrip(".")
        own, its_sign = _of_country(context.country)
        code = own if own and sign == its_sign.upper().rstrip(".") else _SIGNS.get(sign, sign)
        if not self._known.fullmatch(code):
            raise InvalidValue("is not an ISO 4217 currency")
        return code


@lru_cache(maxsize=64)
def _of_country(country: str) -> tuple[str, str]:
    """The currency of a country and its sign there; empty where there is none."""
    for code in get_territory_currencies(country)[:1]:
        with suppress(UnknownLocaleError):  # of islands that no language is known of
            return code, get_currency_symbol(code, Locale.parse(f"und_{country}"))
    return "", ""
