"""Amounts of money, and quantities that they are for."""

from typing import ClassVar

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.numbers.numbers import DecimalNumber

_LIMIT = 10**14
"""The journal sums decimals of 18 digits, 4 of them behind the mark."""


class Amount(DecimalNumber):
    """An amount of money; its currency is a field of its own."""

    what: ClassVar[str] = "an amount of money"

    def native(self, value: object, context: Context) -> float:
        """The amount; raises InvalidValue for one that no sum could hold."""
        amount = super().native(value, context)
        if abs(amount) >= _LIMIT:
            raise InvalidValue(f"is too large for {self.what}")
        return amount


class Quantity(Amount):
    """How much of something: pieces, and hours and kilograms too."""

    what: ClassVar[str] = "a quantity"

    def native(self, value: object, context: Context) -> float:
        """The quantity, without decimals where it has none; raises InvalidValue."""
        quantity = super().native(value, context)
        return int(quantity) if quantity.is_integer() else quantity
