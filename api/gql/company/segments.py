"""Segments: filters of customers that the company gives a name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from api.gql.errors import bad_input
from graph.nearest import did_you_mean

MEMBER = "segment"
"""Member of the filter of customers that names one."""


@dataclass(frozen=True)
class Segment:
    """A filter of customers under a name."""

    name: str
    description: str
    filter: Mapping[str, Any]


@dataclass(frozen=True)
class Segments:
    """All segments, by name."""

    by_name: Mapping[str, Segment] = field(default_factory=dict)

    def filter(self, name: str) -> Mapping[str, Any]:
        """The filter of a segment; raises RequestError where there is none of this name."""
        if name not in self.by_name:
            hint = did_you_mean(name, self.by_name, "The query `segments` lists those that there are.")
            raise bad_input(f"There is no such segment. {hint}")
        return self.by_name[name].filter
