"""Values that link nobody, and those that a record comes to share with others by being asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from graph.identity.evidence.vetoes import is_doubtful

if TYPE_CHECKING:  # sqlglot takes long to import, and a run needs none of it
    from graph.identity.lookup.sql_in_python import Row

Value = tuple[str, str]
"""Kind and value of an identifier."""


@dataclass(frozen=True)
class SharedValues:
    """Identifier values that several people share and that link nobody; the `silent` among them say nothing
    else either."""

    shared: frozenset[Value]
    silent: frozenset[Value]

    def grown(self, people: Mapping[Value, int]) -> SharedValues:
        """With further values that so many people share now; the same object where that changes nothing."""
        shared = self.shared.union(people)
        silent = self.silent.union(
            value for value, count in people.items() if not is_doubtful(value[0], count)
        )
        return self if (shared, silent) == (self.shared, self.silent) else SharedValues(shared, silent)

    def telling(self, row: Row) -> list[Row]:
        """The identifiers that a row has used and that count for the model."""
        return [use for use in row["used"] or () if (use["kind"], use["value"]) not in self.shared]

    def heard(self, row: Row) -> list[Row]:
        """The identifiers that a row has used and that say anything."""
        return [use for use in row["used"] or () if (use["kind"], use["value"]) not in self.silent]


def users_of(values: frozenset[Value], rows: pa.Table) -> list[int]:
    """Places of the rows that have used one of the values."""
    used = rows.column("used").to_pylist()
    return [
        place
        for place, uses in enumerate(used)
        if any((use["kind"], use["value"]) in values for use in uses or ())
    ]


def replaced(rows: pa.Table, places: list[int], new: list[Row]) -> pa.Table:
    """The rows with new ones at some places."""
    order = list(range(rows.num_rows))
    for number, place in enumerate(places):
        order[place] = rows.num_rows + number
    return pa.concat_tables([rows, pa.Table.from_pylist(new, rows.schema)]).take(pa.array(order))
