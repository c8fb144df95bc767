"""What all value types share: the context of a source, refusal with a reason, cached cleaning."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from graph.types import PropertyType


class InvalidValue(ValueError):  # noqa: N818 - it is a finding about data, raised for every bad cell
    """A value cannot be used. The message is the reason, without the value in it."""


@dataclass(frozen=True)
class Kept:
    """What could be kept of a value that is partly wrong, and what was wrong with it."""

    value: Any
    reason: str


@dataclass(frozen=True)
class Context:
    """What a source says about all its values.

    `dates` is an order (`DMY`, `MDY`, `YMD`) or a tuple of strptime formats; `words` are the second
    words of a field (`realm`, `network` …) by name; `namespaces` are those of ids that are shared with
    other sources, by what they are of.
    """

    source: str = ""
    country: str = "DE"
    timezone: str = "Europe/Berlin"
    dates: str | tuple[str, ...] = "DMY"
    decimal: str = "."
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
    """One sort of value. `words` names the second words it takes, true where one is required."""

    property_type: ClassVar[PropertyType | None] = PropertyType.TEXT
    words: ClassVar[Mapping[str, bool]] = {}

    @abstractmethod
    def clean(self, text: str, context: Context) -> Any:
        """The clean value of a non-empty trimmed text, None if it means "empty".

        Raises InvalidValue; may return Kept.
        """

    def native(self, value: object, context: Context) -> Any:
        """The clean value of one that is no text (JSON and Parquet have numbers, flags and times)."""
        return self.clean(as_text(value), context)

    def word(self, text: str, name: str, context: Context) -> str:
        """The clean second word called `name`; raises InvalidValue."""
        del name, context
        return text


Cleaner = Callable[[Any], Any]
"""From raw value to clean value, None, `Kept` or an InvalidValue (returned, not raised)."""


def as_text(value: object) -> str:
    """A scalar as text, integers without a decimal point; raises InvalidValue for lists and objects."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise InvalidValue("is not a single value")
