"""Amounts of money, and quantities that they are for."""

import re
from collections.abc import Sequence
from typing import ClassVar

from graph.journal.appending.blanks import JsonBlank
from graph.words.currencies import UNKNOWN_CURRENCY
from graph.words.units import UNITS
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.numbers.currencies import meant_by
from ingest.cleaning.numbers.numbers import DecimalNumber, money_beside

_LIMIT = 10**14
"""The journal sums decimals of 18 digits, 4 of them behind the mark."""


_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_WITH_UNIT = re.compile(rf"(?i)(?:([\d.,\s-]*\d)\s*(?:{_UNIT})\.?|x\s*(\d+))")
"""Three pieces, 3 kg, x3."""


class Amount(DecimalNumber):
    """An amount of money; its currency is a field of its own."""

    what: ClassVar[str] = "an amount of money"

    def native(self, value: object, context: Context) -> float:
        """The amount; raises InvalidValue for one that no sum could hold."""
        amount = super().native(value, context)
        if abs(amount) >= _LIMIT:
            raise InvalidValue(f"is too large for {self.what}")
        return amount


class Priced(float):
    """An amount beside which its currency stands, `sign`: of those that it may be, the one that is meant in
    the source's country; that of no currency where nobody can tell."""

    sign: str
    currency: str
    may_be: frozenset[str]

    def __new__(cls, amount: float, signs: Sequence[str], country: str) -> "Priced":
        """The amount with what stands in front of it and behind in a source of a country; raises
        InvalidValue where that is two currencies."""
        priced = super().__new__(cls, amount)
        meant = [meant_by(sign, country) for sign in signs]
        known = [it.may_be for it in meant if it.may_be]
        priced.may_be = frozenset.intersection(*known) if known else frozenset()
        if known and not priced.may_be:
            raise InvalidValue("has two currencies beside it")
        told = (it.currency for it in meant if it.currency in priced.may_be)
        only = min(priced.may_be) if len(priced.may_be) == 1 else None
        priced.sign, priced.currency = signs[0], only or next(told, UNKNOWN_CURRENCY)
        return priced

    @property
    def amount(self) -> float:
        """The amount alone."""
        return float(self)


class PricedBlank(JsonBlank):
    """Stands for amounts that are not known yet, beside which the same currency stands."""

    sign: str
    currency: str
    may_be: frozenset[str]

    @classmethod
    def of(cls, name: str, sign: str, currency: str, may_be: frozenset[str]) -> "PricedBlank":
        """The blank of a name, see `Priced`."""
        priced = cls.named(name)
        priced.sign, priced.currency, priced.may_be = sign, currency, may_be
        return priced

    @property
    def amount(self) -> JsonBlank:
        """The blank of the amount alone."""
        return JsonBlank.named(self.name)


class PricedAmount(Amount):
    """An amount of something that has a currency, which may stand beside the amount alone."""

    def clean(self, text: str, context: Context) -> float:
        """The amount, with the currency that stands beside it."""
        amount = super().clean(text, context)
        signs = money_beside(text, context)
        return Priced(amount, signs, context.country) if signs else amount


class Quantity(Amount):
    """How much of something: pieces, and hours and kilograms too."""

    what: ClassVar[str] = "a quantity"

    def clean(self, text: str, context: Context) -> float:
        """The quantity without the unit beside it; raises InvalidValue."""
        found = _WITH_UNIT.fullmatch(text)
        return super().clean(found[1] or found[2] if found else text, context)

    def native(self, value: object, context: Context) -> float:
        """The quantity, without decimals where it has none; raises InvalidValue."""
        quantity = super().native(value, context)
        return int(quantity) if quantity.is_integer() else quantity
