"""What all value types share: the context of a source, refusal with a reason, cached cleaning."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any, ClassVar, TypeGuard

EXACT_FLOATS = 2**53
"""Up to here a float holds every whole number; beyond, its last digits are made up."""

_MOST_DIGITS = 100
_SURROGATES = re.compile("[\ud800-\udfff]")


class InvalidValue(ValueError):  # noqa: N818 - it is a finding about data, raised for every bad cell
    """A value cannot be used. The message is the reason, without the value in it."""


@dataclass(frozen=True)
class PartialValue:
    """What could be kept of a value that is partly wrong, and what was wrong with it."""

    value: Any
    reason: str


@dataclass(frozen=True)
class Context:
    """What a source says about all its values.

    `dates` is an order (`DMY`, `MDY`, `YMD`) or a tuple of strptime formats; `keys` is `numbers` where whole
    numbers may name things, however they are written, or `as_written`; `words` are the second words of a
    field (`realm`, `network` …) by name; `namespaces` are those of ids that are shared with other sources, by
    what they are of.
    """

    source: str = ""
    country: str = "DE"
    timezone: str = "Europe/Berlin"
    dates: str | tuple[str, ...] = "DMY"
    decimal: str = "."
    keys: str = "numbers"
    words: tuple[tuple[str, str], ...] = ()
    namespaces: tuple[tuple[str, str], ...] = ()

    def namespace(self, thing: str) -> str:
        """What tells the ids of products, orders … of this source from those of others: its own name, unless
        it shares them."""
        return dict(self.namespaces).get(thing, self.source)

    def word(self, name: str) -> str:
        """The second word of that name, or an empty text."""
        return dict(self.words).get(name, "")


class ValueType(ABC):
    """One sort of value. `words` names the second words it takes, true where one is required.

    No pattern meets a text of more than `longest` characters, or with half a character in it; of types that
    `mends` the rest of such a text is kept. The values of types that `names_things` are keys, or numbers that
    nobody counts with; of those that are `of_any_words` what forms have for no answer says something as well.
    Whatever a cleaner raises, its callers get InvalidValue.
    """

    words: ClassVar[Mapping[str, bool]] = {}
    longest: ClassVar[int] = 300
    mends: ClassVar[bool] = False
    names_things: ClassVar[bool] = False
    of_any_words: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        """Puts these checks around what the class declares, so that none can be forgotten."""
        super().__init_subclass__()
        for name in ("clean", "native", "word"):
            if name in cls.__dict__:
                setattr(cls, name, _guarded(cls.__dict__[name]))

    @abstractmethod
    def clean(self, text: str, context: Context) -> Any:
        """The clean value of a non-empty trimmed text, None if it means "empty".

        Raises InvalidValue; may return Kept.
        """

    def native(self, value: object, context: Context) -> Any:
        """The clean value of one that is no text (JSON and Parquet have numbers, flags and times)."""
        return self.clean(as_text(value), context)

    def of_lines(self, text: str) -> str:
        """A raw text whose lines say something apart, on one line; blanks stand for line ends elsewhere."""
        return text

    def pieces(self, text: str) -> Sequence[str]:
        """The values in one cell of a field that takes several."""
        return (text,)

    def word(self, text: str, name: str, context: Context) -> str:
        """The clean second word called `name`; raises InvalidValue."""
        del name, context
        return text

    def word_of_row(self, text: str, name: str, context: Context) -> str:
        """The same of a word that a row gives, for types that can do without an understood one."""
        return self.word(text, name, context)


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    """A method of a value type that looks at its value first."""

    @wraps(method)
    def guarded(self: ValueType, value: object, *rest: Any) -> Any:
        if isinstance(value, str):
            if len(value) > self.longest:
                raise InvalidValue(f"is longer than {self.longest} characters")
            if not value.isascii() and _SURROGATES.search(value):
                return _mended(method, self, value, *rest)
        try:
            return method(self, value, *rest)
        except InvalidValue:
            raise
        except (ValueError, ArithmeticError, LookupError, TypeError) as error:
            raise InvalidValue("cannot be read") from error

    return guarded


def _mended(method: Callable[..., Any], type_: ValueType, text: str, *rest: Any) -> PartialValue:
    rest_of_it = _SURROGATES.sub("", text).strip()
    if not type_.mends or not rest_of_it:
        raise InvalidValue("has half a character (a lone surrogate) in it")
    kept = method(type_, rest_of_it, *rest)
    return PartialValue(
        kept.value if isinstance(kept, PartialValue) else kept,
        "had half a character in it; the rest was kept",
    )


_OF_MONGO = frozenset(
    ("$oid", "$date", "$uuid", "$numberLong", "$numberInt", "$numberDouble", "$numberDecimal", "$symbol")
)


def without_wrapper(value: object) -> object:
    """The value in one that MongoDB's Extended JSON wraps: `{"$oid": "507f…"}`; other values as they are."""
    while isinstance(value, Mapping) and len(value) == 1 and not _OF_MONGO.isdisjoint(value):
        [value] = value.values()
    return value


def as_text(value: object) -> str:
    """A scalar as text, whole numbers without a decimal point; in scientific notation those that do not show
    all their digits.

    Raises InvalidValue for lists, objects and numbers that are not exact, not finite or absurdly long.
    """
    if value.__class__ is str:  # as nearly all are
        return value
    value = without_wrapper(value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return _number_text(value)
    if isinstance(value, date):
        return value.isoformat()
    raise InvalidValue("is not a single value")


def may_lack_digits(value: object) -> TypeGuard[Decimal]:
    """Whether it is a number of JSON that is told by an exponent, which does not show every digit."""
    return isinstance(value, Decimal) and "E+" in str(value)


def _number_text(value: float | Decimal) -> str:
    if not isinstance(value, int) and not Decimal(value).is_finite():
        raise InvalidValue("is not a finite number")
    if abs(value) >= 10**_MOST_DIGITS:
        raise InvalidValue(f"has more than {_MOST_DIGITS} digits")
    if isinstance(value, float) and abs(value) > EXACT_FLOATS:
        raise InvalidValue("is a number with more digits than the program that wrote it can hold")
    if may_lack_digits(value):
        return str(value)
    return str(int(value)) if value == int(value) else str(value)
