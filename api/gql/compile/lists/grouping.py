"""How a list is put into groups: by what, and in which time zone months begin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self
from zoneinfo import available_timezones

from api.gql.compile.statement.columns import stored
from api.gql.compile.statement.drafts import Source
from api.gql.errors import bad_input
from api.gql.kinds.names import categories_of
from graph.model.types import PropertyType

MOST = 3
"""Things that groups go by at most."""


@dataclass(frozen=True)
class Grouping:
    """The things that groups go by, how many groups are shown, and the zone in which months begin."""

    by: Sequence[str]
    first: Source
    zone: Source

    @classmethod
    def of(cls, now: Mapping[str, Any], arguments: Source, zone: str) -> Self:
        """The grouping that arguments ask for, as they are `now` and as they will be, months in `zone` where
        they name none; raises RequestError."""
        by = [each.value for each in now["by"]]
        if not 1 <= len(by) <= MOST:
            raise bad_input(f"groups go by one to {MOST} things, not by {len(by)}.")
        return cls(
            by,
            lambda variables: arguments(variables)["first"],
            lambda variables: _known_zone(arguments(variables).get("zone"), zone),
        )


def grouping_text(label: str, name: str) -> str:
    """The value of a node `_node` of a kind that makes its group, months in the zone `$zone`."""
    by = categories_of(label)[name]
    value = stored(label, by.name)
    return _month(value) if by.type is PropertyType.TIME else f"toString({value})"


def _month(value: str) -> str:
    """The month of a time in the time zone `$zone`; far from the ends of months it is that of UTC, which
    takes less time."""
    there = (
        f"toString(datetime({{datetime: datetime({{datetime: {value}, timezone: 'UTC'}}), timezone: $zone}}))"
    )
    near = f"substring(toString({value}), 8, 2) IN ['01', '28', '29', '30', '31']"
    return f"substring(CASE WHEN {near} THEN {there} ELSE toString({value}) END, 0, 7)"


def _known_zone(name: str | None, usual: str) -> str:
    """A zone that this program and the store know, the usual one without; raises RequestError."""
    if name is not None and name not in _zones():
        raise bad_input("zone is a name of the IANA database with its area, such as Europe/Berlin.")
    return usual if name is None else name


@cache
def _zones() -> frozenset[str]:
    """Those of an area, and UTC: others are not known everywhere."""
    return frozenset(name for name in available_timezones() if "/" in name or name == "UTC")
