"""Amounts of money."""

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.numbers import DecimalNumber

_LIMIT = 10**14
"""The journal sums decimals of 18 digits, 4 of them behind the mark."""


class Amount(DecimalNumber):
    """An amount of money; its currency is a field of its own."""

    def native(self, value: object, context: Context) -> float:
        """The amount; raises InvalidValue for one that no sum could hold."""
        amount = super().native(value, context)
        if abs(amount) >= _LIMIT:
            raise InvalidValue("is too large for an amount of money")
        return amount
