"""How a value is compared: what its condition says in a statement, and what becomes of the value."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from api.gql.errors import bad_input
from graph.model.types import Property, PropertyType

_OPERATORS = {
    "eq": "{value} = {parameter}",
    "in": "{value} IN {parameter}",
    "gt": "{value} > {parameter}",
    "gte": "{value} >= {parameter}",
    "lt": "{value} < {parameter}",
    "lte": "{value} <= {parameter}",
    "contains": "{value} CONTAINS {parameter}",
    "startsWith": "{value} STARTS WITH {parameter}",
    "includes": "{parameter} IN {value}",
    "withinDays": "{value} >= {parameter}",
}
_WITHOUT_CASE = ("eq", "in", "contains", "startsWith")
_SPELLINGS = (str, str.lower, str.upper, str.title, str.capitalize)
_SMALL = frozenset({"email", "domain", "network", "realm", "lifecycle_stage", "state"})
"""Texts of which an index finds one spelling, for an ingest writes them in small letters."""
_MOST_DAYS = 100_000


@dataclass(frozen=True)
class Comparison:
    """A condition with the places `value` and `parameter`, and what makes the parameter of what was given."""

    text: str
    made: Callable[[Any], Any]

    def written(self, value: str, parameter: str) -> str:
        """The condition on a value."""
        return self.text.format(value=value, parameter=parameter)


def comparing(by: Property, key: Collection[str]) -> Callable[[str], Comparison]:
    """How a property is compared: texts but keys without case, as far as an index can find them so."""
    if by.type is not PropertyType.TEXT or by.name in key or by.name == "community":
        return exact
    if not by.indexed:
        return without_case
    return small if by.name in _SMALL else spelled


def exact(name: str) -> Comparison:
    """A comparison of what is held with what was given."""
    return Comparison(_OPERATORS[name], days_ago if name == "withinDays" else usable)


def without_case(name: str) -> Comparison:
    """The same of texts, whatever letters are capital; greater and less go by the letters as they are."""
    if name not in _WITHOUT_CASE:
        return exact(name)
    return Comparison(_OPERATORS[name].replace("{value}", "toLower({value})"), lowered)


def small(name: str) -> Comparison:
    """The same of texts that are held in small letters."""
    return Comparison(_OPERATORS[name], lowered if name in _WITHOUT_CASE else usable)


def spelled(name: str) -> Comparison:
    """The same of texts that an index finds: equal to one of the usual spellings."""
    if name in ("eq", "in"):
        return Comparison(_OPERATORS["in"], spellings)
    if name == "startsWith":
        ways = (f"{{value}} STARTS WITH {{parameter}}[{i}]" for i in range(len(_SPELLINGS)))
        return Comparison(f"({' OR '.join(ways)})", _ways)
    return without_case(name)


def usable(value: Any) -> Any:
    """A value as the stores take it: times are of UTC, also where no zone was given.

    Raises RequestError for a time before the year 1 or after 9999.
    """
    if isinstance(value, datetime):
        return _in_utc(value)
    return [usable(each) for each in value] if isinstance(value, list) else value


def _in_utc(time: datetime) -> datetime:
    try:
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except OverflowError as error:
        raise bad_input("A time lies, in UTC, between the years 1 and 9999.") from error


def days_ago(days: int) -> datetime:
    """The time so many days before now; raises RequestError for more than there are."""
    if not 0 <= days <= _MOST_DAYS:
        raise bad_input(f"withinDays is a number from 0 to {_MOST_DAYS:,}, not {days}.")
    return datetime.now(UTC) - timedelta(days=days)


def lowered(value: Any) -> Any:
    """A text, or several, in small letters."""
    return [lowered(each) for each in value] if isinstance(value, list) else str(value).lower()


def spellings(value: Any) -> list[str]:
    """A text, or each of several, as it is and as it is usually written.

    >>> spellings("home goods")
    ['home goods', 'HOME GOODS', 'Home Goods', 'Home goods']
    """
    texts = value if isinstance(value, list) else [value]
    return [*dict.fromkeys(way for each in texts if each is not None for way in _ways(each))]


def _ways(text: str) -> list[str]:
    return [way(text) for way in _SPELLINGS]
