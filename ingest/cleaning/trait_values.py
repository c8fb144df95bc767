"""Values of traits: what a company declares of its own, by type."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from graph.model.traits import LONGEST, Trait, TraitType
from ingest.cleaning.base import Context, InvalidValue, ValueType
from ingest.cleaning.dates.times import Time
from ingest.cleaning.numbers.numbers import DecimalNumber, Flag
from ingest.cleaning.texts import Text


class ShortText(Text):
    """A text that an index can take."""

    longest: ClassVar[int] = LONGEST
    of_any_words: ClassVar[bool] = False


class Day(Time):
    """A day of the calendar, past or to come; of a moment the day in the source's time zone."""

    def clean(self, text: str, context: Context) -> Any:
        """ISO 8601; raises InvalidValue."""
        return _day(super().clean(text, context), context)

    def believed(self, moment: datetime | None, context: Context) -> datetime | None:
        """Whatever day it is: firms were founded on the first of January of 1900."""
        del context
        return moment

    def native(self, value: object, context: Context) -> Any:
        """Of a time its day."""
        found = super().native(value, context)
        return found if isinstance(found, str) else _day(found, context)


@dataclass(frozen=True)
class Category(ValueType):
    """One of the values that are declared, in whatever case."""

    values: tuple[str, ...]

    def clean(self, text: str, context: Context) -> str:
        """The value as it is declared; raises InvalidValue that lists the possible ones."""
        del context
        said = text.casefold()
        for value in self.values:
            if value.casefold() == said:
                return value
        raise InvalidValue(f"is none of {', '.join(self.values)}")


def value_type(trait: Trait) -> ValueType:
    """What cleans the values of a trait."""
    return Category(trait.values) if trait.type is TraitType.CATEGORY else _TYPES[trait.type]


_TYPES: Mapping[TraitType, ValueType] = {
    TraitType.TEXT: ShortText(),
    TraitType.NUMBER: DecimalNumber(),
    TraitType.BOOLEAN: Flag(),
    TraitType.DATE: Day(),
    TraitType.TIME: Time(),
}


def _day(moment: datetime | None, context: Context) -> str | None:
    return moment.astimezone(ZoneInfo(context.timezone)).date().isoformat() if moment else None
