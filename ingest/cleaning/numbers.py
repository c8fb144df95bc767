"""Numbers and flags, with German habits: 1.234,56 € and ja/nein."""

import math
import re
from typing import Any, ClassVar

from graph.types import PropertyType
from ingest.cleaning.base import Context, InvalidValue, ValueType

_UNITS = re.compile(r"(?i)^(eur|usd|chf|gbp|€|\$|£)?\s*|\s*(eur|euro|usd|chf|gbp|€|\$|£|stk\.?|stück|%|,-)?$")
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?|[+-]?\.\d+")
_GROUPED = {
    ".": re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?"),
    ",": re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?"),
}
_YES = {"1", "true", "t", "yes", "y", "ja", "j", "wahr", "x", "on", "opt-in", "granted", "erteilt", "aktiv"}
_YES |= {"active", "zugestimmt", "✓"}
_NO = {"0", "false", "f", "no", "n", "nein", "falsch", "off", "opt-out", "denied", "revoked", "widerrufen"}
_NO |= {"abgelehnt", "inaktiv", "inactive", "verweigert", "withdrawn"}


class DecimalNumber(ValueType):
    """A number with decimals, money for the most part."""

    property_type: ClassVar[PropertyType | None] = PropertyType.DECIMAL

    def clean(self, text: str, context: Context) -> float:
        """The number; thousands marks and a currency sign are dropped. Raises InvalidValue."""
        digits = _UNITS.sub("", text.replace("−", "-")).replace("'", "").replace("’", "").replace(" ", "")
        if digits.endswith("-") and digits[:-1]:
            digits = f"-{digits[:-1]}"  # bookkeeping writes the sign behind
        if _GROUPED[context.decimal].fullmatch(digits):
            digits = digits.replace("," if context.decimal == "." else ".", "")
        if context.decimal == ",":
            if "." in digits:
                raise InvalidValue("is not a number with a decimal comma")
            digits = digits.replace(",", ".")
        if not _PLAIN.fullmatch(digits):
            raise InvalidValue("is not a number")
        return self.native(float(digits), context)

    def native(self, value: object, context: Context) -> float:
        """The number as float; raises InvalidValue for infinite ones."""
        if isinstance(value, str | bool) or not hasattr(value, "__float__"):
            raise InvalidValue("is not a number")
        number = float(value)
        if not math.isfinite(number):
            raise InvalidValue("is not a finite number")
        del context
        return number


class WholeNumber(ValueType):
    """A number without decimals; `2,0` is one."""

    property_type: ClassVar[PropertyType | None] = PropertyType.INTEGER

    def clean(self, text: str, context: Context) -> int:
        """The number; raises InvalidValue."""
        return self.native(_DECIMAL.clean(text, context), context)

    def native(self, value: object, context: Context) -> int:
        """The number; raises InvalidValue when there are decimals."""
        number = _DECIMAL.native(value, context)
        if not number.is_integer() or abs(number) >= 2**63:
            raise InvalidValue("is not a whole number")
        return int(number)


class Flag(ValueType):
    """Yes or no, in English, German or as 1 and 0."""

    property_type: ClassVar[PropertyType | None] = PropertyType.FLAG

    def clean(self, text: str, context: Context) -> bool:
        """True or false; raises InvalidValue."""
        del context
        word = text.lower().rstrip(".!")
        if word not in _YES | _NO:
            raise InvalidValue("is neither yes nor no")
        return word in _YES

    def native(self, value: object, context: Context) -> Any:
        """True or false."""
        return value if isinstance(value, bool) else super().native(value, context)


_DECIMAL = DecimalNumber()
